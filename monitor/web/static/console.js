// Ticks the clocks and refreshes the board. Every page works without it; nothing is decided here.
"use strict";
(() => {
  const body = document.body;
  const rate = Number(body.dataset.rate);
  let serverNow = Date.parse(body.dataset.now);
  let mark = performance.now();
  const productNow = () => serverNow + (performance.now() - mark) * rate;

  const spanText = (ms) => {
    const minutes = Math.floor(Math.abs(ms) / 60000);
    const days = Math.floor(minutes / 1440);
    const hours = Math.floor((minutes % 1440) / 60);
    if (days) return hours ? `${days}天${hours}小时` : `${days}天`;
    const rest = minutes % 60;
    return hours ? `${hours}小时${String(rest).padStart(2, "0")}分` : `${rest}分`;
  };

  const shanghai = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit",
    hour: "2-digit", minute: "2-digit", second: "2-digit",
  });

  const tick = () => {
    const now = productNow();
    for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = shanghai.format(now);
    for (const left of document.querySelectorAll("[data-due]")) {
      const due = Date.parse(left.dataset.due);
      left.textContent = now > due ? `已超 ${spanText(now - due)}` : `剩余 ${spanText(due - now)}`;
      left.classList.toggle("over", now > due);
      left.classList.toggle("soon", now <= due && due - now < 3600000);
    }
  };
  tick();
  setInterval(tick, 1000);

  // A second press while the first is on its way would record an act twice.
  document.addEventListener("submit", (event) => {
    for (const button of event.target.querySelectorAll("button")) {
      setTimeout(() => { button.disabled = true; }, 0);
      setTimeout(() => { button.disabled = false; }, 8000);
    }
  });

  const address = body.dataset.refresh;
  const board = document.getElementById("board");
  const stale = document.getElementById("stale");
  if (!address || !board) return;
  let failures = 0;
  const refresh = async () => {
    if (document.hidden || board.contains(document.activeElement)) return;
    try {
      const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      board.replaceChildren(...fresh.body.childNodes);
      const stamp = board.querySelector("[data-server-now]");
      if (stamp) { serverNow = Date.parse(stamp.dataset.serverNow); mark = performance.now(); }
      failures = 0;
      tick();
    } catch {
      failures += 1;
    }
    stale.hidden = failures < 2;
  };
  setInterval(refresh, 5000);
})();

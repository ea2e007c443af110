// Ticks the clocks and refreshes the board. Every page works without it; nothing is decided here.
"use strict";
(() => {
  const body = document.body;
  const rate = Number(body.dataset.rate);
  let serverNow = Date.parse(body.dataset.now);
  let mark = performance.now();
  let wallMark = Date.now();
  // Where the machine sleeps performance.now() may stand still: a clock must not show more time than is left.
  const elapsed = () => Math.max(performance.now() - mark, Date.now() - wallMark);
  const productNow = () => serverNow + elapsed() * rate;

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

  // A page that comes back whole by the Back button still bears the marks of the forms that acted: what is typed into
  // one then is another form, and must not be refused as the old one sent twice.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const mark of document.querySelectorAll('input[name="once"]')) mark.value = crypto.randomUUID?.() ?? "";
    for (const button of document.querySelectorAll("form button")) button.disabled = false;
  });

  const address = body.dataset.refresh;
  const board = document.getElementById("board");
  const stale = document.getElementById("stale");
  if (!address || !board) return;
  const patienceMs = 15000, atWorkMs = 20000;
  let failures = 0, asking = false, touched = -Infinity;
  for (const kind of ["pointerdown", "keydown"]) {
    board.addEventListener(kind, () => { touched = performance.now(); });
  }
  // Somebody in the middle of a press or of walking by keyboard keeps what is under the hand; a link that merely kept
  // the focus (its case was opened in another tab) must not stop the board for the night.
  const atWork = () => board.contains(document.activeElement) && performance.now() - touched < atWorkMs;

  const show = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const focused = board.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    const open = [...board.querySelectorAll("details")].map((one) => one.open);
    board.replaceChildren(...fresh.body.childNodes);
    board.querySelectorAll("details").forEach((one, n) => { one.open = Boolean(open[n]); });
    const again = focused && [...board.querySelectorAll("a")].find((one) => one.getAttribute("href") === focused);
    if (again) again.focus({ preventScroll: true });
    const stamp = board.querySelector("[data-server-now]");
    if (stamp) { serverNow = Date.parse(stamp.dataset.serverNow); mark = performance.now(); wallMark = Date.now(); }
    tick();
  };
  const refresh = async () => {
    if (asking || document.hidden || atWork()) return;
    asking = true;
    const patience = new AbortController();
    // A server that takes the call and never answers is as silent as one that is away.
    const timer = setTimeout(() => { failures += 1; patience.abort(); }, patienceMs);
    try {
      const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", signal: patience.signal });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      show(await answer.text());
      failures = 0;
    } catch {
      failures += 1;
    }
    clearTimeout(timer);
    asking = false;
    stale.hidden = failures < 2;
  };
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, 5000);
})();

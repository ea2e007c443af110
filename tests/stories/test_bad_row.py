"""A bad row in the middle."""

from __future__ import annotations

import json
from pathlib import Path

from monitor.cli import run
from tests.office import TestOffice, fire, item


def _lines() -> list[str]:
    good = [item(id=f"g{n}", title=f"长春市民反映第{n}号路灯不亮").to_json() for n in range(6)]
    lines = [json.dumps(g, ensure_ascii=False) for g in good]
    lines.insert(3, '{"id": "", "title": "没有编号"}')
    lines.insert(5, "这不是 JSON")
    return lines


def test_everything_else_goes_in_and_the_bad_rows_are_named(tmp_path: Path, config_dir: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "items.jsonl"
    file.write_text("\n".join(_lines()), encoding="utf-8")
    args = ["ingest", str(file), "--config", str(config_dir), "--db", f"sqlite:///{tmp_path / 'x.db'}"]
    assert run(args) == 1
    out = json.loads(capsys.readouterr().out)
    assert (out["received"], out["new"], out["rejected"]) == (8, 6, 2)
    rejects = [
        json.loads(line) for line in Path(out["rejects_file"]).read_text(encoding="utf-8").splitlines()
    ]
    assert [r["row"] for r in rejects] == [4, 6]
    assert run(args) == 1
    again = json.loads(capsys.readouterr().out)
    assert (again["new"], again["duplicate"], again["rejected"]) == (0, 6, 2)


def test_an_item_that_breaks_classification_does_not_take_the_others_with_it(office: TestOffice) -> None:
    broken = "炸"
    real = office.program.ingester.judge

    class Breaking:
        def classify_batch(self, items, now):  # type: ignore[no-untyped-def]
            if any(i.id == broken for i in items):
                raise RuntimeError("a fault in one item")
            return real.classify_batch(items, now)

        def route(self, result):  # type: ignore[no-untyped-def]
            return real.route(result)

    object.__setattr__(office.program.ingester, "judge", Breaking())
    tally = office.ingest(item(id="a"), fire(id=broken), item(id="b"))
    assert (tally.new, tally.rejected) == (2, 1)


def test_a_rung_that_cannot_be_worked_on_does_not_stop_the_others(office: TestOffice) -> None:
    from monitor.store.tables import LadderStep

    office.ingest(
        fire(id="one"),
        item(
            id="two",
            title="长春市二道区发生一起交通事故致1人死亡",
            text="今日7时许，长春市二道区发生一起交通事故，造成1人死亡。",
            source_kind="local_media",
        ),
    )
    with office.acting() as work:
        first = next(s for s in office.steps() if s.key == "case:open")
        bad = work.tx.session.get_one(LadderStep, first.id)
        bad.rung = {"nonsense": True}
        work.tx.session.add(bad)
    swept = office.watch()
    assert swept.failed == 1
    assert swept.escalations >= 1
    office.deliver()
    assert office.receiver.got

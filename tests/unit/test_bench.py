"""The benchmarks at a size that takes a moment: each prints the keys of the contract, with sensible figures."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.bench import deadlines, grown, keeping, reading, spreading
from monitor.bench.measure import Figures, Sizes, interleaved, percentile, scratch_program
from monitor.bench.texts import disasters, posts
from monitor.cli import run
from monitor.commands.bench import BENCHES
from monitor.errors import UsageError
from monitor.item import Item
from monitor.steps.tally import Tally

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SMALL = Sizes(items=60, open=50, due=5, rounds=1, sources=3, records=40)


def all_positive(figures: Figures, *keys: str) -> bool:
    return all(isinstance(v := figures[k], int | float) and v > 0 for k in keys)


def test_the_same_seed_makes_the_same_posts() -> None:
    assert posts(50, NOW) == posts(50, NOW)
    assert posts(50, NOW) != posts(50, NOW, seed=1)
    assert len({p.item.id for p in posts(50, NOW)}) == 50


def test_every_made_up_disaster_opens_a_case_of_its_own() -> None:
    tally = Tally()
    with scratch_program(Sizes()) as built:
        built.ingester.ingest(disasters(20, built.clock.now()), tally=tally)
    assert tally.cases_opened == 20


@pytest.mark.slow
def test_classify_stands_beside_its_baseline() -> None:
    figures = reading.classify(SMALL)
    rates = ("ours_docs_per_s", "category_docs_per_s", "plain_docs_per_s", "single_ms", "load_s")
    assert all_positive(figures, *rates)


@pytest.mark.slow
def test_an_office_measures_with_items_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    rows = [{"id": str(n), "text": f"红旗街第{n}号楼停水三天没人管"} for n in range(7)]
    own.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n\n", encoding="utf-8")
    assert reading.classify(Sizes(file=str(own), rounds=1))["items"] == 7
    own.write_text('{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"own\.jsonl 第 1 行"):
        reading.classify(Sizes(file=str(own), rounds=1))


def test_only_classify_reads_items_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text("", encoding="utf-8")
    assert run(["bench", "ingest", "--file", str(own)]) == 2
    assert "--file" in capsys.readouterr().err


@pytest.mark.slow
def test_collect_stands_beside_its_baseline() -> None:
    figures = reading.collect(SMALL)
    assert figures["entries"] == 60
    assert all_positive(
        figures, "sources_per_s", "plain_sources_per_s", "entries_per_s", "plain_entries_per_s"
    )


@pytest.mark.slow
def test_ingest_stores_all_that_it_counts() -> None:
    figures = reading.ingest(SMALL)
    assert figures["stored"] == 60 and figures["database"] == "sqlite"
    assert all_positive(figures, "items_per_s", "plain_items_per_s", "workers")


@pytest.mark.slow
def test_what_falls_due_at_once_is_escalated_whole() -> None:
    figures = deadlines.deadlines(SMALL)
    assert (figures["open"], figures["due"], figures["escalations"]) == (50, 5, 5)
    assert all_positive(figures, "idle_sweep_ms", "escalated_s")
    assert figures["running"] == 40
    assert all_positive(figures, "due_to_noticed_max_ms", "due_to_sent_max_ms")


def test_search_digest_and_audit_name_what_they_were_measured_over() -> None:
    assert all_positive(keeping.search(SMALL), "items", "p50_ms", "p95_ms")
    assert all_positive(keeping.digest(SMALL), "items", "seconds")
    assert keeping.audit(SMALL)["records"] == 40
    assert all_positive(keeping.audit(SMALL), "verify_s", "by_person_ms")


def test_a_grown_office_has_a_few_open_cases_among_many_that_were_answered() -> None:
    figures = grown.grown(Sizes(items=60, records=85, rounds=1))
    assert (figures["items"], figures["cases"], figures["open"]) == (60, 85, 2)
    assert all_positive(figures, "month_ms", "years_ms", "board_ms", "cases_page_ms", "items_page_ms")


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.5) == 2.0
    assert percentile([3.0, 1.0, 2.0, 4.0], 0.99) == 4.0
    assert percentile([7.0], 0.5) == 7.0


def test_a_database_in_use_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    with scratch_program(Sizes(database=url)) as built, built.database.write() as tx:
        tx.record("zhang", "case.ack", "case/1", at=NOW)
    with pytest.raises(UsageError, match="空数据库"):
        keeping.audit(Sizes(records=5, database=url))


def test_the_command_prints_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "audit", "--records", "10", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == 10


def test_an_unknown_benchmark_is_refused_with_the_names_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["bench", "speed"]) == 2
    assert "classify、collect" in capsys.readouterr().err
    assert "kill" in BENCHES


def test_works_that_are_compared_take_turns_slice_by_slice() -> None:
    turns: list[tuple[str, list[str]]] = []
    items = [Item(str(n)) for n in range(5)]
    works = {
        name: lambda part, name=name: turns.append((name, [i.id for i in part])) for name in ("ours", "plain")
    }
    took = interleaved(works, items, slice_of=2, rounds=1)
    assert turns == [(name, part) for part in (["0", "1"], ["2", "3"], ["4"]) for name in ("ours", "plain")]
    assert took.keys() == {"ours", "plain"}


@pytest.mark.slow
def test_spreading_finds_the_copy_and_the_quotation_of_each_publication() -> None:
    figures = spreading.spreading(Sizes(items=60, records=3, rounds=1))
    assert (figures["publications"], figures["carried"], figures["carriers"]) == (3, 3, 6)
    assert all_positive(figures, "period_s", "page_s", "case_s")

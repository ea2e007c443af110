from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench import floors, quality
from monitor.classify.result import Classification


def test_a_figure_under_its_floor_is_named_with_both_values() -> None:
    assert floors.below({"events": {"f1": 0.8}}, {"events": {"f1": 0.85}}) == ["events: f1 0.8000 < 0.85"]


def test_a_figure_at_its_floor_has_not_fallen() -> None:
    assert floors.below({"events": {"f1": 0.85}}, {"events": {"f1": 0.85}}) == []


def test_a_section_whose_data_is_absent_is_no_fall() -> None:
    assert floors.below({}, {"events": {"f1": 0.85}}) == []


def test_a_figure_that_disappears_from_a_measured_section_is_a_fall() -> None:
    assert floors.below({"events": {}}, {"events": {"f1": 0.85}}) == ["events: f1 not measured < 0.85"]


def test_raising_lifts_a_floor_to_what_was_reached_less_a_margin() -> None:
    assert floors.raised({"a": {"f1": 0.95}}, {"a": {"f1": 0.9}}) == {"a": {"f1": 0.945}}


@pytest.mark.parametrize("reached", [0.2, 0.9, 0.904])
def test_raising_never_lowers_a_floor(reached: float) -> None:
    assert floors.raised({"a": {"f1": reached}}, {"a": {"f1": 0.9}}) == {"a": {"f1": 0.9}}


def test_floors_come_back_as_they_were_written(tmp_path: Path) -> None:
    held = {"category, unseen fifth": {"macro_f1": 0.91, "calibrated": 0.96}, "events": {"exact": 1.0}}
    floors.write(held, tmp_path / "floors.yaml")
    assert floors.read(tmp_path / "floors.yaml") == held


def test_the_verdict_names_what_fell_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert floors.verdict({"like complaints": {"not_glued_share": 0.1}}) == 1
    assert "like complaints: not_glued_share 0.1000" in capsys.readouterr().err


def test_every_floor_belongs_to_a_section_that_some_part_measures() -> None:
    known = {
        *(
            f"{name}, {part}"
            for name in ("emergency news", "own items", "later items")
            for part in ("dev", "test")
        ),
        "six writers, dev",
        "newest items, test",
        *(f"long reports, {part}" for part in ("dev", "test")),
        *(f"latest long reports, {part}" for part in ("dev", "test")),
        *(f"reports that open with a scene, {part}" for part in ("dev", "test")),
        *(f"items hard to place, {part}" for part in ("dev", "test")),
        *(f"after the manner of real ones, {part}" for part in ("dev", "test")),
        *(f"wire news, {part}" for part in ("dev", "test")),
        *(f"press news, {part}" for part in ("dev", "test")),
        *(f"knotty news, {part}" for part in ("dev", "test")),
        *(f"various news, {part}" for part in ("dev", "test")),
        "ordinary items",
        "plain speech",
        *(f"{quality.quality_second_level.SECTION}, {part}" for part in ("dev", "test")),
        quality.quality_category.SECTION,
        quality.quality_category.TRAINED,
        quality.quality_category.SPLITS,
        quality.quality_events.SECTION,
        quality.quality_events.APART,
        quality.quality_events.PUBLIC,
        quality.quality_severity.SECTION,
        f"{quality.quality_severity.SECTION}, after the manner of real ones",
        *(f"{quality.quality_severity.VOICES}, {part}" for part in ("dev", "test")),
        quality.quality_relevance.SECTION,
        *quality.quality_relevance.UNREAD,
        quality.quality_triage.SECTION,
        quality.quality_triage.LATER,
        quality.quality_subjects.POSTS,
        quality.quality_subjects.LETTERS,
        *(quality.quality_tellings.section(part) for part in quality.quality_tellings.PARTS),
    }
    assert set(floors.read()) == known


def test_the_table_marks_what_is_below_and_what_was_not_measured() -> None:
    rows = quality.lines("events", {"f1": 0.8, "exact": 1.0}, {"f1": 0.85, "news": 0.8})
    assert rows[0] == "events"
    assert rows[1].split() == ["f1", "0.8000", "floor", "0.85", "below"]
    assert rows[2].split() == ["exact", "1.0000"]
    assert rows[3].split() == ["news", "not", "measured", "floor", "0.8"]


def test_details_show_in_the_table_only_where_a_floor_names_them() -> None:
    figures = {"deaths_precision": 0.9, "grave_recall": 1.0}
    assert [row.split()[0] for row in quality.lines("x", figures, {"grave_recall": 1.0})] == ["x", "grave_recall"]  # fmt: skip


def test_only_the_named_parts_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[str] = []

    def part(name: str) -> quality.Part:
        def measured(_: quality.Ground) -> quality.Sections:
            ran.append(name)
            yield name, {"f1": 1.0}

        return measured

    monkeypatch.setattr(quality, "PARTS", {name: part(name) for name in ("category", "triage", "events")})
    assert [name for name, _ in quality.sections(ground(tmp_path), ["triage"])] == ["triage"]
    assert ran == ["triage"]
    assert len(list(quality.sections(ground(tmp_path)))) == 3


def test_without_the_shared_data_the_parts_that_need_none_are_still_measured(tmp_path: Path) -> None:
    names = [name for name, _ in quality.sections(ground(tmp_path / "absent"), ["category", "ordinary"])]
    assert names == [quality.quality_category.TRAINED]


def test_relevance_is_judged_only_where_the_label_settles_it() -> None:
    said = [Classification(str(n), True, 0.9, None, "政法", False, {}) for n in range(3)]
    numbers = {"deaths": None, "emergency": None, "severity": None, "severity_provisional": False}
    labels = [numbers | {"relevant": True}, numbers | {"relevant": False}, numbers | {"relevant": False, "open": ["relevant"]}]  # fmt: skip
    assert quality.against_labels(said, labels)["relevant_right"] == 0.5


def ground(data: Path) -> quality.Ground:
    return quality.Ground(data, datetime(2026, 11, 1, tzinfo=UTC))

"""A learnt choice of a document's final number may raise what the rules read, or fill it, and says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.emergencies.happening import EmergencyWatch
from monitor.classify.figures.casualties import Casualties
from monitor.classify.rereading import raising
from monitor.classify.rereading.accounts import TRAITS, Account, Accounts
from monitor.classify.rereading.chooser import Choice, Forest, SignWeights, load, shipped
from monitor.classify.rereading.ledger import Ledger
from monitor.classify.rereading.raising import may_raise, raised
from monitor.classify.rereading.second_reading import read_again, to_check
from monitor.classify.rereading.signs import Count, counts_of
from monitor.classify.result import Figure
from monitor.errors import MonitorError
from monitor.item import Item
from monitor.text.clean import clean

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def _counts(text: str, title: str = "") -> list[Count]:
    return counts_of(Ledger(title), Ledger(text))


def _choice(number: int | None, share: float, *counts: Count, odds: float = 0.9) -> Choice:
    return Choice(Account(number, (), counts), share, odds)


def test_a_choice_that_stands_far_above_what_is_known_raises_it() -> None:
    assert raised("injured", 2, [_choice(9, 0.8), _choice(2, 0.1)]) is not None


@pytest.mark.parametrize(
    ("why", "name", "known", "choices"),
    [
        ("it is hardly likelier", "injured", 2, [_choice(9, 0.5), _choice(2, 0.4)]),
        ("it is not likely by itself", "injured", 2, [_choice(9, 0.8, odds=0.4), _choice(2, 0.1)]),
        ("it is lower", "injured", 12, [_choice(9, 0.9), _choice(12, 0.1)]),
        ("none is stated", "injured", 0, [_choice(9, 0.9), _choice(0, 0.1)]),
        ("it is that none is told", "injured", None, [_choice(None, 0.9)]),
        ("no number of the dead is known", "deaths", None, [_choice(9, 0.9)]),
        ("it is many times as many dead", "deaths", 1, [_choice(9, 0.9), _choice(1, 0.1)]),
        ("a number of the badly hurt is told", "seriously_injured", 2, [_choice(9, 0.9), _choice(2, 0.1)]),
        ("nothing was chosen", "injured", 2, []),
    ],
)
def test_a_number_stays_as_it_is_where(why: str, name: str, known: int | None, choices: list[Choice]) -> None:
    assert raised(name, known, choices) is None, why


def test_a_number_that_the_headline_gives_stays_unless_the_headline_gives_the_other_too() -> None:
    titled, told = _counts("一起车祸造成7人死亡。", "车祸致4人死亡")
    assert raised("deaths", 4, [_choice(7, 0.9, told), _choice(4, 0.1, titled)]) is None
    both = _choice(7, 0.9, told, titled)
    assert raised("deaths", 4, [both, _choice(4, 0.1, told)]) is not None


@dataclass
class Chosen:
    """A chooser whose every choice is the greatest count of the text."""

    counts: list[Count] = field(default_factory=list)

    def read(self, heading: Ledger, body: Ledger) -> Chosen:
        return Chosen(counts_of(heading, body))

    def choose(self, name: str) -> list[Choice]:
        best = max(self.counts, key=lambda c: c.number)
        return [_choice(best.number, 0.9, best)]


def _read(text: str, known: dict[str, int], **more: object) -> Casualties:
    figures = {name: Figure(number, **more) for name, number in known.items()}  # type: ignore[arg-type]
    first = Casualties(figures)
    return read_again(first, "traffic_accident", clean(""), clean(text), chooser=Chosen())


def test_what_is_raised_is_named_and_its_words_are_quoted_for_a_person_to_check() -> None:
    text = "大巴翻下山坡。车上乘客里，先后有9人没能救回来。"
    casualties = _read(text, {"deaths": 4, "injured": 20, "seriously_injured": 2})
    assert casualties.value("deaths") == 9
    assert casualties.second == {"deaths"}
    assert to_check(casualties, "", text) == ("死亡9人系复读所得（“9人没能救回来”），请核对",)


@pytest.mark.parametrize("state", ["corrected", "supersedes"])
def test_a_correction_and_what_superseded_another_number_are_not_raised(state: str) -> None:
    mark = {"corrected": True} if state == "corrected" else {"supersedes": (3,)}
    assert "deaths" not in _read("车上乘客里，先后有9人没能救回来。", {"deaths": 4}, **mark).second


def test_what_is_left_of_a_count_without_its_part_is_no_smaller_number_to_be_raised() -> None:
    text = "送到该院的12名伤者中，3人死亡。"
    assert "injured" not in _read(text, {"deaths": 3, "injured": 9}).second
    assert "injured" in _read(text, {"deaths": 3, "injured": 8}).second


def test_what_an_earlier_year_cost_raises_nothing() -> None:
    text = "两车相撞，4人死亡，11人受伤。2009年同一路段曾发生车祸，造成19人死亡。"
    assert "deaths" not in _read(text, {"deaths": 4, "injured": 11}).second


def test_a_level_that_rests_on_what_was_raised_is_provisional_and_never_lower(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "27日上午，一辆大巴在302国道翻下山坡，当场死亡4人，8人受伤。记者晚上在殡仪馆看到，这里一共摆着20人的名牌。"
    item = Item("1", "大巴翻下山坡", text, source_kind="local_media", published_at=NOW)
    classifier = Classifier.load(CONFIG)
    monkeypatch.setattr(classifier._watch, "_chooser", None)
    plain = classifier.classify(item, NOW)
    monkeypatch.setattr(classifier._watch, "_chooser", Chosen())
    monkeypatch.setattr(raising, "may_raise", lambda name, known, books: name == "deaths")
    said = classifier.classify(item, NOW)
    assert (said.casualty("deaths"), said.severity) == (20, "II")
    assert said.severity_provisional
    assert any("死亡20人系复读所得" in reason for reason in said.reasons)
    assert plain.severity in ("II", "III")


def test_an_item_that_tells_of_no_emergency_asks_no_chooser(monkeypatch: pytest.MonkeyPatch) -> None:
    classifier = Classifier.load(CONFIG)

    def read(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(classifier._watch, "_chooser", type("Never", (), {"read": read})())
    item = Item("1", "请问公交何时恢复", "我们小区有300人坐这路车上班，停了两周了，请问何时恢复？")
    assert classifier.classify(item, NOW).emergency is None


def test_the_signs_of_a_count_hold_no_number() -> None:
    three, five = _counts("事故造成3人死亡。")[0], _counts("事故造成2人死亡。")[0]
    assert three.signs == five.signs
    assert not any(sign[0] in "lrLR" and "3" in sign for sign in three.signs)


def test_accounts_are_the_counts_their_sums_and_none() -> None:
    text = "甲车3人死亡，乙车2人死亡。"
    books = Ledger(""), Ledger(text)
    counts = counts_of(*books)
    found = Accounts("deaths", counts, [(0.9, 0.1, 0.0)] * len(counts), books).all()
    assert {account.number for account in found} == {2, 3, 5, None}
    assert found[-1].number is None
    assert all(len(account.traits) == len(TRAITS) for account in found)


def test_a_text_without_people_has_no_account_but_none() -> None:
    books = Ledger(""), Ledger("今天下雨。")
    assert [account.number for account in Accounts("deaths", [], [], books).all()] == [None]


@pytest.mark.parametrize(
    ("name", "known", "title", "text", "asked"),
    [
        ("deaths", 2, "", "两人当场死亡，送医的三人里又有一人去世。", True),
        ("deaths", 3, "", "3人当场死亡，20人受伤。", False),
        ("deaths", None, "", "3人当场死亡。", False),
        ("injured", 0, "", "3人受伤。", False),
        ("injured", 5, "车祸致5人受伤", "5人受伤，又有2人送医。", False),
    ],
)
def test_the_chooser_is_asked_only_where_the_ledger_books_more_than_is_known(
    name: str, known: int | None, title: str, text: str, asked: bool
) -> None:
    assert may_raise(name, known, (Ledger(title), Ledger(text))) is asked


def test_signs_that_nothing_was_learnt_of_leave_the_odds_alone() -> None:
    count = _counts("事故造成3人死亡。")[0]
    weights = np.array([[2.0, 0.0, 0.0]])
    known, unknown = (SignWeights([sign], weights, np.zeros(3)) for sign in ("f:dead", "f:none"))
    assert known.odds(count)[0] > 0.5
    assert unknown.odds(count) == (0.5, 0.5, 0.5)


def test_a_forest_adds_up_the_leaves_that_a_row_falls_into() -> None:
    arrays = {
        "trait": np.array([[0, 0, 0], [1, 0, 0]]),
        "limit": np.array([[0.5, 0.0, 0.0], [0.5, 0.0, 0.0]]),
        "left": np.array([[1, 1, 2], [1, 1, 2]]),
        "right": np.array([[2, 1, 2], [2, 1, 2]]),
        "leaf": np.array([[0.0, -1.0, 1.0], [0.0, -2.0, 2.0]]),
    }
    odds = Forest(arrays, 0.0, 1).odds([(0.0, 0.0), (1.0, 1.0)])
    assert odds.tolist() == pytest.approx([1 / (1 + np.e**3), 1 / (1 + np.e**-3)])


def test_the_shipped_chooser_reads_a_plain_report() -> None:
    heading, body = Ledger(""), Ledger("两车相撞，造成3人死亡，17人受伤。")
    asked = shipped().read(heading, body)
    assert asked.choose("deaths")[0].account.number == 3
    assert asked.choose("injured")[0].account.number == 17
    assert sum(choice.share for choice in asked.choose("deaths")) == pytest.approx(1.0)


def test_the_same_text_is_chosen_from_in_the_same_way_again() -> None:
    heading, body = Ledger(""), Ledger("大巴翻车，12人送医，其中2人伤势较重，另有1人当场死亡。")
    one, other = (
        [(c.account.number, c.share) for c in shipped().read(heading, body).choose("injured")] for _ in "ab"
    )
    assert one == other


def test_a_chooser_that_was_altered_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "figures.npz"
    path.write_bytes(b"PK")
    with pytest.raises(MonitorError):
        load(path)
    with pytest.raises(MonitorError):
        load(tmp_path / "missing.npz")


def test_a_watch_works_without_a_chooser() -> None:
    assert EmergencyWatch.__init__.__defaults__ == (None, None, None)

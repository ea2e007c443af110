from __future__ import annotations

import hashlib
from importlib.resources import files

from bench.learn_public_weights import AGAINST, FOR, NAMES, Pair, learn, ranked
from monitor.events.evidence import learnt_weights


def test_the_shipped_weights_are_those_that_their_card_describes() -> None:
    folder = files("monitor.events")
    found = hashlib.sha256(folder.joinpath("public_weights.json").read_bytes()).hexdigest()
    assert found in folder.joinpath("public_weights.md").read_text("utf-8")


def test_every_kind_of_evidence_has_a_weight_on_its_own_side() -> None:
    weights = learnt_weights()
    assert weights.keys() == {*NAMES, "bias"}
    assert min(weights[name] for name in FOR) >= 0
    assert max(weights[name] for name in AGAINST) <= 0


def test_a_name_that_by_chance_spoke_against_one_matter_gets_no_weight_below_nought() -> None:
    one = [Pair("a", {"marks": 0.0, "words": 1.0}, True, 1.0)] * 5
    two = [Pair("a", {"marks": 9.0, "words": 0.0}, False, 1.0)] * 5
    weights = learn([*one, *two])
    assert weights["marks"] == 0
    assert weights["words"] > 0


def test_a_list_that_ranks_all_true_pairs_first_is_pure() -> None:
    pairs = [Pair("a", {}, one, 1.0) for one in (True, True, False)]
    assert ranked([3.0, 2.0, 1.0], pairs) == 1
    assert ranked([1.0, 2.0, 3.0], pairs) < 1

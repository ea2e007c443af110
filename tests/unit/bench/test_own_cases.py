"""The texts written for this project that relevance may learn from."""

from __future__ import annotations

from bench import own_cases


def test_a_pair_is_of_one_length_and_differs_in_what_is_told() -> None:
    pairs = list(own_cases.paired_cases())
    assert len(pairs) > 250
    shares = [len(other) / len(matter) for _, matter, other in pairs]
    assert 0.97 < sum(shares) / len(shares) < 1.03
    assert all(
        matter != other and 0.5 <= s <= 2.6 for (_, matter, other), s in zip(pairs, shares, strict=True)
    )


def test_no_text_is_told_to_be_both_a_matter_and_none() -> None:
    said: dict[str, set[str]] = {}
    for label, _, text in own_cases.hard_cases(street=True):
        said.setdefault(text, set()).add(label)
    assert [text for text, labels in said.items() if len(labels) > 1] == []


def test_nothing_that_is_kept_for_evaluation_is_learnt_from_under_another_kind() -> None:
    kept = {text for _, kind, text in own_cases.hard_cases(street=True) if kind in own_cases.KEPT}
    learnt = {text for _, kind, text in own_cases.hard_cases(street=True) if kind not in own_cases.KEPT}
    assert kept & learnt == set()


def test_what_is_told_at_length_is_long_enough_to_be_and_given_only_where_it_is_asked_for() -> None:
    told = own_cases.read("relevance_told_cases.yaml")
    texts = [text for kinds in told.values() for cases in kinds.values() for text in cases]
    asked = {text for _, _, text in own_cases.hard_cases(street=True)}
    plain = {text for _, _, text in own_cases.hard_cases()}
    assert min(map(len, texts)) >= 40
    assert set(texts) <= asked
    assert set(texts).isdisjoint(plain)

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, MatchKind
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.word_search import Met, WordSearch

LETTERS = "停水电了的a😀\n"
words = st.lists(st.text(st.sampled_from(LETTERS), min_size=1, max_size=4), unique=True, max_size=12)
texts = st.lists(st.text(st.sampled_from(LETTERS + "\0"), max_size=16), max_size=6)


def told(met: Met) -> list[tuple[int, int, int, int]]:
    columns = (met.texts, met.words, met.starts, met.ends)
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def test_each_list_is_told_its_own_words_by_their_places_in_it() -> None:
    one, other = WordSearch(["停水", "水"], ["停电", "停水"]).look(["又停水", "停电"])
    assert told(one) == [(0, 0, 1, 3), (0, 1, 2, 3)]
    assert told(other) == [(0, 1, 1, 3), (1, 0, 0, 2)]


def test_no_word_runs_over_from_one_text_into_the_next() -> None:
    [met] = WordSearch(["停水"]).look(["停", "水停", "水"])
    assert told(met) == []


def test_the_end_of_the_last_text_makes_no_word_longer() -> None:
    [met] = WordSearch(["水水"]).look(["水"])
    assert told(met) == []


def test_lists_and_batches_may_be_empty() -> None:
    assert WordSearch().look(["停水"]) == []
    assert [told(met) for met in WordSearch([], ["停水", ""]).look([])] == [[], []]
    assert [told(met) for met in WordSearch([]).look(["停水"])] == [[]]


@given(words, words, texts)
def test_it_meets_what_an_automaton_for_each_list_meets(
    one: list[str], other: list[str], batch: list[str]
) -> None:
    for own, met in zip((one, other), WordSearch(one, other).look(batch), strict=True):
        alone = AhoCorasick(own)
        assert told(met) == sorted(
            (n, *match)
            for n, text in enumerate(batch)
            for match in alone.find_matches_as_indexes(text, overlapping=True)
        )


@given(words, texts)
def test_the_longest_from_left_to_right_are_those_of_an_automaton(own: list[str], batch: list[str]) -> None:
    [met] = WordSearch(own).look(batch)
    alone = AhoCorasick(own, matchkind=MatchKind.LeftmostLongest)
    assert met.longest(len(batch)) == [alone.find_matches_as_indexes(text) for text in batch]

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.classify.lexicon import Lexicon
from monitor.text.word_search import WordSearch

HEAD = 4
words = st.text(st.sampled_from("停水电"), min_size=1, max_size=3)
weights = st.sampled_from([-1.0, 0.1, 0.3, 0.7, 2.0])
groups = st.dictionaries(
    st.sampled_from(["甲", "乙", "丙"]), st.dictionaries(words, weights, max_size=6), max_size=3
)
texts = st.lists(st.text(st.sampled_from("停水电，"), max_size=14), max_size=5)


def test_a_word_said_twice_counts_once_and_in_the_head_where_it_stands_there_first() -> None:
    lexicon = Lexicon({"甲": {"停水": 1.0, "停电": 0.5}})
    [met] = WordSearch(lexicon.words).look(["停水，停电，停水"])
    [told] = lexicon.tell(met, 1, head=2)
    assert (told["甲"].score, told["甲"].head) == (1.5, 1.0)
    assert sorted(told["甲"].words) == ["停水", "停电"]


@given(groups, texts)
def test_a_batch_is_told_what_each_text_is_told_by_itself(
    own: dict[str, dict[str, float]], batch: list[str]
) -> None:
    lexicon = Lexicon(own)
    [met] = WordSearch(lexicon.words).look(batch)
    assert lexicon.tell(met, len(batch), head=HEAD) == [lexicon.find(text, head=HEAD) for text in batch]


def test_a_group_that_needs_a_word_is_told_only_beside_it() -> None:
    lexicon = Lexicon({"甲": {"停水": 1.0}, "乙": {"停电": 1.0}}, {"甲": ("抢修", "停电")})
    assert set(lexicon.find("停水，抢修")) == {"甲"}
    assert set(lexicon.find("停电，停水")) == {"甲", "乙"}
    assert lexicon.find("停水") == {} == lexicon.find("抢修")


@given(groups, texts, st.dictionaries(st.sampled_from(["甲", "乙", "丙"]), st.lists(words, max_size=3)))
def test_a_batch_is_told_of_needy_groups_what_each_text_is_told_by_itself(
    own: dict[str, dict[str, float]], batch: list[str], needs: dict[str, list[str]]
) -> None:
    lexicon = Lexicon(own, {group: needed for group, needed in needs.items() if group in own})
    [met] = WordSearch(lexicon.words).look(batch)
    assert lexicon.tell(met, len(batch), head=HEAD) == [lexicon.find(text, head=HEAD) for text in batch]


@given(groups, texts, st.dictionaries(st.sampled_from(["甲", "乙", "丙"]), st.lists(words, max_size=3)))
def test_a_need_hides_nothing_of_a_text_that_holds_a_needed_word(
    own: dict[str, dict[str, float]], batch: list[str], needs: dict[str, list[str]]
) -> None:
    needs = {group: needed for group, needed in needs.items() if group in own}
    for text in batch:
        met = {group for group, needed in needs.items() if any(word in text for word in needed)}
        told = {g: h for g, h in Lexicon(own).find(text).items() if g not in needs or g in met}
        assert Lexicon(own, needs).find(text) == told

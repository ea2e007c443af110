"""What a group of words needs is left out of nothing: with the shipped rules a text says the same whether or not groups have needs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.classify.lexicon import Lexicon
from monitor.classify.matter.cries import Cries, cry_groups, cry_needs
from monitor.classify.rules import Rules, read_rules
from monitor.classify.triage.disposition import Voice
from monitor.classify.triage.listening import Listener
from monitor.classify.triage.opinion import spoken

CONFIG = Path(__file__).resolve().parents[3] / "config"


@cache
def rules() -> Rules:
    return read_rules(CONFIG)


@cache
def lexicons() -> tuple[Lexicon, Lexicon]:
    own = rules()
    groups = {**own.disposition.groups(), **own.opinion.groups(), **cry_groups(own.relevance.cries)}
    needs = own.disposition.needs() | own.opinion.needs() | cry_needs(own.relevance.cries)
    return Lexicon(groups), Lexicon(groups, needs)


@cache
def listener_of_rules() -> Listener:
    return Listener(rules().disposition)


@cache
def rule_words() -> list[tuple[str, ...]]:
    """For each pair, rule of several sets and cry its words: a text that holds some of them may be one."""
    own = rules()
    pairs = [(*p.one, *p.other, *p.unless) for words in own.disposition.named().values() for p in words.pairs]
    sets = [tuple(word for one in rule.words for word in one) for rule in own.opinion.worded]
    return [*pairs, *sets, *((*c.alone, *c.says, *c.beside, *c.never) for c in own.relevance.cries)]


@st.composite
def texts(draw: st.DrawFn) -> str:
    about = draw(st.sampled_from(rule_words()))
    told = draw(st.lists(st.sampled_from(about), min_size=1, max_size=5))
    return draw(st.sampled_from(["，", "", "。我们小区的人都这么说，"])).join(told)


@settings(max_examples=400, deadline=None)
@given(texts())
def test_a_text_says_the_same_whether_or_not_groups_need_words(text: str) -> None:
    plain, needy = (lexicon.find(text, head=40) for lexicon in lexicons())
    own, listener = rules(), listener_of_rules()
    assert listener.listen(Voice(needy, text), {}) == listener.listen(Voice(plain, text), {})
    assert spoken(own.opinion, needy, text) == spoken(own.opinion, plain, text)
    cries = Cries(own.relevance.cries)
    assert cries.find(needy, text) == cries.find(plain, text)

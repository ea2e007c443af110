"""The step that tells which followed policies a batch of items speaks of, and what follows for the focus of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from monitor.classify.learning.examples import compose
from monitor.classify.lexicon import Found, Lexicon
from monitor.classify.policies.confusion import confusion_of
from monitor.classify.policies.mentions import Heard, Mention, PolicyFinder
from monitor.classify.policies.spoken_of import SpokenOf
from monitor.classify.policies.watch_list import PoliciesConfig
from monitor.classify.triage.disposed import Disposed
from monitor.classify.value_names import FOCUS_LABELS
from monitor.values import value

_FOCUS = "major_decision"
_GIVES_WAY = frozenset({None, "vital_interest"})
"""The focuses that a policy called by its name outranks: 五(二) names its opinion first; what is said in words of how
officials behave stays so.
"""
_SHORT = 24


@value
class Spoken:
    """The policies that one item speaks of, each with its reason."""

    policies: tuple[SpokenOf, ...] = ()
    reasons: tuple[str, ...] = ()


OF_NONE = Spoken()


@value
class StoredText:
    """An item in store as it is read for policies: its clean text, the day on which it was said, and what was judged of it."""

    title: str
    text: str
    day: date
    relevant: bool
    local: bool | None
    source_kind: str


class PolicyWatch:
    """The office's watch list ready for use; built once."""

    def __init__(self, config: PoliciesConfig, places: Collection[str]) -> None:
        self._config = config
        self._finder = PolicyFinder(config, places)

    @property
    def groups(self) -> dict[str, Mapping[str, float]]:
        """Its words, for the one walk over all words."""
        return self._finder.groups

    @property
    def spoken_of(self) -> frozenset[str]:
        """The names of the groups of these words."""
        return self._finder.spoken_of

    def look(self, found: Found, heard: Heard, source_kind: str) -> Spoken:
        """What an item says of the policies that the office follows."""
        mentions = self._finder.find(found, heard)
        if not mentions:
            return OF_NONE
        told = tuple(self._told(m, heard.text, source_kind) for m in mentions)
        return Spoken(told, tuple(self._reason(m) for m in mentions))

    def reread(self, said: StoredText) -> tuple[SpokenOf, ...]:
        """The same of a text in store, by a walk of its own."""
        text = compose(said.title, said.text)
        heard = Heard(text, said.day, said.relevant, said.local)
        return self.look(self._lexicon.find(text), heard, said.source_kind).policies

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self.groups)

    def _told(self, mention: Mention, text: str, source_kind: str) -> SpokenOf:
        policy = self._config.policy(mention.id)
        assert policy is not None
        confused = confusion_of(self._config.confusion, policy, text, source_kind)
        return SpokenOf(mention.id, mention.because, mention.is_named, confused.asks, confused.claims)

    def _reason(self, mention: Mention) -> str:
        return f"跟踪政策：{self._name(mention.id)}（{mention.because}）"

    def _name(self, ident: str) -> str:
        policy = self._config.policy(ident)
        title = policy.title if policy else ident
        return f"《{title if len(title) <= _SHORT else title[: _SHORT - 1] + '…'}》"

    def focused(self, disposed: Disposed, spoken: Spoken) -> Disposed:
        """Opinion on a followed policy is opinion on how a major decision is carried out (五(二) 之一).

        One that is only spoken of in its terms gives a focus where there is none.
        """
        named = any(p.named for p in spoken.policies)
        gives_way = disposed.focus in _GIVES_WAY or disposed.focus in disposed.by_model
        if disposed.focus == _FOCUS or (disposed.focus is not None and not (named and gives_way)):
            return disposed
        old = FOCUS_LABELS.get(disposed.focus or "", "")
        kept = [r for r in disposed.reasons if not (old and r.startswith(old))]
        first = next((p for p in spoken.policies if p.named), spoken.policies[0])
        why = f"{FOCUS_LABELS[_FOCUS]}：{self._name(first.id)}，{first.because}"
        return Disposed(
            disposed.disposition,
            _FOCUS,
            disposed.flags,
            (*kept, why),
            disposed.of_quoted,
            tuple(label for label in disposed.by_model if label != disposed.focus),
        )

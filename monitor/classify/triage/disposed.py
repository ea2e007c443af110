"""What is found of a matter's disposition, focus and flags, and the reasons for it in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.classify.triage.disposition_words import FLAG_LABELS
from monitor.classify.value_names import DISPOSITION_LABELS, FOCUS_LABELS
from monitor.values import value

THANKED = "不定类，表扬感谢"
IN_WORDS = "：词语"
_LABELS: Mapping[str, str] = {
    **DISPOSITION_LABELS,
    **FOCUS_LABELS,
    **FLAG_LABELS,
    "praise": THANKED,
    "notice": "不定类，政务发布",
    "service": "不定类，单位告知",
}


@value
class Disposed:
    """What :class:`Disposer` found, with a reason for each; ``of_quoted``: the disposition is that of words passed on."""

    disposition: str | None
    focus: str | None
    flags: tuple[str, ...]
    reasons: tuple[str, ...]
    of_quoted: bool = False
    by_model: tuple[str, ...] = ()
    """The labels that the learnt model decided; :meth:`explained` gives the words for it."""

    def explained(self, words: Mapping[str, Sequence[str]]) -> Disposed:
        """The same, the words that spoke for a label beside what the model decided."""
        reasons = self.reasons
        for label, said in words.items():
            bare, full = of_model(label), reason(label, said, by_model=True)
            # What stands behind it (转发者未表态) stays.
            reasons = tuple([r.replace(bare, full, 1) if r.startswith(bare) else r for r in reasons])
        return Disposed(self.disposition, self.focus, self.flags, reasons, self.of_quoted, self.by_model)


NOTHING = Disposed(None, None, (), ())


_OF_MODEL = {name: f"{label}：模型判断" for name, label in _LABELS.items()}


def of_model(name: str) -> str:
    return _OF_MODEL[name]


def reason(name: str, words: Sequence[str], *, by_model: bool = False) -> str:
    quoted = "、".join([f"“{w}”" for w in dict.fromkeys(words[:3])])
    if by_model:
        return f"{of_model(name)}，依词语{quoted}" if words else of_model(name)
    return f"{_LABELS[name]}{IN_WORDS}{quoted}" if words else f"{_LABELS[name]}：依来源或事件性质"

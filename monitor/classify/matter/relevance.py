"""Whether some government office could have to answer a matter: by rule for emergencies, else learnt."""

from __future__ import annotations

from monitor.classify.category.naming import CORRECTED
from monitor.classify.emergencies.emergency import EmergencyFinding
from monitor.classify.emergencies.framing import UNNAMED
from monitor.classify.matter.evidence import Weighed
from monitor.classify.phrases import Phrase, Phrasing, as_given
from monitor.values import value

_FRAMES = (
    ("drill", "演练"),
    ("fiction", "影视、小说或游戏"),
    ("abroad", "境外事件"),
    ("past", "过往事件"),
    ("verdict", "案件审判"),
    ("statistic", "统计数据"),
)
_BY_RULE, _AGAINST_RULE, _HERE, _CRY, _UNSURE = 0.99, 0.01, 0.8, 0.9, 0.8
_RETOLD = 0.3
"""What only a learned reader took for no news of the day: a doubt (``doubt`` in ``config/learning.yaml``), so that a person looks."""


@value
class Relevance:
    """The decision, its probability, and why."""

    relevant: bool
    probability: float
    reason: str
    phrases: tuple[Phrase, ...] = ()
    """The words that the reason cites."""
    cry: str | None = None
    """What a cry for help or a threat is about, by the label of its rule; no sign of a genre undoes it."""
    weighed: bool = False
    """Whether model and words have decided, and no rule."""


def judge_relevance(
    weighed: Weighed,
    finding: EmergencyFinding,
    *,
    relevant_at: float,
    addressed: bool,
    phrasing: Phrasing = as_given,
) -> Relevance:
    """Decide from the probability by model and words and from what was found about an emergency.

    ``addressed`` items were sent to the government by a citizen (hotline, mailbox): what lies long past or before a court may
    still be their complaint, so the framing of news does not silence them; nor does it those who say elsewhere that what is past is
    still not settled. ``phrasing`` tells how the deciding words are cited.
    """
    learnt = weighed.probability
    # Of most items nothing was found, and nothing is to be asked of that.
    ruled = None if finding is UNNAMED else _by_rule(learnt, finding, addressed=addressed)
    if ruled is not None:
        return ruled
    phrases = tuple(phrasing(weighed.words)) if weighed.words else ()
    because = f"，依词语{'、'.join([f'“{p.words}”' for p in phrases])}" if phrases else ""
    relevant = learnt >= relevant_at
    side = "相关" if relevant else "不相关"
    whose = f"，{CORRECTED}" if weighed.corrected else ""
    reason = f"{side}：模型判断{whose}，概率 {learnt:.2f}{because}"
    return Relevance(relevant, learnt, reason, phrases, weighed=True)


def _by_rule(learnt: float, finding: EmergencyFinding, *, addressed: bool) -> Relevance | None:
    """What an emergency, or what is told as none of the day, decides whatever the words say; None where it leaves that to them."""
    if finding.is_current and finding.unsure:
        return Relevance(True, max(learnt, _UNSURE), "相关：疑似突发事件，待人核对")
    if finding.is_current:
        return Relevance(True, max(learnt, _BY_RULE), "相关：正在发生或新近的突发事件")
    if finding.warning:
        return Relevance(True, max(learnt, _BY_RULE), "相关：气象等部门发布的预警")
    if finding.hoax:
        return Relevance(True, max(learnt, _BY_RULE), "相关：已出警处置的虚假险情")
    if finding.retold and not addressed:
        return Relevance(False, _RETOLD, "不相关：行文像转述，待人核对")
    if addressed or finding.is_plain or (finding.past and finding.unsettled and not finding.verdict):
        return None
    framed = next((label for name, label in _FRAMES if getattr(finding, name)), None)
    return Relevance(False, min(learnt, _AGAINST_RULE), f"不相关：{framed}") if framed else None


def refutes_here(judged: Relevance) -> Relevance:
    """A false story about this place is the office's own matter (辟谣、移交), also where the event itself is past or unreal."""
    return Relevance(True, max(judged.probability, _BY_RULE), "相关：涉本地的不实信息")


def concerns_here(judged: Relevance, label: str) -> Relevance:
    """A matter of this place by rule, though the few words of it told the model little."""
    return Relevance(True, max(judged.probability, _HERE), f"相关：{label}")


def cries_out(judged: Relevance, label: str) -> Relevance:
    """Somebody announces death, his own or another's: police and doctors must act, whatever the words told the model."""
    return Relevance(True, max(judged.probability, _CRY), f"相关：{label}", cry=label)


def is_of_genre(judged: Relevance, label: str) -> Relevance:
    """A text of a form that no office answers (an advert, a story, a horoscope), also where it was sent to a mailbox."""
    return Relevance(False, min(judged.probability, _AGAINST_RULE), f"不相关：{label}")

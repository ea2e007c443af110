"""What the shipped relevance model is trained on: matters against general headlines, in matched lengths."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bench.own_cases import EVERYDAY, GENRE, KEPT, hard_cases
from bench.shared_rows import rows
from monitor.classify.learning.examples import Example, compose
from monitor.classify.learning.machine import Machine
from monitor.classify.learning.training import FOLDS, SEED, Recipe, Trained, fit
from monitor.classify.matter.evidence import BIAS, MARGIN, Evidence, RelevanceConfig
from monitor.classify.scoring import artefact
from monitor.config_file import read
from monitor.text.clean import clean_text

Floats = NDArray[np.generic]
HERE = Path(__file__).resolve().parent
GRAMMAR = HERE / "relevance_grammar.yaml"

MADE_OF = """Tells matters that some government office could have to answer from everything else.

- Data: citizens' messages, hotline messages and news of emergencies against general news headlines of ten classes; matters both
  whole and as titles alone, headlines both alone and joined to longer texts, so that length does not decide; masked places are
  invisible. Headlines with words of a matter (投诉, 业主, 事故 …) about places in the country were left out, since they may well
  be matters.
- Written for this project: hard cases of many kinds, short and long (those whose hash begins with a to f are kept for evaluation
  and never seen), everyday texts (small talk, diaries, fiction, reviews, recipes, adverts, menus of websites, private questions,
  fans, games, sport, markets, firms, news from abroad) and matters that are told like them (stories, irony, hints, short cries,
  thanks with a request, whistle-blowing), and short posts put together from word lists, so that what is said of a thing
  counts, not the thing.
- The n-grams are chosen by a first fit; the weights come from a second one that reads the chosen ones alone, as the program does.
- Beside the n-grams stand word groups of `config/relevance.yaml` (public services, ills, requests, organs; sport, markets,
  shows, advertising …) and two signs of speech (clauses, a particle at the end). A logistic regression over the held-out margin
  and these gives the probability; each group has a weight for short texts and one for long. An office may edit the words; the
  weights of the groups stay.
- Emergencies that are real, recent and in the country are relevant by rule, whatever this model says.
- Limits: no labelled sample of social-media chatter was at hand; what is no matter comes from headlines of 2008-2012 and from what
  was written here, by few hands. All views of one text stay on one side of a split."""

# Headlines of these classes report what people do or what happens far away, not what an office must answer.
_FAR = {"finance", "stocks", "science", "sports", "game", "entertainment"}
# A headline with such words may well be a matter for some office: it is left out, since it would teach the wrong thing.
_MATTER = re.compile(
    "投诉|举报|业主|居民|村民|市民|拖欠|讨薪|欠薪|污染|维权|强拆|拆迁|火灾|起火|爆炸|车祸|事故|中毒|坍塌|垮塌|溃坝|食品安全|停电|停水"
    "|城管|乱收费|违规收费|公积金|廉租|公租|经适房|经济适用房|保障房|超载|拒载|黑车|校车|疾控|疫情|整改|停职|回应|道歉|官方|物业"
)
# What happens abroad is nobody's matter here, whatever its words.
_ABROAD = re.compile(
    "美国|美军|英国|法国|德国|日本|韩国|朝鲜|俄罗斯|俄|印度|巴基斯坦|阿富汗|伊拉克|伊朗|以色列|泰国|菲律宾|越南|缅甸|马来西亚|新加坡|澳大利亚"
    "|加拿大|墨西哥|巴西|智利|海地|斐济|意大利|西班牙|希腊|土耳其|埃及|利比亚|叙利亚|苏丹|索马里|瑞士|波兰|乌克兰|委内瑞拉|古巴|联合国|欧盟"
)
_MADE_UP = 4500
_SHARED = frozenset({"message", "message_title", "headline", "joined", "made_up"})
_OWN = {"hard": (4.0, 4.0), "genre": (6.0, 1.5), "everyday": (8.0, 1.5)}
"""What a case of our own counts where n-grams are learnt, and where word groups are weighed."""
_DEARER = 1.5
"""How much more a matter of our own counts than what is none where word groups are weighed: one missed is dearer than one too many."""
_HEADLINE_SHARE, _HEADLINE_WEIGHT = 3.0, 1.25
_WHOLE_WEIGHT = 2.0
"""What a whole message weighs beside its title: long everyday texts of our own must not outweigh it."""
_CALM = 0.3
"""Strength of the logistic regression's regularisation (scikit-learn's C)."""


def train(data: Path) -> Trained:
    """Train on the shared data and what was written for this project, then weigh the word groups."""
    pile = relevance_pile(data)
    recipe = Recipe(
        documents=5,
        most=60_000,
        machine=Machine(penalty=0.5, balanced=False),
        title_weight=0.0,
        word_emphasis=0.0,
        shares=pile.shares,
        together=pile.together,
        again=True,
    )
    trained = fit(pile.examples, recipe, name="relevance", made_of=MADE_OF)
    column = trained.about["labels"].index("relevant")
    more = weigh_evidence(pile, trained.margins[:, column].tolist())
    return replace(trained, content=artefact.amend(trained.content, more), about={**trained.about, **more})


def weigh_evidence(pile: Pile, margins: Sequence[float]) -> dict[str, dict[str, float]]:
    """Weights of the margin and the word groups, and what they reach together on rows that neither step has seen.

    Margins are held out, so the words are not drowned by what is known by heart.
    """
    groups = Evidence(word_groups(), {})
    traits = np.array([[m, *groups.traits(e.text)] for m, e in zip(margins, pile.examples, strict=True)])
    wanted = np.array([e.label == "relevant" for e in pile.examples])
    weights, folds = np.array(pile.weights), np.array(pile.together) % FOLDS
    guessed = np.zeros(len(wanted), dtype=bool)
    for fold in range(FOLDS):
        mine = folds == fold
        guessed[mine] = regression(traits[~mine], wanted[~mine], weights[~mine]).predict(traits[mine])
    whole = regression(traits, wanted, weights)
    found = dict(zip((MARGIN, *groups.trait_names), whole.coef_[0].tolist(), strict=True))
    found[BIAS] = float(whole.intercept_[0])
    return {
        "evidence": {name: round(value, 4) for name, value in found.items()},
        "evidence_held_out": _shares(pile.kinds, guessed, wanted),
    }


def regression(traits: Floats, wanted: Floats, weights: Floats) -> LogisticRegression:
    """Weights of the margin and the word groups."""
    machine = LogisticRegression(C=_CALM, max_iter=3000, random_state=SEED)
    return machine.fit(traits, wanted, sample_weight=weights)


def _shares(kinds: Sequence[str], guessed: Floats, wanted: Floats) -> dict[str, float]:
    """The share called relevant of each kind of row; of the hard cases the share that is right."""
    known = np.array(kinds)
    out = {kind: float(guessed[known == kind].mean()) for kind in sorted(set(kinds)) if kind != "hard"}
    out["hard"] = float((guessed == wanted)[known == "hard"].mean())
    return {kind: round(share, 4) for kind, share in out.items()}


def word_groups() -> RelevanceConfig:
    """The word groups that ship with the product."""
    return read(HERE.parent / "config/relevance.yaml", RelevanceConfig)


@dataclass
class Pile:
    """Rows of a training set with their shares in both fits; views of one text carry one number."""

    examples: list[Example] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    """What a row counts where the word groups are weighed; made-up posts count nothing there."""
    together: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def add(self, views: Mapping[str, float], label: str, share: float, *, kind: str) -> None:
        """Add the views of one text, each with its weight."""
        number = self.together[-1] + 1 if self.together else 0
        for text, weight in views.items():
            self.examples.append(Example(text, label))
            self.shares.append(share)
            self.weights.append(weight)
            self.together.append(number)
            self.kinds.append(kind)


def relevance_pile(data: Path, *, street: bool = False) -> Pile:
    """Matters whole and as titles alone against headlines alone and joined, so that length decides nothing; ``street`` as in ``hard_cases``."""
    pile = Pile()
    for name in ("messages_labelled.csv", "hotline_messages.csv", "replies.csv"):
        for row in rows(data / name):
            _add_matter(pile, clean_text(row["title"]), clean_text(row["detail"]), 1.0)
    for line in (data / "emergency_news.jsonl").read_text(encoding="utf-8").splitlines():
        news = json.loads(line)
        _add_matter(pile, clean_text(news["title"]), clean_text(news["text"]), 3.0)
    _add_headlines(pile, data)
    for label, kind, text in hard_cases(street=street):
        if not is_for_evaluation(kind, text):
            part = _part_of(kind)
            share, weight = _OWN[part]
            asked = weight * _DEARER if label == "relevant" else weight
            pile.add({text: asked}, label, share, kind=part if part == "hard" else f"{part}_{label}")
    for label, text in made_up():
        pile.add({text: 0.0}, label, 1.0, kind="made_up")
    return pile


def is_shared(kind: str) -> bool:
    """Whether rows of this kind of a pile come from the shared data or from word lists: nobody wrote them one by one for the project."""
    return kind in _SHARED


def is_for_evaluation(kind: str, text: str) -> bool:
    """Whether a hard case is kept from training, by its hash; ``first`` and what is everyday are trained on whole, what is kept never is."""
    whole = kind == "first" or kind.startswith(EVERYDAY)
    return kind in KEPT or (not whole and hashlib.sha256(text.encode()).hexdigest()[0] in "abcdef")


def made_up() -> Iterator[tuple[str, str]]:
    """Short posts put together from word lists: the same things in matters and in chatter."""
    grammar = yaml.safe_load(GRAMMAR.read_text(encoding="utf-8"))
    chance = random.Random(SEED)
    for label, kind, ends in (("relevant", "matters", ""), ("irrelevant", "chatter", "chatter_")):
        openers, closers = grammar[f"{ends}openers"], grammar[f"{ends}closers"]
        posts: set[str] = set()
        while len(posts) < _MADE_UP:
            posts.add(chance.choice(openers) + _sentence(grammar, kind, chance) + chance.choice(closers))
        yield from ((label, post) for post in sorted(posts))


def _part_of(kind: str) -> str:
    starts = {EVERYDAY: "everyday", GENRE: "genre"}
    return next((part for start, part in starts.items() if kind.startswith(start)), "hard")


def _sentence(grammar: Mapping[str, Mapping[str, list[str]]], kind: str, chance: random.Random) -> str:
    thing = chance.choice(list(grammar[kind]))
    return chance.choice(grammar[kind][thing]).replace("{}", chance.choice(grammar["nouns"][thing]))


def _add_matter(pile: Pile, title: str, body: str, share: float) -> None:
    # Random windows of the body were tried: they cost 3 points of precision at equal recall.
    views = {title: 1.0}
    views.setdefault(compose(title, body), _WHOLE_WEIGHT)
    views = {text: weight for text, weight in views.items() if text}
    pile.add(views, "relevant", share, kind="message")
    if len(views) > 1:
        pile.kinds[-2] = "message_title"


def _add_headlines(pile: Pile, data: Path) -> None:
    chance = random.Random(SEED)
    classes = (data / "headlines_classes.txt").read_text(encoding="utf-8").split()
    by_class: dict[str, list[str]] = {name: [] for name in classes}
    for line in (data / "headlines_general.txt").read_text(encoding="utf-8").splitlines():
        title, _, number = line.rpartition("\t")
        name = classes[int(number)]
        if name in _FAR or _ABROAD.search(title) or not _MATTER.search(title):
            by_class[name].append(clean_text(title))
    for titles in by_class.values():
        for title in titles:
            pile.add({title: _HEADLINE_WEIGHT}, "irrelevant", _HEADLINE_SHARE, kind="headline")
        for _ in range(500):
            joined = "，".join(chance.sample(titles, chance.randint(2, 14)))
            pile.add({joined: 0.3}, "irrelevant", 1.5, kind="joined")

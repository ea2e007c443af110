"""What the shipped relevance model is trained on: matters against general headlines, in matched lengths."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from shared_rows import rows

from monitor.classify.examples import Example, compose
from monitor.classify.training import SEED, Recipe, Trained, fit
from monitor.text.clean import clean_text

HERE = Path(__file__).resolve().parent

MADE_OF = """Tells matters that some government office could have to answer from everything else.

- Data: citizens' messages, hotline messages and news of emergencies against general news headlines of ten classes; matters both
  whole and as titles alone, headlines both alone and joined to longer texts, so that length does not decide; masked places are
  invisible; plus hard cases written for this project (weight 5). Headlines with words of a matter (投诉, 业主, 事故 …) about
  places in the country were left out, since they may well be matters.
- Emergencies that are real, recent and in the country are relevant by rule, whatever this model says.
- Limits: no labelled sample of social-media chatter was at hand; the negatives are headlines of 2008-2012. All views of one
  text stay on one side of a split."""

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


def train(data: Path) -> Trained:
    """Train on the shared data and the hard cases written for this project."""
    pile = relevance_pile(data)
    recipe = Recipe(
        documents=5, most=40_000, penalty=0.5, balanced=False, shares=pile.shares, together=pile.together
    )
    return fit(pile.examples, recipe, name="relevance", made_of=MADE_OF)


@dataclass
class Pile:
    """Rows of a training set with their shares; views of one text carry one number."""

    examples: list[Example] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    together: list[int] = field(default_factory=list)

    def add(self, texts: list[str], label: str, share: float) -> None:
        number = self.together[-1] + 1 if self.together else 0
        for text in texts:
            self.examples.append(Example(text, label))
            self.shares.append(share)
            self.together.append(number)


def relevance_pile(data: Path) -> Pile:
    """Matters whole and as titles alone against headlines alone and joined, so that length decides nothing."""
    pile = Pile()
    for name in ("messages_labelled.csv", "hotline_messages.csv", "replies.csv"):
        for row in rows(data / name):
            _add_matter(pile, clean_text(row["title"]), clean_text(row["detail"]), 1.0)
    for line in (data / "emergency_news.jsonl").read_text(encoding="utf-8").splitlines():
        news = json.loads(line)
        _add_matter(pile, clean_text(news["title"]), clean_text(news["text"]), 3.0)
    _add_headlines(pile, data)
    hard = yaml.safe_load((HERE / "relevance_hard_cases.yaml").read_text(encoding="utf-8"))
    for label, texts in hard.items():
        for text in texts:
            pile.add([text], label, 5.0)
    return pile


def _add_matter(pile: Pile, title: str, body: str, share: float) -> None:
    # Random windows of the body were tried: they cost 3 points of precision at equal recall.
    pile.add([t for t in dict.fromkeys((title, compose(title, body))) if t], "relevant", share)


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
            pile.add([title], "irrelevant", 1.5)
        for _ in range(500):
            pile.add(["，".join(chance.sample(titles, chance.randint(2, 14)))], "irrelevant", 1.5)

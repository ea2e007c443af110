"""Train the two shipped models (category, relevance) from the shared data and write their card.

    python bench/train_shipped.py [--data ../shared/data] [--out monitor/classify/model]

The same data gives the same bytes. No text of the data leaves this run: only weights over n-grams (n ≤ 3) that occur
in at least five texts.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import rjieba
import yaml

from monitor.classify import artefact, training
from monitor.classify.examples import Example, compose
from monitor.classify.model_card import write_card
from monitor.text.clean import clean_text

HERE = Path(__file__).resolve().parent

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


def rows(path: Path) -> Iterator[dict[str, str]]:
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def han(text: str) -> str:
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


def category_examples(data: Path) -> list[Example]:
    """Raw messages, and of the token rows those that are no copy of a raw message."""
    raw = [
        (compose(clean_text(r["title"]), clean_text(r["detail"])), r["label"])
        for r in rows(data / "messages_labelled.csv")
    ]
    tokens = [(r["tok"], r["label"]) for r in rows(data / "messages_tokens_labelled.csv")]
    taken = _overlap([t for t, _ in raw], [t for t, _ in tokens])
    joined = [(tok.replace(" ", ""), label) for i, (tok, label) in enumerate(tokens) if i not in taken]
    return [Example(text, label) for text, label in raw + joined]


def _overlap(raw: list[str], tokens: list[str]) -> set[int]:
    """Token rows whose words nearly all occur in one raw message."""
    segmenter = rjieba.Jieba()
    words = [{w for w in segmenter.cut(t, True) if len(w) > 1 and han(w) == w} for t in raw]
    where: dict[str, list[int]] = {}
    for index, found in enumerate(words):
        for word in found:
            where.setdefault(word, []).append(index)
    taken = set()
    for index, line in enumerate(tokens):
        own = {w for w in line.split() if len(w) > 1 and han(w) == w}
        rare = sorted(own, key=lambda w: len(where.get(w, ())) or 10**9)[:8]
        near = {i for w in rare for i in where.get(w, ())[:300]}
        if any(len(own & words[i]) >= 0.9 * len(own) for i in near) and own:
            taken.add(index)
    return taken


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
    chance = random.Random(training.SEED)
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "shared/data")
    parser.add_argument("--out", type=Path, default=HERE.parent / "monitor/classify/model")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    messages = category_examples(options.data)
    pile = relevance_pile(options.data)
    relevance = training.Recipe(
        documents=5, most=40_000, penalty=0.5, balanced=False, shares=pile.shares, together=pile.together
    )
    plans = {
        "category": (messages, training.Recipe(documents=5)),
        "relevance": (pile.examples, relevance),
    }
    cards = [_train(name, examples, recipe, options.out) for name, (examples, recipe) in plans.items()]
    (options.out / "MODEL_CARD.md").write_text(write_card(cards), encoding="utf-8")
    return 0


def _train(name: str, examples: list[Example], recipe: training.Recipe, out: Path) -> Mapping[str, object]:
    trained = training.fit(examples, recipe, name=name)
    (out / f"{name}.npz").write_bytes(trained.content)
    print(name, len(trained.content), hashlib.sha256(trained.content).hexdigest()[:12], file=sys.stderr)
    print(json.dumps({"name": name, "held_out": trained.about["held_out"]}, ensure_ascii=False))
    return artefact.unpack(trained.content, name).manifest


if __name__ == "__main__":
    sys.exit(main())

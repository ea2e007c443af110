"""Learn the word table of event matching from the shared data and write it with its card.

    python -m bench.learn_word_table [--data ../shared/data] [--out monitor/events]

Rates of words and of pairs of letters, and a topic direction a word. The hotline messages on which clustering is
measured are not read. The same data gives the same bytes; no text leaves this run, only what occurs in many documents.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jieba.posseg as posseg
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer

from bench.shared_rows import rows
from monitor.events.words import letter_pairs
from monitor.text.clean import clean_text
from monitor.text.names import find_names
from monitor.text.segment import Segmenter

ROOT = Path(__file__).resolve().parents[1]
RATE_FROM, DIRECTION_FROM = 5, 8
DIMENSIONS = 64
SEED = 20171108
PER = 100_000
NAMED_BELOW = 300


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents of one kind: the words of each, and of those whose text is known the pairs of letters."""

    words: list[list[str]]
    pairs: list[set[str]]

    def __add__(self, other: Documents) -> Documents:
        return Documents(self.words + other.words, self.pairs + other.pairs)


def main() -> int:
    """Learn, write, and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--out", type=Path, default=ROOT / "monitor/events")
    parser.add_argument("--dimensions", type=int, default=DIMENSIONS)
    options = parser.parse_args()
    citizens, news = read_citizens(options.data), read_news(options.data)
    arrays = learn(citizens, news, options.dimensions)
    content = pack(arrays)
    (options.out / "word_table.npz").write_bytes(content)
    told = {
        "words": len(arrays["words"]),
        "with_direction": int(arrays["vectors"].any(axis=1).sum()),
        "dimensions": options.dimensions,
        "pairs": len(arrays["pairs"]),
        "citizens": len(citizens.words),
        "news": len(news.words),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    (options.out / "word_table.md").write_text(card(told), encoding="utf-8")
    print(json.dumps(told))
    return 0


def read_citizens(data: Path) -> Documents:
    """Messages of citizens: as text where that is shared, as words where only these are."""
    texts = [
        f"{row['title']}\n{row['detail']}"
        for name in ("messages_labelled.csv", "replies.csv")
        for row in rows(data / name)
    ]
    tokens = [row["tok"].split() for row in rows(data / "messages_tokens_labelled.csv")]
    return documents(texts) + Documents(tokens, [])


def read_news(data: Path) -> Documents:
    """Headlines of all classes, and reports of emergencies."""
    headlines = (data / "headlines_general.txt").read_text(encoding="utf-8").splitlines()
    reports = map(json.loads, (data / "emergency_news.jsonl").read_text(encoding="utf-8").splitlines())
    texts = [line.partition("\t")[0] for line in headlines]
    return documents([*texts, *(f"{row['title']}\n{row['text']}" for row in reports)])


def documents(texts: Iterable[str]) -> Documents:
    """Cleaned texts without the names of private persons, cut into words and into pairs of letters."""
    cut = Segmenter().cut
    words, pairs = [], []
    for text in texts:
        clean = without_names(clean_text(text))
        words.append(cut(clean))
        pairs.append(set(letter_pairs(clean)))
    return Documents(words, pairs)


def without_names(text: str) -> str:
    """The text with the names of private persons blanked."""
    for start, end, _ in find_names(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def learn(citizens: Documents, news: Documents, dimensions: int) -> dict[str, npt.NDArray[np.generic]]:
    """The table's arrays, words and pairs in order of their code points."""
    rates = higher_rates(map(set, citizens.words), map(set, news.words))
    pair_rates = higher_rates(citizens.pairs, news.pairs)
    lettered = (word for word in rates if any("\u4e00" <= c <= "\u9fff" or c.isalpha() for c in word))
    words = sorted(word for word in lettered if rates[word] > NAMED_BELOW or not is_person(word))
    pairs = sorted(pair_rates)
    return {
        "words": np.array(words),
        "rates": np.array([rates[word] for word in words], dtype=np.int32),
        "vectors": directions([*citizens.words, *news.words], words, dimensions),
        "pairs": np.array(pairs),
        "pair_rates": np.array([pair_rates[pair] for pair in pairs], dtype=np.int32),
    }


def is_person(word: str) -> bool:
    """True for what a tagger takes for a person's name when it stands alone."""
    return [pair.flag for pair in posseg.cut(word)] == ["nr"]


def higher_rates(citizens: Iterable[set[str]], news: Iterable[set[str]]) -> dict[str, int]:
    """The higher of a term's rates (documents in 100,000) in the two kinds: common in either, it tells little in both."""
    found = [(Counter[str](), 0), (Counter[str](), 0)]
    for kind, source in enumerate((citizens, news)):
        counts, total = found[kind]
        for terms in source:
            counts.update(terms)
            total += 1
        found[kind] = (counts, total)
    both = found[0][0] + found[1][0]
    return {
        term: max(1, *(round(PER * counts[term] / total) for counts, total in found))
        for term, count in both.items()
        if count >= RATE_FROM
    }


def directions(texts: Sequence[Sequence[str]], words: Sequence[str], dimensions: int) -> npt.NDArray[np.int8]:
    """Topic directions by truncated SVD of TF-IDF; zero for words too rare to have one; unit length is 127."""
    place = {word: n for n, word in enumerate(words)}
    indices, counts, ends = [], [], [0]
    for text in texts:
        for word, count in sorted(Counter(word for word in text if word in place).items()):
            indices.append(place[word])
            counts.append(count)
        ends.append(len(indices))
    matrix = csr_matrix((np.array(counts, dtype=np.float64), indices, ends), shape=(len(texts), len(words)))
    common = np.asarray((matrix > 0).sum(axis=0)).ravel() >= DIRECTION_FROM
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(matrix[:, common])
    svd = TruncatedSVD(dimensions, algorithm="arpack", random_state=SEED).fit(weighted)
    axes = svd.components_.T * svd.singular_values_**0.5
    # The sign of an axis is arbitrary: the largest entry is made positive so that two runs agree.
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(dimensions)])
    axes /= np.linalg.norm(axes, axis=1, keepdims=True) + 1e-12
    out = np.zeros((len(words), dimensions), dtype=np.int8)
    out[common] = np.round(axes * 127).astype(np.int8)
    return out


def pack(arrays: dict[str, npt.NDArray[np.generic]]) -> bytes:
    """An npz whose bytes depend on its arrays alone: fixed order, fixed time, no pickle."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            one = io.BytesIO()
            np.lib.format.write_array(one, arrays[name], allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), one.getvalue(), zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def card(told: dict[str, object]) -> str:
    """The model card in Markdown."""
    return CARD.format(**told)


CARD = """# Model card: word_table.npz

Written by `python -m bench.learn_word_table`; do not edit.

- **What**: {words} words and {pairs} pairs of letters with the share of documents that hold them (per 100,000, the higher of
  citizens' messages and news) and, for {with_direction} words, a {dimensions}-dimensional topic direction (int8): truncated SVD of TF-IDF
  with sublinear term frequency.
- **Used for**: telling words from common ones and comparing topics in `monitor/events`; it decides nothing alone.
- **Learnt from**: {citizens} messages of citizens and {news} news headlines and reports of emergencies, all public. The hotline
  messages on which clustering is measured are not among them.
- **Privacy**: only words and pairs that occur in at least 5 documents (directions: 8), counted after the names of private persons
  were blanked; rare words that a tagger takes for a person's name are left out. No text, no word order.
- **Figures**: `python -m bench.quality_events`.
- **Limits**: masked place names of the training messages are not words; words unknown to the table count as rare.
- **Format**: `words`, `pairs` (sorted), `rates`, `pair_rates` (int32), `vectors` (int8, zero rows where there is no direction); loads
  without pickle. SHA-256 {sha256}.
"""


if __name__ == "__main__":
    sys.exit(main())

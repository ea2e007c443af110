"""Posts are read a second time where the model of relevance is unsure of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.matter.evidence import Evidence, RelevanceConfig, SecondReading
from monitor.classify.scoring import artefact, post_model
from monitor.classify.scoring.post_model import Again, Meaning, heard_again, sentences_of, words_of
from monitor.config_file import read
from monitor.errors import MonitorError
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
FOR, AGAINST, VAGUE = Again(1.0, 0.0), Again(-1.0, 0.0), Again(0.01, 0.0)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    second = SecondReading(
        {"margin": 10.0}, shift=0.0, share=0.5, unsure=2.0, long={}, long_shift=0.0, long_share=0.0
    )
    return Evidence(read(CONFIG / "relevance.yaml", RelevanceConfig), {"margin": 1.0}, second)


def weighed(evidence: Evidence, margin: float, again: Again | None) -> bool:
    return evidence.weigh(margin, "天热了", "social", None, again).probability >= 0.5


def test_the_second_reading_decides_where_the_first_one_is_unsure(evidence: Evidence) -> None:
    assert not weighed(evidence, 1.0, AGAINST)
    assert weighed(evidence, -1.0, FOR)


def test_what_the_first_reading_is_sure_of_stands(evidence: Evidence) -> None:
    assert weighed(evidence, 2.5, AGAINST)
    assert not weighed(evidence, -2.5, FOR)


def test_where_the_second_reading_is_vague_the_first_one_tells(evidence: Evidence) -> None:
    assert not weighed(evidence, -1.0, VAGUE)
    assert weighed(evidence, 1.0, None)


def test_only_what_may_be_unsure_is_asked_for(evidence: Evidence) -> None:
    assert evidence.may_be_unsure(0.0)
    assert not evidence.may_be_unsure(9.0)
    assert not Evidence(read(CONFIG / "relevance.yaml", RelevanceConfig), {}).may_be_unsure(0.0)


def cut(text: str) -> list[str]:
    return text.split("/")


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    """One ear: it hears 停 before 水, and the sum of the whole."""
    table = np.array([[2, 0, 0], [0, 3, 0], [0, 0, 8]], dtype=np.int8)
    scales, hidden, out = (np.array(row, dtype=np.float32) for row in ([1, 0.5], [0, 0], [1, 10]))
    return Meaning(["停", "水", "花"], table, scales, hidden, out, -1.0)


def test_the_loudest_pair_of_neighbours_is_heard_and_the_text_as_a_whole(meaning: Meaning) -> None:
    said = meaning.say(["停/水", "水/停", "花/花/花/花"], cut)
    assert said.tolist() == [4.0, 1.0, 79.0]


def test_many_texts_are_heard_as_each_by_itself(meaning: Meaning) -> None:
    texts = ["停/水", "花", "云", "水/停/水"] * 50
    assert meaning.say(texts, cut).tolist() == meaning.say(texts[:4], cut).tolist() * 50


def test_a_net_of_parts_that_do_not_fit_is_refused() -> None:
    table, three, two = np.zeros((1, 3), dtype=np.int8), np.ones(3, np.float32), np.ones(2, np.float32)
    with pytest.raises(ValueError, match="ears"):
        Meaning(["停"], table, three, two, two, 0.0)


def test_texts_of_a_batch_do_not_hear_each_other(meaning: Meaning) -> None:
    texts = ["停", "水", "云", "停/水"]
    assert meaning.say(texts, cut).tolist() == [meaning.say([text], cut)[0] for text in texts]


def test_a_text_without_known_words_says_nothing(meaning: Meaning) -> None:
    assert meaning.say(["云/云", ""], cut).tolist() == [0.0, 0.0]


def test_an_unknown_word_is_told_by_its_letters() -> None:
    assert words_of("停水/云/水", {"停": 0, "水": 1}, cut) == [0, 1, 1]


@pytest.mark.parametrize("left_out", ["table", "evidence", "joined"])
def test_an_artefact_without_its_net_or_its_bounds_is_refused(tmp_path: Path, left_out: str) -> None:
    path = Path(post_model.__file__).parents[1] / "model" / "posts.npz"
    manifest, arrays = artefact.parts(path)
    unasked = ("format", "sha256", left_out)
    about = {name: value for name, value in manifest.items() if name not in unasked}
    (tmp_path / "posts.npz").write_bytes(
        artefact.pack({name: array for name, array in arrays.items() if name != left_out}, about)
    )
    with pytest.raises(MonitorError, match="不完整"):
        post_model.load(tmp_path / "posts.npz")


def test_a_letter_to_an_office_and_news_are_never_asked_of(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = post_model.PostModel.read

    def told(self: post_model.PostModel, texts: list[str], cut: post_model.Cut) -> list[Again]:
        asked.extend(texts)
        return plain(self, texts, cut)

    monkeypatch.setattr(post_model.PostModel, "read", told)
    kinds = ("social", "forum", "hotline", "mailbox", "portal", "local_media", "official_site")
    texts = {kind: f"楼下那家店今天又排队了，{kind}" for kind in kinds}
    items = [Item(kind, "", text, source_kind=kind, published_at=NOW) for kind, text in texts.items()]
    Classifier.load(CONFIG).classify_batch(items, NOW)
    assert asked
    assert set(asked) <= {texts["social"], texts["forum"]}


SMALL_TALK = "早上去公园走了一圈，银杏叶子黄了一地，拍了好多照片发给妈妈看。"


def test_a_long_post_is_heard_by_its_sentences_too_and_short_ones_go_together() -> None:
    text = SMALL_TALK * 3 + "回家。楼下的井盖又没了，昨晚有个孩子差点掉下去！吓死我了真的。" + SMALL_TALK
    found = sentences_of(text)
    assert "".join(found) == text
    assert found == [
        *[SMALL_TALK] * 3,
        "回家。楼下的井盖又没了，昨晚有个孩子差点掉下去！吓死我了真的。",
        SMALL_TALK,
    ]


def test_a_short_post_and_one_of_a_single_sentence_are_heard_as_they_stand() -> None:
    assert sentences_of(SMALL_TALK) == []
    assert sentences_of("没有标点" * 40) == []


def test_what_is_left_at_the_end_goes_to_the_sentence_before() -> None:
    assert sentences_of(SMALL_TALK * 4 + "好。")[-1] == SMALL_TALK + "好。"


def test_a_post_without_end_is_heard_in_so_many_sentences_only() -> None:
    assert len(sentences_of(SMALL_TALK * 500)) == 40


def test_of_a_long_post_the_loudest_sentence_counts_beside_the_whole() -> None:
    short, long = heard_again([[], ["甲", "乙"]], [1.0, -2.0, -3.0, 4.0], [0.5, -1.0, 2.0, -5.0])
    assert short == Again(1.0, 0.5)
    assert long == Again(-2.0, -1.0, (4.0, 2.0))


def test_one_sentence_of_many_can_make_a_long_post_a_matter() -> None:
    second = SecondReading(
        {"margin": 1.0},
        shift=0.0,
        share=0.0,
        unsure=5.0,
        long={"second": 1.0, "loudest margin": 2.0},
        long_shift=0.0,
        long_share=0.0,
    )
    evidence = Evidence(read(CONFIG / "relevance.yaml", RelevanceConfig), {"margin": 1.0}, second)
    assert not weighed(evidence, 0.0, Again(-3.0, 0.0))
    assert weighed(evidence, 0.0, Again(-3.0, 0.0, (4.0, 0.0)))

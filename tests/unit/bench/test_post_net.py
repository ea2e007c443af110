"""The nets that posts are read by: what is learnt is what the program says."""

from __future__ import annotations

import gzip
import hashlib
import pickle
from pathlib import Path

import numpy as np
import pytest

from bench import post_net
from monitor.classify.scoring.post_model import meaning_of

WORDS = ("停水", "没人", "花开", "好看")


@pytest.fixture(scope="module")
def vectors() -> post_net.Vectors:
    table = np.random.default_rng(3).normal(0, 1, (len(WORDS) + 1, 16)).astype(np.float32)
    table[-1] = 0
    return post_net.Vectors(WORDS, table)


def learnt(vectors: post_net.Vectors, rows: post_net.Ints) -> list[post_net.Net]:
    wanted = np.array([1, 0, 1, 0], dtype=np.float32)
    return post_net.learn(
        vectors, np.tile(rows, (40, 1)), np.tile(wanted, 40), np.ones(160, dtype=np.float32)
    )


HEARD = [[0, 1], [2, 3], [1, 0, 0], [3]]


def test_the_nets_learn_to_tell_the_texts_apart_and_the_same_texts_give_the_same_nets(
    vectors: post_net.Vectors,
) -> None:
    rows = post_net.laid_out(HEARD, len(WORDS))
    said = post_net.said_of(learnt(vectors, rows), rows)
    assert said[0] > 0 > said[1]
    assert said[2] > 0 > said[3]
    assert np.array_equal(said, post_net.said_of(learnt(vectors, rows), rows))


def test_the_program_says_of_the_summed_up_table_what_the_nets_say(vectors: post_net.Vectors) -> None:
    rows = post_net.laid_out(HEARD, len(WORDS))
    nets = learnt(vectors, rows)
    meaning = meaning_of(post_net.arrays_of(vectors, nets))
    texts = {"".join(WORDS[n] for n in words): [WORDS[n] for n in words] for words in HEARD}
    said = meaning.say(list(texts), lambda text: texts[text])
    assert np.allclose(said, post_net.said_of(nets, rows), atol=0.1)


def test_vectors_other_than_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    with pytest.raises(ValueError, match="not the vectors"):
        post_net.read_vectors(tmp_path / "other")


def test_a_table_that_would_run_code_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = gzip.compress(pickle.dumps((Path("x"), {}, {})))
    (tmp_path / "table").write_bytes(content)
    monkeypatch.setattr(post_net, "SHA256", hashlib.sha256(content).hexdigest())
    with pytest.raises(pickle.UnpicklingError):
        post_net.read_vectors(tmp_path / "table")

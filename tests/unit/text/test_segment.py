from __future__ import annotations

from pathlib import Path

from monitor.text.segment import Segmenter, load_segmenter

CONFIG = Path(__file__).resolve().parents[3] / "config"
TEXT = "长春市民反映供热不达标，物业公司一直推诿"


def test_the_fast_engine_cuts_as_the_reference_does() -> None:
    assert Segmenter().engine == "rjieba"
    assert Segmenter().cut(TEXT) == Segmenter(reference=True).cut(TEXT)


def test_own_words_stay_whole_in_both_engines() -> None:
    text = "今年暖房子工程开工"
    assert "暖房子工程" not in Segmenter().cut(text)
    for reference in (False, True):
        assert "暖房子工程" in Segmenter(["暖房子工程"], reference=reference).cut(text)


def test_the_words_joined_give_the_text_back() -> None:
    assert "".join(Segmenter().cut(TEXT)) == TEXT


def test_comments_in_the_dictionary_are_not_words(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text("# 注释\n暖房子工程 # 市里的项目\n\n", encoding="utf-8")
    assert "暖房子工程" in load_segmenter(path).cut("暖房子工程开工")


def test_the_shipped_dictionary_loads() -> None:
    assert "石头口门水库" in load_segmenter(CONFIG / "dictionary.txt").cut("石头口门水库水质")

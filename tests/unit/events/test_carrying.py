"""A text carries a release only where it repeats what the release was the first to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.events.carrying import CarryingReader, Sieve, Told, pieces
from monitor.events.copy_reader import CopyReader
from monitor.events.load import load_rules
from monitor.events.swaps import PlaceSwaps
from monitor.events.words import WordTable

TITLE = "关于南关区部分小区供热故障抢修情况的说明"
TEXT = (
    "11月24日凌晨，南关区东岭南街换热站一处阀门破裂，涉及4个小区约2600户居民。市供热管理办公室立即组织三支队伍连夜抢修，"
    "截至24日15时阀门已更换完毕，正在逐栋升温。对停热期间的热费，供热企业将按实际天数予以退还，居民可凭缴费凭证到所在网点办理。"
)
RELEASE: Told = (TITLE, TEXT)
QUOTE = "对停热期间的热费，供热企业将按实际天数予以退还，居民可凭缴费凭证到所在网点办理"
BEFORE: Told = ("南关区停热了", "东岭南街这边四个小区凌晨全停热了，没人通知，什么时候能修好？")


@pytest.fixture(scope="module")
def reader() -> CarryingReader:
    rules = load_rules(Path(__file__).resolve().parents[3] / "config")
    swaps = PlaceSwaps(rules.match.name_endings, rules.copies.address_units, WordTable.shipped())
    return CarryingReader(CopyReader(rules.copies, swaps), quote=20, whole=0.6)


def how(reader: CarryingReader, told: Told, *before: Told, release: Told = RELEASE) -> str | None:
    met = reader.carries(reader.word(release, ["市供热管理办公室"], before), told)
    return met.how if met else None


def test_a_reprint_under_another_title_is_a_copy(reader: CarryingReader) -> None:
    assert how(reader, ("东岭南街供热恢复", TEXT)) == "copy"


def test_a_report_that_holds_nearly_all_of_it_among_much_else_carries_it_whole(
    reader: CarryingReader,
) -> None:
    around = "".join(
        f"住在{n}号楼的一位居民对记者说，家里的老人和孩子昨晚盖了{n}床被子，单元门口贴着一张手写的告示。"
        for n in range(3, 16)
    )
    assert how(reader, ("停热之夜", around + TEXT)) == "whole"


def test_a_quotation_counts_only_under_the_name_of_the_organ_or_of_the_release(
    reader: CarryingReader,
) -> None:
    assert how(reader, ("", f"市供热管理办公室说了：{QUOTE}。")) == "quote"
    assert how(reader, ("", f"看到《{TITLE}》，{QUOTE}。")) == "quote"
    assert how(reader, ("", f"{QUOTE}？等着看。")) is None


@pytest.mark.parametrize("again", ["", TITLE])
def test_a_shared_link_with_the_title_alone_is_no_quotation(reader: CarryingReader, again: str) -> None:
    release: Told = (TITLE, again + TEXT)
    shared = f"分享网页 {TITLE} https://gr.example.gov.cn/2026/11/24/t20261124_1.html"
    assert len(TITLE) >= 20 and how(reader, ("", shared), release=release) is None
    assert how(reader, ("", f"{shared} 市供热管理办公室"), release=release) is None
    assert how(reader, ("", f"{shared} {QUOTE}"), release=release) == "quote"


@pytest.mark.parametrize(
    "text",
    [
        "市供热管理办公室回应东岭南街停热：阀门换好了，热费会退，大家拿着票据去网点就行。",
        "东岭南街换热站阀门破裂，四个小区停热，市供热管理办公室组织抢修。",
        "市供热管理办公室：热费将按实际天数予以退还。",
    ],
)
def test_telling_of_it_in_other_words_or_a_few_of_its_words_is_not_carrying(
    reader: CarryingReader, text: str
) -> None:
    assert how(reader, ("", text)) is None


def test_words_that_others_said_first_are_not_the_releases_own(reader: CarryingReader) -> None:
    release: Told = (TITLE, f"{QUOTE}。现已处置完毕。")
    earlier: Told = ("热费怎么算", f"去年的通知写的是：{QUOTE}。")
    later: Told = ("", f"市供热管理办公室：{QUOTE}。")
    assert how(reader, later, release=release) in ("copy", "whole", "quote")
    assert how(reader, later, earlier, release=release) is None
    assert reader.word((earlier[0], earlier[1]), [], [earlier]).own == frozenset()


def test_a_bulletin_with_another_toll_is_another_release(reader: CarryingReader) -> None:
    first: Told = (
        "火灾情况通报",
        "24日6时许宽城区凯旋路一厂房发生火灾，已造成2人死亡，3人受伤，伤者均送往市第二医院救治，起火原因正在调查。",
    )
    second: Told = (first[0], first[1].replace("2人死亡", "12人死亡"))
    assert how(reader, first, release=first) == "copy"
    assert how(reader, second, release=first) is None


def test_the_quotation_is_the_texts_own_longest_passage_with_its_signs(reader: CarryingReader) -> None:
    met = reader.carries(
        reader.word(RELEASE, ["市供热管理办公室"], ()), ("", f"据市供热管理办公室：“{QUOTE}”，评论区炸了。")
    )
    assert met is not None and met.quote == QUOTE and 20 < met.percent < 40


def test_line_breaks_instead_of_commas_do_not_hide_a_quotation(reader: CarryingReader) -> None:
    broken = QUOTE.replace("，", "\n")
    assert how(reader, ("", f"市供热管理办公室\n{broken}")) == "quote"


def test_a_short_name_of_the_organ_names_it_and_a_bare_word_does_not(reader: CarryingReader) -> None:
    wording = reader.word(RELEASE, ["长春市应急管理局", "市水务"], ())
    assert {"长春市应急管理局", "应急管理局"} <= set(wording.names)
    assert "水务" not in wording.names


def test_the_sieve_lets_by_whatever_holds_a_piece() -> None:
    sieve = Sieve(RELEASE, quote=20)
    assert sieve.lets_by(("", f"x{QUOTE}y"))
    assert not sieve.lets_by(BEFORE)
    assert not Sieve(("短讯", "已处置。"), quote=20).lets_by(RELEASE)


def test_every_run_of_a_clause_holds_a_piece_of_it_wherever_it_begins() -> None:
    clause = "供热企业将按照用户实际停止供热的天数予以如数退还并登门致歉"
    found = pieces(("", clause), quote=20)
    for at in range(len(clause) - 19):
        assert any(piece in clause[at : at + 20] for piece in found)

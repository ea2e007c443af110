from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.mask import has_private, head, mask, refuse_marked

# All persons, numbers and plates here are made up.
MASKED = {
    "mobile": ("请拨13812345678联系", "请拨138****5678联系"),
    "mobile with blanks": ("138 1234 5678", "138****5678"),
    "mobile with dashes": ("电话138-1234-5678。", "电话138****5678。"),
    "mobile in full width": ("手机１３８１２３４５６７８", "手机138****5678"),
    "mobile with country code": ("+86 13812345678", "138****5678"),
    "landline": ("电话：0431-88776655", "电话：0431-********"),
    "landline with long dash": ("0431—88776655", "0431-********"),
    "landline in brackets": ("(0431)88776655", "(0431)********"),
    "landline with extension": ("0431-88776655-8012咨询", "0431-********咨询"),
    "local number with label": ("电话：8495667（办公室）", "电话：8******（办公室）"),
    "service number": ("客服400-820-8820", "客服400*******"),
    "identity, 18": ("身份证号220104197503021234", "身份证号220***************"),
    "identity ending in X": ("22010419750302123X", "220***************"),
    "identity with blanks": ("220104 19750302 1234", "220***************"),
    "identity, 15": ("证件220104750302123", "证件220***************"),
    "card by check digit": ("付款到6222021234567890128", "付款到6222************"),
    "card by label": ("银行卡号：6222 0212 3456 7890 123", "银行卡号：6******"),
    "mail": ("zhang.san@example.com", "z***@example.com"),
    "plate": ("车牌吉A12345", "车牌吉A*****"),
    "plate with dot": ("吉A·D1234学", "吉A*****"),
    "plate, new energy": ("吉AD12345逃逸", "吉A*****逃逸"),
    "qq": ("QQ：123456789", "QQ：1******"),
    "qq group": ("加QQ群123456789", "加QQ群1******"),
    "wechat": ("微信号：abc_12345", "微信号：a******"),
    "wechat by vx": ("vx:hello2023", "vx:h******"),
    "name with 某": ("业主张某某反映", "业主张**反映"),
    "name with one 某": ("患者刘某在医院", "患者刘**在医院"),
    "name with 某 and more": ("学生王某芳的家长", "学生王**的家长"),
    "name with 某甲": ("李某甲在逃", "李**在逃"),
    "suspect of a doubtful surname": ("犯罪嫌疑人于某已被抓获", "犯罪嫌疑人于**已被抓获"),
    "self-introduction": ("我叫李小明，家住朝阳区", "我叫李**，家住朝阳区"),
    "self by 本人": ("本人陈大海于去年购房", "本人陈**于去年购房"),
    "contact": ("联系人：王芳 13812345678", "联系人：王** 138****5678"),
    "signature": ("投诉人：冯志远2019年3月", "投诉人：冯**2019年3月"),
    "compound surname": ("居民欧阳娜娜反映", "居民欧阳**反映"),
    "two characters": ("业主孙明。", "业主孙**。"),
    "rare surname in a label": ("申请人：万明利", "申请人：万**"),
    "name before sex": ("王芳（女，35岁）受伤", "王**（女，35岁）受伤"),
    "name before a number": ("请联系王芳13812345678", "请联系王**138****5678"),
    "father of": ("父亲刘建军住院", "父亲刘**住院"),
}


@pytest.mark.parametrize(("text", "expected"), MASKED.values(), ids=MASKED.keys())
def test_what_identifies_a_private_person_is_masked(text: str, expected: str) -> None:
    assert mask(text) == expected
    assert has_private(text)


UNTOUCHED = [
    "市长王凯表示，将严肃处理",
    "戴书记、王主任到现场",
    "联系人：王主任",
    "长府办发〔2017〕54号",
    "长舆〔2026〕12号",
    "(2019)吉0104民初1234号",
    "12人死亡，3人重伤，14人受伤",
    "损失13812345678元",
    "投资40082088200万元",
    "2019-07-04 16:04:19",
    "20190704160419",
    "电话投诉20190704无果",
    "拨打12345热线、119、96111",
    "编号 123456",
    "https://news.example.com/t20190812_13512345678.html",
    "微信公众号 changchunfabu",
    "西地省A市A3区",
    "京A3区",
    "长春市民政局、吉林省应急管理厅",
    "业主万科物业公司",
    "业主委员会、居民委员会、村民小组、学生会",
    "业主张贴通知",
    "司机马上停车",
    "市民于去年投诉",
    "学生安全问题、居民高度关注、群众强大的反对声",
    "居民金华路附近",
    "居民楼林立，噪音大",
    "有关某小区的问题，位于某地",
    "我是高新区居民",
    "每月720元左右（160元）",
    "王府井大街、白山市、高新区、安康市",
    "申请人：白山市",
    "全长1360米",
    "面积220104平方米",
    "",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_public_stays_as_it_is(text: str) -> None:
    assert mask(text) == text
    assert not has_private(text)


def test_a_name_found_once_is_masked_wherever_it_stands() -> None:
    text = "村民蔡云海的土地被占。经查，蔡云海已签协议，反映人为蔡云海。"
    assert mask(text) == "村民蔡**的土地被占。经查，蔡**已签协议，反映人为蔡**。"


def test_a_longer_place_name_that_begins_like_a_found_name_stays() -> None:
    assert mask("我叫高平，家住高平市。") == "我叫高**，家住高平市。"


def test_a_whole_message_keeps_everything_but_the_person() -> None:
    text = (
        "我叫赵晓峰，身份证220104198001011234，电话１３９００００１１１１，住绿园区春城街道12栋，2026年3月5日家中起火，"
        "2人受伤，损失35000元，已向市消防救援支队（0431-88990011）报警，案号吉公（绿）字〔2026〕第88号。"
    )
    assert mask(text) == (
        "我叫赵**，身份证220***************，电话139****1111，住绿园区春城街道12栋，2026年3月5日家中起火，"
        "2人受伤，损失35000元，已向市消防救援支队（0431-********）报警，案号吉公（绿）字〔2026〕第88号。"
    )


PIECES = st.sampled_from([text for text, _ in MASKED.values()] + [text for text in UNTOUCHED if text])


@given(st.lists(PIECES, min_size=1, max_size=6))
def test_masking_twice_changes_nothing_more(pieces: list[str]) -> None:
    once = mask("。\n".join(pieces))
    assert mask(once) == once
    assert not has_private(once)


@given(st.text(max_size=80))
def test_any_text_can_be_masked(text: str) -> None:
    assert has_private(text) == (mask(text) != text)


@pytest.mark.parametrize(
    "top",
    [
        "机密★1年\n关于某事的报告",
        "秘密★",
        "绝密\n报告",
        "密级：机密\n正文",
        "000012\n机 密★长期\n文件",
        "绝密★启用前",
    ],
)
def test_a_marked_paper_is_refused(top: str) -> None:
    assert refuse_marked(top)


@pytest.mark.parametrize(
    "text",
    [
        "关于保守商业秘密的通知",
        "网传“绝密文件”系谣言",
        "机密泄露案一审宣判",
        "报告\n" + "正文。" * 200 + "\n秘密★1年",
    ],
)
def test_an_unmarked_paper_is_not_refused(text: str) -> None:
    assert not refuse_marked(text)


@pytest.mark.parametrize("most", range(1, 40))
def test_a_cut_never_leaves_a_part_of_a_number_that_masking_no_longer_knows(most: int) -> None:
    text = "家长请拨13812345678，或身份证220104199001011234。"
    shown = head(text, most)
    assert text.startswith(shown) and len(shown) <= most
    assert "138123" not in mask(shown) and "220104" not in mask(shown)


def test_a_cut_beside_what_masking_replaces_takes_every_character() -> None:
    assert head("请拨13812345678，谢谢", 13) == "请拨13812345678"
    assert head("短", 5) == "短" and head("没有号码的一句话", 4) == "没有号码"


def test_a_long_row_of_letters_takes_no_longer_than_it_is_long() -> None:
    def seconds(length: int) -> float:
        begun = time.perf_counter()
        mask("1a" * length + " 联系 zhang.san@mail.example.cn")
        return time.perf_counter() - begun

    seconds(10)
    assert seconds(100_000) < 5, "a picture that is pasted as letters is as long"

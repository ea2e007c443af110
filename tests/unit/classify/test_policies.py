"""Which policies of a watch list a text speaks of: by number, title, short name or key terms, and by no homonym of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from monitor.classify.classifier import Classifier
from monitor.classify.lexicon import Lexicon
from monitor.classify.policies.mentions import Heard, Mention, PolicyFinder
from monitor.classify.policies.numbers import parse_number
from monitor.classify.policies.watch_list import PoliciesConfig
from monitor.item import item_from_json
from monitor.text.clean import clean_text
from tests.office import MORNING, HandClock

DAY = date(2026, 11, 24)
PLACES = frozenset({"长春", "长春市", "吉林省", "吉林市", "朝阳区", "沈阳", "沈阳市"})
POLICY: dict[str, Any] = {
    "id": "lifts",
    "title": "关于老旧住宅加装电梯资金补助的实施办法",
    "number": "长府办发〔2026〕88号",
    "issuer": "长春市人民政府办公厅",
    "lead": "市住房保障和房屋管理局",
    "issued": "2026-09-01",
    "in_force": {"from": "2026-10-01", "to": "2026-12-31"},
    "names": ["加梯新政"],
    "terms": {"加装电梯": 1, "补助标准": 1, "分摊": 1, "电梯广告": -2},
    "unless": ["写字楼"],
}


def finder(**changes: Any) -> PolicyFinder:
    return PolicyFinder(PoliciesConfig.model_validate({"policies": [POLICY | changes]}), PLACES)


def found(text: str, *, day: date = DAY, own: PolicyFinder | None = None, **said: Any) -> Mention | None:
    own, clean = own or finder(), clean_text(text)
    return next(iter(own.find(Lexicon(own.groups).find(clean), Heard(clean, day, **said))), None)


@pytest.mark.parametrize(
    "spelt",
    [
        "长府办发〔2026〕88号",
        "长府办发[2026]88号",
        "长府办发（2026）88号",
        "长府办发(2026)第88号",
        "长府办发【2026】88号",
        "长府办发﹝2026﹞88号",
        "長府辦發〔２０２６〕88號",
        "长府办发 〔2026〕 88 号",
        "长府办发2026年88号",
        "长府办发2026-88号",
        "长府办发〔2026〕088号",
    ],
)
def test_a_number_is_known_in_all_its_spellings(spelt: str) -> None:
    mention = found(f"有谁看过{spelt}文件")
    assert mention is not None and mention.how == "number"


@pytest.mark.parametrize(
    "text",
    [
        "长府办发〔2026〕188号",
        "长府办发〔2026〕8号",
        "长府办发〔2025〕88号",
        "吉政办发〔2026〕88号",
        "长府发〔2026〕88号",
        "住在88号楼的人家",
        "沈政办发〔2026〕88号说的加装电梯",
    ],
)
def test_another_papers_number_is_not_taken_for_it(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize("spelt", ["88号文", "2026年88号文件", "〔2026〕88号", "长府办发88号"])
def test_a_partial_number_counts_beside_a_key_term(spelt: str) -> None:
    assert found(f"按{spelt}来吧") is None
    mention = found(f"按{spelt}，我家加装电梯能领多少")
    assert mention is not None and mention.words[1] == "加装电梯"


def test_a_partial_number_far_from_every_key_term_is_some_other_papers() -> None:
    far = "按88号文件撤销了这个项目。" + "小区里还有别的事。" * 20 + "另外我家想加装电梯"
    assert found(far) is None


def test_a_policy_that_nothing_would_tell_is_refused() -> None:
    with pytest.raises(ValidationError, match="认不出"):
        finder(title="物业管理条例", number="", names=[], terms={})


def test_a_partial_number_of_another_office_or_year_counts_for_nothing() -> None:
    assert found("按沈政办发88号文，我家加装电梯能领多少") is None
    assert found("按2024年88号文件，我家加装电梯能领多少") is None


@pytest.mark.parametrize(
    "text",
    [
        "《关于老旧住宅加装电梯资金补助的实施办法》没看懂",
        "《老旧住宅加装电梯资金补助实施办法》没看懂",
        "市政府印发的《关于老旧住宅加装电梯资金补助的实施办法》没看懂",
        "长春市人民政府办公厅关于老旧住宅加装电梯资金补助的实施办法怎么理解",
        "吉林省长春市发布老旧住宅加装电梯资金补助实施办法",
        "《關於老舊住宅加裝電梯資金補助的實施辦法》",
        "《关于老旧住宅加装电梯资金补助的实施办法》（长府办发〔2026〕88号）",
    ],
)
def test_a_title_is_known_with_and_without_its_little_words(text: str) -> None:
    mention = found(text)
    assert mention is not None and mention.is_named


@pytest.mark.parametrize(
    "text",
    [
        "吉林市政府印发的《关于老旧住宅加装电梯资金补助的实施办法》",
        "《沈阳市关于老旧住宅加装电梯资金补助的实施办法》",
        "朝阳区出台《关于老旧住宅加装电梯资金补助的实施办法》",
        "国务院《关于老旧住宅加装电梯资金补助的实施办法》",
        "《关于老旧住宅加装电梯资金补助的实施办法》（吉政办发〔2025〕7号）",
        "《关于老旧住宅加装电梯资金补助的实施意见》",
    ],
)
def test_the_same_title_of_another_office_is_another_paper(text: str) -> None:
    assert found(text) is None


def test_a_short_name_is_known_and_not_where_it_is_another_citys() -> None:
    mention = found("加梯新政到底咋回事")
    assert mention is not None and mention.because == "简称“加梯新政”"
    assert found("沈阳加梯新政到底咋回事") is None


def test_what_lies_elsewhere_is_ours_only_by_its_number() -> None:
    assert found("加梯新政到底咋回事", local=False) is None
    assert found("长府办发〔2026〕88号到底咋回事", local=False) is not None


def test_key_terms_count_together_where_they_stand_near_each_other() -> None:
    mention = found("我们楼加装电梯，一楼要不要分摊")
    assert mention is not None and mention.how == "terms" and not mention.is_named
    assert found("我们楼想加装电梯") is None
    assert found("我们楼想加装电梯。" + "小区里还有别的事。" * 40 + "水费怎么分摊") is None


def test_of_a_term_within_a_longer_one_only_the_longer_is_said() -> None:
    own = finder(terms={"加装电梯": 1, "电梯": 1, "补助标准": 1})
    assert found("我们楼想加装电梯", own=own) is None
    assert found("加装电梯的补助标准是多少", own=own) is not None


def test_terms_that_speak_against_and_words_that_exclude_are_heeded() -> None:
    assert found("加装电梯的电梯广告收入怎么分摊") is None
    assert found("写字楼加装电梯如何分摊") is None


def test_terms_count_only_in_a_matter_and_a_name_counts_in_any_text() -> None:
    assert found("加装电梯如何分摊", relevant=False) is None
    assert found("加梯新政如何分摊", relevant=False) is not None


def test_a_policy_is_followed_from_before_it_comes_out_until_after_it_ends() -> None:
    text = "加梯新政到底咋回事"
    assert found(text, day=date(2026, 8, 10)) is not None
    assert found(text, day=date(2026, 7, 1)) is None
    assert found(text, day=date(2027, 3, 1)) is not None
    assert found(text, day=date(2027, 6, 1)) is None


def test_a_number_is_read_only_in_the_form_of_an_official_one() -> None:
    assert str(parse_number("长府办发〔2017〕54号")) == "长府办发〔2017〕54号"
    assert parse_number("第54号文") is None


def said_of(classifier: Classifier, text: str, **fields: Any) -> dict[str, Any]:
    given = {
        "id": "1",
        "title": "",
        "text": text,
        "source_kind": "forum",
        "published_at": MORNING,
    } | fields
    return classifier.classify(item_from_json(given), HandClock().now()).to_json()


def test_an_item_that_names_a_followed_policy_is_of_the_first_focus_and_says_why(
    classifier: Classifier,
) -> None:
    result = said_of(classifier, "长春市供热计量新规里的基本热费怎么算？看了三遍没看懂")
    assert [(p["id"], p["because"], p["asks"]) for p in result["policies"]] == [
        ("heat-metering-2026", "简称“供热计量新规”", True)
    ]
    assert result["focus"] == "major_decision"
    assert "重大决策落实：《长春市居民住宅供热计量收费实施办法》，简称“供热计量新规”" in result["reasons"]
    assert not any(r.startswith("群众切身利益") for r in result["reasons"])


def test_an_ordinary_complaint_of_cold_rooms_speaks_of_no_policy(classifier: Classifier) -> None:
    result = said_of(classifier, "长春市朝阳区家里暖气不热，热费都交了，供热公司一直没人来看")
    assert result["policies"] == [] and result["focus"] == "vital_interest"

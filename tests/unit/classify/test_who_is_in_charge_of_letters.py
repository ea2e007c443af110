"""Who is in charge of a letter is told by a model that has read letters, beside the words of the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import Classifier
from monitor.classify.lexicon import Hits
from monitor.classify.organs.matter import Matter
from monitor.classify.organs.organ_odds import ORGAN_PARTS
from monitor.classify.organs.routing import Router
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.result import Classification
from monitor.classify.scoring.learnt import Heard, Panel
from monitor.classify.scoring.subject_model import OrganMargins, Subject, SubjectModel
from monitor.config_file import read
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
WEIGHTS = dict(zip(ORGAN_PARTS, (1.0, -1.0, 0.1, 1.0, 1.0, 0.5), strict=True))


def said(classifier: Classifier, text: str, source_kind: str = "hotline") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=source_kind, published_at=NOW), NOW)


def test_letters_that_hold_a_matter_are_asked_who_is_in_charge_and_nothing_else_is(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts: list[str] = []
    letters: list[str] = []
    of_posts, of_letters = SubjectModel.read, Panel.in_charge

    def noting(self: SubjectModel, texts: list[str]) -> list[Subject]:
        posts.extend(texts)
        return of_posts(self, texts)

    def noting_too(self: Panel, heard: Heard, texts: list[int]) -> list[Subject]:
        letters.extend(kinds[n] for n in texts)
        return of_letters(self, heard, texts)

    monkeypatch.setattr(SubjectModel, "read", noting)
    monkeypatch.setattr(Panel, "in_charge", noting_too)
    text = "老板拖了仨月工钱，一问就是再等等，请领导过问"
    kinds = ["news", "hotline", "forum", "mailbox", "social", "mailbox"]
    texts = [text] * 4 + ["晚上炖了排骨，孩子吃了两碗饭，真香", "红旗街路口两车相撞，司机当场身亡"]
    items = [
        Item(str(n), "", told, source_kind=kind, published_at=NOW)
        for n, (told, kind) in enumerate(zip(texts, kinds, strict=True))
    ]
    results = classifier.classify_batch(items, NOW)
    assert [r.relevant for r in results] == [True] * 4 + [False, True]
    assert (posts, letters) == ([text], ["hotline", "mailbox"])


def test_the_class_of_a_letter_is_named_by_what_was_learnt_from_letters(classifier: Classifier) -> None:
    text = "烤鸡切开里头是馊的，店家让我自认倒霉，请市领导过问"
    as_letter, as_post = said(classifier, text), said(classifier, text, "social")
    assert "全文词义" not in as_letter.reasons[1]
    assert as_letter.category_scores != as_post.category_scores


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        (
            "您好，我家楼下那家烧烤店每天晚上十点以后把桌椅摆到人行道上，一直吵到凌晨两三点，老人孩子都没法睡，"
            "物业说他们没有执法权，打过几次电话来人看看就走了，希望有关部门能彻底管一管。",
            "市城市管理局",
        ),
        (
            "我在这家公司上了两年班，一直没给交社保，去年十月离职到现在还有两个月工资没结清，"
            "老板电话不接微信拉黑，请帮我们这些打工的讨个说法。",
            "市人力资源和社会保障局",
        ),
        (
            "孩子在区里一所公办小学上二年级，这学期开始每周收三十块的资料费，不交的被单独叫到前面，"
            "家长群里没人敢说话，请核实有没有依据。",
            "市教育局",
        ),
    ],
)
def test_who_is_in_charge_of_a_letter_is_told_by_what_all_of_it_means(
    classifier: Classifier, text: str, organ: str
) -> None:
    assert said(classifier, text, "hotline").organs[0] == organ


def test_a_letter_of_a_line_goes_by_the_words_of_the_office() -> None:
    subject = Subject({}, OrganMargins.of({"sport": 9.0, "forestry": 0.0}))
    plain = {"organ:0": Hits(8.0, ["公园"])}
    office = OrgansConfig.model_validate(
        {
            **read(CONFIG / "organs.yaml", OrgansConfig).model_dump(),
            "topics": [{"lead": "forestry", "strong": ["公园"]}],
        }
    )
    own = Router(office, read(CONFIG / "taxonomy.yaml", TaxonomyConfig), letters=WEIGHTS)
    line = Matter("", subject=subject, found=plain, text="公园的健身器材坏了", letter=True)
    assert own.route(line).lead == "市林业和园林局"
    assert own.route(replace(line, text="公园的健身器材坏了" * 5)).lead == "市体育局"


@pytest.mark.parametrize(
    ("kind", "text", "lead"),
    [
        ("hotline", "公交车司机晕了车撞上护栏人都倒了", "市交通运输局"),
        ("mailbox", "自来水喝完一楼人都拉肚子送医院了", "市卫生健康委员会"),
    ],
)
def test_it_helps_also_where_words_name_the_organ_of_a_letter_of_a_line(
    classifier: Classifier, kind: str, text: str, lead: str
) -> None:
    item = Item("1", "", text, source_kind=kind, published_at=NOW)
    [said] = classifier.classify_batch([item], NOW)
    acting = {"traffic_accident": "市公安局交通警察支队", "food_poisoning": "市市场监督管理局"}
    assert said.emergency_unsure
    assert said.organs[0] == lead
    assert acting[str(said.emergency)] in said.organs


def test_the_words_that_spoke_for_the_organ_are_told_as_they_stand(classifier: Classifier) -> None:
    text = "花了大价钱，东西用两天就散架了，店家让我自认倒霉，打电话也没人接，请市领导过问一下这个事情"
    reason = next(r for r in said(classifier, text).reasons if r.startswith("回应主体："))
    assert "市市场监督管理局" in reason
    assert "“店家”" in reason


def test_an_office_with_a_category_model_of_its_own_hears_the_same(classifier: Classifier) -> None:
    text = "楼上棋牌室一宿宿推牌九，输急眼了还干仗，报了几次也没人管，请领导帮忙解决一下"
    heard = classifier._models
    own = Panel(replace(heard, category=heard.triage))
    usual = Panel(heard)
    grams = classifier._alphabet.grams([text])
    [mine], [theirs] = (panel.in_charge(panel.ask(grams), [0]) for panel in (own, usual))
    assert mine.organs.values == pytest.approx(theirs.organs.values, abs=1e-4)
    assert mine.why("organ:police") == theirs.why("organ:police") != []
    assert not mine.why("organ:martians")

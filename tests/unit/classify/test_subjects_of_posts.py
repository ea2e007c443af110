"""What a post is about, its class and who is in charge, is told by a model that has read posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.classify.category.post_naming import Post, PostNamer
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import Classifier
from monitor.classify.lexicon import Hits
from monitor.classify.organs.matter import Matter
from monitor.classify.organs.organ_odds import ORGAN_PARTS
from monitor.classify.organs.routing import Router
from monitor.classify.organs.table import OrgansConfig
from monitor.classify.result import Classification
from monitor.classify.scoring import subject_model
from monitor.classify.scoring.learnt import Learnt
from monitor.classify.scoring.subject_model import OrganMargins, Subject, WordTable
from monitor.config_file import read
from monitor.errors import MonitorError
from monitor.item import Item

CONFIG = Path(__file__).resolve().parents[3] / "config"
NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)


def said(classifier: Classifier, text: str, source_kind: str = "social") -> Classification:
    return classifier.classify(Item("x", "", text, source_kind=source_kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    ("text", "category", "organ"),
    [
        ("又没水了，这个月第五次，也不说几点来，家里有老人没法弄", "城乡建设", "市水务局"),
        ("六楼棋牌室一宿宿推牌九，输急眼了还干仗", "政法", "市公安局"),
        ("买的烤鸡切开里头是馊的，店家让我自认倒霉", "卫生计生", "市市场监督管理局"),
        ("班主任周末在家开小灶收钱，不去的孩子坐最后一排，没人管", "教育文体", "市教育局"),
        ("老板拖了仨月工钱，一问就是再等等，年都没法过", "劳动和社会保障", "市人力资源和社会保障局"),
        ("机顶盒天天转圈，宽带说是千兆的，测出来连一百都不到", "科技与信息产业", "吉林省通信管理局"),
    ],
)
def test_a_post_is_named_by_what_its_words_mean(
    classifier: Classifier, text: str, category: str, organ: str
) -> None:
    found = said(classifier, text)
    assert found.relevant
    assert (found.category, found.organs[0]) == (category, organ)


def test_the_words_that_decided_are_told_where_they_stand(classifier: Classifier) -> None:
    text = "老板拖了仨月工钱，一问就是再等等，年都没法过"
    found = said(classifier, text)
    assert "工钱" in next(reason for reason in found.reasons if reason.startswith("类别："))
    assert "工钱" in {cited.quote for cited in found.reason_spans}
    for cited in found.reason_spans:
        assert text[cited.place.start : cited.place.end] == cited.quote


def test_words_of_an_organ_that_the_model_does_not_know_tell_where_it_is_unsure(router: Router) -> None:
    known = {"police": 0.1, "market": 0.0, "health": 0.0}
    office = OrgansConfig.model_validate(
        {
            **read(CONFIG / "organs.yaml", OrgansConfig).model_dump(),
            "topics": [{"lead": "state_assets", "strong": ["老厂"]}],
        }
    )
    own = Router(office, read(CONFIG / "taxonomy.yaml", TaxonomyConfig), posts=WEIGHTS)
    unsure = Matter(
        "", subject=Subject({}, OrganMargins.of(known)), found={"organ:0": Hits(2.5, ["老厂"])}, text="老厂"
    )
    assert own.route(unsure).lead == "市国有资产监督管理委员会"
    unlike = replace(unsure, subject=Subject({}, OrganMargins.of(known | {"police": 9.0})))
    assert own.route(unlike).lead == "市公安局"


def test_what_only_the_model_of_alarms_hears_does_not_name_the_class(classifier: Classifier) -> None:
    found = said(classifier, "三个工友下去就没声了，第四个下去拉也倒了，现在还没拽出来")
    assert found.emergency_unsure
    assert not next(r for r in found.reasons if r.startswith("类别：")).endswith("依突发事件种类")


def test_an_emergency_that_words_name_still_names_the_class(classifier: Classifier) -> None:
    found = said(classifier, "红旗街路口两车相撞，司机当场身亡，路都堵死了")
    assert found.emergency == "traffic_accident"
    assert next(r for r in found.reasons if r.startswith("类别：")) == "类别：政法，依突发事件种类"


def posts_of(*margins: dict[str, float]) -> list[Post]:
    learnt = Learnt({"环境保护": 0.9, "城乡建设": 0.1}, 0.0, {}, {})
    return [Post(Subject(of, whys=lambda _: [["烧烤"]]), learnt) for of in margins]


def test_a_class_that_is_hardly_likelier_than_the_next_asks_for_a_person() -> None:
    namer = PostNamer(read(CONFIG / "taxonomy.yaml", TaxonomyConfig), subject_model.shipped())
    sure, unsure = map(
        namer.name, posts_of({"环境保护": 1.0, "城乡建设": -1.0}, {"环境保护": 0.0, "城乡建设": 0.0})
    )
    assert (sure.name, sure.uncertain) == ("环境保护", False)
    assert unsure.uncertain
    assert "存疑：概率" in unsure.reason


WEIGHTS = dict(zip(ORGAN_PARTS, (1.0, -1.0, 0.1, 1.0, 1.0, 0.5), strict=True))


@pytest.fixture(scope="module")
def router() -> Router:
    organs, taxonomy = (
        read(CONFIG / "organs.yaml", OrgansConfig),
        read(CONFIG / "taxonomy.yaml", TaxonomyConfig),
    )
    return Router(organs, taxonomy, posts=WEIGHTS)


def test_the_words_of_the_office_count_beside_the_model(router: Router, classifier: Classifier) -> None:
    subject = Subject({}, OrganMargins.of({"police": 1.0, "city_management": 0.0}))
    text = "早市占道没人管"
    found = classifier._lexicon.find(text, head=40)
    assert router.route(Matter("", subject=subject, text="在那儿")).lead == "市公安局"
    assert router.route(Matter("", subject=subject, found=found, text=text)).lead == "市城市管理局"


def test_where_the_office_lacks_the_organ_that_the_model_means_the_class_tells(router: Router) -> None:
    subject = Subject({}, OrganMargins.of({"police": 0.0, "martians": 9.0}))
    assert router.route(Matter("教育文体", subject=subject, text="在那儿")).lead == "市教育局"


def test_who_acts_in_an_emergency_that_is_only_heard_helps_whoever_is_in_charge_of_a_post(
    router: Router,
) -> None:
    subject = Subject({}, OrganMargins.of({"market": 5.0, "police": 0.0}))
    heard = Matter("", emergency="fire", unsure=True, subject=subject, text="在那儿")
    routed = router.route(heard)
    assert routed.lead == "市市场监督管理局"
    assert "市应急管理局" in routed.coordinating
    assert router.route(replace(heard, unsure=False)).lead == "市应急管理局"
    assert router.route(replace(heard, subject=None)).lead == "市应急管理局"


def test_where_only_the_class_names_an_organ_or_none_does_they_help_as_well(router: Router) -> None:
    subject = Subject({}, OrganMargins.of({"martians": 9.0}))
    heard = Matter("教育文体", emergency="fire", unsure=True, subject=subject, text="在那儿")
    assert router.route(heard).lead == "市教育局"
    for category in ("教育文体", ""):
        assert "市应急管理局" in router.route(replace(heard, category=category)).coordinating


def test_an_organ_of_which_the_model_is_unsure_asks_for_a_person(router: Router) -> None:
    unsure = router.route(
        Matter(
            "", subject=Subject({}, OrganMargins.of({"police": 0.1, "market": 0.0, "health": 0.0})), text="在"
        )
    )
    sure = router.route(
        Matter("", subject=Subject({}, OrganMargins.of({"police": 9.0, "market": 0.0})), text="在")
    )
    assert "把握不大，请人工核定" in unsure.reasons[0]
    assert "把握不大" not in sure.reasons[0]


def test_an_own_organ_that_words_name_plainly_goes_before_what_the_model_knows(router: Router) -> None:
    subject = Subject({}, OrganMargins.of({"police": 2.0}))
    plain = {"organ:0": Hits(8.0, ["国有资产"])}
    own = Router(
        OrgansConfig.model_validate(
            {
                **read(CONFIG / "organs.yaml", OrgansConfig).model_dump(),
                "topics": [{"lead": "state_assets", "strong": ["国有资产"]}],
            }
        ),
        read(CONFIG / "taxonomy.yaml", TaxonomyConfig),
        posts=WEIGHTS,
    )
    assert (
        own.route(Matter("", subject=subject, found=plain, text="国有资产")).lead
        == "市国有资产监督管理委员会"
    )
    assert router.route(Matter("", subject=subject, text="在那儿")).lead == "市公安局"


def test_words_that_speak_against_an_organ_do_not_speak_for_it(classifier: Classifier) -> None:
    assert said(classifier, "部队家属院的暖气坏了一个月没人管").organs[:1] != ("长春警备区",)


def test_a_class_of_an_offices_own_names_posts_as_well(config_dir: Path) -> None:
    path = config_dir / "taxonomy.yaml"
    own = "- {name: 养宠管理, trained: false, seeds: [狗证, 遛狗不牵绳, 烈性犬, 犬只扰民]}\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + own if text.endswith("\n") else f"{text}\n{own}", encoding="utf-8")
    assert (
        said(Classifier.load(config_dir), "小区遛狗不牵绳没人管，烈性犬到处跑，狗证也不查").category
        == "养宠管理"
    )


def test_the_words_that_are_told_stand_in_the_text_and_each_once() -> None:
    texts = [
        "漏水漏水还是漏水，楼上漏了三年，物业不管，物业说找楼上",
        "老板拖了仨月工钱",
        "",
        "食堂的饭是馊的",
    ]
    subjects = subject_model.shipped().read(texts)
    told = [list(subject.why("class:城乡建设")) for subject in subjects]
    assert "物业" in told[0]
    assert all(
        len(set(words)) == len(words) and all(w in text for w in words)
        for words, text in zip(told, texts, strict=True)
    )
    assert told[2] == [] == subjects[0].why("organ:martians")
    assert subject_model.shipped().read([]) == []


def test_a_word_is_heard_by_its_vector_and_rare_words_more_than_common_ones() -> None:
    table = WordTable(
        ["的", "漏水"],
        np.array([[100], [100]], dtype=np.int8),
        np.array([0.01], dtype=np.float32),
        np.array([0.1, 1.0], dtype=np.float32),
    )
    heard = [table.heard("漏水的"), table.heard("别的"), table.heard("无")]
    assert heard == [[1, 0], [0], []]
    margins = table.say(heard)[:, 0]
    assert margins[1] == pytest.approx(1.0)
    assert margins[0] == pytest.approx(1.1 / np.hypot(1.0, 0.1))
    assert margins[2] == 0.0


def test_a_model_without_its_weights_is_refused(tmp_path: Path) -> None:
    path = Path(subject_model.__file__).parents[1] / "model" / "posts.npz"
    (tmp_path / "subjects.npz").write_bytes(path.read_bytes())
    with pytest.raises(MonitorError, match="清单不完整"):
        subject_model.load(tmp_path / "subjects.npz")

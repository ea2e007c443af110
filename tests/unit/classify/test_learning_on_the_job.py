"""What officers correct again and again is learnt by the words that the corrections share, of posts and letters, and nothing else by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import Classifier
from monitor.classify.learning.comparison import NO_MATTER, FixedSet, fixed_set
from monitor.classify.learning.examples import Example, is_kept_out
from monitor.classify.learning.on_the_job import LeftAlone, OfficerWord, Practice, Taught, teach
from monitor.classify.learning.renewal import Lessons, Renewed, renew
from monitor.classify.result import Classification
from monitor.classify.scoring import artefact
from monitor.classify.scoring.correction_words import NOTHING_SAID, CorrectionWords
from monitor.classify.scoring.grams import Alphabet
from monitor.config_file import read
from monitor.errors import MonitorError
from monitor.item import Item

NOW = datetime(2026, 11, 20, 6, tzinfo=UTC)
CONFIG = Path(__file__).resolve().parents[3] / "config"
STUDY = [
    "自习室的月卡说停就停，老板电话打不通，六百块钱打水漂了",
    "红旗街那家共享自习室换老板不认旧卡，次卡全作废",
    "自习室灯光闪得眼睛疼，跟店员说了三次没人修",
    "自习室装修味儿特别大，坐一上午头疼，也没个检测报告",
    "考研的自习室涨价没通知，续费比原来贵一倍",
    "自习室的插座冒火花，管理员说将就用",
]
LATER = [
    "自习室又换地方了，老会员过去要补差价，不补就不让进",
    "自习室空调漏水淋了我一书包，让我自认倒霉",
    "楼下开了家自习室，说好试坐三天不满意就退，结果不给退",
]
GAME = [
    "王者排位又被队友坑了，举报了三次没人管，客服装死",
    "王者更新完天天闪退，投诉了也没人理，充的钱打水漂了",
    "王者新皮肤涨价了还这么丑，退钱退钱，找谁评理",
    "王者匹配机制太垃圾，连跪八把，没人管管吗",
]
ROOMS = [f"{place}自习室{what}" for place in ("东街", "西街") for what in (
    "插座坏了三天没人修", "厕所堵了", "说好的空调不开", "半夜有人打呼噜", "押金退得慢",
)]  # fmt: skip
OTHERS = [
    "又没水了，这个月第五次，也不说几点来，家里有老人没法弄",
    "六楼棋牌室一宿宿推牌九，输急眼了还干仗",
    "班主任周末在家开小灶收钱，不去的孩子坐最后一排，没人管",
    "红旗街路口两车相撞，司机当场身亡，路都堵死了",
]


def post(text: str, kind: str = "social") -> Item:
    return Item(text[:8], "", text, source_kind=kind, published_at=NOW)


def practice(
    texts: Sequence[str], field: str, right: str, seen: Sequence[LeftAlone] = (), kind: str = "social"
) -> Practice:
    return Practice(
        tuple(OfficerWord(post(text, kind), field, right) for text in texts),
        tuple(seen),
    )


def left_alone(classifier: Classifier, texts: Sequence[str]) -> list[LeftAlone]:
    """Posts as a classifier has them, left so by all who saw them."""
    ids = {name: ident for ident, name in classifier.organ_names.items()}
    return [
        LeftAlone(
            post(text),
            {"relevant": "yes", "category": s.category, "organ": ids[s.organs[0]]}
            if s.relevant
            else {"relevant": "no"},
        )
        for text, s in zip(texts, said(classifier, texts), strict=True)
    ]


def taught(classifier: Classifier, what: Practice) -> Classifier:
    """The same classifier once it has learnt."""
    found = teach(what, classifier, NOW)
    assert found is not None
    return with_words(classifier, found)


def with_words(classifier: Classifier, found: Taught) -> Classifier:
    return classifier.with_category(replace(artefact.shipped("category"), corrections=found.words))


def said(classifier: Classifier, texts: Sequence[str], kind: str = "social") -> list[Classification]:
    return classifier.classify_batch([post(text, kind) for text in texts], NOW)


@pytest.fixture(scope="module")
def of_class(classifier: Classifier) -> Classifier:
    return taught(classifier, practice(STUDY, "category", "商贸旅游"))


def test_posts_that_share_a_word_with_corrected_ones_get_their_class_and_the_reason_says_so(
    classifier: Classifier, of_class: Classifier
) -> None:
    assert [s.category for s in said(classifier, LATER)] == ["教育文体"] * 3
    found = said(of_class, LATER)
    assert [s.category for s in found] == ["商贸旅游"] * 3
    assert "类别：商贸旅游，据值班员更正，依词语“自习室”" in found[0].reasons[1]
    assert "自习室" in {cited.quote for cited in found[0].reason_spans}


def test_other_items_and_emergencies_stay_as_they_were(classifier: Classifier, of_class: Classifier) -> None:
    fire = "自习室昨晚着火，烧死两个学生，另有十多人受伤送医"
    texts = [*OTHERS, *GAME, fire]
    before, after = said(classifier, texts), said(of_class, texts)
    assert [replace(s, model="") for s in before] == [replace(s, model="") for s in after]
    assert after[-1].severity


@pytest.mark.parametrize("kind", ["hotline", "local_media"])
@pytest.mark.parametrize("right", ["商贸旅游", "经济管理"])
def test_letters_and_reports_learn_it_as_well_also_to_a_class_without_messages(
    classifier: Classifier, kind: str, right: str
) -> None:
    later = "自习室说好的靠窗座位被店员挪给别人，找了几次都没有答复，请帮助协调解决"
    assert said(classifier, [later], kind)[0].category != right
    found = taught(classifier, practice([*STUDY, *LATER], "category", right, kind=kind))
    [learnt] = said(found, [later], kind)
    assert learnt.category == right
    assert "据值班员更正，依词语“自习室”" in learnt.reasons[1]


@pytest.mark.parametrize(
    "letters",
    [
        [
            "小区门口的路灯坏了半年，晚上黑漆漆的",
            "隔壁小区有人养鸡，天不亮就打鸣",
            "烧烤摊摆在小区外面，满屋子油烟味",
            "孩子在小区被狗咬伤，狗主跑掉了",
        ],
        [
            "广场舞扰民，音响开到半夜",
            "工地连夜打桩扰民，墙都在抖",
            "狗叫扰民，主人不在家",
            "快递柜总是打不开",
            "路灯坏了半年",
            "烧烤摊满屋子油烟味",
            "公园湖水发臭",
            "理发店的卡退不掉",
            "河边树枝压断电线",
            "孩子没有分到书桌",
        ],
    ],
)
def test_what_letters_say_every_day_teaches_nobody_an_organ(
    classifier: Classifier, letters: list[str]
) -> None:
    assert teach(practice(letters, "organ", "commerce", kind="hotline"), classifier, NOW) is None


def test_who_is_in_charge_is_learnt_of_posts_letters_and_reports(classifier: Classifier) -> None:
    found = taught(classifier, practice(STUDY, "organ", "commerce", left_alone(classifier, OTHERS)))
    [learnt] = said(found, LATER[2:])
    assert learnt.organs[0] == "市商务局"
    assert "依值班员更正所学的词语“自习室”" in learnt.reasons[-1]
    lessons = teach(
        practice(STUDY[:5], "organ", "commerce", left_alone(classifier, [*STUDY[5:], LATER[1]])),
        classifier,
        NOW,
    )
    assert lessons is not None
    assert list(lessons.about["words"]) == ["回应主体 市商务局"]
    for kind in ("hotline", "local_media"):
        told = taught(classifier, practice([*STUDY, *LATER], "organ", "commerce", kind=kind))
        assert said(told, ["自习室办的卡没法用，也联系不上店家，" * 3], kind)[0].organs[0] == "市商务局", kind


def test_what_speaks_only_against_an_answer_turns_to_no_other(classifier: Classifier) -> None:
    """The organ or class that officers gave has left the tables since."""
    for kind in ("social", "hotline", "local_media"):
        before = said(classifier, LATER, kind)
        labels = [*(f"class:{s.category}" for s in before), *(f"organ:{o}" for o in classifier.organ_names)]
        labels = list(dict.fromkeys([*labels, "class:没有的类别", "organ:gone"]))
        weights = np.array(
            [[5.0 if "gone" in name or "没有" in name else -n - 1.0 for n, name in enumerate(labels)]]
        )
        keys = np.array([int(Alphabet().grams(["自习室"]).keys.max())])
        words = CorrectionWords(labels, keys, weights.astype(np.float32))
        after = said(with_words(classifier, Taught(words, {})), LATER, kind)
        assert [(s.category, s.organs) for s in after] == [(s.category, s.organs) for s in before]


def test_what_is_no_matter_is_learnt_unless_a_rule_decides(classifier: Classifier) -> None:
    later = "王者又崩了，登不上去，周末就指着这个活，也不给个说法"
    assert said(classifier, [later])[0].relevant
    found = taught(classifier, practice(GAME, "relevant", "no", left_alone(classifier, OTHERS)))
    [learnt] = said(found, [later])
    assert not learnt.relevant
    assert learnt.reasons[0].startswith("不相关：模型判断，据值班员更正")
    assert "王者" in learnt.reasons[0]
    [stabbed] = said(found, ["打王者输急眼了，网吧里有人拿刀把队友捅了，流了一地血，救护车刚拉走"])
    assert stabbed.relevant


def test_what_is_a_matter_is_learnt_as_well(classifier: Classifier) -> None:
    missed = [
        "今天的减脂餐是番茄龙利鱼，卡路里不到四百，姐妹们冲",
        "减脂餐吃到第三周，裤子松了一圈，开心",
        "自制减脂餐教程来啦，鸡胸肉这样做不柴",
        "减脂餐打卡第13天，没忍住多吃了半碗饭，明天继续",
    ]
    assert not any(s.relevant for s in said(classifier, missed))
    found = taught(classifier, practice(missed, "relevant", "yes"))
    [learnt] = said(found, ["减脂餐便当开团啦，一份二十八"])
    assert learnt.relevant
    assert "据值班员更正" in learnt.reasons[0]


def test_two_corrections_or_copies_of_one_teach_nothing(classifier: Classifier) -> None:
    assert teach(practice(STUDY[:2], "category", "商贸旅游"), classifier, NOW) is None
    copies = [STUDY[0] + end for end in ("", "。", "！", "啊", "…", "，气死了")]
    assert teach(practice(copies, "category", "商贸旅游"), classifier, NOW) is None


def test_what_officers_mostly_left_alone_is_not_learnt(classifier: Classifier) -> None:
    left = left_alone(classifier, ROOMS)
    assert teach(practice(STUDY[:4], "category", "商贸旅游", left), classifier, NOW) is None


def test_what_a_lesson_turned_and_officers_then_left_alone_does_not_unlearn_it(
    classifier: Classifier, of_class: Classifier
) -> None:
    left = left_alone(of_class, ROOMS)
    assert {one.stood["category"] for one in left} == {"商贸旅游"}
    again = taught(classifier, practice(STUDY, "category", "商贸旅游", left))
    assert [s.category for s in said(again, LATER)] == ["商贸旅游"] * 3


def test_confirmed_answers_teach_no_words(classifier: Classifier) -> None:
    assert teach(practice(STUDY, "category", "教育文体"), classifier, NOW) is None


def test_neither_places_nor_names_are_learnt(classifier: Classifier) -> None:
    texts = [
        "我叫张岚冰，朝阳区这边店里卖的肉不新鲜",
        "本人张岚冰在朝阳区，楼道堆满杂物",
        "朝阳区的我叫张岚冰，那个群里天天发广告",
    ]
    assert teach(practice(texts, "category", "民政"), classifier, NOW) is None


def test_a_full_name_that_the_dictionary_knows_is_a_name_all_the_same(classifier: Classifier) -> None:
    texts = ["教室漏雨，盼回复，王建国", "王建国：自来水停了三天了", "王建国说垃圾堆成山，求管"]
    assert teach(practice(texts, "category", "民政"), classifier, NOW) is None


def test_the_same_practice_gives_the_same_bytes(classifier: Classifier) -> None:
    what = practice(STUDY, "category", "商贸旅游", left_alone(classifier, OTHERS))
    content = artefact.shipped_path("category").read_bytes()
    first, again = (Lessons(what, classifier, NOW).beside(content) for _ in range(2))
    assert first == again != content
    assert artefact.unpack(artefact.uncorrected(first), "x").id == artefact.shipped("category").id


def test_what_was_learnt_lies_in_the_model_and_is_told_on_its_card(
    classifier: Classifier, tmp_path: Path
) -> None:
    lessons = Lessons(practice(STUDY, "category", "商贸旅游"), classifier, NOW)
    path = tmp_path / "m.npz"
    path.write_bytes(lessons.beside(artefact.shipped_path("category").read_bytes()))
    model = artefact.load(path)
    assert said(Classifier.load(CONFIG, path), LATER[:1])[0].category == "商贸旅游"
    assert model.manifest["on_the_job"]["corrections"] == {"relevant": 0, "category": 6, "organ": 0}
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(MonitorError):
        artefact.load(path)


def renewed(classifier: Classifier, what: Practice, fixed: FixedSet) -> Renewed:
    current = artefact.shipped("category")
    taxonomy = read(CONFIG / "taxonomy.yaml", TaxonomyConfig)
    content = artefact.shipped_path("category").read_bytes()
    return renew([], [], current, taxonomy, fixed, classifier, Lessons(what, classifier, NOW), content)


def test_corrections_alone_renew_the_model_in_use_and_the_comparison_holds_posts(
    classifier: Classifier, tmp_path: Path
) -> None:
    found = renewed(
        classifier,
        practice(STUDY, "category", "商贸旅游", left_alone(classifier, OTHERS)),
        fixed_set(tmp_path),
    )
    assert found.verdict.accepted
    assert "类别 商贸旅游 ← 自习室" in found.card
    assert "随附帖子对照集（是否政务事项及类别，整个程序） 1486 条上" in found.card
    assert "kept out of the submitted data" not in found.card
    kept = [word for word in STUDY if not is_kept_out(word)]
    assert found.manifest["on_the_job"]["corrections"]["category"] == len(kept)


def test_words_that_make_the_program_worse_are_refused(classifier: Classifier) -> None:
    posts = (
        *(Example(text, "教育文体", source_kind="social") for text in LATER),
        *(
            Example(text, NO_MATTER, source_kind="social")
            for text in ("晚上炖了排骨，真香", "今天天气真好，去公园遛弯")
        ),
    )
    fixed = FixedSet((), posts=tuple(posts))
    found = renewed(classifier, practice(STUDY, "category", "商贸旅游"), fixed)
    assert not found.verdict.accepted
    assert "随附帖子对照集" in found.verdict.sentence


def test_corrections_that_share_nothing_are_refused_with_a_sentence(
    classifier: Classifier, tmp_path: Path
) -> None:
    with pytest.raises(MonitorError, match=r"类别 2 条.*还没有可学的.*3 条以上"):
        renewed(classifier, practice(STUDY[:2], "category", "商贸旅游"), fixed_set(tmp_path))


def words_of(*grams: str) -> CorrectionWords:
    keys = [int(Alphabet().grams([gram]).keys.max()) for gram in grams]
    order = np.argsort(keys)
    weights = np.array([[2.0, 0.0], [0.0, -1.0]], dtype=np.float32)
    return CorrectionWords(["class:甲", "organ:乙"], np.array(keys)[order], weights[order])


def test_a_word_speaks_once_a_text_and_only_in_its_first_letters() -> None:
    found = words_of("自习室", "健身房").read(
        ["自习室对面还是自习室", "健身房和自习室", "路灯", "路" * 400 + "自习室"]
    )
    assert found[0].shifts == {"class:甲": 2.0}
    assert found[1].shifts == {"class:甲": 2.0, "organ:乙": -1.0}
    assert found[1].of("organ:") == {"乙": -1.0}
    assert found[1].why("class:甲") == ["自习室"]
    assert found[1].why("organ:乙") == [] == found[1].why("class:丙")
    assert found[2] is NOTHING_SAID is found[3]


def test_weights_that_do_not_fit_their_words_are_refused() -> None:
    with pytest.raises(ValueError, match="corrections"):
        CorrectionWords(["class:甲"], np.array([1, 2]), np.zeros((1, 1), dtype=np.float32))

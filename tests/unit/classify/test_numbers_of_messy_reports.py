"""Numbers as real posts and long reports tell them: nobody dead in plain words, shocks in a row, claims that are answered, and single victims."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 28, 6, tzinfo=UTC)


def _said(classifier: Classifier, text: str, kind: str = "portal") -> Classification:
    return classifier.classify(Item("1", "", text, source_kind=kind, published_at=NOW), NOW)


@pytest.mark.parametrize(
    "text",
    [
        "今天中午机修车间爆炸，伤了三个，都是皮外伤，死的没有。",
        "昨夜旅馆着火，送医院五个，都是呛着了，没死的。",
        "昨晚烤肉店煤气罐爆炸，幸好没闹出人命，店主手上烫了个泡。",
        "昨天下午县里地震，乡干部讲没死一个人，倒了十几间老房子。",
        "昨夜一家四口煤烟中毒，抢救到天亮，人都救过来了。",
        "今天上午公交车着火，跑得快，一个都没烧着。",
        "昨天工地塔吊倒了，没有伤的。",
        "今早货车冲进集市，撞烂几个摊子，没撞死人，两个摊主擦破点皮。",
        "昨天泥石流冲了半个村，人都撤了，没有死的也没有失踪的。",
        "昨夜烧炭取暖中毒，老少六口都抢救过来了。",
        "今天上午10时县城工地脚手架垮塌，3名工人受伤。除上述工人外，没有其他人员伤亡。",
    ],
)
def test_nobody_dead_in_plain_words_is_none(classifier: Classifier, text: str) -> None:
    assert _said(classifier, text).casualty("deaths") == 0


def test_not_one_of_many_is_hurt(classifier: Classifier) -> None:
    said = _said(classifier, "今早班车侧翻，车上二十多个学生，一个受伤的都没有。")
    assert said.casualty("injured") == 0


def test_what_one_place_of_several_is_spared_says_nothing_of_all(classifier: Classifier) -> None:
    said = _said(classifier, "昨晚面包车翻进沟里，剩下的三个人都救过来了。")
    assert said.casualty("deaths") is None


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("谁说没死人？昨晚厂里爆炸，我亲眼看见的。", None),
        ("昨晚厂里爆炸，外头都说没死人，其实死了一个师傅。", 1),
        ("第一次爆炸没有死人，第二次爆炸，三个人没跑出来，当场死亡。", 3),
        ("昨晚仓库火灾造成2人死亡，没有其他人员伤亡。", 2),
        ("昨晚面包车翻了，剩下的人都救过来了，司机没救过来。", 1),
    ],
)
def test_a_denial_that_nobody_makes_and_the_dead_told_beside_are_no_none(
    classifier: Classifier, text: str, deaths: int | None
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


@pytest.mark.parametrize(
    ("text", "magnitude"),
    [
        ("11月28日上午9时许，沙坝镇发生一次4.1级余震，两名清理危墙的村民被砖块砸伤。", 4.1),
        ("昨天县里发生地震，先是凌晨4时09分，4.7级，刚回屋，7时55分又来了一次，5.2级，倒了十几间房。", 5.2),
        ("刚才地震，自动测定是5.0级，正式的出来了4.7级。", 4.7),
        ("地震局自动测定28日11时发生4.8级左右地震。15时更新：正式测定为4.3级。", 4.3),
        ("又震了！手机先弹的5.1级，后来改成4.5级，震得吊灯直晃。", 4.5),
        ("昨天发生5.6级地震，随后记录到3.2级、3.6级两次余震。", 5.6),
        ("昨天发生5.6级地震，不排除近期发生6级左右余震。", 5.6),
    ],
)
def test_the_magnitude_is_that_of_the_main_shock_as_it_was_measured_last(
    classifier: Classifier, text: str, magnitude: float
) -> None:
    assert _said(classifier, text).magnitude == magnitude


def test_an_aftershock_that_may_come_has_no_magnitude(classifier: Classifier) -> None:
    assert _said(classifier, "昨天地震后，专家称可能发生5.5级余震，请勿返回危房。").magnitude is None


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("昨晚歌厅火灾遇难人数是7人。问：网上说死了十几个，请回应。区长：没有，7人就是7人。", 7),
        (
            "昨天网上流传的是“矿井爆炸死了三个”。县应急局通报，8人受伤，没有死亡。网上说的死了三个，"
            "后来查到是把外县的图片配上去的。",
            0,
        ),
        ("昨晚桥塌了，网友称砸死三个，县政府通报，桥上没有车，无人员伤亡。", 0),
    ],
)
def test_a_claim_that_is_answered_or_shown_to_be_pasted_together_kills_nobody(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


def test_a_claim_that_nobody_answers_stands(classifier: Classifier) -> None:
    assert _said(classifier, "昨晚饭店爆炸，网友称死了6个，官方还没公布。").casualty("deaths") == 6


def test_a_shop_called_by_a_certain_is_nobody_whom_a_fire_burnt(classifier: Classifier) -> None:
    said = _said(classifier, "网传某商场失火烧死人？昨晚商场楼顶着火，两辆消防车到场。")
    assert not said.casualty("deaths")


@pytest.mark.parametrize(
    ("text", "poisoned"),
    [
        (
            "昨天婚宴后多人腹泻，人民医院登记41个，中医院29人，县里说登记在册病例62人。",
            62,
        ),
        ("寿宴后客人上吐下泻，卫生院报就诊82人次，疾控中心核对后说，实际是71人。", 71),
        ("学校午餐后学生呕吐，就诊的学生229人，专家重新核对，定为病例的是142人。", 142),
        ("昨天5.5级地震后县医院收治38名伤员，为防止一氧化碳中毒，每顶帐篷都有人巡查。", None),
    ],
)
def test_those_poisoned_are_the_cases_that_were_registered_at_last(
    classifier: Classifier, text: str, poisoned: int | None
) -> None:
    assert _said(classifier, text).casualty("poisoned") == poisoned


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("山火里走散一个，昨天下午在一处崖脚找到他，人已经不在了。", 1),
        ("前天洪水冲走的老支书今早在下游找到了，人早没了。", 1),
        (
            "昨晚粮囤的毒气跑进西屋，爷爷和两个孙子都中毒。今早小的说肚子疼，中午就不行了。大的当天晚上在县医院走的。",
            2,
        ),
        ("昨天一家人吃野生菌中毒，老普的妻子送医途中呼吸停了。妻弟换了三次血浆，9日下午走的。", 2),
        ("昨天工地塌方，两个人埋进去，一个扒出来活着，一个扒出来就没气了。", 1),
        ("昨夜山洪，老周家四口冲走三口，今天上午陆续捞到，都没气了。", 3),
        ("昨天地震，二舅妈埋在房子下面，挖出来已经走了。", 1),
        ("昨夜厂房起火，就看门的老赵没跑出来，烧死了。", 1),
        ("昨晚洪水过后，郑某没了踪影，家人还在找。", None),
        ("昨晚着火，小的哭着喊妈妈，大的走得快，先跑出去报的警。", None),
    ],
)
def test_one_who_is_found_gone_or_who_went_in_hospital_is_dead(
    classifier: Classifier, text: str, deaths: int | None
) -> None:
    assert _said(classifier, text, "social").casualty("deaths") == deaths


@pytest.mark.parametrize(
    ("text", "evacuated"),
    [
        ("昨天加油站着火，疏散汽修厂、饭馆、旅社人员及过路司乘350余人。", 350),
        ("昨夜洪水漫堤，村里把河边的老人、孩子86人接到小学教室住下。", 86),
        ("昨天发生森林火灾，山下61户243人搬到村小住。", 243),
        ("昨晚化工厂爆燃，附近1200来号人连夜转到体育馆。", 1200),
        ("昨天地震后，紧急避险转移3000人，集中安置800人。", 3000),
        ("昨天县里发生4.9级地震，集中安置800人。", 800),
        ("昨天火灾后，消防出动12车60人，未造成人员伤亡。", None),
    ],
)
def test_those_who_were_taken_or_moved_elsewhere_are_evacuated(
    classifier: Classifier, text: str, evacuated: int | None
) -> None:
    assert _said(classifier, text).casualty("evacuated") == evacuated


def test_groups_of_one_list_share_the_word_behind_the_last(classifier: Classifier) -> None:
    said = _said(classifier, "昨天车间爆炸，造成厂方3人、保温队1人重伤，分别送往两家医院。")
    assert said.casualty("seriously_injured") == 4


def test_one_in_care_who_dies_comes_on_top_of_the_bodies(classifier: Classifier) -> None:
    text = (
        "昨天车间爆炸，清理出遗体11具，另有厂方3人、保温队1人重伤，分别送往两家医院。"
        "19时又通报，在市医院救治的那名保温工不治。"
    )
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.casualty("seriously_injured")) == (12, 3)


def test_one_badly_hurt_who_dies_by_name_is_hurt_no_more(classifier: Classifier) -> None:
    text = "昨天居民楼闪爆，男子王某伤情较重。\n今天更新：王某因伤势过重，抢救无效离世。"
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.casualty("seriously_injured")) == (1, None)


def test_the_dead_of_a_verdict_are_told_by_person_of_long_ago(classifier: Classifier) -> None:
    text = (
        "11月12日法院对被告人阳某失火一案宣判。法院查明，2月24日13时许，阳某乱丢烟头引发山火，"
        "村民肖某被烧断的枯木砸中头部，经抢救无效死亡。"
    )
    said = _said(classifier, text)
    assert (said.casualty("deaths"), said.severity) == (1, None)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("昨天渡口翻船，船上9个人，捞起来两个，还差一个没找着。", 1),
        ("昨夜山洪冲了营地，11人里9人获救，剩下两个大学生到今早还没消息。", 2),
        ("昨天山洪后失联的3名驴友今早自己走出来了，都平安。", 0),
        ("昨天傍晚地震，赶马的老汉上山去了，后山垮塌，人到今天下午没有找到。", 1),
        ("昨晚车祸，肇事司机弃车逃跑，人到今天下午没有找到。", None),
    ],
)
def test_one_who_is_not_found_is_missing_unless_he_fled(
    classifier: Classifier, text: str, missing: int | None
) -> None:
    assert _said(classifier, text).casualty("missing") == missing


def test_a_number_that_follows_from_others_is_no_supposition(classifier: Classifier) -> None:
    text = "昨天车间爆炸，区政府通报现场死亡6人。今天一名伤员死亡。按此推算，目前死亡人数为7人。"
    assert _said(classifier, text).casualty("deaths") == 7


def test_these_three_are_those_told_of_before(classifier: Classifier) -> None:
    text = "昨天澡堂锅炉爆炸，一个老爷子胳膊烫掉一层皮，一个小伙子脚底扎进玻璃，还有个男孩磕了头，这仨都在市医院。"
    assert _said(classifier, text).casualty("injured") == 3


@pytest.mark.parametrize(
    ("text", "deaths"),
    [
        ("昨天矿井透水，救援结束，被困8人，2人生还，其余遇难。", 6),
        ("昨天面包车坠崖，车上9人，除司机外都死了。", 8),
        ("昨天厂房爆炸，第五具遗体下午从废墟里清出来了。", 5),
        ("八旬翁葬身火场，昨天上午的山林火灾已扑灭。", 1),
        ("昨天锅炉爆炸，烧锅炉的没抢救过来，过路的祖孙俩被玻璃划伤。", 1),
        ("昨晚仓库爆炸，一个骑车的中年人被掀翻，没到医院就断气了。", 1),
    ],
)
def test_the_rest_of_the_trapped_and_people_called_by_their_work_are_counted(
    classifier: Classifier, text: str, deaths: int
) -> None:
    assert _said(classifier, text).casualty("deaths") == deaths


def test_those_who_were_laid_low_by_a_gas_are_poisoned(classifier: Classifier) -> None:
    said = _said(classifier, "昨天工人下污水井清淤，先后11人被熏倒，其中1人抢救无效死亡。")
    assert (said.casualty("poisoned"), said.casualty("deaths")) == (11, 1)


def test_those_who_did_not_fall_ill_are_no_cases(classifier: Classifier) -> None:
    text = "昨天敬老院晚饭后17位老人腹泻送医，未发病的44位老人转到另外两家机构。"
    assert _said(classifier, text).casualty("poisoned") == 17

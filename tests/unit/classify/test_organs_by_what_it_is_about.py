"""The organ in charge is told by what a letter is about, not by a landmark, a witness or a number in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.item import Item

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def lead(classifier: Classifier, text: str) -> str | None:
    item = Item("x", "", text, source_kind="hotline", published_at=NOW)
    return classifier.route(classifier.classify(item, NOW)).lead


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("门口那条路半夜还在施工作业，吵得睡不着，请城管管管", "市城市管理局"),
        ("公交站附近凌晨有渣土车来回跑，噪音很大", "市城市管理局"),
        ("家里孩子过马路太危险，学校门口的斑马线没有红绿灯", "市公安局交通警察支队"),
        ("一楼麻将馆靠近花坛，天天赌博到半夜，请民警查处", "市公安局"),
        ("凉塘路烂尾两年，货车绕行，什么时候能拉通", "市城乡建设委员会"),
        ("社区不给办准生证，老公户口在这边", "市卫生健康委员会"),
        ("车辆过户在哪里办？我户籍地在外地，凭身份证行吗", "市公安局交通警察支队"),
        ("过节时超市门口扒手多，建议加大反扒力度", "市公安局"),
        ("对公积金政策有疑问，公积金贷款额度为什么下调，我们农民工的血汗钱不够", "长春市住房公积金管理中心"),
        ("高铁线路离小区太近，高铁噪音谁来管", "中国铁路沈阳局集团有限公司长春站区"),
        ("本人身份证号220102，工资被老板拖欠半年，请求讨薪", "市人力资源和社会保障局"),
    ],
)
def test_a_letter_goes_to_whom_its_matter_belongs(classifier: Classifier, text: str, organ: str) -> None:
    assert lead(classifier, text) == organ


@pytest.mark.parametrize(
    ("text", "organ"),
    [
        ("小学作业太多，孩子写到半夜，老师还要家长批改", "市教育局"),
        ("公交站牌倒了，等车的人没地方站，公交车也不停", "市交通运输局"),
        ("小区楼盘烂尾三年，开发商跑路", "市住房保障和房屋管理局"),
        ("补办身份证要跑几趟派出所", "市公安局"),
        ("绿化带里的花坛没人浇水，树木都枯了", "市林业和园林局"),
    ],
)
def test_the_words_still_name_their_organ_where_the_matter_is_theirs(
    classifier: Classifier, text: str, organ: str
) -> None:
    assert lead(classifier, text) == organ


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("机械清完主路，雪都堆在人行道口和公交站台。建议清雪作业标准里把站台列为第一顺位。", "市城市管理局"),
        ("建议对持当日预约挂号单的老年人放行，别再限制他们早高峰乘坐轨道交通。", "市交通运输局"),
        ("我厂符合稳岗返还条件，系统却显示不在名单，文件到底以哪个为准？", "市人力资源和社会保障局"),
        ("市里说建“15分钟养老圈”，我们社区挂了牌子，门常年锁着，检查来了才开灯。", "市民政局"),
        ("交警罚我占用公交车道，可那路段早七点前不限行，请核实规定。", "市公安局交通警察支队"),
        ("千企上云补贴我们小厂看不明白，买服务器算不算？", "市工业和信息化局"),
        ("雪博会的雪雕好看，就是厕所难找、热水难寻，建议多设几个暖屋。", "市文化广播电视和旅游局"),
    ],
)
def test_what_everybody_calls_by_its_everyday_name_has_its_department(
    classifier: Classifier, text: str, lead: str
) -> None:
    item = Item("1", "", text, source="长春市市长信箱", source_kind="mailbox", published_at=NOW)
    assert classifier.classify(item, NOW).organs[:1] == (lead,)

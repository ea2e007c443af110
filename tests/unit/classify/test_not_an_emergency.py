from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.classify.result import Classification
from monitor.item import Item

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def judge(classifier: Classifier, text: str, title: str = "") -> Classification:
    return classifier.classify(Item("x", title, text, source_kind="forum", published_at=NOW), NOW)


NOTHING = [
    "长春今天热死了",
    "笑死人了哈哈哈哈",
    "累死我了，加班到十二点",
    "人民大街堵死了，堵了三十多分钟",
    "股市惨案，一夜亏了30个亿",
    "办事大厅三十多人排队，只开一个窗口",
    "小区死了两棵树没人管",
    "养死了30只羊，求赔偿",
    "化工厂排污，毒死了我家12头牛",
    "鱼塘死了三千多条鱼",
    "我家狗被车撞死了",
    "小区里流浪猫被毒死12只",
    "造成30人以上死亡的为特别重大事故",
    "根据《生产安全事故报告和调查处理条例》，造成10人以上30人以下死亡的为重大事故",
    "火灾逃生知识讲座将于周六举行",
    "交通意外险最高赔付30万元",
    "去年一场火灾烧死了12人，教训深刻",
    "三年前的那场火灾带走了31条生命",
    "应急演练：模拟商场火灾，造成3人死亡、10人受伤",
    "我市举行地震应急演练，模拟30人死亡",
    "电影《烈火英雄》讲述大火中32名消防员牺牲的故事",
    "游戏里一把火烧死了30个敌人，太爽了",
    "《三体》小说里死了三十多万人",
    "世界杯死亡之组：四支强队",
    "绝杀！第90分钟他杀死了比赛",
    "每年因吸烟死亡的有100万人",
    "真是九死一生",
    "生死时速，太刺激了",
    "三十六计走为上",
    "这家店的烤鱼好吃到爆炸",
    "三人行必有我师",
    "小区电动车乱停，万一着火要死人的",
    "如果发生火灾会死很多人",
    "房价要崩塌了，死了一大片中介",
    "老师打死都不承认",
    "手机没电了，死机三十多次",
    "一楼住户养了30多只鸡，死了十来只，臭死了",
    "辟谣：长春没有发生火灾死31人的事",
    "并非网传的死了30人，请大家不要恐慌",
    "火灾没有死那么多人，别瞎传",
    "朋友圈流传的火灾死30人是假消息",
    "庄稼全旱死了，三十多户人受损失",
    "蚊子咬死人了，一晚上咬了十几个包",
    "我爷爷今年去世了，丧葬费怎么领",
    "父亲因工伤死亡，2人抚恤金至今没发",
    "三十多人欠薪，再不给就死给你看",
    "冰雪大世界人气爆棚，挤死人了",
    "伤不起，这条路坑死了三十多个车胎",
    "死亡证明怎么开？需要3个人到场吗",
    "专家：心梗每年夺走54万人生命",
    "癌症一年夺走三百万人的生命",
    "大火的电视剧里死了12个人",
    "这病死亡率很高，10个人得了8个死",
    "村里去年死了五个老人，都没有地方下葬",
    "医保报销：住院死了人怎么办",
    "我们单位30人一个受伤的都没有，只要求发工资",
    "电信网络诈骗害死人，已有三十多人被骗",
    "狗咬伤3人没人管",
    "电梯困人一次",
    "地铁上踩死了三十多只蟑螂",
    "直播间秒杀30人得奖",
    "战争片里打死了三十多个鬼子",
    "股票跌死了，30人跳脚",
    "比赛中他一人干掉了12人，五杀超神",
    "刑法规定放火致人死亡的处十年以上有期徒刑",
    "保险条款：因火灾致3人以上死亡的不予赔付",
]

NOT_HERE_AND_NOW = [
    "全国每年约有20万人死于交通事故",
    "唐山大地震造成24万人死亡，今天我们纪念他们",
    "1994年吉林市博物馆火灾，2人死亡",
    "2010年商业大厦大火造成19人死亡，至今难忘",
    "今年以来全市共发生火灾210起，死亡12人，同比下降",
    "上半年全省道路交通事故死亡1200人",
    "印度一列火车脱轨 造成288人死亡",
    "美国拉斯维加斯枪击案致58人死亡",
    "土耳其地震死亡人数升至4万人",
    "被告人王某纵火烧死12人，一审被判死刑",
    "重大火灾案一审宣判，火灾造成31人死亡，18人获刑",
    "南京大屠杀死难者30万人国家公祭",
    "抗战中牺牲了30名战士的烈士陵园年久失修",
    "新冠疫情全球死亡人数超600万",
    "纪念“5·12”地震遇难69227人",
    "消防部门提示：近五年电动车火灾共致123人死亡",
    "三十年前那场洪水淹死了三千人",
]


@pytest.mark.parametrize("text", ["鸡场失火，烧死了3000只鸡，没有人员伤亡", "猪场着火烧死了1200头猪"])
def test_dead_animals_are_no_casualties_of_a_fire(classifier: Classifier, text: str) -> None:
    found = judge(classifier, text)
    assert (found.emergency, found.severity, found.casualty("deaths") or 0) == ("fire", "IV", 0)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_sounds_grave_is_no_emergency(classifier: Classifier, text: str) -> None:
    found = judge(classifier, text)
    assert (found.emergency, found.severity) == (None, None)


@pytest.mark.parametrize("text", NOT_HERE_AND_NOW)
def test_what_is_old_foreign_counted_or_judged_has_no_level(classifier: Classifier, text: str) -> None:
    assert judge(classifier, text).severity is None


@pytest.mark.parametrize(
    "text",
    [
        "网传绿园火灾死了三十多人系谣言，警方已辟谣",
        "经核实，网传“朝阳区爆炸致12人死亡”为不实信息",
        "辟谣：长春没有发生火灾死31人的事",
        "并非网传的死了30人，请大家不要恐慌",
        "朋友圈流传的火灾死30人是假消息",
    ],
)
def test_a_denied_figure_is_never_grave(classifier: Classifier, text: str) -> None:
    found = judge(classifier, text)
    assert (found.casualty("deaths"), found.track == "press_conference") == (None, False)

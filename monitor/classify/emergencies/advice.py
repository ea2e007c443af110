"""Advice on emergencies that have not happened: 科普, 提示, 遇到燃气泄漏怎么办. It tells what to do, and of nobody whom it befell."""

from __future__ import annotations

import re

_HEAD_CHARS, _LEAST_STEPS = 40, 2
_HEAD = re.compile(
    "科普|(?:安全|温馨|消费|健康|出行|防范|风险|食品|用气|用电)(?:小?贴士|提示|提醒|常识|知识|须知|指引)|小贴士|小知识|小常识|冷知识|误区|"
    "怎么[办救做防处辨预]|怎样(?:预防|防范|急救|自救|处[置理])|如何(?:预防|防范|避免|急救|自救|应对|处[置理]|辨别|正确|科学)|该(?:怎么|如何|怎样)|要注意(?:什么|啥|这)|(?:这|以下|牢记|记住|做到|必知)[几\\d一二三四五六七八九十]+(?:点|招|步|条|个)|"
    "谨防|警惕|严防|当心|小心|远离|别让|不可忽视|请收好|请查收|转给家人|为什么会|指南|手册|攻略|专家(?:解读|支招|释疑|提醒)|(?:疾控|消防|医生|专家|燃气公司|市场监管[局所]?|应急)(?:部门)?提[醒示]|提醒(?:您|你|广大|市民|大家)"
)
_STEPS = re.compile(
    "(?:应|要|须|需|请|可|必须|应当|务必|首先|先)(?:该)?(?:立即|及时|马上|第一时间|尽快|迅速|尽早|先|首先|注意|保持|打开|关闭|关阀|开窗|通风|煮熟|彻底|避免|拨打|就医|催吐|定期)"
    "|切勿|切忌|严禁|不要|不可|不能|不得|不宜|勿|不采|不买|不吃|不食用|建议|定期|拨打(?:急救|报警|燃气|\\d{3})|一旦(?:发现|发生|出现|闻到)|(?:如|若|如果|假如)(?:发现|发生|出现|遇|闻到|误食)|遇到[^，。；]{1,14}(?:时|，)|"
    "潜伏期|症状(?:主要)?(?:有|为|包括|表现)|表现为|容易(?:引起|导致|造成|发生|引发)|会(?:引起|导致|造成|引发|引爆)|可(?:引起|导致|致|引发)|含有|进入[^，。；]{0,6}高发|高发[期季]|易发|是指|主要[由是]"
)
# What has happened is told with its day, or with what came of it.
_HAPPENED = re.compile(
    "[昨今前][天日晚夜晨早](?![^，。；]{0,6}(?:提醒|提示|支招|介绍|解读|告诉|发布))|(?<!\\d)\\d{1,2}[日号](?!常)|刚刚|刚才|截至|近日[^，。；]{0,24}(?:发生|中毒|送医|住院)|[\\d一二两三四五六七八九十几数多百]+余?[人名](?:[^，。；]{0,10})(?:中毒|死亡|受伤|遇难|住院|送医|身亡|被送)|已致|造成[^，。；]{0,8}[\\d一二两三四五六七八九十]+[人死伤]|正在(?:扑救|抢救|救治|处置|调查)|"
    "我们?(?:小区|楼|家|村|单位|公司|孩子|学校)|我家|楼下|楼上|邻居|没人管|投诉|反映|一直没"
)


# 往年几乎每年都有学校因此出事，多的一次上百人住院: what happens year by year.
_YEAR_BY_YEAR = re.compile("(?:往年|每年|历年|年年)[^。；！？]*")


def is_advice(title: str, text: str) -> bool:
    """True where a headline (or an opening without one) counsels, the text gives steps or signs, and nothing is told to have happened."""
    head = title or text[:_HEAD_CHARS]
    if not _HEAD.search(head) or _HAPPENED.search(title) or _HAPPENED.search(_YEAR_BY_YEAR.sub("", text)):
        return False
    steps = {match[0] for match in _STEPS.finditer(text)}
    return len(steps) >= _LEAST_STEPS

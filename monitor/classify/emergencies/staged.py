"""A drill that is told as a scene and never called one: 云梯接下6名“被困者”，两名“伤员”头上缠着纱布，总指挥宣布科目全部完成."""

from __future__ import annotations

import re

_READ_CHARS = 700
_VICTIM = "伤[员者]|重伤员?|轻伤员?|被困[者人]员?|遇险[者人]员?|受困[者人]员?|死者|遇难者|落水者|中毒者|骨折|烧伤|昏迷|受伤|窒息"
_VICTIMS = re.compile(f"“(?:{_VICTIM})”")
_SO_CALLED = re.compile(
    f"“(?:{_VICTIM}|伤势[严较]重|孕妇|晕倒|昏倒|休克|明火|浓烟|大火|火源|泄漏点|死亡|中毒|(?:着火|起火|火情|火灾|险情|爆炸|坍塌|泄漏|地震)了?|歹徒|暴徒|劫匪)！?”"
)
_PLAYED = re.compile(
    "科目|讲评|点评|练兵|实战拉动|实兵|全要素|无脚本|双盲|(?:练|演)(?:上|了|过|一)[一两二三四五六七八九十几]?[回次遍场]|总指挥宣布|指挥员吹?|吹哨|按(?:照)?预案|预案|集结|用时|指定(?:路线|地点|位置|区域)|每(?:学期|季度|个?月|年)[^，。；]{0,8}?(?:练|演|次|回)|比(?:上一?次|去年)[^，。；]{0,8}(?:快|慢|缩短)|不为好看"
)
_FEWEST = 2
# 真的出了事: a drill that went wrong is none any more.
_FOR_REAL = re.compile("弄假成真|假戏真做|真的(?:受伤|出事|着火|起火|爆炸)|意外")


# 上述情况和数字均系导演组设定: what was told so far was made up for an exercise.
_MADE_UP = re.compile(
    "(?:上述|以上|文中|前述|所有)(?:的)?(?:灾情|情况|数[字据]|伤亡|情景|场景|内容|险情|特情|震情|地震|灾害|和|及|与|、){1,6}[^，。；]{0,4}?(?:系|为|是|由)[^，。；]{0,20}?(?:设定|虚拟|假设|想定)"
)


def is_staged(text: str) -> bool:
    """Whether the text says that all was made up, or those who are harmed are only called so, in quotation marks, and it speaks of an exercise."""
    if ("设定" in text or "虚拟" in text or "假设" in text or "想定" in text) and _MADE_UP.search(text):
        return True
    lead = text[:_READ_CHARS]
    if lead.count("“") < _FEWEST or len(_SO_CALLED.findall(lead)) < _FEWEST or _FOR_REAL.search(lead):
        return False
    return _VICTIMS.search(lead) is not None and _PLAYED.search(lead) is not None


# 三百个群众演员“死”在泥里，导演一喊停全都爬起来抢盒饭
_ACTED = re.compile("“(?:死|尸体|遗体|阵亡|中枪|中弹|死者|死人|伤[员者])(?:了|们)?”")
_ACTING = re.compile("群众演员|群演|喊停|开拍|收工|拍(?:完|了)?这场戏")


def is_acted(title: str, text: str) -> bool:
    """Whether those who are called dead, in quotation marks, play in a film."""
    lead = f"{title}\n{text[:_READ_CHARS]}"
    return "“" in lead and _ACTING.search(lead) is not None and len(_ACTED.findall(lead)) >= _FEWEST

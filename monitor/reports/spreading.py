"""The index of spreading in words: its columns, how it is counted, and each publication for programs."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.clock import rfc3339
from monitor.item import SOURCE_KIND_LABELS
from monitor.sla.milestones import KIND_LABELS
from monitor.sla.spreading import INTERPRETATION, TIERS, Sounding, Spread, Standing
from monitor.text.mask import mask

STANDING_LABELS: dict[Standing, str] = {
    "carried": "有转载",
    "not_carried": "未见转载",
    "running": "统计期内",
    "blind": "采集中断",
    "no_text": "无从比对",
}
HOW_LABELS = {"copy": "相似稿", "whole": "全文", "quote": "具名引用"}
PUBLICATION_LABELS = {
    **{kind: label for kind, label in KIND_LABELS.items() if kind != "report_up"},
    INTERPRETATION: "政策解读",
}
SPREADING_LABELS = {
    "total": "发布",
    **STANDING_LABELS,
    "carried_share": "转载率",
    "items": "转载条数",
    "outlets": "转载家次",
    **{f"items_{tier}": SOURCE_KIND_LABELS[tier] for tier in TIERS},
    "first_median_s": "首次转载用时中位数（小时）",
    "first_p90_s": "首次转载用时九成位（小时）",
    "views": "已知浏览量",
    "views_known": "浏览量已知条数",
    "interactions": "互动量",
    "talk": "同期同一事件其他条目",
    "talkers": "议论家次",
    "reached": "其中有转载",
    "reached_share": "触达率",
    "early": "早于登记的同文",
}
BY_SOURCE = (*(f"items_{tier}" for tier in TIERS), "views", "views_known", "interactions")
BY_TALK = ("talk", "talkers", "reached", "reached_share", "early")
"""Who carried, and whether it reached those who talked: the console shows these columns in tables of their own."""
SPREADING_METHOD = (
    "计入：案件登记的首发权威信息、新闻发布会、回应、持续发布，以及政策解读；撤销的、历史材料的不计。按登记的发布时间落在哪一天（北京时间）归期，截止日当天计入。",
    "转载：发布之后规定时长内（verification.yaml 的 spreading，随附 3 天）采集到的条目，原样出现发布稿的文字，才算：相似稿（与去重同一办法，伤亡数字、地点、日期不同的不算）、全文（发布稿大部分文字见于其中）、具名引用（写明发布单位或稿件标题，并有正文中连续 20 字以上原文）。只说同一件事、只转述大意、只给标题和链接的不算。",
    "只认新话：发布之前同一事件的条目或本案（同一政策）前次发布已经说过的文字，不作依据；发布稿没有一句新话的，列无从比对。",
    "原文：取送审定稿，其次登记网址留存的网页、核验找到的网页、同一网址采集到的条目；都没有的，列无从比对，不算未见转载。",
    "不计入转载：登记的网址本身、发布单位自己的网站和账号；热线、信箱不是传播渠道。",
    "采集中断：没有查到转载，而其间没有采集到任何条目，或信源中断的时间达到应听时间的一半（应听的是轮询的和有条目的信源，停用、删去的不再计中断）：无从得知，不算未见转载。",
    "发布 = 有转载 + 未见转载 + 统计期内 + 采集中断 + 无从比对；转载率 = 有转载 ÷（有转载 + 未见转载），四位小数。",
    "议论家次：截至规定时长末，就同一事件（同一政策）发声的媒体和账号（社交平台、论坛按账号计）；触达率 = 其中也转载了该次发布的 ÷ 议论家次，只计有转载、未见转载两类发布。",
    "首次转载用时自登记的发布时间至首条转载；只有日期的条目按采集时刻。浏览、互动为采集时的数，来源未提供的不计。",
    "早于登记的同文：登记的发布时间之前一天内已有同文，登记时间可能偏晚，供核对。",
    "截至：只采用截至时刻之前已记入系统的内容，以记录时间为准；统计口径和政策清单以现行配置为准。",
    "采集不到的（未列入信源的媒体、不公开的群组、图片和视频中的文字、改写转述）不在数内：本表是下限。本单位自定，不是政策时限，不计逾期。",
)


def spread_json(spread: Spread) -> dict[str, object]:
    """One publication for programs, with the items that each of its numbers counts; quotations are masked.

    ``talkers`` and ``reached`` hold one item of each outlet, the first.
    """
    p = spread.publication
    return {
        "publication": p.ref,
        "case": p.case_id,
        "number": p.number,
        "kind": p.kind,
        "organ": p.organ,
        "published_at": rfc3339(p.published_at),
        "url": p.url or None,
        "until": rfc3339(spread.until),
        "standing": spread.standing,
        "text": spread.proof or None,
        "first_s": spread.first_s,
        "outlets": len(spread.outlets),
        "carriers": [_sounding_json(c) for c in spread.carriers],
        "talk": [c.item for c in spread.talk],
        "talkers": [v.item for v in spread.voices],
        "reached": [v.item for v in spread.voices if v.outlet in spread.reached],
        "early": [c.item for c in spread.early],
        "own": [c.item for c in spread.own],
        "outages": [{"source": o.source, "seconds": o.seconds} for o in spread.hearing.outages],
    }


def spreads_json(spreads: Sequence[Spread]) -> list[dict[str, object]]:
    """Publications for programs, in their order."""
    return [spread_json(one) for one in spreads]


def _sounding_json(one: Sounding) -> dict[str, object]:
    return {
        "item": one.item,
        "at": rfc3339(one.told_at),
        "source_kind": one.tier,
        "how": one.how,
        "percent": one.percent,
        "quote": mask(one.quote),
        "views": one.views,
        "interactions": one.interactions,
    }

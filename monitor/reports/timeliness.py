"""The timeliness figures as JSON, CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from monitor.classify.result import SEVERITY_LABELS
from monitor.clock import rfc3339
from monitor.errors import UsageError
from monitor.reports.packing import printable, steady
from monitor.reports.spreading import (
    PUBLICATION_LABELS,
    SPREADING_LABELS,
    SPREADING_METHOD,
    STANDING_LABELS,
    spreads_json,
)
from monitor.sla.spreading import COLUMNS as SPREADING_COLUMNS
from monitor.sla.spreading import Spread
from monitor.sla.timeliness import PROOFS, UNNAMED
from monitor.sla.timeliness_table import COLUMNS, Row

FORMATS = ("json", "csv", "xlsx")
BY_LABELS = {
    "organ": "回应主体",
    "category": "类别",
    "severity": "事件等级",
    "policy": "政策",
    "case": "案件或政策",
    "kind": "发布种类",
    "publication": "发布",
    None: "范围",
}
COLUMN_LABELS = {
    "total": "应回应",
    "met": "按时",
    "late": "迟回应",
    "unanswered": "逾期未回应",
    "running": "办理中",
    "waived": "不予回应",
    "in_time_share": "按时率",
    "median_s": "用时中位数（小时）",
    "p90_s": "用时九成位（小时）",
    "past_at_upgrade": "升级时已过",
    "time_pending": "其中时刻待核",
    "substantive": "实质性回应",
    "procedural": "过程性答复",
    "met_substantive": "其中按时实质性",
    "met_procedural": "其中按时过程性",
    "found": "核验找到",
    "not_found": "核验未找到",
    "unreachable": "无法访问",
    "unchecked": "未核验",
    "found_share": "核验率",
}
INTERPRETING_LABELS = {
    "total": "应解读",
    "met": "按时",
    "late": "迟解读",
    "unanswered": "逾期未解读",
    "running": "待解读",
    "waived": "不需解读",
    "in_time_share": "按时率",
    "median_s": "用时中位数（小时）",
    "p90_s": "用时九成位（小时）",
}
ANSWER_COLUMNS = tuple(COLUMN_LABELS)[tuple(COLUMN_LABELS).index("substantive") :]
"""What was answered and whether it was found: the console shows these in a table of their own."""
METHOD = (
    "计入：公开时限中的首发权威信息（5小时）、新闻发布会（24小时）、回应（48小时），以规则库为准；每案每项只计规则指定的一条。",
    "不计入：历史材料、工单、本单位自定目标与持续发布提醒、已被替代的时限。",
    "归期：时限的起算时刻落在哪一天（北京时间），就归入哪一天；截止日当天计入。",
    "截至：只采用截至时刻之前已记入系统的内容，以记录时间为准，不以发布时间为准；重复计算结果相同。",
    "按时：公开发布时间不晚于到期时刻；迟回应：发布时间晚于到期时刻；逾期未回应：到期后仍未登记发布。",
    "升级时已过：定级升高时新时限已经过去的，单列，既不算按时也不算迟。",
    "时刻待核：起算只有日期、没有时刻的，确认之前不判为迟或逾期，暂列办理中。",
    "应回应 = 按时 + 迟回应 + 逾期未回应 + 办理中 + 不予回应 + 升级时已过；按时率 = 按时 ÷ 应回应，四位小数。",
    "性质：按登记时所选，经人工标注的以截至时刻的最后一次标注为准；“正在调查”属过程性答复，与实质性回应分列，均计入已回应。",
    "核验：系统自行到登记网址与本单位网站查找所登记的发布，任一处找到即为找到；均未找到、均无法访问、尚未查找的分列；核验率 = 找到 ÷ 已回应。转载另计，不影响核验率。",
    "用时自起算时刻至发布时刻；中位数遇偶数取中间两数平均；九成位取升序第 0.9n 个，有小数的进一（最近秩法）。",
)
ORDER_METHOD = (
    "本表为热线、信箱等渠道的工单，按 48 小时口径对照计算，仅供参考，不是政策考核数据。",
    "归期按受理时刻（北京时间）；用时自受理至答复；含导入的历史工单。",
    "截至：只采用截至时刻之前已记入系统的内容。",
)
INTERPRETING_METHOD = (
    "计入：系统提示的解读（不解增多、计划的解读节点），以及提示之前已登记的节点解读；按政策或牵头单位汇总。",
    "限期为本单位自定：不解增多的，自提示起 policies.yaml 的 interpret_within 之内；节点以计划当日为限。没有限期的不计迟。不是政策时限，不计入回应及时性。",
    "归期：提示作出（提示之前登记的，为解读发布）落在哪一天（北京时间），就归入哪一天；截止日当天计入。",
    "截至：只采用截至时刻之前已记入系统的内容，以记录时间为准；牵头单位与节点日期以现行清单为准。",
    "应解读 = 按时 + 迟解读 + 逾期未解读 + 待解读 + 不需解读；按时率 = 按时 ÷ 应解读，四位小数。不需解读须写明理由。",
    "用时自提示至解读发布；中位数、九成位算法与回应及时性相同。",
)
_SPANS = ("median_s", "p90_s", "first_median_s", "first_p90_s")
SHARES: dict[str, tuple[str, tuple[str, ...]]] = {
    "in_time_share": ("met", ("total",)),
    "found_share": ("found", PROOFS),
    "carried_share": ("carried", ("carried", "not_carried")),
    "reached_share": ("reached", ("talkers",)),
}
"""Each share with the column that it counts and the columns that it counts it in."""
_RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


What = Literal["cases", "work_orders", "interpretations", "spreading"]
_TITLES: dict[What, str] = {
    "cases": "政务舆情回应及时性",
    "work_orders": "工单答复及时性（对照）",
    "interpretations": "政策解读及时性",
    "spreading": "发布传播情况",
}
_METHODS: dict[What, tuple[str, ...]] = {
    "cases": METHOD,
    "work_orders": ORDER_METHOD,
    "interpretations": INTERPRETING_METHOD,
    "spreading": SPREADING_METHOD,
}


@dataclass(frozen=True, slots=True)
class TimelinessTable:
    """The figures of one period; ``what`` tells policy deadlines from work orders (工单), interpretations (解读) and spreading (传播)."""

    from_: date
    to: date
    by: str | None
    as_of: datetime
    rows: Sequence[Row]
    what: What = "cases"
    spreads: Sequence[Spread] = ()
    """Of the index of spreading the publications that its rows count."""

    @property
    def title(self) -> str:
        return _TITLES[self.what]

    @property
    def method(self) -> tuple[str, ...]:
        return _METHODS[self.what]

    @property
    def labels(self) -> dict[str, str]:
        """The columns that say something in this table."""
        if self.what == "spreading":
            return SPREADING_LABELS
        return INTERPRETING_LABELS if self.what == "interpretations" else COLUMN_LABELS

    @property
    def columns(self) -> tuple[str, ...]:
        """The codes of all columns, for programs."""
        return SPREADING_COLUMNS if self.what == "spreading" else COLUMNS

    @property
    def span_words(self) -> str:
        """Which days were asked for, and as of when."""
        day = "发布日期" if self.what == "spreading" else "起算日期"
        return f"{day} {self.from_} 至 {self.to}；截至 {rfc3339(self.as_of)}"

    @property
    def key_heading(self) -> str:
        if self.what == "interpretations" and self.by == "organ":
            return "牵头单位"
        return BY_LABELS.get(self.by, "范围")

    def to_json(self) -> dict[str, object]:
        told: dict[str, object] = {
            "from": self.from_.isoformat(),
            "to": self.to.isoformat(),
            "by": self.by,
            "as_of": rfc3339(self.as_of),
            "rows": list(self.rows),
        }
        return told | ({"publications": spreads_json(self.spreads)} if self.what == "spreading" else {})


def render_table(table: TimelinessTable, format: str) -> bytes:
    """Write the figures in one of ``FORMATS``; the same figures give the same bytes. Raises UsageError."""
    writers: dict[str, Callable[[TimelinessTable], bytes]] = {"json": _json, "csv": _csv, "xlsx": _xlsx}
    if format not in writers:
        raise UsageError("及时性报表的格式只能是 " + "、".join(FORMATS))
    return writers[format](table)


def key_label(key: str, by: str | None) -> str:
    """The key of a row as a person reads it."""
    if key == "all" and by is None:
        return "全部"
    if by == "severity":
        return SEVERITY_LABELS.get(key, "未定级")
    if by == "kind":
        return PUBLICATION_LABELS.get(key, key)
    return "未指明" if key == UNNAMED else key


def _json(table: TimelinessTable) -> bytes:
    return json.dumps(table.to_json(), ensure_ascii=False, indent=2).encode() + b"\n"


def _csv(table: TimelinessTable) -> bytes:
    """With a byte order mark, so that a spreadsheet takes it for UTF-8; the header holds the codes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow(["" if row[c] is None else harmless(row[c]) for c in table.columns])
    return out.getvalue().encode("utf-8-sig")


def harmless(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def _xlsx(table: TimelinessTable) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "传播" if table.what == "spreading" else "及时性"
    _fill_figures(sheet, table)
    if table.what == "spreading":
        _fill_publications(book.create_sheet("逐次发布"), table.spreads)
    _fill_method(book.create_sheet("口径说明"), table)
    book.properties.creator = table.title
    out = io.BytesIO()
    book.save(out)
    stamp = table.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return steady(out.getvalue(), stamp)


_HEAD = Font(name="宋体", bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="9E1B1B")
_BODY = Font(name="宋体")
_THIN = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _fill_figures(sheet: Worksheet, table: TimelinessTable) -> None:
    headings = [table.key_heading, *table.labels.values()]
    sheet.append([table.title])
    sheet.append([table.span_words])
    sheet.append(headings)
    for row in table.rows:
        sheet.append([_cell(row, name, table.by) for name in ("key", *table.labels)])
    if table.by is not None:
        sheet.append(_sums(table))
    _style_figures(sheet, table)


def _cell(row: Row, name: str, by: str | None) -> object:
    value = row[name]
    if name == "key":
        return harmless(printable(key_label(str(value), by)))
    if name in _SPANS and value is not None:
        return round(float(value) / 3600, 2)
    return value


def _sums(table: TimelinessTable) -> list[object]:
    """Counts add up; medians do not, so their cells stay empty."""
    sums: dict[str, object] = {}
    for name in table.labels:
        if name not in (*_SPANS, *SHARES):
            sums[name] = sum(int(row[name] or 0) for row in table.rows)
    for name, (part, whole) in SHARES.items():
        if name not in table.labels:
            continue
        all_ = sum(int(str(sums[w])) for w in whole)
        sums[name] = round(int(str(sums[part])) / all_, 4) if all_ else None
    return ["合计", *(sums.get(name) for name in table.labels)]


def _fill_publications(sheet: Worksheet, spreads: Sequence[Spread]) -> None:
    """Each publication on a line of its own, so that a number can be followed to what it counts."""
    sheet.append(
        [
            "编号",
            "案件或政策",
            "种类",
            "单位",
            "发布时间",
            "情况",
            "转载条数",
            "转载家次",
            "首次转载用时（小时）",
            "同期其他条目",
            "议论家次",
            "其中有转载",
            "早于登记",
            "转载条目编号",
        ]
    )
    for one in spreads:
        p = one.publication
        hours = None if one.first_s is None else round(one.first_s / 3600, 2)
        line: list[object] = [
            p.ref,
            p.number,
            PUBLICATION_LABELS.get(p.kind, p.kind),
            key_label(p.organ, "organ"),
        ]
        line += [
            rfc3339(p.published_at),
            STANDING_LABELS[one.standing],
            len(one.carriers),
            len(one.outlets),
            hours,
        ]
        line += [len(one.talk), len(one.talkers), len(one.reached), len(one.early)]
        line.append("、".join(str(c.item) for c in one.carriers))
        sheet.append([harmless(printable(v)) if isinstance(v, str) else v for v in line])
    for row in sheet.iter_rows():
        for cell in row:
            cell.font, cell.border = (_HEAD if cell.row == 1 else _BODY), _BOX
            if cell.row == 1:
                cell.fill = _HEAD_FILL
    for column in range(1, 15):
        sheet.column_dimensions[get_column_letter(column)].width = 24 if column in (2, 4, 5, 14) else 13
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _style_figures(sheet: Worksheet, table: TimelinessTable) -> None:
    width = len(table.labels) + 1
    for line in (1, 2):
        sheet.merge_cells(start_row=line, start_column=1, end_row=line, end_column=width)
        sheet.cell(line, 1).alignment = Alignment(horizontal="center", vertical="center")
    sheet.cell(1, 1).font = Font(name="黑体", size=16)
    sheet.cell(2, 1).font = _BODY
    sheet.row_dimensions[1].height, sheet.row_dimensions[3].height = 30, 32
    shares = [column for column, name in enumerate(table.labels, 2) if name in SHARES]
    for cells in sheet.iter_rows(min_row=3, max_col=width):
        for cell in cells:
            head = cell.row == 3
            cell.font, cell.border = (_HEAD if head else _BODY), _BOX
            cell.alignment = Alignment(
                horizontal="left" if cell.column == 1 and not head else "center",
                vertical="center",
                wrap_text=head,
            )
            if head:
                cell.fill = _HEAD_FILL
            elif cell.column in shares:
                cell.number_format = "0.00%"
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 26 if column == 1 else 12
    sheet.freeze_panes, sheet.print_title_rows = "B4", "3:3"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]


def _fill_method(sheet: Worksheet, table: TimelinessTable) -> None:
    sheet.append(["口径说明"])
    sheet["A1"].font = Font(name="黑体", size=14)
    for number, line in enumerate(table.method, 1):
        sheet.append([f"{number}. {line}"])
        cell = sheet.cell(number + 1, 1)
        cell.font, cell.alignment = _BODY, Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100

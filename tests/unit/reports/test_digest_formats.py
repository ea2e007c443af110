from __future__ import annotations

import importlib
import io
import json
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from docx import Document

from monitor.errors import UsageError
from monitor.reports.digest import (
    BlindWindow,
    CampaignLine,
    CampaignMatter,
    CaseLine,
    CategoryLine,
    ClockLine,
    Digest,
    EventLine,
    Fault,
    Number,
    OpinionLine,
)
from monitor.reports.digest_html import render_html
from monitor.reports.digest_md import render_markdown
from monitor.reports.outline import SHOWN, outline
from monitor.reports.packing import printable, shortened
from monitor.reports.render import FORMATS, render

END = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
NASTY = "<script>alert(1)</script> *粗* [链接](http://x) | =1+1"


def clock(state: str = "running", due: float = 1.5, **given: Any) -> ClockLine:
    fields: dict[str, Any] = {
        "case_id": 1,
        "case_number": "舆〔2026〕1号",
        "case_title": "仓库失火",
        "kind": "first_release",
        "due_at": END + timedelta(hours=due),
        "state": state,
        "changed_at": END,
        **given,
    }
    return ClockLine(**fields)


def full_digest(**given: Any) -> Digest:
    late = clock("breached", -2.5, case_title=NASTY)
    case = CaseLine(1, "舆〔2026〕1号", NASTY, "open", "II", "市应急局", "公共安全", True, (late, clock()))
    event = EventLine(7, "仓库失火", 12, 3, 40, 9.5, "公共安全", "II", "fire", True, None)
    fields: dict[str, Any] = {
        "office_id": "changchun",
        "office": "长春市人民政府新闻办公室",
        "day": date(2026, 11, 21),
        "number": 325,
        "start": END - timedelta(hours=24),
        "end": END,
        "as_of": END,
        "sources_total": 8,
        "sources_interrupted": 1,
        "numbers": (
            Number("deadlines_breached", "逾期未回应", 1, "breached", "/", True),
            Number("deadlines_late", "迟回应", 0, "settled", "/timeliness"),
            Number("items_received", "收到条目", 120, "items", "/items?from=2026-11-20"),
            Number("events", "事件", 1, "events", "/events"),
        ),
        "red": (case,),
        "due": (clock(),),
        "opened": (case,),
        "breached": (late,),
        "running": (clock(),),
        "hot": (event,),
        "emergencies": (event,),
        "hotline": (CategoryLine("供热", 12, 10), CategoryLine("道路", 3, 3)),
        "windows": (BlindWindow("论坛", END - timedelta(hours=3), None, "超时"),),
        "faults": (Fault("dead_message", "1 条通知未能送达"),),
        **given,
    }
    return Digest(**fields)


OPINIONS = (
    OpinionLine(
        "red", "仓库失火", ("中央媒体报道（新华社）", "热度上升（12条/小时）"), 7, 1, "舆〔2026〕1号"
    ),
    OpinionLine("yellow", NASTY, (), 8),
)
CAMPAIGNS = (
    CampaignLine(
        "economy",
        "经济运行",
        9,
        7,
        False,
        "长府办发〔2017〕54号 五(三)",
        (CampaignMatter(7, "供暖企业停产", 3, "词语“停产”", "舆〔2026〕2号"),),
    ),
    CampaignLine("two_sessions", "两会", 0, 0, True, "长府办发〔2017〕54号 五(三)"),
)


def empty_digest() -> Digest:
    lists = (
        "red",
        "due",
        "opened",
        "breached",
        "running",
        "hot",
        "emergencies",
        "hotline",
        "windows",
        "faults",
    )
    return full_digest(numbers=(), **dict.fromkeys(lists, ()))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_the_same_bytes_twice(format: str) -> None:
    assert render(full_digest(), format) == render(full_digest(), format)


def test_the_page_needs_nothing_else_and_runs_nothing() -> None:
    page = render_html(full_digest())
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert " style=" not in page
    assert not re.search(r"""(src|href)=["'](?!#)""", page)


def test_every_number_opens_what_it_counts() -> None:
    page = render_html(full_digest())
    targets = re.findall(r'href="#(\w+)"', page)
    assert targets == ["breached", "items", "events"]
    assert all(f'id="{target}"' in page for target in targets)


def test_with_an_address_the_entries_open_in_the_console() -> None:
    page = render_html(full_digest(console="https://console.example.org"))
    assert 'href="https://console.example.org/cases/1"' in page
    assert 'href="/cases/1"' in render_html(full_digest(), links="")


def test_red_things_come_first_with_their_clocks() -> None:
    sections = outline(full_digest()).sections
    assert [s.anchor for s in sections][:4] == ["red", "due", "opinion", "opened"]
    entry = sections[0].entries[0]
    assert [tag.text for tag in entry.tags] == ["重大", "未经核实", "已逾期"]
    assert entry.lines[1:] == (
        "首发权威信息：11月21日 05:00前，已逾期2小时30分",
        "首发权威信息：11月21日 09:00前，还剩1小时30分",
    )


def test_opinion_levels_stand_with_their_number_and_basis_in_every_readable_format() -> None:
    digest = full_digest(opinions=OPINIONS)
    section = next(s for s in outline(digest).sections if s.anchor == "opinion")
    assert section.intro == "红色 1 件，橙色 0 件，黄色 1 件，蓝色 0 件。"
    assert [t.text for t in section.entries[0].tags] == ["舆情红色"]
    assert (section.entries[0].path, section.entries[1].path) == ("/cases/1", "/items?event=8")
    basis = "依据：中央媒体报道（新华社）；热度上升（12条/小时）"
    word = "\n".join(p.text for p in Document(io.BytesIO(render(digest, "docx"))).paragraphs)
    for text in (render_html(digest), render_markdown(digest), word):
        assert basis in text.replace("\\", "") and "舆情红色" in text
    assert json.loads(render(digest, "json"))["opinions"][0]["level"] == "red"
    assert "无红、橙、黄、蓝级舆情。" in render_html(full_digest())


def test_special_campaigns_say_why_a_matter_belongs_and_that_none_came_in_season() -> None:
    digest = full_digest(campaigns=CAMPAIGNS)
    word = "\n".join(p.text for p in Document(io.BytesIO(render(digest, "docx"))).paragraphs)
    for text in (render_html(digest), render_markdown(digest), word):
        plain = text.replace("\\", "")
        assert "依据：长府办发〔2017〕54号 五(三)。" in plain
        assert "供暖企业停产（词语“停产”）：3 条，舆〔2026〕2号" in plain and "另有 6 个事件" in plain
        assert "本时段未发现相关舆情（重点关注期内）" in plain
    assert [c["code"] for c in json.loads(render(digest, "json"))["campaigns"]] == ["economy", "two_sessions"]
    assert "专项舆情" not in render_html(full_digest())


def test_an_event_that_is_hot_and_an_emergency_stands_once() -> None:
    (events,) = (s for s in outline(full_digest()).sections if s.anchor == "events")
    assert [e.title for e in events.entries] == ["仓库失火"]


def test_a_clock_whose_start_is_unsure_and_one_over_before_the_upgrade_are_marked() -> None:
    marked = (clock(time_pending=True, due=-1), clock("breached", -1, past_at_upgrade=True))
    (section,) = (s for s in outline(full_digest(running=marked)).sections if s.anchor == "running")
    assert "已过1小时00分（时刻待核）" in section.entries[0].rest
    assert "已逾期1小时00分（升级时已过）" in section.entries[1].rest


def test_an_empty_day_says_its_sentence_in_every_readable_format() -> None:
    sentence = "本时段所监测 8 个信源未发现需处置舆情(1 个中断)"
    digest = empty_digest()
    assert sentence in render_html(digest)
    assert sentence in render_markdown(digest)
    assert json.loads(render(digest, "json"))["sentence"] == sentence
    assert sentence in {p.text for p in Document(io.BytesIO(render(digest, "docx"))).paragraphs}


def test_a_period_that_still_runs_says_so() -> None:
    page = render_html(full_digest(as_of=END - timedelta(hours=1)))
    assert "时段未结束，数据截至2026年11月21日 06:30" in page


def test_words_of_posts_do_not_become_markup_in_markdown() -> None:
    text = render_markdown(full_digest())
    assert r"\<script\>alert(1)\</script\> \*粗\* \[链接\](http://x) \| =1+1" in text


def test_a_long_list_is_cut_and_says_how_much_is_left() -> None:
    many = tuple(clock(case_title=f"案件{n}") for n in range(SHOWN + 3))
    (section,) = (s for s in outline(full_digest(running=many)).sections if s.anchor == "running")
    assert section.entries[-1].title == "另有 3 项，见控制台。"


def test_the_word_document_names_chinese_faces_and_holds_no_moment_of_writing() -> None:
    content = render(full_digest(), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body, core = archive.read("word/document.xml").decode(), archive.read("docProps/core.xml").decode()
    assert 'w:eastAsia="仿宋"' in body
    assert 'w:eastAsia="方正小标宋简体"' in body
    assert core.count("2026-11-20T23:30:00Z") == 2


def test_a_control_character_does_not_break_a_document() -> None:
    assert render(full_digest(faults=(Fault("x", "坏\x00字\x0b符"),)), "docx").startswith(b"PK")
    assert render(full_digest(faults=(Fault("x", "坏\x00字\x0b符"),)), "pdf").startswith(b"%PDF")


def test_pdf_without_its_packages_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UsageError, match=r"pip install 'yuqing-monitor\[pdf\]'"):
        render(full_digest(), "pdf")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="html、docx、pdf、md、json"):
        render(full_digest(), "odt")


RARE = "救命👍👍🏻 王𠮷、李𮯰在☎现场 ئۇيغۇر"


def test_what_no_font_holds_is_told_by_its_code_in_pdf_with_a_note_and_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    typst = importlib.import_module("typst")
    set_, compile_ = [], typst.compile

    def compile(source: bytes, **given: Any) -> bytes:
        set_.append(given["sys_inputs"])
        return bytes(compile_(source, **given))

    monkeypatch.setattr(typst, "compile", compile)
    monkeypatch.setattr(typst, "Fonts", lambda include_system_fonts, font_paths: font_paths)
    assert render(full_digest(faults=(Fault("x", RARE),)), "pdf").startswith(b"%PDF")
    assert "救命〔U+1F44D×2〕 王〔U+20BB7〕、李〔U+2EBF0〕在☎现场" in set_[-1]["paper"]
    assert "〔U+1F44D〕thumbs up sign" in set_[-1]["note"] and "〔U+20BB7〕生僻字" in set_[-1]["note"]
    (warned,) = (r for r in caplog.records if r.message == "characters_unprintable")
    assert vars(warned)["characters"].startswith("U+1F44D U+20BB7 U+2EBF0")
    render(full_digest(), "pdf")
    assert set_[-1]["note"] == ""


def test_rare_characters_get_faces_of_their_own_in_word_and_are_listed_below() -> None:
    content = render(full_digest(faults=(Fault("x", RARE),)), "docx")
    document = Document(io.BytesIO(content))
    runs = {run.text: run.font.name for p in document.paragraphs for run in p.runs}
    assert runs["𠮷"] == runs["𮯰"] == "SimSun-ExtB"
    assert runs["👍👍🏻"] == "Segoe UI Emoji"
    assert "在" in runs or any("现场" in text for text in runs)
    assert document.paragraphs[-1].text == (
        "文中有常用字体之外的字符：👍（U+1F44D，thumbs up sign）、𠮷（U+20BB7，生僻字）、𮯰（U+2EBF0，生僻字）、"
        "☎（U+260E，black telephone）。显示为方框的，请按编码核对。"
    )
    plain = Document(io.BytesIO(render(full_digest(), "docx")))
    assert not any("常用字体之外" in p.text for p in plain.paragraphs)


def test_the_page_that_is_printed_lists_them_too() -> None:
    assert "𠮷（U+20BB7，生僻字）" in render_html(full_digest(faults=(Fault("x", RARE),)))
    assert "常用字体之外" not in render_html(full_digest())


def test_no_direction_is_turned_round_and_no_new_character_becomes_a_blank() -> None:
    assert printable("甲\u202e乙\u200b丙\ufeff\x00\u3000丁𮯰") == "甲乙丙 \u3000丁𮯰"


def test_a_long_word_and_a_long_entry_stay_on_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    typst = importlib.import_module("typst")
    pages, compile_ = [], typst.compile

    def compile(source: bytes, **given: Any) -> bytes:
        drawn = compile_(source, **{**given, "format": "png", "ppi": 20})
        pages.append((given["sys_inputs"]["paper"], len(drawn) if isinstance(drawn, list) else 1))
        return bytes(compile_(source, **given))

    monkeypatch.setattr(typst, "compile", compile)
    address = "http://news.example/" + "a" * 300
    render(full_digest(faults=(Fault("x", address),)), "pdf")
    assert max(map(len, re.findall("[!-~]+", pages[-1][0].split("http:")[1].split('"')[0]))) <= 12
    render(full_digest(faults=(Fault("x", "每段" * 2000),)), "pdf")
    assert pages[-1][1] == pages[-2][1] + 2


def test_a_post_that_stands_in_a_title_does_not_fill_the_brief() -> None:
    post = "长春市宽城区一厂房发生火灾" + "很长的标题" * 4000
    digest = full_digest(running=(clock(case_title=post),), emergencies=(), hot=())
    assert max(len(e.title) for s in outline(digest).sections for e in s.entries) <= 81
    assert post in json.loads(render(digest, "json"))["running"][0]["case_title"], "data stay whole"


def test_a_shortened_text_parts_no_letter_from_its_marks() -> None:
    assert shortened("a\u0301" * 9, 3) == "a\u0301…"
    assert shortened("甲\n 乙", 9) == "甲 乙"
    assert shortened("甲👨\u200d👩\u200d👧乙", 3) == "甲…"

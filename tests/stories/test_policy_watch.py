"""A policy comes into force, people do not understand it, the office explains it, and what changed is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.clock import SHANGHAI, parse_time
from monitor.errors import NotFound, Refused
from monitor.item import Item
from monitor.reports.digest import Digest
from monitor.reports.digest_md import render_markdown
from monitor.sla.timeliness_table import Row
from monitor.steps.alarms import raise_alarm
from monitor.steps.digest import make_digest
from monitor.steps.endings import ended_alarms
from monitor.steps.interpreting import Explained, dismiss, interpret
from monitor.steps.policies import listed, look_after_policies
from monitor.steps.policy_reading import read_back
from monitor.store.audit_log import verify_database
from monitor.store.interpreting_figures import By, interpreting_rows
from monitor.store.policy_tables import PolicyInterpretation, PolicyMention, PolicyPrompt
from monitor.store.tables import Message
from tests.office import TestOffice, item

POLICY = "heat-metering-2026"
ASKED = [
    "长春市供热计量新规里的基本热费到底交多少？看不懂",
    "供热计量收费办法出来了，基本热费是交30%还是交50%？",
    "请问供热计量新规的基本热费怎么算",
    "供热计量新规说的热量表坏了由谁来修？",
    "看了供热计量收费办法，热量表坏了谁负责换啊？",
    "供热计量新规规定没装表的老楼怎么收？没人说得清",
]


def asking(office: TestOffice, first: int = 0, count: int = len(ASKED), **fields: Any) -> list[Item]:
    """Posts of several people, written within the last minutes."""
    at = office.clock.now().isoformat()
    given = [
        {
            "id": f"q{first + n}",
            "title": "",
            "text": ASKED[n % len(ASKED)],
            "author": f"u{first + n}",
            "published_at": at,
        }
        for n in range(count)
    ]
    return [item(**(g | fields)) for g in given]


def beat(office: TestOffice) -> None:
    look_after_policies(office.program.desk)
    office.deliver()


def prompts(office: TestOffice) -> list[PolicyPrompt]:
    with office.program.database.read() as session:
        return list(session.exec(select(PolicyPrompt).order_by(col(PolicyPrompt.id))))


def told(office: TestOffice, person: str = "zhao") -> list[str]:
    """What the head of section was told, who has no turns and so is always there."""
    return [t for t in office.receiver.texts_to(person) if "建议解读" in t]


def explain(office: TestOffice, person: str = "zhang", **fields: Any) -> tuple[int, ...]:
    given: dict[str, Any] = {
        "form": "questions",
        "published_at": office.clock.now(),
        "url": "https://www.example.cn/jiedu/1.html",
    }
    with office.acting(person) as work:
        return interpret(work, POLICY, Explained(**(given | fields))).closed


def test_from_the_first_questions_to_what_an_interpretation_changed(office: TestOffice) -> None:
    office.ingest(*asking(office, count=2))
    beat(office)
    assert prompts(office) == []  # two people ask: that is no growth
    office.clock.move(hours=2)
    office.ingest(*asking(office, first=10))
    beat(office)
    (prompt,) = prompts(office)
    assert (prompt.state, prompt.kind, prompt.grounds["confused"]) == ("open", "confusion", 8)
    (text,) = told(office)
    assert "《长春市居民住宅供热计量收费实施办法》" in text and "市城乡建设委员会" in text
    assert "近24小时不解8条、8人" in text and "基本热费" in text and "编号" in text

    office.restart()
    office.clock.move(hours=1)
    office.ingest(*asking(office, first=20))
    beat(office)
    assert (
        len(prompts(office)) == 1 and len(told(office)) == 1
    )  # once, whatever more comes and whoever starts anew

    office.clock.move(hours=23, minutes=30)
    beat(office)
    assert prompts(office)[0].reminders == 1 and len(told(office)) == 2 and "再次提醒" in told(office)[1]

    office.clock.move(hours=1)
    assert explain(office) == (prompt.id,)
    (closed,) = prompts(office)
    assert (closed.state, closed.closed_by, closed.interpretation_id) == ("interpreted", "zhang", 1)
    office.restart()
    office.clock.move(hours=30)
    beat(office)
    assert len(told(office)) == 2
    assert verify_database(office.program.database, {}).ok
    for act in ("policy.prompted", "policy.reminded", "policy.interpreted", "policy.prompt_closed"):
        assert len(office.audit(act)) == 1, act
    assert not any("热费" in str(r.body) for r in office.audit())


def figures(office: TestOffice, as_of: datetime | None = None, by: By = "policy") -> list[Row]:
    day = office.clock.now().astimezone(SHANGHAI).date()
    with office.program.database.read() as session:
        return interpreting_rows(
            session, "changchun", listed(office.program.book), from_=day - timedelta(days=30), to=day,
            by=by, as_of=as_of, now=office.clock.now(),
        )  # fmt: skip


def verdicts(rows: list[Row]) -> dict[str, object]:
    assert len(rows) == 1
    return {
        name: rows[0][name] for name in ("met", "late", "unanswered", "running", "waived") if rows[0][name]
    }


def test_the_index_tells_how_many_suggestions_were_answered_in_time_as_of_any_time(
    office: TestOffice,
) -> None:
    office.ingest(*asking(office, first=10))
    beat(office)
    asked = office.clock.now()
    assert verdicts(figures(office)) == {"running": 1}
    office.clock.move(hours=73)
    assert verdicts(figures(office)) == {"unanswered": 1}
    explain(office)
    (row,) = figures(office, by="organ")
    assert (row["key"], row["late"], row["median_s"]) == ("市城乡建设委员会", 1, 73 * 3600)
    assert verdicts(figures(office, as_of=asked)) == {"running": 1}
    assert figures(office, as_of=asked - timedelta(seconds=1)) == []


def test_a_planned_day_is_in_time_until_it_ends_and_counts_also_when_nobody_had_to_be_reminded(
    office: TestOffice,
) -> None:
    office.clock.set("2027-03-10T09:00:00+08:00")
    explain(office, stage="start")
    assert verdicts(figures(office)) == {"met": 1}
    office.clock.set("2027-04-14T09:00:00+08:00")
    beat(office)
    office.clock.set("2027-04-15T23:00:00+08:00")
    assert verdicts(figures(office, by="policy"))["running"] == 1
    office.clock.set("2027-04-16T00:01:00+08:00")
    explain(office, stage="review")
    assert verdicts(figures(office)) == {"late": 1}


def test_what_was_published_in_time_and_recorded_after_a_later_one_is_in_time(office: TestOffice) -> None:
    office.clock.set("2027-04-14T09:00:00+08:00")
    beat(office)
    office.clock.set("2027-04-16T09:00:00+08:00")
    explain(office, stage="review", url="https://www.example.cn/jiedu/2.html")
    before = office.clock.now()
    assert verdicts(figures(office)) == {"late": 1}
    office.clock.move(hours=1)
    explain(office, stage="review", published_at=office.clock.now() - timedelta(hours=30))
    assert verdicts(figures(office)) == {"met": 1}
    assert verdicts(figures(office, as_of=before)) == {"late": 1}


def test_what_needs_no_interpretation_is_counted_apart(office: TestOffice) -> None:
    office.ingest(*asking(office, first=10))
    beat(office)
    with office.acting("zhang") as work:
        dismiss(work, prompts(office)[0].id, "同一商家刷屏")
    assert verdicts(figures(office)) == {"waived": 1}


def test_an_office_without_a_measure_of_its_own_has_nothing_late(office: TestOffice) -> None:
    office.edit("policies.yaml", lambda tree: tree["watch"].pop("interpret_within"))
    office.ingest(*asking(office, first=10))
    beat(office)
    office.clock.move(days=20)
    assert verdicts(figures(office)) == {"running": 1}
    explain(office)
    assert verdicts(figures(office)) == {"met": 1}


def test_what_is_still_not_understood_after_an_interpretation_rings_again_but_not_at_once(
    office: TestOffice,
) -> None:
    office.ingest(*asking(office, first=10))
    beat(office)
    explain(office)
    office.clock.move(hours=25)
    office.ingest(*asking(office, first=30))
    beat(office)
    assert len(prompts(office)) == 1  # people are given time to read it
    office.clock.move(hours=48)
    office.ingest(*asking(office, first=50))
    beat(office)
    assert [p.state for p in prompts(office)] == ["interpreted", "open"]
    office.clock.move(hours=1)
    beat(office)
    assert len(prompts(office)) == 2


def test_an_interpretation_before_the_confusion_answers_it_not(office: TestOffice) -> None:
    before = office.clock.now()
    office.clock.move(hours=30)
    office.ingest(*asking(office, first=10))
    beat(office)
    assert explain(office, published_at=before) == ()
    assert prompts(office)[0].state == "open"


def test_papers_reprints_and_one_persons_many_posts_ring_nobody(office: TestOffice) -> None:
    office.ingest(*asking(office, source_kind="local_media", author=None))
    office.ingest(*asking(office, first=30, author="one"))
    beat(office)
    assert prompts(office) == []


def test_history_taken_in_rings_nobody(office: TestOffice) -> None:
    office.ingest(*asking(office), history=True)
    beat(office)
    assert prompts(office) == []


def test_only_a_person_says_that_none_is_needed_and_why(office: TestOffice) -> None:
    office.ingest(*asking(office))
    beat(office)
    with pytest.raises(Refused, match="理由"), office.acting() as work:
        dismiss(work, 1, " ")
    with office.acting() as work:
        dismiss(work, 1, "同一商家刷屏，已核实")
    with pytest.raises(Refused, match="办结"), office.acting() as work:
        dismiss(work, 1, "再来一次")
    office.clock.move(hours=25)
    beat(office)
    assert [p.state for p in prompts(office)] == ["dismissed"] and len(told(office)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"form": "poster"}, "没有解读形式"),
        ({"url": "www.example.cn"}, "网址"),
        ({"url": "http://[bad"}, "网址"),
        ({"published_at": parse_time("2026-12-31T08:00:00+08:00")}, "不能晚于现在"),
        ({"published_at": parse_time("2015-11-24T08:00:00+08:00")}, "请核对年月"),
        ({"stage": "nothing"}, "没有解读节点"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_what_is_no_evidence_is_refused(office: TestOffice, fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        explain(office, **fields)


def test_a_draft_is_explained_on_its_planned_day_long_before_the_policy_is_issued(office: TestOffice) -> None:
    def plan(tree: dict[str, Any]) -> None:
        policy = next(p for p in tree["policies"] if p["id"] == POLICY)
        policy.setdefault("stages", []).insert(0, {"id": "draft", "day": "2026-03-02", "title": "征求意见"})

    office.edit("policies.yaml", plan)
    explain(office, stage="draft", published_at=parse_time("2026-03-02T09:00:00+08:00"))
    with office.program.database.read() as session:
        assert [r.stage for r in session.exec(select(PolicyInterpretation))] == ["draft"]


def test_the_same_interpretation_is_recorded_once_and_of_a_known_policy(office: TestOffice) -> None:
    explain(office)
    with pytest.raises(Refused, match="已登记"):
        explain(office)
    with pytest.raises(NotFound), office.acting() as work:
        interpret(work, "unknown", Explained("graphic", office.clock.now(), "https://example.cn/1"))


def test_a_planned_day_is_told_ahead_once_and_closed_by_its_own_interpretation(office: TestOffice) -> None:
    office.clock.set("2027-03-13T09:00:00+08:00")
    beat(office)
    assert prompts(office) == []
    office.clock.set("2027-03-14T09:00:00+08:00")
    beat(office)
    beat(office)
    (prompt,) = prompts(office)
    assert (prompt.kind, prompt.stage) == ("stage", "start")
    assert "解读节点 2027-03-15 首个供暖期执行情况解读（政策问答）" in told(office)[0]
    assert explain(office, url="https://www.example.cn/other") == ()
    assert explain(office, stage="start") == (prompt.id,)
    office.clock.move(days=3)
    beat(office)
    assert len(prompts(office)) == 1


def test_a_planned_interpretation_that_came_early_is_not_asked_for(office: TestOffice) -> None:
    office.clock.set("2027-03-10T09:00:00+08:00")
    explain(office, stage="start")
    office.clock.set("2027-03-15T09:00:00+08:00")
    beat(office)
    assert prompts(office) == []


def test_whom_the_watch_list_names_of_the_lead_organ_is_told_too(office: TestOffice) -> None:
    office.edit("policies.yaml", lambda tree: tree["policies"][1].update(people=["sun"]))
    office.ingest(*asking(office))
    beat(office)
    assert len(told(office, "sun")) == 1


def test_a_prompt_that_reaches_nobody_is_an_alarm_until_it_is_answered(office: TestOffice) -> None:
    office.edit("roster.yaml", lambda tree: [p.pop("channels", None) for p in tree["people"]])
    office.ingest(*asking(office))
    beat(office)
    assert ["unstaffed" in r.body for r in office.audit("alarm.raised")] == [True]
    explain(office)
    assert office.audit("alarm.cleared")


def test_an_alarm_of_a_message_that_never_came_ends_with_its_prompt(office: TestOffice) -> None:
    office.ingest(*asking(office))
    look_after_policies(office.program.desk)
    (message,) = office.messages("zhao")
    with office.acting() as work:
        raise_alarm(work, f"dead:{message.id}", "message_dead", "一条通知未能送达")
        row = work.tx.session.get_one(Message, message.id)
        row.state = "dead"
        work.tx.session.add(row)
    assert f"dead:{message.id}" not in over(office)
    explain(office)
    assert f"dead:{message.id}" in over(office)


def over(office: TestOffice) -> list[str]:
    with office.program.database.read() as session:
        return ended_alarms(session, office.program.desk, office.clock.now())


def test_a_policy_that_is_new_on_the_list_reads_what_is_in_store(office: TestOffice) -> None:
    def without(tree: dict[str, Any]) -> None:
        tree["policies"] = tree["policies"][:1]

    whole = office.program.book.policies.policies[1].model_dump(mode="json", by_alias=True)
    office.edit("policies.yaml", without)
    office.program.__dict__.pop("classifier")
    office.ingest(*asking(office))
    assert mentions(office) == []
    office.edit("policies.yaml", lambda tree: tree["policies"].append(whole))
    office.program.__dict__.pop("classifier")
    assert read_back(office.program.desk, office.program.classifier) == len(ASKED)
    assert read_back(office.program.desk, office.program.classifier) == 0
    assert len(mentions(office)) == len(ASKED)
    beat(office)
    assert len(prompts(office)) == 1


def test_a_changed_text_is_read_again(office: TestOffice) -> None:
    office.ingest(*asking(office, count=1))
    assert [m.asks for m in mentions(office)] == [True]
    office.ingest(*asking(office, count=1, text="供热计量新规的热费交完了，谢谢。"))
    assert [m.asks for m in mentions(office)] == [False]
    office.ingest(*asking(office, count=1, text="今天天气不错。"))
    assert mentions(office) == []


def mentions(office: TestOffice) -> list[PolicyMention]:
    with office.program.database.read() as session:
        return list(session.exec(select(PolicyMention)))


def test_interpretations_are_numbered_and_keep_the_confusion_of_their_moment(office: TestOffice) -> None:
    office.ingest(*asking(office))
    explain(office)
    office.clock.move(days=2)
    explain(office)
    with office.program.database.read() as session:
        rows = session.exec(select(PolicyInterpretation).order_by(col(PolicyInterpretation.number))).all()
    assert [(r.number, r.before["confused"]) for r in rows] == [(1, 6), (2, 0)]


def digest_of(office: TestOffice) -> Digest:
    return make_digest(office.program.desk, office.clock.now().astimezone(SHANGHAI).date())


def test_the_digest_tells_what_waits_what_is_asked_and_what_was_explained(office: TestOffice) -> None:
    office.clock.set("2026-11-24T15:00:00+08:00")
    office.ingest(*asking(office))
    beat(office)
    office.clock.set("2026-11-25T07:30:00+08:00")
    (line,) = digest_of(office).policies
    assert (line.confused, line.people) == (6, 6) and "待解读：近24小时不解6条、6人" in line.waiting[0]
    assert "基本热费" in line.questions[0]
    paper = render_markdown(digest_of(office))
    assert "政策跟踪" in paper and "【待解读】长春市居民住宅供热计量收费实施办法" in paper
    office.clock.set("2026-11-25T09:00:00+08:00")
    explain(office)
    assert digest_of(office).policies[0].waiting  # made anew, it says what it said on its day
    office.clock.set("2026-11-26T07:30:00+08:00")
    (line,) = digest_of(office).policies
    assert line.waiting == () and "已解读（政策问答，市城乡建设委员会）" in line.interpreted[0]
    office.clock.set("2026-11-27T07:30:00+08:00")
    assert digest_of(office).policies == ()


def test_the_digest_names_a_planned_day_that_comes(office: TestOffice) -> None:
    office.clock.set("2027-03-10T07:30:00+08:00")
    (line,) = digest_of(office).policies
    assert line.coming == "2027-03-15 计划解读：首个供暖期执行情况解读"

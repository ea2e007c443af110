"""The ways of a message: other channels, circuits, rates, merging, quiet hours, other people; on both databases."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from monitor.clock import parse_time, real_now
from monitor.doctor.examine import examine
from monitor.notify.lines import AlertLine
from monitor.notify.message import OutMessage, Receipt
from monitor.steps import alarms
from monitor.steps.deliver import Courier
from monitor.steps.heartbeat import check_silence
from monitor.steps.post_box import put_message
from monitor.steps.receipts import reply
from monitor.steps.resend import resend
from monitor.store.duty_tables import Channel, MessageAttempt
from monitor.store.tables import Alarm, Message
from tests.office import TestOffice

OK, DOWN, REFUSED = (
    Receipt(True, answer="ok"),
    Receipt(False, answer="HTTP 503", uncertain=True),
    Receipt(False, permanent=True, answer="invalid key"),
)
GRAVE_FIRE = "今日6时许，长春市宽城区一厂房发生火灾，造成12人死亡。"


@dataclass
class Channels:
    """Answers by the address; what is not said answers ok. Remembers what came to whom."""

    says: dict[str, Receipt] = field(default_factory=dict)
    got: list[tuple[str, OutMessage]] = field(default_factory=list)

    def __call__(self, url: str, message: OutMessage, *, timeout: float, folder: Path) -> Receipt:
        receipt = next((r for part, r in self.says.items() if part in url), OK)
        self.got.append((url, message))
        return receipt

    def urls(self) -> list[str]:
        return [url for url, _ in self.got]


class Post:
    """An office with one officer of two channels, one section head, one deputy; and a courier with hands on its clocks."""

    def __init__(self, office: TestOffice) -> None:
        self.office, self.channels, self.real = office, Channels(), real_now()
        self.write_roster()

    def write_roster(self, **more: Any) -> None:
        people = [
            {"id": "zhang", "name": "张三", "role": "officer", "channels": ["json://one/", "json://two/"]},
            {"id": "li", "name": "李四", "role": "officer", "channels": ["json://li/"]},
            {"id": "zhao", "name": "赵六", "role": "section_head", "channels": ["json://zhao/"]},
            {"id": "qian", "name": "钱七", "role": "deputy", "channels": ["json://qian/"]},
        ]
        year = {"from": "2026-01-01", "to": "2028-01-01"}
        tree = {"people": people, "shifts": [{"person": p, **year} for p in ("zhang", "qian")]}

        def instead(roster: dict[str, Any]) -> None:
            roster.clear()
            roster.update(tree | more)

        self.office.edit("roster.yaml", instead)

    def courier(self, **more: Any) -> Courier:
        return Courier(
            self.office.program.desk,
            self.office.settings.var,
            send=self.channels,
            real=lambda: self.real,
            **more,
        )

    def deliver(self) -> Any:
        return self.courier().deliver()

    def move(self, **span: float) -> None:
        """Product time and the machine's move on together."""
        self.office.clock.move(**span)
        self.real += timedelta(**span)

    def put(self, person: str = "zhang", title: str = "某事", **more: Any) -> int:
        """An alert in the outbox."""
        with self.office.acting("system") as work:
            n = len(self.office.messages())
            line = AlertLine("new_case", title, f"舆〔2026〕{n + 1}号", more.get("severity"))
            return put_message(work, person, "alert", f"t{n}", lines=[line], **more).id

    def row(self, ident: int) -> Message:
        return next(m for m in self.office.messages() if m.id == ident)

    def rows(self, table: Any) -> list[Any]:
        with self.office.program.database.read() as session:
            return list(session.exec(select(table).order_by(*(col(c) for c in table.__table__.primary_key))))

    def alarm_kinds(self) -> list[str]:
        return sorted(a.kind for a in self.rows(Alarm) if a.cleared_at is None)


@pytest.fixture
def post(office: TestOffice) -> Post:
    return Post(office)


@pytest.fixture
def sqlite_post(sqlite_office: TestOffice) -> Post:
    return Post(sqlite_office)


def test_what_fails_for_a_while_goes_over_the_next_channel(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"circuit": {"failures": 99}}))
    post.channels.says = {"one": DOWN}
    ident = post.put()
    for _ in range(4):
        post.deliver()
        post.move(minutes=12)
    assert post.channels.urls() == ["json://one/"] * 4 + ["json://two/"]
    assert post.rows(MessageAttempt)[-2].at == post.rows(MessageAttempt)[-1].at
    assert post.row(ident).state == "sent"


def test_a_grave_message_goes_round_all_channels_before_it_waits_for_one(post: Post) -> None:
    post.channels.says = {"one": DOWN}
    ident = post.put(severity="I")
    post.deliver()
    assert post.channels.urls() == ["json://one/", "json://two/"]
    assert post.row(ident).state == "sent"
    assert "可能重复" in post.channels.got[1][1].body, "the first may have arrived"


def test_a_refusal_for_good_goes_over_the_next_channel_in_the_same_minute(post: Post) -> None:
    post.channels.says = {"one": REFUSED}
    ident = post.put()
    post.deliver()
    assert post.channels.urls() == ["json://one/", "json://two/"]
    assert post.row(ident).state == "sent"


def test_every_try_and_the_providers_answer_is_kept(post: Post) -> None:
    post.channels.says = {"one": REFUSED}
    post.put()
    post.deliver()
    tries = [(a.ok, a.permanent, a.answer, a.channel) for a in post.rows(MessageAttempt)]
    assert tries == [(False, True, "invalid key", "json://one/"), (True, False, "ok", "json://two/")]


def test_a_channel_that_fails_is_left_alone_and_others_do_not_wait_for_it(post: Post) -> None:
    post.channels.says = {"one": DOWN}
    for _ in range(3):
        post.put()
        post.deliver()
    assert [c.state for c in post.rows(Channel) if c.label == "json://one/"] == ["open"]
    post.channels.got.clear()
    ident = post.put()
    post.deliver()
    assert post.row(ident).state == "sent"
    assert post.channels.urls()[-1] == "json://two/" and "json://one/" not in post.channels.urls()
    assert "channel_open" in post.alarm_kinds()
    assert post.office.audit("channel.opened") and post.office.audit("message.rerouted")


def test_after_its_rest_one_message_tries_the_channel_and_a_success_closes_the_circuit(post: Post) -> None:
    post.write_roster(
        people=[{"id": "li", "name": "李", "role": "officer", "channels": ["json://li/"]}], shifts=[]
    )
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li")
        post.deliver()
    waiting = [post.put("li", severity="II") for _ in range(5)]
    post.channels.got.clear()
    post.deliver()
    assert post.channels.got == [], "while the circuit is open nothing is tried"
    post.move(seconds=61)
    post.deliver()
    assert len(post.channels.got) == 1, "one message is the probe, the others wait behind it"
    post.move(minutes=3)
    post.channels.says = {}
    post.channels.got.clear()
    tally = post.deliver()
    assert tally.pending == 0 and tally.failed == 0
    assert all(post.row(w).state in ("sent", "merged") for w in waiting)
    assert [c.state for c in post.rows(Channel) if c.label == "json://li/"] == ["closed"]
    assert "channel_open" not in post.alarm_kinds()


def test_the_rest_of_a_failing_channel_grows(sqlite_post: Post) -> None:
    post = sqlite_post
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li")
        post.deliver()
    rests = []
    for _ in range(6):
        row = next(c for c in post.rows(Channel) if c.label == "json://li/")
        rests.append(round((row.open_until - post.office.clock.now()).total_seconds() / 60))
        post.move(seconds=(row.open_until - post.office.clock.now()).total_seconds() + 1)
        post.move(minutes=13)
        post.deliver()
    assert rests == [1, 2, 4, 8, 15, 15]


def test_two_processes_together_keep_a_channels_rate(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"rates": {"json": [{"posts": 5, "seconds": 60}]}}))
    same = [
        {"id": f"p{n}", "name": f"甲{n}", "role": "officer", "channels": ["json://same/"]} for n in range(12)
    ]
    post.write_roster(people=same, shifts=[])
    for n in range(12):
        post.put(f"p{n}")
    post.courier(owner="a").deliver()
    post.courier(owner="b").deliver()
    assert len(post.channels.got) == 5
    post.move(seconds=61)
    post.courier(owner="b").deliver()
    assert len(post.channels.got) == 10
    post.move(seconds=61)
    post.deliver()
    assert len(post.channels.got) == 12


def test_what_waits_for_the_rate_becomes_one_message_in_order_of_gravity(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"rates": {"json": [{"posts": 1, "seconds": 60}]}}))
    post.put("li", "第一件")
    post.deliver()
    parts = []
    for title, severity in [("小事", "IV"), ("大事", None), ("要事", "III")]:
        parts.append(post.put("li", title, severity=severity))
        post.move(seconds=1)
        post.deliver()
    assert len(post.channels.got) == 1
    post.move(seconds=61)
    post.deliver()
    assert len(post.channels.got) == 2
    out = post.channels.got[1][1]
    assert out.title.endswith("等3件")
    assert out.body.index("要事") < out.body.index("小事") < out.body.index("大事")
    assert f"编号 {out.id}，并入编号 " in out.body
    taken = out.body.rpartition("并入编号 ")[2].split("、")
    assert set(map(str, parts)) <= set(taken)
    assert {post.row(p).state for p in parts} == {"merged"}
    assert post.office.audit("message.merged")


def test_a_grave_message_does_not_wait_for_the_rate_when_another_channel_is_free(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"rates": {"json": [{"posts": 1, "seconds": 60}]}}))
    post.put()
    post.deliver()
    post.put(severity="I")
    post.deliver()
    assert post.channels.urls() == ["json://one/", "json://two/"]


def test_a_provider_that_says_too_fast_is_left_alone_and_the_message_is_not_used_up(post: Post) -> None:
    post.channels.says = {"li": Receipt(False, answer="限流", wait_seconds=600)}
    ident = post.put("li")
    post.deliver()
    post.channels.says = {}
    post.move(minutes=9)
    post.deliver()
    assert len(post.channels.got) == 1
    post.move(minutes=2)
    post.deliver()
    assert post.row(ident).state == "sent" and post.alarm_kinds() == []


def at_night(post: Post) -> None:
    post.office.clock.set("2026-11-24T23:00:00+08:00")


def queue(post: Post, person: str, *lines: AlertLine) -> Message:
    """What a sweep does with the lines of one person."""
    from monitor.steps.duty import roster_of
    from monitor.steps.outbox import hold_for_quiet

    with post.office.acting("system") as work:
        n = len(post.office.messages())
        row = put_message(work, person, "alert", f"q{n}", lines=list(lines), severity=lines[0].severity)
        hold_for_quiet(work, roster_of(work), row, {line.kind for line in lines})
        return row


def test_what_is_not_grave_waits_for_the_morning_and_comes_as_one(post: Post) -> None:
    at_night(post)
    for n in range(3):
        queue(post, "zhao", AlertLine("reminder", f"提醒{n}", f"舆〔2026〕{n}号"))
    queue(post, "zhao", AlertLine("new_case", "大火", "舆〔2026〕9号", "I"))
    post.deliver()
    assert [m.title for _, m in post.channels.got] == ["【特别重大】新立案 舆〔2026〕9号"]
    post.office.clock.set("2026-11-25T06:31:00+08:00")
    post.deliver()
    assert len(post.channels.got) == 2 and "等3件" in post.channels.got[1][1].title


def test_a_passed_deadline_and_the_officer_on_duty_know_no_quiet_hours(post: Post) -> None:
    at_night(post)
    queue(post, "zhao", AlertLine("deadline_passed", "逾期", "舆〔2026〕1号"))
    queue(post, "zhang", AlertLine("reminder", "提醒", "舆〔2026〕2号"))
    assert post.deliver().sent == 2


def test_a_persons_own_quiet_hours_outrank_the_offices(sqlite_post: Post) -> None:
    post = sqlite_post
    people = [
        {"id": "a", "name": "甲", "role": "deputy", "channels": ["json://a/"], "quiet": "none"},
        {"id": "b", "name": "乙", "role": "officer", "channels": ["json://b/"], "quiet": "22:00-07:30"},
    ]
    post.write_roster(people=people, shifts=[])
    at_night(post)
    for person in ("a", "b"):
        queue(post, person, AlertLine("reminder", "提醒", "舆〔2026〕1号"))
    post.deliver()
    assert post.channels.urls() == ["json://a/"]
    post.office.clock.set("2026-11-25T07:31:00+08:00")
    post.deliver()
    assert post.channels.urls() == ["json://a/", "json://b/"]


def test_what_cannot_be_told_to_one_is_told_to_others_while_the_trying_goes_on(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"circuit": {"failures": 99}}))
    post.channels.says = {"one": DOWN, "two": DOWN}
    ident = post.put(severity="II")
    for _ in range(9):
        post.deliver()
        post.move(minutes=12)
    passed = [m for m in post.office.messages("qian") if m.dedupe.startswith("passed:")]
    assert len(passed) == 1 and "原发张三，未能送达" in passed[0].body
    assert post.row(ident).state == "retry" and "message_stuck" in post.alarm_kinds()
    post.channels.says = {}
    post.deliver()
    assert post.row(ident).state == "sent", "when the channel is back the message still arrives"
    assert "message_stuck" not in post.alarm_kinds(), "and its alarm is over"


def test_after_a_day_of_trying_a_message_is_dead_and_said_to_be(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"circuit": {"failures": 99}}))
    post.channels.says = {"li": DOWN}
    ident = post.put("li")
    post.deliver()
    for _ in range(4):
        post.move(minutes=12)
        post.deliver()
    assert "message_stuck" in post.alarm_kinds()
    for _ in range(30):
        post.deliver()
        post.move(hours=1)
    assert post.row(ident).state == "dead"
    kinds = post.alarm_kinds()
    assert "message_dead" in kinds and "message_stuck" not in kinds, "what is dead is no longer only stuck"
    assert post.office.audit("message.dead")


def test_alarms_about_a_person_or_a_channel_go_to_others(post: Post) -> None:
    post.channels.says = {"li": REFUSED}
    post.put("li")
    post.deliver()
    told = {m.person for m in post.office.messages() if m.kind == "alarm"}
    assert told == {"zhang", "qian"}, (
        "officer on duty and leader in charge, not the one who cannot be reached"
    )


def test_a_message_for_somebody_who_has_left_is_dead_at_once_and_others_are_told(post: Post) -> None:
    ident = post.put("gone", severity="I")
    assert post.deliver().failed == 1
    assert post.row(ident).state == "dead"
    assert {m.person for m in post.office.messages() if m.dedupe.startswith("passed:")} == {"zhang"}


def test_an_alarm_that_can_wait_is_told_at_its_hour_together_with_others(post: Post) -> None:
    with post.office.acting("system") as work:
        for n in range(3):
            alarms.raise_alarm(work, f"silent:{n}", "source_silent", f"信源{n}中断")
    post.deliver()
    assert post.channels.got == []
    post.office.clock.set("2026-11-24T08:31:00+08:00")
    post.deliver()
    assert len(post.channels.got) == 1 and "等3件" in post.channels.got[0][1].title


def test_an_alarm_that_comes_and_goes_is_not_told_each_time(sqlite_post: Post) -> None:
    post = sqlite_post
    for _ in range(5):
        with post.office.acting("system") as work:
            alarms.raise_alarm(work, "k", "nobody", "无人")
            alarms.clear_alarm(work, "k")
        post.move(minutes=30)
    assert len([m for m in post.office.messages("zhang") if m.kind == "alarm"]) == 1
    post.move(hours=6)
    with post.office.acting("system") as work:
        alarms.raise_alarm(work, "k", "nobody", "无人")
    assert len([m for m in post.office.messages("zhang") if m.kind == "alarm"]) == 2


def test_the_telephone_gateway_rings_last_and_only_for_grave_matters(post: Post) -> None:
    channels = ["json://text/", {"url": "json://voice/", "voice": True}]
    people = [{"id": "a", "name": "甲", "role": "officer", "channels": channels}]
    post.write_roster(people=people, shifts=[])
    post.channels.says = {"text": REFUSED}
    for severity in (None, "II"):
        post.put("a", "大火", severity=severity)
        post.deliver()
    assert post.channels.urls().count("json://voice/") == 1
    spoken = post.channels.got[-1][1]
    assert spoken.text.count("\n") == 0 and len(spoken.text) < 120
    assert "回执码" in spoken.text and f"编号 {spoken.id}" in spoken.text


def test_an_urgent_alarm_rings_the_gateway_when_no_other_address_takes_it(post: Post) -> None:
    """That nobody answers a grave matter was told over the dead address alone; other alarms ring nobody up."""
    channels = ["json://text/", {"url": "json://voice/", "voice": True}]
    people = [{"id": "a", "name": "甲", "role": "officer", "channels": channels}]
    post.write_roster(people=people, shifts=[{"person": "a", "from": "2026-11-24", "to": "2026-11-25"}])
    post.channels.says = {"text": REFUSED}
    for key, kind in (("x", "roster_unseen"), ("y", "unacknowledged")):
        with post.office.acting("system") as work:
            alarms.raise_alarm(work, key, kind, f"{kind}无人签收")
        post.deliver()
    rung = [m.text for url, m in post.channels.got if url == "json://voice/"]
    assert len(rung) == 1 and "unacknowledged" in rung[0] and "回执码" in rung[0]


def test_how_long_is_left_is_true_when_the_message_goes_out(sqlite_post: Post) -> None:
    from monitor.notify.lines import ClockLine

    post = sqlite_post
    due = parse_time("2026-11-24T20:00:00+08:00")
    with post.office.acting("system") as work:
        line = AlertLine("new_case", "某事", "舆〔2026〕1号", clocks=(ClockLine("回应", due),))
        put_message(work, "li", "alert", "x", lines=[line])
    post.move(hours=2)
    post.deliver()
    assert "还剩10小时00分" in post.channels.got[0][1].body


def test_a_courier_that_dies_while_probing_does_not_close_the_channel_for_good(sqlite_post: Post) -> None:
    post = sqlite_post
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li")
        post.deliver()
    post.move(minutes=2)

    class Died(BaseException):
        pass

    def dies(*args: Any, **more: Any) -> Receipt:
        raise Died

    with pytest.raises(Died):
        Courier(
            post.office.program.desk, post.office.settings.var, send=dies, real=lambda: post.real
        ).deliver()
    post.channels.says = {}
    post.move(seconds=30)
    assert post.deliver().sent == 0, "the probe's lease is respected"
    post.move(seconds=31)
    assert post.deliver().pending == 0
    assert "可能重复" in "".join(m.body for _, m in post.channels.got[3:])


def test_time_of_a_real_clock_is_used_for_rates_and_product_time_for_retries(sqlite_post: Post) -> None:
    post = sqlite_post
    post.office.edit("delivery.yaml", lambda t: t.update({"rates": {"json": [{"posts": 1, "seconds": 60}]}}))
    post.put("li")
    post.deliver()
    post.office.clock.move(hours=3)
    post.put("li")
    post.deliver()
    assert len(post.channels.got) == 1, "a clock that is set does not move the vendor's"
    assert isinstance(post.real, datetime)


TOO_FAST = Receipt(False, answer="限流", wait_seconds=600)


def test_a_grave_message_that_came_too_fast_goes_over_the_next_channel_at_once(post: Post) -> None:
    post.channels.says = {"one": TOO_FAST}
    ident = post.put(severity="I")
    post.deliver()
    assert post.channels.urls() == ["json://one/", "json://two/"]
    assert post.row(ident).state == "sent"


def test_others_hear_at_once_of_a_grave_message_whose_only_channel_wants_to_be_left_alone(
    post: Post,
) -> None:
    post.channels.says = {"li": TOO_FAST}
    first = post.put("li", severity="I")
    post.deliver()
    behind = post.put("li", severity="II")
    post.deliver()
    assert {m.dedupe for m in post.office.messages("zhang") if m.dedupe.startswith("passed:")} == {
        f"passed:{first}:zhang",
        f"passed:{behind}:zhang",
    }
    assert {post.row(n).state for n in (first, behind)} == {"retry", "pending"}


def test_a_provider_that_always_says_too_fast_is_not_waited_for_in_silence(post: Post) -> None:
    post.channels.says = {"li": TOO_FAST}
    ident = post.put("li")
    for _ in range(4):
        post.deliver()
        post.move(minutes=11)
    assert "message_stuck" in post.alarm_kinds() and post.row(ident).passed_on_at is not None
    for _ in range(60):
        post.deliver()
        post.move(minutes=30)
    assert post.row(ident).state == "dead" and "message_dead" in post.alarm_kinds()


def test_what_waits_while_others_try_a_dead_channel_is_told_to_others_too(post: Post) -> None:
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li", severity="I")
        post.deliver()
    ident = post.put("li", severity="II")
    post.deliver()
    row = post.row(ident)
    assert row.attempts == 0 and row.passed_on_at is not None
    told = next(m for m in post.office.messages("zhang") if m.dedupe.startswith(f"passed:{ident}:"))
    assert "原发李四，未能送达" in told.body


def test_what_is_not_grave_waits_for_one_more_rest_before_others_hear_of_it(post: Post) -> None:
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li")
        post.deliver()
    ident = post.put("li")
    post.deliver()
    assert post.row(ident).passed_on_at is None
    post.move(seconds=61)
    post.deliver()
    assert post.row(ident).passed_on_at is not None and post.row(ident).attempts == 0
    for _ in range(60):
        post.move(minutes=30)
        post.deliver()
    assert post.row(ident).state == "dead", "it does not wait for ever behind others"


def test_what_was_passed_on_is_not_passed_on_again_when_it_is_merged(post: Post) -> None:
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li", severity="I")
        post.deliver()
    for _ in range(2):
        post.put("li", severity="II")
        post.deliver()
    post.move(seconds=61)
    post.deliver()
    merged = next(m for m in post.office.messages("li") if m.dedupe.startswith("merge:"))
    assert merged.passed_on_at is not None
    assert not [m for m in post.office.messages() if m.dedupe.startswith(f"passed:{merged.id}:")]
    check_silence(post.office.program.desk, post.office.program.sources)
    stuck = {a.key for a in post.rows(Alarm) if a.kind == "message_stuck" and a.cleared_at is None}
    assert {f"stuck:{n}" for n in merged.content["merged"]} <= stuck, "what they told has reached nobody yet"
    post.channels.says = {}
    post.move(minutes=5)
    post.deliver()
    check_silence(post.office.program.desk, post.office.program.sources)
    assert "message_stuck" not in post.alarm_kinds()


def test_a_message_is_not_given_up_while_one_address_of_two_only_rests(post: Post) -> None:
    post.channels.says = {"one": DOWN}
    for _ in range(3):
        post.put()
        post.deliver()
    post.channels.says = {"two": REFUSED}
    ident = post.put()
    post.deliver()
    assert post.row(ident).state == "retry", "the other address has not been asked"
    assert post.channels.urls()[-1] == "json://two/"
    post.move(seconds=61)
    post.deliver()
    assert post.row(ident).state == "sent" and post.channels.urls()[-1] == "json://one/"


def test_what_is_sent_anew_after_the_second_address_was_mended_arrives_there(post: Post) -> None:
    post.channels.says = {"one": REFUSED, "two": REFUSED}
    ident = post.put()
    post.deliver()
    assert post.row(ident).state == "dead"
    post.channels.says = {"one": REFUSED}
    with post.office.acting() as work:
        resend(work, ident, "第二个地址已更正")
    post.deliver()
    assert post.row(ident).state == "sent"


def test_what_is_sent_anew_after_a_day_is_tried_for_a_day_and_its_code_is_good(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"circuit": {"failures": 99}}))
    post.channels.says = {"li": REFUSED}
    ident = post.put("li")
    post.deliver()
    post.move(hours=30)
    post.channels.says = {"li": DOWN}
    with post.office.acting() as work:
        resend(work, ident, "地址已更正")
    for _ in range(8):
        post.deliver()
        post.move(minutes=12)
    assert post.row(ident).state == "retry"
    post.channels.says = {}
    post.deliver()
    code = post.row(ident).reply_code
    assert post.row(ident).state == "sent" and code is not None
    with post.office.acting("li") as work:
        assert reply(work, code).message.id == ident


def overtaken(post: Post, slow: Receipt, quick: Receipt) -> Message:
    """A message whose sender slept until its lease was over, while another process sent it again."""
    ident = post.put("li")
    desk, var = post.office.program.desk, post.office.settings.var

    def other(*args: Any, **more: Any) -> Receipt:
        return quick

    def sleeping(*args: Any, **more: Any) -> Receipt:
        post.move(seconds=61)
        Courier(desk, var, send=other, owner="b", real=lambda: post.real).deliver()
        return slow

    Courier(desk, var, send=sleeping, owner="a", real=lambda: post.real).deliver()
    return post.row(ident)


def test_a_failure_after_the_lease_ran_out_does_not_undo_what_another_process_sent(post: Post) -> None:
    row = overtaken(post, DOWN, OK)
    assert row.state == "sent" and post.office.audit("message.lease_lost")
    assert [a.ok for a in post.rows(MessageAttempt)] == [True, False]
    assert post.deliver().sent == 0


def test_a_success_after_the_lease_ran_out_still_counts(post: Post) -> None:
    row = overtaken(post, OK, DOWN)
    assert row.state == "sent"
    post.move(hours=1)
    assert post.deliver().sent == 0


def test_of_two_failing_robots_of_one_vendor_both_are_told_and_whose_they_are(post: Post) -> None:
    people = [
        {"id": "a", "name": "甲", "role": "officer", "channels": ["mwecom://KEY-A"]},
        {"id": "b", "name": "乙", "role": "officer", "channels": ["mwecom://KEY-B"]},
        {"id": "qian", "name": "钱七", "role": "deputy", "channels": ["json://qian/"]},
    ]
    post.write_roster(people=people, shifts=[])
    post.office.edit("delivery.yaml", lambda t: t.update({"alarms": {"to": ["deputy"]}}))
    post.channels.says = {"KEY": DOWN}
    for _ in range(3):
        for person in "ab":
            post.put(person)
        post.deliver()
    post.deliver()
    told = "\n".join(m.body for url, m in post.channels.got if "qian" in url)
    assert "mwecom://***（甲）连续失败" in told and "mwecom://***（乙）连续失败" in told


def test_the_doctor_looks_at_the_last_ways_too(sqlite_post: Post) -> None:
    post = sqlite_post
    channels = ["json://text/", {"url": "nosuch://GATEWAY", "voice": True}]
    people = [{"id": "a", "name": "甲", "role": "officer", "channels": channels}]
    post.write_roster(people=people, shifts=[])
    post.office.edit("delivery.yaml", lambda t: t.update({"silence": {"fallback": ["mwecom://"]}}))
    found = [f for f in examine(post.office.program, offline=True) if f.check == "channels"]
    assert [(f.level, f.remedy) for f in found] == [
        ("error", "修改 roster.yaml"),
        ("error", "修改 delivery.yaml 的 silence.fallback"),
    ]
    assert "a 的电话渠道" in found[0].found and "GATEWAY" not in found[0].found


def test_a_machine_clock_that_is_set_back_an_hour_holds_no_message_for_an_hour(post: Post) -> None:
    post.office.edit("delivery.yaml", lambda t: t.update({"rates": {"json": [{"posts": 1, "seconds": 60}]}}))
    post.put("li")
    post.deliver()
    post.channels.says = {"qian": Receipt(False, answer="限流", wait_seconds=60)}
    post.put("qian")
    post.deliver()
    post.channels.says = {}
    leased = post.put("zhang")
    with post.office.acting("system") as work:
        row = work.tx.session.get_one(Message, leased)
        row.state, row.lease_owner, row.lease_until = (
            "sending",
            "another-host",
            post.real + timedelta(seconds=60),
        )
        work.tx.session.add(row)
    post.real -= timedelta(hours=1)
    post.office.clock.move(minutes=2)
    post.put("li")
    tally = post.deliver()
    assert (tally.sent, tally.pending) == (3, 0)


def test_a_probe_that_was_begun_before_the_clock_was_set_back_is_not_waited_for(post: Post) -> None:
    post.channels.says = {"li": DOWN}
    for _ in range(3):
        post.put("li")
        post.deliver()
    with post.office.acting("system") as work:
        for row in work.tx.session.exec(select(Channel).where(Channel.label == "json://li/")):
            row.state, row.probe_until = "half_open", post.real + timedelta(seconds=60)
            work.tx.session.add(row)
    post.channels.says = {}
    post.real -= timedelta(hours=1)
    post.office.clock.move(minutes=2)
    assert post.deliver().pending == 0

from __future__ import annotations

from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage

import pytest

from monitor.collectors.imap import mailbox_of, read_message
from monitor.collectors.poll import Reject
from monitor.collectors.sources import Source
from monitor.errors import OutsideError
from monitor.item import Item

AT = datetime(2026, 11, 23, tzinfo=UTC)


def source(url: str = "imaps://office%40city@mail.example/INBOX") -> Source:
    return Source(name="信箱", kind="imap", url=url, source_kind="mailbox", password_env="TEST_MAIL_PASSWORD")


def read(raw: bytes) -> Item:
    item = read_message(1, raw, source(), AT)
    assert isinstance(item, Item)
    return item


def test_a_plain_message_becomes_an_item_at_the_time_of_its_receipt() -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["Message-ID"] = "反映供暖", "市民甲 <a@x.example>", "<m1@x>"
    message["Date"] = "Mon, 1 Jan 2001 00:00:00 +0000"
    message.set_content("家里只有15度。")
    item = read(message.as_bytes())
    assert (item.id, item.title, item.text, item.author) == ("<m1@x>", "反映供暖", "家里只有15度。", "市民甲")
    assert item.published_at == AT


def test_a_gb2312_message_is_read_in_header_and_body() -> None:
    subject = Header("喆苑小区停水", "gbk").encode().replace("gbk", "gb2312")
    raw = f"Subject: {subject}\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n\n"
    item = read(raw.encode() + "喆苑小区已停水两天".encode("gbk"))
    assert (item.title, item.text) == ("喆苑小区停水", "喆苑小区已停水两天")


def test_raw_chinese_in_a_header_is_read() -> None:
    assert read("Subject: 停水\n\n正文".encode()).title == "停水"


def test_html_is_taken_where_there_is_no_plain_part_and_attachments_are_left() -> None:
    message = EmailMessage()
    message["Subject"] = "题"
    message.add_attachment("附件文字", filename="a.txt")
    html = EmailMessage()
    html.set_content("<p>正文</p>", subtype="html")
    message.attach(html)
    assert read(message.as_bytes()).text == "<p>正文</p>"


def test_an_empty_message_is_a_reject_with_its_number() -> None:
    assert read_message(9, b"From: a@x\n\n", source(), AT) == Reject(9, "邮件既无主题也无正文")


def test_the_password_comes_from_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TEST_MAIL_PASSWORD", raising=False)
    with pytest.raises(OutsideError, match="TEST_MAIL_PASSWORD"):
        mailbox_of(source(), ())
    monkeypatch.setenv("TEST_MAIL_PASSWORD", "p")
    box = mailbox_of(source(), ())
    assert (box.user, box.password, box.port, box.folder) == ("office@city", "p", 993, "INBOX")

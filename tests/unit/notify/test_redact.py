from __future__ import annotations

import pytest

from monitor.notify.redact import redact, without_secrets


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mwecom://KEYKEY", "mwecom://***"),
        ("mdingtalk://TOKEN@SECRET?base=http://127.0.0.1:9", "mdingtalk://***"),
        ("json://127.0.0.1:8000/", "json://127.0.0.1:8000/"),
        ("json://127.0.0.1:8000", "json://127.0.0.1:8000/"),
        ("jsons://user:pass@host.example/hook/abcdef?k=v", "jsons://host.example/***"),
        ("mailto://user:pass@example.com", "mailto://example.com/***"),
        ("mfile:///duty.jsonl", "mfile:///duty.jsonl"),
        ("tgram://123456:ABCDEF/987", "tgram://***"),
        ("no url at all", "***"),
    ],
)
def test_a_channel_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert redact(url) == shown


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("mwecom://KEYKEY", "KEYKEY"),
        ("mdingtalk://TOKEN@SECRET", "SECRET"),
        ("jsons://user:pass%21word@host.example/", "pass!word"),
        ("json://host.example/hook/abcdef?token=t0ken", "t0ken"),
        ("json://host.example/hook/abcdef", "abcdef"),
        ("json://[broken", "json://[broken"),
    ],
)
def test_secrets_are_taken_out_of_any_text(url: str, secret: str) -> None:
    assert secret not in without_secrets(f"failed at https://x/{secret}?y={secret}", url)


def test_hosts_and_addresses_of_receivers_stay_readable() -> None:
    text = "127.0.0.1:8000 refused"
    assert without_secrets(text, "json://127.0.0.1:8000/") == text

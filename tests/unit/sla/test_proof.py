from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config_file import read
from monitor.sla.proof import FileType, ProofRules, ground_of, needs_authority, safe_name, sniff
from monitor.sla.triggers import CaseRules

CASES = read(Path(__file__).resolve().parents[3] / "config" / "cases.yaml", CaseRules)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n%", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "webp"),
        ("\ufeff<!DOCTYPE html><html>".encode(), "html"),
        ("<!-- 留存 -->\n<html lang=zh>".encode("gb18030"), "html"),
        ("<html><body>".encode("utf-16"), "html"),
        (b"From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n", "mhtml"),
    ],
)
def test_a_file_is_known_by_its_own_first_bytes(body: bytes, kind: FileType) -> None:
    assert sniff(body) == kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"MZ\x90\0",
        b"PK\x03\x04",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"#!/bin/sh\n",
        b"GIF89a",
        b"plain words",
        b"RIFF\x24\0\0\0WAVEfmt ",
        b"Subject: hello\r\nContent-Type: text/plain\r\n",
    ],
)
def test_every_other_type_is_none(body: bytes) -> None:
    assert sniff(body) is None


@pytest.mark.parametrize(
    ("name", "kind", "safe"),
    [
        ("通报.pdf", "pdf", "通报.pdf"),
        ("../../etc/passwd", "png", "passwd.png"),
        ("C:\\temp\\图.JPG", "jpeg", "图.JPG"),
        ("bad\u202egnp.exe", "png", "bad_gnp.exe.png"),
        ("", "html", "证据.html"),
        ('a"b\r\nX: y.pdf', "pdf", "a_b_X_ y.pdf"),
    ],
)
def test_a_name_keeps_no_path_and_ends_as_its_true_type(name: str, kind: FileType, safe: str) -> None:
    assert safe_name(name, kind) == safe


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ("judicial", "judicial"),
        ("案件已进入诉讼程序，由法院审理", "judicial"),
        ("涉及国家秘密", "state_secret"),
        ("不属于我市职权范围", "not_ours"),
        ("经会商决定不予回应", "consulted"),
        ("领导口头要求", None),
    ],
)
def test_a_written_basis_is_told_to_mean_a_ground_of_the_list(basis: str, code: str | None) -> None:
    found = ground_of(CASES.grounds, basis)
    assert (found.code if found else None) == code


def test_every_ground_has_its_legal_basis_and_a_code_of_its_own() -> None:
    assert len({g.code for g in CASES.grounds}) == len(CASES.grounds) >= 6
    assert all(g.basis for g in CASES.grounds)


@pytest.mark.parametrize(
    ("severity", "kind", "needed"),
    [
        ("I", "response", True),
        ("II", "press_conference", True),
        ("II", "follow_up", False),
        ("II", "report_up", False),
        ("III", "response", False),
        (None, "response", False),
    ],
)
def test_only_what_settles_a_clock_of_a_grave_matter_needs_a_second_person(
    severity: str | None, kind: str, needed: bool
) -> None:
    assert ProofRules().needs_second(severity, kind) is needed


def test_a_release_by_another_body_needs_its_authority_named() -> None:
    own = ("市教育局", None, "市政府新闻办公室")
    assert needs_authority("省政府新闻办", own)
    assert not needs_authority("市教育局", own)
    assert not needs_authority(" ", own)

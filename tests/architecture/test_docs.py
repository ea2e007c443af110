"""The documents against the program: links, commands, options, variables, keys, codes, labels and dependencies."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
import yaml
from sqlmodel import SQLModel

from monitor.classify import result
from monitor.classify.value_names import DISPOSITION_LABELS
from monitor.cli import cli
from monitor.collectors.sources import SourceBook
from monitor.item import SOURCE_KINDS
from monitor.sla.cases import STATE_LABELS, VERIFICATION_LABELS
from monitor.sla.roster import RosterFile
from monitor.store.matters import FOLLOWED
from monitor.web.labels import LABELS

ROOT = Path(__file__).resolve().parents[2]
DOCS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")],
    key=lambda p: p.relative_to(ROOT).as_posix(),
)
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
MANUAL = ROOT / "docs" / "manual.zh-CN.md"
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^[ \t]*```(\w*)\n(.*?)^[ \t]*```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_VARIABLE = re.compile(r"\bMONITOR_[A-Z_]+\b")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def program_text() -> str:
    files = [*(ROOT / "monitor").rglob("*.py"), *(ROOT / "monitor" / "web" / "templates").glob("*.html")]
    return "\n".join(text_of(f) for f in files)


def code_lines(text: str) -> Iterator[str]:
    """What a reader may type: the lines of shell blocks and the code spans."""
    for language, block in _FENCE.findall(text):
        if language in ("sh", ""):
            yield from block.splitlines()
    yield from _SPAN.findall(_FENCE.sub("", text))


def calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each call of the program in a document: the line, and its words after ``monitor``."""
    for line in code_lines(text):
        found = re.search(r"(?:^|[\s/])monitor\s+(.*)", line.partition(" #")[0])
        words = found[1].split() if found else []
        if words and re.fullmatch(r"[a-z]+|--[a-z]+", words[0]):
            yield line, words


def commands_of(group: click.Group) -> dict[str, click.Command]:
    """A group's commands, also those that are loaded when they are called."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that a call names, and the options given to it. Raises KeyError for one that does not exist."""
    command: click.Command = cli
    rest = list(words)
    while rest:
        if rest[0] in ("--config", "--db"):
            rest = rest[2:]
        elif isinstance(command, click.Group) and re.fullmatch(r"[a-z][a-z-]*", rest[0]):
            command = commands_of(command)[rest.pop(0)]
        else:
            break
    return command, [w.partition("=")[0] for w in rest if w.startswith("--")]


def options_of(command: click.Command) -> set[str]:
    return {o for p in command.params for o in p.opts} | {"--help", "--version"}


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in commands_of(group).items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


def section(text: str, title: str) -> str:
    """The part of a document under one heading."""
    return text.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_codes(part: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_link_between_documents_leads_somewhere(path: Path) -> None:
    for target in _LINK.findall(text_of(path)):
        if target.startswith(("http://", "https://", "#")):
            continue
        assert (path.parent / target.partition("#")[0]).exists(), f"{name_of(path)}: {target}"


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_anchor_inside_a_document_has_its_heading(path: Path) -> None:
    text = text_of(path)
    headings = {h.strip().lower().replace(" ", "-") for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    for target in _LINK.findall(text):
        if target.startswith("#"):
            assert target[1:] in headings, f"{name_of(path)}: {target}"


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_command_and_option_in_a_document_exists(path: Path) -> None:
    for line, words in calls(text_of(path)):
        try:
            command, options = resolve(words)
        except KeyError as missing:
            pytest.fail(f"{name_of(path)}: no command {missing} in: {line}")
        assert set(options) <= options_of(command), f"{name_of(path)}: {line}"


@pytest.mark.parametrize("path", sorted(leaves(cli)), ids=" ".join)
def test_every_command_takes_the_options_that_every_command_takes(path: tuple[str, ...]) -> None:
    """Contract: ``--config`` and ``--db`` everywhere, ``--json`` wherever data is printed and the command ends."""
    running = {("serve",), ("worker",), ("scheduler",), ("demo",)}
    wanted = {"--config", "--db"} | (set() if path in running else {"--json"})
    assert wanted <= options_of(resolve(list(path))[0])


@pytest.mark.parametrize("path", [MANUAL, *READMES], ids=name_of)
def test_every_call_to_be_typed_gives_what_its_command_asks_for(path: Path) -> None:
    typed = "\n".join(
        f"```sh\n{block}```" for language, block in _FENCE.findall(text_of(path)) if language == "sh"
    )
    for line, words in calls(typed):
        command, options = resolve(words)
        asked = {p.opts[0] for p in command.params if isinstance(p, click.Option) and p.required}
        assert asked <= set(options), f"{name_of(path)}: {line}"


def test_the_calls_of_the_documents_are_found_at_all() -> None:
    found = [words for path in DOCS for _, words in calls(text_of(path))]
    assert ["doctor"] in found
    assert len(found) > 60


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_every_command_of_the_program_is_in_the_readme(path: Path) -> None:
    table = text_of(path)
    for leaf in leaves(cli):
        words = leaf if leaf[0] != "case" or path == READMES[0] else ("case",)
        assert f"`monitor {words[0]}" in table, f"{name_of(path)}: monitor {' '.join(leaf)}"
        assert len(words) == 1 or re.search(rf"[` ]{words[1]}[` ]", table), f"{name_of(path)}: {leaf}"


def test_every_case_command_is_in_the_manual() -> None:
    manual = text_of(MANUAL)
    case = commands_of(cli)["case"]
    assert isinstance(case, click.Group)
    for name in commands_of(case):
        assert f"monitor case {name}" in manual, name


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_every_variable_of_the_program_is_in_the_readme(path: Path) -> None:
    known = set(_VARIABLE.findall(program_text()))
    assert known <= set(_VARIABLE.findall(text_of(path)))


def test_every_variable_in_the_documents_is_read_by_the_program_or_named_in_a_source() -> None:
    known = set(_VARIABLE.findall(program_text() + text_of(ROOT / "config" / "sources.yaml")))
    named = {
        v
        for p in [*DOCS, ROOT / "deploy" / "yuqing-monitor.env.example"]
        for v in _VARIABLE.findall(text_of(p))
    }
    assert named <= known


def test_every_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), re.MULTILINE))
    for path in DOCS:
        for line in code_lines(text_of(path)):
            called = re.match(r"make ([a-z][a-z-]*)", line)
            assert called is None or called[1] in targets, f"{name_of(path)}: {line}"


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_every_file_of_the_tree_that_a_document_names_is_there(path: Path) -> None:
    rooms = "config|monitor|tests|bench|deploy|docs|steps|sla|classify|events|collectors|store|reports|notify|web|commands|audit"
    for span in _SPAN.findall(_FENCE.sub("", text_of(path))):
        if re.fullmatch(rf"(?:{rooms})/[\w./-]*", span):
            places = [ROOT / span, ROOT / "monitor" / span, path.parent / span]
            assert any(p.exists() for p in places), f"{name_of(path)}: {span}"


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_every_configuration_file_is_in_the_readme_and_every_one_named_is_there(path: Path) -> None:
    there = {p.name for p in (ROOT / "config").iterdir() if p.is_file()}
    named = {Path(s).name for s in _SPAN.findall(text_of(path)) if s.endswith((".yaml", ".txt"))} - {
        "requirements.txt"
    }
    assert named == there


def test_the_configuration_shown_in_the_documents_is_valid() -> None:
    shown = [yaml.safe_load(b) for p in DOCS for kind, b in _FENCE.findall(text_of(p)) if kind == "yaml"]
    assert [SourceBook.model_validate(s) for s in shown if "sources" in s]
    rosters = [s for s in shown if "people" in s]
    assert rosters
    for roster in rosters:
        known = {p["id"] for p in roster["people"]}
        roster["people"] += [
            {"id": name, "name": name, "role": "officer"}
            for name in {n for r in roster["rotation"] for n in r["people"]} - known
        ]
        RosterFile.model_validate(roster)


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Case states (codes)", tuple(STATE_LABELS)),
        ("Verification (codes)", tuple(VERIFICATION_LABELS)),
        ("Deadline states (codes)", tuple(LABELS["deadline"])),
        ("Clock-start evidence (codes)", tuple(c for c in LABELS["evidence"] if c not in FOLLOWED)),
        ("Dispositions (codes)", tuple(DISPOSITION_LABELS)),
        ("Focus (codes)", result.FOCUSES),
        ("Flags (codes)", result.FLAGS),
        ("Severities (codes)", result.SEVERITIES),
        ("Emergency kinds (codes)", result.EMERGENCIES),
        ("Source kinds (codes)", SOURCE_KINDS),
        ("Message states (codes)", tuple(LABELS["message"])),
        ("Rung states (codes)", tuple(LABELS["rung"])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_glossary_holds_exactly_the_codes_of_the_program(title: str, codes: tuple[str, ...]) -> None:
    assert set(first_codes(section(text_of(ROOT / "docs" / "glossary.md"), title))) == set(codes)


def test_the_architecture_names_every_table() -> None:
    named = set(_SPAN.findall(section(text_of(ROOT / "docs" / "architecture.md"), "Tables by purpose")))
    assert set(SQLModel.metadata.tables) <= named


def test_every_dependency_is_in_the_licence_list() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    asked = [
        *project["dependencies"],
        *(d for extra in project["optional-dependencies"].values() for d in extra),
    ]
    listed = text_of(ROOT / "docs" / "decisions" / "0018-dependencies.md")
    for line in asked:
        name = re.split(r"[\[<>=~! ]", line, maxsplit=1)[0]
        assert re.search(rf"\b{re.escape(name)}\b", listed), name


def test_every_decision_has_context_decision_and_cost_and_stands_in_the_index() -> None:
    index = text_of(ROOT / "docs" / "decisions" / "README.md")
    records = [p for p in (ROOT / "docs" / "decisions").glob("*.md") if p.name != "README.md"]
    assert records
    for path in records:
        text = text_of(path)
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Cost")), path.name
        assert f"({path.name})" in index, path.name


def test_the_manual_quotes_only_words_that_the_console_shows() -> None:
    body = _FENCE.sub("", text_of(MANUAL))
    for quoted in re.findall(r"“([^”“]+)”", body):
        for words in filter(None, re.split(r"……", quoted)):
            assert words in program_text(), words


def test_what_the_documents_promise_of_the_first_start_is_what_serve_prints() -> None:
    printed = program_text()
    assert "listening {address}" in printed
    assert "首次登录：用户 admin，口令 {password}（登录后请立即修改）" in printed
    for path in READMES:
        assert "首次登录：用户 admin，口令" in text_of(path)


def test_no_picture_of_the_documents_is_too_large_or_unused() -> None:
    used = {Path(t).name for p in READMES for t in _LINK.findall(text_of(p)) if t.endswith(".png")}
    pictures = list((ROOT / "docs" / "images").glob("*.png"))
    assert {p.name for p in pictures} == used
    assert all(p.stat().st_size < 300_000 for p in pictures)

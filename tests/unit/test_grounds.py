"""What the configuration says the law says: quotes stand in the law, and what nobody has checked is marked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.grounds import Ground, grounds_of
from monitor.text.clean import clean_text

ROOT = Path(__file__).resolve().parents[2]
POLICY = ROOT.parent / "shared" / "domain" / "changchun-2017-54.raw.txt"
OURS = "长府办发〔2017〕54号"
GROUNDS = grounds_of(ROOT / "config")
_CLAUSE = re.compile(r"[一二三四五六七八]\([一二三四五六七]\)")
_OWN_REMARK = re.compile(r"（[^）]*）")
_QUOTE = re.compile(r"^(?:、?[一二三四五六七八]\([一二三四五六七]\))*：(.+)$")
_ARTICLE = re.compile(
    r"(?:《?([\u4e00-\u9fff]{2,20}?)》?|国务院令第(\d+)号)\s?(第[一二三四五六七八九十百零]+条)"
)
CHECKED = {
    "国务院令第493号": {"第三条", "第十三条", "第十五条"},
    "道路交通安全法": {"第七十条", "第七十二条"},
    "消防法": {"第五十一条"},
    "食品安全法": {"第一百零五条"},
    "防洪法": {"第三十八条"},
    "突发公共卫生事件应急条例": {"第四条"},
    "政府信息公开条例": {"第十四条", "第十五条", "第十六条", "第三十六条"},
    "信访工作条例": {"第三十一条"},
}
"""Articles that were checked; one that is not here is checked and added, or marked 待核."""


def plain(text: str) -> str:
    """Simplified letters and figures alone, so that neither script nor punctuation matters."""
    return re.sub(r"[^\w]", "", clean_text(text))


def quotes() -> list[tuple[Ground, str]]:
    """What is quoted from the city's policy: the words behind its clause and a colon, without the office's own remarks."""
    found = []
    for ground in GROUNDS:
        for part in ground.words.split("；"):
            said = _QUOTE.match(part.removeprefix(OURS).strip()) if part.startswith(OURS) else None
            if said is not None:
                found.append((ground, _OWN_REMARK.sub("", said[1])))
    return found


def test_the_grounds_of_the_configuration_are_found_at_all() -> None:
    files = {g.file for g in GROUNDS}
    assert {"sla.yaml", "cases.yaml", "organs.yaml", "severity.yaml"} <= files and len(GROUNDS) > 100
    assert "milestones[response].basis" in {g.at for g in GROUNDS}


@pytest.mark.data
@pytest.mark.skipif(not POLICY.exists(), reason="needs ../shared/domain beside the project")
def test_what_is_quoted_from_the_citys_policy_stands_in_it_under_that_clause() -> None:
    text = clean_text(POLICY.read_text(encoding="utf-8"))
    assert len(quotes()) >= 5
    for ground, said in quotes():
        clause = _CLAUSE.search(ground.words)
        assert clause is not None, ground
        assert plain(said) in plain(_section(text, clause[0])), (ground, said)


def _section(text: str, clause: str) -> str:
    """One clause of the policy: from its number to the next, within its chapter."""
    chapter = re.search(rf"(?m)^{clause[0]}、(.*?)(?=^[一二三四五六七八九]、|\Z)", text, re.S)
    assert chapter is not None, clause
    part = re.search(
        rf"[(（]{clause[2]}[)）](.*?)(?=^[(（][一二三四五六七八][)）]|\Z)", chapter[1], re.S | re.M
    )
    assert part is not None, clause
    return part[1]


def test_an_article_of_the_law_was_checked_or_is_marked() -> None:
    seen = set()
    for ground in GROUNDS:
        if ground.unchecked or (ground.file == "severity.yaml" and "493" not in ground.words):
            continue
        for name, number, article in _ARTICLE.findall(ground.words):
            law = f"国务院令第{number}号" if number else name
            assert article in CHECKED.get(law, set()), (ground, law, article)
            seen.add(law)
    assert len(seen) > 5


def test_what_is_not_checked_is_told_by_its_place() -> None:
    marked = {f"{g.file}:{g.at}" for g in GROUNDS if g.unchecked}
    assert "organs.yaml:emergencies.mass_incident.basis" in marked
    assert all(g.words.endswith("（待核）") for g in GROUNDS if g.unchecked)


def test_a_file_that_is_no_yaml_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("x: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("rules:\n- {id: r, basis: 某法 第一条（待核）}\n", encoding="utf-8")
    assert [(g.file, g.at, g.unchecked) for g in grounds_of(tmp_path)] == [("b.yaml", "rules[r].basis", True)]

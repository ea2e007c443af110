"""Checks of the office's files, and of what they say about the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlmodel import col, func, select

from monitor.classify.rules import read_rules
from monitor.clock import SHANGHAI
from monitor.config_age.compare import KIND_LABELS
from monitor.config_age.folder import compare_folders
from monitor.doctor.finding import Finding
from monitor.grounds import UNCHECKED, grounds_of
from monitor.rulebook import RuleBook, book_folders, kept_rules
from monitor.settings import sample_config_dir
from monitor.sla.rule_check import Known, remarks
from monitor.store.tables import CaseFile, RuleBookVersion
from monitor.wiring import Program


def rule_files(program: Program) -> Iterator[Finding]:
    book = program.book
    yield Finding("config.rules", "ok", f"规则文件有效，版本 {book.version}")
    yield from _remarks(program, book, "")
    for folder in book_folders(program.settings.config_dir):
        other = RuleBook.load(folder)
        yield Finding(
            "config.rules",
            "ok",
            f"{other.office.name}的规则库有效（books/{folder.name}），版本 {other.version}",
        )
        yield from _remarks(program, other, f"books/{folder.name}：")


def _remarks(program: Program, book: RuleBook, prefix: str) -> Iterator[Finding]:
    """Gaps, overlaps and idle parts of a rule book, as they hold from today on."""
    rules = read_rules(book.config_dir)
    known = Known(
        categories=frozenset(c.name for c in rules.taxonomy.categories),
        organs=frozenset(o.name for o in rules.organs.organs),
        regions=(rules.regions.city.code, *(r.code for r in rules.regions.regions)),
        roles=frozenset(p.role for p in book.roster.people()),
    )
    today = program.clock.now().astimezone(SHANGHAI).date()
    for remark in remarks(book.sla, today, known):
        yield Finding("rules", remark.level, prefix + remark.found, remark.remedy)
    for trigger in book.cases.triggers:
        for category in sorted({*(trigger.when.category or ())} - known.categories):
            found = f"cases.yaml 的立案规则 {trigger.id} 写了没有的类别“{category}”，永不成立"
            yield Finding("rules", "error", prefix + found, "改为 taxonomy.yaml 的一级类别")


def grounds(program: Program) -> Iterator[Finding]:
    """Grounds that are marked as not yet checked against the present text of the law."""
    for ground in grounds_of(program.settings.config_dir):
        if ground.unchecked:
            yield Finding(
                "config.grounds",
                "warning",
                f"{ground.file} 的 {ground.at} 依据待核：{ground.words.replace(UNCHECKED, '')}",
                "对照现行文本核实条款，改正后删去“（待核）”",
            )


def rules_of_running_cases(program: Program) -> Iterator[Finding]:
    """Under which earlier rule books cases still run, and whether this program can read them."""
    book, office = program.book, program.database.office_id
    with program.database.read() as session:
        query = select(CaseFile.rule_version, func.count()).where(
            CaseFile.office_id == office, CaseFile.state == "open", CaseFile.rule_version != book.version
        )
        running = session.exec(query.group_by(col(CaseFile.rule_version))).all()
        kept = {v: session.get(RuleBookVersion, v) for v, _ in running}
    for version, count in running:
        text_kept = str(kept[version].content.get("sla.yaml", "")) if kept[version] else ""  # type: ignore[union-attr]
        if kept_rules(text_kept) is None:
            found = f"规则版本 {version} 已不能读取，{count} 件办理中的案件按现行规则处理"
            yield Finding("rules.kept", "warning", found, "核对这些案件，必要时“改用现行规则”")
        else:
            yield Finding("rules.kept", "ok", f"{count} 件办理中的案件仍按立案时的规则版本 {version} 办理")


def sources_file(program: Program) -> Iterator[Finding]:
    enabled = [s for s in program.sources.sources if s.enabled]
    if not enabled:
        yield Finding("config.sources", "warning", "没有启用的信源", "在 sources.yaml 中启用或添加信源")
    else:
        yield Finding("config.sources", "ok", f"启用信源 {len(enabled)} 个")


def model(program: Program) -> Iterator[Finding]:
    judge = program.judge
    ident = judge.model_id
    if judge.problem:
        yield Finding(
            "config.model",
            "error",
            f"现用的类别模型未能载入，服务改用随附模型：{judge.problem}",
            "从备份恢复该文件，或以 monitor train --use 编号 --reason 理由 改用另一个模型（编号见 --list；随附模型写 shipped）",
        )
        return
    yield Finding("config.model", "ok", f"分类模型可用（{ident}）")


def age(program: Program) -> Iterator[Finding]:
    """What an older folder lacks beside the sample that this program brings."""
    missing = compare_folders(program.settings.config_dir, sample_config_dir()).missing
    counts = Counter(part.kind for part in missing)
    if not missing:
        yield Finding("config.age", "ok", "配置目录与本版程序的示例相比没有缺少的部分")
        return
    said = "、".join(f"{KIND_LABELS[kind]} {counts[kind]} 处" for kind in KIND_LABELS if counts[kind])
    yield Finding(
        "config.age",
        "warning" if any(part.addable for part in missing) else "ok",
        f"配置目录与本版程序的示例相比缺少：{said}",
        "用 monitor config compare --missing 查看，monitor config merge 补入",
    )


def organs(program: Program) -> Iterator[Finding]:
    """Whether every category, every kind of emergency and every district has somebody to answer."""
    rules = read_rules(program.settings.config_dir)
    gaps = rules.without_organ()
    for gap in gaps:
        yield Finding("config.organs", "warning", f"{gap}没有回应主体，只能由人工指定", "在 organs.yaml 补齐")
    if not gaps:
        yield Finding("config.organs", "ok", f"回应主体齐全，共 {len(rules.organs.organs)} 个单位")

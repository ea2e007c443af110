"""A new category model beside the current one: trained, compared on fixed sets, refused when it has become worse.

For the steps and pages of learning on the job:

- corrections come in as ``Example(text, label, source="officer", weight, who, when)``; the text is title and body through
  ``compose(clean_text(title), clean_text(text))``, as the classifier sees it;
- ``Lessons(practice, classifier, now)``: corrections as words on whole items, of relevance, class and organ, and what was seen and left
  alone: what they share is learnt beside the model (:mod:`monitor.classify.learning.on_the_job`);
- ``renew(paths, corrections, current, taxonomy, fixed, program, lessons) -> Renewed``: trains on everything but the fixed sets, compares
  there, on posts as all of the ``program`` settles them;
  without files the trained part of the model in use (``present``) stays as it is, and only ``lessons`` are learnt anew;
- ``judge(old, new, rules, margin) -> fault``: one comparison alone, on two sittings of the same rows.

What is compared on (:mod:`monitor.classify.learning.comparison`) never comes from the submitted files, or bad data would judge itself.
One document in ten of these, by the hash of its text (:func:`monitor.classify.learning.examples.is_kept_out`), is left out of training all
the same: its figures are told, and after the first accepted training it is a comparison for later ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import Classifier
from monitor.classify.learning.comparison import FixedSet, Paper, Sitting
from monitor.classify.learning.copies import group_copies
from monitor.classify.learning.examples import Example, ExampleFile, is_kept_out, read_all, without_few
from monitor.classify.learning.model_card import write_card
from monitor.classify.learning.on_the_job import SHARED, Practice, counted, teach
from monitor.classify.learning.renewal_rules import RenewalRules
from monitor.classify.learning.training import Recipe, Trained, fit
from monitor.classify.scoring.artefact import Artefact, amend, corrected, shipped, uncorrected, unpack
from monitor.errors import MonitorError


@dataclass(frozen=True, slots=True)
class Lessons:
    """What officers said and saw, the classifier by whose rules it is learnt, and when."""

    practice: Practice
    classifier: Classifier
    now: datetime

    def apart_from(self, fixed: Sequence[Example]) -> Lessons:
        """Without what models are compared on, and near copies of it."""
        said = self.practice.said
        texts = [Example(word.text, word.right, place=str(n)) for n, word in enumerate(said)]
        kept = {int(example.place) for example in apart(texts, fixed)[1]}
        practice = replace(self.practice, said=tuple(word for n, word in enumerate(said) if n in kept))
        return replace(self, practice=practice)

    def beside(self, content: bytes) -> bytes:
        """The same model with what was learnt beside it; unchanged where corrections share nothing that tells answers apart."""
        alone = self.classifier.with_category(unpack(content, "model"))
        taught = teach(self.practice, alone, self.now)
        return corrected(content, taught.words, taught.about) if taught else content


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a new model may take over, in one sentence with the figures."""

    accepted: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A candidate: its bytes, the verdict, what was kept out of the submitted rows, and which classes were not learnt."""

    content: bytes
    manifest: dict[str, Any]
    verdict: Verdict
    kept_out: tuple[Example, ...] = ()
    set_aside: tuple[str, ...] = ()

    @property
    def card(self) -> str:
        return write_card(self.manifest)


@dataclass(frozen=True, slots=True)
class Compared:
    """A candidate and another model on one paper; ``fault`` says why the candidate is no match, empty where it is one."""

    paper: Paper
    against: str
    old: Sitting
    new: Sitting
    margin: float
    """How far the mean over all classes may fall."""
    fault: str

    @property
    def figures(self) -> str:
        """Name and size of the set, and both models' figures."""
        before, after = self.old.report.macro_f1, self.new.report.macro_f1
        size = f"{self.paper.name} {self.new.report.n} 条"
        return f"{size}上，宏平均 F1 {self.against} {before:.4f}，新模型 {after:.4f}"

    def to_json(self) -> dict[str, Any]:
        return {
            "set": self.paper.name,
            "sha256": self.paper.sha256,
            "rows": self.new.report.n,
            "against": self.against,
            "against_model": self.old.model,
            "old": self.old.report.to_json(),
            "new": self.new.report.to_json(),
            "margin": self.margin,
            "fault": self.fault,
        }


@dataclass(frozen=True, slots=True)
class Taught:
    """What a training run came to: the bytes, and which classes were not learnt."""

    content: bytes
    set_aside: tuple[str, ...]

    @property
    def card(self) -> str:
        return write_card(unpack(self.content, "model").manifest)


def train(
    paths: Sequence[Path],
    out: Path,
    corrections: Iterable[Example] = (),
    taxonomy: TaxonomyConfig | None = None,
    lessons: Lessons | None = None,
) -> Taught:
    """Train on all rows of labelled files and corrections, learn the lessons beside, write one file.

    Raises:
        MonitorError: a file, a column, a row or the labels are unfit, or the output cannot be written.
    """
    rules = taxonomy.renewal if taxonomy else RenewalRules()
    file = read_all(paths, corrections, label_rows_at_least=rules.label_rows_at_least)
    content = _fit(file, taxonomy, name=name_of(paths)).content
    content = lessons.beside(content) if lessons else content
    try:
        out.write_bytes(content)
    except OSError as error:
        raise MonitorError(f"{out}：无法写入模型文件") from error
    return Taught(content, file.set_aside)


def renew(
    paths: Sequence[Path],
    corrections: Iterable[Example],
    current: Artefact,
    taxonomy: TaxonomyConfig,
    fixed: FixedSet,
    program: Classifier | None = None,
    lessons: Lessons | None = None,
    present: bytes = b"",
) -> Renewed:
    """Train a candidate without the fixed sets and compare it there with current and shipped model.

    Without ``paths`` it is the model in use, whose bytes are ``present``, with the lessons learnt anew. Raises MonitorError.
    """
    rules = taxonomy.renewal
    kept_out: list[Example] = []
    set_aside: tuple[str, ...] = ()
    if paths:
        file = read_all(paths, corrections, label_rows_at_least=rules.label_rows_at_least)
        _check_classes(file, taxonomy)
        kept_out, rest = apart(file.rows, fixed.rows)
        taught = without_few(replace(file, rows=tuple(rest)))
        trained, set_aside = _fit(taught, taxonomy, name=name_of(paths)).content, taught.set_aside
    else:
        trained = uncorrected(present)
    content = lessons.apart_from(fixed.rows).beside(trained) if lessons else trained
    candidate = unpack(content, "candidate")
    if not paths and candidate.corrections is None:
        raise MonitorError(_nothing_shared(lessons))
    compared = list(_compare(candidate, current, taxonomy, fixed, program))
    verdict = decide(compared)
    about = {
        "with": current.id,
        "rows": compared[0].new.report.n,
        "old": compared[0].old.report.to_json(),
        "new": compared[0].new.report.to_json(),
        "sets": [c.to_json() for c in compared],
        "figures": [c.figures for c in compared],
        "grave": list(rules.grave),
        "recall_margin": rules.recall_margin,
        "kept_out": _kept_out(kept_out, candidate),
        "accepted": verdict.accepted,
        "sentence": verdict.sentence,
    }
    content = amend(content, {"compared": about})
    manifest = dict(unpack(content, "candidate").manifest)
    return Renewed(content, manifest, verdict, tuple(kept_out), set_aside)


def _nothing_shared(lessons: Lessons | None) -> str:
    many = counted(lessons.practice) if lessons else ""
    return (
        f"更正（{many}；约十分之一只作对照，不学）中还没有可学的：改为同一结果、文字各不相同的更正须有 {SHARED} 条以上"
        "用到同样的、别处少见的词语，且单位所见含该词的条目有四成以上（改为非政务事项的八成以上）改为该结果；"
        "由规则判定的不学。另有标注数据的请用 --data 一并给出"
    )


def _compare(
    candidate: Artefact,
    current: Artefact,
    taxonomy: TaxonomyConfig,
    fixed: FixedSet,
    program: Classifier | None,
) -> Iterable[Compared]:
    """On every paper with the current model, on those it has not learnt from with the shipped one besides."""
    rules, anchor = taxonomy.renewal, shipped("category")
    for paper in fixed.papers(taxonomy, program):
        new = paper.sit(candidate)
        if current.id != anchor.id:
            yield _pair(paper, "现用模型", paper.sit(current), new, rules, rules.macro_f1_margin)
        yield _pair(paper, "随附模型", paper.sit(anchor), new, rules, rules.anchor_margin)
    for paper in fixed.later_papers(rules.rows_at_least) if current.id != anchor.id else []:
        new = paper.sit(candidate)
        yield _pair(paper, "现用模型", paper.sit(current), new, rules, rules.macro_f1_margin)


def _pair(
    paper: Paper, against: str, old: Sitting, new: Sitting, rules: RenewalRules, margin: float
) -> Compared:
    return Compared(paper, against, old, new, margin, judge(old, new, rules, margin))


def decide(compared: Sequence[Compared]) -> Verdict:
    """The first fault refuses; without one the figures of all comparisons are told."""
    for found in compared:
        if found.fault:
            return Verdict(False, f"新模型未启用：{found.figures}；{found.fault}")
    return Verdict(True, f"新模型可以启用：{'；'.join(c.figures for c in compared)}")


def judge(old: Sitting, new: Sitting, rules: RenewalRules, margin: float) -> str:
    """Why a new model is no match for another: grave classes lose recall, or the mean over all classes falls too far.

    The grave classes are asked one by one and then together: a loss of one or two texts in each of several is within
    chance class by class, and yet is none as a whole.
    """
    for label in rules.grave:
        if fault := _loss(f"类别“{label}”", old.right(label), new.right(label), rules):
            return fault
    before, after = ([right for label in rules.grave for right in sat.right(label)] for sat in (old, new))
    if fault := _loss("各重点类别合计", before, after, rules):
        return fault
    fall = old.report.macro_f1 - new.report.macro_f1
    return f"下降 {fall:.4f}，超过允许的 {margin:g}" if fall > margin else ""


def _loss(name: str, before: list[bool], after: list[bool], rules: RenewalRules) -> str:
    """What recall is lost of some rows, empty where it is no more than allowed or than chance explains."""
    lost = sum(b and not a for b, a in zip(before, after, strict=True))
    gained = sum(a and not b for b, a in zip(before, after, strict=True))
    # Of few texts one or two change sides with any new training (McNemar's test, one-sided).
    if lost - gained <= max(
        rules.recall_margin * len(before), rules.beyond_chance * math.sqrt(lost + gained)
    ):
        return ""
    share = sum(before) / len(before), sum(after) / len(after)
    return (
        f"{name}{len(before)} 条的召回率由 {share[0]:.3f} 降至 {share[1]:.3f}"
        f"（少认出 {lost} 条，多认出 {gained} 条），超过允许的 {rules.recall_margin:g}"
    )


def _check_classes(file: ExampleFile, taxonomy: TaxonomyConfig) -> None:
    """A model in use names classes that routing, figures and pages know. Raises MonitorError."""
    names = {c.name for c in taxonomy.categories}
    for example in file.rows:
        if example.label not in names:
            where = example.place or "值班员更正"
            raise MonitorError(
                f"{where}：类别“{example.label}”不在 taxonomy.yaml 的 categories 中，不能启用（--out 可训练到文件）"
            )


def _kept_out(rows: Sequence[Example], candidate: Artefact) -> dict[str, Any]:
    """How the candidate does on what was kept out of the submitted rows: told, never a ground to accept."""
    sitting = Paper("本次数据留出的", tuple(rows)).sit(candidate)
    return {"rows": sitting.report.n, "macro_f1": round(sitting.report.macro_f1, 4)}


def _fit(file: ExampleFile, taxonomy: TaxonomyConfig | None, *, name: str) -> Trained:
    """Train with the words of the taxonomy, where one is given."""
    if taxonomy is None:
        return fit(file.rows, Recipe(), name=name, skipped=file.skipped)
    labels = {e.label for e in file.rows}
    return fit(
        file.rows,
        Recipe(branches=taxonomy.branches()),
        name=name,
        skipped=file.skipped,
        phrases=taxonomy.seed_words(),
        cold=[c.name for c in taxonomy.cold(labels)],
        set_aside=file.set_aside,
    )


def forced(renewed: Renewed, reason: str) -> Renewed:
    """The same candidate, let in against the verdict; the reason stands in its manifest and card."""
    compared = {**renewed.manifest["compared"], "forced": reason}
    content = amend(renewed.content, {"compared": compared})
    manifest = dict(unpack(content, "candidate").manifest)
    verdict = Verdict(True, renewed.verdict.sentence)
    return replace(renewed, content=content, manifest=manifest, verdict=verdict)


def apart(examples: Sequence[Example], fixed: Sequence[Example] = ()) -> tuple[list[Example], list[Example]]:
    """What is kept out of the examples, and what may be trained on: no text of either set and no near copy of one."""
    together = [*fixed, *examples]
    groups = group_copies([e.text for e in together])
    kept = [number < len(fixed) or is_kept_out(e.text) for number, e in enumerate(together)]
    near = {group for group, out in zip(groups, kept, strict=True) if out}
    own = list(zip(examples, groups[len(fixed) :], kept[len(fixed) :], strict=True))
    return [e for e, _, out in own if out], [e for e, group, _ in own if group not in near]


def name_of(paths: Sequence[Path]) -> str:
    """How the card and the errors name the data."""
    return " + ".join(path.name for path in paths)

"""A new category model beside the current one: trained, compared on a fixed set, refused when it has become worse.

For the steps and pages of learning on the job:

- corrections come in as ``Example(text, label, source="officer", weight, who, when)``; the text is title and body through
  ``compose(clean_text(title), clean_text(text))``, as the classifier sees it;
- ``renew(paths, corrections, current, taxonomy) -> Renewed``: trains on everything but the fixed set, compares on it;
- ``judge(old, new, rules) -> Verdict``: the comparison alone, on two reports over the same rows.

The fixed set is one document in ten by the hash of its text (:func:`monitor.classify.examples.is_kept_out`), so that
membership is stable; near copies of its texts are left out of training too. Where the current model has learnt from rows
of the fixed set (the shipped one on its own data), the comparison favours it: a new model is then refused rather than let in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.classify.artefact import Artefact, amend, unpack
from monitor.classify.copies import group_copies
from monitor.classify.evaluation import Report, predict, report
from monitor.classify.examples import Example, check_labels, is_kept_out, read_all
from monitor.classify.model_card import write_card
from monitor.classify.renewal_rules import RenewalRules
from monitor.classify.taxonomy import TaxonomyConfig
from monitor.classify.training import Recipe, Trained, fit
from monitor.errors import MonitorError


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a new model may take over, in one sentence with the figures."""

    accepted: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """A candidate: its bytes, both models' figures on the fixed set, and the verdict."""

    content: bytes
    manifest: dict[str, Any]
    old: Report
    new: Report
    verdict: Verdict

    @property
    def card(self) -> str:
        return write_card(self.manifest)


def train(
    paths: Sequence[Path],
    out: Path,
    corrections: Iterable[Example] = (),
    taxonomy: TaxonomyConfig | None = None,
) -> str:
    """Train on all rows of labelled files and corrections, write one file; returns the model's card (Markdown).

    Raises:
        MonitorError: a file, a column, a row or the labels are unfit, or the output cannot be written.
    """
    file = read_all(paths, corrections)
    check_labels(paths[0], file.rows)
    trained = _fit(file.rows, taxonomy, name=name_of(paths), skipped=file.skipped)
    try:
        out.write_bytes(trained.content)
    except OSError as error:
        raise MonitorError(f"{out}：无法写入模型文件") from error
    return write_card(unpack(trained.content, str(out)).manifest)


def renew(
    paths: Sequence[Path], corrections: Iterable[Example], current: Artefact, taxonomy: TaxonomyConfig
) -> Renewed:
    """Train a candidate without the fixed set and compare it there with the current model. Raises MonitorError."""
    rules, file = taxonomy.renewal, read_all(paths, corrections)
    fixed, rest = apart(file.rows)
    if len(fixed) < rules.rows_at_least:
        raise MonitorError(
            f"{name_of(paths)}：固定对照集只有 {len(fixed)} 条，少于 {rules.rows_at_least} 条，无法与现用模型比较"
        )
    check_labels(paths[0], rest)
    trained = _fit(rest, taxonomy, name=name_of(paths), skipped=file.skipped)
    candidate = unpack(trained.content, "candidate")
    old, new = _measure(current, fixed), _measure(candidate, fixed)
    verdict = judge(old, new, rules)
    compared = {
        "with": current.id,
        "rows": len(fixed),
        "old": old.to_json(),
        "new": new.to_json(),
        "accepted": verdict.accepted,
        "sentence": verdict.sentence,
    }
    content = amend(trained.content, {"compared": compared})
    return Renewed(content, dict(unpack(content, "candidate").manifest), old, new, verdict)


def _fit(
    rows: Sequence[Example], taxonomy: TaxonomyConfig | None, *, name: str, skipped: Sequence[int]
) -> Trained:
    """Train with the words of the taxonomy, where one is given."""
    if taxonomy is None:
        return fit(rows, Recipe(), name=name, skipped=skipped)
    recipe = Recipe(branches=taxonomy.branches())
    return fit(rows, recipe, name=name, skipped=skipped, phrases=taxonomy.seed_words())


def forced(renewed: Renewed, reason: str) -> Renewed:
    """The same candidate, let in against the verdict; the reason stands in its manifest and card."""
    compared = {**renewed.manifest["compared"], "forced": reason}
    content = amend(renewed.content, {"compared": compared})
    manifest = dict(unpack(content, "candidate").manifest)
    return Renewed(content, manifest, renewed.old, renewed.new, Verdict(True, renewed.verdict.sentence))


def apart(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """The fixed set, and what may be trained on: no text of the set and no near copy of one."""
    groups = group_copies([e.text for e in examples])
    kept = [is_kept_out(e.text) for e in examples]
    near = {group for group, out in zip(groups, kept, strict=True) if out}
    fixed = [e for e, out in zip(examples, kept, strict=True) if out]
    return fixed, [e for e, group in zip(examples, groups, strict=True) if group not in near]


def judge(old: Report, new: Report, rules: RenewalRules) -> Verdict:
    """Refuse when a grave class loses recall, or the mean over all classes falls, by more than the rules allow."""
    for label in rules.grave:
        before, after = old.per_class.get(label), new.per_class.get(label)
        if before and after and before.recall - after.recall > rules.recall_margin:
            return Verdict(
                False,
                f"新模型未启用：对照集 {new.n} 条上，类别“{label}”的召回率由 {before.recall:.3f} 降至 {after.recall:.3f}，"
                f"超过允许的 {rules.recall_margin:g}",
            )
    fall = old.macro_f1 - new.macro_f1
    figures = f"宏平均 F1 由 {old.macro_f1:.4f} 变为 {new.macro_f1:.4f}"
    if fall > rules.macro_f1_margin:
        return Verdict(
            False,
            f"新模型未启用：对照集 {new.n} 条上，{figures}，下降超过允许的 {rules.macro_f1_margin:g}",
        )
    return Verdict(True, f"新模型可以启用：对照集 {new.n} 条上，{figures}")


def name_of(paths: Sequence[Path]) -> str:
    """How the card and the errors name the data."""
    return " + ".join(path.name for path in paths)


def _measure(model: Artefact, rows: Sequence[Example]) -> Report:
    return report([e.label for e in rows], predict(model, [e.text for e in rows]))

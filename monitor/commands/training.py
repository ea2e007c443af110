"""The command that trains category models and says which one is in use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.classifier import Classifier
from monitor.classify.learning import versions
from monitor.classify.learning.examples import Example, compose, is_kept_out
from monitor.classify.learning.on_the_job import Practice
from monitor.classify.organs.table import OrgansConfig
from monitor.commands.acting import check_person
from monitor.commands.common import as_json, one_shot, places, say, say_or
from monitor.config_file import read
from monitor.errors import UsageError
from monitor.settings import Settings
from monitor.steps.desk import SYSTEM
from monitor.steps.lessons import practice_of
from monitor.store import learning
from monitor.store.tables import ItemRecord
from monitor.text.clean import clean_text
from monitor.wiring import Program

if TYPE_CHECKING:
    from monitor.classify.learning.renewal import Lessons

_SAYS = "训练类别模型：--out 写到文件；--activate 与现用模型比较，通过才启用"


@click.command(help=_SAYS)
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="带标签的 CSV，可多次",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="用全部数据训练，写到这个文件")
@click.option(
    "--corrections",
    is_flag=True,
    help="加上值班员的更正（类别，并从类别、政务相关、回应主体的更正中学共同的用词）",
)
@click.option(
    "--activate",
    "renew_",
    is_flag=True,
    help="留出固定对照集训练，与现用模型比较，通过则启用；有 --corrections 可不写 --data，只学更正",
)
@click.option("--force", metavar="REASON", help="比较未通过也启用，须写明理由")
@click.option("--rollback", "back", is_flag=True, help="退回上一个使用的模型")
@click.option(
    "--use", "again", metavar="ID", help="重新启用以前用过的模型（编号见 --list；随附模型写 shipped）"
)
@click.option("--reason", default="", metavar="REASON", help="退回、重新启用的理由（必写），留存备查")
@click.option("--list", "list_", is_flag=True, help="列出保存的模型")
@click.option(
    "--as",
    "actor",
    metavar="PERSON",
    help="启用、退回由何人所为（值班表中的人员 id），记入审计；不写记作 system",
)
@as_json
@places
def train(
    settings: Settings,
    data: tuple[Path, ...],
    out: Path | None,
    corrections: bool,
    renew_: bool,
    force: str | None,
    back: bool,
    again: str | None,
    reason: str,
    list_: bool,
    actor: str | None,
    as_json: bool,
) -> int:
    """One of five: train to a file, renew the model in use, go back, use an earlier one again, list."""
    _one_of(train_to=out is not None, renew=renew_, back=back, again=again is not None, list_=list_)
    changes = back or again is not None
    if actor is not None and not (renew_ or changes):
        raise UsageError("--as 只与 --activate、--rollback、--use 同用")
    if reason and not changes:
        raise UsageError("--reason 只与 --rollback、--use 同用")
    if list_:
        return _list(settings, as_json=as_json)
    if changes:
        if not reason.strip():
            raise UsageError("--rollback、--use 须以 --reason 写明理由")
        return _go_back(settings, actor, reason.strip(), again, as_json=as_json)
    if not data and not (renew_ and corrections):
        raise UsageError("缺少 --data：须给出带标签的 CSV（只学更正的，写 --corrections --activate）")
    if force is not None and not (renew_ and force.strip()):
        raise UsageError("--force 须与 --activate 同用，并写明理由")
    taxonomy = read(settings.config_dir / "taxonomy.yaml", TaxonomyConfig)
    with one_shot(settings) as program:
        material = _material(program, taxonomy) if corrections else _Material()
        if out is not None:
            return _train(program, data, out, material, taxonomy, as_json=as_json)
        actor = known_actor(program, actor)
        return _renew(program, data, material, taxonomy, force=force, actor=actor, as_json=as_json)


def _one_of(**ways: bool) -> None:
    if sum(ways.values()) != 1:
        raise UsageError("须且只能写 --out、--activate、--rollback、--use、--list 之一")


def known_actor(program: Program, actor: str | None) -> str:
    """The person of the roster who acts, or the machine where nobody is named. Raises UsageError."""
    if actor is None:
        return SYSTEM
    check_person(program, actor)
    return actor


def _go_back(settings: Settings, actor: str | None, reason: str, again: str | None, *, as_json: bool) -> int:
    """To the model used before, or to the one named."""
    from monitor.steps.models import Choice, roll_back, use_again

    folder = versions.folder_of(settings.var)
    with one_shot(settings) as program:
        choice = Choice(known_actor(program, actor), reason)
        if again is None:
            ident = roll_back(program.desk, folder, choice)
        else:
            ident = use_again(program.desk, folder, again, choice)
    say_or({"current": ident}, f"已{'退回' if again is None else '启用'}模型 {ident}", as_json=as_json)
    return 0


def _list(settings: Settings, *, as_json: bool) -> int:
    for version in versions.shelf(versions.folder_of(settings.var)):
        if version.refused:
            continue
        line = _line(version)
        if as_json:
            say({"id": version.id, "current": version.current, **line})
            continue
        said = version.problem or f"{line['data']}，{line['rows']} 条，宏平均 F1 {line['macro_f1']}"
        click.echo(f"{'*' if version.current else ' '} {version.id}  {said}")
    return 0


def _line(version: versions.Version) -> dict[str, Any]:
    """What a kept model was made of; of one that cannot be read what is wrong: the others are wanted then most."""
    if version.problem:
        return {"problem": version.problem}
    about = version.manifest
    held_out = about.get("held_out") or {}
    return {"data": about["data"], "rows": about["rows"], "macro_f1": held_out.get("macro_f1")}


@dataclass(frozen=True, slots=True)
class _Material:
    """What officers said: their classes as training rows, and all that is learnt beside."""

    rows: tuple[Example, ...] = ()
    practice: Practice | None = None

    def lessons(self, program: Program) -> Lessons | None:
        from monitor.classify.learning.renewal import Lessons  # scikit-learn is loaded only to train

        if self.practice is None:
            return None
        return Lessons(self.practice, Classifier.load(program.settings.config_dir), program.clock.now())


def _material(program: Program, taxonomy: TaxonomyConfig) -> _Material:
    organs = read(program.settings.config_dir / "organs.yaml", OrgansConfig).organs
    with program.database.read() as session:
        office = program.database.office_id
        practice = practice_of(session, office, [c.name for c in taxonomy.categories], organs)
        rows = [
            Example(
                compose(clean_text(found.title), clean_text(found.text)),
                str(found.value),
                source="officer",
                weight=taxonomy.renewal.officer_weight,
                who=found.row.actor,
                when=found.row.recorded_at.isoformat(),
                source_kind=session.get_one(ItemRecord, found.item_id).source_kind,
            )
            for found in learning.labelled(session, office, "category")
        ]
    return _Material(tuple(rows), practice)


def _still_known(
    officers: Sequence[Example], taxonomy: TaxonomyConfig
) -> tuple[list[Example], tuple[str, ...]]:
    """The corrections to classes that there are, and what is left out: a class that was renamed must not end all training."""
    names = {c.name for c in taxonomy.categories}
    gone = Counter(e.label for e in officers if e.label not in names)
    told = (
        f"值班员更正：类别“{label}”已不在 taxonomy.yaml 的 categories 中，其 {n} 条更正本次不学"
        for label, n in sorted(gone.items())
    )
    return [e for e in officers if e.label in names], tuple(told)


def _train(
    program: Program,
    data: tuple[Path, ...],
    out: Path,
    material: _Material,
    taxonomy: TaxonomyConfig,
    *,
    as_json: bool,
) -> int:
    from monitor.classify.learning.renewal import train as train_file  # scikit-learn is loaded only to train

    taught = train_file(data, out, material.rows, taxonomy, material.lessons(program))
    _warn(taught.set_aside)
    told = {"file": str(out), "card": taught.card, "set_aside": list(taught.set_aside)}
    say_or(told, taught.card, as_json=as_json)
    return 0


def _renew(
    program: Program,
    data: tuple[Path, ...],
    material: _Material,
    taxonomy: TaxonomyConfig,
    *,
    force: str | None,
    actor: str,
    as_json: bool,
) -> int:
    from monitor.classify.learning import renewal  # scikit-learn is loaded only to train
    from monitor.classify.learning.comparison import fixed_set
    from monitor.steps.models import put_to_use, refuse

    folder = versions.folder_of(program.settings.var)
    officers, retired = _still_known(material.rows, taxonomy)
    _warn(retired)
    fixed = fixed_set(folder, [e for e in officers if is_kept_out(e.text)])
    current, lessons = versions.load(folder), material.lessons(program)
    renewed = renewal.renew(
        data,
        officers,
        current,
        taxonomy,
        fixed,
        lessons.classifier if lessons else Classifier.load(program.settings.config_dir),
        lessons,
        present=versions.content(folder),
    )
    _warn(renewed.set_aside)
    if current.corrections and lessons is None:
        _warn(("现用模型从值班员更正中学得的用词，新模型没有：要保留，请加 --corrections 重新训练",))
    accepted, reason = renewed.verdict.accepted, ""
    if not accepted and force:
        renewed, reason = renewal.forced(renewed, force), force
    if accepted or reason:
        put_to_use(program.desk, folder, renewed, actor=actor, forced=reason)
    else:
        refuse(program.desk, folder, renewed, actor=actor)
    compared = renewed.manifest["compared"]
    used = accepted or bool(reason)
    sentence = _outcome(renewed.verdict.sentence, forced=bool(reason))
    told = {"accepted": used, "passed": accepted, "sentence": sentence}
    out = {"forced": reason or False, "set_aside": list(renewed.set_aside), **compared, **told}
    if as_json:
        say(out)
    elif used:
        click.echo(renewed.card)
    click.echo(sentence, err=True)
    return 0 if used else 1


def _outcome(sentence: str, *, forced: bool) -> str:
    """What became of the new model; one that was forced is in use, whatever the comparison said."""
    if not forced:
        return sentence
    return f"新模型已强制启用（未通过比对）：{sentence.removeprefix('新模型未启用：')}"


def _warn(set_aside: tuple[str, ...]) -> None:
    for sentence in set_aside:
        click.echo(f"注意：{sentence}", err=True)


COMMANDS = (train,)

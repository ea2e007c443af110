"""The command that trains category models and says which one is in use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from monitor.classify import versions
from monitor.classify.examples import Example, compose
from monitor.classify.taxonomy import TaxonomyConfig
from monitor.commands.common import as_json, one_shot, places, say, say_or
from monitor.config_file import read
from monitor.errors import UsageError
from monitor.settings import Settings
from monitor.store import learning
from monitor.text.clean import clean_text

_SAYS = "训练类别模型：--out 写到文件；--activate 与现用模型比较，通过才启用"


@click.command(help=_SAYS)
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="带标签的 CSV，可多次",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="用全部数据训练，写到这个文件")
@click.option("--corrections", is_flag=True, help="加上值班员对类别的更正")
@click.option("--activate", "renew_", is_flag=True, help="留出固定对照集训练，与现用模型比较，通过则启用")
@click.option("--force", metavar="REASON", help="比较未通过也启用，须写明理由")
@click.option("--rollback", "back", is_flag=True, help="退回上一个使用的模型")
@click.option("--list", "list_", is_flag=True, help="列出保存的模型")
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
    list_: bool,
    as_json: bool,
) -> int:
    """One of four: train to a file, renew the model in use, go back, list."""
    _one_of(train_to=out is not None, renew=renew_, back=back, list_=list_)
    if back or list_:
        return _manage(settings, back=back, as_json=as_json)
    if not data:
        raise UsageError("缺少 --data：须给出带标签的 CSV")
    if force is not None and not (renew_ and force.strip()):
        raise UsageError("--force 须与 --activate 同用，并写明理由")
    taxonomy = read(settings.config_dir / "taxonomy.yaml", TaxonomyConfig)
    officers = _corrections(settings, taxonomy) if corrections else []
    if out is not None:
        from monitor.classify.renewal import train as train_file  # scikit-learn is loaded only to train

        card = train_file(data, out, officers, taxonomy)
        say_or({"file": str(out), "card": card}, card, as_json=as_json)
        return 0
    return _renew(settings, data, officers, taxonomy, force=force, as_json=as_json)


def _one_of(**ways: bool) -> None:
    if sum(ways.values()) != 1:
        raise UsageError("须且只能写 --out、--activate、--rollback、--list 之一")


def _manage(settings: Settings, *, back: bool, as_json: bool) -> int:
    folder = versions.folder_of(settings.var)
    if back:
        ident = versions.rollback(folder)
        say_or({"current": ident}, f"已退回模型 {ident}", as_json=as_json)
        return 0
    for version in versions.listed(folder):
        line = _line(version.manifest)
        if as_json:
            say({"id": version.id, "current": version.current, **line})
        else:
            mark = "*" if version.current else " "
            click.echo(
                f"{mark} {version.id}  {line['data']}，{line['rows']} 条，宏平均 F1 {line['macro_f1']}"
            )
    return 0


def _line(manifest: Mapping[str, Any]) -> dict[str, Any]:
    held_out = manifest.get("held_out") or {}
    return {"data": manifest["data"], "rows": manifest["rows"], "macro_f1": held_out.get("macro_f1")}


def _corrections(settings: Settings, taxonomy: TaxonomyConfig) -> list[Example]:
    with one_shot(settings) as program, program.database.read() as session:
        return [
            Example(
                compose(clean_text(found.title), clean_text(found.text)),
                str(found.value),
                source="officer",
                weight=taxonomy.renewal.officer_weight,
                who=found.row.actor,
                when=found.row.recorded_at.isoformat(),
            )
            for found in learning.labelled(session, program.database.office_id, "category")
        ]


def _renew(
    settings: Settings,
    data: tuple[Path, ...],
    officers: list[Example],
    taxonomy: TaxonomyConfig,
    *,
    force: str | None,
    as_json: bool,
) -> int:
    from monitor.classify import renewal  # scikit-learn is loaded only to train

    folder = versions.folder_of(settings.var)
    renewed = renewal.renew(data, officers, versions.load(folder), taxonomy)
    accepted = renewed.verdict.accepted
    if not accepted and force:
        renewed = renewal.forced(renewed, force)
    if accepted or force:
        model = versions.keep(folder, renewed.content)
        versions.activate(folder, model.id)
    out = {"accepted": accepted, "forced": bool(force and not accepted), **renewed.manifest["compared"]}
    if as_json:
        say(out)
    elif accepted or force:
        click.echo(renewed.card)
    click.echo(renewed.verdict.sentence, err=True)
    return 0 if accepted or force else 1


COMMANDS = (train,)

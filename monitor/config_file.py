"""Reading one configuration file: YAML checked against a model, with errors that name the file, the key and the line."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from monitor.errors import ConfigError

M = TypeVar("M", bound=BaseModel)
# Both are safe loaders; the one in C reads the rule files about ten times as fast.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_SPAN = re.compile(r"^(\d+(?:\.\d+)?)(s|m|h|d)$")
_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class ConfigModel(BaseModel):
    """Base of every configuration model: unknown keys are errors and values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def parse_span(value: Any) -> Any:
    """Turn ``15m``, ``5h``, ``2d`` into a timedelta; leave the rest, also ISO 8601 (frozen ladders), to the model."""
    if isinstance(value, str) and not value.startswith("P"):
        match = _SPAN.match(value.strip())
        if match is None:
            raise ValueError("时长须写作 30s、15m、5h 或 2d 的形式")
        return timedelta(seconds=float(match[1]) * _UNIT_SECONDS[match[2]])
    return value


Span = Annotated[timedelta, BeforeValidator(parse_span)]
"""A length of time as an office writes it in YAML: ``15m``, ``5h``, ``2d``."""


def refuse_twice(names: list[str], what: str) -> None:
    """Refuse a name that stands twice. Raises ValueError, which names it."""
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ValueError(f"{what} id 重复：{twice[0]}")


def read(path: Path, model: type[M]) -> M:
    """Read a YAML file into a model.

    Raises:
        ConfigError: the file is missing, is not YAML, or a key is unknown, missing or of a wrong value.
    """
    path = locate(path)
    text = read_text(path)
    try:
        return parse(text, model)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        raise ConfigError(path, where, "不是有效的 YAML") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(path, _where(text, first["loc"]), _problem(first)) from error


def parse(text: str, model: type[M]) -> M:
    """Read a YAML text into a model. Raises YAMLError or ValidationError."""
    return cast(M, _parsed(text, model))


@lru_cache(maxsize=128)
def _parsed(text: str, model: type[BaseModel]) -> BaseModel:
    """What a text means to a model never changes, nor do models: offices that share a file share what it says."""
    tree = load_tree(text)
    return model.model_validate({} if tree is None else tree)


def load_tree(text: str) -> Any:
    """The plain values of a YAML text, fresh at each call. Raises YAMLError."""
    return yaml.load(text, Loader=_Loader)


BOOKS = "books"
"""The folder of other offices' rule books; each holds only the files that differ from those above it."""


def locate(path: Path) -> Path:
    """A file of a rule book (``books/OFFICE/sla.yaml``) or, where the book has none of its own, the one above."""
    folder = path.parent
    if folder.parent.name == BOOKS and not path.exists():
        return folder.parent.parent / path.name
    return path


def read_text(path: Path) -> str:
    """Read a configuration file as UTF-8. Raises ConfigError when it is missing or not UTF-8."""
    path = locate(path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(path, "", "文件不存在，可用 monitor init 生成示例配置") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, "", "无法按 UTF-8 读取") from error


def _where(text: str, loc: tuple[int | str, ...]) -> str:
    key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    line = _line_of(text, loc)
    return f"{key}（第 {line} 行）" if line else key


def _line_of(text: str, loc: tuple[int | str, ...]) -> int | None:
    """Follow the path of keys through the YAML tree as far as it goes; 1-based line."""
    node = yaml.compose(text, Loader=_Loader)
    line = None
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                break
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
        else:
            break
    return line


_PROBLEMS = {
    "extra_forbidden": "未知的键",
    "missing": "缺少必填的键",
    "string_type": "须为文字",
    "int_type": "须为整数",
    "int_parsing": "须为整数",
    "float_type": "须为数字",
    "bool_parsing": "须为 true 或 false",
    "list_type": "须为列表",
    "tuple_type": "须为列表",
    "dict_type": "须为键值表",
    "model_type": "须为键值表",
    "model_attributes_type": "须为键值表",
    "frozen_set_type": "须为列表",
}


def _problem(error: Any) -> str:
    kind = error["type"]
    if kind == "literal_error" or kind == "enum":
        return "只能取 " + "、".join(re.split(r", | or ", error["ctx"]["expected"].replace("'", "")))
    if kind == "value_error":
        return str(error["ctx"]["error"])
    return _PROBLEMS.get(kind, f"取值无效（{kind}）")

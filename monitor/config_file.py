"""Reading one configuration file: YAML checked against a model, with errors that name the file, the key and the line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from monitor.errors import ConfigError, reason_of

M = TypeVar("M", bound=BaseModel)
# Both are safe loaders; the one in C reads the rule files about ten times as fast.
_Plain: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadText(yaml.YAMLError):
    """What YAML itself lets pass or stumbles over, told in a sentence of ours."""


class _Loader(_Plain):  # type: ignore[misc]
    """Refuses a key that stands twice, since YAML drops the first without a word, and a date that no calendar has."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        lines: dict[str, int] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                line = key.start_mark.line + 1
                if key.value in lines:
                    raise BadText(f"键 {key.value} 写了两次（第 {lines[key.value]} 行、第 {line} 行）")
                lines[key.value] = line
        return cast(dict[Any, Any], super().construct_mapping(node, deep))

    def construct_timestamp(self, node: yaml.ScalarNode) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError as error:
            line = node.start_mark.line + 1
            raise BadText(f"第 {line} 行：不是有效的日期或时间：{node.value}") from error


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_timestamp)


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
    if isinstance(value, int | float):
        # 6 would be six seconds to the model; whoever wrote it meant hours, or minutes.
        raise ValueError("时长须写明单位：写作 30s、15m、5h 或 2d 的形式")
    return value


Span = Annotated[timedelta, BeforeValidator(parse_span)]
"""A length of time as an office writes it in YAML: ``15m``, ``5h``, ``2d``."""


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(
            f"不是有效的正则表达式：{pattern:.40}（第 {(error.pos or 0) + 1} 个字符处）"
        ) from error
    return pattern


Regex = Annotated[str, AfterValidator(_compiles)]
"""A regular expression that an office writes in YAML."""


def one_of(*codes: str) -> AfterValidator:
    """A text of which only these codes are known: what is misspelt would else never hold, and nobody would hear of it."""

    def check(value: str) -> str:
        if value not in codes:
            raise ValueError(f"没有 {value}，只能取 {'、'.join(codes)}")
        return value

    return AfterValidator(check)


def refuse_twice(names: Sequence[str], what: str, at: tuple[str, str] | None = None) -> None:
    """Refuse a name that stands twice; ``at`` are the list and the key where the names stand.

    Raises ValueError (or ValidationError, which is one), which names it and, where ``at`` is given, its place.
    """
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            sentence = f"{what} id 重复：{name}"
            if at is None:
                raise ValueError(sentence)
            raise ValidationError.from_exception_data(what, [fault((at[0], index, at[1]), sentence)])
        seen.add(name)


def fault(loc: tuple[str | int, ...], sentence: str) -> InitErrorDetails:
    """What is wrong at one place of a file, for a ValidationError."""
    kind = PydanticCustomError("value_error", "{error}", {"error": sentence})
    return InitErrorDetails(type=kind, loc=loc, input=None)


def number_form(value: str) -> str:
    """The form of a document's number. Raises ValueError where it lacks the year or the running number, or asks for more."""
    if "{year}" not in value or "{seq" not in value:
        raise ValueError("须含 {year} 与 {seq}")
    try:
        value.format(year=2026, seq=1)
    except (KeyError, IndexError, ValueError):
        raise ValueError("大括号内只能写 year 与 seq，如 {year}、{seq} 或 {seq:03}") from None
    return value


def read(path: Path, model: type[M]) -> M:
    """Read a YAML file into a model.

    Raises:
        ConfigError: the file is missing, is not YAML, or a key is unknown, missing or of a wrong value.
    """
    path = locate(path)
    text = read_text(path)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        # An emptied file would be read as all defaults, and nobody would hear that the office's rules are gone.
        raise ConfigError(path, "", "文件没有内容，可用 monitor init 生成示例配置")
    try:
        return parse(text, model)
    except BadText as error:
        raise ConfigError(path, "", str(error)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行" if mark else ""
        lines = text.splitlines()[mark.line : mark.line + 1] if mark else []
        tab = "，缩进须用空格，不能用制表符" if any("\t" in line for line in lines) else ""
        raise ConfigError(path, where, f"不是有效的 YAML{tab}") from error
    except ValidationError as error:
        first = _telling(error.errors())
        raise ConfigError(path, _where(text, first["loc"]), _problem(first)) from error


def _telling(errors: Sequence[Any]) -> Any:
    """The error to tell first: where a key is missing because it was misspelt, the misspelt one has a line."""
    if errors[0]["type"] == "missing":
        near = [
            e for e in errors if e["type"] == "extra_forbidden" and e["loc"][:-1] == errors[0]["loc"][:-1]
        ]
        if near:
            return near[0] | {"meant": errors[0]["loc"][-1]}
    return errors[0]


def parse(text: str, model: type[M], *, kept: bool = False) -> M:
    """Read a YAML text into a model; a ``kept`` one is read as it was when it held. Raises YAMLError or ValidationError."""
    return cast(M, _parsed(text, model, kept))


@lru_cache(maxsize=128)
def _parsed(text: str, model: type[BaseModel], kept: bool) -> BaseModel:
    """What a text means to a model never changes, nor do models: offices that share a file share what it says."""
    tree = yaml.load(text, Loader=_Plain) if kept else load_tree(text)
    return model.model_validate({} if tree is None else tree)


def load_tree(text: str) -> Any:
    """The plain values of a YAML text, fresh at each call. Raises YAMLError."""
    return yaml.load(text, Loader=_Loader)


def load_nodes(text: str) -> Any:
    """The nodes of a YAML text, each with its place in the text. Raises YAMLError."""
    return yaml.compose(text, Loader=_Loader)


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
    except OSError as error:
        raise ConfigError(path, "", f"无法读取：{reason_of(error)}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(path, "", "无法按 UTF-8 读取，请用编辑器另存为 UTF-8") from error


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
    "float_parsing": "须为数字",
    "decimal_parsing": "须为数字",
    "int_from_float": "须为整数",
    "bool_type": "须为 true 或 false",
    "date_from_datetime_parsing": "须为日期，写作 2026-01-31",
    "date_parsing": "须为日期，写作 2026-01-31",
    "date_type": "须为日期，写作 2026-01-31",
    "datetime_parsing": "须为时间，写作 2026-01-31 08:00",
    "datetime_from_date_parsing": "须为时间，写作 2026-01-31 08:00",
    "time_delta_parsing": "时长须写作 30s、15m、5h 或 2d 的形式",
    "time_delta_type": "时长须写作 30s、15m、5h 或 2d 的形式",
    "too_short": "不得为空",
    "string_too_short": "不得为空",
    "bool_parsing": "须为 true 或 false",
    "list_type": "须为列表",
    "tuple_type": "须为列表",
    "dict_type": "须为键值表",
    "model_type": "须为键值表",
    "model_attributes_type": "须为键值表",
    "frozen_set_type": "须为列表",
}


_BOUNDS = {
    "greater_than": "须大于",
    "greater_than_equal": "不得小于",
    "less_than": "须小于",
    "less_than_equal": "不得大于",
}


def _problem(error: Any) -> str:
    kind = error["type"]
    if "meant" in error:
        return f"未知的键；而 {error['meant']} 缺少，是否写错"
    if kind == "literal_error" or kind == "enum":
        return "只能取 " + "、".join(re.split(r", | or ", error["ctx"]["expected"].replace("'", "")))
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind in _BOUNDS:
        bound = next(iter(error["ctx"].values()))
        return f"{_BOUNDS[kind]} {bound:g}" if isinstance(bound, int | float) else f"{_BOUNDS[kind]} {bound}"
    return _PROBLEMS.get(kind, f"取值无效（{kind}）")

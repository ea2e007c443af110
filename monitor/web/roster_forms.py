"""From a typed form to a change on the roster: the fields are read here, the rules stay in the steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from monitor.clock import rfc3339
from monitor.errors import Refused
from monitor.steps.duty_changes import Agreement
from monitor.web.case_acts import consent_from
from monitor.web.console import Console
from monitor.web.guard import Form
from monitor.web.labels import minute


def _span(form: Form, name: str, what: str) -> dict[str, Any]:
    """A person with a time, from the fields ``NAME_person``, ``NAME_from`` and ``NAME_to``. Raises Refused."""
    person = form.text(f"{name}_person")
    start, end = (form.moment(f"{name}_{key}", f"{what}的{word}") for key, word in _ENDS)
    if not person or start is None or end is None:
        raise Refused(f"须填写{what}的人员与起止时间")
    return {"person": person, "from": rfc3339(start), "to": rfc3339(end)}


_ENDS = (("from", "开始时间"), ("to", "结束时间"))


def _leave(form: Form) -> dict[str, Any]:
    stand_in = form.text("substitute")
    return _span(form, "leave", "请假") | ({"substitute": stand_in} if stand_in else {})


def _shift(form: Form) -> dict[str, Any]:
    role = form.text("as")
    return _span(form, "shift", "班次") | ({"as": role} if role else {})


def _swap(form: Form) -> dict[str, Any]:
    return {"first": _span(form, "first", "甲方"), "second": _span(form, "second", "乙方")}


BODIES: Mapping[str, Callable[[Form], dict[str, Any]]] = {"leave": _leave, "shift": _shift, "swap": _swap}


def agreement(console: Console, form: Form) -> Agreement | None:
    """Who agreed to an exchange: by own password on the spot, or by telephone with the words and the time."""
    consent = consent_from(console, form)
    if consent is None:
        return None
    if consent.by == "present":
        return Agreement(consent.person, "present")
    return Agreement(consent.person, "phone", f"{minute(consent.at)} 通话：{consent.words}")

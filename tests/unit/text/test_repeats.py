from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text

REPORT = "昨天下午，宽城区一仓库起火，3人死亡，消防员一小时后扑灭明火。"


@pytest.mark.parametrize("between", ["", "\n", " ", "\r\n\r\n", "<br><br>"])
def test_a_text_given_twice_is_read_once(between: str) -> None:
    raw = REPORT + between + REPORT
    found = clean(raw)
    assert found.text == REPORT
    assert clean_text(raw) == found.text
    at = found.text.index("3人死亡")
    assert raw[slice(*found.source_span(at, at + 4))] == "3人死亡"
    assert found.position(raw.rindex("3人死亡")) == len(found.text)


@pytest.mark.parametrize(
    "text",
    [
        REPORT + "其中2人是消防员。",
        REPORT + REPORT.replace("3人", "4人"),
        REPORT + "续报：" + REPORT + "截至今天8时，死亡4人。",
        "救命！救命！",
        "一号楼停水，二号楼停水。一号楼停电，二号楼停电。",
    ],
)
def test_what_only_begins_alike_or_goes_on_is_kept(text: str) -> None:
    assert clean_text(text) == text

from __future__ import annotations

from urllib.parse import unquote

from monitor.web.downloads import saved_as
from tests.web_rig import Rig


def test_a_file_is_saved_under_a_name_that_any_system_takes() -> None:
    said = saved_as('转办单 长新舆转〔2026〕3号/"甲"\r\n..docx', "paper-3.docx")["Content-Disposition"]
    assert said.isascii() and "\n" not in said
    assert unquote(said.split("UTF-8''")[1]) == "转办单 长新舆转〔2026〕3号 甲 ..docx"


def test_figures_and_circular_name_their_days(rig: Rig) -> None:
    officer = rig.browser("duty")
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    for path, name in (
        ("/timeliness/file", "2026-11-01至2026-11-30.csv"),
        ("/circular", "2026-11-01至2026-11-30.docx"),
    ):
        asked = "&".join(
            f"{k}={v}" for k, v in (days | ({"format": "docx"} if path == "/circular" else {})).items()
        )
        said = officer.get(f"{path}?{asked}").headers["content-disposition"]
        assert unquote(said).endswith(name)

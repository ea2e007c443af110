"""Words of danger that are often typed wrong, and the words that look like them and are right."""

from __future__ import annotations

import pytest

from monitor.text.clean import clean, clean_text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("化工厂爆乍了", "化工厂爆炸了"),
        ("路面榻了个大坑", "路面塌了个大坑"),
        ("家里暧气不热", "家里暖气不热"),
        ("天燃气漏了", "天然气漏了"),
        ("燃汽泄漏", "燃气泄漏"),
        ("高速连环装车", "高速连环撞车"),
    ],
)
def test_what_is_meant_is_read(raw: str, expected: str) -> None:
    found = clean(raw)
    assert found.text == clean_text(raw) == expected


@pytest.mark.parametrize(
    "text", ["下榻了酒店", "买榻榻米", "两人暧昧", "货车连环装货", "天上燃着烟花", "搭伙了三年", "卧榻之侧"]
)
def test_what_is_right_stays(text: str) -> None:
    assert clean_text(text) == text

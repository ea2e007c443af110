"""Rule books of several offices side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import ConfigError, UsageError
from monitor.rulebook import RuleBook, book_folders
from monitor.settings import Settings


@pytest.fixture
def district(config_dir: Path) -> Path:
    """A district's book with an office and a response term of its own; the rest is the city's."""
    folder = config_dir / "books" / "nanguan"
    folder.mkdir(parents=True)
    office = (config_dir / "office.yaml").read_text(encoding="utf-8").replace("id: changchun", "id: nanguan")
    (folder / "office.yaml").write_text(office, encoding="utf-8")
    sla = (config_dir / "sla.yaml").read_text(encoding="utf-8").replace("within: 48h", "within: 24h")
    (folder / "sla.yaml").write_text(sla, encoding="utf-8")
    return folder


def settings(config_dir: Path, office: str) -> Settings:
    return Settings.from_env(str(config_dir), env={"MONITOR_OFFICE": office})


def test_each_office_has_its_own_rules_and_shares_the_rest(config_dir: Path, district: Path) -> None:
    city = RuleBook.load(settings(config_dir, "").config_dir)
    own = RuleBook.load(settings(config_dir, "nanguan").config_dir)
    hours = [b.sla.milestone("response").within.total_seconds() / 3600 for b in (city, own)]  # type: ignore[union-attr]
    assert (city.office.id, own.office.id, hours) == ("changchun", "nanguan", [48, 24])
    assert own.version != city.version and own.texts["organs.yaml"] == city.texts["organs.yaml"]
    assert book_folders(config_dir) == [district]


def test_an_unknown_office_or_a_book_under_another_name_is_refused(config_dir: Path, district: Path) -> None:
    for name in ("nowhere", "../books/nanguan"):
        with pytest.raises(UsageError, match="MONITOR_OFFICE"):
            settings(config_dir, name)
    district.rename(district.with_name("erdao"))
    with pytest.raises(ConfigError, match="同名"):
        RuleBook.load(settings(config_dir, "erdao").config_dir)

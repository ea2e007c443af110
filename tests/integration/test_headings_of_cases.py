"""What a case is called where the headline of its first item says little."""

from __future__ import annotations

import pytest

from tests.office import TestOffice, item

TEXT = "11月28日20时许，长春市朝阳区一烧烤店发生液化气爆燃，遇难11人，伤员9人。"


@pytest.fixture
def office(sqlite_office: TestOffice) -> TestOffice:
    return sqlite_office


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("通报", "通报：11月28日20时许，长春市朝阳区一烧烤店"),
        ("【情况通报（二）】", "【情况通报（二）】：11月28日20时许"),
        ("", "11月28日20时许，长春市朝阳区一烧烤店"),
        ("朝阳区一烧烤店爆燃致11死", "朝阳区一烧烤店爆燃致11死"),
    ],
)
def test_a_headline_that_only_names_a_kind_of_paper_is_followed_by_the_words_under_it(
    office: TestOffice, title: str, called: str
) -> None:
    office.ingest(item(title=title, text=TEXT, source_kind="official_site", source="长春发布"))
    (case,) = office.cases()
    assert case.title.startswith(called)

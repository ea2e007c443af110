from __future__ import annotations

from datetime import datetime

import pytest

from monitor.classify.classifier import Classifier
from monitor.clock import SHANGHAI
from monitor.item import Item
from monitor.text.clean import clean, clean_text

FORMS = [
    '"50余人死亡"',
    "‘50余人死亡’",
    "〝50余人死亡〞",
    "``50余人死亡''",
    "''50余人死亡''",
    "''''50余人死亡''''",
    '\\"50余人死亡\\"',
    "『50余人死亡』",
]


@pytest.mark.parametrize("form", FORMS)
def test_quotation_marks_of_any_form_are_the_common_ones(form: str) -> None:
    raw = f"网传{form}不实"
    found = clean(raw)
    assert found.text == clean_text(raw) == "网传“50余人死亡”不实"
    at = found.text.index("50")
    assert raw[slice(*found.source_span(at, at + 6))] == "50余人死亡"


@pytest.mark.parametrize("form", FORMS)
def test_a_toll_that_is_only_quoted_to_be_denied_grades_nothing(classifier: Classifier, form: str) -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=SHANGHAI)
    text = "针对网传信息，绿园区管委会通报：11月19日19时50分，一居民楼起火，过火3户，无人员伤亡。"
    item = Item(
        "1", f"小区大火致{form}？辟谣：无人员伤亡", text, source_kind="official_site", published_at=now
    )
    assert classifier.classify(item, now).severity not in ("I", "II")


@pytest.mark.parametrize(
    "text", ['55"电视坏了', "“他说‘好’就走了”", 'the "best" one', "it's o''clock", '一块55"，一块65"的']
)
def test_inches_inner_quotes_and_english_stay(text: str) -> None:
    assert clean_text(text) in (text, text.replace("''", '"'))

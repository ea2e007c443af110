"""The words that bear out a word of an emergency, sought by one expression that the engine can skip with."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from monitor.classify.emergencies.hits import _whole

WORDS = ("浓烟", "120", "烟", "119")


@given(st.text(st.sampled_from("0129浓烟火"), max_size=10))
def test_a_number_bears_out_by_itself_alone_and_a_word_anywhere(text: str) -> None:
    plain = re.search(r"烟|(?<!\d)(?:120|119)(?!\d)", text)
    assert (_whole(WORDS).search(text) is None) == (plain is None)

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.classify.category.cold_start import NO_MARGINS, ColdClasses, Margins, Seeded, listen
from monitor.classify.category.naming import CategoryChoice, Namer
from monitor.classify.category.taxonomy import TaxonomyConfig
from monitor.classify.lexicon import Lexicon
from monitor.classify.scoring import artefact
from monitor.classify.scoring.grams import Alphabet
from monitor.config_file import read

CONFIG = Path(__file__).resolve().parents[3] / "config"
MODEL, WRITTEN = artefact.shipped("category"), artefact.shipped("cold_start")
UNSURE = dict.fromkeys(MODEL.model.labels, 1 / len(MODEL.model.labels))
GIFT = "窗口的人暗示要好处费才给盖章"


@pytest.fixture(scope="module")
def taxonomy() -> TaxonomyConfig:
    return read(CONFIG / "taxonomy.yaml", TaxonomyConfig)


def strongest(taxonomy: TaxonomyConfig, text: str, margins: Margins = NO_MARGINS) -> Seeded | None:
    found = Lexicon(taxonomy.seed_groups()).find(text, head=40)
    return ColdClasses(taxonomy, MODEL, WRITTEN).strongest(found, margins, text)


def named(taxonomy: TaxonomyConfig, text: str) -> CategoryChoice:
    found = Lexicon(taxonomy.seed_groups()).find(text, head=40)
    said = listen(WRITTEN.model, Alphabet().grams([text]))[0]
    return Namer(taxonomy, MODEL, WRITTEN).choose(UNSURE, found, text, margins=said)


def test_the_machine_knows_exactly_the_classes_without_training_messages(taxonomy: TaxonomyConfig) -> None:
    assert set(WRITTEN.model.labels) == {c.name for c in taxonomy.categories if not c.trained}


def test_the_machine_never_names_a_class_without_a_word(taxonomy: TaxonomyConfig) -> None:
    assert strongest(taxonomy, "今天天气真好", {"民政": 3.0}) is None


def test_the_machine_settles_between_two_classes_with_a_word_each(taxonomy: TaxonomyConfig) -> None:
    text = "派出所说低保的事不归他们"
    for name in ("政法", "民政"):
        seeded = strongest(taxonomy, text, {name: 1.0})
        assert seeded and seeded.name == name


def test_a_margin_of_other_texts_is_worth_nothing(taxonomy: TaxonomyConfig) -> None:
    plain, said = strongest(taxonomy, GIFT), strongest(taxonomy, GIFT, {"纪检监察": -1.0})
    assert plain and said and plain.points == said.points


def test_the_same_word_tells_less_in_a_long_text(taxonomy: TaxonomyConfig) -> None:
    short, long = strongest(taxonomy, GIFT), strongest(taxonomy, GIFT + "。" * 200)
    assert short and long and long.points < short.points / 3


def test_one_word_against_a_sure_model_is_named_but_left_to_a_person(taxonomy: TaxonomyConfig) -> None:
    found = Lexicon(taxonomy.seed_groups()).find(GIFT, head=40)
    sure = {**dict.fromkeys(MODEL.model.labels, 0.02), "城乡建设": 0.88}
    choice = Namer(taxonomy, MODEL, WRITTEN).choose(sure, found, GIFT)
    assert (choice.name, choice.uncertain) == ("纪检监察", True)


def test_a_clear_letter_is_named_without_doubt(taxonomy: TaxonomyConfig) -> None:
    choice = named(
        taxonomy,
        "申请低保三次都被退回，民政办说名下有一辆摩托车。父亲是残疾军人，优抚的钱也停了，请民政局派人来家里核对收入，"
        "把村里吃低保的名单公开，该给的临时救助也请给一个说法。",
    )
    assert (choice.name, choice.uncertain) == ("民政", False)
    assert "冷启动" in choice.reason and "“残疾军人”" in choice.reason

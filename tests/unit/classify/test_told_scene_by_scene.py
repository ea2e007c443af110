"""Scenes of one attack add up where nobody counts them all; what befell others elsewhere on the same day is none of it."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.classify.figures.casualties import extract_casualties
from monitor.text.clean import clean


def values(text: str, title: str = "") -> dict[str, int]:
    figures = extract_casualties(clean(title), clean(text), date(2026, 7, 17)).figures
    return {name: figure.value for name, figure in figures.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "今天凌晨发生多起爆炸。在长途车站门口，保安李某和1名协管员被炸身亡，2名民警受伤；百货商场门前，3名摆摊的群众遇难，另有5名群众被炸伤。",
            {"deaths": 5, "injured": 7},
        ),
        ("两处同时遭袭。市政广场附近，枪手打死4人，打伤6人。河边的一家咖啡馆内，2人死亡，9人受伤。", {"deaths": 6, "injured": 15}),
        # Somebody counts them all.
        (
            "两处同时遭袭，共造成6人死亡、15人受伤。市政广场附近，4人死亡，6人受伤。河边的一家咖啡馆内，2人死亡，9人受伤。",
            {"deaths": 6, "injured": 15},
        ),
        # One blast: who stands at a gate may be one of those told before.
        ("市场爆炸，7人受伤。在市场门口，2人受伤后被抬上车。在派出所门口，3人受伤，在等车。", {"injured": 7}),
    ],
)  # fmt: skip
def test_scenes_of_one_attack_add_up(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "西部城市一座礼堂16日遭自杀式袭击，警方说死者已达31人，伤者超过60人。当天在首都还有1名法官在上班途中遭枪击丧命。",
            {"deaths": 31, "injured": 60},
        ),
        ("西部城市一座礼堂16日遭自杀式袭击，31人死亡。同一天，南部省份另有2名士兵被路边炸弹炸死，5人受伤。", {"deaths": 31}),
        ("17日，数百人聚在礼堂悼念一位刚刚过世的长者时发生爆炸，30人受伤。", {"injured": 30}),
        ("17日爆炸后，一位伤者不治身亡的消息传来，30人受伤。", {"deaths": 1, "injured": 30}),
        # In a hospital of the place, or where nothing of its own befell them, they are of this happening.
        ("首都一座礼堂16日遭袭击，31人死亡。当天在医院还有2名伤者死亡。", {"deaths": 33}),
        ("事故造成2人死亡。当天在送医途中又有1名伤者死亡。", {"deaths": 3}),
    ],
)  # fmt: skip
def test_others_of_the_day_are_none_of_it(text: str, expected: dict[str, int]) -> None:
    assert values(text) == expected

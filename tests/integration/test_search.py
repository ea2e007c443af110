"""Search is exact on both databases: it finds what LIKE finds, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.store.database import Database
from monitor.store.schema import migrate
from monitor.store.search import grams, holding_any, index_item, proposing, search_ids, terms_of
from tests.web_rig import item

AT = datetime(2026, 11, 23, tzinfo=UTC)
TEXTS = [
    "长春市绿园区发生火灾",
    "供暖不热 居民投诉",
    "AI 客服 iPhone15 无人应答",
    "100%达标_测试 50%",
    "𬬻火旺与㐂字的村名",
    "café 与 O'Neil “引号” -- 注释",
    "火",
]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, "changchun")
    migrate(opened, "测试")
    yield opened
    opened.close()


def store(database: Database, *texts: str) -> dict[str, int]:
    """Keep each text as an item of its own; returns their ids."""
    found = {}
    with database.write() as tx:
        for n, content in enumerate(texts):
            row = item(AT, external_id=str(n), title="", text=content)
            tx.session.add(row)
            tx.session.flush()
            index_item(tx.session, row.id, row.title, row.text)
            found[content] = row.id
    return found


def find(database: Database, query: str, **more: int) -> list[int]:
    with database.read() as session:
        return search_ids(session, query, office_id="changchun", **more)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("火灾", [0]), ("绿园", [0]), ("园区发", [0]), ("火", [0, 4, 6]), ("热 投诉", [1]), ("投诉 不热", [1]),
        ("IPHONE15", [2]), ("ai", [2]), ("15", [2]), ("100%", [3]), ("%", [3]), ("_", [3]), ("0%达", [3]),
        ("𬬻火", [4]), ("㐂", [4]), ("𬬻", [4]), ("o'neil", [5]), ("--", [5]), ("火 灾", [0]), ("不存在", []),
        ('" OR 1', []), ("火灾*", []), ("热居", []), ("", [0, 1, 2, 3, 4, 5, 6]),
    ],
)  # fmt: skip
def test_it_finds_every_text_that_holds_the_words_and_no_other(
    database: Database, query: str, wanted: list[int]
) -> None:
    ids = store(database, *TEXTS)
    expected = sorted((ids[TEXTS[n]] for n in wanted), reverse=True)
    assert find(database, query) == expected


def test_traditional_and_full_width_queries_find_the_clean_text(database: Database) -> None:
    ids = store(database, *TEXTS)
    assert find(database, "長春市") == [ids[TEXTS[0]]]
    assert find(database, "ｉＰｈｏｎｅ１５") == [ids[TEXTS[2]]]


def test_a_changed_text_is_found_by_its_new_words_only(database: Database) -> None:
    ident = store(database, "旧的说法")["旧的说法"]
    with database.write() as tx:
        from monitor.store.tables import ItemRecord

        row = tx.session.get_one(ItemRecord, ident)
        row.text = "新的内容"
        tx.session.add(row)
        index_item(tx.session, ident, "", "新的内容")
    assert find(database, "旧的") == [] and find(database, "新的") == [ident]


def test_results_come_in_pages_the_latest_first_and_only_of_the_own_office(database: Database) -> None:
    ids = sorted(store(database, "火甲", "火乙", "火丙").values(), reverse=True)
    assert find(database, "火", limit=2) == ids[:2]
    assert find(database, "火", limit=2, offset=2) == ids[2:]
    with database.read() as session:
        assert search_ids(session, "火", office_id="other") == []


ALPHABET = "火灾长春a1A%_' -。\u4e00𬬻é"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.text(ALPHABET, min_size=1, max_size=12), query=st.text(ALPHABET, min_size=1, max_size=3))
def test_every_part_of_a_text_has_its_tokens_in_the_index(content: str, query: str) -> None:
    from monitor.store.search import _wanted

    if query.lower() not in content.lower():
        return
    tokens = grams(content)
    for token, prefix in _wanted([query]):
        assert any(t.startswith(token) if prefix else t == token for t in tokens)


def test_a_long_query_is_cut_to_a_few_words() -> None:
    assert len(terms_of("词语 " * 50)) == 8


def test_many_phrases_are_sought_from_an_item_on_and_none_of_them_in_fewer_items(database: Database) -> None:
    """They are asked some at a time, and each lot from the same item on."""
    ids = store(database, *TEXTS)
    phrases = [f"没有这句话{n}" for n in range(40)]
    first, second = ids[TEXTS[0]], ids[TEXTS[1]]
    with database.read() as session:
        proposed = proposing(session.get_bind().dialect.name)
        assert holding_any(session, [*phrases, "火灾"], proposed, {"first": first}) == [first]
        assert holding_any(session, ["火灾", *phrases], proposed, {"first": second}) == []
        assert holding_any(session, [*phrases, "居民投诉"], proposed, {"first": second}) == [second]


PARTS = ["火灾已被", "扑灭，", "ABCé", "伤者送医", "调查组", "７", "\U00020000\U00020001", "原因正在查明"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map("".join), min_size=1),
    phrases=st.lists(st.lists(st.sampled_from(PARTS), min_size=1, max_size=3).map("".join), min_size=1),
)
def test_of_many_phrases_those_items_are_found_whose_tokens_the_index_has_all(
    sqlite_url: str, texts: list[str], phrases: list[str]
) -> None:
    """Whatever few of them the index was asked for."""
    from monitor.store.search import _wanted

    def has_all(content: str, phrase: str) -> bool:
        tokens = grams(f"题目\n{content}")
        return all(
            any(t.startswith(token) if prefix else t == token for t in tokens)
            for token, prefix in _wanted([phrase])
        )

    opened = Database(sqlite_url, "changchun")
    migrate(opened, "测试")
    with opened.read() as session:
        ids = {}
        for n, content in enumerate(texts):
            session.add(row := item(AT, external_id=str(n), title="题目", text=content))
            session.flush()
            index_item(session, row.id, row.title, row.text)
            ids[row.id] = content
        found = holding_any(session, phrases, proposing("sqlite"), {"first": 0})
        session.rollback()
    opened.close()
    assert found == [n for n, content in ids.items() if any(has_all(content, p) for p in phrases)]

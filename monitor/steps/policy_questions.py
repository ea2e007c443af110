"""What is asked about a policy since a moment, in the words of those who ask, brought together."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from monitor.classify.policies.confusion import about, questions_in
from monitor.classify.policies.watch_list import Policy
from monitor.events.questions import Asked, PolicyWords, Question, main_questions
from monitor.rulebook import RuleBook
from monitor.store import policy_view as view

_READ = 300
"""So many of the latest asking items are compared: each question is held against each group."""


def questions_now(
    session: Session, book: RuleBook, policy: Policy, since: datetime, *, until: datetime | None = None
) -> tuple[Question, ...]:
    """The main questions, those of most people first; an item that is not understood and asks nothing in words is left out."""
    rules = book.policies.confusion
    spoken = view.asking_items(
        session, book.office.id, policy.id, (since, until), citizens=rules.voices, limit=_READ
    )
    asked = [
        Asked(item.id, sentence, item.author or "", item.duplicate_of)
        for item in (found.item for found in spoken)
        for sentence in questions_in(rules, about(policy, f"{item.title}\n{item.text}"))
    ]
    words = PolicyWords((*rules.longest_first, *policy.names), tuple(policy.terms))
    return main_questions(asked, words)

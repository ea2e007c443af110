"""What is asked about a policy since a moment, in the words of those who ask, brought together."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from monitor.classify.policies.confusion import questions_in
from monitor.classify.policies.watch_list import Policy
from monitor.events.questions import Asked, PolicyWords, Question, main_questions
from monitor.rulebook import RuleBook
from monitor.store import policy_view as view

_READ = 300
"""So many of the latest asking items are compared: each question is held against each group."""


def questions_now(session: Session, book: RuleBook, policy: Policy, since: datetime) -> tuple[Question, ...]:
    """The main questions, those of most people first; an item that asks nothing in words gives its title."""
    rules = book.policies.confusion
    found = view.asking_items(session, policy.id, book.office.id, since, citizens=rules.voices, limit=_READ)
    asked = []
    for spoken in found:
        item = spoken.item
        told = questions_in(rules, f"{item.title}\n{item.text}")
        asked += [Asked(item.id, sentence, item.author or "", item.duplicate_of) for sentence in told]
    words = PolicyWords((*rules.longest_first, *policy.names), tuple(policy.terms))
    return main_questions(asked, words)

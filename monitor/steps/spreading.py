"""传播: how far publications were carried, reckoned anew from what was stored by a moment; nothing of it is kept."""

from __future__ import annotations

from bisect import bisect_left
from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import cast

from sqlmodel import Session

from monitor.classify.policies.watch_list import FORM_LABELS
from monitor.events.carrying import Carriage, CarryingReader, Sieve, Told, pieces
from monitor.events.copy_reader import CopyReader
from monitor.events.swaps import PlaceSwaps
from monitor.events.words import WordTable
from monitor.rulebook import RuleBook
from monitor.sla.spreading import (
    INTERPRETATION,
    TIERS,
    Publication,
    Sounding,
    Spread,
    SpreadingRules,
    stand,
)
from monitor.sla.timeliness import UNNAMED
from monitor.steps.evidence import identity
from monitor.steps.hearing import Ears
from monitor.steps.release_texts import Text, TextFinder
from monitor.steps.soundings import by_time, is_own, sounding
from monitor.steps.wordings import Wordings
from monitor.store import spreading_view as view
from monitor.store.figures import day_span, facts_as_of
from monitor.store.matters import family
from monitor.store.policy_tables import PolicyInterpretation
from monitor.store.spreading_view import Recorded, Said, Window, told_at
from monitor.store.tables import CaseAct

_LOOKED_UP = 48
"""So many pieces of a release, spread over it, are looked up outside its event; within it every item is compared."""
_SHOWN_WORDS = 300
_TOGETHER = 200
"""So many publications are measured together: the texts around those of a year would fill the memory."""
MANY = 200
"""So many publications are measured in a second or two."""


def spreads_in(session: Session, book: RuleBook, from_: date, to: date, as_of: datetime) -> list[Spread]:
    """How far whatever was published on the days ``from_`` to ``to`` had been carried, by what was stored at ``as_of``."""
    return measured(session, book, publications_in(session, book, from_, to, as_of), as_of)


def publications_in(
    session: Session, book: RuleBook, from_: date, to: date, as_of: datetime
) -> list[Publication]:
    """Whatever was published on the days ``from_`` to ``to`` by what was stored at ``as_of``, in order; not yet measured."""
    office, span = book.office.id, day_span(from_, to)
    found = _each_once(session, view.records_in(session, office, span, as_of), as_of)
    told = view.interpretations_in(session, office, span, as_of)
    publications = [*_of_records(session, found, as_of), *map(_of_interpretation, told)]
    return sorted(publications, key=lambda p: (p.published_at, p.ref))


def measured(
    session: Session, book: RuleBook, publications: Sequence[Publication], as_of: datetime
) -> list[Spread]:
    """How far publications had been carried.

    Those that were published one after another are measured together: their texts and items are asked for at once, and then let
    go.
    """
    found: list[Spread] = []
    for first in range(0, len(publications), _TOGETHER):
        part = publications[first : first + _TOGETHER]
        cases = {p.case_id for p in part if p.case_id is not None}
        holders = view.held_together(session, cases, as_of)
        records = view.records_of(session, book.office.id, holders, as_of)
        found += _Measure(session, book, as_of, records, holders).measure(part)
    return found


def _each_once(session: Session, found: Iterable[Recorded], as_of: datetime) -> list[Recorded]:
    """Of a publication that was recorded on several cases which were one by a moment, the record of the case that held them.

    Its carriers would else be counted once for each record.
    """
    alike: dict[tuple[object, ...], list[Recorded]] = {}
    for one in found:
        alike.setdefault((one.happened_at, *identity(one.body)), []).append(one)
    kept: dict[tuple[object, ...], Recorded] = {}
    for told, records in alike.items():
        for one in records:
            holder = view.holder_by(session, one.case_id, as_of) if len(records) > 1 else one.case_id
            first = kept.setdefault((*told, holder), one)
            if one.case_id == holder != first.case_id:
                kept[*told, holder] = one
    return list(kept.values())


def _of_records(session: Session, found: Sequence[Recorded], as_of: datetime) -> list[Publication]:
    organs = facts_as_of(session, sorted({one.case_id for one in found}), "organ", as_of)
    return [
        Publication(
            ref=f"a{one.id}",
            kind=str(one.body["kind"]),
            case_id=one.case_id,
            number=one.number,
            title=one.title,
            organ=str(organs.get(one.case_id) or UNNAMED),
            published_at=one.happened_at,
            recorded_at=one.recorded_at,
            url=str(one.body.get("url") or ""),
            publisher=str(one.body.get("published_by") or ""),
        )
        for one in found
    ]


def takes_long(session: Session, book: RuleBook, from_: date, to: date, as_of: datetime) -> bool:
    """Whether :func:`spreads_in` would keep a reader waiting: the words of each publication are sought among all items."""
    return view.more_recorded(session, book.office.id, day_span(from_, to), as_of, than=MANY)


def spreads_of_case(session: Session, book: RuleBook, case_id: int, as_of: datetime) -> list[Spread]:
    """How far each publication that counts for a case had been carried: its own, and those of the cases that it has taken in."""
    found = view.records_of(session, book.office.id, family(session, case_id), as_of)
    told = _of_records(session, _each_once(session, found, as_of), as_of)
    return measured(session, book, sorted(told, key=lambda p: (p.published_at, p.ref)), as_of)


def spread_of(session: Session, book: RuleBook, ref: str, as_of: datetime) -> Spread | None:
    """How far one publication, given by its reference, had been carried; None where there was none by then."""
    ident = int(ref[1:]) if ref[1:].isdecimal() and len(ref) < 19 else 0
    office = book.office.id
    if ref[:1] == "i":
        told = view.interpretation(session, office, ident, as_of)
        publications = [] if told is None else [_of_interpretation(told)]
    else:
        act = session.get(CaseAct, ident) if ref[:1] == "a" else None
        found = view.records_of(session, office, [act.case_id], as_of) if act is not None else []
        publications = _of_records(session, [one for one in found if one.id == ident], as_of)
    return next(iter(measured(session, book, publications, as_of)), None)


def release_text(session: Session, book: RuleBook, record: CaseAct, as_of: datetime) -> Text | None:
    """The words of a recorded publication, from the best proof of them that there was at a moment."""
    found = view.records_of(session, book.office.id, [record.case_id], as_of)
    texts = TextFinder(session, book.office.id, as_of, found)
    own = _of_records(session, [one for one in found if one.id == record.id], as_of)
    return next(map(texts.find, own), None)


def _of_interpretation(row: PolicyInterpretation) -> Publication:
    return Publication(
        ref=f"i{row.id}",
        kind=INTERPRETATION,
        case_id=None,
        number=row.policy,
        title=FORM_LABELS.get(row.form, row.form),
        organ=row.publisher or UNNAMED,
        published_at=row.published_at,
        recorded_at=row.recorded_at,
        url=row.url,
        publisher=row.publisher,
    )


@dataclass(slots=True)
class _Sought:
    """One publication while it is measured."""

    publication: Publication
    text: Text | None
    names: tuple[str, ...] = ()
    before: list[Told] = field(default_factory=list)
    """Earlier publications of the same case, or interpretations of the same policy: what they said is not this one's own."""
    members: Collection[int] = ()
    """The items of its event, or those that speak of its policy."""
    met: Collection[int] = ()
    """The items, wherever they belong, that may hold words of it."""


@dataclass(frozen=True, slots=True)
class _Around:
    """What was said and heard around the publications that are measured together."""

    said: Mapping[int, Said]
    """The items that may count, with the texts that they had at the moment of measuring."""
    wordings: Wordings
    ears: Ears


@dataclass
class _Measure:
    """One measuring: everything is read as of one moment.

    ``holders`` are the cases measured and those that were one with them then, each with the case that held it; ``records``
    are all their publications.
    """

    session: Session
    book: RuleBook
    as_of: datetime
    records: Sequence[Recorded]
    holders: Mapping[int, int]

    @cached_property
    def rules(self) -> SpreadingRules:
        return self.book.verification.spreading

    @cached_property
    def reader(self) -> CarryingReader:
        match = self.book.events.match
        swaps = PlaceSwaps(match.name_endings, self.book.events.copies.address_units, WordTable.shipped())
        copies = CopyReader(self.book.events.copies, swaps)
        return CarryingReader(copies, quote=self.rules.quote, whole=self.rules.whole)

    @cached_property
    def texts(self) -> TextFinder:
        return TextFinder(self.session, self.book.office.id, self.as_of, self.records)

    @cached_property
    def published(self) -> dict[int, list[Publication]]:
        """The publications of each case that held others, or itself alone."""
        found: dict[int, list[Publication]] = {}
        for p in _of_records(self.session, self.records, self.as_of):
            found.setdefault(self.holders[p.case_id or 0], []).append(p)
        return found

    @cached_property
    def cases(self) -> dict[int, Recorded]:
        """What is asked of each case, as any of its records tells it."""
        return {one.case_id: one for one in self.records}

    def measure(self, publications: Sequence[Publication]) -> list[Spread]:
        """1. The words of each. 2. The items of its event, and those that the index of words proposes. 3. Each is compared exactly."""
        if not publications:
            return []
        others = (p for told in self.published.values() for p in told)
        self.texts.prepare({p.ref: p for p in (*others, *publications)}.values())
        sought = [self._seek(p) for p in publications]
        self._add_members(sought)
        starts = [p.published_at for p in publications]
        whole = self._window(min(starts), max(starts) + self.rules.within)
        self._add_revised(sought, whole)
        wanted = {ident for one in sought for ident in (*one.members, *one.met)}
        said = view.said_by(self.session, wanted, self.as_of)
        wordings = Wordings.read(self.session, said.values(), self.as_of)
        around = _Around(
            {n: wordings.at(item, self.as_of) for n, item in said.items()},
            wordings,
            Ears(self.session, whole),
        )
        return [self._spread(one, around) for one in sought]

    def _add_revised(self, sought: Sequence[_Sought], whole: Window) -> None:
        """The index of words forgets earlier texts, so what was said around a publication and revised is compared with it.

        Asked once for all: to see what was revised the database looks at every item of the span.
        """
        revised = view.revised(self.session, whole)
        for one in sought:
            span = self._span(one.publication)
            first = bisect_left(revised, (span.start - view.BARE_DAY, 0))
            one.met = {*one.met, *(n for _, n in revised[first : bisect_left(revised, (span.end, 0))])}

    def _window(self, start: datetime, end: datetime) -> Window:
        return Window(self.book.office.id, start, end, self.as_of)

    def _span(self, p: Publication) -> Window:
        return self._window(p.published_at, p.published_at + self.rules.within)

    def _seek(self, p: Publication) -> _Sought:
        one = _Sought(p, self.texts.find(p))
        names = {p.publisher, p.organ}
        if p.case_id is not None:
            names |= {self.cases[p.case_id].lead_organ or "", self.book.office.name}
            for other in self.published[self.holders[p.case_id]]:
                if other.published_at < p.published_at and (text := self.texts.find(other)):
                    one.before.append(text.told)
        else:
            earlier = view.interpretations_before(
                self.session, self.book.office.id, p.number, p.published_at, self.as_of
            )
            texts = map(self.texts.find, map(_of_interpretation, earlier))
            one.before += [text.told for text in texts if text is not None]
        one.names = tuple(sorted(names - {"", UNNAMED}))
        if one.text is not None:
            known = "\n".join(one.names)
            told = [s for s in pieces(one.text.told, quote=self.rules.quote) if s not in known]
            step = -(-len(told) // _LOOKED_UP) or 1
            one.met = view.holding(self.session, self._span(p), told[::step])
        return one

    def _add_members(self, sought: Sequence[_Sought]) -> None:
        roots = {ident: case.item_id for ident, case in self.cases.items()}
        events = view.members_as_of(self.session, set(roots.values()), self.as_of)
        for one in sought:
            p = one.publication
            if p.case_id is not None:
                one.members = events[roots[p.case_id]]
            else:
                one.members = view.speaking_of(self.session, p.number, self._span(p))

    def _spread(self, one: _Sought, around: _Around) -> Spread:
        p = one.publication
        until = p.published_at + self.rules.within
        then, since = self._retold(one, around)
        said = ChainMap(then, cast("dict[int, Said]", around.said))
        near = self._near(one, said)
        own = {n for n in {*near, *one.members, *since} if n in said and is_own(said[n], p)}
        early, carried, comparable = self._compare(one, said, near, since, own)
        others = [said[n] for n in one.members if n in said and n not in own and n not in carried]
        heard = self._window(p.published_at, min(until, self.as_of))
        standing = stand(
            carried=bool(carried),
            comparable=comparable,
            over=self.as_of >= until,
            hearing=(hearing := around.ears.within(heard, counted=not carried)),
            rules=self.rules,
        )
        return Spread(
            publication=p,
            until=until,
            standing=standing,
            hearing=hearing,
            carriers=by_time(sounding(since.get(n, said[n]), met) for n, met in carried.items()),
            talk=by_time(sounding(m) for m in others if p.published_at <= told_at(m) < until),
            voices=_first_of_each(
                sounding(m)
                for m in (*others, *(said[n] for n in since if n in carried and n in one.members))
                if told_at(m) < until and m.id not in early and m.source_kind in TIERS
            ),
            early=by_time(sounding(said[n], met) for n, met in early.items()),
            own=by_time(sounding(said[n]) for n in own if p.published_at <= told_at(said[n]) < until),
            proof=one.text.proof if one.text else "",
            words="\n".join(one.text.told)[:_SHOWN_WORDS] if one.text else "",
        )

    def _retold(self, one: _Sought, around: _Around) -> tuple[dict[int, Said], dict[int, Said]]:
        """Of the items that are older than a publication and were revised since: each as it was, and as it was told anew.

        A new text keeps the time of the first: words that were added after the release would seem to be older than it.
        """
        start = one.publication.published_at
        until = start + self.rules.within
        # The last text of the span: one that came after it does not undo what was told within.
        end = min(self.as_of, until - timedelta(microseconds=1))
        said, wordings = around.said, around.wordings
        wanted = {*one.members, *one.met} if one.text is not None else set()
        then: dict[int, Said] = {}
        since: dict[int, Said] = {}
        for n in (n for n in wanted if n in said and told_at(said[n]) < start):
            times = wordings.times(n)
            if not any(at > start for at in times[1:]):
                continue
            then[n] = wordings.at(said[n], max(start, times[0]))
            if anew := [at for at in times[1:] if start < at < until]:
                since[n] = wordings.at(said[n]._replace(published_at=anew[-1], date_only=False), end)
        return then, since

    def _near(self, one: _Sought, said: Mapping[int, Said]) -> dict[int, Told]:
        """The items in which any words of a publication stand."""
        if one.text is None:
            return {}
        sieve = Sieve(one.text.told, quote=self.rules.quote)
        found = {n: (said[n].title, said[n].text) for n in sorted({*one.members, *one.met}) if n in said}
        return {n: told for n, told in found.items() if sieve.lets_by(told)}

    def _compare(
        self,
        one: _Sought,
        said: Mapping[int, Said],
        near: Mapping[int, Told],
        since: Mapping[int, Said],
        own: Collection[int],
    ) -> tuple[dict[int, Carriage], dict[int, Carriage], bool]:
        """What held the text before its time, what carries it since, and whether it says anything that nobody had said before."""
        if one.text is None:
            return {}, {}, False
        start, told = one.publication.published_at, one.text.told
        near = {n: content for n, content in near.items() if n not in own}
        whole = self.reader.word(told, one.names, ())
        early: dict[int, Carriage] = {}
        before = list(one.before)
        for n in (n for n in near if told_at(said[n]) < start):
            met = self.reader.carries(whole, near[n])
            if met is not None and met.how != "quote" and told_at(said[n]) >= start - view.BARE_DAY:
                early[n] = met
            else:
                before.append(near[n])
        wording = self.reader.word(told, one.names, before)
        anew = self._near(one, {n: item for n, item in since.items() if n not in own and n not in early})
        found = {
            n: self.reader.carries(wording, content)
            for n, content in {**near, **anew}.items()
            if start <= told_at(since[n] if n in anew else said[n]) < start + self.rules.within
            and said[n].source_kind in TIERS
        }
        return early, {n: met for n, met in found.items() if met}, bool(wording.own)


def _first_of_each(found: Iterable[Sounding]) -> tuple[Sounding, ...]:
    """Of each outlet what it said first."""
    first: dict[str, Sounding] = {}
    for one in by_time(found):
        first.setdefault(one.outlet, one)
    return tuple(first.values())

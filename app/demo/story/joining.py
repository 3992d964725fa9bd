"""Scenes of joining: how each authority asked, talked and decided, and its contracts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from app.demo.story.reading import Place, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.evidence import service as evidence
from app.joining import service
from app.joining.queries.contracts import ContractRow, contracts_of, present_parties
from app.joining.rules import (
    ContactEntry,
    ContractEntry,
    ConversationEntry,
    DecisionEntry,
    EnquiryEntry,
)

BY_JOINING = frozenset({"strategic-conversation", "contract"})  # milestones it completes
FIRST_ENTERED = 3  # days from the beginning of a site to the entry of its enquiry


@dataclass(frozen=True)
class Heard:
    """A contact on a day."""

    day: int
    kind: str
    posts: str = ""
    people: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Chosen:
    """A decision to explore on a day."""

    day: int
    answer: str
    post: str
    reason: str
    until: int | None = None


@dataclass(frozen=True)
class Talk:
    """What a strategic conversation came to; its day is that of its milestone."""

    posts: str
    need: Sequence[Any]
    fit: Sequence[Any]
    capacity: Sequence[Any]
    agreed: str = ""
    next: str = ""
    internal: str = ""


@dataclass(frozen=True)
class Deal:
    """A term of a contract; without `signed` the first term is signed with its milestone.

    `ended` is the day it ended early, `why` the reason.
    """

    drafted: int
    sent: int
    ends: int | None = None
    licence: str = ""
    covers: str = ""
    signed: int | None = None
    starts: int | None = None
    ended: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Beginning:
    """How a site came to the framework."""

    way: str
    post: str
    wanted: str
    talk: Talk
    asked: int
    answered: int
    internal: str = ""
    contacts: Sequence[Heard] = ()
    decisions: Sequence[Chosen] = ()
    contracts: Sequence[Deal] = field(default_factory=tuple)


@cache
def beginnings() -> Mapping[str, Beginning]:
    """The beginning of each site, by name; a wrong word raises TypeError."""
    return {name: _beginning(dict(raw)) for name, raw in load("joining.yaml").items()}


def _beginning(raw: dict[str, Any]) -> Beginning:
    raw["talk"] = Talk(**raw["talk"])
    kinds: dict[str, type[Any]] = {"contacts": Heard, "decisions": Chosen, "contracts": Deal}
    for name, kind in kinds.items():
        raw[name] = [kind(**one) for one in raw.get(name, ())]
    return Beginning(**raw)


@dataclass(frozen=True)
class Entered(Scene):
    """An enquiry, a contact or a decision is entered."""

    site: str
    entry: EnquiryEntry | ContactEntry | DecisionEntry

    def play(self, cast: Cast) -> None:
        """Enter it as its form does."""
        site_id = cast.site_id(self.site)
        if isinstance(self.entry, EnquiryEntry):
            service.record_enquiry(site_id, self.entry, 0)
        elif isinstance(self.entry, ContactEntry):
            service.add_contact(site_id, self.entry)
        else:
            service.add_decision(site_id, self.entry)


@dataclass(frozen=True)
class Talked(Scene):
    """A strategic conversation is entered, which completes its milestone."""

    site: str
    on: date
    talk: Talk

    def play(self, cast: Cast) -> None:
        """Enter the record."""
        talk = self.talk
        entry = ConversationEntry(
            self.on,
            talk.posts,
            *(talk.need[0], talk.fit[0], talk.capacity[0]),
            *(talk.need[1], talk.fit[1], talk.capacity[1]),
            agreed=talk.agreed,
            next_step=talk.next,
            next_on=self.on + timedelta(days=14) if talk.next else None,
            internal=talk.internal,
        )
        service.add_conversation(cast.site_id(self.site), entry)


@dataclass(frozen=True)
class Drafted(Scene):
    """A contract or its renewal is entered as far as it is."""

    site: str
    entry: ContractEntry

    def play(self, cast: Cast) -> None:
        """Enter it, with the authorities that take part on that day."""
        site_id = cast.site_id(self.site)
        parties = present_parties(site_id, self.moment.date())
        number = service.draft(site_id, replace(self.entry, parties=parties))
        if self.entry.signed_on is not None:
            _attach(cast, self, site_id, number)


@dataclass(frozen=True)
class Signed(Scene):
    """The first contract is signed, which completes its milestone."""

    site: str
    on: date
    ends_on: date

    def play(self, cast: Cast) -> None:
        """Enter the signature."""
        site_id = cast.site_id(self.site)
        found = contracts_of(site_id)[0]
        signed = replace(_entry(found), signed_on=self.on, starts_on=self.on, ends_on=self.ends_on)
        service.change(site_id, found.id, signed, found.version)
        _attach(cast, self, site_id, found.id)


def _attach(cast: Cast, scene: Scene, site_id: int, contract_id: int) -> None:
    """The signed contract, kept among the site's evidence."""
    title, by = f"Contract signed in {scene.moment:%B %Y}", cast.people[scene.by]
    piece = evidence.add_note(site_id, title, "Signed by both sides; in the site's folder.", by)
    service.attach(site_id, contract_id, piece)


@dataclass(frozen=True)
class Ended(Scene):
    """The newest contract is ended early."""

    site: str
    on: date
    why: str

    def play(self, cast: Cast) -> None:
        """End it."""
        site_id = cast.site_id(self.site)
        found = contracts_of(site_id)[0]
        service.end_early(site_id, found.id, self.on, self.why, found.version)


def _entry(found: ContractRow) -> ContractEntry:
    dates = found.dates
    return ContractEntry(
        dates.drafted_on,
        dates.sent_on,
        licence=found.licence,
        notice_months=found.notice_months,
        covers=found.covers,
        parties=tuple(number for number, _ in found.parties),
    )


def milestone_scene(
    place: Place, code: str, on: date, moment: datetime, calendar: Calendar
) -> Scene:
    """The scene that completes one of BY_JOINING on a day, entered at a moment."""
    begins = beginnings()[place.name]
    by = place.led_by((moment.date() - calendar.today).days).lead
    if code == "contract":
        ends_on = calendar.day(begins.contracts[0].ends or 0)
        return Signed(moment, by, place.name, on, ends_on)
    return Talked(moment, by, place.name, on, begins.talk)


def joining_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Everything about joining that no milestone stands for."""
    begins = beginnings()[place.name]
    first = place.added + FIRST_ENTERED
    for offset, entry in _entries(begins, calendar):
        on = max(offset, first)
        moment = at_work(calendar.day(on), place.name, "joining", type(entry).__name__, offset)
        yield Entered(moment, place.led_by(on).lead, place.name, entry)
    for deal in begins.contracts:
        yield from _deal_scenes(place, deal, calendar)


def _entries(
    begins: Beginning, calendar: Calendar
) -> Iterator[tuple[int, EnquiryEntry | ContactEntry | DecisionEntry]]:
    day = calendar.day
    asked, answered = day(begins.asked), day(begins.answered)
    yield (
        begins.answered,
        EnquiryEntry(
            asked, begins.way, begins.post, begins.wanted, answered, internal=begins.internal
        ),
    )
    for one in begins.contacts:
        yield one.day, ContactEntry(day(one.day), one.kind, one.people, one.posts, one.words)
    for made in begins.decisions:
        until = day(made.until) if made.until is not None else None
        yield (
            made.day,
            DecisionEntry(day(made.day), made.answer, made.post, made.reason, until),
        )


def _deal_scenes(place: Place, deal: Deal, calendar: Calendar) -> Iterator[Scene]:
    day = calendar.day
    entered = deal.sent if deal.signed is None else deal.signed
    signed = None if deal.signed is None else day(deal.signed)
    entry = ContractEntry(
        day(deal.drafted),
        day(deal.sent),
        signed,
        starts_on=None if deal.starts is None else calendar.today + timedelta(days=deal.starts),
        ends_on=None if signed is None or deal.ends is None else day(deal.ends),
        licence=deal.licence,
        notice_months=6,
        covers=deal.covers,
    )
    moment = at_work(day(entered), place.name, "contract", deal.drafted)
    yield Drafted(moment, place.led_by(entered).lead, place.name, entry)
    if deal.ended is not None:
        moment = at_work(day(deal.ended), place.name, "contract ended")
        yield Ended(moment, place.led_by(deal.ended).lead, place.name, day(deal.ended), deal.why)

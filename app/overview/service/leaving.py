"""Somebody leaves a site: everything they hold goes to others, in one transaction or not at all."""

from collections.abc import Iterable, Mapping

from app.accounts.queries import names
from app.assessments import service as assessments
from app.checkins.service import SiteName, hand_over_calls
from app.core import clock, outbox
from app.core.db import session
from app.core.refusals import Refused
from app.core.words import count
from app.meetings import service as meetings
from app.notices import service as notices
from app.notices.rules import Kind
from app.overview.queries.handover_page import handover_facts
from app.overview.queries.leaving import Holdings, holdings
from app.overview.rules.leaving import Passed, Work, passed_on, successor
from app.overview.showing.handover import record_of
from app.plans import service as plans
from app.sites import queries as sites
from app.sites import rules as sites_rules
from app.sites import service
from app.sites.queries import Chosen, LeavingRow

REFUSALS = (sites_rules.Refused, plans.Refused, Refused, assessments.NotOpen)
"""What the rooms raise when something cannot be handed over; then nothing is."""


def carry_out_leaving(site: SiteName, found: LeavingRow, by: int) -> None:
    """Give the posts to those who follow, pass on all work as chosen, see to the access, tell
    everybody concerned, and keep the handover page of today.

    Raises sites' Refused, plans' Refused, meetings' Refused, ChangedMeanwhile and LookupError; then
    nothing of it happens, because the caller's transaction ends with it.
    """
    with session().begin_nested():  # what is refused half-way leaves no trace on the page either
        _carry_out(site, found, by)


def _carry_out(site: SiteName, found: LeavingRow, by: int) -> None:
    chosen = sites.choices_of(found.id)
    people = {part: one.person_id for part, one in chosen.items()}
    held = holdings(site.id, found.person_id, clock.now())
    passed = {work: passed_on(work, held.work[work], people) for work in Work}
    service.carry_out(found, chosen, by)
    _actions(site.id, found, passed[Work.ACTIONS])
    _meetings(site.id, found, passed)
    _rounds(site.id, found, held, passed[Work.ROUNDS], by)
    _invitations(site.id, found, passed[Work.INVITATIONS])
    hand_over_calls(site, found.person_id, successor(people), after=found.last_day)
    _tell(site, found, chosen, passed)
    service.keep_record(found.id, record_of(handover_facts(site.id, clock.now())))


def _actions(site_id: int, found: LeavingRow, passed: Iterable[Passed]) -> None:
    words = f"Whoever follows {found.name}"[:100]
    for to, numbers in _by_person(passed).items():
        if to != found.person_id:
            plans.reassign(site_id, found.person_id, to, words="" if to else words, only=numbers)


def _meetings(site_id: int, found: LeavingRow, passed: Mapping[Work, list[Passed]]) -> None:
    leaver = found.person_id
    seats = {one.thing.id: one.to for one in passed[Work.SEATS] if one.to != leaver}
    meetings.hand_over_seats(site_id, leaver, seats, found.last_day)
    run = {one.thing.id: one.to for one in passed[Work.MEETINGS] if one.to not in (None, leaver)}
    named = {meeting: to for meeting, to in run.items() if to is not None}
    meetings.hand_over_meetings(site_id, leaver, named, found.last_day)


def _rounds(
    site_id: int, found: LeavingRow, held: Holdings, passed: Iterable[Passed], by: int
) -> None:
    for one in passed:
        if one.to != found.person_id:
            slug = held.round_slugs[one.thing.id]
            assessments.pass_on_rating(site_id, slug, found.person_id, one.to, by)


def _invitations(site_id: int, found: LeavingRow, passed: Iterable[Passed]) -> None:
    for to, numbers in _by_person(passed).items():
        if to is not None and to != found.person_id:
            service.pass_on_invitations(site_id, found.person_id, to, only=numbers)


def _by_person(passed: Iterable[Passed]) -> dict[int | None, list[int]]:
    found: dict[int | None, list[int]] = {}
    for one in passed:
        found.setdefault(one.to, []).append(one.thing.id)
    return found


def _tell(
    site: SiteName,
    found: LeavingRow,
    chosen: Mapping[str, Chosen],
    passed: Mapping[Work, list[Passed]],
) -> None:
    """Who takes something over reads what; the NSPCC's people that it is done."""
    contacts = {one.person_id: one for one in sites.nspcc_contacts(site.id)}
    members = {one.person_id: one for one in sites.people_of(site.id)}
    lines = _lines(chosen, passed)
    for person_id in [*lines, *(number for number in contacts if number not in lines)]:
        who = members.get(person_id) or contacts.get(person_id)
        if who is None or person_id == found.person_id:
            continue
        notices.write(
            "overview_handed_over",
            outbox.Recipient(who.email, who.person_id, who.name),
            {
                "site": {"name": site.name, "slug": site.slug},
                "who": found.name,
                "last_day": found.last_day,
                "yours": lines.get(person_id, [_summary(chosen)]),
            },
            kind=Kind.STANDING,
            path=f"/sites/{site.slug}/hand-over/page",
            key=f"leaving:{found.id}:done:{person_id}",
            site_id=site.id,
            reply_to=next((one.email for one in contacts.values()), None),
        )


def _lines(
    chosen: Mapping[str, Chosen], passed: Mapping[Work, list[Passed]]
) -> dict[int, list[str]]:
    """What comes to each person, in sentences."""
    found: dict[int, list[str]] = {}
    for part, one in chosen.items():
        if part.startswith(service.POST) and one.person_id is not None:
            label = service.post_of(part).label.lower()
            found.setdefault(one.person_id, []).append(f"You are the {label} from then on.")
    for work, things in passed.items():
        for to, numbers in _by_person(things).items():
            if to is not None:
                words = f"{work.label}: {len(numbers)} come to you."
                found.setdefault(to, []).append(words)
    return found


def _summary(chosen: Mapping[str, Chosen]) -> str:
    """Who follows, for those to whom nothing comes."""
    named = names({one.person_id for one in chosen.values() if one.person_id is not None})
    words = [
        f"{service.post_of(part).label}: {named.get(one.person_id or 0, one.name) or 'vacant'}."
        for part, one in sorted(chosen.items())
        if part.startswith(service.POST)
    ]
    return " ".join(words) or f"They held {count(0, 'post')}."

"""Rounds of self assessment for tests, written through the services, inside a transaction."""

from collections.abc import Mapping
from datetime import timedelta

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.queries import RoomRef, RoundRef
from app.assessments.rules import Draft, Task
from app.core import clock
from app.instruments import queries as instruments
from app.instruments.rules import AnswerKind
from app.sites.models import Site
from tests.factories import in_app
from tests.factories.instruments import publish_seeds


def make_round(site: Site, opened_by: Person, code: str = "preisa") -> str:
    """An open round of a seeded instrument; returns its part of the address."""
    publish_seeds()
    version = instruments.newest(code)
    assert version is not None
    today = clock.today()
    return service.open_round(
        site.id,
        version,
        opens_on=today,
        closes_on=today + timedelta(days=28),
        opened_by=opened_by.id,
    )


def round_ref(site: Site, slug: str, person: Person) -> RoundRef:
    """The round as `person` sees it, locked for writing."""
    found = queries.round_at(site.id, slug, person.id, lock="write")
    assert found is not None
    return found


def ask(site: Site, slug: str, roles: Mapping[Person, str], asked_by: Person) -> None:
    """Ask these people to rate, beside whoever is asked already."""
    found = round_ref(site, slug, asked_by)
    asked = {row.person_id: row.role for row in queries.raters_of(found.id) if row.person_id}
    wanted = {person.id: role for person, role in roles.items()}
    with in_app():
        service.ask(found, {**asked, **wanted}, asked_by.id)


def make_rater(site: Site, slug: str, person: Person, role: str = "strategic") -> RoundRef:
    """`person` begins the round; whoever is no strategic lead is asked first, by themselves."""
    if role != "strategic":
        ask(site, slug, {person: role}, person)
    service.begin(round_ref(site, slug, person), person.id, role)
    return round_ref(site, slug, person)


def scored(score: int, evidence: str = "Folder 12 of May") -> Draft:
    """A complete answer with evidence."""
    return Draft(AnswerKind.SCORE, score, evidence=evidence)


def unknown(owner: str = "Data officer", days: int = 30) -> Draft:
    """We do not know yet, with an owner and a date."""
    return Draft(AnswerKind.NOT_KNOWN, owner=owner, due_on=clock.today() + timedelta(days=days))


def answer_all(
    found: RoundRef, score: int = 4, others: Mapping[str, Draft | None] | None = None
) -> None:
    """Answer every item with `score`, except `others`: item -> another draft, or None for none."""
    saved = queries.answers_of(found.my_rater_id or 0)
    for item in found.instrument.items:
        draft = (others or {}).get(item.id, scored(score))
        if draft is not None:
            seen = saved[item.id].version if item.id in saved else 0
            service.save_answer(found, item.id, draft, seen=seen)


def hand_in(
    site: Site,
    slug: str,
    person: Person,
    role: str,
    score: int = 4,
    others: Mapping[str, Draft | None] | None = None,
) -> None:
    """`person` begins, answers everything and hands in."""
    answer_all(make_rater(site, slug, person, role), score, others)
    with in_app():
        service.hand_in(round_ref(site, slug, person))


def make_room(site: Site, slug: str, facilitator: Person, reason: str = "A test.") -> RoomRef:
    """The consensus room, opened by `facilitator`; needs somebody who handed in."""
    service.open_room(round_ref(site, slug, facilitator), facilitator.id, reason)
    return room_ref(site, slug, facilitator)


def room_ref(site: Site, slug: str, person: Person) -> RoomRef:
    """The room of a round as it is now."""
    room = round_ref(site, slug, person).room
    assert room is not None
    return room


def agree_all(site: Site, slug: str, facilitator: Person, score: int = 3) -> None:
    """Reveal everything, agree `score` where ratings lie apart, finish."""
    found, room = round_ref(site, slug, facilitator), room_ref(site, slug, facilitator)
    ids = [item.id for item in found.instrument.items]
    service.reveal(found, room, ids, facilitator.id)
    for item_id in queries.table(found).to_agree:
        draft = Draft(AnswerKind.SCORE, score, reason="Looked at together")
        service.save_agreement(
            found, room, item_id, service.Agreeing(draft, "", 0, True), facilitator.id
        )
    with in_app():
        service.close_room(found, room, list(Task), facilitator.id)


def make_signed_round(
    site: Site, person: Person, score: int = 4, others: Mapping[str, Draft | None] | None = None
) -> str:
    """A round that `person` answered alone and signed off."""
    slug = make_round(site, person)
    answer_all(make_rater(site, slug, person), score, others)
    sign_off(site, slug, person)
    return slug


def sign_off(site: Site, slug: str, person: Person, caveat: str = "Nobody else was there.") -> None:
    """`person` signs off, saying why although something is missing."""
    with in_app():
        service.sign_off(round_ref(site, slug, person), person.id, clock.today(), caveat)

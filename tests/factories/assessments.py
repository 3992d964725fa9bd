"""Rounds of self assessment for tests, written through the services, inside a transaction."""

from collections.abc import Mapping
from datetime import timedelta

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.queries import RoundRef
from app.assessments.rules import Draft
from app.core import clock
from app.instruments import queries as instruments
from app.instruments import service as instrument_service
from app.instruments.rules import AnswerKind
from app.sites.models import Site


def make_round(site: Site, opened_by: Person, code: str = "preisa") -> str:
    """An open round of a seeded instrument; returns its part of the address."""
    instrument_service.load_seeds()
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


def make_rater(site: Site, slug: str, person: Person, role: str = "strategic") -> RoundRef:
    """`person` begins the round."""
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
    for item in found.instrument.items:
        draft = (others or {}).get(item.id, scored(score))
        if draft is not None:
            seen = queries.answer_of(found.my_rater_id or 0, item.id).version
            service.save_answer(found, item.id, draft, seen=seen)


def make_signed_round(
    site: Site, person: Person, score: int = 4, others: Mapping[str, Draft | None] | None = None
) -> str:
    """A round that `person` answered and signed off."""
    slug = make_round(site, person)
    answer_all(make_rater(site, slug, person), score, others)
    service.sign_off(round_ref(site, slug, person), person.id, clock.today())
    return slug

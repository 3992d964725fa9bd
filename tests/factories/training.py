"""Teams and people of a training register, written through the service, inside a transaction."""

from datetime import date, timedelta

from app.accounts.models import Person
from app.core import clock
from app.instruments.rules import Instrument
from app.sites.models import Site
from app.training.queries import assessment as reads
from app.training.rules.register import Course, NewEntry, StaffRole, TeamPlan
from app.training.rules.sessions import NewSession
from app.training.service import assessment, sessions, trainers
from app.training.service import register as service


def make_team(
    site: Site, name: str = "Duty team", *, practitioners: int = 4, managers: int = 1
) -> int:
    """A team of `site`; its number."""
    return service.add_team(site.id, TeamPlan(name, practitioners, managers))


def make_entry(
    site: Site,
    team_id: int,
    name: str = "Priya Practitioner",
    *,
    role: StaffRole = StaffRole.PRACTITIONER,
    trained_on: date | None = None,
    started_on: date | None = None,
    left_on: date | None = None,
) -> int:
    """Somebody on the register, trained on a day or not at all; the number."""
    new = NewEntry(name, team_id, role.value, started_on, left_on)
    number = service.add_entry(site.id, new)
    if trained_on is not None:
        service.mark_trained(site.id, [number], Course.FRAMEWORK, trained_on)
    return number


def make_staff(site: Site) -> tuple[int, list[int]]:
    """A team of four practitioners and a manager: three practitioners are trained, one left."""
    today, team = clock.today(), make_team(site)
    since = today - timedelta(days=400)
    people = [
        make_entry(site, team, "Asha Able", trained_on=since),
        make_entry(site, team, "Ben Bold", trained_on=since),
        make_entry(site, team, "Carl Calm", trained_on=since, left_on=today - timedelta(days=30)),
        make_entry(site, team, "Dee Dawn"),
        make_entry(site, team, "Mary Manager", role=StaffRole.MANAGER, trained_on=since),
    ]
    return team, people


def make_trainer(
    site: Site,
    name: str = "Tara Trainer",
    *,
    issued_on: date | None = None,
    expires_on: date | None = None,
) -> int:
    """A trainer of `site`, with a licence where it has a last day; the number."""
    number = trainers.add_trainer(site.id, name, "tara@people.example")
    if expires_on is not None:
        since = issued_on or min(clock.today(), expires_on) - timedelta(days=365)
        trainers.issue_licence(site.id, number, since, expires_on)
    return number


def make_session(
    site: Site,
    trainer_ids: list[int],
    on: date | None = None,
    *,
    course: Course = Course.FRAMEWORK,
    places: int = 12,
    with_nspcc: bool = False,
) -> int:
    """A planned session, today unless said otherwise; the number."""
    new = NewSession(
        course.value,
        on or clock.today(),
        "Town hall",
        places,
        tuple(trainer_ids),
        with_nspcc,
    )
    return sessions.plan_session(site.id, new, for_trainers=course.is_for_trainers)


def hold_session(site: Site, session_id: int, entry_ids: list[int]) -> None:
    """People have a place at an in-house session, and all of them come."""
    sessions.give_places(site.id, session_id, entry_ids)
    sessions.record_attendance(site.id, session_id, entry_ids)


def make_attempt(site: Site, person: Person, *, right: int = 12, hand_in: bool = True) -> int:
    """A try at the assessment, with so many questions right; its number in the table."""
    number = assessment.begin(site.id, person.id)
    found = reads.attempt(number, person.id, [site.id])
    assert found is not None
    assessment.answer_all(found, chosen(found.instrument(), right))
    if hand_in:
        assessment.hand_in(found)
    return number


def chosen(quiz: Instrument, right: int) -> dict[str, list[str]]:
    """Answers to a quiz, of which the first so many are right."""
    return {
        item.id: [one.id for one in item.choices if one.right]
        if place < right
        else [next(one.id for one in item.choices if not one.right)]
        for place, item in enumerate(quiz.items)
    }


def invite(site: Site, *people: Person, session_id: int | None = None) -> None:
    """People of a site are invited to the assessment. Needs an application context."""
    named = assessment.SiteNamed(site.id, site.slug, site.name)
    assessment.invite(named, [person.id for person in people], session_id)

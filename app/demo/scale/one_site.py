"""All rows of one site among many."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.accounts.models import Person
from app.checkins.models import CallInvitee, CheckInCall
from app.checkins.rules import CallState, Channel
from app.core.audit import AuditEvent
from app.demo.scale.adaptations import adaptation_rows
from app.demo.scale.agreed import agreed_rows
from app.demo.scale.around import around_rows
from app.demo.scale.audits import audit_rows
from app.demo.scale.calls import record_rows
from app.demo.scale.counting import counting_rows
from app.demo.scale.filling import Numbers, Row, Rows, person_row
from app.demo.scale.ground import Ground
from app.demo.scale.joining import joining_rows
from app.demo.scale.journeys import (
    Course,
    decision_rows,
    milestone_rows,
    moment,
    progress_row,
    stages_reached,
)
from app.demo.scale.meetings import meeting_rows
from app.demo.scale.pilots import pilot_rows
from app.demo.scale.plans import plan_rows
from app.demo.scale.rounds import Published, Signer, round_rows
from app.demo.scale.support import support_rows
from app.demo.scale.trail import trail_rows
from app.demo.scale.training import training_rows
from app.demo.story.timing import dice, working_day
from app.journey.models import JourneyProgress, Milestone, StageDecision
from app.sites.models import Authority, AuthorityCode, Membership, Site, SiteAuthority
from app.sites.rules import ENGLISH_REGIONS, AuthorityType, Nation, SiteRole, Stage, Status

FIRST = "Alder Birch Brae Calder Dray Elm Fallow Garth Hollin Iver Kirn Lorn Marl Nether Orrin"
SECOND = "wick mere stow combe fold ley garth more thwaite borough den sley ford haven crest"
CALLS = 12
PEOPLE = (SiteRole.STRATEGIC, SiteRole.CONTRIBUTOR, SiteRole.CONTRIBUTOR)
JOBS = ("Head of service", "Data officer", "Trainer")
PLACES = (
    *((Nation.ENGLAND, region, AuthorityType.UNITARY, "E06") for region in ENGLISH_REGIONS),
    (Nation.WALES, "Wales", AuthorityType.WELSH, "W06"),
    (Nation.SCOTLAND, "Scotland", AuthorityType.SCOTTISH, "S12"),
)


@dataclass(frozen=True)
class Setting:
    """What every site of a filling shares."""

    today: date
    years: int
    leads: Sequence[int]
    numbers: Numbers
    preisa: Published
    audit: Published


def rows_of(number: int, setting: Setting) -> Rows:
    """The rows of the site with this number, by table."""
    chance, numbers = dice("scale", setting.today, number), setting.numbers
    course, status = _course(setting, chance)
    reached = stages_reached(course)
    site_id, lead = numbers.take(Site), setting.leads[number % len(setting.leads)]
    begun = moment(course.contract_on - timedelta(days=150), chance)
    people = [numbers.take(Person) for _ in PEOPLE]
    milestones = milestone_rows(site_id, course, people[0], chance)
    calls = _calls(site_id, course, status, lead, numbers, chance)
    signed = moment(course.contract_on - timedelta(days=100), chance)
    decisions = decision_rows(site_id, reached, lead, chance)
    place = _place(number, site_id, course, numbers, chance)
    authority = place[Authority][0]["id"]
    asked_on = begun.date()
    ground = Ground(
        site_id, number, authority, course, status, asked_on, people, lead, numbers, chance
    )
    return {
        **place,
        Person: [
            person_row(person, f"Person {person}", f"p{person}@scale.example", begun)
            for person in people
        ],
        Site: [_site(number, site_id, course, status, reached, lead, begun)],
        Membership: _memberships(site_id, people, begun),
        Milestone: milestones,
        JourneyProgress: [progress_row(site_id, milestones)],
        StageDecision: decisions,
        CheckInCall: calls,
        **record_rows(calls, people[0], lead, course.today, numbers, chance),
        CallInvitee: [
            {"call_id": call["id"], "person_id": person}
            for call in calls
            for person in (lead, people[0])
        ],
        **round_rows(setting.preisa, Signer(site_id, people[0], lead, signed), numbers, chance),
        **_work(ground, setting),
        AuditEvent: trail_rows(site_id, begun, people[0], lead, milestones, calls, decisions),
    }


def _work(ground: Ground, setting: Setting) -> Rows:
    """What the site and the NSPCC do between assessments."""
    return {
        **around_rows(ground.part("around")),
        **joining_rows(ground.part("joining")),
        **meeting_rows(ground.part("meetings")),
        **training_rows(ground.part("training")),
        **pilot_rows(ground.part("pilots")),
        **counting_rows(ground.part("measures")),
        **agreed_rows(ground.part("agreed")),
        **plan_rows(ground.part("plans")),
        **support_rows(ground.part("support")),
        **adaptation_rows(ground.part("adaptations")),
        **audit_rows(ground.part("audits"), setting.audit),
    }


def name_of(number: int) -> str:
    """A name no authority has, because of its number."""
    first, second = FIRST.split(), SECOND.split()
    part = dice("name", number)
    return f"{part.choice(first)}{part.choice(second)} {number:04}"


def _course(setting: Setting, chance: random.Random) -> tuple[Course, Status]:
    today = setting.today
    contract_on = working_day(today - timedelta(days=chance.randint(-90, 365 * setting.years)))
    training_on = working_day(contract_on + timedelta(days=chance.randint(40, 100)))
    age = (today - contract_on).days
    stalled = age > 200 and chance.random() < 0.3
    reached = today - timedelta(days=chance.randint(30, age)) if stalled else today
    status = Status.ACTIVE
    if stalled:
        status = chance.choices(list(Status), [6, 2, 3])[0]
    return Course(today, contract_on, training_on, chance.randint(2, 22), reached), status


def _place(
    number: int, site_id: int, course: Course, numbers: Numbers, chance: random.Random
) -> dict[type, list[Row]]:
    nation, region, kind, letters = _where(number)
    authority, name = numbers.take(Authority), name_of(number)
    return {
        Authority: [
            {
                "id": authority,
                "name": name,
                "official_name": f"{name} Council",
                "nation": nation,
                "region": region,
                "type": kind,
                "population": chance.randint(60, 900) * 1000,
                "latitude": None,
                "longitude": None,
                "established_on": None,
                "abolished_on": None,
            }
        ],
        AuthorityCode: [
            {
                "authority_id": authority,
                "gss_code": f"{letters}5{number:05}",
                "valid_from": None,
                "valid_to": None,
            }
        ],
        SiteAuthority: [
            {
                "site_id": site_id,
                "authority_id": authority,
                "starts_on": course.contract_on,
                "ends_on": None,
                "started_by_id": None,
                "ended_by_id": None,
            }
        ],
    }


def _where(number: int) -> tuple[Nation, str, AuthorityType, str]:
    return dice("where", number).choice(PLACES)


def _site(
    number: int,
    site_id: int,
    course: Course,
    status: Status,
    reached: list[tuple[Stage, date]],
    lead: int,
    begun: datetime,
) -> Row:
    nation, region, _, _ = _where(number)
    stage, since = reached[-1] if reached else (Stage.EXPLORATION, begun.date())
    return {
        "id": site_id,
        "slug": name_of(number).lower().replace(" ", "-"),
        "name": name_of(number),
        "nation": nation,
        "region": region,
        "stage": stage,
        "peak_stage": stage,
        "stage_since": since,
        "status": status,
        "lead_id": lead,
        "deputy_id": None,
        "contract_on": course.contract_on,
        "training_on": course.training_on,
        "level": None,
        "level_since": None,
        "level_reason": "",
        "level_by_id": None,
        "created_at": begun,
        "is_demo": True,
        "version": 1,
    }


def _memberships(site_id: int, people: list[int], begun: datetime) -> list[Row]:
    return [
        {
            "site_id": site_id,
            "person_id": person,
            "role": role,
            "job_title": job,
            "started_at": begun,
            "ended_at": None,
        }
        for person, role, job in zip(people, PEOPLE, JOBS, strict=True)
    ]


def _calls(
    site_id: int,
    course: Course,
    status: Status,
    lead: int,
    numbers: Numbers,
    chance: random.Random,
) -> list[Row]:
    """Twelve calls, the last of them ahead where the site is active."""
    last = course.today + timedelta(days=chance.randint(1, 40))
    if status is not Status.ACTIVE:
        last = course.reached
    days = [working_day(last - timedelta(days=32 * back)) for back in reversed(range(CALLS))]
    rows = []
    for day in days:
        booked = moment(min(day - timedelta(days=28), course.today - timedelta(days=1)), chance)
        number = numbers.take(CheckInCall)
        rows.append(
            {
                "id": number,
                "site_id": site_id,
                "state": CallState.PLANNED,
                "starts_at": datetime.combine(day, time(chance.randint(9, 15)), UTC),
                "minutes": 45,
                "channel": Channel.VIDEO,
                "place": f"https://meet.example/{number}",
                "agenda": "",
                "uid": f"call-scale-{number}",
                "sequence": 0,
                "booked_by_id": lead,
                "booked_at": booked,
                "told_at": booked,
                "version": 1,
            }
        )
    return rows

"""A portal in the middle of its work: something to see on every page."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.assessments import service
from app.checkins.rules import working_day_from
from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import session, transaction
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.instruments.service import copy_to_draft
from app.meetings.queries import items_at as agenda_of
from app.meetings.rules import MemberRole
from app.plans.rules.approval import Plan
from app.plans.service import reviewing
from app.plans.service.approving import approve
from app.plans.service.barriers import answer_barrier
from app.plans.service.routes import use_route
from app.sites import service as sites
from app.sites.models import Membership
from app.sites.rules import SiteRole
from app.training.rules.register import Course
from tests.browser.chapters.setting_up import REGISTER
from tests.factories import in_app
from tests.factories.accounts import give_password
from tests.factories.assessments import (
    answer_all,
    ask,
    hand_in,
    make_rater,
    make_room,
    make_round,
    make_signed_round,
    room_ref,
    round_ref,
    scored,
    unknown,
)
from tests.factories.checkins import book_call
from tests.factories.evidence import make_link, make_note
from tests.factories.journey import make_journey
from tests.factories.meetings import make_group, make_held, make_meeting, make_member
from tests.factories.plan_parts import make_barrier, make_objective, make_review, make_route
from tests.factories.plans import make_action, make_done_action
from tests.factories.sites import make_adoption, make_authority
from tests.factories.training import hold_session, make_session, make_staff, make_trainer
from tests.worlds import World, build_world

Parts = dict[str, list[str | int]]


@dataclass(frozen=True)
class Furnished:
    """Who there is, and what can stand in each part of an address."""

    world: World
    parts: Parts


def furnish(app: Portal) -> Furnished:
    """Fill the empty database in use."""
    world = build_world()
    for role in ("admin", "lead", "strategic", "contributor", "member"):
        give_password(world.person(role))
    parts: Parts = {"site": [world.home.slug], "item_id": ["A1", "A2"], "code": ["preisa"]}
    with transaction():
        audit.because("furnished", summary="Made for a test.")
        make_adoption(world.home, make_authority("Northmoor", code="E06900099"))
        parts["authority_id"] = [make_authority("Southmoor").id]
        make_journey(world.home)
        parts["action_id"] = [
            make_action(world.home, world.strategic, owner=world.contributor).id,
            make_done_action(world.home, world.strategic).id,
        ]
        parts["piece_id"] = [
            make_note(world.home, world.contributor),
            make_link(world.home, world.strategic),
        ]
        parts |= _training(world)
        parts |= _plan(world)
    parts["slug"] = _rounds(world)
    parts |= _questionnaire()
    with app.app_context():
        soon = working_day_from(clock.today() + timedelta(days=9))
        parts["call_id"] = [book_call(world, soon).id]
        parts |= _meetings(world)
        parts |= _people(world)
    with transaction():
        number = sites.stage_register(REGISTER.read_text("utf-8"), "register.csv", world.admin.id)
        parts["upload_id"] = [number]
        parts["mail_id"] = [_first(OutboxMail.id)]
        parts["event_id"] = [_first(AuditEvent.id)]
    return Furnished(world, parts)


def _questionnaire() -> Parts:
    """A published version and, as `draft`, one that is being edited."""
    with transaction():
        return {"version": [1], "draft": [copy_to_draft("preisa", 1)], "section_id": ["A"]}


def _plan(world: World) -> Parts:
    """Objectives reviewed and under review, a late route and one in use, barriers, an approval."""
    by = world.strategic
    first = make_objective(world.home, by, codes=("B02", "F01"))
    second = make_objective(world.home, by, "We can count", area="data")
    make_action(world.home, by, "Find the figures", objective_id=second.id, codes=("B18",))
    ended = make_review(world.home, by, first, "red")
    under_way = reviewing.begin_review(world.home.id, by.id)
    late = make_route(world.home, begins_on=clock.today() - timedelta(days=20))
    used = make_route(world.home, "What stands in the way")
    use_route(used, None, "Told in the meeting", by.id)
    waiting = make_barrier(world.home, world.contributor)
    answered = make_barrier(world.home, world.contributor, "The form is not ready", codes=("B12",))
    with in_app():
        answer_barrier(answered, "fixed", "It is ready now.", answered.version, by.id)
    approve(world.home.id, Plan.IMPLEMENTATION, "Steering group", by.id)
    return {
        "objective_id": [first.id, second.id],
        "review_id": [ended, under_way],
        "route_id": [late.id, used.id],
        "barrier_id": [waiting.id, answered.id],
        "plan": [one.value for one in Plan],
    }


def _training(world: World) -> Parts:
    """A team, two trainers, a session that was held and two that are planned."""
    team, people = make_staff(world.home)
    soon = clock.today() + timedelta(days=45)
    trainers = [
        make_trainer(world.home, expires_on=soon),
        make_trainer(world.home, "Toby Trainer"),
    ]
    held = make_session(world.home, trainers[:1])
    hold_session(world.home, held, people[:2])
    waiting = make_session(world.home, trainers, course=Course.TRAINERS)
    return {
        "team_id": [team],
        "entry_id": [people[0], people[3]],
        "trainer_id": [*trainers],
        "session_id": [held, waiting, make_session(world.home, trainers, soon)],
    }


def _rounds(world: World) -> list[str | int]:
    """Two rounds signed off, one under way and complete, one in the consensus room."""
    with transaction():
        audit.because("rounds made", summary="Made for a test.")
        low = {"A2": unknown(), "C2": scored(2)}
        first = make_signed_round(world.home, world.strategic, others=low)
        later = make_signed_round(world.home, world.strategic, others={"B2": scored(1)})
        under_way = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, under_way, world.strategic))
        return [first, later, under_way, _in_the_room(world)]


def _in_the_room(world: World) -> str:
    """The ISA of two raters: A1 revealed and apart, A2 hidden, another view entered."""
    slug = make_round(world.home, world.lead, "isa")
    roles = {world.strategic: "strategic-lead", world.contributor: "practitioner"}
    ask(world.home, slug, roles, world.lead)
    for person, role in roles.items():
        apart = {"A1": scored(2 if person is world.strategic else 0)}
        hand_in(world.home, slug, person, role, 1, apart)
    make_room(world.home, slug, world.lead, "The others are on leave.")
    lead = round_ref(world.home, slug, world.lead), room_ref(world.home, slug, world.lead)
    service.reveal(*lead, ["A1"], world.lead.id)
    rater = round_ref(world.home, slug, world.contributor), lead[1]
    service.record_other_view(*rater, "A1", "Not in our team", by_name=True, seen=0)
    return slug


def _meetings(world: World) -> Parts:
    """A steering group with a meeting that was held and one ahead."""
    with transaction():
        group = make_group(world.home)
        make_member(group, world.strategic, MemberRole.CHAIR)
        seat = make_member(group)
        held = make_held(world.home, world.strategic, group)
        ahead = make_meeting(world.home, world.strategic, group)
        return {
            "group_id": [group.id],
            "member_id": [seat],
            "meeting_id": [held.id, ahead.id],
            "point_id": [one.id for one in (*agenda_of(held.id), *agenda_of(ahead.id))],
        }


def _people(world: World) -> Parts:
    with transaction():
        audit.because("invited", summary="Made for a test.", site_id=world.home.id)
        sites.invite(
            world.home.id, "Ina Invited", "ina@people.example", SiteRole.CONTRIBUTOR, world.lead.id
        )
        here = select(Membership.id).where(Membership.person_id == world.contributor.id)
        return {
            "person_id": [world.contributor.id],
            "membership_id": [session().scalars(here).one()],
        }


def _first(column: InstrumentedAttribute[int]) -> int:
    return session().scalars(select(column).order_by(column).limit(1)).one()

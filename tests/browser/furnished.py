"""A portal in the middle of its work: something to see on every page."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.service import make_feed
from app.assessments import service
from app.checkins.models import OfferLink
from app.checkins.service import SiteName, add_blackout, agree_cadence, wish
from app.core import audit, clock
from app.core.audit import AuditEvent
from app.core.db import session, transaction
from app.core.outbox import OutboxMail
from app.core.security.tokens import digest
from app.core.web.edge import Portal
from app.instruments.service import copy_to_draft
from app.journey import service as journey
from app.meetings.queries import items_at as agenda_of
from app.meetings.rules import MemberRole
from app.notices import service as notices
from app.notices.rules import Kind
from app.overview.service import carry_out_leaving
from app.pilots.queries import strategies_of, versions_of
from app.pilots.rules.plan import Step
from app.pilots.service import add_part
from app.plans.rules.approval import Plan
from app.plans.service import reviewing
from app.plans.service.approving import approve
from app.plans.service.barriers import answer_barrier
from app.plans.service.routes import use_route
from app.reminders import queries as reminders
from app.reminders.service import run_at_once
from app.sites import service as sites
from app.sites.models import Membership
from app.sites.rules import SiteRole, Status
from app.sites.rules.levels import Level
from app.sites.rules.posts import Post
from app.sites.rules.working_days import working_day_from
from app.support.rules.entries import Asker
from app.support.service import note
from app.training.models import Certificate
from app.training.rules.register import Course
from tests.browser.chapters.setting_up import REGISTER
from tests.browser.furnished_chat import chat_of
from tests.browser.furnished_posts import reports_of
from tests.browser.furnished_quality import (
    Parts,
    adaptations_of,
    audits_of,
    judged,
    measures_of,
)
from tests.browser.furnished_sharing import events_of, resources_of
from tests.browser.furnished_topics import topics_of
from tests.factories import in_app
from tests.factories.accounts import give_password, make_person
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
from tests.factories.calls import hold, make_concern, not_held, type_note
from tests.factories.checkins import book_call, offer
from tests.factories.evidence import make_link, make_note
from tests.factories.joining import (
    make_contact,
    make_contract,
    make_conversation,
    make_decision,
    make_enquiry,
)
from tests.factories.journey import make_journey
from tests.factories.meetings import make_group, make_held, make_meeting, make_member
from tests.factories.members import make_profile
from tests.factories.pilots import (
    enter_months,
    make_decided,
    make_draft,
    make_lesson,
    make_reviewed,
    make_running,
)
from tests.factories.plan_parts import make_barrier, make_objective, make_review, make_route
from tests.factories.plans import make_action, make_done_action
from tests.factories.posts import announce, cover, decide, fill
from tests.factories.sites import make_adoption, make_authority, make_membership
from tests.factories.standing import declare, make_event, make_request
from tests.factories.support import make_delivered, make_offered, make_support, speaks
from tests.factories.training import (
    hold_session,
    make_attempt,
    make_entry,
    make_session,
    make_staff,
    make_trainer,
)
from tests.worlds import World, build_world

LINK = "the-link-of-a-mail"


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
    parts |= {"signal_code": ["F1", "F3"], "what": ["level", "status"]}
    with transaction():
        audit.because("furnished", summary="Made for a test.")
        make_adoption(world.home, make_authority("Northmoor", code="E06900099"))
        parts["authority_id"] = [make_authority("Southmoor").id]
        _dates(world)
        mine = make_action(world.home, world.strategic, owner=world.contributor)
        parts["action_id"] = [mine.id, make_done_action(world.home, world.strategic).id]
        parts["piece_id"] = [*_evidence(world)]
        parts |= _training(world) | _joining(world)
        parts |= _pilots(world) | measures_of(world)
        parts |= _plan(world)
    parts["slug"] = _rounds(world)
    parts |= audits_of(world)
    parts |= _questionnaire()
    parts |= _certificate(world)
    with app.app_context():
        parts |= _calls(world)
        parts |= _meetings(world)
        parts |= _people(world)
        parts |= _standing(world) | reports_of(world)
        parts |= _posts(world) | _support(world) | _reminders() | adaptations_of(world)
        parts |= topics_of(world)
        judged(world)
        with transaction():
            parts |= chat_of(world) | resources_of(world) | events_of(world)
    _told(world)
    with transaction():
        number = sites.stage_register(REGISTER.read_text("utf-8"), "register.csv", world.admin.id)
        parts["upload_id"] = [number]
        parts["mail_id"] = [_first(OutboxMail.id)]
        parts["event_id"] = [_first(AuditEvent.id)]
    make_profile(world.contributor, takes_messages=True, trainer_shown=True)
    return Furnished(world, parts)


def _evidence(world: World) -> list[int]:
    """A note and a link."""
    return [make_note(world.home, world.contributor), make_link(world.home, world.strategic)]


def _told(world: World) -> None:
    """A person with notices, days away and a calendar that can be subscribed to."""
    who, soon = world.strategic.id, clock.today() + timedelta(days=20)
    with transaction():
        for kind in Kind:
            title, key = f"Northmoor: news about {kind.label.lower()}", f"furnished:{kind.value}"
            notices.tell(who, kind, title, "/help", key=key, site_id=world.home.id)
        notices.go_away(who, soon, soon + timedelta(days=4), "Olu answers meanwhile")
        notices.mute(who, Kind.DRAFTS)
        make_feed(who, with_due_days=True)


def _reminders() -> Parts:
    """A ladder, and the first run of the days to come that had something to send."""
    for number in range(1, 40):
        at = clock.first_moment(clock.today() + timedelta(days=number)) + timedelta(hours=9)
        with transaction(), clock.pretend(at):
            run_at_once(at)
            run = reminders.last_finished()
        if run is not None and run.sent:
            return {
                "due_kind": ["actions"],
                "phase": ["open"],
                "rung_code": ["overdue"],
                "ladder_version": [0],
                "run_id": [run.id],
            }
    raise AssertionError("Nothing of what is furnished falls due.")


def _dates(world: World) -> None:
    """For each who may move dates: a move and a new plan entered as far as the last step."""
    make_journey(world.home)
    for person in (world.admin, world.lead, world.strategic):
        move = {"new_on": "2029-05-04", "reasons": ["staffing"], "note": "Ill", "version": 1}
        journey.keep_draft(world.home.id, person.id, "preisa", move)
        plan = {"follow": "all", "reasons": ["staffing"], "note": ""}
        journey.keep_draft(world.home.id, person.id, "", plan)
    journey.attach(world.home.id, "preisa", make_note(world.home, world.strategic, "Minutes"))


def _calling(world: World, soon: date) -> Parts:
    """A level, days kept free, another rhythm, and times that wait to be picked, with an answer."""
    with transaction():
        sites.record_level(world.home.id, Level.CONCERN, "The sponsor left.")
        agree_cadence(world.home.id, 28, soon + timedelta(days=60), "Pilot", world.lead.id)
        add_blackout(world.home.id, soon, soon + timedelta(days=4), "Inspection", world.lead.id)
        add_blackout(None, soon, soon, "Conference", world.admin.id)
    times = [datetime.combine(soon, time(hour), UTC) for hour in (13, 15)]
    number = offer(world, *times)
    home = SiteName(world.home.id, world.home.slug, world.home.name)
    with transaction() as current:
        wish(home, world.strategic.id, "After Easter, please.", number)
        current.get_one(OfferLink, (number, world.strategic.id)).token_hash = digest(LINK)
    return {"offer_id": [number], "token": [LINK]}


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


def _calls(world: World) -> Parts:
    """One whose note is being typed, one ahead, one with a corrected note; and a concern."""
    soon = working_day_from(clock.today() + timedelta(days=9))
    before = clock.today() - timedelta(days=70)
    with clock.pretend(clock.now() - timedelta(days=100)):
        old, missed, now = (
            book_call(world, working_day_from(before + timedelta(days=n))) for n in (0, 30, 60)
        )
    hold(world, old, since="Two teams.", barriers="B03", confidence="6", private="Tired.")
    hold(world, old, reason="Miscounted.", since="Three teams.")
    not_held(world, missed)
    ahead = book_call(world, soon)
    with transaction():
        type_note(world, now, cases="Three so far.", private="Who follows the sponsor?")
    return {
        "call_id": [now.id, ahead.id, old.id],
        "on": [soon.isoformat()],
        "concern_id": [make_concern(world)],
        **_calling(world, soon),
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
    herself = make_entry(world.home, team, world.contributor.name)
    hold_session(world.home, held, [*people[:2], herself])
    waiting = make_session(world.home, trainers, course=Course.TRAINERS)
    return {
        "team_id": [team],
        "entry_id": [people[0], people[3]],
        "trainer_id": [*trainers],
        "session_id": [held, waiting, make_session(world.home, trainers, soon)],
    }


def _joining(world: World) -> Parts:
    """What came before the contract, a contract that ends soon, and its renewal as a draft."""
    make_enquiry(world.home)
    make_decision(world.home)
    soon = clock.today() + timedelta(days=45)
    contracts = [make_contract(world.home, ends=soon), make_contract(world.home, signed=False)]
    contacts = [make_contact(world.home), make_contact(world.home, 3, "no-answer")]
    return {
        "contract_id": [*contracts],
        "contact_id": [*contacts],
        "conversation_id": [make_conversation(world.home)],
    }


def _pilots(world: World) -> Parts:
    """A draft, a pilot that runs, one in review that is finished, one that is rolled out."""
    draft, running = make_draft(world.home), make_running(world.home, world.strategic)
    months = enter_months(world.home, running)
    lesson = make_lesson(world.home, running)
    reviewed = make_reviewed(world.home, world.strategic)
    widened = make_decided(world.home, world.strategic, "widen", "roll-out")
    step = Step("Night team", clock.today(), "Managers first", "Data lead")
    number = add_part(world.home.id, widened, step)
    return {
        "pilot_id": [draft, running, reviewed, widened],
        "kind": ["strategies", "measures", "risks", "steps"],
        "part": [f"strategies-{strategies_of(running)[0].id}", f"steps-{number}"],
        "month": [f"{months[0]:%Y-%m}"],
        "lesson_id": [lesson],
        "version_id": [versions_of(running)[0].id],
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


def _certificate(world: World) -> Parts:
    """The contributor, who came to a session, passed the assessment."""
    with transaction():
        attempt = make_attempt(world.home, world.contributor)
        found = (
            session().scalars(select(Certificate).where(Certificate.attempt_id == attempt)).one()
        )
        return {"certificate_id": [found.id], "certificate_number": [found.number]}


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


def _standing(world: World) -> Parts:
    """An event, and a pause that somebody asked to end and that is over."""
    with transaction():
        event = make_event(world.home)
        declare(world.home, Status.PAUSED)
        number = make_request(world.home, world.strategic.id)
        declare(world.home, Status.ACTIVE)
        return {"site_event_id": [event], "request_id": [number]}


def _posts(world: World) -> Parts:
    """Posts, one of them vacant; somebody who is to leave, somebody who did; a cover."""
    with transaction():
        holding = fill(world.home, Post.STRATEGIC, world.strategic)
        fill(world.home, Post.DATA, world.contributor)
        going = announce(world.home, world.contributor, world.strategic)
        gone = make_person("Greta Gone")
        make_membership(world.home, gone, SiteRole.CONTRIBUTOR)
        left = announce(world.home, gone, world.strategic)
        ready = decide(world.home, left, {})
        carry_out_leaving(
            SiteName(world.home.id, world.home.slug, world.home.name), ready, world.lead.id
        )
        cover(world.other_lead, world.lead, world.admin)
    return {
        "post": ["qa-lead"],
        "holding_id": [holding],
        "leaving_id": [going.id],
        "record_id": [left.id],
        "lead_id": [world.lead.id],
    }


def _support(world: World) -> Parts:
    """A late request with a note, an offer, and support that was given and not yet judged."""
    with transaction():
        long_ago = Asker(world.contributor.id, "", clock.today() - timedelta(days=20))
        late = make_support(world.home, world.lead, "Templates for audits", asker=long_ago)
        note(world.home.id, late.id, "Their data lead left.", speaks(world.lead))
        offered = make_offered(world.home, world.contributor, world.lead)
        given = make_delivered(world.home, world.contributor, world.lead)
        return {"support_id": [late.id, offered.id, given.id]}


def _first(column: InstrumentedAttribute[int]) -> int:
    return session().scalars(select(column).order_by(column).limit(1)).one()

"""The story as it stands in the database, and on the pages of everyone in it."""

import re
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.assessments.models import Rater, Round, SavedAnswer, SignOff
from app.assessments.rules import answers_by_item
from app.checkins.models import CheckInCall
from app.core import audit
from app.core.audit import AuditEvent
from app.core.db import reading, session, transaction
from app.core.outbox import OutboxMail
from app.demo.story import NOTICES_KEPT, NOTICES_UNREAD
from app.demo.story.reading import FOLDER
from app.demo.story.timing import Calendar
from app.instruments.queries import instrument, newest
from app.instruments.rules import score_instrument
from app.journey.models import JourneyProgress, Milestone, MilestoneMove, StageDecision
from app.journey.rules import MilestoneStatus, count
from app.meetings.models import Attendee, GroupMember, Meeting
from app.notices.models import Notice
from app.sites.models import Membership, Site, Succession
from app.sites.rules import SiteRole, Stage, Status
from tests.demo.conftest import EXTRA, TODAY, demo_person
from tests.factories.accounts import make_person
from tests.factories.sites import make_membership, make_site
from tests.page_client import PageClient

STORY = 12
REAL = "Barnet Camden Cornwall Cardiff Gwynedd Leeds Sheffield Surrey Fife Moray Kent Devon Wigan"
END = Calendar(TODAY).end
PAGES = ("", "/journey", "/assessments", "/check-ins", "/people", "/history", "/history/changes")
WORK = ("/joining", "/events", "/meetings", "/training", "/pilots", "/plan/actions")


def of_story() -> list[Site]:
    """The twelve sites of the story, without those for scale."""
    sites = session().scalars(select(Site).order_by(Site.id)).all()
    return [site for site in sites if not re.search(r"\d", site.slug)]


@pytest.mark.usefixtures("told")
def test_every_stage_and_every_status_is_there() -> None:
    with reading():
        sites = of_story()
    assert len(sites) == STORY
    assert Counter(Stage(site.stage) for site in sites) == {
        Stage.EXPLORATION: 4,
        Stage.INSTALLATION: 1,
        Stage.INITIAL: 4,
        Stage.FULL: 2,
        Stage.SUSTAINABILITY: 1,
    }
    assert Counter(Status(site.status) for site in sites) == {
        Status.ACTIVE: 10,
        Status.PAUSED: 1,
        Status.STOPPED: 1,
    }
    back = next(site for site in sites if site.slug == "larkfold")
    assert (back.stage, back.peak_stage) == (Stage.INITIAL, Stage.FULL)
    assert all(site.is_demo for site in sites)


@pytest.mark.usefixtures("told")
def test_every_journey_has_its_milestones_and_true_sums() -> None:
    with reading() as current:
        kept = {row.site_id: row for row in current.scalars(select(JourneyProgress))}
        rows = current.scalars(select(Milestone)).all()
    assert len(kept) == STORY + EXTRA
    for site_id, sums in kept.items():
        mine = [row for row in rows if row.site_id == site_id]
        assert len(mine) == 32
        counted = count(MilestoneStatus(row.status) for row in mine)
        ahead = [row.planned_on for row in mine if MilestoneStatus(row.status).is_open]
        assert (sums.done, sums.counted) == (counted.done, counted.of)
        assert sums.next_on == min(filter(None, ahead), default=None)
    statuses = {row.status for row in rows}
    assert {"done", "in-progress", "not-started", "dropped", "not-required"} <= statuses
    assert all(row.reason for row in rows if row.status in ("dropped", "not-required"))
    for row in rows:
        if row.happened_on is not None and row.entered_at is not None:
            assert row.happened_on <= row.entered_at.date() < TODAY


@pytest.mark.usefixtures("told")
def test_the_trail_tells_the_story_with_its_own_dates() -> None:
    with reading() as current:
        names = [site.id for site in of_story()]
        events = current.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
        moves = current.scalars(select(MilestoneMove)).all()
        decisions = current.scalars(select(StageDecision)).all()
        merged = current.scalars(select(Succession)).all()
    mine = [event for event in events if event.site_id in names]
    assert [event.at for event in mine] == sorted(event.at for event in mine)
    told = [event for event in events if event.origin == "demo"]
    assert min(event.at for event in told) < END - timedelta(days=3 * 365)
    assert max(event.at for event in told) < END
    assert all(decision.reason for decision in decisions)
    assert len(moves) > 20
    assert len(merged) == 2
    verbs = {event.verb for event in mine}
    assert {"stage moved", "milestone done", "milestone moved", "call booked"} <= verbs
    assert {"call cancelled", "person left", "round decided", "NSPCC lead changed"} <= verbs


@pytest.mark.usefixtures("told")
def test_no_mail_of_the_story_is_left_to_send() -> None:
    with reading() as current:
        mails = current.scalars(select(OutboxMail)).all()
        ahead = set(current.scalars(select(CheckInCall.id).where(CheckInCall.starts_at >= END)))
    assert {mail.state.value for mail in mails} == {"captured"}
    of_calls = [mail.key for mail in mails if not mail.key.startswith("reminders:")]
    assert of_calls
    assert {int(key.split(":")[1]) for key in of_calls if key.startswith("call:")} <= ahead
    assert all(key.startswith("call:") for key in of_calls)
    assert all(mail.address.endswith(".example") for mail in mails)


@pytest.mark.usefixtures("told")
def test_notices_of_the_past_were_read_and_the_oldest_are_gone() -> None:
    with reading() as current:
        told = current.execute(select(Notice.told_at, Notice.read_at)).all()
    unread = [at for at, read_at in told if read_at is None]
    assert END - NOTICES_KEPT <= min(at for at, _ in told) < END - NOTICES_UNREAD <= min(unread)


@pytest.mark.usefixtures("told")
def test_calls_lie_behind_and_one_is_near() -> None:
    with reading() as current:
        calls = current.scalars(select(CheckInCall)).all()
    ahead = [call for call in calls if call.starts_at >= END]
    assert len(calls) > 100
    assert min(call.starts_at for call in ahead) < END + timedelta(days=5)
    assert {call.state for call in calls} == {"planned", "held", "missed", "cancelled"}
    assert {call.state for call in ahead} == {"planned"}
    assert sum(call.state == "planned" for call in calls) == len(ahead) + 1  # one waits for a note
    assert any(call.sequence and call.state == "held" for call in calls)
    assert all(call.starts_at.weekday() < 5 for call in calls)


@pytest.mark.usefixtures("told")
def test_nobody_came_to_a_meeting_after_leaving_the_site_and_last_minutes_are_approved() -> None:
    with reading() as current:
        came = select(Attendee.person_id, Meeting.site_id, Meeting.starts_at).join(
            Meeting, Meeting.id == Attendee.meeting_id
        )
        seats = current.execute(came.where(Attendee.person_id.is_not(None))).all()
        left = {
            (one.person_id or None, one.site_id): one.ended_at
            for one in current.scalars(select(Membership))
            if one.ended_at is not None
        }
        meetings = current.scalars(select(Meeting).where(Meeting.state == "held")).all()
        later = set(current.scalars(select(GroupMember.starts_on)))
    assert not [at for who, site, at in seats if left.get((who, site), at) < at]
    waiting = Counter(one.group_id for one in meetings if one.approved_on is None)
    assert set(waiting.values()) == {1}
    assert len(later) > len(waiting)


@pytest.mark.usefixtures("told")
def test_assessments_differ_in_their_result_and_in_what_was_decided() -> None:
    with reading() as current:
        version = newest("preisa")
        assert version is not None
        form = instrument(version.id, version.content_hash)
        signed = current.scalars(
            select(SignOff)
            .join(Round, Round.id == SignOff.round_id)
            .where(Round.site_id.in_([site.id for site in of_story()]), Round.code == "preisa")
        ).all()
    outcomes: Counter[str] = Counter()
    for row in signed:
        decision = score_instrument(form, answers_by_item(row.content)).decision
        assert decision is not None
        outcomes[decision.outcome.code] += 1
    assert outcomes == {"ready": 7, "ready-with-conditions": 4, "not-yet": 1}
    assert Counter(row.decision for row in signed) == {"proceed": 10, "defer": 1, None: 1}


@pytest.mark.usefixtures("told")
def test_the_strategic_lead_lands_on_a_half_filled_assessment() -> None:
    strategic, contributor = demo_person("strategic"), demo_person("contributor")
    with reading() as current:
        site = current.scalars(select(Site).where(Site.slug == "kestrel-bay")).one()
        places = current.execute(
            select(Membership.person_id, Membership.role).where(Membership.site_id == site.id)
        ).all()
        answered = current.scalar(
            select(func.count())
            .select_from(SavedAnswer)
            .join(Rater, Rater.id == SavedAnswer.rater_id)
            .where(Rater.person_id == strategic.id)
        )
    assert (strategic.id, "strategic") in places
    assert (contributor.id, "contributor") in places
    assert answered == 14


@pytest.mark.usefixtures("told")
def test_posts_fall_empty_and_the_nspcc_has_several_leads() -> None:
    with reading() as current:
        ended = current.scalars(select(Membership).where(Membership.ended_at.is_not(None))).all()
        leads = {site.lead_id for site in of_story()}
        staff = current.scalars(select(Person).where(Person.staff_role == "lead")).all()
    assert len(ended) >= 5
    assert len(leads) >= 3
    assert any(person.deactivated_at for person in staff)


@pytest.mark.parametrize("role", ["admin", "lead", "strategic", "contributor", "member"])
def test_everyone_opens_their_home(visitor: PageClient, role: str) -> None:
    if role == "member":
        visitor.sign_in(demo_person(role)).get("/", status=303)
        assert visitor.follow().h1 == "Community"
        return
    page = visitor.sign_in(demo_person(role)).get("/")
    assert page.h1
    if role in ("strategic", "contributor"):
        assert "Kestrel Bay" in page.text


def test_every_page_of_every_site_opens(visitor: PageClient) -> None:
    with reading():
        slugs = [site.slug for site in of_story()]
    visitor.sign_in(demo_person("admin")).get("/sites")
    for slug in slugs:
        for page in PAGES:
            visitor.get(f"/sites/{slug}{page}")
    visitor.get("/admin/outbox")
    visitor.get("/admin/audit")


def test_a_site_for_scale_opens_like_any_other(visitor: PageClient) -> None:
    with reading() as current:
        slug = current.scalars(select(Site.slug).order_by(Site.id.desc())).first()
    visitor.sign_in(demo_person("admin"))
    for page in (*PAGES, *WORK, "/assessments/preisa-1/result"):
        visitor.get(f"/sites/{slug}{page}")


class UndoneError(Exception):
    """Takes back what a test wrote."""


@pytest.mark.usefixtures("told")
def test_new_rows_get_numbers_after_those_of_the_seeding() -> None:
    with pytest.raises(UndoneError):
        write_and_undo()


def write_and_undo() -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        person = make_person("Nell New")
        make_membership(make_site("New Site"), person, SiteRole.STRATEGIC)
        raise UndoneError


def words() -> dict[str, str]:
    """Everything the story's files say, by file."""
    files = [file for file in FOLDER.rglob("*") if file.is_file()]
    return {file.name: words_of(file) for file in files}


def words_of(file: Path) -> str:
    """What one file says; of a Word document its text."""
    if file.suffix != ".docx":
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(file) as package:
        return package.read("word/document.xml").decode()


def test_no_authority_of_the_story_is_a_real_one() -> None:
    said = words()
    assert len(said) == STORY + 33
    for name in REAL.split():
        for file, text in said.items():
            assert not re.search(rf"\b{name}\b", text), f"{file} names {name}"
    codes = re.findall(r"^([A-Z]\d{8}),", said["authorities.csv"], re.M)
    assert len(codes) == len(set(codes)) == 14
    assert all(int(code[3:]) >= 900 for code in codes), "Real codes end below 900."


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(aged?|age of) \d+",
        r"\bborn\b|\bdate of birth\b|\bDOB\b",
        r"\b\d{3} \d{3} \d{4}\b",
        r"\b(boy|girl|son|daughter|sibling|brother|sister|baby|mother|father|mum|dad)s?\b",
        r"\bchild [A-Z]\b",
        r"\b(case|file|Mosaic|Liquidlogic) (number|no\.?|id) ",
    ],
)
def test_nothing_in_the_story_could_identify_a_child(pattern: str) -> None:
    for file, text in words().items():
        assert not re.search(pattern, text, re.IGNORECASE), f"{file}: {pattern}"

"""Rounds of the story: several raters, a room, a result, an answer; one round in every state."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.assessments.models import (
    Agreement,
    AnswerEvidence,
    AwaitedRater,
    Dissent,
    Rater,
    Room,
    Round,
    SavedAnswer,
    SignOff,
)
from app.assessments.rules import RoundState, answers_by_item, check_quorum, unseal, unseal_agreed
from app.core import clock
from app.core.db import Base, reading, session
from app.core.guard import look
from app.evidence.models import EvidencePiece
from app.instruments.queries import instrument
from app.instruments.rules import Instrument, Result, score_instrument
from app.journey.models import Milestone
from app.plans.models import Action
from app.sites.models import Site
from tests.demo.conftest import TODAY, demo_person
from tests.demo.test_story import END, of_story
from tests.page_client import PageClient

pytestmark = pytest.mark.usefixtures("told")
MILESTONES = {"preisa": "preisa", "isa": "isa", "review": "twelve-month-review"}
SOME = 6  # pages of results opened, of the many there are


@pytest.fixture
def current(told: str) -> Iterator[Any]:
    """A session on the seeded database."""
    with reading() as found:
        yield found


def rounds() -> list[Round]:
    """Those of the story, not those for scale."""
    sites = [site.id for site in of_story()]
    found = session().scalars(select(Round).where(Round.site_id.in_(sites)).order_by(Round.id))
    return list(found)


def at(site: str, slug: str) -> Round:
    """One round by its address."""
    return next(one for one in rounds() if (one.site.slug, one.slug) == (site, slug))


def form_of(found: Round) -> Instrument:
    """The instrument of a round."""
    return instrument(found.instrument_version_id, found.instrument_version.content_hash)


def raters_of(found: Round) -> list[Rater]:
    """Its raters."""
    return list(session().scalars(select(Rater).where(Rater.round_id == found.id)))


def handed_in(found: Round) -> list[str]:
    """The roles of those who handed in."""
    return [one.role for one in raters_of(found) if one.submitted_at is not None]


def signed() -> list[tuple[Round, SignOff]]:
    """Every sign-off with its round."""
    by_id = {one.id: one for one in rounds()}
    rows = session().scalars(select(SignOff).where(SignOff.round_id.in_(by_id)))
    return [(by_id[row.round_id], row) for row in rows.all()]


def result_of(found: Round, number: int = 1) -> Result:
    """What a signed-off round came to."""
    content = next(row.content for one, row in signed() if one is found and row.number == number)
    return score_instrument(form_of(found), answers_by_item(content))


def counted(found: Round, *more: Any) -> int:
    """How many items the room of a round shows, or of these."""
    asked = select(func.count()).select_from(Agreement).where(Agreement.round_id == found.id, *more)
    return session().scalar(asked) or 0


def test_every_site_has_a_pre_implementation_round_and_all_but_one_a_result(current: Any) -> None:
    by_site = {one.site.slug for one in rounds() if one.code == "preisa"}
    finished = {one.site.slug for one, _ in signed() if one.code == "preisa"}
    assert by_site == {site.slug for site in of_story()}
    assert by_site - finished == {"kestrel-bay"}


def test_every_result_was_talked_about_by_enough_people_from_enough_roles(current: Any) -> None:
    for found, row in signed():
        roles = [rater.role for rater in unseal(row.content)]
        assert check_quorum(form_of(found), roles).is_met, (found.site.slug, found.slug)
        assert row.content["room"]["note"]
        assert row.content["agreed"]
        assert not row.caveat
        assert all(draft.comment for draft in kept_scores(row))


def kept_scores(row: SignOff) -> list[Any]:
    """Agreed scores, as drafts."""
    kept = [one.draft for one in unseal_agreed(row.content).values()]
    return [draft for draft in kept if draft.score is not None]


def test_each_instrument_is_used_and_answered_in_its_own_words(current: Any) -> None:
    codes = Counter(found.code for found, _ in signed())
    assert codes["isa"] >= 6
    assert codes["review"] >= 4
    assert codes["selfcheck"] >= 1
    for found, row in signed():
        offered = {option.code for option in form_of(found).decisions}
        assert row.decision in {*offered, None}
    paused = [row for _, row in signed() if row.decision == "pause"]
    assert [row.decision_date and row.decision_date > TODAY for row in paused] == [True]
    assert sum(bool(row.section_responses) for _, row in signed()) >= 4


def test_a_round_is_open_with_some_who_handed_in_and_one_who_joins_first(current: Any) -> None:
    found = at("kestrel-bay", "preisa-1")
    parts = raters_of(found)
    assert found.state == RoundState.OPEN
    assert found.closes_on > TODAY
    assert sum(one.submitted_at is not None for one in parts) == 2
    assert sum(one.joined_at is not None for one in parts) == 4
    asked = select(func.count()).select_from(AwaitedRater)
    assert current.scalar(asked.where(AwaitedRater.round_id == found.id)) == 1
    contributor = next(one for one in parts if one.person_id == demo_person("contributor").id)
    assert contributor.joined_at is None
    assert not check_quorum(form_of(found), handed_in(found)).is_met


def test_a_round_is_past_its_date(current: Any) -> None:
    found = at("northmoor", "isa-1")
    assert found.state == RoundState.OPEN
    assert found.closes_on < TODAY
    assert len(handed_in(found)) == 1


def test_a_round_has_its_quorum_and_waits_for_the_room_of_the_demo_lead(current: Any) -> None:
    found = at("harrowby-and-leas", "selfcheck-1")
    assert found.state == RoundState.OPEN
    assert check_quorum(form_of(found), handed_in(found)).is_met
    assert found.site.lead_id == demo_person("lead").id


def test_a_room_of_the_demo_lead_is_half_way(current: Any) -> None:
    found = at("larkfold", "isa-1")
    room = current.scalars(select(Room).where(Room.round_id == found.id)).one()
    lead = demo_person("lead").id
    assert found.state == RoundState.IN_ROOM
    assert room.closed_at is None
    assert (room.facilitator_id, found.site.lead_id) == (lead, lead)
    revealed, agreed = counted(found), counted(found, Agreement.agreed_at.is_not(None))
    assert 0 < agreed < revealed < len(form_of(found).items)


def test_a_round_waits_for_its_sign_off(current: Any) -> None:
    found = at("tidewater", "isa-3")
    assert found.state == RoundState.SUBMITTED
    assert found.result_number == 0


def test_a_result_waits_for_the_answer_of_the_nspcc(current: Any) -> None:
    waiting = [one.site.slug for one, row in signed() if row.decision is None]
    assert waiting == ["strathlorne"]
    assert at("strathlorne", "preisa-1").state == RoundState.SIGNED_OFF


def test_a_round_was_reopened_and_keeps_its_first_result(current: Any) -> None:
    found = at("cwm-derwen", "preisa-1")
    assert found.state == RoundState.IN_ROOM
    assert found.result_number == 1
    assert found.reopen_reason
    again = current.scalars(
        select(Agreement.item_id).where(
            Agreement.round_id == found.id, Agreement.version > 1, Agreement.agreed_at.is_(None)
        )
    )
    assert set(again) == {"A2", "D4"}


def test_one_site_rose_and_one_faded_between_two_rounds(current: Any) -> None:
    rose = [result_of(at("harrowby-and-leas", slug)) for slug in ("isa-1", "isa-2")]
    faded = [result_of(at("dunmere", slug)) for slug in ("isa-1", "isa-2")]
    assert [one.band.band.code for one in rose if one.band] == ["emerging", "established"]
    assert [one.band.band.code for one in faded if one.band] == ["established", "developing"]
    answered = next(row for found, row in signed() if found is at("dunmere", "isa-2"))
    assert answered.decision == "roll-out-with-actions", "Nobody noticed."


def test_milestones_are_complete_on_the_day_of_the_sign_off(current: Any) -> None:
    first: dict[tuple[int, str], Any] = {}
    for found, row in sorted(signed(), key=lambda pair: pair[1].signed_off_at):
        if found.code in MILESTONES:
            on = clock.in_london(row.signed_off_at).date()
            first.setdefault((found.site_id, MILESTONES[found.code]), on)
    done = {
        (row.site_id, row.code): row.happened_on
        for row in current.scalars(
            select(Milestone).where(
                Milestone.code.in_(MILESTONES.values()),
                Milestone.site_id.in_([site.id for site in of_story()]),
                Milestone.happened_on.is_not(None),
            )
        )
    }
    assert done == first
    assert Counter(code for _, code in done) == {
        "preisa": 11, "isa": 5, "twelve-month-review": 3,
    }  # fmt: skip


def test_nothing_of_a_round_lies_ahead_and_everything_follows_in_order(current: Any) -> None:
    for found in rounds():
        room = current.scalars(select(Room).where(Room.round_id == found.id)).first()
        joined = [one.joined_at for one in raters_of(found) if one.joined_at]
        submitted = [one.submitted_at for one in raters_of(found) if one.submitted_at]
        assert all(found.opened_at < moment < END for moment in joined)
        if room is not None:
            assert max(submitted) < room.opened_at < END
            assert room.closed_at is None or room.opened_at < room.closed_at < END
    for _, row in signed():
        assert row.decided_at is None or row.signed_off_at < row.decided_at < END
    last = current.scalar(select(func.max(SavedAnswer.saved_at)))
    assert last < END


def test_minutes_are_those_of_busy_people(current: Any) -> None:
    for found in rounds():
        for rater in raters_of(found):
            assert rater.minutes is None or 8 <= rater.minutes <= 75


def test_other_views_stand_by_name_and_by_role(current: Any) -> None:
    named = Counter(current.scalars(select(Dissent.by_name)))
    assert named[True] >= 3
    assert named[False] >= 3


def test_evidence_is_attached_as_note_link_and_file(visitor: PageClient) -> None:
    with reading() as current:
        attached = current.scalars(
            select(EvidencePiece)
            .join(AnswerEvidence, AnswerEvidence.piece_id == EvidencePiece.id)
            .distinct()
        ).all()
        file = next(one for one in attached if one.kind == "file")
        site = current.get_one(Site, file.site_id).slug
        assert {one.kind for one in attached} == {"note", "link", "file"}
        assert len({one.site_id for one in attached}) >= 5
    visitor.sign_in(demo_person("admin"))
    assert file.title in visitor.get(f"/sites/{site}/evidence").text


def test_plans_hold_gaps_done_dropped_overdue_and_ahead(current: Any) -> None:
    actions = current.scalars(select(Action)).all()
    from_rounds = [one for one in actions if one.origin_kind == "assessment"]
    signed_ids = {row.id for _, row in signed()}
    assert len(from_rounds) > 30
    assert {one.origin_id for one in from_rounds} <= signed_ids
    assert {one.status for one in from_rounds} == {"open", "in-progress", "done", "dropped"}
    still = [one for one in actions if one.status in ("open", "in-progress")]
    assert sum(one.due_on < TODAY for one in still) > 5
    assert sum(one.due_on >= TODAY for one in still) > 5


def texts() -> Iterator[tuple[str, str]]:
    """(where, text) for whatever the story wrote, in rows and in the JSON of rows."""
    for table in Base.metadata.sorted_tables:
        for row in session().execute(select(table)).mappings():
            for column, value in row.items():
                yield from ((f"{table.name}.{column}", text) for text in inside(value))


def inside(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from inside(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from inside(part)


def test_the_guard_finds_nothing_in_anything_the_story_wrote(current: Any) -> None:
    machinery = ("outbox", "sessions", "checkin_calls.location", "people.password_hash")
    marks = ("indicator_snapshots.signals", "site_indicators.signals", "level_changes.signals")
    found = {
        (where, text, tuple(finding.kind.value for finding in findings))
        for where, text in set(texts())
        if not where.startswith(machinery + marks) and (findings := look(text))
    }
    assert found == set()


def test_results_and_comparisons_open_for_everyone_who_sees_them(visitor: PageClient) -> None:
    with reading():
        shown = [
            (found.site.slug, found.slug, found.number)
            for found, row in signed()
            if found.state == RoundState.SIGNED_OFF and found.code != "preisa"
        ]
    visitor.sign_in(demo_person("admin"))
    for site, slug, number in shown[:SOME]:
        assert visitor.get(f"/sites/{site}/assessments/{slug}/result").h1
        assert visitor.get(f"/sites/{site}/assessments/{slug}/gaps").h1
        if number > 1:
            assert visitor.get(f"/sites/{site}/assessments/{slug}/compare").h1
    assert visitor.get("/sites/dunmere/assessments/isa-2/compare").h1
    assert visitor.get("/sites/larkfold/assessments/isa-1/room").h1
    assert visitor.get("/sites/dunmere/plan").h1


def test_people_of_the_story_have_addresses_that_reach_nobody(current: Any) -> None:
    addresses = current.scalars(select(Person.email)).all()
    assert len(addresses) > 80
    assert all(address.endswith(".example") for address in addresses)

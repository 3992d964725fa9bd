"""Somebody leaves a site: what goes to whom, all or nothing, and the page for whoever follows."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts.models import SignIn
from app.assessments import queries as rounds
from app.checkins.models import CallInvitee
from app.checkins.service import SiteName
from app.core import audit, clock
from app.core.db import reading, transaction
from app.core.outbox import OutboxMail
from app.core.web.edge import Portal
from app.jobs import Turn, hand_over
from app.meetings import queries as meetings
from app.meetings.rules import MemberRole
from app.overview.queries.handover_page import handover_facts
from app.overview.queries.leaving import holdings
from app.overview.rules.leaving import Work
from app.overview.service import carry_out_leaving
from app.plans import queries as plans
from app.sites import queries, service
from app.sites.queries import Chosen, LeavingRow
from app.sites.rules import Refused, SiteRole
from app.sites.rules.leavings import Access
from app.sites.rules.posts import Post
from tests.factories.assessments import ask, make_round
from tests.factories.checkins import book_call
from tests.factories.meetings import make_group, make_meeting, make_member, weekday
from tests.factories.plans import make_action
from tests.factories.posts import announce, decide, fill, leaving
from tests.page_client import PageClient
from tests.worlds import World

PATH = "/sites/northmoor/hand-over"


def furnish(app: Portal, world: World) -> str:
    """The strategic lead holds a post, two actions, the chair, a meeting, a round, an invitation
    and a place in a call; returns the round."""
    with app.app_context():
        book_call(world, weekday(20))
        with transaction():
            fill(world.home, Post.STRATEGIC, world.strategic)
            make_action(world.home, world.lead, owner=world.strategic)
            make_action(world.home, world.lead, "Ring the director", owner=world.strategic)
            group = make_group(world.home)
            make_member(group, world.strategic, MemberRole.CHAIR)
            make_member(group, world.contributor)
            make_meeting(world.home, world.strategic, group, on=weekday(20))
            make_meeting(world.home, world.strategic, on=weekday(21))
            slug = make_round(world.home, world.lead)
            ask(world.home, slug, {world.strategic: "strategic-lead"}, world.lead)
            service.invite(
                world.home.id, "Ina", "ina@people.example", SiteRole.CONTRIBUTOR, world.strategic.id
            )
    return slug


def carry_out(app: Portal, world: World, found: LeavingRow) -> None:
    with app.app_context(), transaction():
        site = SiteName(world.home.id, world.home.slug, world.home.name)
        carry_out_leaving(site, found, world.lead.id)


def counts(world: World, person_id: int) -> dict[str, int]:
    with reading():
        held = holdings(world.home.id, person_id, clock.now())
    return {work.value: len(things) for work, things in held.work.items()}


def test_everything_goes_to_the_successor_in_one_transaction(app: Portal, world: World) -> None:
    furnish(app, world)
    everything = {"actions": 2, "seats": 1, "meetings": 2, "rounds": 1, "invitations": 1}
    assert counts(world, world.strategic.id) == everything
    with app.app_context(), transaction():
        found = announce(world.home, world.strategic, world.lead)
        last = found.last_day
        ready = decide(world.home, found, {Post.STRATEGIC: world.contributor}, Access.UNTIL, last)
    carry_out(app, world, ready)
    after = counts(world, world.strategic.id)
    assert {name: after[name] for name in ("actions", "meetings", "rounds", "invitations")} == {
        "actions": 0,
        "meetings": 0,
        "rounds": 0,
        "invitations": 0,
    }
    assert counts(world, world.contributor.id) == everything
    look_at_what_followed(world, found)


def look_at_what_followed(world: World, found: LeavingRow) -> None:
    """Seat, post, role, call, mails and the page that was kept."""
    last = found.last_day
    with reading() as current:
        seats = meetings.members_of(meetings.groups_of(world.home.id, last)[0].id)
        assert [(one.name, one.role, one.ends_on) for one in seats] == [
            ("Cora Contributor", MemberRole.CHAIR, None),
            ("Stella Strategic", MemberRole.CHAIR, last),
        ]
        posts = queries.posts_of([world.home.id])[world.home.id]
        assert [(row.name, row.term.starts_on) for row in posts][-1] == (
            "Cora Contributor",
            last + timedelta(days=1),
        )
        roles = {one.name: one.role for one in queries.people_of(world.home.id)}
        assert roles["Cora Contributor"] is SiteRole.STRATEGIC
        invited = set(current.scalars(select(CallInvitee.person_id)))
        assert invited == {world.lead.id, world.contributor.id}
        told = set(
            current.scalars(
                select(OutboxMail.address).where(OutboxMail.template == "overview_handed_over")
            )
        )
        assert told == {world.lead.email, world.contributor.email}
        record = json.loads(leaving(world.home, found.id).record)
        assert record["made_on"] == clock.today().isoformat()
        assert any("last day" in line["text"] or "Stella" in line["text"]
                   for section in record["sections"] for line in section["lines"])  # fmt: skip


def test_access_that_ends_at_a_date_is_ended_by_the_worker_and_once(
    app: Portal, world: World, client: PageClient
) -> None:
    client.sign_in(world.strategic)
    with app.app_context(), transaction():
        found = announce(world.home, world.strategic, world.lead)
        ready = decide(world.home, found, {}, Access.UNTIL, found.last_day)
    carry_out(app, world, ready)
    on_the_day = clock.now() + timedelta(days=10)
    for moment, here in ((on_the_day, True), (on_the_day + timedelta(days=1), False)):
        with app.app_context(), clock.pretend(moment), audit.acting(audit.Acting(None, "worker")):
            hand_over(Turn("w", lambda: False))
            hand_over(Turn("w", lambda: False))
        with reading() as current:
            people = {one.person_id for one in queries.people_of(world.home.id)}
            live = select(func.count()).where(
                SignIn.person_id == world.strategic.id, SignIn.ended_at.is_(None)
            )
            assert (world.strategic.id in people, bool(current.scalar(live))) == (here, here)


def test_without_a_successor_actions_wait_seats_end_and_single_things_go_elsewhere(
    app: Portal, world: World
) -> None:
    slug = furnish(app, world)
    with app.app_context(), transaction():
        found = announce(world.home, world.strategic, world.lead)
        ready = decide(world.home, found, {Post.STRATEGIC: None})
        first = plans.owned_by(world.home.id, world.strategic.id)[0]
        alone = {f"{Work.ACTIONS.value}:{first.id}": Chosen(world.contributor.id)}
        service.choose(ready, alone, [work.value for work in Work])
        ready = leaving(world.home, found.id)
    carry_out(app, world, ready)
    with reading():
        owners = sorted(
            one.owner for one in plans.every_of_site(world.home.id, plans.Wanted(), clock.today())
        )
        assert owners == ["Cora Contributor", "Whoever follows Stella Strategic"]
        assert queries.standing_of([world.home.id], found.last_day + timedelta(days=1))[
            world.home.id
        ].vacant[1].days == 1  # fmt: skip
        ref = rounds.round_at(world.home.id, slug, world.strategic.id)
        assert ref is not None
        assert ref.my_part.value == "none"
        roles = {one.name: one.role for one in queries.people_of(world.home.id)}
        assert roles["Stella Strategic"] is SiteRole.CONTRIBUTOR


def test_what_cannot_be_handed_over_leaves_everything_as_it_was(app: Portal, world: World) -> None:
    furnish(app, world)
    with app.app_context(), transaction():
        found = announce(world.home, world.strategic, world.lead)
        ready = decide(world.home, found, {Post.STRATEGIC: world.contributor})
        part = {f"{service.POST}strategic-lead": Chosen(world.foreign_strategic.id)}
        with pytest.raises(Refused, match="belongs to the site"):
            service.choose(ready, part, [service.POST])
        gone = queries.people_of(world.home.id)[1]
        service.end_membership(gone.membership_id, "Left first")
    with pytest.raises(Refused, match="belongs to the site"):
        carry_out(app, world, ready)
    assert counts(world, world.strategic.id)["actions"] == 2
    with reading():
        assert queries.announced([world.home.id])[world.home.id][0].id == found.id


def test_a_strategic_lead_hands_over_for_themselves_step_by_step(
    app: Portal, world: World, client: PageClient
) -> None:
    furnish(app, world)
    page = client.sign_in(world.strategic).get(f"{PATH}?who={world.strategic.id}")
    assert "(you)" in page.text
    day = [str(part) for part in reversed(clock.today().timetuple()[:3])]
    asked = {"person": str(world.strategic.id), "last_day": day, "note": "A new post."}
    client.post(PATH, asked)
    where = client.follow().path
    client.post(PATH, asked, 400)  # known already
    check = walk_to_the_check(client, world, where)
    done = client.http.post(  # a hand-over writes to every room: more than an answer may read
        check,
        data={"version": "4", "confirmed": "", "csrf_token": client.token()},
        base_url="http://portal.test",
    )
    assert (done.status_code, done.headers["Location"]) == (303, "/")
    with reading():
        assert queries.belonging(world.strategic.id) == frozenset()
        assert queries.open_invitations(world.home.id, "nina@x.example")
    lead = PageClient(app).sign_in(world.lead)
    page = lead.get(PATH)
    kept = lead.get(next(href for href in page.links.values() if "/page/" in href))
    assert "Where Northmoor stands" in kept.text
    PageClient(app).sign_in(world.foreign_strategic).get(
        kept.path.replace("northmoor", "farfield"), 404
    )


def walk_to_the_check(client: PageClient, world: World, where: str) -> str:
    """Through posts, access and work, each refused once; the address of the last page."""
    assert "Your last day" in client.get(where).text
    new = {"version": "1", "to_post_strategic_lead": "new"}
    page = client.post(where, new, 400)
    assert "Enter the name of whoever follows" in page.text
    new |= {"name_post_strategic_lead": "Nina New", "email_post_strategic_lead": "nina@x.example"}
    client.post(where, new)
    page = client.follow()
    assert "Nothing" not in page.text
    access = {"version": "2", "access": "now", "access_until": ["", "", ""]}
    client.post(page.path, {**access, "access": "until"}, 400)
    client.post(page.path, access)
    page = client.follow()
    assert "2 in all" in page.text
    client.post(page.path, {"version": "1", "to_actions": "nobody"}, 409)  # decided by another
    client.post(page.path, {"version": "3", "to_actions": str(world.contributor.id)})
    page = client.follow()
    assert "Nina New, invited by mail" in page.text
    assert "2 to Cora Contributor, Contributor" in page.text
    return page.path


def test_an_announced_leaving_shows_to_the_lead_and_can_be_taken_back(
    app: Portal, world: World, client: PageClient
) -> None:
    with app.app_context(), transaction():
        found = announce(world.home, world.contributor, world.strategic)
    with reading() as current:
        assert current.scalars(select(OutboxMail.address)).all() == [world.lead.email]
    client.sign_in(world.lead)
    for path in ("/", "/sites/northmoor"):
        assert "Cora Contributor leaves on" in client.get(path).text
    assert "Nobody leads here" in PageClient(app).sign_in(world.strategic).get("/").text
    client.post(f"{PATH}/{found.id}/withdraw")
    assert "Cora Contributor leaves on" not in client.get("/sites/northmoor").text
    client.post(f"{PATH}/{found.id}/withdraw", status=404)


def test_the_handover_page_takes_as_many_statements_for_much_as_for_little(
    app: Portal, world: World, client: PageClient
) -> None:
    client.sign_in(world.contributor).get(f"{PATH}/page")
    few = client.statements
    furnish(app, world)
    with transaction():
        for number in range(12):
            make_action(world.home, world.lead, f"Action {number:02}", owner=world.contributor)
    page = client.get(f"{PATH}/page")
    assert "And 6 more actions." in page.text
    assert client.statements <= few + 1  # an instrument is read once
    with reading():
        assert len(handover_facts(world.home.id, clock.now()).actions) == 14


def test_somebody_whose_access_was_ended_meanwhile_gets_none_back_by_the_hand_over(
    app: Portal, world: World
) -> None:
    with app.app_context(), transaction():
        found = decide(world.home, announce(world.home, world.contributor, world.lead), {})
        (mine,) = [
            one for one in queries.people_of(world.home.id) if one.person_id == world.contributor.id
        ]
        service.end_membership(mine.membership_id, "Dismissed today.")
    carry_out(app, world, found)
    with reading():
        here = {one.person_id for one in queries.people_of(world.home.id)}
    assert world.contributor.id not in here


def test_taking_back_what_was_carried_out_at_that_moment_is_a_conflict(
    app: Portal, client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), transaction():
        found = decide(world.home, announce(world.home, world.contributor, world.lead), {})
    carry_out(app, world, found)
    # the page was read before the other one was done
    monkeypatch.setattr("app.overview.views.hand_over.the_leaving", lambda _number: found)
    client.sign_in(world.strategic).post(f"{PATH}/{found.id}/withdraw", status=409)
    assert "Somebody else went on with this hand-over" in client.page.text

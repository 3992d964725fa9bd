"""Posts in the database, what ends with a membership, and the pages of people."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core import audit, clock
from app.core.db import reading, session, transaction
from app.core.web.edge import Portal
from app.sites import queries, service
from app.sites.models import Membership, PostHolding
from app.sites.rules import SiteRole
from app.sites.rules.posts import Post
from app.sites.service import ChangedMeanwhile, FillPost, PostChange, Refused
from tests.factories.accounts import make_person
from tests.factories.posts import cover, fill
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.worlds import World

PEOPLE = "/sites/northmoor/people"


def holders(world: World) -> dict[Post, str]:
    with reading():
        found = queries.standing_of([world.home.id], clock.today())[world.home.id]
    return {row.post: row.name for row in found.holders}


def test_whoever_follows_in_a_post_ends_the_term_of_the_one_before(world: World) -> None:
    with transaction():
        fill(world.home, Post.DATA, world.contributor, since=50)
        fill(world.home, Post.DATA, since=20)
    with reading():
        rows = queries.posts_of([world.home.id])[world.home.id]
    today = clock.today()
    assert [(row.name, row.term.ends_on) for row in rows] == [
        ("Cora Contributor", today - timedelta(days=21)),
        ("Nora Named", None),
    ]
    with pytest.raises(Refused, match="same day"), transaction():
        fill(world.home, Post.DATA, world.strategic, since=20)
    with pytest.raises(Refused, match="from a later day"), transaction():
        fill(world.home, Post.DATA, world.strategic, since=30)
    with pytest.raises(Refused, match="belongs to the site"), transaction():
        fill(world.home, Post.QUALITY, world.foreign_strategic)


def test_a_post_is_left_with_a_reason_and_by_the_version_that_was_seen(world: World) -> None:
    with transaction():
        number = fill(world.home, Post.DATA, world.contributor, since=50)
    today = clock.today()

    def change(reason: str, version: int = 1) -> None:
        given = PostChange(today - timedelta(days=50), 20, None, today, reason, version)
        with transaction():
            service.change_post(world.home.id, number, given)

    with pytest.raises(Refused, match="Say why"):
        change(" ")
    change("Goes to another team")
    with pytest.raises(ChangedMeanwhile):
        change("Goes to another team")
    assert holders(world) == {Post.DATA: "Cora Contributor"}  # today is the last day


def test_ending_a_membership_ends_posts_and_takes_back_those_to_come(world: World) -> None:
    with transaction():
        fill(world.home, Post.DATA, world.contributor, since=50)
        fill(world.home, Post.QUALITY, world.contributor, since=-9)
        fill(world.home, Post.SPONSOR, since=9)
    with transaction() as current:
        mine = select(Membership.id).where(Membership.person_id == world.contributor.id)
        service.end_membership(current.scalars(mine).one(), "Moved")
    with reading() as current:
        rows = current.scalars(select(PostHolding).order_by(PostHolding.id)).all()
        assert [(row.post, row.ends_on) for row in rows] == [
            ("data-lead", clock.today()),
            ("sponsor", None),
        ]


def test_a_post_held_by_name_is_recognised_when_the_invitation_is_taken_up(
    app: Portal, world: World
) -> None:
    with app.app_context(), transaction():
        new = FillPost(Post.DEPUTY, clock.today(), None, "Dora Deputy", "dora@people.example")
        service.fill_post(world.home.id, new)
        audit.because("made", summary="Made for a test.")
        dora = make_person("Dora Deputy", email="dora@people.example")
        service.begin_membership(world.home.id, dora.id, SiteRole.STRATEGIC)
    with reading():
        row = queries.posts_of([world.home.id])[world.home.id][0]
    assert (row.person_id, row.name, row.email) == (dora.id, "Dora Deputy", "dora@people.example")


def test_vacancies_and_two_leads_are_told_for_many_sites_at_once(world: World) -> None:
    with transaction():
        fill(world.home, Post.STRATEGIC, world.strategic)
        fill(world.home, Post.DEPUTY, world.contributor)
    today = clock.today()
    with reading():
        found = queries.vacancies([world.home.id, world.foreign.id], today)
        assert queries.is_led_by_two(world.home.id, today)
        assert not queries.is_led_by_two(world.foreign.id, today)
    assert len(found[world.home.id]) == 4
    assert len(found[world.foreign.id]) == len(Post)


def test_the_page_of_people_shows_posts_first_and_lets_a_strategic_lead_fill_them(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get(PEOPLE)
    assert "Nobody leads here" in page.text
    assert "6 of 6 posts are vacant" in page.text
    fields = {"starts_on": [str(part) for part in reversed(clock.today().timetuple()[:3])]}
    path = f"{PEOPLE}/posts/strategic-lead"
    assert page.links["Say who holds it: Strategic lead"] == path
    page = client.post(path, {**fields, "person": "", "name": "", "percent": "200"}, 400)
    assert "Choose who holds the post" in page.text
    given = {**fields, "person": str(world.strategic.id), "percent": "20"}
    client.post(path, given)
    assert "Only one person leads here" in client.follow().text
    assert holders(world) == {Post.STRATEGIC: "Stella Strategic"}
    assert "Stella Strategic" in client.get(f"{PEOPLE}/history?post=strategic-lead").text
    assert "Nobody held this post" in client.get(f"{PEOPLE}/history?post=data-lead").text
    page = PageClient(client.app).sign_in(world.contributor).get(PEOPLE)
    assert "20 % of a week" in page.text
    assert "Change: Strategic lead" not in page.links
    with reading():
        number = queries.posts_of([world.home.id])[world.home.id][0].id
    PageClient(client.app).sign_in(world.foreign_strategic).get(
        f"/sites/farfield/people/posts/{number}/holder", 404
    )
    two = PageClient(client.app).sign_in(world.strategic)
    form = two.get(f"{PEOPLE}/posts/{number}/holder").forms[-1]
    two.submit(form, percent="40")
    two.post(f"{PEOPLE}/posts/{number}/holder", {**form.filled({}), "percent": "60"}, 409)
    assert "40 % of a week" in two.get(PEOPLE).text


def test_many_people_take_pages_filters_and_no_more_statements(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.strategic).get(PEOPLE)
    few = client.statements
    with transaction():
        audit.because("made", summary="Made for a test.")
        for number in range(30):
            person = make_person(f"Person {number:02}")
            make_membership(world.home, person, SiteRole.CONTRIBUTOR)
            if number % 2:
                fill(world.home, Post.DATA, person, since=90 - number)
        session().flush()
    page = client.get(PEOPLE)
    assert "32 of 32 people" in page.text
    assert "Person 29" not in page.text.split("Who left")[0].split("People with access")[1]
    assert client.statements == few
    assert "Person 29" in client.get(f"{PEOPLE}?page=2").text
    assert "1 of 32 people" in client.get(f"{PEOPLE}?q=stella&role=strategic&sort=-since").text
    assert "Nobody fits these filters" in client.get(f"{PEOPLE}?q=nobody").text


def test_a_cover_reaches_the_sites_of_whoever_is_away_for_that_time_only(world: World) -> None:
    with transaction():
        number = cover(world.lead, world.other_lead, world.admin, first=-1, last=0)
        later = cover(world.other_lead, world.lead, world.admin, first=1, last=3)
    with reading():
        both = frozenset({world.home.id, world.foreign.id})
        assert queries.assigned_sites(world.other_lead.id) == both
        assert queries.assigned_sites(world.lead.id) == {world.home.id}
        labels = [one.role_label for one in queries.nspcc_contacts(world.home.id)]
    assert labels[1].startswith("Covers for Lena Lead until ")
    with pytest.raises(Refused, match="some of these days"), transaction():
        cover(world.lead, world.admin, world.admin)
    with transaction():
        service.end_cover(number)
        service.end_cover(later)
    with reading():
        assert queries.assigned_sites(world.other_lead.id) == {world.foreign.id}
        assert queries.covers(clock.today()) == []

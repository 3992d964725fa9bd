"""A report of a profile keeps its words for the moderators alone, and changes no more than them."""

import pytest
from sqlalchemy import select

from app.core import db
from app.core.db import reading, transaction
from app.members import queries as members
from app.posts import service
from app.posts.models import Case, Post
from app.posts.rules.deciding import Decided
from tests.factories import in_app
from tests.factories.members import make_profile
from tests.page_client import PageClient
from tests.worlds import World

RUDE = "Tilly Quickfoot is rude"


def reported(client: PageClient, world: World, role: str = "member") -> None:
    client.sign_in(world.strategic)
    page = client.get(f"/community/members/{world.person(role).id}")
    form = client.get(page.links["Report this profile"]).form("Report")
    client.submit(form, reason="unkind")


def decide(world: World, decision: str, **more: str) -> None:
    with in_app(), transaction() as session:
        case = session.scalars(select(Case.id).order_by(Case.id.desc()).limit(1)).one()
        said = Decided(decision, "unkind", "Be kind", more.pop("handled", ""), **more)
        service.decide(case, world.lead.id, said)


def about(world: World, role: str = "member") -> str:
    with reading():
        return members.own(world.person(role).id).wishes.about


def test_a_reported_profile_is_read_by_moderators_alone_and_changed_by_nobody(
    client: PageClient, world: World
) -> None:
    make_profile(world.member, about=RUDE)
    reported(client, world)
    for role in ("contributor", "member"):
        client.sign_in(world.person(role))
        for name in ("edit", "remove", "report"):
            client.get(f"/community/posts/1/{name}", 404)
        client.get("/community/resources/share?from=1", 404)
    with in_app(), transaction():
        with pytest.raises(LookupError):
            service.edit(1, world.member.id, "I am kind")
        with pytest.raises(LookupError):
            service.remove(1, world.member.id)
    page = client.sign_in(world.lead).get("/community/reports/1")
    assert RUDE in page.text


def test_who_is_erased_leaves_no_words_of_a_reported_profile(
    client: PageClient, world: World
) -> None:
    from app.admin import service as admin

    make_profile(world.member, about=RUDE)
    reported(client, world)
    with in_app(), transaction():
        admin.erase(world.admin.id, world.member.id, "Asked for")
    with reading() as session:
        post = session.get_one(Post, 1)
        assert (post.text, post.html) == ("", "")
    assert RUDE not in client.sign_in(world.lead).get("/community/reports/1").text


def test_a_second_look_leaves_what_was_written_since(client: PageClient, world: World) -> None:
    make_profile(world.member, about=RUDE)
    reported(client, world)
    decide(world, "hide")
    assert about(world) == ""
    make_profile(world.member, seen=2, about="Ask me about courts")
    with in_app(), transaction():
        service.appeal(1, world.member.id, "I wrote it anew")
        service.answer(1, world.other_lead.id, upheld=True, words="It stands")
    assert about(world) == "Ask me about courts"


def test_only_the_words_that_were_reported_are_taken_away(client: PageClient, world: World) -> None:
    make_profile(world.member, about=RUDE, languages="Welsh")
    reported(client, world)
    make_profile(world.member, seen=1, about="Ask me about courts", languages="Welsh")
    decide(world, "redact", parts="Tilly Quickfoot")
    assert about(world) == "Ask me about courts"
    with reading():
        assert members.own(world.member.id).wishes.languages == ""


def test_redacting_takes_the_words_out_of_the_profile(client: PageClient, world: World) -> None:
    make_profile(world.member, about=RUDE)
    reported(client, world)
    decide(world, "redact", parts="tilly  quickfoot")
    assert about(world) == ""
    with reading():
        assert "Tilly" not in db.session().get_one(Post, 1).text


def test_a_colleague_without_a_profile_can_be_decided_about(
    client: PageClient, world: World
) -> None:
    reported(client, world, "other_lead")
    page = client.sign_in(world.lead).get("/community/reports/1")
    said = {"decision": "hide", "ground": "unkind", "words": "No"}
    client.submit(page.form("Decide"), 303, **said)

"""A person asks for a copy of what is held about them, and to be erased."""

import json
from typing import Any

import pytest
from sqlalchemy import String, cast, inspect, select
from sqlalchemy import text as text_of

from app.accounts.models import Person
from app.admin import service
from app.admin.queries.held import held
from app.admin.service import NotAllowed
from app.core import audit, clock, db, outbox
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail
from app.members.rules import handle_of
from app.notices.models import Absence
from app.posts import queries
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules.deciding import Decided
from app.topics import service as topics
from app.topics.rules.topics import Entered
from tests.factories import in_app
from tests.factories.accounts import make_person
from tests.factories.community import make_post
from tests.factories.support import make_support
from tests.page_client import PageClient
from tests.worlds import World

NAME = "Cora Contributor"


def everywhere(*words: str) -> list[str]:
    """Where any of these words still stands, in any column of any table of the database."""
    found = []
    with db.reading() as session:
        connection = session.connection()
        for name in inspect(connection).get_table_names():
            every = text_of(f'SELECT * FROM "{name}"')  # noqa: S608  a name of ours
            for row in connection.execute(every).mappings():
                for column, value in row.items():
                    text = value.decode("utf-8", "ignore") if isinstance(value, bytes) else value
                    text = json.dumps(text, ensure_ascii=False, default=str).casefold()
                    found += [f"{name}.{column}" for word in words if word.casefold() in text]
    return found


def furnish(world: World) -> None:
    """The person all over the place: mail sent and waiting, notices, posts, others' texts."""
    cora = world.contributor
    handle = handle_of(cora.name, cora.id)
    with in_app(), db.transaction() as session:
        audit.because("furnished", summary="Made for a test.")
        make_support(world.home, cora)
        make_post(cora, "My own question")
        make_post(world.member, f"{handle} knows. So does Cora  Contributor, ask {cora.email}.")
        make_post(world.contributor, "I said it", Place.CHAT)
        posts.report(1, cora.id, "unkind", "")
        title = "What does Cora Contributor say?"
        topics.ask(world.member.id, Entered("question", title, "She knows", "", (), False))
        reached = outbox.Recipient(cora.email, cora.id, cora.name)
        context: dict[str, Any] = {"name": "Mo", "one": "an answer", "path": "/x"}
        outbox.queue("posts_mentioned", reached, context, key="one")
        session.add(
            Absence(
                person_id=cora.id,
                first_day=clock.today(),
                last_day=clock.today(),
                note="At my mother's",
                entered_at=clock.now(),
            )
        )


def test_after_erasing_the_name_and_address_are_nowhere_and_the_words_stay(world: World) -> None:
    furnish(world)
    cora = world.contributor
    assert everywhere(NAME, cora.email)
    with in_app(), db.transaction():
        assert service.erase(world.admin.id, cora.id, "She asked us to") >= 4
    handle = handle_of(NAME, cora.id)
    words = (NAME, "Cora  Contributor", cora.email, handle, "mother's", '"cora"', " cora ")
    assert everywhere(*words) == []
    with db.reading() as session:
        person = session.get_one(Person, cora.id)
        assert (person.name, person.email) == (
            "Former member",
            f"erased-{cora.id}@former.invalid",
        )
        assert person.deactivated_at is not None
        own = queries.shown([1])[1]
        assert (own.author.name, str(own.html)) == (
            "Former member",
            '<p class="govuk-body">My own question</p>',
        )
        other = session.get_one(Post, 2)
        assert other.text == (
            f"Former member knows. So does Former member, ask erased-{cora.id}@former.invalid."
        )
        mail = session.scalars(select(OutboxMail).where(OutboxMail.key == "one")).one()
        assert (mail.state, mail.text, mail.address) == ("cancelled", "", person.email)
        done = session.scalars(select(AuditEvent).where(AuditEvent.verb == "person erased")).one()
        assert (done.about_id, done.actor_id) == (cora.id, None)
        acted = select(AuditEvent.id).where(AuditEvent.about_id == cora.id)
        assert len(list(session.scalars(acted))) > 1


def test_who_has_the_same_name_keeps_it(world: World) -> None:
    with in_app(), db.transaction():
        audit.because("twin", summary="Made for a test.")
        twin = make_person(NAME, email="other.cora@elsewhere.example")
        make_post(world.member, f"{NAME} told us")
        service.erase(world.admin.id, world.contributor.id, "She asked us to")
        assert db.session().get_one(Person, twin.id).name == NAME
        assert db.session().get_one(Person, world.contributor.id).name == "Former member"
        assert db.session().scalar(select(cast(Post.text, String))) == f"{NAME} told us"


def test_leads_of_sites_the_last_administrator_and_oneself_are_not_erased(world: World) -> None:
    with in_app(), db.transaction():
        for person, words in ((world.lead, "Hand these over first"), (world.admin, "your own")):
            with pytest.raises(NotAllowed, match=words):
                service.erase(world.admin.id, person.id, "They asked us to")


def test_a_copy_of_what_is_held_is_downloaded_and_a_person_erased_by_address(
    client: PageClient, world: World
) -> None:
    furnish(world)
    client.allowed = 400  # a statement or two for every table, once in a person's life
    page = client.sign_in(world.admin).get(f"/admin/users/{world.contributor.id}")
    client.get(page.links["Export what we hold (JSON)"])
    held = json.loads(client.response.get_data())
    assert held["people"][0]["email"] == world.contributor.email
    assert "password_hash" not in held["people"][0]
    assert [one["text"] for one in held["community_posts"]] == ["My own question", "I said it"]
    assert held["absences"][0]["note"] == "At my mother's"
    page = client.get(f"/admin/users/{world.contributor.id}/erase")
    typed = {"reason": "The person asked us to", "email": world.member.email}
    page = client.submit(page.form("Erase this person"), 400, **typed)
    assert "the account you mean to erase" in page.text
    client.submit(
        page.form("Erase this person"),
        303,
        reason="The person asked us to",
        email=world.contributor.email.upper(),
    )
    assert "Former member" in client.follow().text


def test_a_copy_holds_the_decisions_about_ones_own_posts_alone(world: World) -> None:
    with in_app(), db.transaction():
        post = make_post(world.contributor, "Buy my book")
        posts.report(post.id, world.member.id, "spam", "")
        posts.decide(1, world.lead.id, Decided("hide", "spam", "No adverts", "Told her manager"))
        posts.appeal(1, world.contributor.id, "It is free")
        posts.answer(1, world.other_lead.id, upheld=True, words="It stands")
    with db.reading():
        mine, theirs = (held(one.id) for one in (world.contributor, world.lead))
    (decision,) = mine["decisions_about_own_posts"]
    said = ("hide", "spam", "No adverts", "It is free", "It stands")
    assert tuple(map(decision.get, ("decision", "ground", "words", "appeal", "answer"))) == said
    assert decision["decided_at"]
    assert "Told her manager" not in json.dumps(mine)
    (case,) = theirs["community_cases"]
    assert case["words"] == "No adverts"
    assert not {"appeal", "handled"} & set(case)
    assert "decisions_about_own_posts" not in theirs

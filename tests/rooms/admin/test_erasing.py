"""A person asks for a copy of what is held about them, and to be erased."""

import json
from typing import Any

import pytest
from sqlalchemy import String, cast, select

from app.accounts.models import Person
from app.admin import service
from app.admin.service import NotAllowed
from app.core import audit, clock, db, outbox
from app.core.audit import AuditEvent
from app.core.db import Base
from app.core.outbox import OutboxMail
from app.members.rules import handle_of
from app.notices.models import Absence
from app.posts import queries
from app.posts import service as posts
from app.posts.models import Post
from app.posts.rules import Place
from tests.factories import in_app
from tests.factories.accounts import make_person
from tests.factories.community import make_post
from tests.factories.support import make_support
from tests.page_client import PageClient
from tests.worlds import World

NAME = "Cora Contributor"


def everywhere(*words: str) -> list[str]:
    """Where any of these words still stands, in any column of any table."""
    found = []
    with db.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)).mappings():
                for name, value in row.items():
                    text = value.decode("utf-8", "ignore") if isinstance(value, bytes) else value
                    text = json.dumps(text, ensure_ascii=False, default=str).casefold()
                    found += [f"{table.name}.{name}" for word in words if word.casefold() in text]
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
        reached = outbox.Recipient(cora.email, cora.id, cora.name)
        context: dict[str, Any] = {"name": "Mo", "place": "answer", "path": "/x"}
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
    assert everywhere(NAME, "Cora  Contributor", cora.email, handle, "mother's") == []
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

"""The way out in the foot of a mail: good without signing in, without looking, for one kind."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core import db, outbox
from app.core.audit import AuditEvent
from app.core.outbox import OutboxMail, Recipient, unsubscribing
from app.core.web.edge import Portal
from app.notices import queries
from app.notices.rules import Kind, ways_out
from tests.page_client import PageClient
from tests.worlds import World


def way_out(app: Portal, world: World, kind: str = "actions") -> str:
    with app.app_context():
        return unsubscribing.path_of(world.lead.id, kind)


def muted(world: World) -> set[tuple[int, Kind]]:
    with db.reading():
        return queries.mutes_of([world.lead.id, world.other_lead.id])


def queued(app: Portal, world: World, to: Recipient, **more: Any) -> OutboxMail:
    with app.app_context(), db.transaction() as session:
        outbox.queue("accounts_password_changed", to, {}, key="one", **more)
        return session.scalars(select(OutboxMail)).one()


def test_the_foot_of_a_mail_leads_to_the_page_that_stops_it(
    app: Portal, world: World, client: PageClient
) -> None:
    to = Recipient("lena@example.org", person_id=world.lead.id)
    mail = queued(app, world, to, unsubscribe=ways_out(Kind.ACTIONS))
    assert mail.unsubscribe is not None
    assert mail.unsubscribe in mail.text
    assert mail.unsubscribe in mail.html
    path = mail.unsubscribe.removeprefix("http://portal.test")
    page = client.get(path)
    assert page.h1 == "Stop this mail?"
    assert "actions" in page.text
    assert muted(world) == set(), "looking changes nothing"
    client.submit(page.form("Stop this mail"))
    assert client.follow().h1 == "You get no more of this mail"
    assert muted(world) == {(world.lead.id, Kind.ACTIONS)}


@pytest.mark.parametrize("more", [{}, {"unsubscribe": ways_out(Kind.CONTRACTS)}])
def test_mail_nobody_can_switch_off_has_no_way_out(
    app: Portal, world: World, more: dict[str, object]
) -> None:
    to = Recipient("lena@example.org", person_id=world.lead.id)
    mail = queued(app, world, to, **more)
    assert mail.unsubscribe is None
    assert "/mail/stop" not in mail.text + mail.html


def test_people_without_an_account_and_mail_with_a_token_have_none(
    app: Portal, world: World
) -> None:
    assert queued(app, world, Recipient("x@example.org"), unsubscribe="calls").unsubscribe is None
    to = Recipient("lena@example.org", person_id=world.lead.id)
    with pytest.raises(ValueError, match="unsubscribes"):
        queued(app, world, to, unsubscribe="calls", confidential=True)


def test_a_mail_program_stops_it_with_one_post_that_no_form_of_ours_sent(
    app: Portal, world: World, client: PageClient
) -> None:
    body = {"List-Unsubscribe": "One-Click"}
    for _ in ("once", "and again"):
        answer = client.http.post(way_out(app, world), data=body, base_url="http://portal.test")
        assert (answer.status_code, answer.data) == (204, b"")
    assert muted(world) == {(world.lead.id, Kind.ACTIONS)}
    with db.reading() as session:
        said = select(AuditEvent.about_id).where(AuditEvent.verb == "mail chosen")
        assert session.scalars(said).all() == [world.lead.id]


def test_only_this_one_address_takes_posts_from_elsewhere(
    app: Portal, world: World, client: PageClient
) -> None:
    client.sign_in(world.lead)
    answer = client.http.post("/account/notices", data={}, base_url="http://portal.test")
    assert answer.status_code == 400
    open_to_all = {
        name
        for name, view in app.view_functions.items()
        if (rule := getattr(view, "access_rule", None)) is not None and rule.from_elsewhere
    }
    assert open_to_all == {"notices.stopping", "notices.stop"}


def test_a_mail_about_several_kinds_stops_them_all_but_for_critical_ones(
    app: Portal, world: World, client: PageClient
) -> None:
    kinds = ways_out(Kind.DRAFTS, Kind.CONTRACTS, Kind.ACTIONS, Kind.ACTIONS)
    assert kinds == "actions,drafts"
    page = client.get(way_out(app, world, kinds))
    assert "what you began and did not finish" in page.text
    client.submit(page.form("Stop this mail"))
    assert muted(world) == {(world.lead.id, Kind.ACTIONS), (world.lead.id, Kind.DRAFTS)}


@pytest.mark.parametrize("kind", ["contracts", "actions,contracts", "nothing-of-ours"])
def test_an_address_cannot_stop_more_than_it_says(
    app: Portal, world: World, client: PageClient, kind: str
) -> None:
    good = way_out(app, world)
    critical = way_out(app, world, kind)
    for path in (good[:-1] + ("A" if good[-1] != "A" else "B"), critical, "/mail/stop/x"):
        client.get(path, status=404)
        answer = client.http.post(path, base_url="http://portal.test")
        assert answer.status_code == 404
    assert muted(world) == set()

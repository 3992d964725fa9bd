"""How long a sign-in lasts, and who can end it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from app.accounts import queries, service
from app.accounts.models import SignIn
from app.core import clock
from app.core.db import reading, transaction
from app.core.web.edge import Portal
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.worlds import World


def sign_ins() -> list[SignIn]:
    with reading() as session:
        return list(session.scalars(select(SignIn).order_by(SignIn.id)))


def test_a_sign_in_ends_after_twenty_hours_however_busy_it_is(
    world: World, client: PageClient
) -> None:
    start = clock.now()
    client.sign_in(world.lead)
    for hours in (5, 10, 15, 19.9):
        with time_machine.travel(start + timedelta(hours=hours)):
            client.get("/account")
    with time_machine.travel(start + timedelta(hours=20, seconds=1)):
        client.get("/account", 302)


def test_a_clock_set_back_does_not_lengthen_a_sign_in(world: World, client: PageClient) -> None:
    client.sign_in(world.lead)
    with time_machine.travel(clock.now() - timedelta(hours=1)):
        client.get("/account", 302)


def test_a_form_opened_a_month_ago_is_still_accepted_though_the_sign_in_is_over(
    world: World, client: PageClient
) -> None:
    give_password(world.lead)
    client.get("/sign-in")
    opened = client.page.form("Sign in")
    with time_machine.travel(clock.now() + timedelta(days=30)):
        client.submit(opened, email=world.lead.email, password=PASSWORD)
    client.sign_in(world.lead).get("/account/name")
    opened = client.page.form("Save")
    with time_machine.travel(clock.now() + timedelta(days=30)):
        client.submit(opened, 401, name="Later")
        assert client.page.h1 == "Sign in to go on"


def test_last_use_is_noted_every_five_minutes_at_most(world: World, client: PageClient) -> None:
    start = clock.now()
    client.sign_in(world.lead).get("/account")
    calm = client.statements
    began = sign_ins()[0].seen_at
    with time_machine.travel(start + timedelta(minutes=4)):
        client.get("/account")
        assert client.statements == calm
        assert sign_ins()[0].seen_at == began
    with time_machine.travel(start + timedelta(minutes=6)):
        client.get("/account")
        assert client.statements > calm
        assert sign_ins()[0].seen_at > began
        client.get("/account")
        assert client.statements == calm


def test_scripts_and_forms_do_not_count_as_use(world: World, client: PageClient) -> None:
    client.sign_in(world.lead)
    began = sign_ins()[0].seen_at
    with time_machine.travel(clock.now() + timedelta(minutes=10)):
        client.fetch("GET", "/account", status=200)
        client.post("/account/name", {"name": "Lena Leader"})
        assert sign_ins()[0].seen_at == began


def test_a_person_sees_their_devices_and_ends_one(
    world: World, client: PageClient, app: Portal
) -> None:
    other = PageClient(app).sign_in(world.lead)
    client.sign_in(world.lead).get("/account")
    assert client.page.text.count("this device") >= 1
    row = sign_ins()[0]
    client.submit(client.page.form(f"Sign out {row.browser}"))
    assert "The device is signed out" in client.follow().text
    other.get("/account", 302)
    client.get("/account")


def test_nobody_ends_the_devices_of_others(world: World, client: PageClient, app: Portal) -> None:
    other = PageClient(app).sign_in(world.strategic)
    client.sign_in(world.lead)
    client.post("/account/devices", {"device": sign_ins()[0].id})
    other.get("/account")


@pytest.mark.parametrize("device", ["", "x", "-1", "99999999999999999999", "٣"])
def test_a_device_number_that_is_none_changes_nothing(
    world: World, client: PageClient, device: str
) -> None:
    client.sign_in(world.lead).post("/account/devices", {"device": device})
    client.get("/account")


def test_a_person_ends_all_other_devices(world: World, client: PageClient, app: Portal) -> None:
    others = [PageClient(app).sign_in(world.lead) for _ in range(3)]
    client.sign_in(world.lead).get("/account")
    client.submit(client.page.form("Sign out all other devices"))
    for other in others:
        other.get("/account", 302)
    client.get("/account")
    assert "Sign out all other devices" not in client.page.text


def test_one_device_and_thirty_take_the_same_number_of_statements(
    world: World, client: PageClient, app: Portal
) -> None:
    client.sign_in(world.lead).get("/account")
    one = client.statements
    for _ in range(29):
        PageClient(app).sign_in(world.lead)
    client.get("/account")
    assert client.statements == one


def test_closing_an_account_ends_its_sign_ins_at_once(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).get("/account")
    with transaction():
        service.deactivate(world.lead.id, "Left the organisation")
    client.get("/account", 302)
    with transaction():
        service.reactivate(world.lead.id, "Came back")
    client.get("/account", 302)  # an old cookie does not come back to life


def test_the_service_begins_and_ends_sign_ins(world: World) -> None:
    with transaction():
        first = service.start_sign_in(world.lead, "Firefox on Linux")
        second = service.start_sign_in(world.lead, "x" * 500)
        third = service.start_sign_in(world.strategic, "Chrome")
    with transaction():
        service.end_sign_in(first)
        service.end_sign_in("nonsense")
    with reading():
        assert queries.live_sign_in(first) is None
        assert queries.live_sign_in(second) is not None
    with transaction():
        assert service.end_all_sign_ins(world.lead.id) == 1
    with reading():
        assert queries.live_sign_in(second) is None
        assert queries.live_sign_in(third) is not None


def test_only_a_hash_of_the_secret_is_kept(world: World) -> None:
    with transaction():
        token = service.start_sign_in(world.lead, "Firefox")
    assert len(token) >= 43
    assert token not in str([vars(row) for row in sign_ins()])

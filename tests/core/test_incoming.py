"""What arrives with characters no database can keep."""

from app.accounts.models import Person
from app.core.db import reading
from tests.page_client import PageClient
from tests.worlds import World


def test_a_nul_character_in_a_field_is_left_out(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).post("/account/name", {"name": "Le\x00na Lead"})
    with reading() as session:
        assert session.get_one(Person, world.lead.id).name == "Lena Lead"


def test_a_nul_character_in_a_long_text_is_left_out(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).get(f"/sites/{world.home.slug}/people")
    member = next(h for h in client.page.links.values() if h.endswith("/end"))
    client.post(member, {"reason": "Moved\x00 on"})
    assert "no longer belongs" in client.follow().text


def test_a_nul_character_in_an_address_finds_nothing(world: World, client: PageClient) -> None:
    client.sign_in(world.admin)
    client.get("/sites/%00", 404)
    client.get(f"/sites/{world.home.slug}/journey/a%00", 404)
    client.get("/authorities?q=%00north")
    client.get("/sites?q=%00")


def test_a_json_body_is_no_form(world: World, client: PageClient) -> None:
    headers = {"X-CSRFToken": client.sign_in(world.lead).token()}
    body = {"name": "Lena \ud800 Lead"}
    client._send("POST", "/account/name", 400, json=body, headers=headers)
    assert "Enter your name" in client.page.text

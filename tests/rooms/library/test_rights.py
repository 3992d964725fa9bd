"""Whose name a resource bears, who changes it, and who sees what is not shared yet."""

from app.accounts.models import Person
from app.core import db
from app.members import service as members
from app.posts import queries as post_queries
from app.posts import service as posts
from tests.factories import in_app
from tests.factories.library import TITLE, found, make_resource, reads
from tests.page_client import PageClient
from tests.worlds import World

HERE = "/community/resources"
LINK = "https://framework.example/agreement"


def agreed(*people: Person) -> None:
    with in_app(), db.transaction():
        for person in people:
            members.agree(person.id)


def typed(**more: str) -> dict[str, str]:
    """A filled-in form about a link."""
    said = {"title": TITLE, "about": "In plain words.", "kind": "template", "licence": "open"}
    return {"what": "link", "link": LINK, "stage": "", "implementation": "", **said, **more}


def test_nobody_shares_in_the_name_of_an_authority_that_is_not_theirs(
    client: PageClient, world: World
) -> None:
    agreed(world.member, world.lead, world.contributor)
    for person in (world.member, world.lead):
        client.sign_in(person)
        for site in (str(world.home.id), "abc", "9" * 23):
            client.post(f"{HERE}/new", typed(site=site))
            number = int(client.response.headers["Location"].split("/")[-2])
            with db.reading():
                assert found(number).ownership.site_id is None
    client.sign_in(world.contributor)
    for site in (str(world.foreign.id), "abc", "9" * 23):
        client.post(f"{HERE}/new", typed(site=site), status=400)
    client.post(f"{HERE}/new", typed(site=str(world.home.id)))
    with db.reading():
        assert found(7).ownership.site_id == world.home.id


def test_the_nspcc_changes_what_is_said_of_a_members_resource_but_not_their_words(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        number = make_resource(reads(world.strategic, world.home), world.home, about="Our words.")
    page = client.sign_in(world.lead).get(f"{HERE}/{number}/edit")
    client.submit(page.form("Save"), title="Agreement with parents")
    page = client.follow()
    assert "Agreement with parents" in page.text
    assert "Our words." in page.text
    page = client.get(f"{HERE}/{number}/edit")
    page = client.submit(page.form("Save"), status=400, title="")
    assert "Enter a title" in page.text


def test_a_description_that_is_gone_is_written_anew(client: PageClient, world: World) -> None:
    with in_app(), db.transaction():
        number = make_resource(reads(world.lead), about="The first words.")
        before = found(number).post_id
        assert before is not None
        posts.remove(before, world.lead.id)
    page = client.sign_in(world.lead).get(f"{HERE}/{number}/edit")
    client.submit(page.form("Save"), about="The second words.")
    assert "The second words." in client.follow().text
    with db.reading():
        after = found(number).post_id
        assert after not in (None, before)
        gone = post_queries.find(before)
        assert gone is not None
        assert gone.text == "The first words."

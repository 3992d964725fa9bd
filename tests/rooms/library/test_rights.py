"""Whose name a resource bears, who changes it, and who sees what is not shared yet."""

from app.accounts.models import Person
from app.core import audit, clock, db
from app.library import queries, service
from app.library.models import Edition, Resource
from app.library.service import NewEdition
from app.library.service.editions import put_in
from app.members import service as members
from app.notices.models import Notice
from app.posts import queries as post_queries
from app.posts import service as posts
from app.sites.models import Membership
from tests.factories import in_app
from tests.factories.library import LINK as EDITION
from tests.factories.library import TITLE, add_version, found, make_resource, reads, said
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
    words = {"title": TITLE, "about": "In plain words.", "kind": "template", "licence": "open"}
    return {"what": "link", "link": LINK, "stage": "", "implementation": "", **words, **more}


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


def test_a_draft_is_its_owners_and_whoever_added_it_alone(client: PageClient, world: World) -> None:
    strategic = reads(world.strategic, world.home)
    with in_app(), db.transaction():
        number = make_resource(strategic, world.home)
        new = NewEdition(link="https://framework.example/secret")
        service.add_edition(number, new, "Shorter.", strategic.person_id, found(number).version)
    client.sign_in(world.lead)
    assert "not shared yet" not in client.get(f"{HERE}/{number}").text
    client.get(f"{HERE}/{number}/open/2", status=404)
    client.get(f"{HERE}/{number}/check", status=404)
    client.post(f"{HERE}/{number}/check", {"version": str(1)}, status=404)
    client.post(f"{HERE}/{number}/discard", status=404)
    page = client.sign_in(world.strategic).get(f"{HERE}/{number}/check")
    assert "https://framework.example/secret" in page.links
    client.submit(page.form("Throw this version away"))
    with db.reading():
        assert len(found(number).editions) == 1


def test_what_waits_is_not_shared_again_and_a_stale_page_says_what_to_do(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        number = make_resource(reads(world.contributor), world.home)
    client.sign_in(world.contributor)
    for path in ("check", "discard"):
        client.post(f"{HERE}/{number}/{path}", {"version": "2"})
        assert "waits for approval: you can change it once it is decided" in client.follow().text
    client.get(f"{HERE}/{number}/check", status=303)


def test_where_an_authority_has_no_strategic_lead_the_nspcc_decides(
    client: PageClient, world: World
) -> None:
    with db.transaction() as session:
        audit.because("left", summary="Made for a test.")
        chosen = session.query(Membership).filter_by(person_id=world.strategic.id)
        chosen.one().ended_at = clock.now()
        session.flush()
        number = make_resource(reads(world.contributor), world.home)
        (row,) = queries.waiting_for(reads(world.lead))
        assert row.id == number
    with db.reading() as session:
        asked = session.query(Notice).filter_by(person_id=world.lead.id).one()
        assert "asks you to approve" in asked.title
    page = client.sign_in(world.lead).get(f"{HERE}/{number}/decide")
    client.submit(page.form("Save decision"), decision="yes")
    with db.reading():
        assert found(number).ownership.state.value == "published"


def test_a_resource_goes_with_its_last_version_alone(world: World) -> None:
    who = reads(world.contributor)
    with in_app(), db.transaction() as session:
        number = service.begin(who, world.home.id, said(), EDITION)
        session.query(Edition).filter_by(resource_id=number).one().state = "refused"
        resource = session.get_one(Resource, number)
        put_in(resource, EDITION, "", who.person_id)  # as they were kept before
        assert service.discard(number, who)
        assert not service.discard(number, who)
        assert queries.find(number) is None


def test_the_mark_of_the_nspcc_goes_with_a_new_file_that_they_did_not_let_out(
    world: World,
) -> None:
    who = reads(world.strategic, world.home)
    with in_app(), db.transaction() as session:
        number = make_resource(who, world.home)
        service.endorse(number, world.lead.id, True)
        add_version(number, who)
        assert found(number).endorsed_at is None
        told = session.query(Notice).filter_by(person_id=world.lead.id).one()
        assert "without the NSPCC’s mark" in told.title
        ours = make_resource(reads(world.lead))
        service.endorse(ours, world.lead.id, True)
        add_version(ours, reads(world.lead))
        assert found(ours).endorsed_at is not None

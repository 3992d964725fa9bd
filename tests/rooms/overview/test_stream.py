"""The one stream of a site: from every room, for each reader what they may read."""

import importlib
import pkgutil
from datetime import timedelta
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

import app as portal
from app.access.actor import Actor
from app.access.policy import Role
from app.accounts.models import Person
from app.core import audit, clock, db
from app.core.outbox import OutboxMail, State
from app.core.stream import Entry
from app.core.web.edge import Portal
from app.overview.queries.stream import APART, TOGETHER, recent, stream
from app.overview.rules.stream import KIND_OF, StreamWish
from app.sites.models import Site
from tests.browser.furnished import furnish
from tests.factories.evidence import make_note
from tests.factories.joining import make_contract
from tests.factories.mail import make_mail
from tests.page_client import PageClient
from tests.worlds import World

HISTORY = "/sites/northmoor/history"
EVERYTHING = StreamWish()


def staff(person: Person) -> Actor:
    return Actor(person.id, person.name, person.email, Role(str(person.staff_role)))


def read(actor: Actor, site: Site, wish: StreamWish = EVERYTHING, size: int = 500) -> list[Entry]:
    with db.reading():
        return list(stream(actor, site.id, wish, clock.now(), size).entries)


def send(
    site: Site,
    subject: str,
    *people: Person,
    confidential: bool = False,
    state: State = State.SENT,
) -> None:
    """A mail to each of these people that the server has taken."""
    for person in people:
        mail = make_mail(confidential=confidential)
        mail.site_id, mail.person_id, mail.subject = site.id, person.id, f"{site.name}: {subject}"
        mail.state = state


def streams_of_rooms() -> set[str]:
    """The rooms that offer `stream`, wherever in their queries it stands."""
    found = set()
    for room in pkgutil.iter_modules(portal.__path__):
        queries: list[ModuleType] = []
        if room.ispkg and room.name not in ("core", "overview"):
            package = importlib.import_module(f"app.{room.name}")
            if any(m.name == "queries" for m in pkgutil.iter_modules(package.__path__)):
                queries.append(importlib.import_module(f"app.{room.name}.queries"))
        for one in queries:
            inner = pkgutil.iter_modules(getattr(one, "__path__", []), f"{one.__name__}.")
            modules = [one, *(importlib.import_module(m.name) for m in inner)]
            if any(callable(getattr(module, "stream", None)) for module in modules):
                found.add(room.name)
    return found


def test_no_room_that_offers_a_stream_is_left_out() -> None:
    told = {part.entry.__module__ for parts, _ in TOGETHER for part in parts}
    told |= {one.read.__module__ for one in APART}
    assert streams_of_rooms() == {module.split(".")[1] for module in told}


def test_every_part_has_a_name_of_its_own_and_a_kind_that_the_filter_knows() -> None:
    parts = [part for parts, _ in TOGETHER for part in parts]
    assert len({part.name for part in parts}) == len(parts)
    assert {part.kind for part in parts} | {one.kind for one in APART} | {"mail"} <= set(KIND_OF)


def test_a_site_with_something_in_every_room_tells_it_and_every_entry_leads_somewhere(
    app: Portal, data: str
) -> None:
    world = furnish(app).world
    entries = read(staff(world.lead), world.home)
    missing = set(KIND_OF) - {entry.kind for entry in entries}
    assert missing <= {"mail", "call", "support", "stage"}  # nothing of these happened there yet
    assert [one.at for one in entries] == sorted((one.at for one in entries), reverse=True)
    assert all(one.at <= clock.now() for one in entries)
    reader = PageClient(app).sign_in(world.strategic)
    for path in {one.kind: one.path for one in entries if one.path}.values():
        reader.get(urlsplit(str(path)).path)
    for one in entries:
        assert leads_somewhere(app, str(one.path)), one
    page = reader.get(f"{HISTORY}?kind=assessment")
    assert reader.statements <= 12
    assert "signed off" in page.text
    reader.get(f"{HISTORY}.csv")
    assert reader.response.get_data(as_text=True).count("\r\n") > len(entries) / 2


def leads_somewhere(app: Portal, path: str) -> bool:
    try:
        app.url_map.bind("portal.test").match(path)
    except HTTPException:
        return False
    return True


def test_mail_says_what_about_and_to_whom_by_role_and_hides_what_is_not_for_the_reader(
    world: World, client: PageClient
) -> None:
    with db.transaction():
        send(world.home, "call on 3 May", world.lead, world.strategic, world.contributor)
        send(world.home, "the pause is over", world.lead, world.admin)
        send(world.home, "the contract ends", world.lead, world.strategic)
        send(world.home, "a secret link", world.contributor, confidential=True)
        send(world.home, "not sent yet", world.contributor, state=State.NEW)
        send(world.foreign, "of others", world.foreign_strategic)
    ours = client.sign_in(world.other_lead).get(HISTORY)
    assert (
        "Mail: call on 3 May To 1 strategic lead, 1 contributor and 1 person at the NSPCC"
        in ours.text
    )
    assert ours.text.count("Mail: the pause is over To 2 people at the NSPCC") == 1
    assert ours.text.count("NSPCC only") == 2  # the first line explains it, one entry has it
    assert 'class="portal-timeline__item portal-timeline__item--apart"' in ours.body
    for words in ("a secret link", "not sent yet", "of others", world.contributor.email):
        assert words not in ours.body
    theirs = client.sign_in(world.strategic).get(HISTORY)
    assert "the contract ends" in theirs.text
    assert "the pause is over" not in theirs.body
    contributors = client.sign_in(world.contributor).get(HISTORY)
    assert "call on 3 May" in contributors.text
    assert "the contract ends" not in contributors.body
    assert "the pause is over" not in contributors.body


def test_what_a_room_keeps_from_a_role_the_stream_keeps_from_it_too(
    world: World, client: PageClient
) -> None:
    with db.transaction():
        audit.because("world built", summary="Test.")
        make_contract(world.home)
    assert "Contract signed" in client.sign_in(world.strategic).get(HISTORY).text
    page = client.sign_in(world.contributor).get(HISTORY)
    assert "Contract signed" not in page.text
    assert "Contract and joining" not in page.text
    client.sign_in(world.foreign_strategic).get(HISTORY, 404)
    client.sign_in(world.foreign_strategic).get(f"{HISTORY}.csv", 404)


def test_entries_for_the_nspcc_alone_reach_nobody_else(
    world: World, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def marked(site_id: int, before: object, limit: int) -> list[Entry]:
        private = Entry("call", clock.now() - timedelta(hours=1), "MARKER", nspcc_only=True)
        return [private][:limit] if site_id == world.home.id else []

    from app.access.policy import Can
    from app.overview.queries import stream as queries

    monkeypatch.setattr(queries, "APART", (queries.Apart("call", marked, Can.SEE_CALL),))
    for path in (HISTORY, f"{HISTORY}?kind=call", f"{HISTORY}.csv", "/sites/northmoor"):
        client.sign_in(world.lead).get(path)
        is_stream = path != "/sites/northmoor"  # which shows what is read in one statement
        assert ("MARKER" in client.response.get_data(as_text=True)) is is_stream, path
        for person in (world.strategic, world.contributor):
            client.sign_in(person).get(path)
            assert "MARKER" not in client.response.get_data(as_text=True), (path, person.name)


def fill(world: World, number: int) -> None:
    with db.transaction():
        audit.because("filled", summary="Test.")
        for index in range(number):
            make_note(world.home, world.contributor, f"Note {index}.")
            send(world.home, f"mail {index}", world.strategic)


def test_long_histories_are_read_on_with_as_many_statements_as_short_ones(
    world: World, client: PageClient
) -> None:
    fill(world, 1)
    client.sign_in(world.lead).get(HISTORY)
    few, titles = client.statements, []
    fill(world, 30)
    page = client.get(HISTORY)
    for _ in range(5):
        assert client.statements <= few
        titles += [line for line in page.links if line.startswith("Note added")]
        if "Older" not in page.links:
            break
        page = client.get(page.links["Older"])
    assert sorted(titles) == sorted(f"Note added: Note {n}." for n in range(30))
    assert "Newest" in page.links


def test_the_filters_narrow_the_page_and_the_file_and_say_so(
    world: World, client: PageClient
) -> None:
    fill(world, 3)
    page = client.sign_in(world.strategic).get(f"{HISTORY}?kind=document&kind=stage")
    assert "Only: Decisions on the stage; Evidence added" in page.text
    assert "Note added: Note 2." in page.text
    assert "Mail:" not in page.text
    client.get(page.links["Download these entries (CSV)"])
    assert client.response.get_data(as_text=True).count("Note added") == 3
    page = client.get(f"{HISTORY}?who={world.contributor.id}")
    assert "Only: By Cora Contributor" in page.text
    assert "Note added" in page.text
    page = client.get(f"{HISTORY}?who={world.strategic.id}&kind=document")
    assert "Nothing fits these filters" in page.text
    yesterday = clock.today() - timedelta(days=1)
    assert "Note added" not in client.get(f"{HISTORY}?until={yesterday}").text
    assert "Note added" in client.get(f"{HISTORY}?since={yesterday}").text
    page = client.get(f"{HISTORY}?since=soon", 400)
    assert "“From” must be a date, such as 27 3 2027" in page.text
    assert 'value="soon"' in page.body


def test_the_newest_of_it_stands_on_the_page_of_the_site_without_mails(world: World) -> None:
    fill(world, 7)
    with db.reading() as session:
        assert session.query(OutboxMail).count() == 7
        found = recent(staff(world.lead), world.home.id, clock.now(), 5)
    assert [one.title for one in found] == [f"Note added: Note {n}." for n in (6, 5, 4, 3, 2)]

"""Sharing, finding, downloading and approving resources through the pages."""

import io
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.core import audit, db
from app.core.files import Verdict, store_of
from app.core.outbox import OutboxMail
from app.core.search import engines
from app.core.web.edge import Portal
from app.library import jobs, queries, service
from app.library.models import Edition
from app.library.rules import Reader, Wanted
from app.members import service as members
from app.notices import service as notices
from app.notices.models import Notice
from app.notices.rules import Kind
from app.posts import service as posts
from tests.core.test_files_reading import document, picture
from tests.core.test_files_scanning import EICAR, Clamd
from tests.factories import files, in_app
from tests.factories.library import add_version, found, reads
from tests.factories.topics import make_answer, make_topic
from tests.page_client import PageClient
from tests.worlds import World

HERE = "/community/resources"


def agreed(person: Person) -> Person:
    """Somebody who accepted the house rules."""
    with in_app(), db.transaction():
        members.agree(person.id)
    return person


def typed(**more: Any) -> dict[str, Any]:
    """A filled-in form about a link."""
    return {
        "what": "link",
        "link": "https://framework.example/agreement",
        "title": "Written agreement with parents",
        "about": "Goals and services in **plain words**.",
        "kind": "template",
        "licence": "open",
        "tags": ["goals"],
        **more,
    }


def a_file(name: str, content: bytes, **more: Any) -> dict[str, Any]:
    """The same about a file."""
    return typed(what="file", link="", file=(io.BytesIO(content), name), **more)


def share(client: PageClient, person: Person, **more: Any) -> int:
    """Share a link as somebody; returns its number."""
    page = client.sign_in(agreed(person)).get(f"{HERE}/new")
    client.submit(page.form("Continue"), **typed(**more))
    page = client.follow()
    client.submit(page.forms[-2] if len(page.forms) > 1 else page.forms[0])
    return int(client.response.headers["Location"].rsplit("/", 1)[1])


def notices_of(person: Person) -> list[str]:
    with db.reading() as session:
        return [one.title for one in session.query(Notice).filter_by(person_id=person.id)]


def mails_to(person: Person) -> list[str]:
    with db.reading() as session:
        return [one.subject for one in _mails(session, person)]


def text_of_mail(person: Person) -> str:
    with db.reading() as session:
        return str(_mails(session, person)[-1].text)


def _mails(session: Session, person: Person) -> list[OutboxMail]:
    chosen = select(OutboxMail).where(OutboxMail.person_id == person.id)
    return list(session.scalars(chosen.order_by(OutboxMail.id)))


def test_the_nspcc_shares_at_once_and_everybody_finds_it(client: PageClient, world: World) -> None:
    number = share(client, world.lead)
    page = client.sign_in(world.member).get(f"{HERE}?q=agrement+parents")
    assert "Written agreement with parents" in page.links
    assert "agreement parent" in page.text
    page = client.get(f"{HERE}/{number}")
    assert "Anyone may use and adapt it" in page.text
    client.get(f"{HERE}/{number}/open/1", status=303)
    assert client.response.headers["Location"] == "https://framework.example/agreement"
    assert "Used by 1 person" in client.get(f"{HERE}/{number}").text


def test_an_authoritys_resource_waits_for_its_strategic_lead(
    client: PageClient, world: World
) -> None:
    number = share(client, world.contributor)
    assert "Waits for approval" in client.get(f"{HERE}/{number}").text
    assert "Written agreement" not in client.sign_in(world.member).get(HERE).text
    client.get(f"{HERE}/{number}", status=404)
    client.sign_in(world.foreign_strategic).get(f"{HERE}/{number}/decide", status=404)
    client.sign_in(world.lead).get(f"{HERE}/{number}", status=404)
    asked = "Community: Cora Contributor asks you to approve “Written agreement with parents”"
    assert notices_of(world.strategic) == [asked]
    assert mails_to(world.strategic) == [asked]
    page = client.sign_in(world.strategic).get(f"{HERE}/{number}/decide")
    page = client.submit(page.form("Save decision"), status=400, decision="no")
    assert "Say why, so that its owner can mend it" in page.text
    client.submit(page.form("Save decision"), decision="no", reason="Whose text is it?")
    assert mails_to(world.contributor) == [
        "Community: “Written agreement with parents” is not approved"
    ]
    assert "Why: Whose text is it?" in text_of_mail(world.contributor)
    page = client.sign_in(world.contributor).get(f"{HERE}/{number}")
    assert "Whose text is it?" in page.text
    page = client.get(f"{HERE}/{number}/check")
    assert "Whose text is it?" in page.text
    page = client.get(page.links["Replace the file or link"])
    client.submit(page.form("Continue"), what="link", link="https://framework.example/ours")
    client.submit(client.follow().form("Send for approval"))
    with db.reading():
        again = {"what": "link", "link": "https://a.example/", "version": found(number).version}
    client.post(f"{HERE}/{number}/new-version", again, status=400)  # it waits
    page = client.sign_in(world.strategic).get(f"{HERE}/{number}/decide")
    assert "https://framework.example/ours" in page.links
    client.submit(page.form("Save decision"), decision="yes")
    assert mails_to(world.contributor)[1:] == [
        "Community: “Written agreement with parents” is approved and shared"
    ]
    assert notices_of(world.contributor) == mails_to(world.contributor)
    assert mails_to(world.strategic) == [asked, asked]  # once for each time it was sent to them
    assert "Written agreement" in client.sign_in(world.member).get(HERE).text
    assert "not shared yet" not in client.sign_in(world.contributor).get(f"{HERE}/{number}").text


def test_a_member_of_no_authority_waits_for_the_nspcc(client: PageClient, world: World) -> None:
    number = share(client, world.member)
    client.sign_in(world.strategic).get(f"{HERE}/{number}", status=404)
    assert mails_to(world.admin) == [
        "Community: Mo Member asks you to approve “Written agreement with parents”"
    ]
    with in_app(), db.transaction():
        notices.mute(world.member.id, Kind.COMMUNITY)
    page = client.sign_in(world.admin).get(f"{HERE}/{number}/decide")
    client.submit(page.form("Save decision"), decision="yes")
    assert mails_to(world.member) == []  # they want no mail of the community
    assert notices_of(world.member) == [
        "Community: “Written agreement with parents” is approved and shared"
    ]
    with in_app(), db.transaction():
        add_version(number, reads(world.member), "Shorter.")
        service.take(found(number).editions[-1].id, world.foreign_strategic.id)
    page = client.sign_in(world.admin).get(f"{HERE}/{number}/decide")
    client.submit(page.form("Save decision"), decision="yes")
    assert "old version" in notices_of(world.foreign_strategic)[0]
    assert client.sign_in(world.strategic).get(f"{HERE}/{number}").h1


def test_whoever_has_an_old_version_is_told_what_changed(client: PageClient, world: World) -> None:
    page = client.sign_in(agreed(world.lead)).get(f"{HERE}/new")
    client.submit(page.form("Continue"), **a_file("table.docx", document("severe to medium")))
    page = client.follow()
    assert "severe to medium" in page.text
    client.submit(page.form("Share with the community"))
    number = int(client.response.headers["Location"].rsplit("/", 1)[1])
    client.sign_in(world.member).get(f"{HERE}/{number}/file/1")
    assert client.response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "attachment" in client.response.headers["Content-Disposition"]
    page = client.sign_in(world.lead).get(f"{HERE}/{number}/new-version")
    again = a_file("table.docx", document("a fifth level"), changes="A level was added.")
    sent = {name: again[name] for name in ("what", "link", "file", "changes")}
    client.submit(page.form("Continue"), **sent)
    client.submit(client.follow().form("Share with the community"))
    assert any("You have an old version" in title for title in notices_of(world.member))
    page = client.sign_in(world.member).get(f"{HERE}/{number}")
    assert "You have an old one: version 1. In version 2: A level was added." in page.text
    assert "Written agreement with parents" in client.get(f"{HERE}?q=fifth+level").links


def test_what_a_file_says_about_a_child_is_asked_before_it_is_shared(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(agreed(world.lead)).get(f"{HERE}/new")
    words = "Jayden went home to his mother in May."
    client.submit(page.form("Continue"), **a_file("story.docx", document(words)))
    page = client.follow()
    assert "Look at these first" in page.text
    page = client.submit(page.form("Share with the community"), status=400)
    assert "Look at each of these, then tick the box" in page.text
    client.submit(page.form("Share with the community"), confirmed="y")
    page = client.get(f"{HERE}/new")
    number = "The NHS number is 943 476 5919."
    client.submit(page.form("Continue"), **a_file("story.docx", document(number)))
    page = client.follow()
    assert "This has to go first" in page.text
    client.submit(page.form("Throw this version away"))
    page = client.get(f"{HERE}/new")
    named = a_file("Notes_on_the_child_Jamie_Walker.txt", b"Goals. " * 10_000)
    client.submit(page.form("Continue"), **named)
    page = client.follow()
    assert "“child Jamie Walker” looks like the name" in page.text
    assert "Only the first 60,000 letters were read" in page.text


def test_without_the_house_rules_nothing_is_taken_and_nothing_typed_is_lost(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.lead).get(f"{HERE}/new", status=303)
    assert "/community/house-rules" in client.response.headers["Location"]
    page = client.post(f"{HERE}/new", typed(stage="", implementation=""), status=400)
    assert "Read and accept the house rules first" in page.text
    assert "Goals and services in" in page.text


def test_nothing_typed_becomes_a_script(client: PageClient, world: World) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>[a](javascript:alert(1))'
    number = share(client, world.lead, title=bad, about=bad, credit=bad)
    for path in ("", f"/{number}", f"/{number}/edit", "/mine", f"?q={bad}"):
        client.get(f"{HERE}{path}")
        body = client.response.get_data(as_text=True)
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert 'href="javascript' not in body
    for link in ("javascript:alert(1)", "http://a.example/", "//evil.example", "https://u:p@a.b/"):
        page = client.get(f"{HERE}/new")
        client.submit(page.form("Continue"), status=400, **typed(link=link))


def test_a_list_is_narrowed_and_asks_when_nothing_is_found(
    client: PageClient, world: World
) -> None:
    for title in ("First plan", "Second plan"):
        share(client, world.lead, title=title, stage="stage-2")
    share(client, world.lead, title="Audit film", kind="recording", tags=[])
    page = client.get(f"{HERE}?q=plan&stage=stage-2&kind=template&sort=title&tag=goals")
    assert [text for text in page.links if text.endswith(" plan")] == ["First plan", "Second plan"]
    assert "2 of 3 resources" in page.text
    form = page.form("Search")  # stands outside the filters, and keeps them
    assert form.fields["q"] == ["plan"]
    assert (form.fields["stage"], form.fields["sort"]) == (["stage-2"], ["title"])
    assert page.form("Show").fields["q"] == ["plan"]
    page = client.get(f"{HERE}?q=zebra")
    assert page.links["Ask this as a question"] == "/community/topics/new?title=zebra"
    assert "Audit film" in client.get(f"{HERE}?kind=recording&sort=used&audience=").links


def test_the_nspcc_endorses_withdraws_and_collects(client: PageClient, world: World) -> None:
    number = share(client, world.contributor)
    with in_app(), db.transaction():
        it = queries.find(number)
        assert it is not None
        decider = Reader(world.strategic.id, frozenset({world.home.id}), False)
        service.decide(number, decider, True, "", it.version)
    client.sign_in(world.strategic).post(f"{HERE}/{number}/endorse", status=403)
    page = client.sign_in(world.lead).get(f"{HERE}/{number}")
    client.submit(page.form("Endorse for the NSPCC"))
    assert "Endorsed by the NSPCC" in client.get(f"{HERE}?endorsed=yes").text
    page = client.get(f"{HERE}/collections/new")
    page = client.submit(page.form("Save"), status=400, title="Start here", items="999")
    assert "no shared resource with the number 999" in page.text
    client.submit(page.form("Save"), title="Start here: practitioners", items=f"{number}")
    page = client.sign_in(world.member).get(HERE)
    assert "Start here: practitioners" in page.links
    page = client.sign_in(world.lead).get(f"{HERE}/{number}/withdraw")
    client.submit(page.form("Withdraw it"), reason="An old law")
    page = client.sign_in(world.member).get(f"{HERE}/{number}")
    assert "An old law" in page.text
    assert "Written agreement" not in client.get(f"{HERE}?q=agreement").text
    client.get(f"{HERE}/{number}/open/1", status=404)


@pytest.mark.one_database("sqlite")
def test_a_file_waits_for_the_scanner_and_a_harmful_one_goes(
    app: Portal, client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    clamd = Clamd()
    settings = app.config["SETTINGS"]
    scanned = replace(settings, files=replace(settings.files, scanner=clamd.address))
    monkeypatch.setitem(app.config, "SETTINGS", scanned)
    clamd.listener.close()
    page = client.sign_in(agreed(world.lead)).get(f"{HERE}/new")
    client.submit(page.form("Continue"), **a_file("map.png", picture()))
    client.submit(client.follow().form("Share with the community"))
    number = int(client.response.headers["Location"].rsplit("/", 1)[1])
    assert "is being scanned" in client.get(f"{HERE}/{number}").text
    client.get(f"{HERE}/{number}/file/1", status=303)
    with in_app():
        assert jobs.scan_waiting(scanned) == 0
    server = Clamd()
    server.start()
    up = replace(scanned, files=replace(scanned.files, scanner=server.address))
    monkeypatch.setitem(app.config, "SETTINGS", up)
    with in_app():
        assert jobs.scan_waiting(up) == 1
    client.get(f"{HERE}/{number}/file/1")
    client.get(f"{HERE}/{number}/picture/1")
    assert client.response.content_type == "image/png"
    with db.transaction() as session:
        audit.because("made", summary="For a test.")
        one = session.query(Edition).filter_by(resource_id=number).one()
        one.scan, key = Verdict.WAITING.value, one.file_key
    assert key
    with in_app(), db.transaction():
        service.note_scan(one.id, Verdict.INFECTED)
    assert "held a virus" in client.get(f"{HERE}/{number}").text
    with db.reading():
        assert key not in queries.file_keys()
    server.listener.close()
    assert store_of(settings).exists(key)


@pytest.mark.one_database("sqlite")
def test_a_harmful_upload_is_refused_at_once(
    app: Portal, client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Clamd()
    server.start()
    settings = app.config["SETTINGS"]
    scanned = replace(settings, files=replace(settings.files, scanner=server.address))
    monkeypatch.setitem(app.config, "SETTINGS", scanned)
    page = client.sign_in(agreed(world.lead)).get(f"{HERE}/new")
    page = client.submit(page.form("Continue"), status=400, **a_file("test.txt", EICAR))
    assert "scanner says that the file is harmful" in page.text
    server.listener.close()


def test_broken_links_are_found_on_allowed_hosts_alone(client: PageClient, world: World) -> None:
    number = share(client, world.lead)
    asked: list[str] = []

    def gone(link: str, hosts: Any) -> bool:
        asked.append(link)
        return False

    with in_app():
        assert jobs.look_up_links(frozenset(), ask=gone) == 0
        jobs.look_up_links({"framework.example"}, ask=gone)
        with db.transaction() as session:
            session.query(Edition).update({"looked_at": None})
        jobs.look_up_links({"framework.example"}, ask=gone)
    assert asked == ["https://framework.example/agreement"] * 2
    assert "Link may be broken" in client.get(f"{HERE}/{number}").text
    assert any("leads nowhere" in title for title in notices_of(world.lead))


def test_a_page_of_the_list_needs_the_same_statements_and_loses_nothing_of_many(
    client: PageClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    share(client, world.lead, title="Plan 0", kind="recording", about="Said and seen. " * 20)
    client.get(f"{HERE}?q=plan")
    few = client.statements
    for number in range(1, 6):
        share(client, world.lead, title=f"Plan {number}")
    client.get(f"{HERE}?q=plan")
    assert client.statements == few
    with db.reading():
        assert queries.shelf(Wanted(q="plan"), 1).found == 6
        monkeypatch.setattr(engines, "MOST_ROWS", 3)
        assert queries.shelf(Wanted(q="plan", kind="recording"), 1).found == 1


def test_a_refused_upload_keeps_what_was_typed(client: PageClient, world: World) -> None:
    page = client.sign_in(agreed(world.lead)).get(f"{HERE}/new")
    page = client.submit(
        page.form("Continue"), status=400, **a_file("a.docx", files.office("docx", {"../x": "x"}))
    )
    assert "not a complete Word document" in page.text
    assert "Goals and services in" in page.text


def test_an_answer_becomes_a_resource_that_says_where_it_comes_from(
    client: PageClient, world: World
) -> None:
    with in_app(), db.transaction():
        topic = make_topic(world.strategic)
        make_answer(topic, world.member, "Begin with the *dates*, then the people.")
    page = client.sign_in(agreed(world.lead)).get(f"/community/topics/{topic}")
    page = client.get(page.links["Turn this into a resource"])
    form = page.form("Continue")
    assert form.fields["about"] == ["Begin with the *dates*, then the people."]
    page = client.submit(form, status=400, **typed(title=""))
    assert page.links["written in the community"].startswith(f"/community/topics/{topic}")
    client.submit(page.form("Continue"), **typed(title="Dates first"))
    client.submit(client.follow().form("Share with the community"))
    page = client.follow()
    assert page.links["what was written in the community"].startswith(f"/community/topics/{topic}")
    topic_page = client.get(f"/community/topics/{topic}")
    page = client.get(topic_page.links["Turn this into a resource"])
    assert "Dates first" in page.links  # whoever comes next sees that it is done
    assert "Begin with the dates" in topic_page.text
    with in_app(), db.transaction():
        hidden = queries.find(1)
        assert hidden is not None
        assert hidden.from_post_id is not None
        posts.remove(hidden.from_post_id, world.member.id)
    client.get(f"{HERE}/new?from={hidden.from_post_id}", status=404)
    client.get(f"{HERE}/new?from=999", status=404)
    page = client.get(f"{HERE}/{hidden.id}")
    assert "what was written in the community" not in page.links


def test_a_collection_is_changed_and_removed(client: PageClient, world: World) -> None:
    first, second = share(client, world.lead, title="One"), share(client, world.lead, title="Two")
    page = client.get(f"{HERE}/collections/new")
    client.submit(page.form("Save"), title="Start here", items=f"{first}")
    page = client.follow()
    page = client.get(page.links["Change this collection"])
    assert page.form("Save").fields["items"] == [f"{first} One"]
    client.submit(
        page.form("Save"), title="Begin here", items=f"{second} Two\n\n{first}, One\n{second}"
    )
    page = client.follow()
    assert [text for text in page.links if text in ("One", "Two")] == ["Two", "One"]
    stale = page = client.get(page.links["Change this collection"])
    page = client.submit(page.form("Save"), status=400, title="Begin here", items="two")
    assert "Begin each line with a number, such as 12" in page.text
    client.submit(page.form("Save"), title="Begin here", items=f"{first}")
    client.submit(stale.form("Remove this collection"), status=409)
    page = client.get(client.get(HERE).links["Begin here"])
    page = client.get(page.links["Change this collection"])
    client.submit(page.form("Remove this collection"))
    page = client.follow()
    assert "“Begin here” is removed; its resources stay." in page.text
    assert "Begin here" not in page.links
    assert "One" in page.links
    for method in (client.sign_in(world.strategic).get, client.post):
        method(f"{HERE}/collections/new", status=403)

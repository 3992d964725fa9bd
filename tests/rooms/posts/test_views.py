"""Reports as people meet them: reported, claimed, decided, looked at again; a child at risk."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core import clock, db
from app.core.audit import AuditChange, AuditEvent
from app.core.outbox import OutboxMail
from app.core.refusals import Refused
from app.notices import service as notices
from app.notices.models import Mute, Notice
from app.notices.rules import Kind
from app.posts import service
from app.posts.models import Case, Post, Report
from app.posts.rules import Place
from app.posts.rules.deciding import Decided
from app.topics import service as topics
from app.topics.models import Topic
from app.topics.rules.topics import Entered
from tests.factories import in_app
from tests.factories.chat import make_room
from tests.factories.community import make_post
from tests.page_client import PageClient
from tests.worlds import World

SECRET = "Tilly Quickfoot"
XSS = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"


def mails(template: str) -> list[int | None]:
    with db.reading() as session:
        chosen = select(OutboxMail.person_id).where(OutboxMail.template == template)
        return list(session.scalars(chosen.order_by(OutboxMail.id)))


def reported(world: World, text: str, reason: str = "identifies", **more: Any) -> int:
    """The number of the case."""
    with in_app(), db.transaction():
        post = make_post(world.member, text, **more)
        service.report(post.id, world.contributor.id, reason, "See there")
        return int(db.session().scalars(select(Case.id).order_by(Case.id.desc())).first() or 0)


def test_a_post_is_reported_claimed_redacted_and_looked_at_again(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_post(world.member, f"We saw {SECRET} at home, and tilly  quickfoot spoke.")
    page = client.sign_in(world.contributor).get("/community/posts/1/report")
    page = client.submit(page.form("Report it"), 400)
    assert "Choose why you report it" in page.text
    client.submit(page.form("Report it"), 303, reason="identifies", words="Names a child")

    page = client.sign_in(world.lead).get("/community/reports")
    assert "1 report waits; the oldest for less than a minute." in page.text
    page = client.get(page.links["Question by Mo Member"])
    client.submit(page.form("I deal with it"), 303)
    page = client.follow()
    page = client.submit(page.form("Decide"), 400, decision="redact", ground="identifies")
    assert "Copy here what has to go" in page.text
    said = {"decision": "redact", "ground": "identifies", "words": "Write “a child” instead"}
    client.submit(page.form("Decide"), 303, parts=SECRET, **said)
    assert (mails("posts_decided"), mails("posts_reported")) == (
        [world.member.id],
        [world.contributor.id],
    )

    page = client.sign_in(world.member).get("/community/decisions/1")
    assert "We saw [taken out] at home, and [taken out] spoke." in page.text
    client.submit(page.form("Ask for a second look"), 303, words="It was nobody real")
    assert world.lead.id not in mails("posts_appealed")
    assert world.other_lead.id in mails("posts_appealed")

    page = client.sign_in(world.lead).get("/community/reports/1")
    page = client.submit(page.form("Answer the author"), 400, upheld="yes", words="It stands")
    assert "Somebody else than who decided answers" in page.text
    page = client.sign_in(world.other_lead).get("/community/reports?state=looks")
    page = client.get(page.links["Question by Mo Member"])
    client.submit(page.form("Answer the author"), 303, upheld="yes", words="It stands")
    assert mails("posts_second_look") == [world.member.id]


def test_what_was_taken_out_is_nowhere_and_the_trail_says_who_and_why(
    client: PageClient, world: World
) -> None:
    case_id = reported(world, f"So {SECRET} went home")
    with in_app(), db.transaction():
        service.report(1, world.strategic.id, "other", f"That is {SECRET}!")
    page = client.sign_in(world.lead).get(f"/community/reports/{case_id}")
    said = {"decision": "redact", "ground": "identifies", "words": "No names"}
    client.submit(page.form("Decide"), 303, parts=SECRET, **said)
    with db.reading() as session:
        post = session.get_one(Post, 1)
        assert (post.text, post.state) == ("So [taken out] went home", "redacted")
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "post decided")).one()
        assert (event.actor_id, event.about_id) == (world.lead.id, world.member.id)
        assert event.reason == "It could identify a child or a family"
        everything = [
            *session.scalars(select(Post.html)),
            *session.scalars(select(Report.words)),
            *session.scalars(select(OutboxMail.text)),
            *session.scalars(select(Notice.title)),
            *(str(one) for one in session.scalars(select(AuditChange.changes))),
        ]
    assert not [text for text in everything if "Quickfoot" in text]


def test_a_hidden_post_comes_back_when_the_decision_is_taken_back(
    client: PageClient, world: World
) -> None:
    case_id = reported(world, "Buy my book", "spam")
    page = client.sign_in(world.lead).get(f"/community/reports/{case_id}")
    client.submit(page.form("Decide"), 303, decision="hide", ground="spam", words="No adverts")
    page = client.sign_in(world.member).get(f"/community/decisions/{case_id}")
    assert "Hidden by a moderator: It advertises something" in page.text
    client.submit(page.form("Ask for a second look"), 303, words="It is free")
    page = client.sign_in(world.admin).get(f"/community/reports/{case_id}")
    client.submit(page.form("Answer the author"), 303, upheld="no", words="So it is")
    page = client.sign_in(world.member).get(f"/community/decisions/{case_id}")
    assert "Buy my book" in page.text
    assert "The decision is taken back. So it is" in page.text


def test_a_worry_reaches_who_is_on_duty_at_once_whatever_they_muted(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.admin).get("/community/safety-settings")
    page = client.submit(page.form("Save"), 400, police_number="call them")
    assert "Choose who is told of a worry at once" in page.text
    assert "Enter a telephone number in figures" in page.text
    client.submit(
        page.form("Save"),
        303,
        duty=[str(world.other_lead.id)],
        police_number="999",
        duty_phone="020 7946 0000",
    )
    with db.transaction() as session:
        session.info["audit_event"] = 1
        session.add(Mute(person_id=world.other_lead.id, kind="community", since=clock.now()))
    case_id = reported(world, "They said they are afraid", "worry")
    assert mails("posts_worry") == [world.other_lead.id]
    page = client.sign_in(world.lead).get("/community/reports")
    assert "1 safeguarding worry among them" in page.text
    page = client.get(f"/community/reports/{case_id}")
    assert "On duty: 020 7946 0000" in page.text
    page = client.submit(page.form("Decide"), 400, decision="leave", ground="fine")
    assert "Say what was done about the worry" in page.text
    client.submit(page.form("Decide"), 303, handled="Told the duty team")
    assert mails("posts_decided") == []


def test_while_nobody_is_named_every_administrator_is_told(world: World) -> None:
    reported(world, "They said they are afraid", "worry")
    assert mails("posts_worry") == [world.admin.id]


def test_nobody_decides_about_themselves_and_others_posts_stay_theirs(
    client: PageClient, world: World
) -> None:
    with in_app(), db.transaction():
        post, ours_key = make_post(world.lead, "Mine"), f"site:{world.home.id}"
        private = make_post(world.contributor, "Ours", Place.CHAT, room_key=ours_key)
        make_room(site=world.home)
        service.report(post.id, world.member.id, "unkind", "")
        mine, ours = post.id, private.id
    page = client.sign_in(world.lead).get("/community/reports/1")
    assert "another moderator decides" in page.text
    for path in (f"{mine}/edit", f"{mine}/remove"):
        client.sign_in(world.member).get(f"/community/posts/{path}", 403)
    client.get("/community/decisions/1", 404)
    client.get(f"/community/posts/{ours}/report", 404)
    client.sign_in(world.lead).get(f"/community/posts/{ours}/report", 404)
    client.sign_in(world.strategic).get(f"/community/posts/{ours}/report")


def test_local_procedures_stand_first_for_the_people_of_a_site(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.strategic).get("/community/child-at-risk")
    assert 'href="tel:999"' in page.body
    assert 'href="tel:08088005000"' in page.body
    page = client.get(page.links["Enter the procedures of Northmoor"])
    given = {"words": "Call the front door", "day_number": "020 7946 0001"}
    client.submit(page.form("Save"), 303, link="https://northmoor.example/safe", **given)
    page = client.sign_in(world.contributor).get("/community/child-at-risk")
    assert "Call the front door" in page.text
    assert 'href="tel:02079460001"' in page.body
    assert "front door" not in client.sign_in(world.member).get("/community/child-at-risk").text


def test_script_in_every_field_comes_out_harmless(client: PageClient, world: World) -> None:
    with db.transaction():
        make_post(world.member, "First")
    page = client.sign_in(world.member).get("/community/posts/1/edit")
    client.submit(page.form("Save"), 303, text=XSS)
    page = client.sign_in(world.contributor).get("/community/posts/1/report")
    client.submit(page.form("Report it"), 303, reason="worry", words=XSS)
    page = client.sign_in(world.lead).get("/community/reports/1")
    pages = [page]
    given = {"decision": "warn", "ground": "unkind", "words": XSS, "handled": XSS, "parts": XSS}
    client.submit(page.form("Decide"), 303, **given)
    page = client.sign_in(world.member).get("/community/decisions/1")
    client.submit(page.form("Ask for a second look"), 303, words=XSS)
    page = client.sign_in(world.admin).get("/community/reports/1")
    client.submit(page.form("Answer the author"), 303, upheld="yes", words=XSS)
    pages += [page, client.follow()]
    page = client.get("/community/safety-settings")
    typed = dict.fromkeys(("police_words", "local_words", "helpline_words"), XSS)
    client.submit(page.form("Save"), 303, duty=[str(world.lead.id)], **typed)
    page = client.sign_in(world.strategic).get("/sites/northmoor/child-at-risk")
    client.submit(page.form("Save"), 303, words=XSS, day_number="999")
    pages += [client.get("/community/child-at-risk")]
    pages += [client.sign_in(world.member).get("/community/decisions/1")]
    for page in pages:
        assert "<script>alert" not in page.body
        assert "<img" not in page.body
        assert 'href="javascript' not in page.body


def test_what_was_taken_out_is_not_put_back_by_editing(client: PageClient, world: World) -> None:
    case_id = reported(world, f"So {SECRET} went home")
    edit = "/community/posts/1/edit"
    form = client.sign_in(world.member).get(edit).form("Save")
    page = client.sign_in(world.lead).get(f"/community/reports/{case_id}")
    said = {"decision": "redact", "ground": "identifies", "words": "No names"}
    client.submit(page.form("Decide"), 303, parts=SECRET, **said)
    client.sign_in(world.member)
    # what the guard gives back keeps the version it was opened over
    page = client.submit(form, 400, text=f"{SECRET}, born on 12 March 2019, went home")
    client.submit(page.form("Save"), 409, text=f"So {SECRET} is at home")
    page = client.get(edit)
    assert "Delete it and write it anew" in page.text
    assert "Save" not in page.body.split("<main")[1]
    with pytest.raises(Refused), in_app(), db.transaction():
        service.edit(1, world.member.id, f"So {SECRET} is at home")
    with db.reading() as session:
        assert session.get_one(Post, 1).text == "So [taken out] went home"


def test_other_reports_reach_the_moderators_and_are_counted(
    client: PageClient, world: World
) -> None:
    with in_app(), db.transaction() as session:
        session.info["audit_event"] = 1
        session.add(Mute(person_id=world.contributor.id, kind="community", since=clock.now()))
    reported(world, "Buy my book", "spam")
    with db.reading() as session:
        told = select(Notice.person_id).where(Notice.title.contains("It advertises something"))
        staff = {world.admin.id, world.lead.id, world.other_lead.id}
        assert set(session.scalars(told)) == staff
    assert mails("posts_worry") == []
    reported(world, "He is Tilly's", "identifies")
    assert mails("posts_worry") == [world.admin.id]
    page = client.sign_in(world.lead).get("/community")
    assert "Moderation (2 waiting)" in page.text
    page = client.get("/community/reports/1")
    client.submit(page.form("Decide"), 303, decision="hide", ground="spam", words="No adverts")
    assert "Moderation (1 waiting)" in client.get("/community").text
    assert mails("posts_reported") == []  # who reported it wants no mail of the community
    with db.reading() as session:
        title = select(Notice.title).where(Notice.person_id == world.contributor.id)
        assert list(session.scalars(title)) == [
            "Community: what came of your report about a question: it is hidden"
        ]
    assert "Moderation" not in client.sign_in(world.member).get("/community").text


def test_what_stands_in_a_title_is_taken_out_of_it(client: PageClient, world: World) -> None:
    title = f"May {SECRET} go home?"
    with in_app(), db.transaction():
        entered = Entered("question", title, "What do you think of it?", tags=("courts",))
        topic = topics.ask(world.member.id, entered)
        notices.tell(world.contributor.id, Kind.COMMUNITY, f"“{title}” is new", "/", key="new")
        service.report(1, world.contributor.id, "unkind", "")
    page = client.sign_in(world.lead).get("/community/reports/1")
    assert f"Under the title “{title}”" in page.text
    with in_app(), db.transaction():
        service.decide(1, world.lead.id, Decided("redact", "identifies", "No names", parts=SECRET))
    assert "May [taken out] go home?" in client.get(f"/community/topics/{topic}").text
    with db.reading() as session:
        told = session.scalars(select(Notice.title).where(Notice.key == "new")).one()
        assert told == "“May [taken out] go home?” is new"
        version = session.get_one(Topic, topic).version + session.get_one(Post, 1).version
    with in_app(), db.transaction(), pytest.raises(Refused) as refused:
        topics.change(topic, world.member.id, entered, version)
    assert refused.value.faults[0][0] == "title"

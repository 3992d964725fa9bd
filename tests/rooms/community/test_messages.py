"""Messages between two members, reports of them and of profiles, licensed trainers."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from app.accounts.service import deactivate
from app.community import queries, service
from app.core import audit, clock
from app.core.db import reading, transaction
from app.core.outbox.models import OutboxMail
from app.members import queries as members
from app.notices import service as notices
from app.notices.models import Notice
from app.notices.rules import Kind
from app.posts.models import Post
from app.posts.rules.places import Place, State
from app.posts.service.listening import tell_room
from app.training.models import Licence, Trainer
from tests.factories import in_app
from tests.factories.members import accept_rules, make_profile
from tests.page_client import PageClient
from tests.worlds import World

NASTY = "<script>alert(1)</script>[x](javascript:alert(1))"


def address(world: World, role: str) -> str:
    return f"/community/messages/{world.person(role).id}"


def mails() -> list[OutboxMail]:
    with reading() as session:
        chosen = select(OutboxMail).where(OutboxMail.template == "community_message")
        return list(session.scalars(chosen.order_by(OutboxMail.id)))


def write(client: PageClient, path: str, text: str = "May I see your template?") -> None:
    client.submit(client.get(path).form("Send"), text=text)


def test_members_write_without_learning_an_address(client: PageClient, world: World) -> None:
    make_profile(world.strategic, takes_messages=True)
    accept_rules(world.member, world.strategic)
    client.sign_in(world.member)
    page = client.get(f"/community/members/{world.strategic.id}")
    assert page.links["Write to Stella Strategic"] == address(world, "strategic")
    write(client, address(world, "strategic"), f"May I see it? {NASTY}")
    page = client.follow()
    assert "May I see it?" in page.text
    assert "<script>alert" not in page.body
    assert "javascript:" not in {href[:11] for href in page.links.values()}
    (mail,) = mails()
    assert mail.address == "stella.strategic@people.example"
    assert mail.reply_to is None
    assert "mo.member@" not in mail.text + mail.html
    assert "May I see it?" not in mail.text
    # whoever was written to can answer somebody who takes no messages from others
    client.sign_in(world.strategic)
    assert client.get("/community/messages").links["Mo Member"] == address(world, "member")
    write(client, address(world, "member"), "Gladly.")
    assert "Gladly." in client.follow().text
    client.sign_in(world.contributor).get(address(world, "member"), status=404)


def test_only_who_wants_messages_gets_them(client: PageClient, world: World) -> None:
    make_profile(world.strategic)
    accept_rules(world.member)
    client.sign_in(world.member)
    assert "takes no messages" in client.get(address(world, "strategic")).text
    data = {"text": "Hello", "token": str(uuid4())}
    client.post(address(world, "strategic"), data, status=404)
    client.get(address(world, "contributor"), status=404)
    client.get(address(world, "member"), status=303)


def test_two_clicks_are_one_message_and_what_is_refused_is_kept(
    client: PageClient, world: World
) -> None:
    make_profile(world.strategic, takes_messages=True)
    client.sign_in(world.member)
    assert "house rules" in client.get(address(world, "strategic")).text
    data = {"text": "Kept words", "token": str(uuid4())}
    page = client.post(address(world, "strategic"), data, status=400)
    assert "Accept the house rules first" in page.text
    assert page.form("Send").fields["text"] == ["Kept words"]
    accept_rules(world.member)
    form = client.get(address(world, "strategic")).form("Send")
    client.submit(form, 400, text="  ")
    for _ in range(2):
        client.submit(form, text="Once only")
    assert client.follow().text.count("Once only") == 1
    assert len(mails()) == 1


def test_a_day_has_twenty_messages_and_muting_leaves_the_notice(
    client: PageClient, world: World
) -> None:
    make_profile(world.strategic, takes_messages=True)
    accept_rules(world.member)
    with in_app(), transaction():
        notices.mute(world.strategic.id, Kind.COMMUNITY)
    client.sign_in(world.member)
    form = client.get(address(world, "strategic")).form("Send")
    for number in range(20):
        client.submit(form, text=f"Message {number}", token=str(uuid4()))
    page = client.submit(form, 400, text="One too many", token=str(uuid4()))
    assert page.form("Send").fields["text"] == ["One too many"]
    assert mails() == []
    with reading() as session:
        told = session.scalars(select(Notice).where(Notice.person_id == world.strategic.id)).all()
    assert len(told) == 20
    assert told[0].path == address(world, "member")


def test_a_message_is_read_by_moderators_only_when_it_is_reported(
    client: PageClient, world: World
) -> None:
    make_profile(world.strategic, takes_messages=True)
    accept_rules(world.member)
    write(client.sign_in(world.member), address(world, "strategic"), "Rude words")
    with reading() as session:
        post = session.scalars(select(Post)).one()
    report = f"/community/posts/{post.id}/report"
    for other in (world.lead, world.contributor):
        client.sign_in(other).get(report, status=404)
    page = client.sign_in(world.strategic).get(address(world, "member"))
    page = client.get(next(path for path in page.links.values() if path.endswith("/report")))
    assert page.path == report
    client.submit(page.form("Report it"), 400)
    client.submit(page.form("Report it"), reason="unkind", words="I mind this")
    client.get(client.response.headers["Location"], status=303)
    assert client.follow().h1 == "Your messages"
    page = client.sign_in(world.lead).get("/community/reports")
    page = client.get(page.links["Message by Mo Member"])
    assert "Rude words" in page.text
    assert "I mind this" in page.text
    client.submit(page.form("Decide"), decision="hide", ground="unkind", words="Stay kind")
    page = client.sign_in(world.strategic).get(address(world, "member"))
    assert "Rude words" not in page.text


def test_a_profile_a_moderator_hides_loses_its_words(client: PageClient, world: World) -> None:
    make_profile(world.member, about="Rude words", role="manager")
    client.sign_in(world.strategic)
    page = client.get(f"/community/members/{world.member.id}")
    form = client.get(page.links["Report this profile"]).form("Report")
    client.submit(form, reason="unkind")
    with in_app(), transaction() as session:
        post = session.scalars(select(Post)).one()
        assert "Rude words" in post.text
        audit.because("hidden", summary="Hidden.")
        post.state = State.HIDDEN.value
        session.flush()
        tell_room(post.id, Place(post.place))
    with reading():
        found = members.member(world.member.id)
    assert found is not None
    assert found.about == ""
    assert found.role == "Team manager"


def test_licensed_trainers_who_agreed_are_listed(client: PageClient, world: World) -> None:
    people = [world.strategic, world.contributor, world.foreign_strategic]
    today = clock.today()
    ends = [today + timedelta(days=9), today + timedelta(days=9), today - timedelta(days=1)]
    with transaction() as session:
        audit.because("licensed", summary="Licensed.")
        for person, until in zip(people, ends, strict=True):
            trainer = Trainer(
                site_id=world.home.id, name=person.name, email=person.email, entered_at=clock.now()
            )
            session.add(trainer)
            session.flush()
            session.add(
                Licence(
                    trainer_id=trainer.id,
                    issued_on=today - timedelta(days=300),
                    expires_on=until,
                    entered_at=clock.now(),
                )
            )
    make_profile(world.strategic, region="Wales", trainer_shown=True)
    make_profile(world.contributor, region="London")
    make_profile(world.foreign_strategic, region="London", trainer_shown=True)
    client.sign_in(world.member)
    rows = client.get("/community/trainers").table("Licensed trainers")
    assert [row[0] for row in rows[1:]] == ["Stella Strategic"]
    assert (
        client.get("/community/trainers?region=London").table("Licensed trainers")[1:] == rows[1:]
    )


def test_who_switches_messages_off_is_written_to_only_in_answer(
    client: PageClient, world: World
) -> None:
    make_profile(world.strategic, takes_messages=True)
    accept_rules(world.member, world.strategic)
    write(client.sign_in(world.member), address(world, "strategic"), "Hello")
    write(client.sign_in(world.strategic), address(world, "member"), "Yes?")
    make_profile(world.strategic, seen=1, takes_messages=False)
    page = client.sign_in(world.member).get(address(world, "strategic"))
    assert "takes no messages" in page.text
    data = {"text": "Again", "token": str(uuid4())}
    client.post(address(world, "strategic"), data, status=404)
    make_profile(world.member, takes_messages=True)
    write(client.sign_in(world.strategic), address(world, "member"), "One thing more")
    write(client.sign_in(world.member), address(world, "strategic"), "Gladly")


def test_a_talk_with_who_has_left_is_read_without_a_form(client: PageClient, world: World) -> None:
    make_profile(world.strategic, takes_messages=True)
    accept_rules(world.member)
    write(client.sign_in(world.member), address(world, "strategic"), "Hello")
    with in_app(), transaction():
        deactivate(world.strategic.id, "Left")
    page = client.get("/community/messages")
    page = client.get(page.links["Former member"])
    assert "Hello" in page.text
    assert "has left, so you cannot write" in page.text
    data = {"text": "Again", "token": str(uuid4())}
    client.post(address(world, "strategic"), data, status=404)
    client.sign_in(world.contributor).get(address(world, "strategic"), status=404)


def test_older_messages_and_talks_are_on_further_pages(client: PageClient, world: World) -> None:
    make_profile(world.strategic, takes_messages=True)
    begun = clock.now() - timedelta(days=9)
    with in_app(), transaction():
        to = queries.correspondent(world.member.id, world.strategic.id)
        assert to is not None
        for number in range(27):
            with clock.pretend(begun + number * timedelta(hours=2)):
                service.send(world.member.id, to, f"Number {number}.", str(uuid4()))
    page = client.sign_in(world.member).get(address(world, "strategic"))
    assert "Number 26." in page.text
    assert "Number 1." not in page.text
    page = client.get(next(path for name, path in page.links.items() if name.startswith("Next")))
    assert "Number 1." in page.text

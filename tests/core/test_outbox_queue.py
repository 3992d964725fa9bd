"""Queueing, rendering, and what an administrator may do: on both databases."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import func, select, update

from app.core import audit, clock, outbox
from app.core.audit import AuditEvent
from app.core.calendar import Invitation, Party
from app.core.db import reading, session, transaction
from app.core.mail import BadAddress
from app.core.outbox import NotPossible, OutboxMail, Recipient, State
from app.core.outbox.rendering import render
from app.core.web.edge import Portal
from tests.factories.mail import make_mail

JO = Recipient("jo@example.org", person_id=7, name="Jo\nSmith")

TEMPLATES = {
    "emails/trial.txt": (
        '{% extends "emails/layout.txt" %}'
        "{% block subject %}News of {{ what }}{% endblock %}"
        "{% block text %}Words & more on {{ what }}.\n\n\n\n"
        'Open: {{ link("/sites") }}{% endblock %}'
    ),
    "emails/trial.html": (
        '{% extends "emails/layout.html" %}'
        '{% from "emails/pieces.html" import paragraph, button, facts %}'
        "{% block heading %}News{% endblock %}"
        "{% block content %}{{ paragraph(what) }}{{ facts([('When', what)]) }}"
        '{{ button("Open", link("/sites")) }}{% endblock %}'
    ),
    "emails/silent.txt": '{% extends "emails/layout.txt" %}{% block text %}x{% endblock %}',
    "emails/stray.txt": "{% block subject %}{{ link('https://evil.example') }}{% endblock %}",
}


@pytest.fixture
def portal(app: Portal, data: str) -> Iterator[Portal]:
    """The application with two trial templates and an empty database."""
    kept = app.jinja_env.loader
    assert kept is not None
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), kept])
    with app.app_context():
        yield app
    app.jinja_env.loader = kept


def queue(key: str = "trial:1", *, what: str = "Northmoor", confidential: bool = False) -> bool:
    return outbox.queue("trial", JO, {"what": what}, key=key, confidential=confidential)


def queued(**changes: object) -> int:
    """Queue one mail, put it into a state, and return its number."""
    with transaction() as current:
        queue(confidential=bool(changes.pop("confidential", False)))
        number = current.scalars(select(OutboxMail.id)).one()
        if changes:
            current.execute(update(OutboxMail).values(changes))
    return number


def only_mail() -> OutboxMail:
    with reading() as current:
        return current.scalars(select(OutboxMail)).one()


def test_a_queued_mail_is_complete_and_ready_to_send(portal: Portal) -> None:
    queued()
    mail = only_mail()
    assert (mail.state, mail.tries, mail.address, mail.name) == (
        State.NEW,
        0,
        "jo@example.org",
        "Jo Smith",
    )
    assert mail.subject == "News of Northmoor"
    assert mail.message_id.endswith("@portal.test>")
    assert "Open: http://portal.test/sites" in mail.text


def test_the_same_key_queues_once_and_leaves_the_transaction_whole(portal: Portal) -> None:
    with transaction():
        assert queue("a") is True
        assert queue("a", what="Elsewhere") is False
        assert queue("b") is True
    with transaction():
        assert queue("a") is False
    with reading() as current:
        subjects = current.scalars(select(OutboxMail.subject)).all()
    assert subjects == ["News of Northmoor"] * 2


def test_a_mail_whose_cause_is_undone_is_not_queued(portal: Portal) -> None:
    def queue_then_fail() -> None:
        with transaction():
            queue()
            raise RuntimeError("undone")

    with pytest.raises(RuntimeError, match="undone"):
        queue_then_fail()
    with reading() as current:
        assert current.scalar(select(func.count(OutboxMail.id))) == 0


def test_an_address_that_is_none_is_refused_when_queueing(portal: Portal) -> None:
    with pytest.raises(BadAddress), transaction():
        outbox.queue("trial", Recipient("jo@x y"), {"what": "x"}, key="k")


def test_html_escapes_what_people_typed_and_text_does_not(portal: Portal) -> None:
    queued()
    with transaction():
        outbox.queue("trial", JO, {"what": "<b>A & B</b>"}, key="other")
    with reading() as current:
        mail = current.scalars(select(OutboxMail).where(OutboxMail.key == "other")).one()
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in mail.html
    assert "<b>" not in mail.html
    assert "Words & more on <b>A & B</b>." in mail.text


def test_the_plain_text_reads_like_a_letter(portal: Portal) -> None:
    queued()
    assert only_mail().text == (
        "Dear Jo Smith,\n\n"
        "Words & more on Northmoor.\n\n"
        "Open: http://portal.test/sites\n\n"
        "--\n"
        "Reunification implementation portal\n"
        "http://portal.test/\n"
        "This mail was sent automatically. If you were not expecting it, you do not need to do "
        "anything.\n"
    )


def test_html_holds_everything_the_text_does_and_no_pictures(portal: Portal) -> None:
    queued()
    html = only_mail().html
    for words in ("Dear Jo Smith,", "Northmoor", "http://portal.test/sites", "sent automatically"):
        assert words in html
    assert "<img" not in html
    assert 'lang="en-GB"' in html
    assert html.count("<a ") == 3  # the button, its address in words, the foot


def test_a_template_without_a_subject_is_refused(portal: Portal) -> None:
    with pytest.raises(ValueError, match="block named subject"):
        render("silent", {"recipient": JO}, portal.config["SETTINGS"])


def test_a_link_that_leaves_the_portal_is_refused(portal: Portal) -> None:
    with pytest.raises(ValueError, match="a path of the portal"):
        render("stray", {"recipient": JO}, portal.config["SETTINGS"])


def test_a_calendar_file_is_kept_with_its_method(portal: Portal) -> None:
    now = clock.now()
    call = Invitation(
        uid="u@portal.test",
        sequence=0,
        starts_at=now,
        ends_at=now + timedelta(hours=1),
        summary="Call",
        description="",
        location="",
        organiser=Party("portal@portal.example"),
        attendees=(Party("jo@example.org"),),
        stamp=now,
    )
    with transaction():
        outbox.queue("trial", JO, {"what": "x"}, key="k", calendar=call)
    mail = only_mail()
    assert (mail.calendar, mail.calendar_method) == (call.as_bytes(), "REQUEST")


@pytest.mark.parametrize("state", [State.PARKED, State.FAILED, State.SENT, State.CAPTURED])
def test_mail_at_rest_can_be_sent_again_with_the_same_identity(
    portal: Portal, state: State
) -> None:
    number = queued(state=state, tries=4, doubts=1, last_error="550", fence=3)
    before = only_mail().message_id
    with transaction():
        outbox.resend(number)
    mail = only_mail()
    assert (mail.state, mail.tries, mail.doubts, mail.fence) == (State.NEW, 0, 0, 4)
    assert mail.message_id == before
    assert mail.next_try_at <= clock.now()


@pytest.mark.parametrize("state", [State.NEW, State.CLAIMED, State.IN_DATA])
def test_mail_on_its_way_cannot_be_sent_again(portal: Portal, state: State) -> None:
    number = queued(state=state)
    with pytest.raises(NotPossible, match="still waiting"), transaction():
        outbox.resend(number)


def test_a_confidential_mail_that_was_sent_cannot_be_sent_again(portal: Portal) -> None:
    number = queued(confidential=True, state=State.SENT, text="", html="")
    with pytest.raises(NotPossible, match="new invitation"), transaction():
        outbox.resend(number)


def test_a_cancelled_confidential_mail_loses_its_text(portal: Portal) -> None:
    number = queued(confidential=True)
    with transaction():
        outbox.cancel(number)
    mail = only_mail()
    assert (mail.state, mail.text, mail.html) == (State.CANCELLED, "", "")


def test_mail_being_sent_cannot_be_cancelled(portal: Portal) -> None:
    number = queued(state=State.IN_DATA)
    with pytest.raises(NotPossible, match="at this moment"), transaction():
        outbox.cancel(number)


def test_what_an_administrator_does_to_a_mail_is_in_the_audit_trail(portal: Portal) -> None:
    number = queued(state=State.PARKED)
    with audit.acting(audit.Acting(actor_id=3)), transaction():
        outbox.resend(number)
        outbox.cancel(number)
    with reading() as current:
        events = current.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [(e.verb, e.actor_id, e.about_id) for e in events] == [
        ("mail sent again", 3, 7),
        ("mail cancelled", 3, 7),
    ]
    assert not any("jo@example.org" in e.summary for e in events)


def test_a_mail_that_does_not_exist_is_said_so(portal: Portal) -> None:
    with pytest.raises(LookupError, match="number 99"), transaction():
        outbox.resend(99)


def test_the_administrator_sees_counts_lists_and_the_oldest_waiting(portal: Portal) -> None:
    with transaction():
        for n in range(4):
            queue(f"k{n}", what="100%_sure" if n == 2 else "Northmoor")
        session().execute(update(OutboxMail).where(OutboxMail.key == "k0").values(state=State.SENT))
        session().execute(
            update(OutboxMail)
            .where(OutboxMail.key == "k1")
            .values(created_at=clock.now() - timedelta(hours=2))
        )
    with reading():
        counts = outbox.queries.counts()
        assert (counts[State.NEW], counts[State.SENT], counts[State.FAILED]) == (3, 1, 0)
        keys = [mail.key for mail in outbox.queries.page(state=State.NEW)]
        assert keys == ["k3", "k2", "k1"]
        assert [m.key for m in outbox.queries.page(search="100%_SURE")] == ["k2"]
        assert [m.key for m in outbox.queries.page(offset=1, limit=1)] == ["k2"]
        waited = outbox.queries.oldest_waiting(clock.now())
        assert waited is not None
        assert timedelta(hours=2) <= waited < timedelta(hours=2, minutes=1)


@pytest.mark.parametrize("state", [State.PARKED, State.FAILED, State.CAPTURED, State.NEW])
@pytest.mark.parametrize("confidential", [True, False])
@pytest.mark.parametrize("days", [7, 9])
def test_links_in_mail_that_was_never_sent_are_forgotten_once_they_are_no_longer_good(
    data: str, state: State, confidential: bool, days: int
) -> None:
    with transaction() as current:
        mail = make_mail(confidential=confidential)
        mail.state, mail.created_at = state, clock.now() - timedelta(days=days)
        current.flush()
    outbox.forget_secrets(clock.now())
    with reading() as current:
        kept = current.get_one(OutboxMail, mail.id).text
    is_forgotten = confidential and days == 9 and state is not State.NEW
    assert (kept == "") == is_forgotten

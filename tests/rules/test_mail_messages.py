"""What a composed mail looks like to the server and to the reader."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from app.core.mail import BadAddress, CalendarPart, OutgoingMail, Sender, compose

SENDER = Sender("portal@portal.example", "The portal")
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nDESCRIPTION:a line that ends in a space \r\n x\r\n"
MAIL = OutgoingMail(
    to="jo@example.org",
    to_name="Zoë Ångström",
    subject="Your check-in call on 29 March 2027 – Northmoor",
    text="Dear Zoë,\n.\n..dots\n" + "long " * 300 + "\n",
    html="<p>Dear Zoë</p>",
    message_id="<abc.1@portal.example>",
    date=datetime(2027, 3, 1, 9, 30, tzinfo=UTC),
)


def received(mail: OutgoingMail) -> EmailMessage:
    """The mail as a receiving program reads it."""
    parsed = message_from_bytes(compose(mail, SENDER).as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_mail_has_plain_text_first_and_html_after() -> None:
    mail = received(MAIL)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == MAIL.text


def test_headers_name_sender_receiver_time_and_identity() -> None:
    mail = received(replace(MAIL, reply_to="lead@example.org"))
    assert mail["From"] == "The portal <portal@portal.example>"
    assert mail["To"].addresses[0].display_name == "Zoë Ångström"
    assert mail["Subject"] == MAIL.subject
    assert mail["Date"] == "Mon, 01 Mar 2027 09:30:00 +0000"
    assert mail["Message-ID"] == "<abc.1@portal.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Reply-To"] == "lead@example.org"


def test_optional_headers_are_absent_unless_given() -> None:
    mail = received(MAIL)
    assert mail["Reply-To"] is None
    assert mail["List-Unsubscribe"] is None
    address = "https://portal.example/account/notices"
    given = received(replace(MAIL, list_unsubscribe=address))
    assert given["List-Unsubscribe"] == f"<{address}>"
    assert given["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    heard = received(replace(MAIL, list_unsubscribe="http://127.0.0.1:5000/x"))
    assert heard["List-Unsubscribe"] == "<http://127.0.0.1:5000/x>"
    assert heard["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("bad", ["https://x.example/\r\nBcc: y", "javascript:x", "https://x> <y"])
def test_an_unsubscribe_link_must_be_plain(bad: str) -> None:
    with pytest.raises(BadAddress):
        compose(replace(MAIL, list_unsubscribe=bad), SENDER)


@pytest.mark.parametrize("bad", ["abc@portal.example", "<a b@x>", "<a@x>\r\nBcc: y", "<a@x><b@x>"])
def test_a_message_id_must_be_well_formed(bad: str) -> None:
    with pytest.raises(BadAddress):
        compose(replace(MAIL, message_id=bad), SENDER)


def test_every_line_is_short_and_ascii_so_that_any_relay_takes_it() -> None:
    lines = compose(MAIL, SENDER).as_bytes().split(b"\r\n")
    assert max(len(line) for line in lines) <= 998
    assert all(byte < 128 for line in lines for byte in line)
    assert not any(b"\n" in line for line in lines)


def test_an_invitation_stands_in_the_mail_twice_with_its_method() -> None:
    mail = received(replace(MAIL, calendar=CalendarPart(ICS, "REQUEST")))
    assert mail.get_content_type() == "multipart/mixed"
    body, attachment = list(mail.iter_parts())
    assert [part.get_content_type() for part in body.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(body.iter_parts())[-1]
    assert calendar.get_param("method") == "REQUEST"
    assert calendar.get_param("charset") == "utf-8"
    assert calendar.get_payload(decode=True) == ICS
    assert attachment.get_filename() == "invite.ics"
    assert attachment.get_content() == ICS

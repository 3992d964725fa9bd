"""Nothing a person types can add, remove or change a header of a mail."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.mail import BadAddress, OutgoingMail, Sender, checked_address, clean_header, compose

SENDER = Sender("portal@portal.example", "The portal")
MOMENT = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
EXPECTED = [
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]

VECTORS = [
    "hi =?UTF-8?Q?=0A?=Bcc: x@evil.example",
    "hi =?UTF-8?Q?=0D=0ABcc:_x@evil.example?=",
    "=?utf-8?B?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "hi\r\nBcc: x@evil.example",
    "hi\nBcc: x@evil.example\n\nbody",
    "hi\rBcc: x@evil.example",
    "hi\u2028Bcc: x@evil.example",
    "hi\u0085Bcc: x@evil.example",
    "hi\x0bBcc: x@evil.example\x0c\x1c\x1d\x1e",
    "= ?UTF-8?Q?=0A?=Bcc: x",
    "=\u200b?UTF-8?Q?=0A?=Bcc: x",
    "==??UTF-8?Q?=0A?=",
    '"><script>, x@evil.example <y@evil.example>',
    "\ud800 lone surrogate",
    "a" * 5000,
    "=" * 500 + "?" * 500,
]

FRAGMENTS = st.sampled_from(
    [
        *VECTORS,
        "=?",
        "?=",
        "=",
        "?",
        "\r\n",
        "\n",
        "Bcc:",
        "UTF-8?Q?",
        "=0A",
        "\t",
        ",",
        "<",
        ">",
        '"',
    ]
)
HOSTILE = st.lists(
    st.one_of(FRAGMENTS, st.text(st.characters(exclude_categories=()), max_size=6)), max_size=3
).map("".join)


def headers_of(subject: str, name: str) -> list[tuple[str, str]]:
    """The headers a receiver sees, parsed from the bytes that would be sent."""
    mail = OutgoingMail(
        to="jo@example.org",
        to_name=name,
        subject=subject,
        text="Text.\n",
        html="<p>Text.</p>",
        message_id="<abc@portal.example>",
        date=MOMENT,
        reply_to="lead@example.org",
    )
    head = compose(mail, SENDER).as_bytes().split(b"\r\n\r\n", 1)[0]
    return list(message_from_bytes(head + b"\r\n\r\n", policy=policy.compat32).items())


def is_unharmed(subject: str, name: str) -> bool:
    found = headers_of(subject, name)
    addresses = [value for key, value in found if key == "To"]
    return [key for key, _ in found] == EXPECTED and addresses[0].endswith("<jo@example.org>")


@pytest.mark.parametrize("vector", VECTORS)
def test_known_attacks_in_subject_and_name_leave_the_headers_alone(vector: str) -> None:
    assert is_unharmed(vector, vector or "x")


@settings(max_examples=1000, deadline=None)
@given(subject=HOSTILE, name=HOSTILE)
def test_whatever_is_typed_the_headers_stay_the_same(subject: str, name: str) -> None:
    assert [key for key, _ in headers_of(subject, name)] == EXPECTED


@settings(max_examples=500, deadline=None)
@given(HOSTILE)
def test_a_cleaned_header_stays_as_it_is_when_cleaned_again(text: str) -> None:
    once = clean_header(text)
    assert clean_header(once) == once
    assert "=?" not in once
    assert len(once) <= 200


def test_ordinary_words_are_left_as_they_were_typed() -> None:
    assert clean_header("Zoë's check-in: 50 % = half?") == "Zoë's check-in: 50 % = half?"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jo",
        "jo@",
        "@example.org",
        "jo@exa mple.org",
        "jo@example.org\r\nBcc: x@evil.example",
        "jo@example.org, x@evil.example",
        "jo<x@evil.example>",
        "jo@example..org",
        "jö@example.org",
        "jo@" + "a" * 260 + ".org",
    ],
)
def test_what_is_not_a_plain_address_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        checked_address(address)


def test_a_domain_with_accents_is_written_in_ascii() -> None:
    assert checked_address(" jo.o'hara+x@bücher.example ") == "jo.o'hara+x@xn--bcher-kva.example"

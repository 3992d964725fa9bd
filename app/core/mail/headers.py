"""What may stand in a mail header.

The standard library refuses a bare line feed in a header, but some of its releases still decode an
encoded word (``=?UTF-8?Q?=0A?=``) into one and write a header of the attacker's choosing. Names and
titles typed by people end up in subjects and recipients, so everything is cleaned here, whatever
the patch level of the Python in use.
"""

import re
import unicodedata
from email.headerregistry import Address

SUBJECT_LIMIT = 200
NAME_LIMIT = 100
ADDRESS_LIMIT = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets

# Cc control, Cf format, Cs surrogate, Co private, Cn unassigned, Zl and Zp separators.
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ENCODED_WORD = re.compile(r"=[\s?]*\?")
_SPACES = re.compile(r"\s+")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?"
_LOCAL_PART = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_DOMAIN = re.compile(rf"{_LABEL}(\.{_LABEL})*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.+_-]{1,120}@[A-Za-z0-9.-]{1,120}>")


class BadAddress(ValueError):
    """An address or identifier that cannot be put into a mail safely."""


def clean_header(text: str, limit: int = SUBJECT_LIMIT) -> str:
    """Return ``text`` as one harmless line of at most ``limit`` characters.

    Control, format and unassigned characters become spaces, runs of space become one, and no
    ``=?`` is left that a mail program could read as the start of an encoded word.
    """
    printable = "".join(
        " " if unicodedata.category(char) in _UNPRINTABLE else char for char in text
    )
    return _SPACES.sub(" ", _ENCODED_WORD.sub("= ", printable)).strip()[:limit].rstrip()


def checked_address(address: str) -> str:
    """Return ``address`` as plain ASCII ``local@domain``, the domain in its IDNA form.

    Raises BadAddress for anything else, with a sentence for the person who typed it.
    """
    local, _, domain = address.strip()[: ADDRESS_LIMIT + 1].rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_domain = ""
    whole = f"{local}@{ascii_domain}"
    fits = len(whole) <= ADDRESS_LIMIT
    if not (fits and _LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(ascii_domain)):
        raise BadAddress("Enter an e-mail address in the form name@example.org")
    return whole


def mailbox(address: str, name: str = "") -> Address:
    """Return a header mailbox with a cleaned display name. Raises BadAddress."""
    return Address(display_name=clean_header(name, NAME_LIMIT), addr_spec=checked_address(address))


def checked_message_id(message_id: str) -> str:
    """Return a Message-ID of the form ``<id@host>`` unchanged. Raises BadAddress."""
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadAddress("A Message-ID must look like <letters-and-digits@host>")
    return message_id

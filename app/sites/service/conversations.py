"""Adding to a conversation of an authority and the NSPCC."""

from enum import StrEnum
from typing import TypeVar

from sqlalchemy import ColumnElement

from app.core import clock
from app.core.db import session
from app.sites.models.conversations import Utterance
from app.sites.queries.conversations import last_said
from app.sites.rules.sides import Speaker

U = TypeVar("U", bound=Utterance)


def say(
    entry: U, kind: StrEnum, words: str, by: Speaker, *, detail: str = "", internal: bool = False
) -> U:
    """Add a new entry, which knows what it is about, to its conversation. Flushes."""
    entry.kind, entry.words, entry.detail = kind.value, words.strip(), detail
    entry.nspcc_only, entry.said_at, entry.said_by_id = internal, clock.now(), by.person_id
    session().add(entry)
    session().flush()
    return entry


def is_repeated(
    of: type[Utterance], about: ColumnElement[bool], kind: StrEnum, words: str, by: Speaker
) -> bool:
    """Whether this person said the same last: what is sent twice is said once."""
    last = last_said(of, about)
    said = kind.value, words.strip(), by.person_id
    return last is not None and (last.kind, last.words, last.said_by_id) == said

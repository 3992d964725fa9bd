"""Contracts, and the conversations before them, for the stream of a site."""

from datetime import datetime
from typing import Any

from sqlalchemy import Date, Select, cast, literal, null, select

from app.core.stream import Entry, beginning_of, newest
from app.core.words import day
from app.joining.models import Contract, Conversation, Decision
from app.joining.rules.words import Answer
from app.sites.queries.stream import address_of


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Contracts signed and ended early, strategic conversations held, and what the authority
    decided; nothing internal. One statement."""
    ends = Contract.ends_on
    parts = (
        _part(
            site_id, "signed", Contract, Contract.signed_on, Contract.signature_by_id, until=ends
        ),
        _part(site_id, "ended", Contract, Contract.ended_on, words=Contract.ended_reason),
        _part(
            site_id,
            "conversation",
            Conversation,
            Conversation.held_on,
            Conversation.entered_by_id,
            words=Conversation.agreed,
        ),
        _part(
            site_id,
            "decision",
            Decision,
            Decision.decided_on,
            Decision.entered_by_id,
            code=Decision.answer,
            words=Decision.reason,
        ),
    )
    return [_entry(row) for row in newest(parts, before, limit)]


def _part(
    site_id: int,
    kind: str,
    table: Any,
    on: Any,
    who: Any = None,
    *,
    code: Any = None,
    words: Any = None,
    until: Any = None,
) -> Select[*tuple[Any, ...]]:
    return select(
        literal(kind).label("kind"),
        beginning_of(on).label("at"),
        table.id.label("id"),
        (table.entered_by_id if who is None else who).label("who"),
        (literal("") if code is None else code).label("code"),
        (literal("") if words is None else words).label("words"),
        (cast(null(), Date) if until is None else until).label("until"),
        address_of(site_id),
    ).where(table.site_id == site_id, on.is_not(None))


def _entry(row: Any) -> Entry:
    title, path = _WORDS[row.kind](row)
    return Entry(
        kind="contract",
        at=row.at,
        title=title,
        detail=row.words,
        path=f"{row.here}/joining{path}",
        who_id=row.who if row.kind != "ended" else None,
        whole_day=True,
    )


def _signed(row: Any) -> tuple[str, str]:
    until = f", until {day(row.until)}" if row.until else ""
    return f"Contract signed{until}", f"/contracts/{row.id}"


def _ended(row: Any) -> tuple[str, str]:
    return "Contract ended early", f"/contracts/{row.id}"


def _talked(row: Any) -> tuple[str, str]:
    return "Early strategic conversation held", f"/conversations/{row.id}"


def _decided(row: Any) -> tuple[str, str]:
    return f"Decided about joining: {Answer(row.code).label.lower()}", ""


_WORDS = {"signed": _signed, "ended": _ended, "conversation": _talked, "decision": _decided}

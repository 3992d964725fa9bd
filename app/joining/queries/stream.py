"""Contracts, and what came before them, for the stream of a site; nothing internal."""

from datetime import datetime
from typing import Any

from app.core.stream import Entry, beginning_of
from app.core.words import day
from app.joining.models import Contract, Conversation, Decision
from app.joining.rules.words import Answer
from app.sites.queries.telling import SITE, Part, columns, tell


def _entry(row: Any, title: str, path: str) -> Entry:
    path = f"{row.here}/joining{path}"
    return Entry("contract", row.at, title, row.words, path, who_id=row.who, whole_day=True)


def _signed(row: Any) -> Entry:
    until = f", until {day(row.last)}" if row.last else ""
    return _entry(row, f"Contract signed{until}", f"/contracts/{row.number}")


def _ended(row: Any) -> Entry:
    return _entry(row, "Contract ended early", f"/contracts/{row.number}")


def _talked(row: Any) -> Entry:
    return _entry(row, "Early strategic conversation held", f"/conversations/{row.number}")


def _decided(row: Any) -> Entry:
    return _entry(row, f"Decided about joining: {Answer(row.code).label.lower()}", "")


_signatures = columns(
    "signed",
    beginning_of(Contract.signed_on),
    Contract.id,
    who=Contract.signature_by_id,
    last=Contract.ends_on,
).where(Contract.site_id == SITE, Contract.signed_on.is_not(None))
_ends = columns(
    "ended", beginning_of(Contract.ended_on), Contract.id, words=Contract.ended_reason
).where(Contract.site_id == SITE, Contract.ended_on.is_not(None))
_conversations = columns(
    "conversation",
    beginning_of(Conversation.held_on),
    Conversation.id,
    who=Conversation.entered_by_id,
    words=Conversation.agreed,
).where(Conversation.site_id == SITE)
_decisions = columns(
    "joining",
    beginning_of(Decision.decided_on),
    Decision.id,
    who=Decision.entered_by_id,
    code=Decision.answer,
    words=Decision.reason,
).where(Decision.site_id == SITE)
PARTS = (
    Part("signed", "contract", _signatures, _signed),
    Part("ended", "contract", _ends, _ended),
    Part("conversation", "contract", _conversations, _talked),
    Part("joining", "contract", _decisions, _decided),
)


def stream(site_id: int, before: datetime | None, limit: int) -> list[Entry]:
    """Contracts signed and ended early, strategic conversations held, and what the authority
    decided; one statement."""
    return tell(PARTS, site_id, before, limit)

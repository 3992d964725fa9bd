"""Mails about who looks after a site."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.core import outbox
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries as sites
from app.sites.queries import StaffMember

NOTHING_TO_DO = "You do not need to do anything"


class Reader(Protocol):
    """Somebody who gets a mail."""

    @property
    def person_id(self) -> int:
        """Their number."""

    @property
    def name(self) -> str:
        """How they are addressed."""

    @property
    def email(self) -> str:
        """Where it goes."""


@dataclass(frozen=True)
class Line:
    """What a mail says: its heading, sentences (first what to do), and where its button leads."""

    heading: str
    lines: Sequence[str]
    button_text: str
    path: str


def staff_by_id() -> dict[int, StaffMember]:
    """Everybody of the NSPCC with an open account."""
    return {one.person_id: one for one in sites.staff()}


def tell_person(who: Reader, said: Line, mark: str, site_id: int | None = None) -> None:
    """Queue one mail; the same mark reaches nobody twice."""
    first, *more = (line for line in said.lines if line)
    notices.write(
        "overview_lead_changed",
        outbox.Recipient(who.email, who.person_id, who.name),
        {
            "heading": said.heading,
            "first": first,
            "lines": more,
            "button_text": said.button_text,
            "path": said.path,
        },
        kind=Kind.STANDING,
        path=said.path,
        key=f"{mark}:{who.person_id}",
        site_id=site_id,
    )

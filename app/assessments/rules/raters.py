"""Who is asked to rate: roles, how far each has come, and whether they are enough."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.instruments.rules import Instrument

STRATEGIC = "strategic"
_SITE_ROLES = {STRATEGIC: "Strategic lead", "contributor": "Colleague"}


class RaterState(StrEnum):
    """How far a rater has come; never what they answered."""

    JOINING = "joining"
    ASKED = "asked"
    BEGUN = "begun"
    HANDED_IN = "handed-in"
    WITHDRAWN = "withdrawn"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The state as people say it."""
        return _LABELS[self]

    @property
    def is_awaited(self) -> bool:
        """True where answers may still come."""
        return self in (RaterState.JOINING, RaterState.ASKED, RaterState.BEGUN)


_LABELS = {
    RaterState.JOINING: "Invited to join first",
    RaterState.ASKED: "Asked, not begun",
    RaterState.BEGUN: "Begun",
    RaterState.HANDED_IN: "Handed in",
    RaterState.WITHDRAWN: "No longer asked",
    RaterState.LEFT: "Left before handing in",
}


def rater_state(
    *,
    joined_at: datetime | None,
    submitted_at: datetime | None,
    withdrawn_at: datetime | None,
    belongs: bool,
) -> RaterState:
    """Handed in counts for good; otherwise only who still belongs to the site is waited for."""
    if withdrawn_at is not None:
        return RaterState.WITHDRAWN
    if submitted_at is not None:
        return RaterState.HANDED_IN
    if not belongs:
        return RaterState.LEFT
    return RaterState.BEGUN if joined_at is not None else RaterState.ASKED


def roles_of(instrument: Instrument) -> dict[str, str]:
    """Role -> its words, for whoever asks raters: those the instrument names, then the lead."""
    named = {respondent.code: respondent.label for respondent in instrument.respondents}
    return {**named, STRATEGIC: _SITE_ROLES[STRATEGIC]} if STRATEGIC not in named else named


def role_words(instrument: Instrument, role: str) -> str:
    """A rater's role as people say it, without what stands in brackets."""
    label = {**_SITE_ROLES, **roles_of(instrument)}.get(role, role.replace("-", " ").capitalize())
    return label.split(" (")[0]


@dataclass(frozen=True)
class QuorumCheck:
    """Whether enough people from enough roles handed in; `missing` says in words what lacks."""

    raters: int
    roles: int
    missing: str

    @property
    def is_met(self) -> bool:
        """True where nothing lacks."""
        return not self.missing


def check_quorum(instrument: Instrument, roles: Collection[str]) -> QuorumCheck:
    """Compare the roles of those who handed in, one entry each, with what is asked for."""
    wanted, have, different = instrument.quorum, len(roles), len(set(roles))
    lacks = []
    if have < wanted.raters:
        lacks.append(f"{_people(have)} handed in, and {wanted.raters} are asked for")
    if different < wanted.roles:
        speak = "1 role is" if different == 1 else f"{different} roles are"
        lacks.append(f"{speak} represented, and {wanted.roles} are asked for")
    return QuorumCheck(have, different, "; ".join(lacks))


def _people(number: int) -> str:
    return {0: "Nobody has", 1: "1 person has"}.get(number, f"{number} people have")

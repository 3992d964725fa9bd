"""One after the other: the adaptation that is written on, its versions, what is said about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import ChangedMeanwhile
from app.quality.models.adaptations import Adaptation, AdaptationEntry, AdaptationVersion
from app.quality.rules.adaptations.states import Said, Turn
from app.sites.models import Site
from app.sites.queries.conversations import last_words
from app.sites.rules import Nation
from app.sites.rules.sides import Side, Speaker
from app.sites.rules.working_days import bank_holidays
from app.sites.service import conversations

KEPT = (  # what a version holds
    *("title", "detail", "kind", "stages", "components", "decided_by", "since", "scope", "teams"),
    *("fidelity", "more", "trigger", "expected", "result", "critical", "outside", "ended_on"),
)


@dataclass(frozen=True)
class Held:
    """An adaptation to be written on, and its site."""

    row: Adaptation
    site: Site

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        row = self.row
        return Turn(Side(row.turn) if row.turn else None, row.turn_since, row.due_on)

    @property
    def holidays(self) -> Collection[date]:
        """The bank holidays the site keeps."""
        return bank_holidays(Nation(self.site.nation))


def held(site_id: int, adaptation_id: int, seen: int | None = None, mine: str = "") -> Held:
    """An adaptation of this site; `seen` is the version a form was filled in over, `mine` what was
    typed. Raises LookupError, `ChangedMeanwhile`."""
    row = session().get(Adaptation, adaptation_id, with_for_update=True, populate_existing=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no adaptation with the number {adaptation_id} at this site.")
    if seen is not None and row.version != seen:
        words = last_words(AdaptationEntry, AdaptationEntry.adaptation_id == row.id)
        raise ChangedMeanwhile(mine=mine, theirs=f"{row.title}\n{row.detail}\n{words}".strip())
    return Held(row, session().get_one(Site, site_id))


def set_turn(found: Held, turn: Turn) -> None:
    """Whose turn it is from now on."""
    row = found.row
    row.turn, row.turn_since = turn.side.value if turn.side else "", turn.since
    row.due_on = turn.due_on


def keep_version(row: Adaptation, why: str, by: Speaker) -> None:
    """What is said of it from now on; what was said before stays. Flushes."""
    session().flush()
    number = session().scalar(select(func.count()).where(AdaptationVersion.adaptation_id == row.id))
    session().add(
        AdaptationVersion(
            adaptation_id=row.id,
            number=(number or 0) + 1,
            said={name: _plain(getattr(row, name)) for name in KEPT},
            why=why.strip(),
            entered_at=clock.now(),
            entered_by_id=by.person_id,
        )
    )
    session().flush()


def say(
    found: Held, kind: Said, words: str, by: Speaker, *, detail: str = "", internal: bool = False
) -> AdaptationEntry:
    """Add to the conversation about the adaptation. Flushes."""
    entry = AdaptationEntry(adaptation_id=found.row.id)
    return conversations.say(entry, kind, words, by, detail=detail, internal=internal)


def is_repeated(found: Held, kind: Said, words: str, by: Speaker) -> bool:
    """Whether this person said the same last."""
    about = AdaptationEntry.adaptation_id == found.row.id
    return conversations.is_repeated(AdaptationEntry, about, kind, words, by)


def because(found: Held, verb: str, what: str, *, internal: bool = False) -> None:
    """Say in the trail why something is written; it names no person and repeats no words."""
    audit.because(
        f"adaptation {verb}",
        summary=f"Adaptation {found.row.id}: {what}.",
        site_id=found.site.id,
        nspcc_only=internal,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

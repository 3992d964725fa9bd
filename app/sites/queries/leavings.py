"""Reads about those who leave a site."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Leaving, LeavingChoice, Membership
from app.sites.rules.leavings import Access, LeavingState


@dataclass(frozen=True)
class LeavingRow:
    """Somebody leaves a site, and how far that is. `record` is the handover page, once it is done;
    `access` is None before it was decided."""

    id: int
    site_id: int
    person_id: int
    name: str
    last_day: date
    note: str
    state: LeavingState
    access: Access | None
    access_until: date | None
    announced_at: datetime
    done_at: datetime | None
    record: str
    version: int


@dataclass(frozen=True)
class Chosen:
    """Who takes over one part; nobody where there is neither a person nor a name."""

    person_id: int | None
    name: str = ""
    email: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether the part is left to nobody."""
        return self.person_id is None and not self.name


def leavings_of(site_id: int) -> list[LeavingRow]:
    """Everybody who leaves or left a site, the latest announced first; withdrawn ones are left
    out."""
    kept = (Leaving.site_id == site_id, Leaving.state != LeavingState.WITHDRAWN.value)
    return _rows(_selected().where(*kept).order_by(Leaving.announced_at.desc(), Leaving.id.desc()))


def leaving_of(site_id: int, leaving_id: int) -> LeavingRow | None:
    """One leaving of this site; None when there is no such leaving here."""
    found = _rows(_selected().where(Leaving.site_id == site_id, Leaving.id == leaving_id))
    return found[0] if found else None


def announced(site_ids: Collection[int]) -> dict[int, list[LeavingRow]]:
    """Who is to leave each of these sites and has not handed over yet, the soonest first; sites
    without are absent."""
    if not site_ids:
        return {}
    waiting = (Leaving.site_id.in_(site_ids), Leaving.state == LeavingState.ANNOUNCED.value)
    found: dict[int, list[LeavingRow]] = {}
    for row in _rows(_selected().where(*waiting).order_by(Leaving.last_day, Leaving.id)):
        found.setdefault(row.site_id, []).append(row)
    return found


def choices_of(leaving_id: int) -> dict[str, Chosen]:
    """What was decided so far: part -> who takes it over."""
    rows = session().scalars(select(LeavingChoice).where(LeavingChoice.leaving_id == leaving_id))
    return {row.part: Chosen(row.person_id, row.name, row.email) for row in rows}


def access_to_end(today: date) -> list[int]:
    """Numbers of the memberships whose access was to end on a day before today, and has not."""
    rows = session().scalars(
        select(Membership.id)
        .join(
            Leaving,
            (Leaving.site_id == Membership.site_id) & (Leaving.person_id == Membership.person_id),
        )
        .where(
            Leaving.state == LeavingState.DONE.value,
            Leaving.access == Access.UNTIL.value,
            Leaving.access_until < today,
            Membership.started_at <= Leaving.done_at,  # somebody who came back later stays
            Membership.ended_at.is_(None),
        )
        .order_by(Membership.id)
    )
    return list(dict.fromkeys(rows))


def _selected() -> Select[Leaving, str]:
    return select(Leaving, Person.name).join(Person, Person.id == Leaving.person_id)


def _rows(chosen: Select[Leaving, str]) -> list[LeavingRow]:
    return [
        LeavingRow(
            id=row.id,
            site_id=row.site_id,
            person_id=row.person_id,
            name=name,
            last_day=row.last_day,
            note=row.note,
            state=LeavingState(row.state),
            access=Access(row.access) if row.access else None,
            access_until=row.access_until,
            announced_at=row.announced_at,
            done_at=row.done_at,
            record=row.record,
            version=row.version,
        )
        for row, name in session().execute(chosen)
    ]

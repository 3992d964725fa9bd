"""The register of a site: what waits for a view first, then what goes on, then what ended."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.core.db import session
from app.core.paging import Listed, page_of, sorted_by
from app.quality.models.adaptations import Adaptation
from app.quality.queries.adaptations.rows import AdaptationRow, rows_of, selected
from app.sites.rules.sides import Side

SORTS = ("since", "entered", "review")
GOING_ON, WAITING, NO_VIEW, ENDED = "going-on", "waiting", "no-view", "ended"


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" means any. `state` is going-on, waiting (for the NSPCC),
    no-view, ended, or a word of View; `component` a word of Component, `stage` one of Stage, `kind`
    one of Kind; `flag` critical or outside. `sort` is a key of SORTS, "-" before it turns it round,
    "" puts first what waits longest."""

    state: str = ""
    kind: str = ""
    component: str = ""
    stage: str = ""
    flag: str = ""
    sort: str = ""


@dataclass(frozen=True)
class SiteCounts:
    """Adaptations of a site that go on, how many of them wait for the NSPCC's view, and for how
    many it is that they are not the framework."""

    going_on: int
    waiting: int
    not_the_framework: int


def listed(site_id: int, wanted: Wanted, page: int = 1) -> Listed[AdaptationRow]:
    """One page of the register of a site; two statements."""
    base = selected().where(Adaptation.site_id == site_id)
    return page_of(base, narrowed(wanted), ordered(wanted.sort), rows_of, page)


def every_adaptation(site_id: int, wanted: Wanted) -> tuple[AdaptationRow, ...]:
    """The same without pages, for a file."""
    conditions = [Adaptation.site_id == site_id, *narrowed(wanted)]
    return rows_of(selected().where(*conditions).order_by(*ordered(wanted.sort)))


def counts(site_id: int) -> SiteCounts:
    """What goes on at a site; one statement."""
    row = session().execute(
        select(
            func.count(),
            func.count().filter(Adaptation.turn == Side.NSPCC.value),
            func.count().filter(Adaptation.view == "not-the-framework"),
        ).where(Adaptation.site_id == site_id, Adaptation.ended_on.is_(None))
    )
    return SiteCounts(*row.one())


def narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters as conditions."""
    found = _in_state(wanted.state)
    if wanted.kind:
        found.append(Adaptation.kind == wanted.kind)
    if wanted.component:
        found.append(Adaptation.components.contains(f",{wanted.component},", autoescape=True))
    if wanted.stage:
        found.append(Adaptation.stages.contains(f",{wanted.stage},", autoescape=True))
    if wanted.flag == "critical":
        found.append(Adaptation.critical.is_(True))
    elif wanted.flag == "outside":
        found.append(Adaptation.outside.is_(True))
    return found


def ordered(sort: str) -> list[Any]:
    """As asked; else what waits for a view, first due first, then what has none, then the rest,
    newest first, and last what ended."""
    columns: dict[str, Any] = {
        "since": Adaptation.since,
        "entered": Adaptation.entered_at,
        "review": Adaptation.review_on,
    }
    return sorted_by(columns, sort, Adaptation.id) or [
        Adaptation.ended_on.is_not(None),
        Adaptation.turn != Side.NSPCC.value,
        Adaptation.due_on.asc().nulls_last(),
        Adaptation.view != "",
        Adaptation.entered_at.desc(),
        Adaptation.id,
    ]


def _in_state(state: str) -> list[ColumnElement[bool]]:
    goes_on = Adaptation.ended_on.is_(None)
    conditions: dict[str, list[ColumnElement[bool]]] = {
        "": [],
        GOING_ON: [goes_on],
        WAITING: [goes_on, Adaptation.turn == Side.NSPCC.value],
        NO_VIEW: [goes_on, Adaptation.view == ""],
        ENDED: [Adaptation.ended_on.is_not(None)],
    }
    return list(conditions.get(state, [goes_on, Adaptation.view == state]))

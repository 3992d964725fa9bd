"""Raising actions: from a plan by hand, or from whatever finds that something is to be done."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.words import count, day
from app.plans import queries
from app.plans.models import Action, ActionCode, Objective
from app.plans.rules import (
    OPEN,
    ActionStatus,
    Fault,
    NewAction,
    OriginKind,
    check_action,
    one_line,
    refuse,
)
from app.plans.service.telling import tell_owners
from app.sites.models import Site


def raise_action(site_id: int, new: NewAction, raised_by: int) -> int:
    """Put one action into a site's plan and return its number; see `raise_actions`."""
    return raise_actions(site_id, [new], raised_by)[0]


def raise_actions(site_id: int, new: Sequence[NewAction], raised_by: int) -> list[int]:
    """Put actions into a site's plan, all or none; returns their numbers in the given order.

    One that is open there already, word for word and from the same origin, is not added again: a
    form that is sent twice raises its actions once. Raises `Refused`; the index of each fault says
    which action it is about. Call it after your own writes: what is flushed later would belong to
    this event of the trail.
    """
    if not new:
        return []
    site = session().get_one(Site, site_id, with_for_update=True)  # two at once wait
    refuse(_faults(site_id, new))
    written = [_action(site_id, place, one, raised_by) for place, one in enumerate(new)]
    rows = _missing(written)
    fresh = list(dict.fromkeys(row for row in rows if row not in session()))
    if fresh:
        audit.because(
            "action raised",
            summary=_raised(fresh),
            site_id=site_id,
            about_id=fresh[0].owner_id if len(fresh) == 1 else None,
        )
        session().add_all(fresh)
        session().flush()
        session().add_all(
            ActionCode(action_id=row.id, code=code)
            for row, one in zip(written, new, strict=True)
            if row in fresh
            for code in sorted(set(one.codes))
        )
        session().flush()
        tell_owners(site, fresh)
    return [row.id for row in rows]


def _faults(site_id: int, new: Sequence[NewAction]) -> list[Fault]:
    owners, today = queries.owners(site_id), clock.today()
    ours = objectives_of(site_id, {one.objective_id for one in new if one.objective_id})
    return [
        Fault(field, message, index)
        for index, one in enumerate(new)
        for field, message in [
            *check_action(one, owners, today),
            *check_objective_of(one.objective_id, ours),
        ]
    ]


def objectives_of(site_id: int, numbers: set[int]) -> set[int]:
    """Which of these numbers are objectives of the site."""
    if not numbers:
        return set()
    chosen = select(Objective.id).where(Objective.site_id == site_id, Objective.id.in_(numbers))
    return set(session().scalars(chosen))


def check_objective_of(objective_id: int | None, ours: Collection[int]) -> list[tuple[str, str]]:
    """A fault where the objective is not one of the site."""
    if objective_id is None or objective_id in ours:
        return []
    return [("objective", "Choose an objective of this plan")]


def _action(site_id: int, position: int, new: NewAction, raised_by: int) -> Action:
    origin = new.origin
    return Action(
        site_id=site_id,
        objective_id=new.objective_id,
        title=one_line(new.title),
        detail=new.detail.strip(),
        side=new.side,
        owner_id=new.owner_id,
        owner_name=new.owner_name.strip(),
        due_on=new.due_on,
        status=ActionStatus.OPEN.value,
        position=position,
        drop_reason="",
        entered_at=clock.now(),
        raised_by_id=raised_by,
        origin_kind=origin.kind if origin else OriginKind.NONE.value,
        origin_id=origin.id if origin else None,
        origin_part=origin.part if origin else "",
        origin_words=origin.words if origin else "",
        origin_path=origin.path if origin else "",
    )


_SAME = (
    *("title", "detail", "side", "owner_id", "owner_name", "due_on"),
    *("origin_kind", "origin_id", "origin_part"),
)


def _missing(rows: list[Action]) -> list[Action]:
    """The same rows, with one that is open already in place of its double."""
    kept = {}
    wanted = (Action.site_id == rows[0].site_id, Action.status.in_(OPEN))
    titles = Action.title.in_({row.title for row in rows})
    for row in session().scalars(select(Action).where(*wanted, titles).order_by(Action.id.desc())):
        kept[_identity(row)] = row
    return [kept.setdefault(_identity(row), row) for row in rows]


def _identity(row: Action) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _SAME)


def _raised(rows: Sequence[Action]) -> str:
    """What the history says; without titles, which people type, so that they can be erased."""
    words = dict.fromkeys(row.origin_words for row in rows if row.origin_words)
    source = f", from {'; '.join(words)}" if words else ""
    if len(rows) == 1:
        return f"Action raised{source}, due on {day(rows[0].due_on)}."
    return f"{count(len(rows), 'action')} raised{source}."

"""Authorities merge, split and follow one another, today or on a day to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core import audit, clock
from app.core.db import session
from app.sites import queries
from app.sites.models import (
    Authority,
    AuthorityCode,
    Reorganisation,
    Site,
    SiteAuthority,
    Succession,
)
from app.sites.queries.reorganisations import established_by, trace
from app.sites.rules import Refused, SuccessionKind
from app.sites.rules.succession import (
    SHORTEST_REASON,
    Plan,
    Problem,
    Standing,
    in_words,
    last_day,
    why_not,
    why_not_undone,
)
from app.sites.service.alone import alone
from app.sites.service.taking_part import hand_over, open_rows


@dataclass(frozen=True)
class Reorganise:
    """What is to happen: `predecessor_ids` end on `on`; existing and new authorities follow.

    `new_type` is the type of the new ones; nation and region are those of the first predecessor.
    """

    kind: SuccessionKind
    predecessor_ids: tuple[int, ...]
    existing_ids: tuple[int, ...]
    new_names: tuple[str, ...]
    new_type: str
    on: date
    reason: str


class NotPossible(Exception):
    """The reorganisation cannot be recorded; `problems` holds (field, what to do)."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(message for _, message in problems))
        self.problems = problems


def problems_with(wanted: Reorganise) -> list[Problem]:
    """Everything that forbids it, as (field, what to do); reads only."""
    return _problems(wanted, _load(wanted))


def _problems(wanted: Reorganise, loaded: dict[int, Authority]) -> list[Problem]:
    standing = _standing(loaded)
    plan = Plan(
        wanted.kind,
        tuple(standing[number] for number in wanted.predecessor_ids),
        tuple(standing[number] for number in wanted.existing_ids),
        wanted.new_names,
        wanted.on,
        wanted.reason,
    )
    taken = {name.casefold() for _, name in queries.choices(wanted.on)}
    return why_not(plan, taken, clock.today())


def _standing(loaded: dict[int, Authority]) -> dict[int, Standing]:
    adoptions: dict[int, list[tuple[str, date]]] = {}
    rows = session().execute(
        select(SiteAuthority.authority_id, Site.name, SiteAuthority.starts_on)
        .join(Site, Site.id == SiteAuthority.site_id)
        .where(SiteAuthority.authority_id.in_(loaded), SiteAuthority.ends_on.is_(None))
    )
    for number, name, starts_on in rows:
        adoptions.setdefault(number, []).append((name, starts_on))
    return {
        one.id: Standing(
            one.id,
            one.name,
            one.established_on,
            one.abolished_on,
            tuple(adoptions.get(one.id, ())),
        )
        for one in loaded.values()
    }


def _load(wanted: Reorganise) -> dict[int, Authority]:
    """Those named, as they are now, whatever this session read before it waited."""
    rows = session().scalars(
        select(Authority)
        .where(Authority.id.in_(wanted.predecessor_ids + wanted.existing_ids))
        .execution_options(populate_existing=True)
    )
    return {one.id: one for one in rows}


def reorganise(wanted: Reorganise) -> int:
    """Record a merger, split or succession; returns its number. Raises NotPossible.

    Predecessors end on the day and so do their codes; each adoption of theirs goes on, and the
    successors take part in it from that day.
    """
    alone()
    loaded = _load(wanted)
    problems = _problems(wanted, loaded)
    if problems:
        raise NotPossible(problems)
    before = [loaded[number] for number in wanted.predecessor_ids]
    existing = [loaded[number] for number in wanted.existing_ids]
    audit.because(
        "authorities reorganised",
        summary=_sentence(wanted, before, existing),
        reason=wanted.reason,
    )
    row = Reorganisation(reason=wanted.reason.strip(), recorded_at=clock.now())
    after = existing + _new(wanted, before[0])
    session().add_all([row, *after])
    _end(before, wanted.on)
    session().add_all(
        Succession(
            predecessor_id=old.id,
            successor_id=new.id,
            kind=wanted.kind,
            on=wanted.on,
            reorganisation_id=row.id,
        )
        for old in before
        for new in after
    )
    session().flush()
    _hand_over_adoptions(before, after, wanted, row.id)
    return row.id


def _sentence(wanted: Reorganise, before: list[Authority], existing: list[Authority]) -> str:
    old = ", ".join(one.name for one in before)
    new = ", ".join([*(one.name for one in existing), *wanted.new_names])
    return f"{old} {wanted.kind} {new} on {in_words(wanted.on)}."


def _new(wanted: Reorganise, like: Authority) -> list[Authority]:
    return [
        Authority(
            name=name,
            official_name=name,
            nation=like.nation,
            region=like.region,
            type=wanted.new_type,
            established_on=wanted.on,
        )
        for name in wanted.new_names
    ]


def _end(before: list[Authority], on: date) -> None:
    codes = select(AuthorityCode).where(
        AuthorityCode.authority_id.in_([one.id for one in before]),
        AuthorityCode.valid_to.is_(None),
    )
    with session().no_autoflush:
        for one in before:
            one.abolished_on = on
        for code in session().scalars(codes):
            code.valid_to = last_day(on)
    session().flush()


def _hand_over_adoptions(
    before: list[Authority], after: list[Authority], wanted: Reorganise, number: int
) -> None:
    names = {one.id: one.name for one in before}
    new = ", ".join(one.name for one in after)
    for row in open_rows(list(names)):
        audit.because(
            "authority followed",
            summary=f"{names[row.authority_id]} {wanted.kind} {new} on {in_words(wanted.on)}; "
            "the adoption goes on.",
            site_id=row.site_id,
            reason=wanted.reason,
        )
        hand_over(row, after, wanted.on, number)


def undo_reorganisation(number: int, reason: str) -> None:
    """Take back a reorganisation recorded by mistake, whole.

    Raises Refused when something depends on it or the reason is missing, LookupError when there
    is no such reorganisation.
    """
    alone()
    row = session().get(Reorganisation, number)
    if row is None:
        raise LookupError(f"There is no reorganisation with the number {number}.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("reason", "Say why it is taken back, in ten characters or more")
    new = established_by(number)
    obstacle = why_not_undone(trace(number, new))
    if obstacle:
        raise Refused("reason", obstacle)
    steps = _steps(number)
    _restore_adoptions(number, reason)
    audit.because(
        "reorganisation taken back",
        summary=f"Taken back: {', '.join(sorted({step.predecessor.name for step in steps}))} "
        f"{steps[0].kind} {', '.join(sorted({step.successor.name for step in steps}))}.",
        reason=reason,
    )
    _stand_again([step.predecessor for step in steps], steps[0].on)
    for gone in (steps, [*new, row]):  # what points at others goes first
        for one in gone:
            session().delete(one)
        session().flush()


def _steps(number: int) -> Sequence[Succession]:
    return (
        session()
        .scalars(
            select(Succession)
            .where(Succession.reorganisation_id == number)
            .options(joinedload(Succession.predecessor), joinedload(Succession.successor))
        )
        .all()
    )


def _restore_adoptions(number: int, reason: str) -> None:
    touched = (
        session()
        .scalars(
            select(SiteAuthority)
            .where((SiteAuthority.started_by_id == number) | (SiteAuthority.ended_by_id == number))
            .order_by(SiteAuthority.site_id, SiteAuthority.id)
        )
        .all()
    )
    told = None
    for row in touched:
        if row.site_id != told:
            audit.because(
                "reorganisation taken back",
                summary="A reorganisation of the authorities of this site was taken back.",
                site_id=row.site_id,
                reason=reason,
            )
            told = row.site_id
        if row.started_by_id == number:
            session().delete(row)
        else:
            row.ends_on = row.ended_by_id = None
        session().flush()


def _stand_again(before: list[Authority], on: date) -> None:
    codes = select(AuthorityCode).where(
        AuthorityCode.authority_id.in_([one.id for one in before]),
        AuthorityCode.valid_to == last_day(on),
    )
    with session().no_autoflush:
        for one in before:
            one.abolished_on = None
        for code in session().scalars(codes):
            code.valid_to = None
    session().flush()

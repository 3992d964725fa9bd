"""What is known of the use at many sites, in as many statements for one site as for hundreds."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from app.core.db import session
from app.indicators.rules.paths import STEPS, Path
from app.indicators.rules.ways import Lapse, Use
from app.journey.models import StageDecision
from app.measures.models import UseCount
from app.quality.models import SealedResult
from app.quality.models.adaptations import Adaptation
from app.quality.rules.adaptations.frame import Kind
from app.sites.models import Site
from app.sites.rules import Stage, Status
from app.sites.rules.months import first_of
from app.standing.models import StatusDeclaration

ONLY_LOOKS = (Kind.REWORDED.value, Kind.TRAINING.value)
"""Changes that leave the framework as it is used in original form."""
WINDOW = 12  # months
STALE = 3  # months without a count, from which the window ends with the last one


def uses(site_ids: Collection[int], today: date) -> list[Use]:
    """The use at each of these sites; seven statements."""
    counts, declared = _counts(site_ids, today), _declared(site_ids)
    changes, medians = _changes(site_ids), _medians(site_ids)
    lapses = _lapses(counts)
    _look_back(counts, today)
    rows = session().execute(
        select(Site.id, Site.stage, Site.status).where(Site.id.in_(site_ids)).order_by(Site.id)
    )
    return [
        Use(
            site_id=number,
            stage=Stage(stage),
            status=Status(status),
            lapses=lapses.get(number, ()),
            median=medians.get(number),
            **counts.get(number, {}),
            **declared.get(number, {}),
            **changes.get(number, {}),
        )
        for number, stage, status in rows
    ]


def _counts(site_ids: Collection[int], today: date) -> dict[int, dict[str, Any]]:
    """First and last month with a case, the latest counted, months and months with a case of the
    last twelve; of the month under way only a case says something."""
    present = first_of(today)
    begin = date(present.year - 1, present.month, 1)
    within = and_(UseCount.month >= begin, UseCount.month < present)
    started = case((UseCount.cases > 0, UseCount.month))
    rows = session().execute(
        select(
            UseCount.site_id,
            func.min(started).label("first"),
            func.max(started).label("last"),
            func.max(UseCount.month).label("counted"),
            func.count(case((within, 1))).label("months"),
            func.count(case((and_(within, UseCount.cases > 0), 1))).label("with_case"),
            func.count(started).label("started"),
        )
        .where(
            UseCount.superseded_at.is_(None),
            UseCount.month <= today,
            or_(UseCount.month < present, UseCount.cases > 0),
            UseCount.site_id.in_(site_ids),
        )
        .group_by(UseCount.site_id)
    )
    found = {}
    for row in rows:
        known = dict(row._mapping)
        known["months"] = _since_first(known, begin)
        found[known.pop("site_id")] = known
    return found


def _look_back(counts: Mapping[int, dict[str, Any]], today: date) -> None:
    """Where counting ended before the last months, or the last case is a year ago, the twelve
    months up to that count."""
    ends = {number: _window_end(one) for number, one in counts.items() if one["first"]}
    stale = [number for number, end in ends.items() if end < _months_before(today, STALE)]
    if not stale:
        return
    rows = session().execute(
        select(UseCount.site_id, UseCount.month, UseCount.cases).where(
            UseCount.site_id.in_(stale), UseCount.superseded_at.is_(None)
        )
    )
    found: dict[int, list[bool]] = {}
    for number, month, cases in rows:
        if month >= counts[number]["first"] and 0 <= _apart(month, ends[number]) < WINDOW:
            found.setdefault(number, []).append(cases > 0)
    for number, months in found.items():
        counts[number] |= {"months": len(months), "with_case": sum(months)}


def _window_end(known: Mapping[str, Any]) -> date:
    """The latest month counted, or the last one with a case after a year without."""
    last, counted = known["last"], known["counted"]
    end: date = counted if _apart(last, counted) < WINDOW else last
    return end


def _months_before(today: date, number: int) -> date:
    place = 12 * today.year + today.month - 1 - number
    return date(place // 12, place % 12 + 1, 1)


def _since_first(known: Mapping[str, Any], begin: date) -> int:
    """Counted months of the last twelve since the first case."""
    first, counted = known["first"], known["counted"]
    if first is None or first <= begin:
        return int(known["months"])
    return int(min(known["months"], _apart(first, counted) + 1))


def _apart(one: date, other: date) -> int:
    return 12 * (other.year - one.year) + other.month - one.month


def _lapses(counts: Mapping[int, dict[str, Any]]) -> dict[int, tuple[Lapse, ...]]:
    """Years without a case that ended with one. Only where so many months are empty that there can
    be one are the months themselves read."""
    wanted = []
    for number, known in counts.items():
        started = known.pop("started")
        if known["first"] is not None:
            empty = _apart(known["first"], known["last"]) + 1 - started
            wanted += [number] if empty >= WINDOW else []
    if not wanted:
        return {}
    months: dict[int, list[date]] = {}
    for number, month in session().execute(
        select(UseCount.site_id, UseCount.month)
        .where(UseCount.site_id.in_(wanted), UseCount.superseded_at.is_(None), UseCount.cases > 0)
        .order_by(UseCount.site_id, UseCount.month)
    ):
        months.setdefault(number, []).append(month)
    return {number: lapses_of(found) for number, found in months.items()}


def lapses_of(months: Collection[date]) -> tuple[Lapse, ...]:
    """The gaps of a year or more between months with a case, given in order."""
    known = list(months)
    pairs = zip(known, known[1:], strict=False)
    return tuple(Lapse(one, after) for one, after in pairs if _apart(one, after) > WINDOW)


def _declared(site_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """When it was first declared as stopped, and when last as active after that."""
    found: dict[int, dict[str, Any]] = {}
    rows = session().execute(
        select(StatusDeclaration.site_id, StatusDeclaration.status, StatusDeclaration.on)
        .where(StatusDeclaration.site_id.in_(site_ids))
        .order_by(StatusDeclaration.id)
    )
    for number, status, on in rows:
        known = found.setdefault(number, {})
        if status == Status.STOPPED.value:
            known.setdefault("stopped_on", on)
        elif status == Status.ACTIVE.value and "stopped_on" in known:
            known["resumed_on"] = on
    return found


def _changes(site_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Whether changes in force say that it is used as a toolkit, or otherwise adapted."""
    toolkit = Adaptation.kind == Kind.TOOLKIT.value
    other = and_(Adaptation.kind.not_in(ONLY_LOOKS), Adaptation.kind != Kind.TOOLKIT.value)
    rows = session().execute(
        select(
            Adaptation.site_id,
            func.count(case((toolkit, 1))),
            func.count(case((other, 1))),
        )
        .where(Adaptation.ended_on.is_(None), Adaptation.site_id.in_(site_ids))
        .group_by(Adaptation.site_id)
    )
    return {
        number: {"is_toolkit": bool(tools), "is_adapted": bool(others)}
        for number, tools, others in rows
    }


def _medians(site_ids: Collection[int]) -> dict[int, float]:
    """The median of the latest round with five cases or more."""
    latest = (
        select(SealedResult.site_id, func.max(SealedResult.number).label("number"))
        .where(SealedResult.median.is_not(None), SealedResult.site_id.in_(site_ids))
        .group_by(SealedResult.site_id)
        .subquery()
    )
    rows = session().execute(
        select(SealedResult.site_id, SealedResult.median).join(
            latest,
            and_(latest.c.site_id == SealedResult.site_id, latest.c.number == SealedResult.number),
        )
    )
    return {number: median for number, median in rows if median is not None}


def paths(site_ids: Collection[int]) -> list[Path]:
    """When each of these sites came to each stage; three statements."""
    decided, began = _decided(site_ids), _began(site_ids)
    ended = {number: known.get("stopped_on") for number, known in _declared(site_ids).items()}
    rows = session().execute(
        select(Site.id, Site.contract_on, Site.stage, Site.status).where(Site.id.in_(site_ids))
    )
    return [
        Path(
            number,
            contract_on,
            began.get(number, Stage(stage)),
            status == Status.ACTIVE.value,
            ended.get(number),
            decided.get(number, {}),
        )
        for number, contract_on, stage, status in rows
    ]


def _decided(site_ids: Collection[int]) -> dict[int, dict[Stage, date]]:
    days = [
        func.min(
            case(
                (
                    StageDecision.to_stage.in_(
                        [one.value for one in Stage if one.number >= stage.number]
                    ),
                    StageDecision.decided_on,
                )
            )
        )
        for stage in STEPS
    ]
    rows = session().execute(
        select(StageDecision.site_id, *days)
        .where(StageDecision.site_id.in_(site_ids))
        .group_by(StageDecision.site_id)
    )
    return {
        row[0]: {stage: on for stage, on in zip(STEPS, row[1:], strict=True) if on is not None}
        for row in rows
    }


def _began(site_ids: Collection[int]) -> dict[int, Stage]:
    """The stage before the first decision."""
    first = (
        select(func.min(StageDecision.id))
        .where(StageDecision.site_id.in_(site_ids))
        .group_by(StageDecision.site_id)
    )
    rows = session().execute(
        select(StageDecision.site_id, StageDecision.from_stage).where(StageDecision.id.in_(first))
    )
    return {number: Stage(stage) for number, stage in rows}

"""Judging sites: what holds now is kept, what changed is history, and a worse level is told."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_for, insert_new
from app.indicators.models import IndicatorSnapshot, SiteIndicators
from app.indicators.programme import weights
from app.indicators.queries.gathering import known_of
from app.indicators.queries.present import Override, answers_of, held_of, overrides_of
from app.indicators.rules.answering import Overridden
from app.indicators.rules.known import Known
from app.indicators.rules.patience import Held, judge
from app.indicators.rules.readings import Judgement, judge_site
from app.indicators.rules.warning import Answer
from app.indicators.service.carrying import Carried, carry
from app.indicators.service.columns import Columns, figures, judged_status, present
from app.indicators.service.summing import keep_sums
from app.sites.rules.levels import Level

BATCH = 200


@dataclass(frozen=True)
class _Look:
    """One look at a site: what is judged, the level held, and what is set by hand."""

    judgement: Judgement
    held: Held
    override: Override | None
    status: str | None

    @property
    def carried(self) -> Carried:
        """The level the site carries, and why."""
        warning, by_hand = self.judgement.warning, self.override
        level = Level(by_hand.value) if by_hand else self.held.level
        reason = by_hand.reason if by_hand else warning.reason
        return Carried(level, reason, warning.marks, by_hand is not None, self.judgement.resting)


def refresh(site_ids: Collection[int]) -> int:
    """Judge these sites as of today, in the transaction around; how many changed in any figure.

    Some fifty statements for up to 200 sites, and a few for each site whose level changes. Two at
    the same moment wait for each other.
    """
    today = clock.today()
    before = _hold(site_ids)
    known = known_of(site_ids)
    wrong, by_hand = _wrong(site_ids, today), overrides_of(site_ids, today)
    looks = {
        number: _look(known[number], before.get(number), wrong.get(number), by_hand.get(number, {}))
        for number in sorted(known)
    }
    changed = [n for n, one in looks.items() if _has_changed(one, before.get(n))]
    _keep(looks, before, today)
    carry({number: looks[number].carried for number in looks})
    _write_history({number: looks[number] for number in changed}, today)
    keep_sums(known, today)
    return len(changed)


def _hold(site_ids: Collection[int]) -> dict[int, SiteIndicators]:
    """The rows of these sites, held until the end of the transaction."""
    chosen = (
        select(SiteIndicators)
        .where(SiteIndicators.site_id.in_(site_ids))
        .order_by(SiteIndicators.site_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.site_id: row for row in session().scalars(chosen)}


def _wrong(site_ids: Collection[int], today: date) -> Mapping[int, frozenset[str]]:
    """The signals whose data people say is wrong, by site."""
    said = answers_of(site_ids, today)
    return {
        number: frozenset(code for code, one in some.items() if one.answer is Answer.DATA_ERROR)
        for number, some in said.items()
    }


def _look(
    known: Known,
    before: SiteIndicators | None,
    wrong: frozenset[str] | None,
    by_hand: Mapping[Overridden, Override],
) -> _Look:
    today = clock.today()
    judgement = judge_site(known, today, weights(), wrong or frozenset())
    held = None if before is None else held_of(before)
    if held is None or not judgement.resting:  # at rest, nothing moves
        held = judge(held, judgement.warning.level, today)
    declared = by_hand.get(Overridden.STATUS)
    return _Look(
        judgement,
        held,
        by_hand.get(Overridden.LEVEL),
        declared.value if declared else judged_status(judgement),
    )


def _keep(looks: Mapping[int, _Look], before: Mapping[int, SiteIndicators], today: date) -> None:
    """Write down what holds now: new rows at once, the others by their number."""
    new = [{"site_id": n} | _row(one, today) for n, one in looks.items() if n not in before]
    insert_new(SiteIndicators, ("site_id",), new, "site_id")
    for number, row in before.items():
        if number in looks:
            for name, value in _row(looks[number], today).items():
                setattr(row, name, value)
    session().flush()


def _row(look: _Look, today: date) -> Columns:
    return present(look.judgement, look.held, look.status, today, clock.now())


def _has_changed(look: _Look, before: SiteIndicators | None) -> bool:
    """Whether any figure is another than before; days that pass change no figure."""
    now = figures(look.judgement, look.status)
    return before is None or any(getattr(before, name) != one for name, one in now.items())


def _write_history(looks: Mapping[int, _Look], today: date) -> None:
    """A row for the day, or the row of the day anew: the last of a day stands."""
    if not looks:
        return
    current = session()
    new = insert_for(current)(IndicatorSnapshot.__table__)
    rows = [
        {"site_id": number, "on": today, "judged_at": clock.now()}
        | {"level": one.carried.level.value}
        | figures(one.judgement, one.status)
        for number, one in looks.items()
    ]
    changed = [name for name in rows[0] if name not in ("site_id", "on")]
    current.execute(
        new.on_conflict_do_update(
            index_elements=["site_id", "on"], set_={name: new.excluded[name] for name in changed}
        ),
        rows,
    )

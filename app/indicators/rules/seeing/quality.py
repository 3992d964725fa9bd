"""Audits, adaptations, returns, and what the authority's own papers hold."""

from datetime import date, timedelta

from app.indicators.rules.facts import Change, Changes, Quality, Supply, Use
from app.indicators.rules.known import Adapted, Embedded, Known, View

YEAR = timedelta(days=365)
FEWEST_FILES = 5
FEWEST_ELIGIBLE = 6
ROUND_EVERY = 182  # days; six-monthly once a site is past its pilot (§3.14)


def quality_on(known: Known, use: Use, on: date) -> Quality | None:
    """The rounds of case audits closed by then; a share of fewer than five files is not shown."""
    if known.audits is None:
        return None
    closed = sorted(
        (one for one in known.audits if one.closed_on <= on), key=lambda one: one.closed_on
    )
    begun = min(
        [day for day in (use.first_on,) if day] + [one.closed_on for one in closed[:1]] or [on]
    )
    months = min((on - begun).days, 365)
    return Quality(
        as_of=closed[-1].closed_on if closed else None,
        shown=tuple(one for one in closed if one.files >= FEWEST_FILES and one.median is not None),
        rounds=sum(on - YEAR < one.closed_on for one in closed),
        last_on=closed[-1].closed_on if closed else None,
        due=months // ROUND_EVERY,
    )


def changes_on(known: Known, on: date) -> Changes | None:
    """The adaptations in force, and how long the oldest waits for the NSPCC's view."""
    if known.adaptations is None:
        return None
    begun = [one for one in known.adaptations if one.since <= on]
    ours = [one for one in begun if one.until is None or one.until > on]
    waiting = [
        (on - one.entered_on).days
        for one in ours
        if one.owed and one.entered_on <= on and one.seen(on) is None
    ]
    days = [one.entered_on for one in begun] + [one.viewed_on for one in begun if one.viewed_on]
    return Changes(
        max((day for day in days if day <= on), default=None),
        tuple(_change(one, on) for one in ours),
        max(waiting, default=None),
    )


def _change(one: Adapted, on: date) -> Change:
    view = one.seen(on)
    keeps = one.keeps
    if view is not None:
        keeps = {View.CONSISTENT: True, View.NOT_THE_FRAMEWORK: False}.get(view)
    return Change(one.what, one.since, keeps, view in (View.CONSISTENT, View.WATCH), one.core)


def supply_on(known: Known, on: date) -> Supply | None:
    """The returns that were due in the last 12 months, and the latest with its cohort."""
    if known.returns is None:
        return None
    due = [one for one in known.returns if on - YEAR < one.due_on <= on]
    sent = [one for one in known.returns if one.sent_on is not None and one.sent_on <= on]
    with_cohort = [one for one in sent if one.eligible is not None and one.cases is not None]
    latest = max(with_cohort, key=lambda one: one.quarter, default=None)
    return Supply(
        as_of=max((one.sent_on for one in sent if one.sent_on), default=None),
        due=len(due),
        on_time=sum(one.sent_on is not None and one.sent_on <= one.due_on for one in due),
        eligible=latest.eligible if latest else None,
        cases=latest.cases if latest else None,
        quarter=latest.quarter if latest else None,
    )


def embedded_on(known: Known, on: date) -> Embedded | None:
    """What was last said about the authority's own papers."""
    said = [one for one in known.embedded or () if one.on <= on]
    return max(said, key=lambda one: one.on, default=None)

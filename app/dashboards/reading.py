"""Sentences that read the charts of many sites: plain values in, one or two sentences out."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.core.charts import joined
from app.core.words import count, month
from app.dashboards.queries.portfolio import Bands, MonthOfUse, Places, Reached, Recency
from app.journey.rules import TimeBand
from app.sites.rules import Stage, Status
from app.training.rules.coverage import Extent


def sites(number: int) -> str:
    """ "1 active site", "12 active sites"."""
    return count(number, "active site")


def funnel_sentence(stages: Mapping[tuple[Stage, Status], int]) -> str:
    """Where most sites stand, how many came far, and how many rest."""
    total = sum(stages.values())
    if not total:
        return "No site fits."
    by_stage = {one: sum(n for (s, _), n in stages.items() if s is one) for one in Stage}
    fullest = max(Stage, key=lambda one: by_stage[one])
    far = by_stage[Stage.FULL] + by_stage[Stage.SUSTAINABILITY]
    found = (
        f"Of {count(total, 'site')}, most are in {fullest.label} ({by_stage[fullest]:,});"
        f" {far:,} {_have(far)} reached Full implementation or later"
    )
    rest = [
        f"{number:,} {_are(number)} {status.value}"
        for status in (Status.PAUSED, Status.STOPPED)
        if (number := sum(n for (_, s), n in stages.items() if s is status))
    ]
    return f"{found}. {' and '.join(rest)}." if rest else f"{found}. All are active."


def bands_sentence(found: Bands) -> str:
    """How much is done and late, and in which band most of what is late lies."""
    done, counted, late = (
        sum(getattr(one, part) for row in found.rows.values() for one in row.values())
        for part in ("done", "counted", "late")
    )
    if not counted:
        return "No milestone is planned at these sites yet."
    said = f"{done:,} of {count(counted, 'milestone')} {_are(done)} done"
    if not late:
        return f"{said}, and none is past its date."
    by_band = {
        band: sum(row[band].late for row in found.rows.values() if band in row) for band in TimeBand
    }
    worst = max(TimeBand, key=lambda band: by_band[band])
    return (
        f"{said}, and {late:,} {_are(late)} past {'its' if late == 1 else 'their'} date:"
        f" {by_band[worst]:,} of them in the band “{worst.label}”."
    )


def fields_sentence(found: Places) -> str:
    """What a mark is where it is not one site, and who of those stuck or rushed is grave."""
    if found.is_by_site:
        return ""
    said = " Each mark stands for all sites in its part of the plane, larger the more they are."
    if not found.grave:
        return said
    more = found.grave - len(found.named)
    names = joined([*found.named, f"{more:,} more"] if more else found.named)
    return f"{said} Stuck or rushed and a concern or acute: {names}."


def recency_sentence(found: Recency) -> str:
    """How many were called lately, how many wait too long, how many were never called."""
    total = sum(a + b for a, b in found.groups)
    if not total:
        return "No active site here is worked out yet, so nobody is known to wait for a call."
    lately = sum(a + b for a, b in found.groups[:2])
    late, never = sum(b for _, b in found.groups), sum(found.groups[-1])
    said = f"{lately:,} of {sites(total)} {_were(lately)} called in the last 30 days"
    said += f"; {late:,} {_wait(late)} longer than {'its' if late == 1 else 'their'} rhythm allows"
    return f"{said}; {never:,} {_were(never)} never called." if never else f"{said}."


def coverage_sentence(practitioners: Reached, managers: Reached) -> str:
    """At how many sites practitioners and managers are covered, or not half of them."""
    total, unknown = practitioners.total, practitioners.of(Extent.UNKNOWN)
    below = practitioners.of(Extent.BELOW)
    if not total:
        return "No active site here is worked out yet, so nobody is known to wait for training."
    if unknown == total:
        return "No active site here has said yet how many are to be trained."
    high, other = practitioners.of(Extent.LINE), managers.of(Extent.LINE)
    said = (
        f"At {high:,} of {sites(total)} 80% or more of the practitioners who are to"
        f" be trained are trained and in post, and at {other:,} as many of the managers"
    )
    if below:
        said += f"; at {below:,} it is fewer than half of the practitioners"
    if unknown:
        said += f". {count(unknown, 'site')} {_have(unknown)} not said"
        said += " yet how many are to be trained"
    return f"{said}."


def use_sentence(months: Sequence[MonthOfUse], newest: date, asked: int) -> str:
    """The last three months against the three before, and how many entered the newest one."""
    if not months:
        return "No site has entered yet how many cases began."
    held = {one.month: one for one in months}
    spans = (_sum(held, newest, 0), _sum(held, newest, 3))
    sites_in = held[newest].sites if newest in held else 0
    entered = f"{sites_in:,} of {sites(asked)} entered {month(newest)}" if asked else ""
    said = (
        f"{count(spans[0], 'case').capitalize()} began in the three months up to {month(newest)},"
        f" against {spans[1]:,} in the three before"
    )
    return f"{said}; {entered}." if entered else f"{said}."


def _sum(held: Mapping[date, MonthOfUse], newest: date, back: int) -> int:
    first = newest.year * 12 + newest.month - 1 - back
    wanted = {date((first - n) // 12, (first - n) % 12 + 1, 1) for n in range(3)}
    return sum(one.cases for when, one in held.items() if when in wanted)


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _wait(number: int) -> str:
    return "waits" if number == 1 else "wait"

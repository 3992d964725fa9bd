"""What the charts of fidelity say, in a sentence each."""

from collections.abc import Mapping, Sequence

from app.core.charts import Spread, cut
from app.core.words import count
from app.dashboards.queries.fidelity import Presence, Quarter, Two
from app.dashboards.rules.trend import Method, Trend
from app.indicators.rules.definitions import DEFINITIONS
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component
from app.sites.rules.months import quarter_in_words

HIGH, LOW = DEFINITIONS["FI1"].first, DEFINITIONS["FI1"].second
WIDE, ISOLATED = DEFINITIONS["FI2"].first, DEFINITIONS["FI2"].second
NO_ROUND = "No site has closed a round of five cases or more yet, so no percentage is shown."


def rounds_sentence(found: Spread | None, high: int) -> str:
    """How the medians of the latest rounds are spread; `high` sites are at 80% or more."""
    if found is None:
        return NO_ROUND
    if found.count == 1:
        return f"One site has a round with figures; its median is {cut(found.median, 0)}%."
    at = "is" if high == 1 else "are"
    return (
        f"Half of {found.count:,} sites follow the framework to {cut(found.median, 0)}% or more; "
        f"the middle half lies between {cut(found.lower, 0)}% and {cut(found.upper, 0)}%, and "
        f"{high:,} {at} at {HIGH:g}% or more."
    )


def components_sentence(found: Sequence[Presence]) -> str:
    """Which components are there least often; `found` begins with the lowest."""
    known = [one for one in found if one.cases]
    if not known:
        return NO_ROUND
    worst, best = known[0], known[-1]
    low = sum(100 * one.present < HIGH * one.cases for one in known)
    are = "is" if low == 1 else "are"
    return (
        f"“{Component(worst.code).label}” is there least often, in {_percent(worst)}% of "
        f"{count(worst.cases, 'case')}; “{Component(best.code).label}” most often, in "
        f"{_percent(best)}%. {low} of {len(known)} components {are} below {HIGH:g}%."
    )


def _percent(one: Presence) -> str:
    return cut(100 * one.present / one.cases, 0)


def trend_sentence(found: Sequence[Quarter], read: Trend) -> str:
    """Which way adherence goes, by which rule."""
    if not found:
        return NO_ROUND
    last = found[-1]
    now = (
        f"In {quarter_in_words(last.quarter)} the medians of {count(last.rounds, 'round')} were "
        f"{cut(last.mean, 0)}% in the mean"
    )
    if read.method is Method.NONE:
        few = count(len(found), "quarter")
        return f"{now}; over {few} nothing can be said yet of where it goes."
    if not read.signals:
        return f"{now}; over {len(found)} quarters it moves no more than by chance."
    way = "up" if read.rises else "down"
    return f"{now}; over {len(found)} quarters it moved {way} by more than chance."


def two_sentence(found: Sequence[Two]) -> str:
    """How many follow it closely, how many use it widely, and how many do both."""
    both = [one for one in found if one.adherence is not None and one.reach is not None]
    if not both:
        return "Not enough data: no site has both adherence and reach yet."
    close = [one for one in both if (one.adherence or 0) >= HIGH]
    wide = [one for one in both if (one.reach or 0) >= WIDE]
    also = [one for one in close if (one.reach or 0) >= WIDE]
    few = [one for one in close if (one.reach or 0) < ISOLATED]
    text = (
        f"Of {count(_sites(both), 'site')} with both numbers, {_do(close, 'follows', 'follow')} it "
        f"closely ({HIGH:g}% or more), {_do(wide, 'uses', 'use')} it widely ({WIDE:g}% of eligible "
        f"children or more), and {_do(also, 'does', 'do')} both."
    )
    if few:
        number = _sites(few)
        who = few[0].site if number == 1 else f"{number:,} sites"
        verb = "follows" if number == 1 else "follow"
        text += f" {who} {verb} it closely, but in isolated cases only."
    return text


def _do(found: Sequence[Two], one: str, many: str) -> str:
    number = _sites(found)
    return f"{number:,} {one}" if number == 1 else f"{f'{number:,}' if number else 'none'} {many}"


def _sites(found: Sequence[Two]) -> int:
    return sum(one.number for one in found)


def adaptations_sentence(found: Mapping[str, Mapping[str, int]], in_force: int) -> str:
    """Which component is touched most, and what the NSPCC thinks of it."""
    sums = {code: sum(views.values()) for code, views in found.items()}
    most = max(sums, key=lambda code: sums[code], default="")
    if not in_force:
        return "No change to the framework is in force at any site."
    if not most or not sums[most]:
        return f"{count(in_force, 'change').capitalize()} in force, none of them to the core."
    views = found[most]
    said = [f"{views[view.value]:,} {view.label.lower()}" for view in View if views.get(view.value)]
    if views.get(""):
        said.append(f"{views['']:,} without a view yet")
    return (
        f"Of {count(in_force, 'change')} in force, {sums[most]:,} "
        f"{'touches' if sums[most] == 1 else 'touch'} “{Component(most).label}”, more than any "
        f"other component: {', '.join(said)}."
    )

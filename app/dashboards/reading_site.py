"""Sentences that read the five charts of one site: plain values in, sentences out."""

from collections.abc import Sequence
from datetime import date

from app.core.charts import cut, joined, plain
from app.core.statistics.runs import Runs
from app.core.words import count, day, month
from app.dashboards.queries.one_site import FEWEST_RETURNS, Quarter, Step
from app.indicators.rules.known import AuditRound
from app.indicators.rules.marks import Colour, Component, Ground
from app.indicators.rules.sustainability import Sustainability
from app.sites.rules.months import last_of_quarter

LINE = 80  # per cent


def track_sentence(steps: Sequence[Step], today: date) -> str:
    """How much was to be done by today, how much is, and how much is late."""
    if not steps:
        return "Not enough data: no milestone is planned yet."
    planned = sum(one.planned_on is not None and one.planned_on <= today for one in steps)
    done = sum(one.done_on is not None for one in steps)
    late = sum(one.late for one in steps)
    said = (
        f"{done} of {count(len(steps), 'milestone')} {'is' if done == 1 else 'are'} done on"
        f" {day(today)}; the first plan had {planned} by now"
    )
    if late:
        return f"{said}, and {late} {'is' if late == 1 else 'are'} past the date agreed since."
    return f"{said}. Nothing is past its date."


def well_sentence(rounds: Sequence[AuditRound], names: dict[str, str]) -> str:
    """The middle of the newest round with enough files, against the one before; what is weakest."""
    shown = [one for one in rounds if one.median is not None]
    if not rounds:
        return "Not enough data: no round of case audits is closed yet."
    if not shown:
        return "Not enough data: no closed round has five audited files or more."
    last = shown[-1]
    said = (
        f"In the round closed on {day(last.closed_on)} the middle one of"
        f" {count(last.files, 'audited file')} reached {_percent(last.median)}"
    )
    if len(shown) > 1:
        said += f", after {_percent(shown[-2].median)} in the round before"
    low = sorted((value, code) for code, value in last.parts if value < LINE)
    if not low:
        return f"{said}. Every part of the framework that was judged reached {LINE}%."
    named = joined([f"“{names[code]}” ({_percent(value)})" for value, code in low[:2]])
    return f"{said}. Weakest: {named}."


def enough_sentence(cases: Sequence[tuple[date, int]], found: Runs, missing: int) -> str:
    """How many cases began lately, whether that moved by more than chance, what is missing."""
    if not cases:
        return "Not enough data: nobody has entered yet how many cases began."
    last = cases[-1][0]
    total = sum(number for when, number in cases[-12:])
    said = (
        f"{count(total, 'case').capitalize()} began in the last {_months(len(cases[-12:]))}"
        f" entered, up to {month(last)}; in the middle month {plain(found.median or 0)}"
    )
    if found.shifted:
        way = "above" if found.above else "below"
        said += f". {len(found.longest)} months in a row were {way} the middle: more than chance"
        said += " explains"
    elif found.crosses_seldom:
        said += ". It crossed its middle less often than chance explains, so something has changed"
    elif found.enough:
        said += ". The ups and downs are what chance explains"
    else:
        said += ". These are too few months to tell a change from chance"
    return f"{said}. {_gap(missing)}" if missing else f"{said}."


def _gap(missing: int) -> str:
    return (
        f"{count(missing, 'month').capitalize()} {'was' if missing == 1 else 'were'} not entered."
    )


def kept_sentence(found: Sustainability | None) -> str:
    """The index with what it rests on, and how many parts are weak or not known."""
    if found is None:
        return "Not enough data: what makes use last is worked out once a day, and was not yet."
    weak = sum(one.colour is Colour.RED for one in found.components)
    strong = sum(one.colour is Colour.GREEN for one in found.components)
    asked = sum(one.ground is not Ground.NOT_YET for one in found.components)
    parts = (
        f"{strong} of {count(asked, 'component')} asked for by now {_are(strong)} strong,"
        f" {weak} {_are(weak)} weak and {found.not_known} {_are(found.not_known)} not known"
    )
    if found.index is None:
        return f"Not enough data for an index yet. {parts}."
    return f"The sustainability index is {cut(found.index, 0)} of 100. {parts}."


def helping_sentence(quarters: Sequence[Quarter]) -> str:
    """How many returned home and came back, of all and of those with the framework."""
    if not quarters:
        return "Not enough data: no quarterly return has been handed in yet."
    last = quarters[-1]
    if last.everybody.percent is None and last.framework.percent is None:
        return (
            f"Not enough data: fewer than {FEWEST_RETURNS} returns home have been followed for 12"
            f" months in the year up to {month(last_of_quarter(last.quarter))}."
        )
    said = [
        f"of {count(one.returns, 'return')} home {who}, {one.again} ({_percent(one.percent)})"
        for one, who in (
            (last.everybody, "of all children"),
            (last.framework, "with the framework"),
        )
        if one.percent is not None
    ]
    words = "; ".join(said)
    return (
        f"{words[0].upper()}{words[1:]} ended in care again within 12 months, in the year up to"
        f" {month(last_of_quarter(last.quarter))}. The groups differ, so this is no proof of an"
        " effect."
    )


def component_words(one: Component) -> str:
    """How a component stands, in a word."""
    return one.colour.label if one.colour else one.ground.label


def _percent(value: float | None) -> str:
    return f"{cut(value or 0, 0)}%"


def _months(number: int) -> str:
    return "month" if number == 1 else f"{number} months"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"

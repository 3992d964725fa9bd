"""The result of audit rounds in sentences, charts and tables, from one dataset each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.core.charts import Column, Figure, Frame, Kind, Target, bars, joined
from app.core.statistics.proportions import wilson
from app.core.words import count, short_day
from app.instruments.rules import Instrument, shown
from app.quality.queries.audit_results import Sealed
from app.quality.queries.audits import RoundRow
from app.quality.rules.agreement import FEWEST_CASES, FEWEST_PAIRS, Agreement, agreement, in_words
from app.quality.rules.audits import FEWEST, Grade
from app.quality.rules.fidelity import HIGH, Part, RoundResult, round_result

TARGET = Target(HIGH, f"{HIGH}%: followed closely")
TOO_FEW = f"Fewer than {FEWEST} cases"


@dataclass(frozen=True)
class Reading:
    """A round's result for its page; `earlier` are the results of closed rounds before it."""

    result: RoundResult
    agreement: Agreement
    band: str

    @property
    def sentence(self) -> str:
        """What the round came to, in a sentence; empty with too few cases."""
        return _sentence(self.result, self.band)

    @property
    def high_words(self) -> str:
        """The share of cases at 80% or more, with how sure one can be of it."""
        if self.result.high is None:
            return ""
        sure = wilson(self.result.high, self.result.n)
        percent = Fraction(100 * self.result.high, self.result.n)
        return (
            f"{self.result.high} of {count(self.result.n, 'case')} reached {HIGH}% or more "
            f"({shown(percent, 0)}%; with so few cases the true share may lie anywhere between "
            f"{100 * sure.low:.0f}% and {100 * sure.high:.0f}%)."
        )

    @property
    def agreement_words(self) -> str:
        """How far two auditors agreed, in words."""
        return _agreement_words(self.agreement)

    @property
    def components(self) -> Frame:
        """The components as rows."""
        return _frame("Components", "Component", self.result.components, coded=True)

    @property
    def stages(self) -> Frame:
        """The stages as rows."""
        return _frame("Stages", "Stage", self.result.stages)

    @property
    def criticals(self) -> Frame:
        """The critical items as rows, with the share of cases that pass."""
        return _frame("Critical items", "Item", self.result.criticals, coded=True, passed=True)

    @property
    def items(self) -> Frame:
        """Every item as a row."""
        return _frame("Items", "Item", self.result.items, coded=True, passed=True)

    @property
    def grades(self) -> list[tuple[str, int]]:
        """(grade in words, how many cases), best first; empty below five cases."""
        if not self.result.grades:
            return []
        return [(one.label, self.result.grades.get(int(one.value), 0)) for one in Grade]

    @property
    def component_sentence(self) -> str:
        """What the chart of components shows."""
        return _part_sentence("component", self.result.components)

    @property
    def critical_sentence(self) -> str:
        """What the table of critical items shows."""
        known = [one for one in self.result.criticals if one.passed is not None]
        weak = [one.id for one in known if one.passed is not None and one.passed < HIGH]
        if not known:
            return f"No critical item applied to {FEWEST} cases or more."
        if not weak:
            return f"Every critical item is on the file in at least {HIGH}% of the cases."
        verb = "is" if len(weak) == 1 else "are"
        return f"{joined(weak)} {verb} missing in more than a fifth of the cases."

    @property
    def component_figure(self) -> Figure:
        """The components as a chart."""
        return _figure(self.components)

    def frame(self, part: str) -> Frame | None:
        """The frame of a download; None for no part of the result."""
        known = {
            "components": self.components,
            "stages": self.stages,
            "critical-items": self.criticals,
            "items": self.items,
        }
        return known.get(part)


def read(found: RoundRow, sealed: Sealed) -> Reading:
    """What a round came to."""
    instrument = found.instrument()
    points = [point.value for point in instrument.scale.points]
    result = round_result(instrument, sealed.first, sealed.grades)
    return Reading(result, agreement(sealed.pairs, points), band_of(instrument, result.median))


def band_of(instrument: Instrument, percent: Fraction | None) -> str:
    """The name of the band that a percentage reaches; empty without one."""
    if percent is None:
        return ""
    return next(b.label for b in instrument.scoring.bands if percent >= b.from_percent)


def lacking_words(result: RoundResult, *, is_open: bool) -> str:
    """How many cases lack for figures; empty where there are enough."""
    if result.is_enough:
        return ""
    lacks = (
        f"{result.lacking} more and the figures show" if is_open else f"{result.lacking} too few"
    )
    return (
        f"{count(result.n, 'case').capitalize()} handed in: {lacks}. Of fewer than {FEWEST} cases "
        "a percentage would say more about chance, and about single families, than about the work."
    )


def past_frame(rounds: Sequence[RoundRow], sealed: Mapping[int, Sealed]) -> Frame:
    """Rounds side by side, oldest first."""
    rows = []
    for one in sorted(rounds, key=lambda row: row.number):
        reading = read(one, sealed[one.id])
        result, pairs = reading.result, reading.agreement
        rows.append(
            {
                "round": one.title,
                "until": one.said.last_day,
                "cases": result.n,
                "median": _number(result.median),
                "lower": _number(result.lower),
                "upper": _number(result.upper),
                "high": result.high,
                "agreement": _number(pairs.percent) if result.is_enough else None,
            }
        )
    return Frame("Rounds", _PAST, tuple(rows))


_PAST = (
    Column("round", "Round"),
    Column("until", "Period until", Kind.DATE),
    Column("cases", "Cases", Kind.NUMBER),
    Column("median", "Median", Kind.NUMBER, unit="%", missing=TOO_FEW),
    Column("lower", "Lower quartile", Kind.NUMBER, unit="%", missing=TOO_FEW),
    Column("upper", "Upper quartile", Kind.NUMBER, unit="%", missing=TOO_FEW),
    Column("high", "Cases at 80% or more", Kind.NUMBER, missing=TOO_FEW),
    Column("agreement", "Items judged alike", Kind.NUMBER, unit="%", missing="Not enough data"),
)


def past_figure(frame: Frame) -> Figure:
    """The medians of rounds, oldest first."""
    return bars(frame, label="round", value="median", span=(0, 100), target=TARGET)


def past_sentence(frame: Frame) -> str:
    """What the rounds show together."""
    medians = [one for row in frame.rows if isinstance(one := row["median"], float)]
    if len(medians) < 2:
        return "One round has figures so far; the next one shows whether it holds."
    before, last = medians[-2:]
    points = int(abs(last - before))
    if not points:
        return f"The median is as it was in the round before: {int(last)}%."
    went = "rose" if last > before else "fell"
    return f"The median {went} by {count(points, 'point')}, from {int(before)}% to {int(last)}%."


def round_rows(
    rounds: Sequence[RoundRow], sealed: Mapping[int, Sealed], slug: str
) -> list[dict[str, Any]]:
    """The list of rounds, newest first."""
    rows = []
    for one in rounds:
        result = read(one, sealed[one.id]).result
        rows.append(
            {
                "round": {"text": one.title, "href": f"/sites/{slug}/quality/audits/{one.number}"},
                "period": f"{short_day(one.said.first_day)} to {short_day(one.said.last_day)}",
                "state": f"Closed {short_day(one.closed_at)}"
                if one.closed_at
                else f"Open, due {short_day(one.said.due_on)}",
                "cases": f"{one.handed_in} of {one.said.planned}",
                "median": f"{shown(result.median, 0)}%" if result.median is not None else TOO_FEW,
            }
        )
    return rows


def _sentence(result: RoundResult, band: str) -> str:
    if result.median is None:
        return ""
    return (
        f"Half of the {result.n} cases follow the framework to {shown(result.median, 0)}% or more "
        f"({band.lower()}); the middle half lies between {shown(result.lower, 0)}% and "
        f"{shown(result.upper, 0)}%."
    )


def _agreement_words(found: Agreement) -> str:
    if not found.cases:
        return "No case of this round has two audits, so nobody knows yet how far auditors agree."
    if found.percent is None:
        return (
            f"Not enough data to say how far auditors agree: it takes {FEWEST_PAIRS} pairs of "
            f"scores in {FEWEST_CASES} cases, and there {'is' if found.pairs == 1 else 'are'} "
            f"{count(found.pairs, 'pair')} in {count(found.cases, 'case')}."
        )
    said = (
        f"In the {found.cases} cases with two audits {shown(found.percent, 0)}% of {found.items} "
        "items were judged alike"
    )
    if found.kappa is None:
        return f"{said}. Kappa cannot be given: all scores are the same."
    return (
        f"{said}. Weighted kappa (linear weights) is {float(found.kappa):.2f}, "
        f"{in_words(found.kappa)}, from {found.pairs} pairs of scores."
    )


def _frame(
    name: str, what: str, parts: Sequence[Part], *, coded: bool = False, passed: bool = False
) -> Frame:
    columns = [
        Column("part", what),
        Column("percent", "Points given of those possible", Kind.NUMBER, unit="%", missing=TOO_FEW),
        Column("passed", "Cases that pass", Kind.NUMBER, unit="%", missing=TOO_FEW),
        Column("cases", "Cases it applied to", Kind.NUMBER),
    ]
    rows = [
        {
            "part": f"{one.id} {one.label}" if coded else one.label,
            "percent": _number(one.percent),
            "passed": _number(one.passed),
            "cases": one.cases,
        }
        for one in parts
    ]
    if not passed:
        columns = [column for column in columns if column.key != "passed"]
        for row in rows:
            row.pop("passed")
    return Frame(name, tuple(columns), tuple(rows))


def _figure(frame: Frame) -> Figure:
    figure = bars(frame, label="part", value="percent", span=(0, 100), target=TARGET)
    figure["layout"]["yaxis"] |= {"tickmode": "linear", "tick0": 0, "dtick": 1}
    figure["layout"]["margin"]["r"] = 64  # room for 100% beyond the end of the axis
    return figure


def _part_sentence(what: str, parts: Sequence[Part]) -> str:
    known = [one for one in parts if one.percent is not None]
    if not known:
        return f"No {what} applied to {FEWEST} cases or more."
    best, worst = max(known, key=_percent), min(known, key=_percent)
    if _percent(best) == _percent(worst):
        return f"Every {what} is at {shown(best.percent, 0)}%."
    below = sum(_percent(one) < HIGH for one in known)
    return (
        f"“{best.label}” is followed most closely, at {shown(best.percent, 0)}%, and "
        f"“{worst.label}” least, at {shown(worst.percent, 0)}%; "
        f"{count(below, what)} {'is' if below == 1 else 'are'} below {HIGH}%."
    )


def _percent(part: Part) -> Fraction:
    return part.percent or Fraction(0)


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)

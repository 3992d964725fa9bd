"""What was agreed to be measured at a site, and what its practitioners say: beside the returns."""

from collections.abc import Mapping, Sequence

from app.core.charts import Chart, Column, Frame, Kind, Value, bars, cut, joined
from app.core.words import count
from app.journey.rules.outcomes import Wanted, number, verdict
from app.measures import agreed_words, pulse_words
from app.measures.queries.agreed import MeasureRow, ValueRow
from app.measures.queries.pulses import PulseResult
from app.measures.rules.periods import words_of
from app.measures.rules.pulse import FEWEST

NUMBER = Kind.NUMBER
Values = Mapping[int, Sequence[ValueRow]]


def agreed(measures: Sequence[MeasureRow], values: Values, name: str, source: str) -> Chart:
    """The newest value of each agreed measure against its baseline and its target."""
    rows = [_agreed_row(one, values.get(one.id, ())) for one in measures]
    frame = Frame(
        "Agreed measures",
        (
            Column("measure", "Measure"),
            Column("baseline", "Baseline"),
            Column("value", "Newest value"),
            Column("period", "Of"),
            Column("n", "From how many", NUMBER),
            Column("target", "Target"),
            Column("judged", "How it stands"),
        ),
        tuple(rows),
    )
    return Chart("agreed", f"{name}-agreed-measures", _agreed_sentence(rows), frame, None, source)


def _agreed_row(one: MeasureRow, values: Sequence[ValueRow]) -> dict[str, Value]:
    said, base = one.said, agreed_words.baseline_of(one)
    shown = agreed_words.comparable(one, values)
    row: dict[str, Value] = {
        "measure": said.name,
        "baseline": number(base, said.unit) if base is not None else None,
        "value": None,
        "period": None,
        "n": None,
        "target": number(said.target, said.unit),
        "judged": None,
    }
    if not shown:
        return row
    newest, value = shown[-1]
    return row | {
        "value": number(value, said.unit),
        "period": words_of(one.every, newest.period),
        "n": newest.n,
        "judged": verdict(Wanted(said.wanted), base, said.target, value),
    }


def _agreed_sentence(rows: Sequence[Mapping[str, Value]]) -> str:
    """How many measures have a value, and how those stand."""
    if not rows:
        return "No measure is agreed with the NSPCC yet."
    known = [row for row in rows if row["value"] is not None]
    measures = count(len(rows), "agreed measure")
    if not known:
        return f"None of {measures} has a value that can be shown yet."
    stands: dict[str, int] = {}
    for row in known:
        stands[str(row["judged"])] = stands.get(str(row["judged"]), 0) + 1
    said = joined([f"{many:,} “{words}”" for words, many in stands.items()])
    has = "has" if len(known) == 1 else "have"
    return f"{len(known)} of {measures} {has} a value: {said}."


def pulse(found: Sequence[PulseResult], name: str, source: str) -> Chart:
    """What those who were asked say, in the newest pulse that is closed."""
    each = found[0].each if found else ()
    frame = Frame(
        "The newest pulse",
        (
            Column("question", "Question"),
            Column("high", "Gave 4 or 5", NUMBER, unit="%", missing=f"fewer than {FEWEST}"),
            Column("low_end", "Lower end, 95%", NUMBER, unit="%"),
            Column("high_end", "Upper end, 95%", NUMBER, unit="%"),
            Column("median", "Median of 1 to 5", NUMBER, places=1),
            Column("n", "Answers", NUMBER),
        ),
        tuple(
            {
                "question": one.question.text,
                "high": 100 * one.high / one.n if one.n and one.high is not None else None,
                "low_end": 100 * one.sure.low if one.sure else None,
                "high_end": 100 * one.sure.high if one.sure else None,
                "median": one.median,
                "n": one.n,
            }
            for one in each
        ),
    )
    drawable = any(one.n for one in each)
    figure = bars(frame, label="question", value="high", span=(0, 100)) if drawable else None
    return Chart("pulse", f"{name}-pulse", _pulse_sentence(found), frame, figure, source, "tall")


def _pulse_sentence(found: Sequence[PulseResult]) -> str:
    """The newest pulse, and how its answers moved since the one before."""
    if not found:
        return "No pulse survey is closed yet."
    said = pulse_words.sentence(found)
    if len(found) == 1 or found[0].pulse.version != found[1].pulse.version:
        return said
    now, before = _share(found[0]), _share(found[1])
    if now is None or before is None:
        return said
    return f"{said} {cut(now, 0)}% of all answers were 4 or 5, after {cut(before, 0)}% before."


def _share(one: PulseResult) -> float | None:
    """Answers of 4 or 5 per cent of all; None where any question has too few."""
    known = [(each.high, each.n) for each in one.each if each.high is not None and each.n]
    if len(known) < len(one.each) or not known:
        return None
    return 100 * sum(high for high, _ in known) / sum(n for _, n in known)

"""Pulse surveys in words, tables and files."""

from collections.abc import Sequence
from typing import Any

from app.core.charts import Column, Frame, Kind
from app.core.words import count, day
from app.journey.rules.outcomes import number
from app.measures.queries.pulses import PulseResult, PulseRow
from app.measures.rules.pulse import FEWEST, HIGHEST, QuestionResult

TOO_FEW = f"Not shown: fewer than {FEWEST} answers"
SEEN_BY = (
    "Nobody can see who answered: no name, no device and no time of day is kept. Your authority and"
    f" the NSPCC see, after it is closed, what all answers come to, and nothing below {FEWEST}."
)


def title(pulse: PulseRow) -> str:
    """A pulse as people name it."""
    return f"Pulse {pulse.number}, {day(pulse.ended_on)}"


def table(found: Sequence[PulseResult]) -> dict[str, list[dict[str, Any]]]:
    """`columns` and `rows`: a question a row, the newest pulse first, earlier ones beside it. Only
    pulses with the questions of the newest are compared."""
    newest = found[0].pulse.version
    same = [one for one in found if one.pulse.version == newest][:4]
    columns = [{"key": "question", "text": "Question"}]
    columns += [{"key": f"p{one.pulse.number}", "text": title(one.pulse)} for one in same]
    rows = [
        {
            "question": question.text,
            **{f"p{one.pulse.number}": result_words(one.each[place]) for one in same},
        }
        for place, question in enumerate(found[0].pulse.questions.each)
    ]
    return {"columns": columns, "rows": rows}


def result_words(one: QuestionResult) -> str:
    """What a question came to: median, share of 4 or 5 with how sure one can be."""
    if one.n is None or one.high is None or one.sure is None:
        return TOO_FEW
    return (
        f"Median {number(one.median)}; {100 * one.high / one.n:.0f}% gave 4 or 5 "
        f"({one.high} of {one.n}; likely {100 * one.sure.low:.0f}% to {100 * one.sure.high:.0f}%)"
    )


def sentence(found: Sequence[PulseResult]) -> str:
    """The newest closed pulse in a sentence."""
    newest = found[0]
    told = f"{title(newest.pulse)}: {answers_words(newest.pulse)}."
    known = [one for one in newest.each if one.median is not None]
    if not known:
        return f"{told} Below {FEWEST} answers nothing is shown."
    low = min(known, key=lambda one: (one.high or 0, one.median or 0))
    return (
        f"{told} Least agreed: “{low.question.text}”, with a median of {number(low.median)} "
        f"of {HIGHEST}."
    )


def answers_words(pulse: PulseRow) -> str:
    """How many answered, of how many asked."""
    said = count(pulse.answers, "answer")
    if pulse.asked is None:
        return said
    if pulse.answers > pulse.asked:
        return f"{said} from {pulse.asked:,} asked: somebody answered twice, or the link went on"
    return f"{said} from {pulse.asked:,} asked"


def frame(found: Sequence[PulseResult]) -> Frame:
    """Every question of every closed pulse, for the file."""
    return Frame(
        "Pulse surveys",
        (
            Column("pulse", "Pulse", Kind.NUMBER),
            Column("ended", "Last day", Kind.DATE),
            Column("question", "Question"),
            Column("n", "Answers", Kind.NUMBER),
            Column("median", "Median", Kind.NUMBER, 1),
            Column("high", "Gave 4 or 5", Kind.NUMBER),
            Column("low_end", "Share, lower end", Kind.NUMBER, 0, "%"),
            Column("high_end", "Share, upper end", Kind.NUMBER, 0, "%"),
        ),
        tuple(
            {
                "pulse": one.pulse.number,
                "ended": one.pulse.ended_on,
                "question": each.question.text,
                "n": each.n,
                "median": each.median,
                "high": each.high,
                "low_end": round(100 * each.sure.low) if each.sure else None,
                "high_end": round(100 * each.sure.high) if each.sure else None,
            }
            for one in found
            for each in one.each
        ),
    )


def reminder(site_name: str, link: str, pulse: PulseRow) -> str:
    """A text to send to those who are asked."""
    return (
        f"How is the Reunification Practice Framework for you at {site_name}? Five questions, less "
        f"than a minute, no sign-in: {link}\n\nPlease answer by {day(pulse.closes_on)}. Nobody "
        "sees who answered. If you did already, thank you; please answer only once."
    )

"""How an instrument is answered and scored, in sentences for people who do not read its data."""

from collections.abc import Sequence
from fractions import Fraction

from app.instruments.rules.format import (
    Band,
    Cap,
    Fact,
    FactKind,
    Instrument,
    Method,
    NotKnown,
    Outcome,
    Scale,
    Scoring,
    Total,
)
from app.instruments.rules.results import shown


def listed(words: Sequence[str]) -> str:
    """Words as a person lists them: "2, 3 and 5"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def figure(value: Fraction | None) -> str:
    """A number without needless decimals: 80, 3.5."""
    return shown(value, 0 if value is not None and value.denominator == 1 else 1)


def answering(instrument: Instrument) -> tuple[str, ...]:
    """What a rater may answer, and when raters are asked to agree."""
    scale = instrument.scale
    if instrument.quiz is not None:
        return ("Each question has one right answer or several; the order differs in every try.",)
    sentences = [f"Each item is given a point from {scale.lowest} to {scale.highest}."]
    if scale.not_known:
        sentences.append(
            "“We do not know yet” may be answered; who finds out, and by when, is then asked."
        )
    if scale.not_applicable:
        sentences.append(
            "“Does not apply to us” may be answered with the reason, except for critical items."
        )
    if scale.consensus_spread is not None:
        apart = f"{scale.consensus_spread} point{'' if scale.consensus_spread == 1 else 's'}"
        sentences.append(f"Raters who lie {apart} or more apart are asked to agree on one answer.")
    return (*sentences, *_who(instrument))


def _who(instrument: Instrument) -> list[str]:
    quorum = instrument.quorum
    if quorum.raters < 2:
        return []
    said = f"At least {quorum.raters} raters are asked for"
    return [f"{said}, from {quorum.roles} roles or more." if quorum.roles > 1 else f"{said}."]


def scoring(instrument: Instrument) -> tuple[str, ...]:
    """How answers become scores."""
    rules, scale = instrument.scoring, instrument.scale
    if (quiz := instrument.quiz) is not None:
        return (
            "A question is right when every right answer is chosen and no other.",
            f"It is passed with {figure(quiz.pass_percent)}% of the questions right.",
            f"It can be tried {quiz.tries} times, with {quiz.wait_hours} hours between tries.",
        )
    return (
        *_section_score(rules, scale),
        *_total(rules),
        *_not_known(rules),
        *_marks(rules, scale),
    )


def _section_score(rules: Scoring, scale: Scale) -> list[str]:
    if rules.method is Method.PERCENT_OF_MAXIMUM:
        return ["A section scores the percentage of the points its items could have."]
    return [f"A section scores the mean of its items, from {scale.lowest} to {scale.highest}."]


def _total(rules: Scoring) -> list[str]:
    over = {
        Total.MEAN_OF_SECTIONS: "The total is the mean of the sections; each weighs the same.",
        Total.ALL_ITEMS: "The total is taken over all items; each weighs the same.",
    }
    return [over[rules.total]]


def _not_known(rules: Scoring) -> list[str]:
    treated = {
        NotKnown.LEFT_OUT: "What is not known yet, or not answered, is left out of the score.",
        NotKnown.ZERO: "What is not known yet, or not answered, counts as 0.",
    }
    said = [treated[rules.not_known]]
    if rules.minimum_answered_percent:
        least = figure(rules.minimum_answered_percent)
        said.append(f"A section has a score once at least {least}% of its items are answered.")
    return said


def _marks(rules: Scoring, scale: Scale) -> list[str]:
    said = []
    if rules.find_out_first_percent is not None:
        least = figure(rules.find_out_first_percent)
        said.append(f"A section of which {least}% or more is not known is marked “find out first”.")
    if rules.unsupported_from is not None:
        or_more = "" if rules.unsupported_from == scale.highest else " or more"
        said.append(
            f"{rules.unsupported_from}{or_more} without evidence is marked; it still counts."
        )
    if rules.gap_below is not None:
        said.append(f"Below {rules.gap_below} is a gap, for which an action is suggested.")
    return said


def bands(found: Sequence[Band]) -> tuple[tuple[str, str, str], ...]:
    """(name, from where, meaning) of each band, best first."""
    return tuple((b.label, f"From {figure(b.from_percent)}%", b.meaning) for b in found)


def caps(instrument: Instrument) -> tuple[str, ...]:
    """What keeps the band low whatever the total is."""
    return tuple(_cap(instrument, cap) for cap in instrument.scoring.caps)


def _cap(instrument: Instrument, cap: Cap) -> str:
    name = next(band.label for band in instrument.scoring.bands if band.code == cap.band)
    how_many = "a critical item" if cap.count == 1 else f"{cap.count} critical items"
    or_less = "" if cap.at_or_below == instrument.scale.lowest else " or less"
    return f"With {how_many} at {cap.at_or_below}{or_less}, the band is “{name}” at best."


def guide(instrument: Instrument) -> tuple[tuple[str, str, str], ...]:
    """(name, what it asks for, meaning) of each outcome the portal can suggest, best first."""
    method = instrument.scoring.method
    return tuple((o.label, _demands(o, method), o.meaning) for o in instrument.scoring.guide)


def _demands(outcome: Outcome, method: Method) -> str:
    asked = []
    if outcome.overall is not None:
        asked.append(f"a total of {figure(outcome.overall)} or more")
    if outcome.every_section is not None:
        asked.append(f"every section at {figure(outcome.every_section)} or more")
    if outcome.criticals is not None:
        asked.append(f"every critical item at {outcome.criticals} or more")
    if outcome.exceptions:
        items = "item" if outcome.exceptions == 1 else "items"
        asked[-1] += (
            f" (or {outcome.exceptions} {items} at {outcome.exception_floor}, each with an action)"
        )
    return f"Asks for {listed(asked)}." if asked else "Where nothing better is reached."


def fact(asked: Fact) -> str:
    """How a fact is answered."""
    if asked.kind is FactKind.CHOICE:
        return " / ".join(asked.choices)
    words = {FactKind.YES_NO: "Yes / No", FactKind.NUMBER: "A whole number"}
    return words.get(asked.kind, "In words")


def everything(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """What cannot be edited in the browser, by heading, a line for each rule."""
    meanings = tuple(f"{point.value}: {point.label}" for point in instrument.scale.points)
    outcomes = (*bands(instrument.scoring.bands), *bands(instrument.scoring.section_bands))
    return {
        "Scale": (*meanings, *answering(instrument)),
        "Scoring": (*scoring(instrument), *caps(instrument)),
        "Bands": tuple(" – ".join(filter(None, band)) for band in outcomes),
        "What is suggested": tuple(" – ".join(filter(None, o)) for o in guide(instrument)),
        "Who is asked": tuple(
            f"{r.label}{' (optional)' if r.optional else ''}" for r in instrument.respondents
        ),
        "Facts beside the items": tuple(f"{f.text} ({fact(f)})" for f in instrument.facts),
        "What is decided": tuple(f"{d.label}: {d.meaning}" for d in instrument.decisions),
        "Used as": (instrument.kind.value, *(f"After {code}" for code in instrument.after)),
    }

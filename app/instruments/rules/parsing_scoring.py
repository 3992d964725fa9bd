"""Reads the part of an instrument that says how it is scored."""

from fractions import Fraction

from app.instruments.rules.format import (
    Band,
    Cap,
    Method,
    NotKnown,
    Outcome,
    Scale,
    Scoring,
    Total,
)
from app.instruments.rules.reading import Node


def read_scoring(node: Node, scale: Scale) -> Scoring:
    """Read and check how an instrument is scored; bands and outcomes are returned best first."""
    node.only(
        *("method", "total", "not_known", "minimum_answered_percent", "unsupported_from"),
        *("find_out_first_percent", "gap_below", "bands", "section_bands", "caps", "guide"),
    )
    scoring = Scoring(
        method=node.choice("method", Method),
        total=node.choice("total", Total, Total.MEAN_OF_SECTIONS),
        not_known=node.choice("not_known", NotKnown, NotKnown.LEFT_OUT),
        minimum_answered_percent=_percent(node, "minimum_answered_percent"),
        unsupported_from=_point(node, "unsupported_from", scale),
        find_out_first_percent=_percent(node, "find_out_first_percent"),
        gap_below=_point(node, "gap_below", scale),
        bands=_bands(node, "bands"),
        section_bands=_bands(node, "section_bands"),
        caps=tuple(_cap(entry, scale) for entry in node.each("caps", optional=True)),
        guide=_guide(node, scale),
    )
    _zero_is_the_lowest_point(node, scoring, scale)
    _caps_name_bands(node, scoring)
    return scoring


def _percent(node: Node, key: str) -> Fraction | None:
    value = node.exact_or_none(key)
    if value is not None and not 0 <= value <= 100:
        raise node.child(key).fault("must be between 0 and 100")
    return value


def _point(node: Node, key: str, scale: Scale) -> int | None:
    value = node.whole_or_none(key)
    if value is not None and not scale.holds(value):
        raise node.child(key).fault(f"is {value}, which is not a point of the scale")
    return value


def _bands(node: Node, key: str) -> tuple[Band, ...]:
    bands = []
    for entry in node.each(key, optional=True):
        entry.only("code", "label", "meaning", "from_percent")
        from_percent = _percent(entry, "from_percent")
        if from_percent is None:
            raise entry.fault("needs 'from_percent'")
        bands.append(
            Band(entry.text("code"), entry.text("label"), entry.text("meaning", ""), from_percent)
        )
    starts = [band.from_percent for band in bands]
    if bands and (starts != sorted(set(starts), reverse=True) or starts[-1] != 0):
        raise node.child(key).fault("must go down from the best band to one from 0 percent")
    if len({band.code for band in bands}) != len(bands):
        raise node.child(key).fault("use a code twice")
    return tuple(bands)


def _cap(node: Node, scale: Scale) -> Cap:
    node.only("at_or_below", "count", "band")
    at_or_below = _point(node, "at_or_below", scale)
    if at_or_below is None:
        raise node.fault("needs 'at_or_below'")
    return Cap(at_or_below, node.whole("count", 1), node.text("band"))


def _guide(node: Node, scale: Scale) -> tuple[Outcome, ...]:
    outcomes = tuple(_outcome(entry, scale) for entry in node.each("guide", optional=True))
    if not outcomes:
        return ()
    if any(_asks_nothing(outcome) for outcome in outcomes[:-1]) or not _asks_nothing(outcomes[-1]):
        raise node.child("guide").fault("must end with the one outcome that asks for nothing")
    return outcomes


def _outcome(node: Node, scale: Scale) -> Outcome:
    node.only(
        *("code", "label", "meaning", "overall", "every_section", "criticals"),
        *("exceptions", "exception_floor"),
    )
    outcome = Outcome(
        code=node.text("code"),
        label=node.text("label"),
        meaning=node.text("meaning", ""),
        overall=node.exact_or_none("overall"),
        every_section=node.exact_or_none("every_section"),
        criticals=_point(node, "criticals", scale),
        exceptions=node.whole("exceptions", 0),
        exception_floor=_point(node, "exception_floor", scale),
    )
    if (outcome.exceptions > 0) != (outcome.exception_floor is not None):
        raise node.fault("needs 'exceptions' and 'exception_floor' together")
    return outcome


def _asks_nothing(outcome: Outcome) -> bool:
    return (outcome.overall, outcome.every_section, outcome.criticals) == (None, None, None)


def _zero_is_the_lowest_point(node: Node, scoring: Scoring, scale: Scale) -> None:
    counts_from_zero = (
        scoring.method is Method.PERCENT_OF_MAXIMUM or scoring.not_known is NotKnown.ZERO
    )
    if counts_from_zero and scale.lowest != 0:
        raise node.fault("counts from zero, so the scale must begin at 0")


def _caps_name_bands(node: Node, scoring: Scoring) -> None:
    codes = {band.code for band in scoring.bands}
    for index, cap in enumerate(scoring.caps):
        if cap.band not in codes:
            raise node.fault(f"caps[{index}].band is '{cap.band}', which is no band above")

"""Turns answers into a result, the same way for every instrument.

A section's mean is taken over the items that count; its percentage is how far up the scale that
mean lies, 100 × (mean − lowest) ÷ (highest − lowest). On a scale from zero this is the share of
the points that could be had. All arithmetic is exact (fractions), so nothing hangs on rounding.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from app.instruments.rules.answers import AnswerKind, ItemAnswers
from app.instruments.rules.format import (
    Band,
    Indicator,
    Instrument,
    Item,
    NotKnown,
    Scale,
    Scoring,
    Section,
    Total,
)
from app.instruments.rules.guide import decide
from app.instruments.rules.results import (
    BandResult,
    IndicatorScore,
    ItemResult,
    Result,
    SectionResult,
    Unknown,
    shown_score,
)

NOTHING = ItemAnswers()


def score_instrument(instrument: Instrument, answers: Mapping[str, ItemAnswers]) -> Result:
    """Score one use of an instrument.

    `answers` maps item ids to what was said; items left out count as unanswered. Raises KeyError
    for an id the instrument does not have, so that an answer to another version is never dropped.
    """
    strangers = set(answers) - set(instrument.by_id)
    if strangers:
        raise KeyError(f"{instrument.code} has no item {', '.join(sorted(strangers))}")
    items = tuple(
        _score_item(instrument, item, answers.get(item.id, NOTHING)) for item in instrument.items
    )
    by_id = {item.id: item for item in items}
    sections = tuple(_score_section(instrument, s, by_id) for s in instrument.sections)
    overall = _overall(instrument.scoring, sections, items)
    percent = _percent(instrument.scale, overall)
    return Result(
        code=instrument.code,
        version=instrument.version,
        items=items,
        sections=sections,
        overall=overall,
        percent=percent,
        band=_band(instrument.scoring, percent, items),
        decision=decide(instrument.scoring, overall, sections, items),
        unknown=_unknown(items, answers),
        unsupported_percent=_share(
            sum(item.unsupported for item in items),
            sum(item.kind is AnswerKind.SCORE for item in items),
        ),
    )


def indicator_scores(instrument: Instrument, result: Result) -> tuple[IndicatorScore, ...]:
    """The Hexagon view: the mean of scored items per indicator the instrument speaks to."""
    scores = {item.id: item.score for item in result.items}
    view = []
    for indicator in Indicator:
        linked = [item.id for item in instrument.items if indicator in item.hexagon]
        if linked:
            given = [score for id in linked if (score := scores[id]) is not None]
            view.append(IndicatorScore(indicator, _mean(given), len(given)))
    return tuple(view)


def _score_item(instrument: Instrument, item: Item, answers: ItemAnswers) -> ItemResult:
    scoring, score, kind = instrument.scoring, answers.score, answers.outcome
    high, low = scoring.unsupported_from, scoring.gap_below
    return ItemResult(
        id=item.id,
        critical=item.critical,
        kind=kind,
        score=score,
        counted=_counted(scoring, kind, score),
        agreed=answers.settled is not None,
        raters=sum(rating.kind is not AnswerKind.UNANSWERED for rating in answers.ratings),
        spread=answers.spread,
        needs_consensus=answers.needs_consensus(instrument.scale),
        unsupported=(
            high is not None and score is not None and score >= high and not answers.has_evidence
        ),
        gap=low is not None and score is not None and score < low,
    )


def _counted(scoring: Scoring, kind: AnswerKind, score: Fraction | None) -> Fraction | None:
    if score is None and kind in (AnswerKind.NOT_KNOWN, AnswerKind.UNANSWERED):
        return Fraction(0) if scoring.not_known is NotKnown.ZERO else None
    return score


def _score_section(
    instrument: Instrument, section: Section, by_id: Mapping[str, ItemResult]
) -> SectionResult:
    items = [by_id[item.id] for item in section.items]
    applicable = [item for item in items if item.kind is not AnswerKind.NOT_APPLICABLE]
    answered = sum(item.kind is AnswerKind.SCORE for item in items)
    not_known = sum(item.kind is AnswerKind.NOT_KNOWN for item in items)
    not_known_percent = _share(not_known, len(applicable))
    scoring = instrument.scoring
    enough = _share(answered, len(applicable)) >= (scoring.minimum_answered_percent or 0)
    mean = _mean([item.counted for item in applicable if item.counted is not None])
    mean = mean if enough else None
    percent = _percent(instrument.scale, mean)
    limit = scoring.find_out_first_percent
    return SectionResult(
        id=section.id,
        title=section.title,
        mean=mean,
        percent=percent,
        band=_reached(scoring.section_bands, percent),
        answered=answered,
        applicable=len(applicable),
        total=len(items),
        not_known=not_known,
        not_known_percent=not_known_percent,
        find_out_first=limit is not None and not_known > 0 and not_known_percent >= limit,
    )


def _overall(
    scoring: Scoring, sections: Sequence[SectionResult], items: Sequence[ItemResult]
) -> Fraction | None:
    """None as soon as one section that applies has no score: half a picture is no picture."""
    applying = [section for section in sections if section.applicable]
    if any(section.mean is None for section in applying):
        return None
    if scoring.total is Total.ALL_ITEMS:
        return _mean([item.counted for item in items if item.counted is not None])
    return _mean([section.mean for section in applying if section.mean is not None])


def _band(
    scoring: Scoring, percent: Fraction | None, items: Sequence[ItemResult]
) -> BandResult | None:
    reached = _reached(scoring.bands, percent)
    if reached is None:
        return None
    band, reasons = reached, []
    for cap in scoring.caps:
        low = [i for i in items if i.critical and _at_or_below(i.counted, cap.at_or_below)]
        ceiling = next(b for b in scoring.bands if b.code == cap.band)
        if len(low) >= cap.count and ceiling.from_percent < band.from_percent:
            band = ceiling
            reasons = [_low_critical(item, band) for item in low]
    return BandResult(band, reached, tuple(reasons))


def _reached(bands: Sequence[Band], percent: Fraction | None) -> Band | None:
    """The best band the percentage reaches; None without a percentage, or without bands."""
    if percent is None:
        return None
    return next((band for band in bands if percent >= band.from_percent), None)


def _at_or_below(counted: Fraction | None, limit: int) -> bool:
    return counted is not None and counted <= limit


def _low_critical(item: ItemResult, band: Band) -> str:
    if item.score is not None:
        said = f"scores {shown_score(item.score)}"
    else:
        unknown = item.kind is AnswerKind.NOT_KNOWN
        said = f"is not {'known' if unknown else 'answered'}, which counts as 0"
    return f"{item.id} is a critical item and {said}, so the band is “{band.label}” at best"


def _unknown(
    items: Sequence[ItemResult], answers: Mapping[str, ItemAnswers]
) -> tuple[Unknown, ...]:
    """Each item that came out unknown, once per distinct owner and date."""
    found = []
    for item in items:
        if item.kind is AnswerKind.NOT_KNOWN:
            given = answers[item.id]
            said = [given.settled] if given.settled else list(given.ratings)
            tasks = {(a.owner, a.due_on) for a in said if a.kind is AnswerKind.NOT_KNOWN}
            by_name_then_date = sorted(tasks, key=lambda task: (task[0], str(task[1])))
            found += [Unknown(item.id, owner, due_on) for owner, due_on in by_name_then_date]
    return tuple(found)


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def _percent(scale: Scale, mean: Fraction | None) -> Fraction | None:
    if mean is None:
        return None
    return 100 * (mean - scale.lowest) / (scale.highest - scale.lowest)


def _share(part: int, whole: int) -> Fraction:
    return Fraction(100 * part, whole) if whole else Fraction(0)

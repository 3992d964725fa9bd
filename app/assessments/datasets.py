"""Results as frames and sentences: what the page, its chart and its download all come from."""

from collections.abc import Sequence
from fractions import Fraction

from app.core.charts import Column, Figure, Frame, Kind, Target, bars, joined
from app.instruments.rules import Instrument, Result, SectionResult, shown


def section_frame(result: Result) -> Frame:
    """One row a section: mean in points of the scale, the same as a percentage, answers."""
    return Frame(
        "Score by section",
        (
            Column("section", "Section"),
            Column("mean", "Score", Kind.NUMBER, places=1, missing="Too few answers"),
            Column("percent", "Per cent", Kind.NUMBER, places=1, unit="%"),
            Column("answered", "Scored", Kind.NUMBER),
            Column("applicable", "Items that apply", Kind.NUMBER),
            Column("not_known", "Not known yet", Kind.NUMBER),
        ),
        tuple(
            {
                "section": f"{section.id} {section.title}",
                "mean": _number(section.mean),
                "percent": _number(section.percent),
                "answered": section.answered,
                "applicable": section.applicable,
                "not_known": section.not_known,
            }
            for section in result.sections
        ),
    )


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def wanted_of_sections(instrument: Instrument) -> tuple[str, Fraction] | None:
    """(outcome, score) the decision guide asks of every section for its best outcome."""
    for outcome in instrument.scoring.guide:
        if outcome.every_section is not None:
            return outcome.label, outcome.every_section
    return None


def section_chart(instrument: Instrument, frame: Frame) -> Figure:
    """Horizontal bars over the whole scale, with the line every section should reach."""
    wanted = wanted_of_sections(instrument)
    target = None
    if wanted is not None:
        label, score = wanted
        target = Target(float(score), f"“{label}” needs {shown(score)}")
    scale = instrument.scale
    return bars(
        frame, label="section", value="mean", span=(scale.lowest, scale.highest), target=target
    )


def section_sentence(instrument: Instrument, result: Result) -> str:
    """What the chart shows, in words: strongest, weakest, and what falls short."""
    scored = [section for section in result.sections if section.mean is not None]
    if not scored:
        return "No section has enough answers for a score yet."
    best = max(scored, key=_mean)
    worst = min(scored, key=_mean)
    top = instrument.scale.highest
    if _mean(best) == _mean(worst):
        said = f"{_all(scored)} at {shown(best.mean)} of {top}"
    else:
        said = (
            f"“{best.title}” is strongest at {shown(best.mean)} of {top} "
            f"and “{worst.title}” weakest at {shown(worst.mean)}"
        )
    return f"{said}{_short_of(instrument, scored)}.{_unscored(result)}"


def _mean(section: SectionResult) -> Fraction:
    return section.mean or Fraction(0)


def _all(scored: Sequence[SectionResult]) -> str:
    return f"“{scored[0].title}” is" if len(scored) == 1 else f"All {len(scored)} sections are"


def _short_of(instrument: Instrument, scored: Sequence[SectionResult]) -> str:
    wanted = wanted_of_sections(instrument)
    if wanted is None:
        return ""
    label, score = wanted
    short = sum(_mean(section) < score for section in scored)
    if not short:
        return f"; every section reaches the {shown(score)} that “{label}” asks for"
    which = "1 section is" if short == 1 else f"{short} sections are"
    return f"; {which} below the {shown(score)} that “{label}” asks for"


def _unscored(result: Result) -> str:
    names = [f"“{section.title}”" for section in result.sections if section.mean is None]
    if not names:
        return ""
    verb = "has" if len(names) == 1 else "have"
    return f" {joined(names)} {verb} too few answers for a score."

"""The sections of one result: points of the scale, or per cent where the instrument counts so."""

from collections.abc import Sequence
from fractions import Fraction

from app.core.charts import Column, Figure, Frame, Kind, Target, bars, joined
from app.instruments.rules import Instrument, Method, Result, SectionResult, shown

EVERY_NAME = {"tickmode": "linear", "tick0": 0, "dtick": 1}  # no name of a row is thinned out


def in_percent(instrument: Instrument) -> bool:
    """Whether its scores are read as per cent of what could be had, not as points."""
    return instrument.scoring.method is Method.PERCENT_OF_MAXIMUM


def section_value(instrument: Instrument, section: SectionResult) -> Fraction | None:
    """The figure people know a section by: per cent or points; None with too few answers."""
    return section.percent if in_percent(instrument) else section.mean


def shown_value(instrument: Instrument, value: Fraction | None) -> str:
    """Such a figure in words: "70.0%" or "3.4"."""
    unit = "%" if in_percent(instrument) and value is not None else ""
    return f"{shown(value)}{unit}"


def section_frame(instrument: Instrument, result: Result) -> Frame:
    """One row a section: its figure, its band where sections have bands, what was answered."""
    columns = [
        Column("section", "Section"),
        Column("mean", "Score", Kind.NUMBER, places=1, missing="Too few answers"),
        Column("percent", "Per cent", Kind.NUMBER, places=1, unit="%", missing="Too few answers"),
        Column("band", "Band"),
        Column("answered", "Scored", Kind.NUMBER),
        Column("applicable", "Items that apply", Kind.NUMBER),
        Column("not_known", "Not known yet", Kind.NUMBER),
    ]
    unused = {"mean"} if in_percent(instrument) else set()
    unused |= set() if instrument.scoring.section_bands else {"band"}
    rows = (_row(section) for section in result.sections)
    return Frame(
        "Score by section",
        tuple(column for column in columns if column.key not in unused),
        tuple({key: row[key] for key in row if key not in unused} for row in rows),
    )


def _row(section: SectionResult) -> dict[str, str | int | float | None]:
    return {
        "section": f"{section.id} {section.title}",
        "mean": _number(section.mean),
        "percent": _number(section.percent),
        "band": section.band.label if section.band else None,
        "answered": section.answered,
        "applicable": section.applicable,
        "not_known": section.not_known,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def wanted_of_sections(instrument: Instrument) -> tuple[str, Fraction] | None:
    """(outcome, score) the decision guide asks of every section for its best outcome."""
    for outcome in instrument.scoring.guide:
        if outcome.every_section is not None:
            return outcome.label, outcome.every_section
    return None


def span_of(instrument: Instrument) -> tuple[float, float]:
    """The lowest and highest figure a section can have."""
    scale = instrument.scale
    return (0, 100) if in_percent(instrument) else (scale.lowest, scale.highest)


def section_chart(instrument: Instrument, frame: Frame) -> Figure:
    """Horizontal bars over the whole span, with the line every section should reach."""
    wanted = wanted_of_sections(instrument)
    target = None
    if wanted is not None:
        label, score = wanted
        target = Target(float(score), f"“{label}” needs {shown(score)}")
    value = "percent" if in_percent(instrument) else "mean"
    figure = bars(frame, label="section", value=value, span=span_of(instrument), target=target)
    figure["layout"]["yaxis"] |= EVERY_NAME
    figure["layout"]["margin"]["r"] = 64  # room for 100.0% beyond the end of the axis
    return figure


def section_sentence(instrument: Instrument, result: Result) -> str:
    """What the chart shows, in words: strongest, weakest, and what falls short."""
    scored = [section for section in result.sections if section.mean is not None]
    if not scored:
        return "No section has enough answers for a score yet."
    best, worst = max(scored, key=_mean), min(scored, key=_mean)
    whole = "" if in_percent(instrument) else f" of {instrument.scale.highest}"
    high, low = (shown_value(instrument, section_value(instrument, s)) for s in (best, worst))
    if _mean(best) == _mean(worst):
        said = f"{_all(scored)} at {high}{whole}"
    else:
        said = f"“{best.title}” is strongest at {high}{whole} and “{worst.title}” weakest at {low}"
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

"""Fidelity: adherence and reach, two numbers that are never made one, and what was changed."""

from dataclasses import dataclass
from datetime import date

from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.say import counted, number

FEWEST_ELIGIBLE = 6


@dataclass(frozen=True)
class Share:
    """One number in per cent with what it rests on; `value` None where there is not enough data,
    and `words` says why. `band` is its word, "" without a value."""

    code: str
    value: float | None
    band: str
    words: str
    n: int | None
    as_of: date | None


@dataclass(frozen=True)
class Fidelity:
    """Adherence with its core components (code, per cent), reach, and the balance of changes."""

    adherence: Share
    reach: Share
    balance: Share
    parts: tuple[tuple[str, float], ...]
    change: float | None
    grade: float | None


def fidelity_of(facts: SiteFacts) -> Fidelity:
    """What is known of fidelity on the day of the facts."""
    shown = facts.quality.shown if facts.quality else ()
    latest = shown[-1] if shown else None
    middles = [one.median for one in shown[-2:] if one.median is not None]
    return Fidelity(
        _adherence(facts),
        _reach(facts),
        _balance(facts),
        latest.parts if latest else (),
        middles[1] - middles[0] if len(middles) == 2 else None,
        latest.grade if latest else None,
    )


def _band(code: str, value: float, words: tuple[str, str, str]) -> str:
    one = DEFINITIONS[code]
    return words[0] if value >= one.first else words[1] if value >= one.second else words[2]


def _adherence(facts: SiteFacts) -> Share:
    known = facts.quality
    if known is None:
        return Share("FI1", None, "", "Case audits cannot be read here yet.", None, None)
    if not known.shown:
        words = "No round of case audits has been closed yet."
        if known.last_on is not None:
            words = "No closed round has five files or more, so no percentage is shown."
        return Share("FI1", None, "", words, None, known.as_of)
    latest = known.shown[-1]
    value = latest.median or 0.0
    band = _band("FI1", value, ("High", "Moderate", "Low"))
    words = f"{band} adherence: the middle of {latest.files} audited files is {number(value)} %."
    return Share("FI1", value, band, words, latest.files, latest.closed_on)


def _reach(facts: SiteFacts) -> Share:
    known = facts.supply
    if known is None:
        return Share("FI2", None, "", "Quarterly returns cannot be read here yet.", None, None)
    if known.eligible is None or known.cases is None:
        words = "No return says how many children were eligible."
        return Share("FI2", None, "", words, None, known.as_of)
    if known.eligible < FEWEST_ELIGIBLE:
        words = "Fewer than six children were eligible, so no percentage is shown."
        return Share("FI2", None, "", words, None, known.as_of)
    value = min(100.0, 100 * known.cases / known.eligible)
    band = _band("FI2", value, ("Wide", "Partial", "Isolated"))
    words = f"{band} use: {known.cases:,} of {known.eligible:,} eligible children."
    return Share("FI2", value, band, words, known.eligible, known.as_of)


def _balance(facts: SiteFacts) -> Share:
    known = facts.changes
    if known is None:
        words = "The register of adaptations cannot be read here yet."
        return Share("FI3", None, "", words, None, None)
    judged = [one for one in known.in_force if one.keeps is not None]
    if not judged:
        words = "No change is entered." if not known.in_force else "No change has a view yet."
        return Share("FI3", None, "", words, None, known.as_of)
    kept = sum(bool(one.keeps) for one in judged)
    words = f"{kept} of {counted(len(judged), 'change')} in force keep the core."
    return Share("FI3", 100 * kept / len(judged), "", words, len(judged), known.as_of)

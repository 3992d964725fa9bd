"""Everything that is judged of a site on a day, and how it is packed to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.fidelity import Fidelity, Share, fidelity_of
from app.indicators.rules.known import Known
from app.indicators.rules.marks import Colour, Component, Ground, Signal
from app.indicators.rules.seeing import facts_on
from app.indicators.rules.sustainability import Sustainability, Weights, sustain
from app.indicators.rules.sustainment import Standing, Sustainment, standing_of
from app.indicators.rules.warning import Warning, warn
from app.sites.rules import Status
from app.sites.rules.levels import Level


@dataclass(frozen=True)
class Judgement:
    """One site on one day. `resting`: it is paused or stopped, so that nothing is asked of it."""

    on: date
    warning: Warning
    fidelity: Fidelity
    sustainability: Sustainability
    standing: Standing
    resting: bool

    @property
    def figures(self) -> tuple[object, ...]:
        """What makes a new row of history when it changes: all but counts of days."""
        return (
            self.warning.level,
            self.warning.points,
            self.warning.marks,
            self.sustainability.marks,
            self.sustainability.index,
            self.fidelity.adherence.value,
            self.fidelity.reach.value,
            self.standing.status,
        )


def judge_site(
    known: Known, on: date, weights: Weights, wrong: frozenset[str] = frozenset()
) -> Judgement:
    """Judge a site on a day; `wrong` are signals whose data is known to be wrong."""
    return judge_facts(facts_on(known, on), weights, wrong)


def judge_facts(
    facts: SiteFacts, weights: Weights, wrong: frozenset[str] = frozenset()
) -> Judgement:
    """The same from facts."""
    return Judgement(
        facts.on,
        warn(facts, wrong),
        fidelity_of(facts),
        sustain(facts, weights),
        standing_of(facts),
        facts.status is not Status.ACTIVE,
    )


Packed = dict[str, Any]


def packed(found: Judgement) -> Packed:
    """As it is kept: plain values, days as ISO dates."""
    return {
        "signals": [_signal(one) for one in found.warning.signals],
        "components": [_component(one) for one in found.sustainability.components],
        "fidelity": {
            "adherence": _share(found.fidelity.adherence),
            "reach": _share(found.fidelity.reach),
            "balance": _share(found.fidelity.balance),
            "parts": [list(pair) for pair in found.fidelity.parts],
            "change": found.fidelity.change,
            "grade": found.fidelity.grade,
        },
        "sustainability": {
            "index": found.sustainability.index,
            "known": found.sustainability.known,
            "asked": found.sustainability.asked,
            "version": found.sustainability.version,
        },
        "standing": {
            "status": found.standing.status,
            "words": found.standing.words,
            "first_case_on": _iso(found.standing.first_case_on),
            "full_on": _iso(found.standing.full_on),
        },
        "warning": {"points": found.warning.points, "level": found.warning.level},
        "resting": found.resting,
    }


def unpacked(on: date, kept: Mapping[str, Any]) -> Judgement:
    """What `packed` made plain."""
    signals = tuple(_as_signal(one) for one in kept["signals"])
    fidelity, index, standing = kept["fidelity"], kept["sustainability"], kept["standing"]
    unknown = sum(one.ground is Ground.NOT_KNOWN for one in signals)
    warning, status = kept["warning"], standing["status"]
    return Judgement(
        on,
        Warning(on, signals, warning["points"], Level(warning["level"]), unknown),
        Fidelity(
            _as_share(fidelity["adherence"]),
            _as_share(fidelity["reach"]),
            _as_share(fidelity["balance"]),
            tuple((code, value) for code, value in fidelity["parts"]),
            fidelity["change"],
            fidelity["grade"],
        ),
        Sustainability(
            tuple(_as_component(one) for one in kept["components"]),
            index["index"],
            index["known"],
            index["asked"],
            index["version"],
        ),
        Standing(
            Sustainment(status) if status else None,
            standing["words"],
            _day(standing["first_case_on"]),
            _day(standing["full_on"]),
        ),
        kept["resting"],
    )


def _signal(one: Signal) -> list[Any]:
    ground = one.ground.value
    return [one.code, one.grade, ground, one.words, _iso(one.as_of), one.n, one.value]


def _as_signal(kept: list[Any]) -> Signal:
    code, grade, ground, words, as_of, n, value = kept
    return Signal(code, grade, Ground(ground), words, _day(as_of), n, value)


def _component(one: Component) -> list[Any]:
    colour = one.colour.value if one.colour else None
    said = (one.shown, one.words, _iso(one.as_of), one.n, one.value)
    return [one.code, one.ground.value, colour, *said]


def _as_component(kept: list[Any]) -> Component:
    code, ground, colour, shown, words, as_of, n, value = kept
    found = Colour(colour) if colour else None
    return Component(code, Ground(ground), found, shown, words, _day(as_of), n, value)


def _share(one: Share) -> list[Any]:
    return [one.code, one.value, one.band, one.words, one.n, _iso(one.as_of)]


def _as_share(kept: list[Any]) -> Share:
    code, value, band, words, n, as_of = kept
    return Share(code, value, band, words, n, _day(as_of))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

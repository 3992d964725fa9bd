"""The charts of scale-up: the questions of 2018, asked of today's data."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.core.charts import Chart, Column, Frame, Kind, Value, bars, stacked, steps
from app.core.statistics.survival import Curve, Spell, survival
from app.core.words import count, day
from app.dashboards.queries.summed import Summed
from app.dashboards.sentences import scale_up as sentences
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.lasting import FEWEST, Came, Sign, Turn, came_before
from app.indicators.rules.paths import times
from app.indicators.rules.ways import Now, Tally, Way
from app.plans.rules import Barrier
from app.sites.rules import Stage
from app.support.rules.kinds import Kind as Support

NUMBER = Kind.NUMBER
TOO_FEW = "Not enough data"
TICKS = (0, 6, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120)  # months
MOST_TICKS = 4
MOST_BARS = 10  # of what came before; the table has the rest
TURNS = {"in-use": 0, "again": 2, "paused": 3, "silent": 5, "stopped": 1}


@dataclass(frozen=True)
class Programme:
    """What the charts are made of: the use at every site, the ways to the stages, when use faltered
    and came back, and what was said and given before. `summed`: how many sites, as of when."""

    today: date
    summed: Summed
    ways: Tally
    spells: Sequence[Spell]
    to_stages: Mapping[Stage, Collection[Spell]]
    faltered: Sequence[Turn]
    recovered: Sequence[Turn]
    barriers: Sequence[Sign]
    signals: Sequence[Sign]
    support: Sequence[Sign]

    @property
    def as_of(self) -> str:
        """How many sites, and as of when."""
        return f"{count(self.summed.sites, 'site')}, {self.summed.words}"


def ways(found: Programme) -> Chart:
    """How the framework is used, and where those who use it stand."""
    frame = Frame(
        "How the framework is used",
        (
            Column("way", "Way"),
            *(Column(one.value, one.label, NUMBER) for one in Now),
            Column("sites", "Sites", NUMBER),
        ),
        tuple(
            {
                "way": way.label,
                **{now.value: found.ways.began.get((way, now), 0) for now in Now},
                "sites": found.ways.way(way),
            }
            for way in Way
        )
        if found.ways.total
        else (),
    )
    used = [one.value for one in Now if found.ways.now(one)]
    return Chart(
        "ways",
        "ways-of-use",
        sentences.ways_sentence(found.ways),
        frame,
        stacked(frame, label="way", parts=used, title="Sites", turns=TURNS) if used else None,
        f"{found.as_of}. From use counts, declared statuses, adaptations and audits; of those who"
        " stopped or fell silent, as it was when they last counted.",
    )


def _round_up(number: float) -> int:
    """The end of an axis: the next multiple of four, so that its ticks are whole."""
    return max(4, -(-int(number) // 4) * 4)


def to_stages(found: Programme) -> Chart:
    """How long sites take to each stage."""
    known = times(found.to_stages)
    frame = Frame(
        "Months from the contract to each stage",
        (
            Column("stage", "Stage"),
            Column("median", "Half of the sites, months", NUMBER, missing=TOO_FEW),
            Column("lower", "A quarter, months", NUMBER, missing=TOO_FEW),
            Column("upper", "Three quarters, months", NUMBER, missing="Not reached yet"),
            Column("reached", "Sites that reached it", NUMBER),
            Column("of", "Of", NUMBER),
        ),
        tuple(
            {
                "stage": one.stage.label,
                "median": one.median,
                "lower": one.lower,
                "upper": one.upper,
                "reached": one.reached,
                "of": one.of,
            }
            for one in known
        )
        if found.summed.known
        else (),
    )
    drawn = [one.median for one in known if one.median is not None]
    figure = bars(frame, label="stage", value="median", span=(0, _round_up(max(drawn, default=0))))
    return Chart(
        "stages",
        "time-to-stages",
        sentences.times_sentence(known),
        frame,
        figure if drawn else None,
        f"{found.as_of}. From stage decisions; sites on their way count with the months so far"
        " (Kaplan and Meier).",
    )


def lasting(found: Programme) -> Chart:
    """How long use lasts."""
    curve = survival(found.spells)
    shown, ended = curve.trusted(), sum(one.count for one in found.spells if one.ended)
    frame = Frame(
        "How long use lasts",
        (
            Column("months", "Months", NUMBER),
            Column("share", "Go on", NUMBER, unit="%"),
            Column("low", "Lower end, 95%", NUMBER, unit="%"),
            Column("high", "Upper end, 95%", NUMBER, unit="%"),
            Column("at_risk", "At risk", NUMBER),
            Column("ended", "Ended", NUMBER),
        ),
        _steps_of(shown),
    )
    return Chart(
        "lasting",
        "how-long-use-lasts",
        sentences.lasting_sentence(curve, shown, ended),
        frame,
        _curve(frame, shown) if shown.steps else None,
        f"{count(curve.count, 'site')} from the first case on, {found.summed.words}. Use ends"
        " with a declaration, or with a year without a case; the curve ends where fewer than five"
        " sites can be followed (Kaplan and Meier, with Greenwood’s interval).",
        "tall",
    )


def _steps_of(curve: Curve) -> tuple[Mapping[str, Value], ...]:
    return tuple(
        {
            "months": int(one.time),
            "share": 100 * one.share,
            "low": 100 * one.interval.low if one.interval else None,
            "high": 100 * one.interval.high if one.interval else None,
            "at_risk": one.at_risk,
            "ended": one.ended,
        }
        for one in curve.steps
    )


def _curve(frame: Frame, curve: Curve) -> dict[str, object]:
    until = curve.until or 0
    known = [at for at in TICKS if at <= until]
    ticks = known[:: -(-len(known) // MOST_TICKS)]
    return steps(
        frame,
        time="months",
        share="share",
        interval=("low", "high"),
        at_risk={at: curve.at_risk(at) for at in ticks},
        title="Months since the first case",
    )


def barriers(found: Programme) -> Chart:
    """Which barriers came before use faltered, and how early."""
    known = came_before(found.faltered, found.barriers)
    source = "From barriers named in calls and raised in plans"
    sentence = sentences.came_sentence(known, len(found.faltered), "barrier", _barrier)
    frame = _came_frame("Barriers before use faltered", "Barrier", known, _barrier, found)
    return _came("barriers", "barriers-before-faltering", sentence, frame, source, found)


def signals(found: Programme) -> Chart:
    """Which signals of early warning were up before use faltered, and how early."""
    known = came_before(found.faltered, found.signals)
    source = "From what was judged week by week"
    sentence = sentences.came_sentence(known, len(found.faltered), "signal", _signal)
    frame = _came_frame("Signals before use faltered", "Signal", known, _signal, found)
    return _came("signals", "signals-before-faltering", sentence, frame, source, found)


def _signal(code: str) -> str:
    return f"{code} {DEFINITIONS[code].name}"


def _barrier(code: str) -> str:
    return Barrier(code).label


def _came_frame(
    name: str, what: str, known: Sequence[Came], label: Callable[[str], str], found: Programme
) -> Frame:
    return Frame(
        name,
        (
            Column("what", what),
            Column("count", "Before how many", NUMBER),
            Column("of", "Of", NUMBER),
            Column("days", "Median days before", NUMBER, missing=TOO_FEW),
        ),
        tuple(
            {"what": label(one.code), "count": one.count, "of": one.of, "days": one.days}
            for one in known
        )
        if len(found.faltered) >= FEWEST
        else (),
    )


def _came(key: str, name: str, sentence: str, frame: Frame, source: str, found: Programme) -> Chart:
    most = max((n for n in frame.values("count") if isinstance(n, int)), default=0)
    drawn = replace(frame, rows=frame.rows[:MOST_BARS])
    figure = bars(drawn, label="what", value="count", span=(0, _round_up(most)))
    return Chart(
        key,
        name,
        sentence,
        frame,
        figure if frame.rows else None,
        f"{source}, in the year before use ended for the first time: "
        f"{count(len(found.faltered), 'site')}, as of {day(found.today)}.",
        "tall",
    )


def support(found: Programme) -> Chart:
    """Which support was given before use came back, and before it faltered."""
    back = came_before(found.recovered, found.support)
    gone = came_before(found.faltered, found.support)
    turns = len(found.recovered), len(found.faltered)
    counts = {
        kind: tuple(
            next((one.count for one in known if one.code == kind.value), 0)
            for known in (back, gone)
        )
        for kind in Support
    }
    frame = Frame(
        "Support in the year before",
        (
            Column("kind", "Support"),
            Column("back", "Before use came back", NUMBER),
            Column("gone", "Before use faltered", NUMBER),
        ),
        tuple(
            {"kind": kind.label, "back": first, "gone": second}
            for kind, (first, second) in counts.items()
            if first or second
        )
        if max(turns) >= FEWEST
        else (),
    )
    figure = stacked(frame, label="kind", parts=("back", "gone"), title="Sites")
    return Chart(
        "support",
        "support-before",
        sentences.support_sentence(back, gone, turns, lambda code: Support(code).label),
        frame,
        figure if frame.rows else None,
        f"Support given in the year before cases began again, and in the year before use ended for "
        f"the first time, as of {day(found.today)}. What came before is not what caused it.",
    )


CHARTS: Mapping[str, Callable[[Programme], Chart]] = {
    "ways": ways,
    "stages": to_stages,
    "lasting": lasting,
    "signals": signals,
    "barriers": barriers,
    "support": support,
}
TITLES = {
    "ways": "How is it used?",
    "stages": "How long does each stage take?",
    "lasting": "How long does use last?",
    "signals": "Was it seen before use faltered?",
    "barriers": "Which barriers came before?",
    "support": "Which support was given?",
}

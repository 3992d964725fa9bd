"""How progress scores read: each in a sentence, with what it is held against."""

from app.core.charts import Column, Frame, Kind, cut
from app.core.words import count, day
from app.journey.reading import Progress
from app.journey.rules import Stage
from app.journey.rules.pace import Against, Norm, Pace, pace
from app.journey.rules.scores import Clock, Score

Item = dict[str, object]
_CLOCKS = {
    Clock.ENDED: "",
    Clock.LEFT: " until it was left incomplete",
    Clock.RUNNING: " so far; the clock still runs",
    Clock.STOPPED: " until the adoption stopped",
}


def summary_rows(found: Progress) -> list[Item]:
    """The scores as rows of a summary list."""
    every, norms, exact = found.scores, found.norms, found.exact
    return [
        {"key": "Stage reached", "value": _reached(found)},
        {"key": "Against the first plan", "value": _behind(found)},
        {"key": "Preparation", "value": _phase(every.preparation, norms.preparation, exact)},
        {
            "key": "Implementation",
            "value": _phase(every.implementation, norms.implementation, exact),
        },
        {"key": "The whole journey", "value": _phase(every.total, norms.total, exact)},
    ]


def _reached(found: Progress) -> str:
    reached = found.scores.reached
    return f"{reached.label}." if reached else "Not begun: no milestone is done."


def _behind(found: Progress) -> str:
    if found.weeks_behind is None:
        return "There is no plan to hold it against."
    weeks, stages = found.weeks_behind, found.stages_behind
    said = f"{_distance(weeks, 'week')} in the number of milestones done"
    expected = f"the plan expected {found.expected.label}" if found.expected else "nothing was due"
    said += f"; {_distance(stages, 'stage')} ({expected} by {day(found.on)})"
    return f"{said[0].upper()}{said[1:]}."


def _distance(number: int, unit: str) -> str:
    if not number:
        return f"no {unit} behind"
    return f"{count(abs(number), unit)} {'behind' if number > 0 else 'ahead'}"


def _phase(score: Score, others: Norm, exact: bool) -> str:
    if not score.tally.applicable:
        return "Nothing applies here."
    said = f"{score.tally.done} of {score.tally.applicable} done ({percent(score)}%)"
    if score.duration is None:
        return f"{said}. The clock starts with the first milestone done."
    found = pace(score, others)
    about = "about " if score.tally.imprecise else ""
    said += f", {about}{count(score.duration.days, 'day')}{_CLOCKS[score.duration.clock]}."
    return f"{said} {pace_sentence(found, others, exact=exact)}" if found else said


def percent(score: Score) -> int:
    """Done of applicable in whole per cent, cut; 0 where nothing applies."""
    return 100 * score.tally.done // score.tally.applicable if score.tally.applicable else 0


def pace_sentence(found: Pace, others: Norm, *, exact: bool) -> str:
    """A pace in a sentence, with n and what it is held against."""
    least = "At least " if found.grows and not found.is_fast else ""
    times = f"{least}{times_words(found)} the time"
    times = times[0].upper() + times[1:]
    if found.against is Against.PLAN:
        return f"{times} its first plan gave it."
    return (
        f"{times} of the middle one of all sites with this programme"
        f" ({n_words(others, exact=exact)})."
    )


def n_words(others: Norm, *, exact: bool) -> str:
    """How many sites are behind a comparison; an authority reads them to the nearest five."""
    if exact:
        return f"n = {others.closed} that finished and {others.running} that have not"
    return f"n is about {5 * round((others.closed + others.running) / 5)}"


def times_words(found: Pace) -> str:
    """ "1.32 times", two decimals, cut."""
    return f"{cut(float(found.ratio), 2)} times"


def stage_frame(found: Progress) -> Frame:
    """One row a stage: done of what applies, days, clock, pace and its base."""
    return Frame(
        "Scores by stage",
        (
            Column("stage", "Stage"),
            Column("done", "Done", Kind.NUMBER),
            Column("applicable", "Of", Kind.NUMBER),
            Column("percent", "Proportion", Kind.NUMBER, unit="%", missing="Nothing applies"),
            Column("days", "Days", Kind.NUMBER, missing="Not begun"),
            Column("clock", "Clock"),
            Column("pace", "Pace", Kind.NUMBER, places=2),
            Column("against", "Pace against"),
        ),
        tuple(_row(stage, found) for stage in Stage),
    )


def _row(stage: Stage, found: Progress) -> dict[str, str | int | float | None]:
    score, others = found.scores.stages[stage], found.norms.stages[stage]
    speed = pace(score, others)
    return {
        "stage": stage.label,
        "done": score.tally.done,
        "applicable": score.tally.applicable,
        "percent": percent(score) if score.tally.applicable else None,
        "days": score.duration.days if score.duration else None,
        "clock": _CLOCK_NAMES[score.duration.clock] if score.duration else None,
        "pace": float(speed.ratio) if speed else None,
        "against": _base(speed, others, found.exact),
    }


_CLOCK_NAMES = {
    Clock.ENDED: "Ended",
    Clock.LEFT: "Left incomplete",
    Clock.RUNNING: "Still runs",
    Clock.STOPPED: "Stopped",
}


def _base(found: Pace | None, others: Norm, exact: bool) -> str | None:
    if found is None:
        return None
    if found.against is Against.PLAN:
        return "First plan"
    return f"All sites, {n_words(others, exact=exact)}"

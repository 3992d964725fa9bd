"""The plan of a pilot: what it says, what is wrong with it, and what is missing to agree it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.refusals import Faults, at_most, needed
from app.journey.rules.case_types import CaseType
from app.journey.rules.outcomes import BY_CODE, OWN, Wanted
from app.pilots.rules.measures import MOST_MEASURES

LONGEST_LINE, LONGEST_TEXT, LONGEST_NAME, LONGEST_OWNER = 200, 2_000, 100, 100
MOST_TEAMS, MOST_CHILDREN, MOST_ROWS = 30, 1_000, 30
LONGEST_PILOT = 730  # days


@dataclass(frozen=True)
class Cohort:
    """Which teams and children, and what the pilot is to find out; `teams` one on each line."""

    name: str
    aim: str
    teams: str
    children: int | None
    case_types: tuple[str, ...]


@dataclass(frozen=True)
class Times:
    """Who answers for the pilot, and when it runs; both days are included."""

    owner_id: int | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Strategy:
    """Something the pilot tries: what, how we will know, and the plan-do-study-act cycle."""

    what: str
    signs: str
    cycle: str


@dataclass(frozen=True)
class Measure:
    """What the pilot is judged by; `code` is of the menu or `own`, `wanted` a word of Wanted."""

    code: str
    name: str
    unit: str
    wanted: str
    baseline: float | None
    target: float | None


@dataclass(frozen=True)
class Risk:
    """What may go wrong, what is done about it, and by whom."""

    what: str
    response: str
    owner_name: str


@dataclass(frozen=True)
class Step:
    """A step of the roll-out: which team when, what training it needs, who sees to it."""

    team: str
    starts_on: date | None
    training: str
    owner_name: str


Part = Strategy | Measure | Risk | Step


@dataclass(frozen=True)
class Document:
    """A whole plan, as it stands or stood."""

    cohort: Cohort
    times: Times
    strategies: tuple[Strategy, ...] = ()
    measures: tuple[Measure, ...] = ()
    risks: tuple[Risk, ...] = ()


def one_line(text: str) -> str:
    """Text without breaks and doubled blanks."""
    return " ".join(text.split())


def team_lines(text: str) -> tuple[str, ...]:
    """The teams of a text, one on each line, each once."""
    return tuple(dict.fromkeys(one for line in text.splitlines() if (one := one_line(line))))


def check_cohort(new: Cohort) -> Faults:
    """(field, what to do) for each fault; a plan that is not agreed may be unfinished."""
    teams = team_lines(new.teams)
    faults = needed(
        "name", one_line(new.name), LONGEST_NAME, "Enter a name for the pilot", "The name"
    )
    faults += at_most("aim", new.aim, LONGEST_TEXT, "What you want to find out")
    if len(teams) > MOST_TEAMS:
        faults.append(("teams", f"Enter {MOST_TEAMS} teams at most"))
    if any(len(team) > LONGEST_NAME for team in teams):
        faults.append(("teams", f"Write each team in {LONGEST_NAME} characters or fewer"))
    if new.children is not None and not 1 <= new.children <= MOST_CHILDREN:
        ask = f"Enter how many children, as a whole number from 1 to {MOST_CHILDREN:,}"
        faults.append(("children", ask))
    if not set(new.case_types) <= set(CaseType):
        faults.append(("case_types", "Choose among the types of case"))
    return faults


def check_times(new: Times, people: Collection[int], kept: Times | None = None) -> Faults:
    """What is wrong with owner and dates; `people` of the site can own a pilot, and whoever does
    already stays."""
    faults = []
    stays = kept is not None and kept.owner_id == new.owner_id
    if new.owner_id is not None and new.owner_id not in people and not stays:
        faults.append(("owner", "Choose somebody who works on this site now"))
    if new.starts_on and new.ends_on:
        if new.ends_on <= new.starts_on:
            faults.append(("ends_on", "The last day must be after the first"))
        elif (new.ends_on - new.starts_on).days > LONGEST_PILOT:
            faults.append(("ends_on", "A pilot takes two years at most"))
    return faults


def check_part(new: Part) -> Faults:
    """What is wrong with a strategy, a measure, a risk or a step of the roll-out."""
    if isinstance(new, Strategy):
        return [
            *needed("what", new.what, LONGEST_LINE, "Enter what you try", "What you try"),
            *needed(
                "signs",
                new.signs,
                LONGEST_TEXT,
                "Enter how you will know whether it works",
                "How you will know",
            ),
            *at_most("cycle", new.cycle, LONGEST_TEXT, "The cycle"),
        ]
    if isinstance(new, Measure):
        return _check_measure(new)
    if isinstance(new, Risk):
        return [
            *needed("what", new.what, LONGEST_LINE, "Enter what may go wrong", "The risk"),
            *needed(
                "response",
                new.response,
                LONGEST_TEXT,
                "Enter what you do about it",
                "What you do about it",
            ),
            *_check_owner(new.owner_name),
        ]
    return _check_step(new)


def _check_measure(new: Measure) -> Faults:
    faults = []
    if new.code != OWN and new.code not in BY_CODE:
        faults.append(("code", "Choose a measure, or “A measure of our own”"))
    if new.code == OWN:
        faults += needed("name", new.name, LONGEST_LINE, "Enter what is measured", "The name")
        if new.wanted not in set(Wanted):
            faults.append(("wanted", "Choose which way is better"))
    faults += at_most("unit", new.unit, 30, "The unit")
    if new.target is None:
        faults.append(("target", "Enter the value you want to reach, as a number"))
    return faults


def _check_step(new: Step) -> Faults:
    faults = needed("team", new.team, LONGEST_LINE, "Enter which team", "The team")
    if new.starts_on is None:
        faults.append(("starts_on", "Enter when the team begins"))
    faults += at_most("training", new.training, LONGEST_TEXT, "The training")
    return [*faults, *_check_owner(new.owner_name)]


def _check_owner(name: str) -> Faults:
    return needed("owner_name", name, LONGEST_OWNER, "Enter who sees to it", "Who sees to it")


def settled(new: Part) -> Part:
    """The same as it is kept: trimmed, and a measure of the menu in the menu's words."""
    if isinstance(new, Measure):
        item = BY_CODE.get(new.code)
        if item is not None:
            named = (item.name, item.unit, item.wanted.value)
            return Measure(new.code, *named, new.baseline, new.target)
        unit = one_line(new.unit)
        return Measure(OWN, one_line(new.name), unit, new.wanted, new.baseline, new.target)
    if isinstance(new, Strategy):
        return Strategy(one_line(new.what), new.signs.strip(), new.cycle.strip())
    if isinstance(new, Risk):
        return Risk(one_line(new.what), new.response.strip(), one_line(new.owner_name))
    return Step(one_line(new.team), new.starts_on, new.training.strip(), one_line(new.owner_name))


def check_room_for(new: Part, present: int) -> Faults:
    """Whether one more fits; `present` are there already."""
    if isinstance(new, Measure):
        if present >= MOST_MEASURES:
            ask = f"{MOST_MEASURES} measures are enough: take one away first"
            return [("code", ask)]
        return []
    field = "team" if isinstance(new, Step) else "what"
    return [(field, "Take a row away first")] if present >= MOST_ROWS else []


def check_reason(reason: str, *, is_agreed: bool) -> Faults:
    """An agreed plan is changed with a reason only."""
    if is_agreed and not reason.strip():
        return [("reason", "Enter why the agreed plan changes")]
    return at_most("reason", reason, LONGEST_TEXT, "The reason")


def missing_to_agree(plan: Document) -> list[tuple[str, str]]:
    """(section, what is missing) before the plan can be agreed, in the order of the page."""
    cohort, times = plan.cohort, plan.times
    asked: Sequence[tuple[object, str, str]] = (
        (cohort.aim, "cohort", "what you want to find out"),
        (cohort.teams, "cohort", "which teams take part"),
        (cohort.children, "cohort", "how many children"),
        (cohort.case_types, "cohort", "which types of case"),
        (times.owner_id, "times", "who answers for the pilot"),
        (times.starts_on, "times", "the first day"),
        (times.ends_on, "times", "the last day"),
        (plan.strategies, "strategies", "a strategy to test"),
        (plan.measures, "measures", "a measure"),
        (plan.risks, "risks", "a risk and what you do about it"),
    )
    return [(section, words) for value, section, words in asked if not value]

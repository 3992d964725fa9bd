"""Walking through the objectives: colour with words, when to look again, how the colour went."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from app.plans.rules.actions import Faults

LONGEST_REVIEW = 4000
FURTHEST = timedelta(days=366)


class Colour(StrEnum):
    """How an objective stands, in the words that stand beside the colour everywhere."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "red": "Red: off track",
            "amber": "Amber: at risk",
            "green": "Green: on track",
        }[self.value]

    @property
    def hint(self) -> str:
        """When to choose it."""
        return {
            "red": "It will not be reached like this. Somebody has to help or decide.",
            "amber": "Something stands in the way, and somebody is dealing with it.",
            "green": "It goes as planned.",
        }[self.value]

    @property
    def look_again(self) -> timedelta:
        """When it is next looked at, unless people say otherwise."""
        return timedelta(days={"red": 28, "amber": 42, "green": 91}[self.value])


def check_review(colour: str, words: str, next_on: date | None, today: date) -> Faults:
    """(field, what to do) for each fault of what was said about one objective."""
    faults = []
    if colour not in set(Colour):
        faults.append(("colour", "Choose red, amber or green"))
    if not words.strip():
        faults.append(("words", "Enter what happened since last time, in a sentence or two"))
    elif len(words.strip()) > LONGEST_REVIEW:
        faults.append(("words", f"What happened must be {LONGEST_REVIEW:,} characters or fewer"))
    return faults + check_next(next_on, today)


def check_next(next_on: date | None, today: date) -> Faults:
    """A date to look again may be left out; else it lies ahead, within a year."""
    if next_on is not None and not today < next_on <= today + FURTHEST:
        return [("next_on", "The date to look again must be after today, within a year")]
    return []


def next_review(colour: Colour, chosen: date | None, today: date) -> date:
    """When an objective is looked at again."""
    return chosen or today + colour.look_again


def course(colours: Sequence[Colour]) -> str:
    """How the colour went, oldest first: "Green, then amber twice, now red."."""
    runs: list[tuple[Colour, int]] = []
    for colour in colours:
        if runs and runs[-1][0] is colour:
            runs[-1] = colour, runs[-1][1] + 1
        else:
            runs.append((colour, 1))
    if not runs:
        return "Not reviewed yet."
    (last, times), earlier = runs[-1], runs[:-1]
    if not earlier:
        again = f", {_times(times)}" if times > 1 else ""
        return f"{last.value.capitalize()}{again}."
    parts = [f"{colour.value} {_times(n)}" if n > 1 else colour.value for colour, n in earlier]
    now = f"now {last.value}" + (f" for the {_ordinal(times)} time" if times > 1 else "")
    return f"{', then '.join(parts)}, {now}.".capitalize()


def since(before: Colour | None, now: Colour) -> str:
    """The change from last time in words."""
    if before is None:
        return "First review"
    if before is now:
        return f"Still {now.value}"
    order = list(Colour)
    better = order.index(now) > order.index(before)
    return f"{'Better' if better else 'Worse'}: was {before.value}"


def _times(number: int) -> str:
    return {2: "twice", 3: "three times"}.get(number, f"{number} times")


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")

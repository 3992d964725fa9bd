"""A register file: what importing it would change, or every reason why it cannot be imported.

People are found by name and team. Somebody who is not in the file stays as they are.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.training.rules.register import (
    NewEntry,
    StaffRole,
    check_days,
    check_name,
    one_line,
)

COLUMNS = ("name", "team", "role", "started", "left", "trained")
MOST_ROWS = 2_000
LONGEST_DAY = len("27/03/2027")
_EARLIEST = date(1990, 1, 1)
_ROLES = {role.value: role for role in StaffRole} | {role.plural: role for role in StaffRole}
Key = tuple[str, int]


@dataclass(frozen=True)
class Line:
    """One line of the file: its cells by heading, and what is wrong with its shape."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Known:
    """Somebody on the register; `trainings` are the days of framework training entered."""

    id: int
    entry: NewEntry
    trainings: frozenset[date]


@dataclass(frozen=True)
class Change:
    """What one line does: `id` is None for somebody new, `trained_on` a training that is new."""

    line: int
    id: int | None
    team: str
    entry: NewEntry
    trained_on: date | None
    words: str


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be used, and why."""

    line: int
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """What importing the file would do."""

    new: tuple[Change, ...]
    changed: tuple[Change, ...]
    unchanged: int
    wrong: tuple[Wrong, ...]

    @property
    def does_something(self) -> bool:
        """Whether anything would be written."""
        return bool(self.new or self.changed)

    @property
    def fingerprint(self) -> str:
        """Two comparisons with the same one would write the same."""
        return hashlib.sha256(repr((self.new, self.changed, self.wrong)).encode()).hexdigest()


def read_date(text: str) -> date | None:
    """A day as 2027-03-27 or 27/3/2027; None when empty. Raises ValueError."""
    if not text:
        return None
    if "/" in text:
        day, month, year = text.split("/")
        if len(text) > LONGEST_DAY:  # a number of twenty figures is none that a date can take
            raise ValueError(text)
        found = date(int(year), int(month), int(day))
    else:
        found = date.fromisoformat(text)
    if found < _EARLIEST:
        raise ValueError(text)
    return found


def compare(
    lines: Sequence[Line], teams: Mapping[str, int], known: Iterable[Known], today: date
) -> Comparison:
    """What the lines of a file would do to a register; `teams` are names with their numbers."""
    by_name = {name.casefold(): (name, number) for name, number in teams.items()}
    register = _register(known)
    times = Counter(_place(line, by_name) for line in lines)
    new: list[Change] = []
    changed: list[Change] = []
    wrong: list[Wrong] = []
    unchanged = 0
    for line in lines:
        read = _read(line, by_name, times, today)
        if isinstance(read, Wrong):
            wrong.append(read)
            continue
        entry, team, trained_on = read
        kept = register.get(_place(line, by_name))
        change = _change(line.number, entry, team, trained_on, kept)
        if kept is None:
            new.append(change)
        elif change.words:
            changed.append(change)
        else:
            unchanged += 1
    return Comparison(tuple(new), tuple(changed), unchanged, tuple(wrong))


def _register(known: Iterable[Known]) -> dict[Key, Known]:
    """By name and team; who is there goes before who has left under the same name."""
    ordered = sorted(known, key=lambda one: (one.entry.left_on is None, one.id))
    return {(one.entry.name.casefold(), one.entry.team_id or 0): one for one in ordered}


def _place(line: Line, teams: Mapping[str, tuple[str, int]]) -> Key:
    _, number = teams.get(one_line(line.cells["team"]).casefold(), ("", 0))
    return one_line(line.cells["name"]).casefold(), number


def _read(
    line: Line, teams: Mapping[str, tuple[str, int]], times: Mapping[Key, int], today: date
) -> tuple[NewEntry, str, date | None] | Wrong:
    cells, name = line.cells, one_line(line.cells["name"])
    if line.problem:
        return Wrong(line.number, name, (line.problem,))
    reasons = [message for _, message in check_name(name)]
    team, team_id = teams.get(one_line(cells["team"]).casefold(), ("", None))
    if team_id is None:
        reasons.append(f"There is no team “{cells['team'][:40]}”: add it first, or correct it")
    elif times[name.casefold(), team_id] > 1 and name:
        reasons.append("The file names this person twice in this team")
    role = _ROLES.get(cells["role"].lower())
    if role is None:
        reasons.append(f"Role “{cells['role'][:40]}” is not known: use practitioner or manager")
    days = {column: _day(cells, column, reasons) for column in ("started", "left", "trained")}
    reasons += [message for _, message in check_days(days["started"], days["left"], today)]
    if (trained := days["trained"]) is not None and trained > today:
        reasons.append("The day of the training must be today or earlier")
    if reasons:
        return Wrong(line.number, name, tuple(reasons))
    word = role.value if role else ""
    return NewEntry(name, team_id, word, days["started"], days["left"]), team, trained


def _day(cells: Mapping[str, str], column: str, reasons: list[str]) -> date | None:
    try:
        return read_date(cells[column])
    except ValueError:
        text = cells[column][:30]
        reasons.append(f"“{text}” under {column} is not a day: write it like 2027-03-27")
        return None


def _change(
    line: int, entry: NewEntry, team: str, trained_on: date | None, kept: Known | None
) -> Change:
    """The change of one line; its words are empty where it changes nothing."""
    if kept is None:
        return Change(line, None, team, entry, trained_on, "new")
    before, fresh = kept.entry, trained_on if trained_on not in kept.trainings else None
    differs = {
        "role": before.role != entry.role,
        "first day": before.started_on != entry.started_on,
        "last day": before.left_on != entry.left_on,
        "training": fresh is not None,
    }
    words = ", ".join(word for word, is_other in differs.items() if is_other)
    return Change(line, kept.id, team, entry, fresh, words)

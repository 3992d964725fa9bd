"""How a register file differs from the register: new, changed, wrong, and what is left alone."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date

from app.sites.rules.register_lines import Entry, Line, Wrong, read_line, repeated

ATTRIBUTION = (
    "Authorities: mySociety, list of UK local authorities, from data of the Office for National "
    "Statistics; licensed CC BY 4.0."
)


@dataclass(frozen=True)
class Registered:
    """An authority of the register: its number, present facts and every code it ever had."""

    id: int
    entry: Entry
    codes: tuple[str, ...]
    abolished_on: date | None


@dataclass(frozen=True)
class New:
    """A line whose authority the register does not hold."""

    line: int
    entry: Entry


@dataclass(frozen=True)
class Change:
    """One field that differs."""

    field: str
    old: object
    new: object


@dataclass(frozen=True)
class Changed:
    """A line whose authority the register holds with other facts."""

    line: int
    id: int
    entry: Entry
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Comparison:
    """What an import would do. `abolished`: in the file, no longer standing, left as they are;
    `missing`: in the register, not in the file, left as they are."""

    new: tuple[New, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    wrong: tuple[Wrong, ...]
    abolished: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def does_something(self) -> bool:
        """Whether there is anything to write and nothing wrong."""
        return bool(self.new or self.changed) and not self.wrong

    @property
    def fingerprint(self) -> str:
        """Equal for two comparisons exactly when they show and do the same."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def _differences(entry: Entry, ours: Registered) -> tuple[Change, ...]:
    changes = []
    for named in fields(Entry):
        new, old = getattr(entry, named.name), getattr(ours.entry, named.name)
        if named.name == "gss_code" and new in ours.codes:
            continue  # an earlier code still finds its authority
        if new != old:
            changes.append(Change(named.name, old, new))
    return tuple(changes)


def _stands(one: Registered, today: date) -> bool:
    return one.abolished_on is None or one.abolished_on > today


@dataclass
class _Comparing:
    """Ours, found by code, or by name when the file no longer uses its code; and what was met."""

    register: tuple[Registered, ...]
    codes_in_file: frozenset[str]
    today: date
    new: list[New] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    abolished: list[str] = field(default_factory=list)
    unchanged: int = 0
    met: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_code = {code: one for one in self.register for code in one.codes}
        self.by_name = {
            (one.entry.name.casefold(), one.entry.nation): one
            for one in self.register
            if _stands(one, self.today) and not self.codes_in_file & set(one.codes)
        }

    def refuse(self, line: Line, reasons: tuple[str, ...]) -> None:
        self.wrong.append(Wrong(line.number, line.cells.get("name", "")[:80], reasons))
        ours = self.by_code.get(line.cells.get("gss_code", ""))
        if ours is not None:
            self.met.setdefault(ours.id, line.number)

    def take(self, line: Line, entry: Entry) -> None:
        ours = self.by_code.get(entry.gss_code) or self.by_name.get(
            (entry.name.casefold(), entry.nation)
        )
        if ours is None:
            self.new.append(New(line.number, entry))
        elif ours.id in self.met:
            same = f"This is the same authority as line {self.met[ours.id]}; keep one of them"
            self.refuse(line, (same,))
        else:
            self.met[ours.id] = line.number
            self._match(line, entry, ours)

    def _match(self, line: Line, entry: Entry, ours: Registered) -> None:
        if not _stands(ours, self.today):
            self.abolished.append(ours.entry.name)
        elif changes := _differences(entry, ours):
            self.changed.append(Changed(line.number, ours.id, entry, changes))
        else:
            self.unchanged += 1

    def result(self) -> Comparison:
        missing = (
            one.entry.name
            for one in self.register
            if one.id not in self.met and _stands(one, self.today)
        )
        return Comparison(
            tuple(self.new),
            tuple(self.changed),
            self.unchanged,
            tuple(self.wrong),
            tuple(self.abolished),
            tuple(sorted(missing)),
        )


def compare(
    lines: Sequence[Line],
    register: Iterable[Registered],
    *,
    population: str | None,
    today: date,
) -> Comparison:
    """What importing these lines would do to the register on `today`; writes nothing.

    `population` is the column that holds it. An authority is found by any code it ever had, else
    by name and nation when its own code is not in the file (boundaries, and so codes, change).
    """
    codes = frozenset(line.cells.get("gss_code", "") for line in lines)
    comparing = _Comparing(tuple(register), codes, today)
    twice = repeated(lines)
    for line in lines:
        read = read_line(line, population)
        also = tuple(twice.get(line.number, ()))
        if isinstance(read, Wrong):
            comparing.refuse(line, read.reasons + also)
        elif also:
            comparing.refuse(line, also)
        else:
            comparing.take(line, read)
    return comparing.result()

"""The story as it stands in seeds/demo: plain values, read once, wrong words refused loudly."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.core.yaml_file import read_yaml
from app.demo.story.plots import Plot, plot
from config import ROOT

FOLDER = ROOT / "seeds" / "demo"
Raw = Mapping[str, Any]


@dataclass(frozen=True)
class Staff:
    """Somebody of the NSPCC; days are offsets from today, as everywhere in the story."""

    key: str
    name: str
    email: str
    joins: int
    role: str | None = None
    leaves: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Colleague:
    """Somebody of an authority; `seat` is the role in which they rate, if they do."""

    name: str
    role: str
    job: str
    joins: int
    leaves: int | None = None
    why: str = ""
    email: str = ""
    seat: str = ""

    def here(self, offset: int) -> bool:
        """Whether they belong to the site on that day."""
        return self.joins <= offset and (self.leaves is None or offset < self.leaves)


@dataclass(frozen=True)
class LeadFrom:
    """Who leads a site for the NSPCC from a day on."""

    lead: str
    deputy: str | None = None
    day: int = -100_000
    why: str = ""


@dataclass(frozen=True)
class Move:
    """A planned date that moved: entered on a day, to a new one."""

    day: int
    to: int
    reasons: Sequence[str]
    note: str = ""


@dataclass(frozen=True)
class Own:
    """What is particular about one milestone of a site; the rest follows its pace.

    `month`: only the month in which it was done is known. `entered` is the day of a late entry.
    """

    done: int | None = None
    month: bool = False
    entered: int | None = None
    started: int | None = None
    dropped: int | None = None
    not_required: int | None = None
    reopened: int | None = None
    again: int | None = None
    open: bool = False
    why: str = ""
    note: str = ""
    moved: Sequence[Move] = ()


@dataclass(frozen=True)
class Turn:
    """A decision on the stage, or a declared status; `codes` are the reasons of a status."""

    to: str
    day: int
    reason: str
    evidence: str = ""
    until: int | None = None
    codes: Sequence[str] = ()


@dataclass(frozen=True)
class Around:
    """An event around the work, entered on a day; of `months` only the month is known."""

    day: int
    kind: str
    title: str
    words: str
    by: str = ""
    announced: int | None = None
    decided: int | None = None
    in_force: int | None = None
    months: Sequence[str] = ()


@dataclass(frozen=True)
class Plea:
    """Somebody asks to resume, and what the NSPCC answers, if it has."""

    day: int
    by: str
    words: str
    answered: int | None = None
    why: str = ""


@dataclass(frozen=True)
class Changed:
    """The call nearest to a day was moved by some days or cancelled, and why."""

    near: int
    reason: str
    by: int = 0


@dataclass(frozen=True)
class Calls:
    """How the calls of a site went; between them lie the days of the programme's cadence."""

    until: int | None = None
    silent: Sequence[Sequence[int]] = ()
    next: int | None = None
    moved: Sequence[Changed] = ()
    cancelled: Sequence[Changed] = ()


@dataclass(frozen=True)
class Task:
    """An action of the plan that somebody wrote by hand: raised on a day, due on another.

    `owner` is a name of the site or "lead" for who leads it; `began` and `done` are days.
    """

    day: int
    title: str
    owner: str
    due: int
    detail: str = ""
    began: int | None = None
    done: int | None = None


@dataclass(frozen=True)
class Agreed:
    """Planned dates of milestones (by code) that were confirmed on a day."""

    day: int
    codes: Sequence[str]


@dataclass(frozen=True)
class Replanned:
    """The dates of contract and training moved to those of the site, and the plan with them."""

    day: int
    reasons: Sequence[str]
    note: str
    all_follow: bool = False


@dataclass(frozen=True)
class Shown:
    """Pieces of the site's evidence, by title, attached to a milestone on a day."""

    day: int
    code: str
    pieces: Sequence[str]


@dataclass(frozen=True)
class Place:
    """One site and its story, which `tells` says in a sentence.

    `first_plan` holds the (contract, training) it was planned with, where they moved since.
    """

    name: str
    tells: str
    authorities: Sequence[str]
    leads: Sequence[LeadFrom]
    added: int
    contract: int
    training: int
    people: Sequence[Colleague]
    pace: int = 10
    reached: int = 0
    stages: Sequence[Turn] = ()
    statuses: Sequence[Turn] = ()
    milestones: Mapping[str, Own] = field(default_factory=dict)
    calls: Calls = field(default_factory=Calls)
    rounds: Sequence[Plot] = ()
    plan: Sequence[Task] = ()
    first_plan: Sequence[int] = ()
    agreed: Sequence[Agreed] = ()
    replanned: Sequence[Replanned] = ()
    shown: Sequence[Shown] = ()
    around: Sequence[Around] = ()
    pleas: Sequence[Plea] = ()

    def led_by(self, offset: int) -> LeadFrom:
        """Who leads it for the NSPCC on that day."""
        return [one for one in self.leads if one.day <= offset][-1]

    def speaker(self, offset: int) -> Colleague | None:
        """The strategic lead of that day; None where the post is empty."""
        found = [one for one in self.people if one.role == "strategic" and one.here(offset)]
        return found[0] if found else None

    def person(self, name: str) -> Colleague:
        """Somebody of it by name; a wrong name raises LookupError."""
        for one in self.people:
            if one.name == name:
                return one
        raise LookupError(f"{self.name} has nobody called {name}.")


LISTS: Mapping[str, Callable[..., object]] = {
    "plan": Task,
    "agreed": Agreed,
    "replanned": Replanned,
    "shown": Shown,
    "around": Around,
    "pleas": Plea,
}


def load(name: str) -> Any:
    """A file of the folder."""
    return read_yaml(FOLDER / name)


def places() -> list[Place]:
    """Every site of the story, in the order in which they were added."""
    found = [_place(load(f"sites/{file.name}")) for file in sorted(FOLDER.glob("sites/*.yaml"))]
    return sorted(found, key=lambda place: place.added)


def staff() -> list[Staff]:
    """The people of the NSPCC and the members of the community."""
    raw = load("people.yaml")
    return [Staff(**one) for one in [*raw["staff"], *raw["members"]]]


def reorganisations() -> list[dict[str, Any]]:
    """Authorities that merged or split."""
    return list(load("people.yaml")["reorganisations"])


def _place(raw: dict[str, Any]) -> Place:
    raw["leads"] = [LeadFrom(**one) for one in raw["leads"]]
    raw["people"] = [Colleague(**one) for one in raw["people"]]
    raw["stages"] = [Turn(**one) for one in raw.get("stages", ())]
    raw["statuses"] = [Turn(**one) for one in raw.get("statuses", ())]
    raw["milestones"] = {code: _own(one) for code, one in raw.get("milestones", {}).items()}
    raw["calls"] = _calls(raw.get("calls", {}))
    raw["rounds"] = [plot(one) for one in raw.get("rounds", ())]
    for name, kind in LISTS.items():
        raw[name] = [kind(**one) for one in raw.get(name, ())]
    return Place(**raw)


def _own(raw: dict[str, Any]) -> Own:
    return Own(**{**raw, "moved": [Move(**one) for one in raw.get("moved", ())]})


def _calls(raw: dict[str, Any]) -> Calls:
    changed = {
        name: [Changed(**one) for one in raw.get(name, ())] for name in ("moved", "cancelled")
    }
    return Calls(**{**raw, **changed})

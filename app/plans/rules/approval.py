"""A plan as it was approved, and what changed since.

A copy is plain values, so that it can be kept as JSON: a list of parts, each with its kind and
number, a `name` and `facts` in words by what they are about. People stand in it by number.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

PARTS = {"objective": "Objective", "action": "Action", "route": "Route"}


class Plan(StrEnum):
    """What can be approved; the value goes with `-approved` into what completes a milestone."""

    IMPLEMENTATION = "implementation-plan"
    COMMUNICATION = "communication-plan"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "implementation-plan": "Implementation plan",
            "communication-plan": "Communication plan",
        }[self.value]


@dataclass(frozen=True)
class Part:
    """One objective, action or route of a plan. `facts` are words by what they say ("By when");
    `owner_id` is who leads or does it, where they have an account; `under` the number of the
    objective of an action; `is_open` whether it still counts."""

    kind: str
    id: int
    name: str
    facts: Mapping[str, str] = field(default_factory=dict)
    owner_id: int | None = None
    under: int | None = None
    is_open: bool = True


def frozen(parts: Sequence[Part]) -> dict[str, Any]:
    """The copy that is kept: what still counts."""
    return {
        "parts": [
            {
                "kind": one.kind,
                "id": one.id,
                "name": one.name,
                "facts": dict(one.facts),
                "owner_id": one.owner_id,
                "under": one.under,
            }
            for one in parts
            if one.is_open
        ]
    }


def thawed(copy: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts of a kept copy."""
    return tuple(Part(**one) for one in copy.get("parts", ()))


def changes(before: Sequence[Part], now: Sequence[Part]) -> list[str]:
    """What differs from what was approved, a sentence each: left out, changed, added.

    What ended well is no change of the plan: `now` leaves out what is done and keeps, closed, what
    was dropped.
    """
    present = {(one.kind, one.id): one for one in now}
    approved = {(one.kind, one.id) for one in before}
    return [*_changed(before, present), *_added(now, approved)]


def _changed(before: Sequence[Part], present: Mapping[tuple[str, int], Part]) -> Iterator[str]:
    for old in before:
        new = present.get((old.kind, old.id))
        if new is None:
            continue
        if not new.is_open:
            yield f"{PARTS[old.kind]} dropped: “{old.name}”."
        elif differs := list(_differences(old, new)):
            yield f"{PARTS[old.kind]} changed: “{new.name}” ({'; '.join(differs)})."


def _added(now: Sequence[Part], approved: set[tuple[str, int]]) -> Iterator[str]:
    for one in now:
        if one.is_open and (one.kind, one.id) not in approved:
            yield f"{PARTS[one.kind]} added: “{one.name}”."


def _differences(old: Part, new: Part) -> Iterator[str]:
    if old.name != new.name:
        yield "other words"
    for about, words in new.facts.items():
        was = old.facts.get(about, "")
        if was != words:
            short = max(len(was), len(words)) <= 40 and was and words
            yield f"{about.lower()} was {was}, is {words}" if short else f"{about.lower()} changed"
    if old.owner_id != new.owner_id:
        yield "somebody else leads it" if new.kind == "objective" else "somebody else does it"
    if old.under != new.under:
        yield "moved to another objective"

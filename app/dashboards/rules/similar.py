"""Which authorities are alike enough to be set against each other, without naming any.

Every site is in one group a quarter, made from what was entered before the quarter began: groups do
not overlap and do not change within it, so that nobody can narrow one down by setting two views, or
two days, against each other. Each sees the others of its group, never itself among them.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.sites.rules import Nation, Stage

FEWEST_OTHERS = 5
_SMALLEST = FEWEST_OTHERS + 1


@dataclass(frozen=True)
class Member:
    """A site as it was known when the quarter began; `type` is that of its authority, "" where it
    is not known."""

    site_id: int
    nation: Nation
    type: str
    stage: Stage


@dataclass(frozen=True)
class Group:
    """Sites that are alike in `alike`, such as ("nation", "type"); all sites where it is empty."""

    members: tuple[Member, ...]
    alike: tuple[str, ...]

    def others(self, site_id: int) -> tuple[int, ...]:
        """The numbers of all but one."""
        return tuple(one.site_id for one in self.members if one.site_id != site_id)


_LADDER: Sequence[tuple[str, ...]] = (
    ("nation", "type", "stage"),
    ("nation", "type"),
    ("nation", "stage"),
    ("nation",),
    (),
)


def group_of(site_id: int, members: Iterable[Member]) -> Group | None:
    """The group of a site; None where it is no member, or there are too few altogether."""
    found = (one for one in groups(members) if any(m.site_id == site_id for m in one.members))
    return next(found, None)


def groups(members: Iterable[Member]) -> list[Group]:
    """All groups, each of six or more: first those alike in everything, and step by step those
    alike in less, of the sites that are left. What is left at the end joins the last group."""
    left = sorted(members, key=lambda one: one.site_id)
    found: list[Group] = []
    for alike in _LADDER:
        parts = _parted(left, alike)
        found += [Group(tuple(part), alike) for part in parts if len(part) >= _SMALLEST]
        left = [one for part in parts if len(part) < _SMALLEST for one in part]
        left.sort(key=lambda one: one.site_id)
    if left and found:
        last = found.pop()
        together = (*last.members, *left)
        found.append(Group(together, _alike(together)))
    return found


def _parted(members: Sequence[Member], alike: Sequence[str]) -> list[list[Member]]:
    parts: dict[Hashable, list[Member]] = {}
    for one in members:
        parts.setdefault(tuple(_TRAITS[name](one) for name in alike), []).append(one)
    return list(parts.values())


def _alike(members: Sequence[Member]) -> tuple[str, ...]:
    """In what all of them are alike."""
    return tuple(
        name for name, trait in _TRAITS.items() if len({trait(one) for one in members}) == 1
    )


_TRAITS: Mapping[str, Callable[[Member], str]] = {
    "nation": lambda one: one.nation.value,
    "type": lambda one: one.type,
    "stage": lambda one: one.stage.value,
}

"""What of many sites may be shown to one of them: all of it goes through disclosure control."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.disclosure import Count, Figure, Hidden, Symbol, release
from app.dashboards.rules.similar import FEWEST_OTHERS


@dataclass(frozen=True)
class Points:
    """Points given of those possible, over so many sites."""

    given: int
    possible: int
    sites: int


@dataclass(frozen=True)
class Share:
    """A share in whole per cent as it may be shown, and how many sites are behind it."""

    figure: Figure
    sites: int

    @property
    def value(self) -> int | None:
        """The number; None where there is none to be shown."""
        return None if isinstance(self.figure, Hidden) else self.figure.value

    @property
    def words(self) -> str:
        """As a table says it."""
        if isinstance(self.figure, Hidden):
            if self.figure.symbol is Symbol.NOT_AVAILABLE:
                return "Not enough similar authorities"
            return f"{self.figure}: {self.figure.symbol.reason.lower()}"
        return str(self.figure)


def shares(points: Mapping[str, Points]) -> Mapping[str, Share]:
    """Each share as it may be shown; none where fewer than five sites are behind it. Everything
    that one reader sees is released together."""
    enough = {
        key: one for key, one in points.items() if one.sites >= FEWEST_OTHERS and one.possible
    }
    counts: dict[tuple[str, str], Count] = {}
    for key, one in enough.items():
        counts[key, "given"] = Count(one.given, one.sites)
        counts[key, "possible"] = Count(one.possible, one.sites)
    released = release(counts)
    return {
        key: Share(
            released.percent((key, "given"), (key, "possible"))
            if key in enough
            else Hidden(Symbol.NOT_AVAILABLE),
            one.sites,
        )
        for key, one in points.items()
    }

"""Everything that an authority's comparison is made of."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.dashboards.queries import similar as queries
from app.dashboards.queries.similar import Parts, Stood
from app.dashboards.rules.similar import FEWEST_OTHERS, Group, group_of
from app.dashboards.sharing import Points, Share, shares
from app.quality.rules.components import Component
from app.sites.rules.months import quarter_of

HEADLINES: Mapping[str, Callable[[Stood], float | None]] = {
    "adherence": lambda one: one.adherence,
    "reach": lambda one: one.reach,
    "index": lambda one: one.index,
}


@dataclass(frozen=True)
class Compared:
    """A site and the others of its group that the reader does not know, as all of them stood on
    `on`. `own` and `others` are by headline or component; `others` holds only what may be shared.
    `group` is None where there are not enough similar ones; `number` counts the others."""

    quarter: date
    on: date
    group: Group | None
    number: int
    own: Mapping[str, float | None]
    others: Mapping[str, Share]

    @property
    def is_enough(self) -> bool:
        """Whether there is a group to be set against."""
        return self.group is not None and self.number >= FEWEST_OTHERS


def compared(site_id: int, today: date, known: Collection[int] = ()) -> Compared:
    """The comparison of this quarter; eight statements. `known` are the sites the reader belongs
    to: whoever knows their numbers could take them off, so the others are those left."""
    quarter = quarter_of(today)
    group = group_of(site_id, queries.members(quarter))
    others = [one for one in group.others(site_id) if one not in known] if group else []
    stood = queries.stood([site_id, *others], quarter)
    parts = queries.components([site_id], quarter)
    theirs = queries.components(others, quarter) if others else {}
    me = stood.get(site_id, Stood(None, None, None))
    points = _headlines([stood[one] for one in others if one in stood]) | _components(theirs)
    return Compared(
        quarter=quarter,
        on=queries.day_before(quarter),
        group=group,
        number=len(others),
        own={key: value(me) for key, value in HEADLINES.items()}
        | {one.value: _share(parts.get(one.value)) for one in Component},
        others=shares(points),
    )


def _headlines(others: Iterable[Stood]) -> dict[str, Points]:
    """Whole points given of those possible: the mean of the others, as a share."""
    found = {}
    known = list(others)
    for key, value in HEADLINES.items():
        values = [number for one in known if (number := value(one)) is not None]
        found[key] = Points(round(sum(values)), 100 * len(values), len(values))
    return found


def _components(others: Mapping[str, Parts]) -> dict[str, Points]:
    nothing = Parts(0, 0, 0)
    return {
        one.value: Points(part.present, part.cases, part.sites)
        for one in Component
        for part in (others.get(one.value, nothing),)
    }


def _share(part: Parts | None) -> float | None:
    """In per cent; None below five cases."""
    return 100 * part.present / part.cases if part and part.cases >= FEWEST_OTHERS else None

"""The charts of sustainability across sites: index, components, status over time, trend."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.charts import (
    Chart,
    Column,
    Frame,
    Grounds,
    Kind,
    Value,
    lines,
    spread_of,
    stacked,
    strip,
)
from app.core.words import count, day, month
from app.dashboards.queries.sustainability import Month
from app.dashboards.sentences import sustainability as sentences
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.sustainment import Sustainment

NUMBER = Kind.NUMBER
MARKS = {"g": "Strong", "a": "Fair", "r": "Weak", "?": "Not enough data", "-": "Not asked yet"}
_KEYS = {"g": "strong", "a": "fair", "r": "weak", "?": "unknown", "-": "not_yet"}
GROUPS: Mapping[str, tuple[str, tuple[Sustainment | None, ...]]] = {
    "sustained": ("Sustained", (Sustainment.SUSTAINED,)),
    "active": ("Active", (Sustainment.ACTIVE,)),
    "again": ("Reintroduced", (Sustainment.REINTRODUCED,)),
    "liminal": ("Liminal", (Sustainment.LIMINAL,)),
    "paused": ("Paused", (Sustainment.PAUSED,)),
    "ended": ("Dormant or discontinued", (Sustainment.DORMANT, Sustainment.DISCONTINUED)),
    "not_started": ("Not yet started", (Sustainment.NOT_STARTED,)),
    "unknown": ("Not known", (None,)),
}
DRAWN = ("sustained", "active", "again", "liminal", "paused", "ended")
TURNS = {"sustained": 0, "active": 4, "again": 2, "liminal": 3, "paused": 5, "ended": 1}


@dataclass(frozen=True)
class Lasting:
    """What the charts of sustainability are made of. `indexes` say how many sites have each,
    `by_site` are those of all sites, or of the first by name."""

    today: date
    indexes: Sequence[tuple[float | None, int]]
    by_site: Sequence[tuple[str, float | None]]
    marks: Mapping[str, Mapping[str, int]]
    months: Sequence[Month]

    @property
    def judged(self) -> int:
        """How many sites are judged."""
        return sum(number for _, number in self.indexes)

    @property
    def source(self) -> str:
        """How many sites, and as of when."""
        return f"{count(self.judged, 'site').capitalize()} judged, as of {day(self.today)}."


def index(found: Lasting) -> Chart:
    """How the sustainability index is spread."""
    frame = Frame(
        "Sustainability index",
        (
            Column("site", "Site"),
            Column("index", "Index", NUMBER, missing="Not enough data"),
        ),
        tuple({"site": site, "index": value} for site, value in found.by_site),
        total=found.judged,
    )
    counted = [(value, number) for value, number in found.indexes if value is not None]
    named = [(site, value) for site, value in found.by_site if value is not None]
    return Chart(
        "index",
        "sustainability-index",
        sentences.index_sentence(spread_of(counted), found.judged),
        frame,
        strip(counted, named, span=(0, 100), unit="", title="Sites") if counted else None,
        f"{found.source} Made from the components below; the middle half of the sites is shaded.",
    )


def components(found: Lasting) -> Chart:
    """How many sites are strong, fair or weak in each component: a coloured table."""
    judged = {code: marks for code, marks in found.marks.items() if any(marks.values())}
    order = sorted(judged, key=lambda code: (-judged[code].get("r", 0), int(code[2:])))
    frame = Frame(
        "Components, weak at most sites first",
        (
            Column("component", "Component"),
            *(Column(_KEYS[mark], words, NUMBER) for mark, words in MARKS.items()),
        ),
        tuple(_component(code, judged[code]) for code in order),
    )
    return Chart(
        "components",
        "sustainability-components",
        sentences.components_sentence(found.marks),
        frame,
        None,
        f"{found.source} What each component asks, and its limits, stand at “How indicators are"
        " worked out”.",
        grounds=Grounds(tuple(_KEYS.values()), (0, max(found.judged, 1)), _cell),
    )


def _component(code: str, marks: Mapping[str, int]) -> Mapping[str, Value]:
    return {
        "component": f"{code} {DEFINITIONS[code].name}",
        **{key: marks.get(mark, 0) for mark, key in _KEYS.items()},
    }


_WORDS = {"strong": "strong", "fair": "fair", "weak": "weak", "unknown": "no data"}


def _cell(row: Mapping[str, Value], key: str) -> str:
    return f"{row[key]} {_WORDS.get(key, 'not asked')}" if row[key] else "none"


def statuses(found: Lasting) -> Chart:
    """Where adoptions stood at the end of each month."""
    frame = Frame(
        "Sustainment status by month",
        (
            Column("month", "Month"),
            *(Column(key, words, NUMBER) for key, (words, _) in GROUPS.items()),
        ),
        tuple(
            {
                "month": month(one.on),
                **{
                    key: sum(one.statuses.get(status, 0) for status in held)
                    for key, (_, held) in GROUPS.items()
                },
            }
            for one in found.months
        ),
    )
    used = [key for key in DRAWN if any(frame.values(key))]
    return Chart(
        "statuses",
        "sustainment-by-month",
        sentences.statuses_sentence(found.months),
        frame,
        stacked(frame, label="month", parts=used, title="Sites", turns=TURNS) if used else None,
        f"{found.source} At the end of each month, as it was judged; sites that have not started"
        " and those not known stand in the table alone.",
        "long",
    )


def over_time(found: Lasting) -> Chart:
    """Where the mean of the index went."""
    known = [one for one in found.months if one.index is not None]
    frame = Frame(
        "Mean of the sustainability index",
        (
            Column("month", "Month", Kind.MONTH),
            Column("index", "Mean of the index", NUMBER, places=1),
            Column("sites", "Sites with an index", NUMBER),
        ),
        tuple(
            {"month": one.on.replace(day=1), "index": one.index, "sites": one.with_index}
            for one in known
        ),
    )
    return Chart(
        "trend",
        "index-by-month",
        sentences.trend_sentence(found.months),
        frame,
        lines(frame, x="month", series=("index",), span=(0, 104)) if len(known) > 1 else None,
        f"{found.source} The same sites month after month: their mean moves slowly by itself, so no"
        " rule about chance is used. Sites that join move it too.",
    )


CHARTS: Mapping[str, Callable[[Lasting], Chart]] = {
    "index": index,
    "statuses": statuses,
    "components": components,
    "trend": over_time,
}
TITLES = {
    "index": "How lasting is it?",
    "statuses": "Where do adoptions stand?",
    "components": "What holds it up, and what is missing?",
    "trend": "Which way does it go?",
}

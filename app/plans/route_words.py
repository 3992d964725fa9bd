"""How communication routes read: the list, narrowed and sorted, one route in a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.columns import sortable
from app.core.words import count, day
from app.plans.queries.routes import RouteRow
from app.plans.rules.routes import Channel, Frequency, RouteState
from app.plans.showing import State

PER_PAGE = 50
KNOWN: dict[str, Mapping[str, str]] = {
    "state": {one.value: one.label for one in RouteState},
    "channel": {one.value: one.label for one in Channel},
    "frequency": {one.value: one.label for one in Frequency},
}
SORTS = ("content", "next", "used")
HEADINGS = (
    *("Who tells it", "Who is told", "What is told", "How", "How often"),
    *("Answer within days", "Last used on", "Next by", "Answer due by", "Status"),
)
_COLUMNS = (
    ("content", "What is told", "text", True),
    ("who", "From and to", "text", False),
    ("often", "How often", "text", False),
    ("used", "Last used", "date", True),
    ("next", "Next by", "date", True),
    ("state", "Status", "text", False),
)
_KINDS = {
    RouteState.STOPPED: "blocked",
    RouteState.REPLY_LATE: "late",
    RouteState.LATE: "late",
    RouteState.WAITING: "waiting",
    RouteState.IN_USE: "active",
}


@dataclass(frozen=True)
class RoutePage:
    """One page of the routes; `found` fit the filters."""

    rows: tuple[RouteRow, ...]
    found: int
    page: int
    pages: int


def state(row: RouteRow, today: date) -> State:
    """How a route stands, and the kind of its tag."""
    found = row.state(today)
    return State(found.label, _KINDS[found])


def sentence(row: RouteRow, today: date) -> str:
    """One route in a sentence: when it was used, by when it is used next, what is awaited."""
    found = row.state(today)
    if found is RouteState.STOPPED:
        return f"Stopped on {day(row.stopped_on)}."
    used = f"Last used on {day(row.last_used_on)}" if row.last_used_on else "Not used yet"
    ahead = f"; next by {day(row.next_on)}" if row.next_on else ""
    if found is RouteState.REPLY_LATE and row.reply_by:
        late = (today - row.reply_by).days
        return f"{used}{ahead}. An answer is overdue by {count(late, 'day')}."
    waits = f" An answer is awaited by {day(row.reply_by)}." if row.reply_by else ""
    return f"{used}{ahead}.{waits}"


def first_line(rows: Sequence[RouteRow], today: date) -> str:
    """The communication plan in a sentence."""
    if not rows:
        return "Who tells whom what, how often, and when an answer comes back."
    states = [row.state(today) for row in rows]
    in_use = len(states) - states.count(RouteState.STOPPED)
    late, replies = states.count(RouteState.LATE), states.count(RouteState.REPLY_LATE)
    late_words = f"{late} overdue" if late else "none overdue"
    reply_words = f"{count(replies, 'answer')} overdue"
    return f"{count(in_use, 'route')} in use: {late_words}, {reply_words}."


def narrowed(
    rows: Sequence[RouteRow], chosen: Mapping[str, str], sort: str, today: date
) -> list[RouteRow]:
    """Those that fit the filters, sorted; what is overdue first unless asked otherwise."""
    found = [
        row
        for row in rows
        if chosen.get("state", row.state(today)) == row.state(today)
        and chosen.get("channel", row.channel) == row.channel
        and chosen.get("frequency", row.frequency) == row.frequency
    ]
    order = [*_LATE_FIRST]
    keys: dict[str, Callable[[RouteRow], tuple[object, ...]]] = {
        "content": lambda row: (row.content.casefold(),),
        "next": lambda row: (row.next_on is None, row.next_on or today),
        "used": lambda row: (row.last_used_on is None, row.last_used_on or today),
        "": lambda row: (order.index(row.state(today)), row.next_on or date.max),
    }
    key = keys[sort.removeprefix("-")]
    return sorted(found, key=key, reverse=sort.startswith("-"))


_LATE_FIRST = (
    *(RouteState.REPLY_LATE, RouteState.LATE, RouteState.WAITING),
    *(RouteState.IN_USE, RouteState.STOPPED),
)


def listed(
    rows: Sequence[RouteRow], chosen: Mapping[str, str], sort: str, today: date, page: int
) -> RoutePage:
    """One page of them. A site has some dozens, so they are narrowed here and not in SQL."""
    found = narrowed(rows, chosen, sort, today)
    pages = max(1, -(-len(found) // PER_PAGE))
    page = min(max(page, 1), pages)
    cut = found[(page - 1) * PER_PAGE : page * PER_PAGE]
    return RoutePage(tuple(cut), len(found), page, pages)


def columns(sort: str, address: Callable[..., str]) -> list[dict[str, str]]:
    """The columns with the links that sort by them."""
    return sortable(_COLUMNS, sort, address)


def cells(row: RouteRow, today: date) -> tuple[object, ...]:
    """A route as a line of a file, under HEADINGS."""
    return (
        row.sender,
        row.receiver,
        row.content,
        row.channel.label,
        row.frequency.label,
        row.reply_days,
        row.last_used_on,
        row.next_on,
        row.reply_by,
        row.state(today).label,
    )

"""What the charts of sustainability say, in a sentence each."""

from collections.abc import Mapping, Sequence

from app.core.charts import Spread, cut, joined
from app.core.words import count, day, month
from app.dashboards.queries.sustainability import Month
from app.indicators.rules.definitions import DEFINITIONS
from app.indicators.rules.sustainment import Sustainment

NOT_JUDGED = "Nothing is judged yet. Sites are judged every night, and soon after a fact changes."


def index_sentence(found: Spread | None, judged: int) -> str:
    """How the index is spread."""
    if not judged:
        return NOT_JUDGED
    if found is None:
        return f"Not enough data: none of {count(judged, 'site')} has an index yet."
    without = judged - found.count
    rest = f" {count(without, 'site').capitalize()} more {_have(without)} too little data for one."
    if found.count == 1:
        text = f"One site has an index: {cut(found.median, 0)} of 100."
    else:
        text = (
            f"Half of {found.count:,} sites have an index of {cut(found.median, 0)} or more of 100;"
            f" the middle half lies between {cut(found.lower, 0)} and {cut(found.upper, 0)}."
        )
    return text + (rest if without else "")


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def components_sentence(found: Mapping[str, Mapping[str, int]]) -> str:
    """Which components are weak at most sites, and which nobody knows enough about."""
    if not any(any(marks.values()) for marks in found.values()):
        return NOT_JUDGED
    weak = _most(found, "r")
    blind = _most(found, "?")
    said = (
        [f"“{_name(weak)}” is weak at {_sites(found[weak]['r'])}, more than any other"]
        if (weak)
        else ["No component is weak anywhere"]
    )
    if blind:
        said.append(
            f"data is missing most often for “{_name(blind)}”, at {_sites(found[blind]['?'])}"
        )
    return "; ".join(said) + "."


def _most(found: Mapping[str, Mapping[str, int]], mark: str) -> str:
    """The code with the most of a mark; "" where none has it."""
    best = max(found, key=lambda code: found[code].get(mark, 0))
    return best if found[best].get(mark, 0) else ""


def _name(code: str) -> str:
    return DEFINITIONS[code].name


def _sites(number: int) -> str:
    return count(number, "site")


def statuses_sentence(found: Sequence[Month]) -> str:
    """Where adoptions stand now, and what has changed since the first month shown."""
    if not found:
        return NOT_JUDGED
    last, first = found[-1], found[0]
    parts = [
        f"{number:,} {_said(status, number)}"
        for status in Sustainment
        if (number := last.statuses.get(status, 0))
    ]
    unknown = last.statuses.get(None, 0)
    parts += [f"of {unknown:,} it is not known"] if unknown else []
    text = f"Of {_sites(last.sites)} on {day(last.on)}, {joined(parts)}."
    before, now = _kept(first), _kept(last)
    if len(found) > 1 and before != now:
        way = "up" if now > before else "down"
        text += f" Those in lasting use went {way} from {before} in {month(first.on)} to {now}."
    return text


def _kept(found: Month) -> int:
    return found.statuses.get(Sustainment.SUSTAINED, 0)


def _said(status: Sustainment, number: int) -> str:
    are = "is" if number == 1 else "are"
    return {
        Sustainment.NOT_STARTED: "has not started" if number == 1 else "have not started",
        Sustainment.ACTIVE: f"{are} in use",
        Sustainment.SUSTAINED: f"{are} in lasting use",
        Sustainment.LIMINAL: f"{are} neither in steady use nor given up",
        Sustainment.REINTRODUCED: f"{are} in use again",
    }.get(status, f"{are} {status.label.lower()}")


def trend_sentence(found: Sequence[Month]) -> str:
    """Where the mean of the index went."""
    known = [one for one in found if one.index is not None]
    if not known:
        return "Not enough data: no site has an index yet."
    last, first = known[-1], known[0]
    now = (
        f"The mean of the index is {cut(last.index or 0, 0)} of 100, over {_sites(last.with_index)}"
    )
    if len(known) == 1:
        return f"{now}; from the next month on it shows where it goes."
    then = (
        f"in {month(first.on)} it was {cut(first.index or 0, 0)}, over {_sites(first.with_index)}"
    )
    return f"{now}; {then}."

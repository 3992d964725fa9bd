"""Components of sustainability and of fidelity, for both sides, and as a file."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.core.charts import Column, Frame, Kind
from app.core.words import count
from app.indicators.rules.definitions import DEFINITIONS, Group
from app.indicators.rules.fidelity import Fidelity, Share
from app.indicators.rules.marks import Colour, Component, Ground
from app.indicators.rules.playbook import Playbook
from app.indicators.rules.readings import Judgement
from app.indicators.rules.say import number
from app.indicators.rules.sustainability import Sustainability, Weights
from app.indicators.showing.signals import rests_on
from app.quality.rules.components import Component as Core

TAGS = {Colour.GREEN: "active", Colour.AMBER: "waiting", Colour.RED: "late"}
GROUPS = (Group.USE, Group.PEOPLE, Group.GOVERNANCE, Group.QUALITY, Group.EMBEDDING)


def tag_of(one: Component) -> tuple[str, str]:
    """(words, kind of tag) of a component."""
    if one.ground is Ground.NOT_KNOWN:
        return "Not enough data", "neutral"
    if one.ground is Ground.NOT_YET:
        return "Not asked yet", "blocked"
    return (one.colour.label, TAGS[one.colour]) if one.colour else ("Context", "plain")


def groups(
    found: Sustainability, book: Playbook | None, address: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Components by group; for an authority, each with what could be done next where it is not
    strong (`book`)."""
    return [
        {
            "label": group.label,
            "rows": [_row(one, book, address) for one in found.components if _is_in(one, group)],
        }
        for group in GROUPS
    ]


def _is_in(one: Component, group: Group) -> bool:
    return DEFINITIONS[one.code].group is group


def _row(one: Component, book: Playbook | None, address: Callable[[str], str]) -> dict[str, Any]:
    step = book.asks.get(one.code) if book and _is_weak(one) else None
    return {
        "code": one.code,
        "name": DEFINITIONS[one.code].name,
        "status": tag_of(one),
        "shown": one.shown,
        "words": one.words,
        "rests": rests_on(one.as_of, one.n),
        "ask": step.words if step else "",
        "href": address(step.page) if step else "",
    }


def _is_weak(one: Component) -> bool:
    return one.colour in (Colour.AMBER, Colour.RED) or one.ground is Ground.NOT_KNOWN


def asked_now(found: Judgement, book: Playbook, most: int = 3) -> list[tuple[str, str]]:
    """(words, page) of what helps an authority most now: weak components first, the heaviest of
    them first as the list has them."""
    listed = [one for one in found.sustainability.components if one.code in book.asks]
    weak = [one for one in listed if one.colour is Colour.RED]
    weak += [one for one in listed if one.colour is Colour.AMBER]
    return [(book.asks[one.code].words, book.asks[one.code].page) for one in weak[:most]]


def index_words(found: Sustainability, weights: Weights) -> str:
    """The index in a sentence, with how much of it is known."""
    missing = count(found.not_known, "component")
    if found.index is None:
        return (
            f"Not enough data for an index: components with {number(found.known)} of"
            f" {sum(one.weight for one in weights.parts)} points of weight are known, and"
            f" {weights.fewest} are needed."
        )
    lacks = f" {missing.capitalize()} lack data and are left out." if found.not_known else ""
    return (
        f"{number(found.index)} of 100, over components with {number(found.known)} of 100 points of"
        f" weight.{lacks}"
    )


def shares(found: Fidelity) -> list[dict[str, Any]]:
    """Adherence, reach and balance, each with its ground."""
    return [_share(one) for one in (found.adherence, found.reach, found.balance)]


def _share(one: Share) -> dict[str, Any]:
    return {
        "name": DEFINITIONS[one.code].name,
        "question": DEFINITIONS[one.code].question,
        "value": "Not enough data" if one.value is None else f"{number(one.value)} %",
        "words": one.words,
        "rests": rests_on(one.as_of, one.n),
    }


def parts(found: Fidelity) -> list[dict[str, str]]:
    """The core components of the framework, the weakest first."""
    listed = sorted(found.parts, key=lambda pair: pair[1])
    return [{"name": Core(code).label, "percent": f"{number(value)} %"} for code, value in listed]


COLUMNS = (
    Column("code", "Code"),
    Column("name", "Indicator"),
    Column("part", "Part"),
    Column("state", "State"),
    Column("shown", "Value"),
    Column("words", "In words"),
    Column("n", "n", Kind.NUMBER),
    Column("as_of", "As of", Kind.DATE),
    Column("weight", "Weight of 100", Kind.NUMBER, places=1),
    Column("source", "Source"),
)


def frame(found: Judgement, weights: Weights) -> Frame:
    """Every component of fidelity and sustainability, one row each."""
    rows = [*_share_rows(found.fidelity), *_component_rows(found.sustainability, weights)]
    return Frame("Fidelity and sustainability", COLUMNS, tuple(rows))


def _share_rows(found: Fidelity) -> Iterable[Mapping[str, Any]]:
    for one in (found.adherence, found.reach, found.balance):
        state = one.band or ("Known" if one.value is not None else Ground.NOT_KNOWN.label)
        shown = "" if one.value is None else f"{number(one.value, 1)} %"
        yield _cells(one.code, state, shown, one.words, one.n, one.as_of, None)


def _component_rows(found: Sustainability, weights: Weights) -> Iterable[Mapping[str, Any]]:
    for one in found.components:
        weight = round(float(weights.of(one.code)), 1)
        state = tag_of(one)[0]
        yield _cells(one.code, state, one.shown, one.words, one.n, one.as_of, weight)


def _cells(
    code: str, state: str, shown: str, words: str, n: int | None, as_of: Any, weight: float | None
) -> dict[str, Any]:
    one = DEFINITIONS[code]
    said = {"state": state, "shown": shown, "words": words, "n": n, "as_of": as_of}
    return {"code": code, "name": one.name, "part": one.group.label, **said} | {
        "weight": weight,
        "source": one.source,
    }

"""The sustainability index: a weighted mean that keeps every component visible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.indicators.rules.components import PARTS
from app.indicators.rules.definitions import Group
from app.indicators.rules.facts import SiteFacts
from app.indicators.rules.marks import Colour, Component, Ground
from app.instruments.rules.reading import Node
from app.journey.rules import ProgrammeError


@dataclass(frozen=True)
class Part:
    """A part of the index: its points of 100, and the codes that share them."""

    group: Group
    weight: int
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """One version of the weights; `fewest` points must be known before an index is shown."""

    version: int
    parts: tuple[Part, ...]
    points: Mapping[Colour, int]
    fewest: int

    def of(self, code: str) -> Fraction:
        """Points of 100 that one component weighs; 0 for what is only shown."""
        shares = (Fraction(one.weight, len(one.codes)) for one in self.parts if code in one.codes)
        return next(shares, Fraction(0))


@dataclass(frozen=True)
class Sustainability:
    """The components with their index. `index` is None where too little is known; `known` are the
    points of weight behind it, of `asked` that are asked of the site by now."""

    components: tuple[Component, ...]
    index: float | None
    known: float
    asked: float
    version: int

    @property
    def marks(self) -> str:
        """One letter a component, in the order of their codes."""
        return "".join(one.mark for one in self.components)

    @property
    def not_known(self) -> int:
        """How many components lack data."""
        return sum(one.ground is Ground.NOT_KNOWN for one in self.components)


def parse_weights(raw: Mapping[str, object]) -> Weights:
    """Read and check a version of the weights: they make 100, and name components that exist."""
    root = Node(raw, "", ProgrammeError)
    root.only("version", "parts", "points", "fewest")
    named = root.child("parts")
    parts = tuple(_part(named.child(name), Group(name)) for name in named.mapping())
    if sum(one.weight for one in parts) != 100:
        raise root.fault("must have parts whose weights make 100")
    codes = [code for one in parts for code in one.codes]
    if len(set(codes)) != len(codes) or not set(codes) <= PARTS.keys():
        raise root.fault("must name each component once, by its code")
    points = root.child("points")
    return Weights(
        root.whole("version"),
        parts,
        {colour: points.whole(colour.value) for colour in Colour},
        root.whole("fewest"),
    )


def _part(node: Node, group: Group) -> Part:
    node.only("weight", "components")
    return Part(group, node.whole("weight"), node.texts("components"))


def sustain(facts: SiteFacts, weights: Weights) -> Sustainability:
    """Every component of a site, and the index over those that are known."""
    components = tuple(part(facts) for part in PARTS.values())
    return _sum(components, weights)


def _sum(components: Sequence[Component], weights: Weights) -> Sustainability:
    scored = [(weights.of(one.code), one.colour) for one in components if one.colour is not None]
    known = sum((weight for weight, _ in scored), Fraction(0))
    asked = sum(
        (weights.of(one.code) for one in components if one.ground is not Ground.NOT_YET),
        Fraction(0),
    )
    total = sum(weight * weights.points[colour] for weight, colour in scored)
    index = float(total / known) if known and known >= weights.fewest else None
    return Sustainability(tuple(components), index, float(known), float(asked), weights.version)

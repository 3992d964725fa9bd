"""The training of a site as it stands in seeds/demo/training.yaml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LicencePlot:
    """A licence as the file says it; days are offsets."""

    name: str
    issued: int
    days: int
    withdrawn: int | None = None
    why: str = ""


@dataclass(frozen=True)
class TrainingPlot:
    """The training of one site, as the file says it."""

    teams: Sequence[tuple[str, int, int]]
    in_house: Sequence[int] = ()
    planned: int | None = None
    leavers: Sequence[int] = ()
    starters: Sequence[int] = ()
    licences: Sequence[LicencePlot] = ()
    invited: Mapping[str, int] = field(default_factory=dict)


def plot_of(raw: Mapping[str, Any]) -> TrainingPlot:
    """The training of a site from its words in the file; a wrong word raises TypeError."""
    licences = tuple(LicencePlot(**one) for one in raw.get("licences", ()))
    teams = tuple((name, practitioners, managers) for name, practitioners, managers in raw["teams"])
    return TrainingPlot(**{**raw, "teams": teams, "licences": licences})

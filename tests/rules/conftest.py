"""What the tests of the rules share: the real seed files, and instruments made to measure."""

import copy
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.checkins.rules.cadence import Cadence, parse_cadence
from app.instruments.rules import Instrument, parse_instrument
from app.journey.rules import Programme, Stage, StageGuide, parse_programme, parse_stages
from app.reminders.rules import Ladders, parse_ladders

SEEDS = Path(__file__).parents[2] / "seeds"

Raw = dict[str, Any]


def _read(name: str) -> Raw:
    loaded: Raw = yaml.safe_load((SEEDS / name).read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def _preisa_file() -> Raw:
    return _read("instruments/preisa.v1.yaml")


@pytest.fixture
def preisa_raw(_preisa_file: Raw) -> Raw:
    """A copy of the PreISA's data that a test may spoil."""
    return copy.deepcopy(_preisa_file)


@pytest.fixture(scope="session")
def preisa(_preisa_file: Raw) -> Instrument:
    return parse_instrument(_preisa_file)


@pytest.fixture(scope="session")
def seed_files() -> dict[str, Raw]:
    """The data of every instrument of the seeds, by the name of its file; not to be spoilt."""
    files = sorted((SEEDS / "instruments").glob("*.yaml"))
    return {file.stem: _read(f"instruments/{file.name}") for file in files}


@pytest.fixture(scope="session")
def instruments(seed_files: dict[str, Raw]) -> dict[str, Instrument]:
    """Every instrument of the seeds, by its code."""
    return {one.code: one for one in map(parse_instrument, seed_files.values())}


@pytest.fixture(scope="session")
def programme() -> Programme:
    return parse_programme(_read("programme/milestones.v2.yaml"))


@pytest.fixture(scope="session")
def _programme_file() -> Raw:
    return _read("programme/milestones.v2.yaml")


@pytest.fixture
def programme_raw(_programme_file: Raw) -> Raw:
    """A copy of the programme's data that a test may spoil."""
    return copy.deepcopy(_programme_file)


@pytest.fixture(scope="session")
def stages() -> dict[Stage, StageGuide]:
    return parse_stages(_read("programme/stages.v1.yaml"))


@pytest.fixture(scope="session")
def cadence() -> Cadence:
    return parse_cadence(_read("programme/cadence.v1.yaml"))


@pytest.fixture(scope="session")
def ladders_raw() -> Raw:
    return _read("programme/reminders.v3.yaml")


@pytest.fixture(scope="session")
def ladders(ladders_raw: Raw) -> Ladders:
    return parse_ladders(ladders_raw)


InstrumentMaker = Callable[..., Instrument]


@pytest.fixture(scope="session")
def make_instrument() -> InstrumentMaker:
    """Make an instrument: items A1, A2 … from {"A": number of items} on a scale."""

    return _make


def _make(
    *,
    sections: Mapping[str, int],
    scoring: Raw,
    points: tuple[int, int],
    critical: Collection[str] = (),
    consensus_spread: int = 2,
) -> Instrument:
    lowest, highest = points
    labelled = [{"value": n, "label": f"Point {n}"} for n in range(lowest, highest + 1)]
    return parse_instrument(
        {
            "code": "made",
            "version": 1,
            "title": "Made to measure",
            "purpose": "Tests",
            "for_whom": "Nobody",
            "minutes": 1,
            "scale": {
                "not_known": True,
                "not_applicable": True,
                "consensus_spread": consensus_spread,
                "points": labelled,
            },
            "scoring": scoring,
            "sections": [_section(name, size, critical) for name, size in sections.items()],
        }
    )


def _section(name: str, size: int, critical: Collection[str]) -> Raw:
    ids = [f"{name}{n}" for n in range(1, size + 1)]
    items = [{"id": i, "text": f"Statement {i}", "critical": i in critical} for i in ids]
    return {"id": name, "title": f"Section {name}", "items": items}

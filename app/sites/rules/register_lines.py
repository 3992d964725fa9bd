"""One line of a register file: what it says of an authority, or every reason why it cannot be used.

A GSS code (Government Statistical Service; Office for National Statistics) names a boundary:
E06 unitary, E08 metropolitan, E09 London, E10 county, W06 Wales, S12 Scotland, six digits each.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.sites.rules import ENGLISH_REGIONS, AuthorityType, Nation

COLUMNS = ("gss_code", "name", "official_name", "nation", "region", "type", "lat", "long")
POPULATION = re.compile(r"^population(_\d{4})?$")
GSS_CODE = re.compile(r"^(E(06|08|09|10)|W06|S12)\d{6}$")
NATION_OF_CODE = {"E": Nation.ENGLAND, "W": Nation.WALES, "S": Nation.SCOTLAND}
LONGEST = {"name": 200, "official_name": 200, "region": 80}
LATITUDES, LONGITUDES = (49.0, 61.5), (-9.0, 2.5)
LARGEST_POPULATION = 20_000_000
LABELS = {
    "gss_code": "GSS code",
    "name": "Name",
    "official_name": "Official name",
    "nation": "Nation",
    "region": "Region",
    "type": "Type",
    "population": "Population",
    "latitude": "Latitude",
    "longitude": "Longitude",
}


@dataclass(frozen=True)
class Entry:
    """What one line says of an authority. Population in people, position in degrees (WGS 84)."""

    gss_code: str
    name: str
    official_name: str
    nation: str
    region: str
    type: str
    population: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Line:
    """One line of the file: its cells by heading, and what is wrong with its shape."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Wrong:
    """A line that cannot be used, and why."""

    line: int
    name: str
    reasons: tuple[str, ...]


def population_column(headings: Sequence[str]) -> str | None:
    """The column with the population: `population` or `population_` and the year."""
    found = [heading for heading in headings if POPULATION.match(heading)]
    return max(found, default=None)


def _number(text: str, label: str, bounds: tuple[float, float], reasons: list[str]) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        reasons.append(f"{label} “{text[:30]}” is not a number; write it like 53.5")
        return None
    if not bounds[0] <= value <= bounds[1]:
        reasons.append(f"{label} {text[:30]} must be between {bounds[0]:g} and {bounds[1]:g}")
        return None
    return value


def _population(text: str, reasons: list[str]) -> int | None:
    plain = text.replace(",", "")
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 12:
        reasons.append(f"Population “{text[:30]}” is not a whole number; write it like 214107")
        return None
    if not 0 < int(plain) <= LARGEST_POPULATION:
        reasons.append(f"Population {text[:30]} must be between 1 and {LARGEST_POPULATION:,}")
        return None
    return int(plain)


def _check_words(cells: Mapping[str, str], reasons: list[str]) -> None:
    for field in ("name", "official_name", "region"):
        text = cells[field]
        if not text:
            reasons.append(f"{LABELS[field]} is missing")
        elif len(text) > LONGEST[field]:
            reasons.append(f"{LABELS[field]} is longer than {LONGEST[field]} characters")
        elif not text.isprintable():
            reasons.append(f"{LABELS[field]} holds a line break or another invisible character")
    for field, known in (("nation", tuple(Nation)), ("type", tuple(AuthorityType))):
        if cells[field] not in known:
            reasons.append(
                f"{LABELS[field]} “{cells[field][:40]}” is not known; use one of: "
                + ", ".join(known)
            )
    if cells["nation"] == Nation.ENGLAND and cells["region"] not in ("", *ENGLISH_REGIONS):
        reasons.append(
            f"Region “{cells['region'][:40]}” is not known; use one of: "
            + ", ".join(ENGLISH_REGIONS)
        )


def _check_code(cells: Mapping[str, str], reasons: list[str]) -> None:
    code = cells["gss_code"]
    if not GSS_CODE.match(code) or not code.isascii():
        reasons.append(
            f"GSS code “{code[:20]}” must be E06, E08, E09, E10, W06 or S12 and six digits"
        )
    elif cells["nation"] in tuple(Nation) and NATION_OF_CODE[code[0]] != cells["nation"]:
        reasons.append(
            f"GSS code {code} belongs to {NATION_OF_CODE[code[0]]}, the nation says "
            f"{cells['nation']}"
        )


def read_line(line: Line, population: str | None) -> Entry | Wrong:
    """What a line says, or every reason why it cannot be used."""
    cells = line.cells
    if line.problem:
        return Wrong(line.number, cells.get("name", "")[:80], (line.problem,))
    reasons: list[str] = []
    _check_code(cells, reasons)
    _check_words(cells, reasons)
    entry = Entry(
        cells["gss_code"],
        cells["name"],
        cells["official_name"],
        cells["nation"],
        cells["region"],
        cells["type"],
        _population(cells[population] if population else "", reasons),
        _number(cells["lat"], "Latitude", LATITUDES, reasons),
        _number(cells["long"], "Longitude", LONGITUDES, reasons),
    )
    return Wrong(line.number, cells["name"][:80], tuple(reasons)) if reasons else entry


def repeated(lines: Sequence[Line]) -> dict[int, list[str]]:
    """Line number -> reasons, for codes and names that stand on more than one line."""
    found: dict[int, list[str]] = {}
    for field in ("gss_code", "name"):
        times = Counter(line.cells.get(field, "").casefold() for line in lines)
        first: dict[str, int] = {}
        for line in lines:
            text = line.cells.get(field, "")
            if text and times[text.casefold()] > 1:
                other = first.setdefault(text.casefold(), line.number)
                if other != line.number:
                    found.setdefault(line.number, []).append(
                        f"{LABELS[field]} {text[:80]} is already on line {other}; keep one of them"
                    )
    return found

"""Every page that somebody can reach by links: statements, weight and time, and the heaviest.

`python -m bench.pages` seeds 200 sites of 3 years and no more than the story, and compares them: a
page whose statements grow with the rows shows. BENCH_DATA names the folder of a portal that holds
the demo already, which is then only looked at; BENCH_DATABASE its database, if that is elsewhere.
"""

import logging
import os
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from app import create_app
from app.core import db
from bench import servers
from bench.walking import Weight, pages, readers, walk
from config import load_settings

SITES, YEARS, HEAVIEST = 200, 3, 10
FEW = 3
MANY_STATEMENTS, MANY_BYTES = 20, 150_000
ALLOWED = (200, 302, 303)
Most = Mapping[tuple[str, str], int]


def main() -> None:
    """Measure the story alone and the big database, and print what stands out."""
    if kept := os.environ.get("BENCH_DATA"):
        report(measured(Path(kept), os.environ.get("BENCH_DATABASE", "")), {})
        return
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        few = measured(_seeded(Path(name) / "few", FEW))
        report(measured(_seeded(Path(name) / "many", SITES)), most(few))


def _seeded(folder: Path, sites: int) -> Path:
    servers.command(folder, "migrate")
    servers.command(folder, "seed", "programme")
    took = servers.command(folder, "seed", "demo", "--sites", str(sites), "--years", str(YEARS))
    print(f"{sites} sites over {YEARS} years seeded in {took:.0f} s", flush=True)
    return folder


def measured(folder: Path, url: str = "") -> list[Weight]:
    """Every page of every reader of the portal in `folder`, on its own database or this one."""
    environment = servers.settings(folder, 80)
    app = create_app(load_settings({**environment, "DATABASE_URL": url}))
    logging.disable(logging.INFO)  # a line for each answer
    opened = defaultdict[str, Counter[str]](Counter)
    found = [one for reader in readers() for one in walk(app, reader, opened[reader.role])]
    missing = sorted(pages(app) - {one.endpoint for one in found})
    print(f"{len(found)} answers; no link led to: {', '.join(missing) or 'nothing'}")
    db.engine().dispose()
    return found


def most(found: Sequence[Weight]) -> Most:
    """The most statements of each page and role."""
    return {
        key: max(one.statements for one in found if (one.endpoint, one.role) == key)
        for key in {(one.endpoint, one.role) for one in found}
    }


def report(found: Sequence[Weight], few: Most) -> None:
    """The ten heaviest pages by bytes, statements and time, and what breaks a budget."""
    print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    orders: Mapping[str, Callable[[Weight], float]] = {
        "bytes": lambda one: one.plain,
        "statements": lambda one: one.statements,
        "time": lambda one: one.best_ms,
    }
    for name, weigh in orders.items():
        print(f"\n== the {HEAVIEST} heaviest pages by {name} ==")
        print(f"{'page':34} {'role':10} {'SQL':>4} {'kB':>7} {'gzip':>6} {'ms':>7}  address")
        heaviest: dict[str, Weight] = {}
        for one in sorted(found, key=weigh, reverse=True):
            heaviest.setdefault(one.endpoint, one)
        for one in list(heaviest.values())[:HEAVIEST]:
            print(line(one))
    print("\n== what breaks a budget ==")
    for one in found:
        for words in faults(one, few):
            print(f"{line(one)}  {words}")


def line(one: Weight) -> str:
    """One answer in numbers."""
    return (
        f"{one.endpoint:34} {one.role:10} {one.statements:4} {one.plain / 1000:7.1f} "
        f"{one.packed / 1000:6.1f} {one.best_ms:7.1f}  {one.path}"
    )


def faults(one: Weight, few: Most) -> list[str]:
    """What is wrong with an answer, in words."""
    found = []
    if one.status not in ALLOWED:
        found.append(f"answered {one.status}")
    if one.statements > MANY_STATEMENTS:
        found.append("too many statements")
    if one.plain > MANY_BYTES and not one.is_file:
        found.append("too heavy")
    if one.statements > few.get((one.endpoint, one.role), one.statements):
        found.append(f"{few[one.endpoint, one.role]} statements with few rows")
    return found


if __name__ == "__main__":
    main()

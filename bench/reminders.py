"""The morning run of reminders for many sites: seconds, statements, memory.

`python -m bench.reminders` seeds 5,000 sites of one year (BENCH_SITES another number) and does the
run of the next working Tuesday at 07:30, the same run again, the one of the next hour, and the dry
run of thirty days. BENCH_DATA names a folder that holds the demo already; BENCH_DATABASE another
database with it.
"""

import logging
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import time_machine
from sqlalchemy import event

from app import create_app
from app.core import clock, db
from app.core.web.edge import Portal
from app.reminders import queries
from app.reminders.service import run_due
from bench import servers
from config import load_settings

SITES, YEARS, TUESDAY = 5000, 1, 1


def main() -> None:
    """Seed, measure, print."""
    sites = int(os.environ.get("BENCH_SITES") or SITES)
    if kept := os.environ.get("BENCH_DATA"):
        measure(Path(kept))
        return
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
        folder = Path(name)
        servers.command(folder, "migrate")
        servers.command(folder, "seed", "programme")
        took = servers.command(folder, "seed", "demo", "--sites", str(sites), "--years", str(YEARS))
        print(f"{sites:,} sites over {YEARS} years seeded in {took:.0f} s", flush=True)
        measure(folder)


def measure(folder: Path) -> None:
    """Every figure, one after the other."""
    environment = servers.settings(folder, 80)
    app = create_app(
        load_settings({**environment, "DATABASE_URL": os.environ.get("BENCH_DATABASE", "")})
    )
    logging.disable(logging.INFO)
    morning = _next_tuesday()
    report(app, "morning run", morning, lambda: run_due(morning))
    report(app, "the same run again", morning, lambda: run_due(morning))
    hour = morning + timedelta(hours=1)
    report(app, "the run an hour later", hour, lambda: run_due(hour))
    report(app, "dry run of 30 days", hour, lambda: _dry_run(hour))
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _next_tuesday() -> datetime:
    on = clock.today() + timedelta(days=1)
    while on.weekday() != TUESDAY:
        on += timedelta(days=1)
    return datetime(on.year, on.month, on.day, 7, 30, tzinfo=clock.LONDON)


def _dry_run(now: datetime) -> str:
    with db.reading():
        (foreseen,), _ = queries.foresee(now, 30, queries.present().ladders)
    return f"{len(foreseen):,} reminders foreseen."


def report(app: Portal, name: str, at: datetime, work: Callable[[], str | None]) -> None:
    """Do it and print what it took."""
    with app.app_context(), time_machine.travel(at, tick=False), _counted() as statements:
        start = time.perf_counter()
        said = work()
        took = time.perf_counter() - start
    print(f"{name}: {took:.1f} s, {len(statements):,} statements. {said or ''}", flush=True)


@contextmanager
def _counted() -> Iterator[list[None]]:
    found: list[None] = []

    def note(*_: object) -> None:
        found.append(None)

    event.listen(db.engine(), "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(db.engine(), "before_cursor_execute", note)


if __name__ == "__main__":
    main()

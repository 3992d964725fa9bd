"""The dashboards at 200, 1,000 and 5,000 sites of five years: statements, milliseconds, bytes, time
to the drawn chart in Chromium, the nightly refresh and that of one site.

`python -m bench.dashboards` seeds each size (BENCH_SITES other sizes, BENCH_YEARS other years) and
measures. BENCH_DATA names a folder that holds the demo already; BENCH_DATABASE another database
with it. Where others use the machine too, milliseconds of the processor say more than the clock's.
"""

import gc
import gzip
import logging
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select, update

from app import create_app
from app.accounts.models import Person
from app.core import clock, db
from app.core.web.edge import Portal
from app.indicators.models import PreparationNorm, SiteIndicators
from app.indicators.service import refresh, refresh_all
from app.sites.models import Site
from app.sites.rules import Stage, Status
from bench import clients, drawing, servers
from bench.walking import ADMIN, BASE, counted, signed_in
from config import load_settings

SIZES, YEARS, BEST_OF, LEAD = (200, 1000, 5000), 5, 5, "lead@demo.example"
LONG_AGO = date(2001, 1, 1)


@dataclass(frozen=True)
class Weighed:
    """One page: statements, milliseconds of processor and clock (the best of five), kilobytes."""

    statements: int
    cpu_ms: float
    wall_ms: float
    plain: float
    packed: float


def main() -> None:
    """Every size, one after the other."""
    if kept := os.environ.get("BENCH_DATA"):
        measure(Path(kept), os.environ.get("BENCH_DATABASE", ""))
        return
    sizes = [int(s) for s in os.environ.get("BENCH_SITES", "").split(",") if s] or list(SIZES)
    years = os.environ.get("BENCH_YEARS") or str(YEARS)
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
            folder = Path(name)
            servers.command(folder, "migrate")
            servers.command(folder, "seed", "programme")
            took = servers.command(folder, "seed", "demo", "--sites", str(size), "--years", years)
            print(f"\n== {size:,} sites, {years} years (seeded in {took:.0f} s) ==", flush=True)
            measure(folder, "")


def measure(folder: Path, url: str) -> None:
    """One database: the worker, every page, every page drawn. Another than the folder's is not
    drawn."""
    print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    app = create_app(load_settings({**servers.settings(folder, 80), "DATABASE_URL": url}))
    logging.disable(logging.INFO)
    gc.freeze()  # as wsgi.py does for web and worker
    gc.set_threshold(20_000, 20, 20)
    with app.app_context():
        _work()
    addresses = _addresses()
    _pages(app, addresses)
    db.engine().dispose()
    if not url:
        _drawn(folder, addresses)


def _work() -> None:
    """The nightly refresh of every site, and that of one site."""
    with db.transaction() as current:
        current.execute(update(SiteIndicators).values(on=LONG_AGO))
        current.execute(update(PreparationNorm).values(on=LONG_AGO))
    wall, cpu, sites = _timed(lambda: refresh_all(clock.today(), lambda: False))
    print(f"nightly refresh of {sites:,} sites: {cpu:.1f} s of processor, {wall:.1f} s")
    with db.reading() as current:
        some = list(current.scalars(select(Site.id).order_by(Site.id.desc()).limit(BEST_OF)))
    each = [_timed(partial(_refresh, site)) for site in some]
    wall, cpu = (1000 * min(one[place] for one in each) for place in (0, 1))
    print(f"refresh of one site: {cpu:.0f} ms of processor, {wall:.0f} ms")


def _refresh(site_id: int) -> int:
    with db.transaction():
        return refresh([site_id])


def _timed(work: Callable[[], int]) -> tuple[float, float, int]:
    """Seconds of clock and processor, and what was returned."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    return time.perf_counter() - wall, time.process_time() - cpu, done


def _addresses() -> dict[str, str]:
    """The pages by name, with that of a site that came far."""
    wanted = Site.status == Status.ACTIVE, Site.stage == Stage.SUSTAINABILITY
    with db.reading() as current:
        slug = current.scalars(select(Site.slug).where(*wanted).order_by(Site.id)).first()
    return {
        "portfolio": "/dashboards?whose=everybody",
        "portfolio of a stage": "/dashboards?whose=everybody&stage=full-implementation",
        "one site": f"/sites/{slug}/dashboard",
        "fidelity": "/dashboards/fidelity",
        "sustainability": "/dashboards/sustainability",
        "scale-up": "/dashboards/scale-up",
        "list of sites": "/sites",
    }


def _pages(app: Portal, addresses: dict[str, str]) -> None:
    client = app.test_client()
    with db.reading() as current:
        admin = current.scalars(select(Person.id).where(Person.email == ADMIN)).one()
    with client.session_transaction(base_url=BASE) as cookie:
        cookie["_user_id"] = signed_in(admin)
    print(f"{'page':22} {'SQL':>4} {'cpu ms':>8} {'wall ms':>8} {'kB':>7} {'gzip':>6}")
    for name, path in addresses.items():
        one = weighed(client, path)
        print(
            f"{name:22} {one.statements:4} {one.cpu_ms:8.1f} {one.wall_ms:8.1f} {one.plain:7.1f} "
            f"{one.packed:6.1f}",
            flush=True,
        )


def weighed(client: FlaskClient, path: str, times: int = BEST_OF) -> Weighed:
    """A page, asked for several times. Raises unless it answers 200."""
    best, statements, body = [float("inf")] * 2, 0, b""
    for _ in range(times):
        with counted() as noted:
            wall, cpu = time.perf_counter(), time.process_time()
            answer = client.get(path, base_url=BASE)
            body = answer.get_data()
            took = time.process_time() - cpu, time.perf_counter() - wall
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
        best, statements = [min(pair) for pair in zip(best, took, strict=True)], len(noted)
    packed = len(gzip.compress(body, 1))
    return Weighed(statements, 1000 * best[0], 1000 * best[1], len(body) / 1000, packed / 1000)


def _drawn(folder: Path, addresses: dict[str, str]) -> None:
    port = servers.free_port()
    with servers.serving("wsgi:app", servers.settings(folder, port), port):
        cookie = clients.sign_in(port, LEAD, servers.PASSWORD)
        print(f"{'first chart drawn':22} {'cold ms':>8} {'kB':>7} {'warm ms':>8} {'kB':>7}")
        for name, path in addresses.items():
            if name != "list of sites":
                base = f"http://127.0.0.1:{port}"
                one = drawing.drawn(base, path, cookie, until="[data-drawn]")
                print(f"{name:22} {one.cold_ms:8.0f} {one.cold_kb:7.0f} {one.warm_ms:8.0f} "
                      f"{one.warm_kb:7.0f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()

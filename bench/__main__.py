"""`make bench`: the portal beside a bare application, on the same data, in one interleaved run;
then every page for itself, the dashboards and the community of few and many sites."""

import os
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import clients, community, dashboards, drawing, pages, servers
from bench.clients import Target

SIZES = (200, 1000, 5000)
ROUNDS = 150
CONNECTIONS = 8
SECONDS = 6.0


@dataclass(frozen=True)
class Bench:
    """Both servers on one database."""

    folder: Path
    portal: servers.Server
    limit: servers.Server
    cookie: str
    slug: str

    def targets(self) -> list[Target]:
        """The pages compared, portal and limit side by side."""
        return [
            Target("portfolio", self.portal.port, "/sites", self.cookie),
            Target("portfolio, limit, same rows", self.limit.port, "/portfolio/25"),
            Target("portfolio, limit, every site", self.limit.port, "/portfolio/1000000"),
            Target("site", self.portal.port, f"/sites/{self.slug}", self.cookie),
            Target("site, limit", self.limit.port, f"/site/{self.slug}"),
        ]


def main() -> None:
    """Measure at each size and print."""
    sizes = [int(s) for s in os.environ.get("BENCH_SITES", "").split(",") if s] or list(SIZES)
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as name:
            folder = Path(name)
            servers.command(folder, "migrate")
            servers.command(folder, "seed", "programme")
            seeded = servers.command(folder, "seed", "demo", "--sites", str(size), "--years", "3")
            print(f"\n== {size:,} sites (seeded in {seeded:.1f} s) ==", flush=True)
            measure(folder, first=size == sizes[0])
    pages.main()
    dashboards.main()
    community.main()


def measure(folder: Path, *, first: bool) -> None:
    """One size."""
    port = servers.free_port()
    environment = servers.settings(folder, port)
    with servers.serving("wsgi:app", environment, port) as portal:
        cookie = clients.sign_in(port, "lead@demo.example", servers.PASSWORD)
        slug, round_path = _somewhere(folder)
        pads = {
            "BENCH_PAD_PORTFOLIO": len(clients.ask(Target("portfolio", port, "/sites", cookie))[1]),
            "BENCH_PAD_SITE": len(clients.ask(Target("site", port, f"/sites/{slug}", cookie))[1]),
        }
        limit_port = servers.free_port()
        bare = {
            **environment,
            "BENCH_DATABASE": f"sqlite:///{folder / 'portal.sqlite3'}",
            **{name: str(size) for name, size in pads.items()},
        }
        with servers.serving("bench.limit:create_limit()", bare, limit_port) as limit:
            bench = Bench(folder, portal, limit, cookie, slug)
            _times(bench)
            if first:
                _load(bench)
                _bytes(bench, pads)
                _chart(bench, round_path)
        if first:
            with servers.working(environment) as worker:
                clients.at_once(bench.targets()[0], CONNECTIONS, SECONDS)
                print(f"memory after load: web {servers.memory(portal.process):.0f} MiB, "
                      f"worker {servers.memory(worker):.0f} MiB (PSS)")  # fmt: skip


def _somewhere(folder: Path) -> tuple[str, str]:
    """A site with much in it, and the page of a result with a chart."""
    with sqlite3.connect(folder / "portal.sqlite3") as connection:
        slug, number = connection.execute(
            "SELECT s.slug, r.slug FROM rounds r JOIN sites s ON s.id = r.site_id "
            "WHERE r.state = 'signed-off' ORDER BY s.id LIMIT 1"
        ).fetchone()
    return slug, f"/sites/{slug}/assessments/{number}/result"


def _times(bench: Bench) -> None:
    times = clients.interleaved(bench.targets(), ROUNDS)
    for name, found in times.items():
        print(f"{name:32} p50 {found.p50:7.2f} ms   p99 {found.p99:7.2f} ms")
    for name, against in (
        ("portfolio", "portfolio, limit, same rows"),
        ("portfolio", "portfolio, limit, every site"),
        ("site", "site, limit"),
    ):
        print(f"{name} / {against}: {times[name].p50 / times[against].p50:.2f}")
    print(f"p99 / p50: portfolio {times['portfolio'].p99 / times['portfolio'].p50:.1f}, "
          f"site {times['site'].p99 / times['site'].p50:.1f}")  # fmt: skip


def _load(bench: Bench) -> None:
    for target in bench.targets():
        rate, times = clients.at_once(target, CONNECTIONS, SECONDS)
        print(f"{target.name:32} {rate:6.0f} requests/s at {CONNECTIONS} connections, "
              f"p50 {times.p50:.1f} ms, p99 {times.p99:.1f} ms")  # fmt: skip
    print(f"start to first answer: portal {bench.portal.seconds_to_answer:.2f} s, "
          f"limit {bench.limit.seconds_to_answer:.2f} s")  # fmt: skip


def _bytes(bench: Bench, pads: dict[str, int]) -> None:
    for target, name in ((bench.targets()[0], "PORTFOLIO"), (bench.targets()[3], "SITE")):
        packed = len(clients.ask(target, compressed=True)[1])
        plain = pads[f"BENCH_PAD_{name}"]
        print(f"{target.name}: {plain / 1000:.1f} kB plain, {packed / 1000:.1f} kB gzip")


def _chart(bench: Bench, round_path: str) -> None:
    base = f"http://127.0.0.1:{bench.portal.port}"
    for name, path, until in (
        ("portfolio (no chart)", "/sites", "footer"),
        ("result with its chart", round_path, "[data-drawn]"),
    ):
        found = drawing.drawn(base, path, bench.cookie, until=until)
        print(f"{name} in Chromium: cold {found.cold_ms:.0f} ms, {found.cold_kb:.0f} kB; "
              f"warm {found.warm_ms:.0f} ms, {found.warm_kb:.0f} kB")  # fmt: skip


if __name__ == "__main__":
    main()

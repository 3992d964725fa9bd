"""Members who talk in one room at once: what is lost, repeated, and how long a message takes.

`python -m bench.chat` measures both databases, each as it would run: two web processes, the worker
beside them, pages opened meanwhile, a web process killed in the middle. BENCH_MEMBERS (200) and
BENCH_SECONDS (600) say how much, BENCH_DATABASES which ("sqlite,postgresql").
"""

import asyncio
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from sqlalchemy import create_engine, text

from app import create_app
from app.core import db
from app.core.migrations import upgrade
from app.core.web.edge import Portal
from bench import servers
from bench.chatting import Member, Order, Talk, kill_a_worker, open_pages, run
from bench.clients import summed
from bench.seating import Hall, seat
from config import load_settings
from tools.postgres import running_postgres

PAGES = ("/community", "/community/chat", "/account")


@dataclass(frozen=True)
class Outcome:
    """What came of a run: `lost` counts messages that a member does not hold as they are now,
    `repeated` those a member was told twice; `took` and `pages` are seconds."""

    members: int
    messages: int
    sent_again: int
    lost: int
    repeated: int
    doubled: int
    took: Sequence[float]
    pages: Sequence[float]
    statuses: dict[int, int]
    unanswered: int

    def in_words(self) -> str:
        """The figures in some lines."""
        took, pages = summed(self.took), summed([one * 1000 for one in self.pages])
        asked = ", ".join(f"{n:,} x {status}" for status, n in sorted(self.statuses.items()))
        return (
            f"{self.members} members, {self.messages} messages, {self.sent_again} sent again: "
            f"{self.lost} lost, {self.repeated} repeated, {self.doubled} doubled\n"
            f"  seen after p50 {took.p50:.2f} s, p99 {took.p99:.2f} s, at most "
            f"{max(self.took):.2f} s ({len(self.took):,} times); pages meanwhile p50 "
            f"{pages.p50:.0f} ms, p99 {pages.p99:.0f} ms ({len(self.pages):,})\n"
            f"  answers: {asked}; {self.unanswered} unanswered"
        )


def talk_in(hall: Hall, order: Order, leader: int, pages: Sequence[str] = PAGES) -> Outcome:
    """Let everybody in the hall talk; `leader` is the process that leads the web server."""
    talk = Talk(hall.room_id, order, Random(7))  # noqa: S311  the same talk each time
    members = [Member(number, one, talk) for number, one in enumerate(hall.browsers)]

    async def everybody() -> None:
        others = [
            open_pages(talk, hall.browsers[0], pages),
            kill_a_worker(talk, leader),
            _change(talk, hall),
        ]
        await run(talk, members, others, hall.newest)

    # a thread of its own: where a browser is driven, this one has a loop that runs already
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, everybody()).result()
    held = hall.held()
    return Outcome(
        members=len(members),
        messages=len(held),
        sent_again=talk.resent,
        lost=sum(one.told.words.get(number) != words for one in members
                 for number, words in held.items()),
        repeated=sum(len(one.told.repeated) for one in members),
        doubled=len(held) - len(talk.said_at),
        took=talk.took,
        pages=talk.pages,
        statuses=talk.statuses,
        unanswered=talk.unanswered,
    )  # fmt: skip


async def _change(talk: Talk, hall: Hall) -> None:
    while await talk.goes_on_after(talk.chance.expovariate(0.5)):
        await asyncio.to_thread(hall.change_one, talk.chance)


def main() -> None:
    """Measure and print."""
    number = int(os.environ.get("BENCH_MEMBERS") or 200)
    seconds = float(os.environ.get("BENCH_SECONDS") or 600)
    order = Order(seconds, sends=1 / number)
    for name in (os.environ.get("BENCH_DATABASES") or "sqlite,postgresql").split(","):
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, _database(
            name, Path(folder)
        ) as url:  # fmt: skip
            print(f"\n== {name}, {seconds:.0f} s ==", flush=True)
            print(_measured(Path(folder), url, number, order).in_words(), flush=True)


def _measured(folder: Path, url: str, number: int, order: Order) -> Outcome:
    port = servers.free_port()
    environment = {**servers.settings(folder, port), "DATABASE_URL": url}
    app = create_app(load_settings(environment))
    logging.disable(logging.INFO)
    upgrade()
    with (
        servers.serving("wsgi:app", environment, port) as portal,
        servers.working(environment),
    ):
        return _outcome(app, port, number, order, portal.process.pid)


def _outcome(app: Portal, port: int, number: int, order: Order, leader: int) -> Outcome:
    try:
        return talk_in(seat(app, port, number), order, leader)
    finally:
        db.engine().dispose()


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{folder / 'portal.sqlite3'}"
        return
    with running_postgres() as server:
        engine = create_engine(server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("CREATE DATABASE chat"))
        engine.dispose()
        yield engine.url.set(database="chat").render_as_string(hide_password=False)


if __name__ == "__main__":
    main()

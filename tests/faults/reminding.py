"""The morning run of reminders in processes that can be killed, as in tests/faults/delivering.

`python -m tests.faults.reminding <database>`: for a line `start` on standard input it forks a
worker that does the run of one fixed morning, a few people at a time, and prints its number;
`end` with that number waits for it and prints how it ended.
"""

import os
import sys
from datetime import UTC, datetime, timedelta

import time_machine

from app import create_app
from app.core.db import engine, reading
from app.core.web.edge import Portal
from app.reminders import queries
from app.reminders.service import run_due, running
from config import load_settings

BROKEN = 70
MORNING = datetime(2027, 3, 5, 8, 0, tzinfo=UTC)
PEOPLE_AT_ONCE = 2


def remind(app: Portal) -> int:
    """Do the run; 0 when it was done to its end."""
    with app.app_context(), time_machine.travel(MORNING, tick=False):
        run_due(MORNING, owner=f"{os.getpid()}")
    return 0


def make_app(url: str) -> Portal:
    """The application on this database."""
    return create_app(
        load_settings(
            {
                "PORTAL_ENV": "test",
                "SECRET_KEY": "a secret for tests that protects nothing at all",
                "DATABASE_URL": url,
                "PUBLIC_BASE_URL": "http://portal.test",
            }
        )
    )


def look_once(app: Portal) -> None:
    """Ask what a worker asks, on a day on which nothing was due yet, and read the templates: what
    is compiled is inherited."""
    long_ago = MORNING - timedelta(days=36_500)
    with app.app_context(), reading():
        queries.plan_now(queries.programme(), long_ago)
    for ending in ("txt", "html"):
        app.jinja_env.get_template(f"emails/reminders_digest.{ending}")


def give_birth(app: Portal) -> int:
    """Fork a worker; its process number."""
    child = os.fork()
    if child == 0:
        status = BROKEN
        try:
            status = remind(app)
        finally:
            os._exit(status)
    return child


def main(url: str) -> None:
    """Do what each line says; returns at the end of the input."""
    app = make_app(url)
    running.PEOPLE_AT_ONCE = PEOPLE_AT_ONCE
    look_once(app)
    engine().dispose()
    for line in sys.stdin:
        word, _, number = line.partition(" ")
        if word == "end":
            print(os.waitstatus_to_exitcode(os.waitpid(int(number), 0)[1]), flush=True)
        else:
            print(give_birth(app), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

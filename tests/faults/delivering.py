"""A process that gives birth to workers quickly, so that many can be killed in a short time.

`python -m tests.faults.delivering <database> <mail port>`; for each line on standard input, the
seconds by which the next worker's clock is ahead, it forks a worker that sweeps and delivers
until nothing is due, and prints its process number; after another line, how it ended. The clock
stands in for the waiting that leases and retries ask for.

The workers inherit an engine whose statements are compiled, but no connection.
"""

import os
import sys
from datetime import timedelta

import time_machine

from app.core import clock, outbox
from app.core.db import make_engine, use
from app.core.mail import Security, Sender, SmtpSettings, SmtpTransport

BROKEN = 70
SENDER = Sender("portal@portal.example", "The portal")


def deliver(port: int, ahead: float) -> int:
    """What a worker does at each tick, until nothing is left to do; returns its lost leases."""
    lost = 0
    settings = SmtpSettings("127.0.0.1", port, security=Security.NONE)
    with time_machine.travel(clock.now() + timedelta(seconds=ahead)):
        outbox.sweep(clock.now())
        while True:
            done = outbox.deliver_due(SmtpTransport(settings), SENDER, worker=f"{os.getpid()}")
            lost += done.lost_leases
            if not done.states and not done.lost_leases:
                return lost


def _look_once() -> None:
    """Ask what a worker asks, on a day on which nothing was due yet."""
    long_ago = clock.now() - timedelta(days=36_500)
    outbox.sweep(long_ago)
    with time_machine.travel(long_ago):
        outbox.deliver_due(SmtpTransport(SmtpSettings("127.0.0.1", 1)), SENDER, worker="nobody")


def main(url: str, port: int) -> None:
    """Fork a worker for each line read; returns at the end of the input."""
    engine = make_engine(url)
    use(engine)
    _look_once()
    engine.dispose()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = BROKEN
            try:
                status = deliver(port, float(line))
            finally:
                os._exit(status)
        print(child, flush=True)
        sys.stdin.readline()  # until then its number is not given to another process
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

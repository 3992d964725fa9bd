"""A process that gives birth to workers quickly, so that many can be frozen or killed.

`python -m tests.faults.delivering <database> <mail port>`. Two kinds of lines on standard input:
`start` with an Order as JSON forks a worker and prints its process number; `end` with that number
waits for it and prints how it ended.
"""

import json
import os
import sys
import threading
import time
from dataclasses import asdict, dataclass
from datetime import timedelta

import time_machine

from app.core import clock, outbox
from app.core.db import make_engine, reading, use
from app.core.mail import Security, Sender, SmtpSettings, SmtpTransport
from app.core.outbox.rules import LEASE

BROKEN = 70
SENDER = Sender("portal@portal.example", "The portal")


@dataclass(frozen=True)
class Order:
    """How a worker works: seconds by which its clock is ahead (instead of the waiting that leases
    and retries ask for), seconds of a lease, and between two looks at the queue; with 0 it ends
    when nothing is due, otherwise when nothing waits any more."""

    ahead: float = 0.0
    lease: float = LEASE.total_seconds()
    tick: float = 0.0

    def as_line(self) -> str:
        """The order as a line for the process."""
        return f"start {json.dumps(asdict(self))}\n"


def deliver(port: int, order: Order) -> int:
    """What a worker does at each tick, until nothing is left to do; returns its lost leases."""
    lost = 0
    transport = SmtpTransport(SmtpSettings("127.0.0.1", port, security=Security.NONE))
    lease = timedelta(seconds=order.lease)
    if order.tick:
        threading.Thread(target=_sweep_beside, args=[2 * order.tick], daemon=True).start()
    with time_machine.travel(clock.now() + timedelta(seconds=order.ahead)):
        while True:
            outbox.sweep(clock.now())
            done = outbox.deliver_due(transport, SENDER, worker=f"{os.getpid()}", lease=lease)
            lost += done.lost_leases
            if done.states or done.lost_leases:
                continue
            if not (order.tick and _anything_waits()):
                return lost
            time.sleep(order.tick)


def _sweep_beside(seconds: float) -> None:
    """Sweep as often as the worker's job does, however long a round of sending takes."""
    while True:
        time.sleep(seconds)
        outbox.sweep(clock.now())


def _anything_waits() -> bool:
    with reading():
        return outbox.queries.oldest_waiting(clock.now()) is not None


def _look_once() -> None:
    """Ask what a worker asks, on a day on which nothing was due yet."""
    long_ago = clock.now() - timedelta(days=36_500)
    outbox.sweep(long_ago)
    with time_machine.travel(long_ago):
        outbox.deliver_due(SmtpTransport(SmtpSettings("127.0.0.1", 1)), SENDER, worker="nobody")


def main(url: str, port: int) -> None:
    """Do what each line says; returns at the end of the input.

    The workers inherit an engine whose statements are compiled, but no connection.
    """
    engine = make_engine(url)
    use(engine)
    _look_once()
    engine.dispose()
    for line in sys.stdin:
        word, _, rest = line.partition(" ")
        if word == "end":
            _, status = os.waitpid(int(rest), 0)
            print(os.waitstatus_to_exitcode(status), flush=True)
            continue
        child = os.fork()
        if child == 0:
            status = BROKEN
            try:
                status = deliver(port, Order(**json.loads(rest)))
            finally:
                os._exit(status)
        print(child, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

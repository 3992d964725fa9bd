"""The test's side of tests/faults/delivering.py and reminding.py."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from config import ROOT
from tests.faults.delivering import Order


@dataclass(frozen=True)
class Child:
    """A worker of a nursery; until `end` its number is its own, even if it has ended."""

    nursery: "Nursery"
    number: int

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.number, number)

    def end(self) -> int:
        """Wait for it; the leases it lost, or -9 when it was killed."""
        return self.nursery.end(self.number)


class Nursery:
    """Starts workers on one database and one mail server."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin, process.stdout
        self._alive: set[int] = set()

    def start(self, order: Order | None = None) -> Child:
        """Fork a worker, with an order where the module wants one."""
        number = self._ask(order.as_line() if order else "start\n")
        self._alive.add(number)
        return Child(self, number)

    def end(self, number: int) -> int:
        """Wait for one; how it ended."""
        status = self._ask(f"end {number}\n")
        self._alive.remove(number)
        return status

    def leave_none(self) -> None:
        """Kill whoever a test that failed has left behind."""
        for number in set(self._alive):
            os.kill(number, signal.SIGKILL)
            self.end(number)

    def _ask(self, line: str) -> int:
        self._to.write(line)
        self._to.flush()
        return int(self._from.readline())


@contextmanager
def nursery(url: str, port: int, module: str = "tests.faults.delivering") -> Iterator[Nursery]:
    """A nursery for the block; it ends when its input does."""
    with subprocess.Popen(
        [sys.executable, "-m", module, url, str(port)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        workers = Nursery(process)
        try:
            yield workers
        finally:
            workers.leave_none()
            assert process.stdin is not None
            process.stdin.close()

"""The test's side of tests/faults/delivering.py and reminding.py."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from config import ROOT


class Nursery:
    """Starts workers on one database and one mail server, one after another."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to: IO[str] = process.stdin
        self._from: IO[str] = process.stdout
        self.child = 0

    def start(self, seconds_ahead: float) -> None:
        """Fork a worker whose clock is ahead by so many seconds."""
        self._to.write(f"{seconds_ahead}\n")
        self._to.flush()
        self.child = int(self._from.readline())

    def end(self) -> int:
        """Wait for the worker; the leases it lost, or -9 when it was killed."""
        self._to.write("\n")
        self._to.flush()
        return int(self._from.readline())

    def signal(self, number: signal.Signals) -> None:
        """Send the worker a signal; until `end` the number is its own, even if it has ended."""
        os.kill(self.child, number)


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
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()

"""`python3 -m tools.ground run|test`: find or install what the two commands need.

Runs with the system's Python and its standard library only. What is already there is not repeated.
Every failure is one sentence saying what is missing and how to get it, and exit status 1.
"""

import fcntl
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tools import chromium, frontend, node, packages, postgres_programs
from tools.steps import ROOT, MissingError, announce, stop_with


def for_run() -> None:
    """Prepare what `make run` needs: Python packages and the built front end."""
    _with_front_end("requirements.lock", ".ready-run", "the portal's packages")


def for_test() -> None:
    """Prepare what `make test` needs: also the tools, Chromium and a PostgreSQL."""
    _with_front_end("requirements-dev.lock", ".ready-test", "the packages for testing")
    announce(f"Chromium for the browser tests: {chromium.ensure()}")
    announce(f"PostgreSQL for the tests: {postgres_programs.ensure()}")


def _with_front_end(*python: str) -> None:
    """Install Python packages and build the front end; beside each other where Node needs none."""
    if not node.of_system():
        packages.install(*python)
        frontend.ensure()
        return
    with ThreadPoolExecutor() as both:
        steps = [both.submit(packages.install, *python), both.submit(frontend.ensure)]
    for step in steps:
        step.result()


PURPOSES: dict[str, Callable[[], None]] = {"run": for_run, "test": for_test}


def main(arguments: list[str]) -> int:
    """Prepare for the purpose named by the one argument; returns the exit status."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        return stop_with(f"Say what to prepare for: {' or '.join(PURPOSES)}.")
    try:
        with _alone():
            PURPOSES[arguments[0]]()
    except MissingError as missing:
        return stop_with(str(missing))
    except KeyboardInterrupt:
        return 130
    return 0


@contextmanager
def _alone() -> Iterator[None]:
    """Let `make run` and `make test`, started together, prepare one after the other."""
    descriptor = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

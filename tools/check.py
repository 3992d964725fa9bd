"""`python -m tools.check`: every check, one line each; a fault ends what comes after it.

What takes longer than a moment and needs one core alone runs beside the tests, which leave both
cores idle now and then. The checks see a clean environment, so that a variable set in somebody's
shell changes nothing.
`python -m tools.check faults` runs only the fault tests and shows their counts, `bench` only the
measurements.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from tools.steps import ROOT, announce, attempt, stop_with

KEPT = (
    "PATH",
    "HOME",
    "USER",
    "TMPDIR",
    "TERM",
    "CI",
    "XDG_CACHE_HOME",
    "PLAYWRIGHT_BROWSERS_PATH",
)
PYTHON = [sys.executable, "-m"]
NOT_IN_ORDER = "{}: not in order, see above."
CONTRACTS = "from importlinter.cli import lint_imports_command as check; check()"

Checks = Sequence[tuple[str, list[str]]]
CHECKS: Checks = (
    ("Formatting", [*PYTHON, "ruff", "format", "--check", "--quiet", "."]),
    ("Lint", [*PYTHON, "ruff", "check", "--quiet", "."]),
    # Three test processes for two cores: the fault tests and the browser wait for others.
    ("Tests", [*PYTHON, "pytest", "-n", "3"]),
)
BESIDE: Checks = (
    ("Types", [*PYTHON, "mypy", "--no-error-summary"]),
    ("Import contracts", [sys.executable, "-c", CONTRACTS]),
    ("Templates", [*PYTHON, "djlint", "--lint", "--quiet", "app/templates"]),
)
FAULTS = (("Fault tests, with their counts", [*PYTHON, "pytest", "-m", "faults", "-s", "--long"]),)
BENCH = (("Measurements", [*PYTHON, "bench"]),)


def main(arguments: Sequence[str]) -> int:
    """Run the checks that `arguments` names (none: all of `make test`); returns the exit status."""
    environment = clean(os.environ)
    wanted = {"faults": FAULTS, "bench": BENCH}
    if arguments:
        return run(wanted[arguments[0]], environment)
    return run(CHECKS, environment, BESIDE)


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Keep what finds programs and folders; drop settings of the portal, Python, Git and locale."""
    kept = {name: environment[name] for name in KEPT if name in environment}
    return {**kept, "LC_ALL": "C.UTF-8"}


def run(checks: Checks, environment: Mapping[str, str], beside: Checks = ()) -> int:
    """Run `checks` in order until one fails; returns that one's exit status, or 0.

    Those `beside` run meanwhile, one after another, from the last of `checks` on: a fault of theirs
    is shown at once, and is the outcome when that last one is in order.
    """
    with ThreadPoolExecutor(1) as aside:
        found: list[Future[int]] = []
        for name, command in checks:
            if name == checks[-1][0]:
                found = [aside.submit(_beside, *each, environment) for each in beside]
            announce(name)
            try:
                status = subprocess.run(
                    command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
                ).returncode
            except KeyboardInterrupt:
                aside.shutdown(cancel_futures=True)
                return 130
            if status != 0:
                return status if name == "Tests" else stop_with(NOT_IN_ORDER.format(name))
        return max((each.result() for each in found), default=0)


def _beside(name: str, command: list[str], environment: Mapping[str, str]) -> int:
    """Run a check with its output held back; returns 0, or 1 after showing the output."""
    done = attempt(command, environment)
    if done.returncode == 0:
        announce(f"{name}: in order")
        return 0
    print(f"\n{done.stdout}", end="", file=sys.stderr, flush=True)
    return stop_with(NOT_IN_ORDER.format(name))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

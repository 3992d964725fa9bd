"""`python -m tools.check`: every check in order, one line each; stops at the first fault.

The checks see a clean environment, so that a variable set in somebody's shell changes nothing.
`python -m tools.check faults` runs only the fault tests and shows their counts, `bench` only the
measurements.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from tools.steps import ROOT, announce, stop_with

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
CONTRACTS = "from importlinter.cli import lint_imports_command as check; check()"

CHECKS: tuple[tuple[str, list[str]], ...] = (
    ("Formatting", [*PYTHON, "ruff", "format", "--check", "--quiet", "."]),
    ("Lint", [*PYTHON, "ruff", "check", "--quiet", "."]),
    ("Types", [*PYTHON, "mypy", "--no-error-summary"]),
    ("Import contracts", [sys.executable, "-c", CONTRACTS]),
    ("Templates", [*PYTHON, "djlint", "--lint", "--quiet", "app/templates"]),
    ("Tests", [*PYTHON, "pytest", "-n", "2", "--dist", "loadgroup"]),
)
FAULTS = (("Fault tests, with their counts", [*PYTHON, "pytest", "-m", "faults", "-s", "--long"]),)
BENCH = (("Measurements", [*PYTHON, "bench"]),)


def main(arguments: Sequence[str]) -> int:
    """Run the checks that `arguments` names (none: all of `make test`); returns the exit status."""
    environment = clean(os.environ)
    wanted = {"faults": FAULTS, "bench": BENCH}
    return run(wanted[arguments[0]] if arguments else CHECKS, environment)


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Keep what finds programs and folders; drop settings of the portal, Python, Git and locale."""
    kept = {name: environment[name] for name in KEPT if name in environment}
    return {**kept, "LC_ALL": "C.UTF-8"}


def run(checks: Sequence[tuple[str, list[str]]], environment: Mapping[str, str]) -> int:
    """Run `checks` in order until one fails; returns that one's exit status, or 0."""
    for name, command in checks:
        announce(name)
        try:
            status = subprocess.run(
                command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False
            ).returncode
        except KeyboardInterrupt:
            return 130
        if status != 0:
            return status if name == "Tests" else stop_with(f"{name}: not in order, see above.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

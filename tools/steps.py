"""Running one step of the two commands: say what happens, be quiet when it works, clear when not.

Standard library only: this runs before anything is installed.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"


class MissingError(Exception):
    """Something needed is not there; the message is one sentence saying what and how to get it."""


def announce(what: str) -> None:
    """Print one line saying what is being done, at once even when the output is a file."""
    print(f"==> {what}", flush=True)


def stop_with(sentence: str) -> int:
    """Print the one sentence that explains a failure to standard error; returns exit status 1."""
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1


def run_quietly(
    command: Sequence[str | Path], otherwise: str, environment: Mapping[str, str] | None = None
) -> None:
    """Run `command` in the project's folder; on failure show its output and raise MissingError.

    `otherwise` is that error's sentence. `environment` replaces the caller's when given.
    """
    done = attempt(command, environment)
    if done.returncode != 0:
        print(done.stdout, end="", file=sys.stderr, flush=True)
        raise MissingError(otherwise)


def attempt(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `command` with both outputs caught in `stdout`; a missing program gives status 127."""
    try:
        return subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess([str(part) for part in command], 127, str(error), "")

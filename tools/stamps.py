"""Stamps: a small file that says for which inputs a step was last finished.

Contents are compared, not times, so a fresh checkout or a change of branch repeats nothing.
Standard library only.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tools.steps import ROOT


def fingerprint(files: Iterable[Path], *also: str) -> str:
    """Return a SHA-256 over names and contents of `files` (folders: all in them) and `also`.

    The files lie in the project's folder; one that is not there counts as nothing.
    """
    digest = hashlib.sha256()
    for part in also:
        digest.update(part.encode() + b"\0")
    for file in sorted(_all_files(files)):
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_fresh(stamp: Path, expected: str) -> bool:
    """Say whether the step behind `stamp` was finished for exactly these inputs."""
    try:
        return stamp.read_text(encoding="ascii").strip() == expected
    except (OSError, UnicodeDecodeError):
        return False


def write(stamp: Path, value: str) -> None:
    """Record that the step behind `stamp` is finished for the inputs that gave `value`."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n", encoding="ascii")


def _all_files(files: Iterable[Path]) -> Iterable[Path]:
    for file in files:
        if file.is_dir():
            yield from (inner for inner in file.rglob("*") if inner.is_file())
        elif file.exists():
            yield file

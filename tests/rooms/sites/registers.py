"""The fictional register tests import."""

from pathlib import Path

from app.core.db import transaction
from app.sites import service
from app.sites.rules.register import Comparison
from config import ROOT

REGISTER = ROOT / "tests" / "data" / "register.csv"
REAL = ROOT / ".." / "shared" / "data" / "uk_authorities.csv"


def text(path: Path = REGISTER) -> str:
    """The text of a register file."""
    return path.read_text(encoding="utf-8")


def edited(old: str, new: str) -> str:
    """The fictional register with one piece replaced."""
    found = text()
    assert old in found, f"{old!r} is not in the register"
    return found.replace(old, new, 1)


def import_text(given: str) -> Comparison:
    """Import it as the command does."""
    with transaction():
        return service.import_register(given)


def first(rows: int) -> str:
    """The fictional register, its first rows only."""
    return "\n".join(text().splitlines()[: rows + 1]) + "\n"

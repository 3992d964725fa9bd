"""Sentences for the guard: those that identify a child, and those of the field's own language."""

from collections.abc import Iterator
from typing import Any

import yaml

from app.core.guard import Kind
from config import ROOT

DATA = ROOT / "tests" / "data"


def _lines(name: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def identifying() -> list[tuple[Kind, str]]:
    """What must be found, and what it is."""
    parts = [line.split(" | ", 1) for line in _lines("guard_identifying.txt")]
    return [(Kind(kind), sentence) for kind, sentence in parts]


def harmless() -> list[str]:
    """What must pass."""
    return _lines("guard_harmless.txt")


def seeded() -> list[str]:
    """Every text of the instruments, the programme and the demo."""
    return [
        text
        for path in sorted((ROOT / "seeds").rglob("*.yaml"))
        for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)

"""Reads the files the portal comes with: instruments, programme, demo."""

from pathlib import Path
from typing import Any

import yaml

# The reader in C is ten times as fast; without libyaml there is only the other, which reads the
# same.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What a file holds; yaml.YAMLError names the line of a fault, OSError the missing file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 a safe loader

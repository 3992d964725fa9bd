"""The ladders of reminders, from the programme's settings."""

from functools import cache

import yaml

from app.checkins.rules import Rung, parse_ladder
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"


@cache
def round_ladder() -> tuple[Rung, ...]:
    """The reminders of a round of self assessment; days count from the day to finish by."""
    raw = yaml.safe_load((PROGRAMME / "reminders.v1.yaml").read_text())
    return parse_ladder(raw, "round")

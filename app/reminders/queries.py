"""The ladders of reminders, from the programme's settings."""

from functools import cache

import yaml

from app.reminders.rules import Rung, parse_ladder
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"


@cache
def round_ladder() -> tuple[Rung, ...]:
    """The reminders of a round of self assessment; days count from the day to finish by."""
    raw = yaml.safe_load((PROGRAMME / "reminders.v1.yaml").read_text())
    return parse_ladder(raw, "round")


@cache
def call_ladder() -> tuple[Rung, ...]:
    """The reminders of a check-in call; days count from its London day."""
    raw = yaml.safe_load((PROGRAMME / "reminders.v1.yaml").read_text())
    return parse_ladder(raw, "check-in-call")

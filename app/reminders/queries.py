"""The ladders of reminders, from the programme's settings."""

from functools import cache

from app.core.yaml_file import read_yaml
from app.reminders.rules import Rung, parse_ladder
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"


@cache
def round_ladder() -> tuple[Rung, ...]:
    """The reminders of a round of self assessment; days count from the day to finish by."""
    return parse_ladder(read_yaml(PROGRAMME / "reminders.v1.yaml"), "round")


@cache
def call_ladder() -> tuple[Rung, ...]:
    """The reminders of a check-in call; days count from its London day."""
    return parse_ladder(read_yaml(PROGRAMME / "reminders.v1.yaml"), "check-in-call")

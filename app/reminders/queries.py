"""The ladders of reminders, from the programme's settings."""

from functools import cache

from app.checkins.rules import Rung, parse_ladder
from app.core.yaml_file import read_yaml
from config import ROOT

PROGRAMME = ROOT / "seeds" / "programme"


@cache
def round_ladder() -> tuple[Rung, ...]:
    """The reminders of a round of self assessment; days count from the day to finish by."""
    return parse_ladder(read_yaml(PROGRAMME / "reminders.v1.yaml"), "round")

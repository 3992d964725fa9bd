"""The programme as it stands in seeds/programme, read once for each process."""

from collections.abc import Mapping
from functools import lru_cache

from app.core.yaml_file import read_yaml
from app.journey.rules import (
    MilestoneTemplate,
    Programme,
    Stage,
    StageGuide,
    parse_programme,
    parse_stages,
)
from config import ROOT

PRESENT_VERSION = 2
_FOLDER = ROOT / "seeds" / "programme"


@lru_cache
def programme(version: int = PRESENT_VERSION) -> Programme:
    """A version of the template of milestones; journeys keep the one they began with."""
    return parse_programme(read_yaml(_FOLDER / f"milestones.v{version}.yaml"))


@lru_cache
def stage_guides() -> Mapping[Stage, StageGuide]:
    """What each stage is for and what should be true before a site leaves it."""
    return parse_stages(read_yaml(_FOLDER / "stages.v1.yaml"))


def template_of(code: str, version: int) -> MilestoneTemplate:
    """The template behind a milestone of a site."""
    return programme(version).milestone(code)

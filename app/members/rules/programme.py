"""What the programme says about the community: its words, its house rules, its promises."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.core.yaml_file import read_yaml
from config import ROOT


@dataclass(frozen=True)
class HouseRule:
    """One of the house rules."""

    title: str
    text: str


@dataclass(frozen=True)
class Programme:
    """The community as data. `stages`, `themes` and `roles` lead from keys to words, in order."""

    stages: Mapping[str, str]
    themes: Mapping[str, str]
    roles: Mapping[str, str]
    house_rules: tuple[HouseRule, ...]
    house_rules_version: int
    unanswered_working_days: int
    retention_months: int


def _words(raw: list[dict[str, str]]) -> dict[str, str]:
    return {one["key"]: one["label"] for one in raw}


def parse(raw: Mapping[str, Any]) -> Programme:
    """What a file says; KeyError or TypeError where it is none."""
    return Programme(
        stages=_words(raw["stages"]),
        themes=_words(raw["themes"]),
        roles=_words(raw["roles"]),
        house_rules=tuple(
            HouseRule(one["title"], one["text"]) for one in raw["house_rules"]["rules"]
        ),
        house_rules_version=int(raw["house_rules"]["version"]),
        unanswered_working_days=int(raw["unanswered"]["working_days"]),
        retention_months=int(raw["retention"]["months"]),
    )


# A file the portal comes with: as fixed as code, so it is read once, here.
PROGRAMME = parse(read_yaml(ROOT / "seeds" / "programme" / "community.v1.yaml"))
STAGES = PROGRAMME.stages  # of the framework itself
ROLES = PROGRAMME.roles
TAGS: Mapping[str, str] = {**PROGRAMME.stages, **PROGRAMME.themes}  # key -> words, in order
HOUSE_RULES_VERSION = PROGRAMME.house_rules_version

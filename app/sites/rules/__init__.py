"""Kinds of authority, the five stages, declared status, roles at a site."""

from enum import StrEnum


class Nation(StrEnum):
    """Nations whose authorities can adopt the framework."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


class Stage(StrEnum):
    """Stages of implementation after the National Implementation Research Network."""

    EXPLORATION = "exploration"
    INSTALLATION = "installation"
    INITIAL = "initial-implementation"
    FULL = "full-implementation"
    SUSTAINABILITY = "sustainability"

    @property
    def label(self) -> str:
        """The stage as people say it."""
        return _STAGE_LABELS[self]

    @property
    def number(self) -> int:
        """1 to 5, for order and comparison."""
        return list(Stage).index(self) + 1


_STAGE_LABELS = {
    Stage.EXPLORATION: "Exploration",
    Stage.INSTALLATION: "Installation",
    Stage.INITIAL: "Initial implementation",
    Stage.FULL: "Full implementation",
    Stage.SUSTAINABILITY: "Sustainability and innovation",
}


class Status(StrEnum):
    """What is declared about an adoption."""

    ACTIVE = "active"
    PAUSED = "paused"
    STOPPED = "stopped"


class AuthorityType(StrEnum):
    """Kinds of authority with a duty for children's services."""

    UNITARY = "Unitary authority"
    METROPOLITAN = "Metropolitan district"
    LONDON = "London borough"
    CITY = "City corporation"
    COUNTY = "County"
    WELSH = "Welsh unitary authority"
    SCOTTISH = "Scottish unitary authority"
    TRUST = "Health and social care trust"


ENGLISH_REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and The Humber",
)


class SuccessionKind(StrEnum):
    """How one authority followed another."""

    MERGED = "merged into"
    SPLIT = "split into"
    SUCCEEDED = "succeeded by"


class SiteRole(StrEnum):
    """Roles people of an authority hold at a site; the words are those of the access policy."""

    STRATEGIC = "strategic"
    CONTRIBUTOR = "contributor"

    @property
    def label(self) -> str:
        """The role as people say it."""
        return {"strategic": "Strategic lead", "contributor": "Contributor"}[self.value]


class Refused(Exception):
    """What was asked is not possible; the message says what to do, `field` where it was asked."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message

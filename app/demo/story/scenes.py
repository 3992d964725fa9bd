"""What a scene of the story is, and the cast it is played with."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.checkins.service import SiteName
from app.core import audit, clock
from app.core.files import Kept

ORIGIN = "demo"


@dataclass
class Cast:
    """What scenes have put into the database so far, by the names the story uses."""

    password_hash: str
    files: Mapping[str, Kept]
    people: dict[str, int] = field(default_factory=dict)
    authorities: dict[str, int] = field(default_factory=dict)
    sites: dict[str, SiteName] = field(default_factory=dict)
    calls: dict[tuple[str, int], int] = field(default_factory=dict)
    rounds: dict[tuple[str, int], str] = field(default_factory=dict)
    pieces: dict[tuple[str, str], int] = field(default_factory=dict)
    tasks: dict[tuple[str, str], int] = field(default_factory=dict)
    groups: dict[tuple[str, str], int] = field(default_factory=dict)
    actions: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    support: dict[tuple[str, str], int] = field(default_factory=dict)
    adaptations: dict[tuple[str, str], int] = field(default_factory=dict)
    measures: dict[tuple[str, str], int] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    pulses: dict[tuple[str, int], str] = field(default_factory=dict)
    topics: dict[str, int] = field(default_factory=dict)
    resources: dict[str, int] = field(default_factory=dict)
    answers: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: dict[tuple[str, int], int] = field(default_factory=dict)

    def site_id(self, name: str) -> int:
        """The number of a site."""
        return self.sites[name].id


@dataclass(frozen=True)
class Scene(ABC):
    """One thing that happened: when, and through whom (a key of the cast; "": the portal)."""

    moment: datetime
    by: str

    @abstractmethod
    def play(self, cast: Cast) -> None:
        """Do it, through the services of the room it belongs to."""


def play_all(scenes: Iterable[Scene], cast: Cast) -> None:
    """Play the scenes in the order of their moments, each at its moment and by its person.

    Scenes of one moment keep the order they were given in.
    """
    for scene in sorted(scenes, key=lambda one: one.moment):
        actor = cast.people.get(scene.by)
        with clock.pretend(scene.moment), audit.acting(audit.Acting(actor, ORIGIN)):
            scene.play(cast)

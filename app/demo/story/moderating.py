"""Scenes of moderation: who is on duty, local procedures, reports and what became of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from app.core.db import session
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.posts import queries, service
from app.posts.models import Case
from app.posts.rules.deciding import Decided
from app.posts.rules.safety import Procedures

Raw = Mapping[str, Any]


@dataclass(frozen=True)
class OnDuty(Scene):
    """An administrator says whom a worry reaches."""

    raw: Raw

    def play(self, cast: Cast) -> None:
        """Set it; the words stay the programme's."""
        duty = tuple(sorted(cast.people[key] for key in self.raw["duty"]))
        said = replace(queries.safety(), duty_ids=duty, duty_phone=self.raw["phone"])
        service.set_safety(said, cast.people[self.by])


@dataclass(frozen=True)
class Entered(Scene):
    """The procedures of a site are entered."""

    raw: Raw

    def play(self, cast: Cast) -> None:
        """Enter them."""
        raw = self.raw
        said = Procedures(raw["words"], raw["day_number"], raw["night_number"], raw["link"])
        service.set_procedures(cast.site_id(raw["site"]), said, cast.people[self.by], 0)


@dataclass(frozen=True)
class Reported(Scene):
    """Somebody reports an answer."""

    raw: Raw

    def play(self, cast: Cast) -> None:
        """Report it."""
        raw, reporter = self.raw, cast.people[self.by]
        service.report(_post(cast, raw), reporter, raw["reason"], raw["words"])


@dataclass(frozen=True)
class Judged(Scene):
    """A moderator decides."""

    raw: Raw

    def play(self, cast: Cast) -> None:
        """Decide about the open case."""
        chosen = select(Case.id).where(Case.post_id == _post(cast, self.raw))
        case_id = session().scalars(chosen.where(Case.decided_at.is_(None))).one()
        said = self.raw["decided"]
        decided = Decided(said["decision"], said["ground"], said["words"], said["handled"])
        service.decide(case_id, cast.people[self.by], decided)


def _post(cast: Cast, raw: Raw) -> int:
    return cast.answers[raw["topic"], raw["text"]]


def moderation_scenes(raw: Raw, calendar: Calendar) -> Iterator[Scene]:
    """All of it."""
    safety = raw["safety"]
    yield OnDuty(at_work(calendar.day(safety["day"]), "on duty"), safety["by"], safety)
    for one in raw["procedures"]:
        yield Entered(at_work(calendar.day(one["day"]), one["site"]), one["by"], one)
    for one in raw["reports"]:
        yield Reported(at_work(calendar.day(one["day"]), one["topic"]), one["by"], one)
        if decided := one.get("decided"):
            at = at_work(calendar.day(decided["day"]), one["topic"])
            yield Judged(at, decided["by"], one)

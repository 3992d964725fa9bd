"""Scenes of the plans: objectives and their reviews, approvals, routes, barriers and answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from app.demo.story.people import address_of
from app.demo.story.planning import LEAD, Said
from app.demo.story.reading import Place, Raw, load
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.plans import service
from app.plans.queries import barriers, objectives, reviews, routes
from app.plans.rules import ActionStatus, NewAction, Side
from app.plans.rules.approval import Plan
from app.plans.rules.barriers import NewBarrier
from app.plans.rules.objectives import NewObjective, ObjectiveStatus
from app.plans.rules.routes import NewRoute
from app.plans.service import approving, reviewing
from app.plans.service import barriers as barrier_service
from app.plans.service import objectives as objective_service
from app.plans.service import routes as route_service


@cache
def plans() -> Mapping[str, Raw]:
    """The plans of the story, by the name of their site."""
    found: Mapping[str, Raw] = load("plans.yaml")
    return found


def approved_on(site: str) -> Mapping[str, int]:
    """Which plans of a site were approved on which day: milestone -> offset."""
    found: Mapping[str, int] = plans().get(site, {}).get("approved", {})
    return found


@dataclass(frozen=True)
class OfPlan(Scene):
    """Something about a plan; `raw` as the file has it."""

    site: str
    raw: Raw


@dataclass(frozen=True)
class ObjectiveAdded(OfPlan):
    """An objective is written into the plan."""

    owner: str
    due_on: date

    def play(self, cast: Cast) -> None:
        """Add it; its number is kept by its title."""
        new = NewObjective(
            self.raw["area"],
            self.raw["title"],
            self.raw["good"],
            self.raw.get("measure", ""),
            self.due_on,
            owner_id=cast.people[self.owner],
            codes=tuple(self.raw.get("codes", ())),
        )
        site_id = cast.site_id(self.site)
        number = objective_service.add_objective(site_id, new, cast.people[self.by])
        cast.tasks[self.site, f"objective: {self.raw['title']}"] = number


@dataclass(frozen=True)
class ActionAdded(OfPlan):
    """An action that serves an objective."""

    owner: str
    due_on: date
    objective: str

    def play(self, cast: Cast) -> None:
        """Raise it."""
        new = NewAction(
            self.raw["title"],
            self.due_on,
            Side.AUTHORITY,
            owner_id=cast.people[self.owner],
            objective_id=cast.tasks[self.site, f"objective: {self.objective}"],
        )
        site_id, by = cast.site_id(self.site), cast.people[self.by]
        cast.tasks[self.site, self.raw["title"]] = service.raise_action(site_id, new, by)


@dataclass(frozen=True)
class ObjectiveEnded(OfPlan):
    """An objective is reached or dropped."""

    title: str

    def play(self, cast: Cast) -> None:
        """End it."""
        number = cast.tasks[self.site, f"objective: {self.title}"]
        found = objectives.objective(cast.site_id(self.site), number)
        if found is None:
            raise LookupError(f"{self.site} has no objective “{self.title}”.")
        status = ObjectiveStatus(self.raw["how"])
        objective_service.end_objective(found, status, self.raw["reason"])


@dataclass(frozen=True)
class Reviewed(OfPlan):
    """The objectives are reviewed; `titles` in the order of the file."""

    titles: Sequence[str]

    def play(self, cast: Cast) -> None:
        """Walk through them and end the walk."""
        site_id, by = cast.site_id(self.site), cast.people[self.by]
        walk = reviews.walk(site_id, reviewing.begin_review(site_id, by))
        if walk is None:
            raise LookupError(f"{self.site} has no review.")
        for title, said in zip(self.titles, self.raw["said"], strict=False):
            found = objectives.objective(site_id, cast.tasks[self.site, f"objective: {title}"])
            if found is None or not found.is_open:
                continue
            if said is None:
                reviewing.skip(walk, found, None, by)
            else:
                reviewing.say(walk, found, reviewing.Spoken(said[0], said[1], None), by)
        reviewing.end_review(walk)


@dataclass(frozen=True)
class Approved(OfPlan):
    """A plan is approved."""

    plan: Plan

    def play(self, cast: Cast) -> None:
        """Approve it."""
        site_id = cast.site_id(self.site)
        approving.approve(site_id, self.plan, "Steering group.", cast.people[self.by])


@dataclass(frozen=True)
class RouteAdded(OfPlan):
    """A communication route is written down."""

    begins_on: date

    def play(self, cast: Cast) -> None:
        """Add it."""
        new = NewRoute(
            self.raw["from"],
            self.raw["to"],
            self.raw["content"],
            self.raw["channel"],
            self.raw["frequency"],
            self.raw.get("reply"),
            self.begins_on,
        )
        number = route_service.add_route(cast.site_id(self.site), new)
        cast.tasks[self.site, f"route: {self.raw['content']}"] = number


@dataclass(frozen=True)
class RouteUsed(OfPlan):
    """A route is used, or (`answered`) the answer to its last use comes."""

    answered: bool = False

    def play(self, cast: Cast) -> None:
        """Note it."""
        number = cast.tasks[self.site, f"route: {self.raw['content']}"]
        found = routes.route(cast.site_id(self.site), number)
        if found is None:
            raise LookupError(f"{self.site} has no route {number}.")
        if self.answered:
            route_service.answer_came(found, routes.uses(number)[0].id)
        else:
            route_service.use_route(found, None, "", cast.people[self.by])


@dataclass(frozen=True)
class BarrierRaised(OfPlan):
    """Somebody says what stands in the way."""

    def play(self, cast: Cast) -> None:
        """Raise it."""
        new = NewBarrier(self.raw["words"], self.raw["to"], tuple(self.raw["codes"]))
        site_id, by = cast.site_id(self.site), cast.people[self.by]
        cast.tasks[self.site, self.raw["words"]] = barrier_service.raise_barrier(site_id, new, by)


@dataclass(frozen=True)
class BarrierAnswered(OfPlan):
    """It is answered."""

    def play(self, cast: Cast) -> None:
        """Answer it."""
        found = barriers.barrier(cast.site_id(self.site), cast.tasks[self.site, self.raw["words"]])
        if found is None:
            raise LookupError(f"{self.site} has no barrier “{self.raw['words']}”.")
        given = self.raw["answer"]
        barrier_service.answer_barrier(
            found, given["became"], given["words"], found.version, cast.people[self.by]
        )


def objective_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Every scene of a site's plan that stands in plans.yaml."""
    raw = plans().get(place.name)
    if raw is None:
        return
    teller = _Teller(place, calendar)
    for one in raw["objectives"]:
        yield from teller.objective(one)
    titles = [one["title"] for one in raw["objectives"]]
    for one in raw["reviews"]:
        yield Reviewed(*teller.who(one["day"], one["by"], "review"), one, titles)
    for word, day in approved_on(place.name).items():
        speaker = place.speaker(day)
        name = speaker.name if speaker else LEAD
        yield Approved(*teller.who(day, name, word), {}, Plan(word))
    for one in raw["routes"]:
        yield from teller.route(one)
    for one in raw["barriers"]:
        yield BarrierRaised(*teller.who(one["day"], one["by"], one["words"]), one)
        if given := one.get("answer"):
            yield BarrierAnswered(*teller.who(given["day"], given["by"], one["words"]), one)


class _Teller:
    """Makes the scenes of one site."""

    def __init__(self, place: Place, calendar: Calendar) -> None:
        self.place, self.calendar = place, calendar

    def key(self, name: str, day: int) -> str:
        """The key in the cast of somebody named, or of the NSPCC's lead of that day."""
        if name == LEAD:
            return self.place.led_by(day).lead
        return address_of(self.place, self.place.person(name))

    def who(self, day: int, name: str, *of: object) -> tuple[Any, str, str]:
        """Moment, person and site: how every scene begins."""
        at = at_work(self.calendar.day(day), self.place.name, *of)
        return at, self.key(name, day), self.place.name

    def objective(self, raw: Raw) -> Iterator[Scene]:
        """An objective with its actions, and its end."""
        written = raw.get("from", raw["day"])
        due, owner = self.calendar.day(raw["due"]), self.key(raw["owner"], written)
        begins = self.who(written, LEAD, "objective")
        yield ObjectiveAdded(*begins, raw, owner, due)
        for one in raw["actions"]:
            owner, due = self.key(one["owner"], one["day"]), self.calendar.day(one["due"])
            begins = self.who(one["day"], LEAD, one["title"])
            yield ActionAdded(*begins, one, owner, due, raw["title"])
            if (done := one.get("done")) is not None:
                at = self.who(done, one["owner"], one["title"], "done")
                yield Said(*at, one["title"], ActionStatus.DONE)
        if ended := raw.get("ended"):
            at = self.who(ended["day"], raw["owner"], "ended")
            yield ObjectiveEnded(*at, ended, raw["title"])

    def route(self, raw: Raw) -> Iterator[Scene]:
        """A route with its uses and answers."""
        yield RouteAdded(
            *self.who(raw["day"], LEAD, raw["content"]), raw, self.calendar.day(raw["day"])
        )
        for field, answered in (("used", False), ("answered", True)):
            for day in raw.get(field, ()):
                speaker = self.place.speaker(day)
                name = speaker.name if speaker else LEAD
                yield RouteUsed(*self.who(day, name, raw["content"], field), raw, answered)

"""Scenes of the plan: actions that people wrote by hand, and how far they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.core import clock
from app.demo.story.people import address_of
from app.demo.story.reading import Place, Task
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar, at_work
from app.plans import queries, service
from app.plans.rules import ActionStatus, NewAction, Side

LEAD = "lead"  # the owner's name where it is whoever leads the site for the NSPCC


@dataclass(frozen=True)
class Written(Scene):
    """An action is written into the plan; `owner` is a key of the cast."""

    site: str
    task: Task
    owner: str
    side: Side
    due_on: date

    def play(self, cast: Cast) -> None:
        """Raise it."""
        new = NewAction(
            self.task.title,
            self.due_on,
            self.side,
            self.task.detail,
            owner_id=cast.people[self.owner],
        )
        found = service.raise_action(cast.site_id(self.site), new, cast.people[self.by])
        cast.tasks[self.site, self.task.title] = found


@dataclass(frozen=True)
class Said(Scene):
    """Its owner says how far it is."""

    site: str
    title: str
    status: ActionStatus

    def play(self, cast: Cast) -> None:
        """Change its status."""
        found = queries.find(cast.site_id(self.site), cast.tasks[self.site, self.title])
        if found is None:
            raise LookupError(f"{self.site} has no action “{self.title}”.")
        on = clock.today() if self.status is ActionStatus.DONE else None
        service.set_status(found, self.status, on=on)


def plan_scenes(place: Place, calendar: Calendar) -> Iterator[Scene]:
    """Every action that a site wrote by hand."""
    for task in place.plan:
        lead = place.led_by(task.day).lead
        is_ours = task.owner == LEAD
        owner = lead if is_ours else address_of(place, place.person(task.owner))
        side = Side.NSPCC if is_ours else Side.AUTHORITY
        at = at_work(calendar.day(task.day), place.name, task.title)
        due_on = calendar.day(task.due)
        yield Written(at, lead, place.name, task, owner, side, due_on)
        for offset, status in (
            (task.began, ActionStatus.IN_PROGRESS),
            (task.done, ActionStatus.DONE),
        ):
            if offset is not None:
                at = at_work(calendar.day(offset), place.name, task.title, status)
                yield Said(at, owner, place.name, task.title, status)

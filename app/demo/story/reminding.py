"""Scenes of reminders: the morning runs of the last days, so that the log has something to show."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from app.core import clock
from app.core.clock import LONDON
from app.demo.story.scenes import Cast, Scene
from app.demo.story.timing import Calendar
from app.reminders.service import run_at_once

DAYS = 10
MORNING = time(7, 30)


class MorningRun(Scene):
    """What fell due goes out."""

    def play(self, cast: Cast) -> None:
        """Do the run of this morning."""
        run_at_once(clock.now())


def reminder_scenes(calendar: Calendar) -> Iterator[Scene]:
    """The morning of each of the last days."""
    for number in range(DAYS, 0, -1):
        on = calendar.today - timedelta(days=number)
        yield MorningRun(datetime.combine(on, MORNING, LONDON), "")

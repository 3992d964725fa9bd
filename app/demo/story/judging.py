"""What the portal judges of the story, week by week, as if it had run all the time."""

from datetime import timedelta

from app.core import audit, clock
from app.core.audit import Acting
from app.demo.story.scenes import ORIGIN, Cast
from app.demo.story.timing import Calendar
from app.indicators.service import refresh, tell_history

YEARS = timedelta(days=3 * 365)


def judge_story(cast: Cast, calendar: Calendar) -> None:
    """Tell the history of every site from its first Monday on, and judge it at the end."""
    sites = sorted(site.id for site in cast.sites.values())
    evening = calendar.end - timedelta(hours=1)  # before today began
    with clock.pretend(evening), audit.acting(Acting(None, ORIGIN)):
        last = clock.today()
        tell_history(sites, last - YEARS, last)
        refresh(sites)

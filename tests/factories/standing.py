"""Declared statuses and events for tests; ask for them within a transaction and app context."""

from datetime import date, timedelta

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.sites.models import Site
from app.sites.rules import Status
from app.standing import service
from app.standing.models import ResumeRequest
from app.standing.rules import Dates, Declaration, EventKind, Reason, When
from app.standing.service import NewEvent

WHY = "The director left and nobody has taken the work on."


def declare(site: Site, to: Status, *, until: date | None = None) -> None:
    """Declare a status today; a pause for ninety days unless told otherwise."""
    reasons = (Reason.COMMITTED,) if to is Status.ACTIVE else (Reason.LEADERSHIP,)
    ends = until or clock.today() + timedelta(days=90) if to is Status.PAUSED else None
    service.declare(site.id, Declaration(to, reasons, WHY, clock.today(), ends))


def make_request(site: Site, person_id: int) -> int:
    """Somebody asks to resume."""
    service.ask_to_resume(site.id, person_id, "A new director started this month.")
    latest = select(ResumeRequest.id).where(ResumeRequest.site_id == site.id)
    return session().scalars(latest.order_by(ResumeRequest.id.desc())).first() or 0


def make_event(
    site: Site, title: str = "One directorate for children", kind: EventKind = EventKind.RESTRUCTURE
) -> int:
    """An event announced a month ago that comes into force in a known month."""
    today = clock.today()
    soon = (today + timedelta(days=100)).replace(day=1)
    dates = Dates(When(today - timedelta(days=30)), None, When(soon, is_month=True))
    return service.enter_event(site.id, NewEvent(kind, title, "Two teams move.", dates))

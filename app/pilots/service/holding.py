"""One after the other: the pilot that is written on, and the versions of an agreed plan."""

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.pilots.models import Pilot, PilotReview, PilotVersion
from app.pilots.queries.pilots import cohort_of, facts_of, times_of
from app.pilots.queries.plans import document
from app.pilots.rules.documents import content_of
from app.pilots.rules.plan import Document
from app.pilots.rules.states import State, state_of
from app.sites.models import Site


def hold(site_id: int) -> None:
    """Two who write about the pilots of a site do so one after the other."""
    session().get_one(Site, site_id, with_for_update=True)


def held(site_id: int, pilot_id: int) -> tuple[Pilot, State]:
    """A pilot of this site, to be written on, and how far it is. Raises LookupError."""
    hold(site_id)
    chosen = (
        select(Pilot, PilotReview.begun_on)
        .outerjoin(PilotReview, PilotReview.pilot_id == Pilot.id)
        .where(Pilot.site_id == site_id, Pilot.id == pilot_id)
        .execution_options(populate_existing=True)
    )
    found = session().execute(chosen).first()
    if found is None:
        raise LookupError(f"There is no pilot with the number {pilot_id} at this site.")
    row, begun_on = found
    return row, state_of(facts_of(row, begun_on), clock.today())


def only_if(allowed: bool, field: str, words: str) -> None:
    """Raise `Refused` with these words beside a field unless it is allowed."""
    refuse([] if allowed else [(field, words)])


def name_of(row: Pilot) -> str:
    """How a pilot is called in the trail, which holds no words that people typed."""
    return f"Pilot {row.number}"


def document_of(row: Pilot) -> Document:
    """The whole plan as it stands now."""
    return document(row.id, cohort_of(row), times_of(row))


def keep_version(row: Pilot, plan: Document, number: int, reason: str = "") -> None:
    """Keep a plan as it stands now, with the reason."""
    session().add(
        PilotVersion(
            pilot_id=row.id,
            number=number,
            content=content_of(plan),
            reason=reason.strip(),
            saved_at=clock.now(),
            saved_by_id=audit.who_acts().actor_id,
        )
    )
    session().flush()


def keep_change(row: Pilot, reason: str) -> None:
    """Write what changed; once the plan is agreed, keep it as a version. Flushes."""
    session().flush()
    if row.agreed_on is not None:
        chosen = select(func.max(PilotVersion.number)).where(PilotVersion.pilot_id == row.id)
        keep_version(row, document_of(row), (session().scalar(chosen) or 0) + 1, reason)

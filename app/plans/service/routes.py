"""Writing who tells whom what: routes, when they were used, when an answer came."""

from datetime import date, timedelta

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile
from app.core.words import day
from app.plans.models import Route, RouteUse
from app.plans.queries.routes import RouteRow
from app.plans.rules import Fault, Refused, one_line, refuse
from app.plans.rules.routes import Channel, Frequency, NewRoute, check_route, check_use
from app.sites.models import Site


def add_route(site_id: int, new: NewRoute) -> int:
    """Put a route into the communication plan; returns its number. Raises `Refused`.

    One in use that says the same word for word is not added again.
    """
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one after the other
    refuse(Fault(field, message) for field, message in check_route(new))
    same = session().scalar(
        select(Route.id).where(
            Route.site_id == site_id,
            Route.stopped_on.is_(None),
            Route.sender == one_line(new.sender),
            Route.receiver == one_line(new.receiver),
            Route.content == one_line(new.content),
        )
    )
    if same is not None:
        return same
    audit.because("route added", summary="Communication route added.", site_id=site_id)
    row = Route(site_id=site_id, begins_on=present(new.begins_on), entered_at=clock.now())
    _fill(row, new)
    session().add(row)
    session().flush()
    return row.id


def change_route(found: RouteRow, new: NewRoute, version: int) -> None:
    """Change what a route says. Raises `Refused`, `ChangedMeanwhile`."""
    row = _locked(found)
    if row.version != version:
        raise ChangedMeanwhile(mine=_words(new), theirs=_words(_kept(row)))
    refuse(Fault(field, message) for field, message in check_route(new))
    audit.because("route changed", summary=f"Route {row.id} changed.", site_id=found.site_id)
    _fill(row, new)
    row.begins_on = present(new.begins_on)
    session().flush()


def use_route(found: RouteRow, used_on: date | None, note: str, by: int) -> None:
    """Say that a route was used, today unless said otherwise; twice on one day counts once.

    An answer is awaited where the route asks for one. Raises `Refused`.
    """
    row, today = _locked(found), clock.today()
    if row.stopped_on is not None:
        raise Refused([Fault("note", "This route is stopped: take it up again first")])
    faults = check_use(used_on, note, row.last_used_on, today)
    refuse(Fault(field, message) for field, message in faults)
    on = used_on or today
    if on == row.last_used_on:
        return
    audit.because("route used", summary=f"Route {row.id} used on {day(on)}.", site_id=found.site_id)
    row.last_used_on = on
    session().add(
        RouteUse(
            route_id=row.id,
            used_on=on,
            note=note.strip(),
            reply_by=on + timedelta(days=row.reply_days) if row.reply_days else None,
            entered_by_id=by,
        )
    )
    session().flush()


def answer_came(found: RouteRow, use_id: int) -> None:
    """Say that an answer came today. Raises LookupError for a use of another route."""
    use = session().get(RouteUse, use_id, with_for_update=True)
    if use is None or use.route_id != found.id:
        raise LookupError(f"Route {found.id} has no use with the number {use_id}.")
    if use.replied_on is not None:
        return
    audit.because(
        "answer came", summary=f"Route {found.id}: an answer came.", site_id=found.site_id
    )
    use.replied_on = clock.today()
    session().flush()


def stop_route(found: RouteRow, *, stopped: bool) -> None:
    """Stop a route, or take it up again; answers still awaited are not waited for any longer."""
    row = _locked(found)
    if (row.stopped_on is not None) == stopped:
        return
    said = "stopped" if stopped else "taken up again"
    audit.because(f"route {said}", summary=f"Route {row.id} {said}.", site_id=found.site_id)
    row.stopped_on = clock.today() if stopped else None
    session().flush()


def _fill(row: Route, new: NewRoute) -> None:
    row.sender, row.receiver = one_line(new.sender), one_line(new.receiver)
    row.content, row.channel = one_line(new.content), new.channel
    row.frequency, row.reply_days = new.frequency, new.reply_days


def _locked(found: RouteRow) -> Route:
    row = session().get_one(Route, found.id, with_for_update=True)
    if row.site_id != found.site_id:
        raise LookupError(f"There is no route with the number {found.id} at this site.")
    return row


def _kept(row: Route) -> NewRoute:
    return NewRoute(
        row.sender,
        row.receiver,
        row.content,
        row.channel,
        row.frequency,
        row.reply_days,
        row.begins_on,
    )


def _words(kept: NewRoute) -> str:
    channel = Channel(kept.channel).label if kept.channel in set(Channel) else ""
    often = Frequency(kept.frequency).label if kept.frequency in set(Frequency) else ""
    reply = f"Answer within {kept.reply_days} days" if kept.reply_days else "No answer expected"
    return "\n".join(
        (
            f"{one_line(kept.sender)} to {one_line(kept.receiver)}: {one_line(kept.content)}",
            ", ".join(part for part in (channel, often, reply) if part),
        )
    )

"""What happened at a site: one stream, narrowed by what stands in the address."""

from typing import Any

from flask import Response, render_template, request, url_for

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.core import clock
from app.core.tables import write_csv
from app.core.web.day_field import day_of_line
from app.core.web.listing import csv_answer
from app.overview.queries.stream import kinds_read_by, people_of_stream, stream
from app.overview.rules.asking import whole_number
from app.overview.rules.stream import KIND_OF, Place, StreamPage, StreamWish
from app.overview.showing import stream as showing
from app.overview.views.blueprint import blueprint

DAYS = ("since", "until")
LONGEST_FILE = 5_000
Faults = list[dict[str, str]]


@blueprint.get("/sites/<site>/history")
@requires(Can.SEE_HISTORY)
def history() -> str | tuple[str, int]:
    """What happened, newest first."""
    wish, faults = _asked()
    if faults:
        return _page(wish, StreamPage((), None), error_summary=faults), 400
    return _page(wish, stream(the_actor(), the_site().id, wish, clock.now()))


def _page(wish: StreamWish, found: StreamPage[Any], **more: Any) -> str:
    actor, site = the_actor(), the_site()
    people = people_of_stream(site.id, found.entries)
    return render_template(
        "overview/history.html",
        wish=wish,
        days=showing.days(found.entries, people),
        kinds=showing.kinds(kinds_read_by(actor, site.id)),
        people=sorted(people.items(), key=lambda one: one[1].casefold()),
        typed={name: request.args.get(name, "")[:40] for name in DAYS},
        older_href=_address(wish, found.older) if found.older else "",
        newest_href=_address(wish) if wish.place else "",
        csv_href=url_for("overview.history_csv", site=site.slug, **showing.query(wish)),
        **showing.narrowing(wish, people, _address),
        **more,
    )


@blueprint.get("/sites/<site>/history.csv")
@requires(Can.SEE_HISTORY)
def history_csv() -> Response:
    """The same as a file: the newest five thousand entries that fit."""
    site, (wish, _) = the_site(), _asked()
    found = stream(the_actor(), site.id, wish, clock.now(), size=LONGEST_FILE)
    people = people_of_stream(site.id, found.entries)
    return csv_answer(
        write_csv(showing.HEADINGS, showing.lines(found.entries, people)),
        f"{site.slug}-history.csv",
    )


def _asked() -> tuple[StreamWish, Faults]:
    """What the address asks for, and what is wrong with its dates. What else cannot be understood
    is passed over, so that old links open."""
    faults: Faults = []
    days = {}
    for name, words in zip(DAYS, ("From", "To"), strict=True):
        try:
            days[name] = day_of_line(request.args.get(name, "")[:40])
        except ValueError as problem:
            faults.append({"text": f"“{words}” {problem}", "href": f"#filter-{name}"})
    wish = StreamWish(
        kinds=frozenset(request.args.getlist("kind")) & KIND_OF.keys(),
        who=whole_number(request.args.get("who", "")) or None,
        first=days.get("since"),
        last=days.get("until"),
        place=Place.read(request.args.get("before", "")),
    )
    return wish, faults


def _address(wish: StreamWish, place: Place | None = None) -> str:
    """The list with these filters, from the newest on or from a place."""
    asked = showing.query(wish) | ({"before": str(place)} if place else {})
    return url_for("overview.history", site=the_site().slug, **asked)

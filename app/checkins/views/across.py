"""Check-in calls across sites, for the NSPCC: a list, a month, a day."""

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.checkins import across_words as words
from app.checkins.queries.across import CallsPage, calls_across, choices_across, is_everything
from app.checkins.queries.months import calls_in_month, calls_on_day
from app.checkins.rules.across import CallsWish, Month
from app.checkins.views.blueprint import blueprint
from app.core import clock
from app.core.words import day

MOST_ON_A_DAY = 200


@blueprint.get("/check-ins")
@requires(Can.SEE_CALLS_ACROSS)
def across() -> str:
    """What is overdue, to be recorded, this week, next, and not booked."""
    actor, wish, now = the_actor(), CallsWish.read(request.args), clock.now()
    found, choices = calls_across(actor, wish, now), choices_across(actor, wish)
    everything = is_everything(actor, wish)
    return render_template(
        "checkins/across.html",
        found=found,
        wish=wish,
        now=now,
        tables=words.tables(found.lines, wish, clock.today()),
        **words.narrowing(wish, found, choices, _list(wish), everything=everything),
        **_over(found, wish, everything),
    )


def _over(found: CallsPage, wish: CallsWish, everything: bool) -> dict[str, Any]:
    """What stands over and under the tables."""
    to = _list(wish)
    return {
        "first_line": words.first_line(found, everything),
        "figures": words.figures(found.counts, to),
        "columns": words.columns(wish.sort, lambda sort: to(sort=sort, page=1)),
        "month_href": url_for("checkins.month", **wish.query(state="", sort="", page=1)),
        "page_href": lambda page: to(page=page),
    }


@blueprint.get("/check-ins/month")
@requires(Can.SEE_CALLS_ACROSS)
def month() -> str:
    """The calls of a month, day by day."""
    actor, wish, today = the_actor(), _of_calendar(), clock.today()
    shown = Month.read(request.args.get("month", ""), today)
    found = calls_in_month(actor, wish, shown)
    return render_template(
        "checkins/month.html",
        title=words.month_title(shown),
        weeks=words.weeks(shown, found, today, lambda on: _day(wish, on)),
        weekdays=words.WEEKDAYS,
        total=sum(one.total for one in found.values()),
        everything=is_everything(actor, wish),
        **_around(wish, shown, Month(today.year, today.month)),
    )


def _around(wish: CallsWish, shown: Month, present: Month) -> dict[str, Any]:
    """The ways from one month to others, and back to the list."""

    def to(month: Month) -> dict[str, str]:
        href = url_for("checkins.month", month=str(month), **wish.query())
        return {"href": href, "text": words.month_title(month)}

    return {
        "earlier": to(shown.before),
        "later": to(shown.after),
        "present": to(present) if shown != present else None,
        "list_href": url_for("checkins.across", **wish.query()),
        "all_href": url_for(
            "checkins.month", month=str(shown), **CallsWish(whose="everybody").query()
        ),
    }


@blueprint.get("/check-ins/days/<on>")
@requires(Can.SEE_CALLS_ACROSS)
def one_day(on: str) -> str:
    """The calls of one day, where a month has no room for them."""
    wish, shown = _of_calendar(), _date(on)
    found = calls_on_day(the_actor(), wish, shown, MOST_ON_A_DAY)
    calls = [words.call(x.site, x.slug, x.call_id, x.state, x.at) for x in found.calls]
    month = str(Month(shown.year, shown.month))
    return render_template(
        "checkins/day.html",
        title=day(shown),
        calls=calls,
        total=found.total,
        month_href=url_for("checkins.month", month=month, **wish.query()),
    )


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        abort(404)
    return found if 2000 <= found.year < 2100 else abort(404)


def _of_calendar() -> CallsWish:
    """The filters that a calendar keeps: whose sites, and which."""
    wish = CallsWish.read(request.args)
    return CallsWish(wish.whose, wish.lead, wish.stage, wish.nation, wish.region, wish.level)


def _list(wish: CallsWish) -> Any:
    return lambda **changes: url_for("checkins.across", **wish.query(**changes))


def _day(wish: CallsWish, on: date) -> str:
    return url_for("checkins.one_day", on=on.isoformat(), **wish.query())

"""The secret address of one's own calendar."""

from flask import current_app, flash, render_template, url_for

from app.access.gate import signed_in, the_actor
from app.accounts import queries, service
from app.accounts.forms import ConfirmForm, FeedForm
from app.accounts.views.blueprint import Page, blueprint
from app.core.web.forms import again
from app.core.web.returned import see


@blueprint.get("/account/calendar")
@signed_in
def calendar() -> Page:
    """Whether there is an address, what is in it, and when it was last read."""
    return _page(FeedForm())


@blueprint.post("/account/calendar")
@signed_in
def make_calendar() -> Page:
    """Make one; it is shown on this one page. The one before ends."""
    form, who = FeedForm(), the_actor()
    if not form.validate_on_submit():
        return again("accounts/calendar.html", form, feed=queries.feed_of(who.id), address="")
    token = service.make_feed(who.id, with_due_days=bool(form.with_due_days.data))
    base = current_app.config["SETTINGS"].public_base_url
    return _page(form, base + url_for("reminders.feed", token=token)), 201


@blueprint.post("/account/calendar/end")
@signed_in
def end_calendar() -> Page:
    """Take it back."""
    if ConfirmForm().validate_on_submit():
        service.take_feed_back(the_actor().id)
        flash("The address is taken back. Calendars that read it find nothing any more.", "success")
    return see("accounts.calendar")


def _page(form: FeedForm, address: str = "") -> str:
    feed = queries.feed_of(the_actor().id)
    return render_template("accounts/calendar.html", form=form, feed=feed, address=address)

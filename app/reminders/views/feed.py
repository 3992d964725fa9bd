"""The calendar behind a secret address; the log leaves addresses out."""

from flask import Response, current_app, request
from werkzeug.wrappers import Response as Answer

from app.access.gate import public
from app.accounts import queries, service
from app.accounts.service import limits
from app.core import clock
from app.reminders.feed import calendar_of
from app.reminders.views.blueprint import blueprint
from config import Settings

FRESH = "private, no-cache, no-transform"  # asked for each time; packing it breaks Outlook


@blueprint.get("/calendar/<token>.ics")
@public
def feed(token: str) -> Answer:
    """The events, or nothing: unknown and taken back look alike."""
    found = queries.feed_behind(token)
    if found is None:
        limits.count_token(request.remote_addr)
        return Response("There is no calendar here.\n", 404, mimetype="text/plain")
    service.note_read(found)
    settings: Settings = current_app.config["SETTINGS"]
    content = calendar_of(found, settings.product_name, settings.public_base_url, clock.now())
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Cache-Control"] = FRESH
    answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer.add_etag()
    return answer.make_conditional(request)

"""The outbox: what was sent, what waits, and what needs a decision."""

from collections.abc import Callable

from flask import abort, flash, make_response, render_template
from werkzeug.wrappers import Response

from app.access.gate import requires
from app.access.policy import Can
from app.admin.rules import STATES, may_read_text
from app.admin.views.blueprint import (
    Page,
    address,
    blueprint,
    chips,
    number,
    settings,
    typed,
)
from app.core import clock, outbox
from app.core.outbox import NotPossible, OutboxMail, State
from app.core.outbox.rules import why_not_cancelled, why_not_resent
from app.core.web.errors import in_words
from app.core.web.returned import see

PAGE = 50
WORDS = {"state": "State", "q": "Words"}
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@blueprint.get("/admin/outbox")
@requires(Can.SEE_OUTBOX)
def mails() -> Page:
    """Mails, newest first, by state and by words in address or subject."""
    chosen, page = typed("state", "q"), number("page") or 1
    state = State(chosen["state"]) if chosen["state"] in set(State) else None
    found = outbox.queries.page(
        state=state, search=chosen["q"], offset=(page - 1) * PAGE, limit=PAGE + 1
    )
    newer = address("admin.mails", chosen, page=page - 1) if page > 1 else ""
    older = address("admin.mails", chosen, page=page + 1) if len(found) > PAGE else ""
    return render_template(
        "admin/mails.html", mails=found[:PAGE], newer=newer, older=older, **_around(chosen)
    )


def _around(chosen: dict[str, str]) -> dict[str, object]:
    """What the list shows besides the mails."""
    shown = {**chosen, "state": STATES.get(chosen["state"], ("", ""))[0]}
    hrefs = chips("admin.mails", chosen, WORDS)
    for chip, value in zip(hrefs, [v for v in shown.values() if v], strict=False):
        chip["text"] = value
    oldest = outbox.queries.oldest_waiting(clock.now())
    return {
        "chosen": chosen,
        "chips": hrefs,
        "counts": outbox.queries.counts(),
        "oldest": in_words(int(oldest.total_seconds())) if oldest else "",
        "server_is_set": settings().smtp_host is not None,
        "states": STATES,
    }


@blueprint.get("/admin/outbox/<int:mail_id>")
@requires(Can.SEE_OUTBOX)
def mail(mail_id: int) -> Page:
    """One mail: where it stands, its text, and what can be done."""
    found = _found(mail_id)
    calendar = found.calendar.decode("utf-8", "replace") if found.calendar else ""
    return render_template(
        "admin/mail.html",
        mail=found,
        calendar=calendar.replace("\r\n", "\n"),
        state=STATES[found.state.value],
        readable=_is_readable(found),
        server_is_set=settings().smtp_host is not None,
        why_not_resent=why_not_resent(found.state, has_text=bool(found.text)),
        why_not_cancelled=why_not_cancelled(found.state),
    )


@blueprint.get("/admin/outbox/<int:mail_id>/html")
@requires(Can.SEE_OUTBOX)
def mail_html(mail_id: int) -> Response:
    """The HTML part by itself, in a sandbox: no script, no style, no request leaves it."""
    found = _found(mail_id)
    if not (_is_readable(found) and found.html):
        abort(404)
    response = make_response(found.html)
    response.headers["Content-Security-Policy"] = SANDBOX
    return response


@blueprint.post("/admin/outbox/<int:mail_id>/resend")
@requires(Can.RESEND_MAIL)
def resend(mail_id: int) -> Response:
    """Put a mail into the queue once more."""
    return _act(mail_id, outbox.resend, "The mail is in the queue again.")


@blueprint.post("/admin/outbox/<int:mail_id>/cancel")
@requires(Can.RESEND_MAIL)
def cancel(mail_id: int) -> Response:
    """Take a mail out of the queue."""
    return _act(mail_id, outbox.cancel, "The mail is cancelled and will not be sent.")


def _act(mail_id: int, do: Callable[[int], None], done: str) -> Response:
    try:
        do(mail_id)
    except LookupError:
        abort(404)
    except NotPossible as obstacle:
        flash(str(obstacle), "error")
    else:
        flash(done, "success")
    return see("admin.mail", mail_id=mail_id)


def _found(mail_id: int) -> OutboxMail:
    found = outbox.queries.by_id(mail_id)
    if found is None:
        abort(404)
    return found


def _is_readable(found: OutboxMail) -> bool:
    return may_read_text(
        confidential=found.confidential,
        is_production=settings().is_production,
        server_is_set=settings().smtp_host is not None,
    )

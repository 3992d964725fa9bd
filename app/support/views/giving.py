"""The log of what was given."""

from flask import abort, flash, render_template

from app.access.gate import requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.web.asked import seen_version
from app.core.web.forms import again
from app.core.web.taken import accepted
from app.support import queries, service
from app.support.forms import SessionForm
from app.support.queries import RequestRow
from app.support.rules.entries import Session
from app.support.rules.states import Move, State
from app.support.views.blueprint import (
    Answer,
    back,
    blueprint,
    speaker,
    staff,
    the_request,
    to_request,
)


@blueprint.get("/sites/<site>/support/<int:support_id>/sessions/new")
@requires(Can.ANSWER_SUPPORT)
def new_session(support_id: int) -> Answer:
    """When was it given, how, to how many?"""
    found = the_request(support_id)
    form = SessionForm(data={"on": clock.today(), "given_by": the_actor().id})
    return back(found, Move.RECORD) or render_template(
        "support/new_session.html", found=found, form=form.offer(staff(), _me()), asks=_asks(found)
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/sessions/new")
@requires(Can.ANSWER_SUPPORT)
def add_session(support_id: int) -> Answer:
    """Log it."""
    found, form = the_request(support_id), SessionForm()
    is_last = bool(form.is_last.data)
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.record(found.site_id, found.id, form.said(), speaker(), is_last=is_last),
    ):
        flash(
            "It is logged." + (" The authority is asked whether it helped." if is_last else ""),
            "success",
        )
        return to_request(found)
    form.offer(staff(), _me())
    return again("support/new_session.html", form, found=found, asks=_asks(found))


@blueprint.get("/sites/<site>/support/<int:support_id>/sessions/<int:session_id>")
@requires(Can.ANSWER_SUPPORT)
def session(support_id: int, session_id: int) -> str:
    """One of them, to put it right."""
    found = the_request(support_id)
    typed, version, giver = queries.logged(found.id, session_id) or abort(404)
    form = SessionForm(formdata=None, data=_data(typed))
    return render_template(
        "support/session.html",
        found=found,
        session_id=session_id,
        form=form.offer(staff(), _kept(typed, giver)),
        version=version,
    )


@blueprint.post("/sites/<site>/support/<int:support_id>/sessions/<int:session_id>")
@requires(Can.ANSWER_SUPPORT)
def change_session(support_id: int, session_id: int) -> Answer:
    """Put it right."""
    found, seen = the_request(support_id), seen_version()
    typed, _, giver = queries.logged(found.id, session_id) or abort(404)
    form = SessionForm()
    if form.validate_on_submit() and accepted(
        form,
        lambda: service.change_session(found.site_id, found.id, session_id, form.said(), seen),
    ):
        flash("What was given is put right.", "success")
        return to_request(found)
    form.offer(staff(), _kept(typed, giver))
    return again("support/session.html", form, found=found, session_id=session_id, version=seen)


def _asks(found: RequestRow) -> bool:
    """Whether it can still be the last time: then the authority is asked whether it helped."""
    return found.state is not State.DELIVERED


def _me() -> tuple[int, str]:
    return the_actor().id, the_actor().name


def _kept(typed: Session, giver: str) -> tuple[int, str] | None:
    """Who gave it, who can stay chosen after leaving the NSPCC."""
    return (typed.given_by_id, giver) if typed.given_by_id else None


def _data(typed: Session) -> dict[str, object]:
    return {
        "on": typed.on,
        "minutes": typed.minutes,
        "delivery": typed.delivery,
        "given_by": typed.given_by_id,
        "given_by_name": typed.given_by_name,
        "people": typed.people,
        "words": typed.words,
    }

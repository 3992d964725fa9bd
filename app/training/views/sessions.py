"""Sessions: the list, planning one, who has a place, who came.

Training for trainers is the NSPCC's, the rest the authority's own: the views that write to a
session there is look which it is.
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import abort, flash, render_template, request, url_for

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.refusals import Refused
from app.core.web.asked import page_number, seen_version
from app.core.web.forms import PortalForm, form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.training import session_words
from app.training.forms import PeopleForm, SessionForm
from app.training.queries import sessions as reads
from app.training.queries.sessions import SessionRow, Someone, Wanted
from app.training.queries.trainers import all_of_site
from app.training.rules.sessions import NewSession, SessionStatus
from app.training.service import sessions as service
from app.training.views.blueprint import Answer, blueprint


@blueprint.get("/sites/<site>/training/sessions")
@requires(Can.SEE_TRAINING)
def sessions() -> str:
    """The sessions of a site, newest first."""
    wanted, site = _wanted(), the_site()
    listed = reads.sessions(site.id, wanted, page_number())
    named = session_words.named_filters(wanted)
    return render_template(
        "training/sessions.html",
        listed=listed,
        wanted=wanted,
        words=session_words,
        rows=session_words.rows(listed.rows, clock.today(), _session_address),
        columns=session_words.columns(wanted.sort, _address),
        chips=[{"text": words, "href": _address(**{name: ""})} for name, words in named],
        chosen_words=", ".join(words for _, words in named),
        page_href=lambda number: _address(page=number),
    )


@blueprint.get("/sites/<site>/training/sessions/new")
@requires(Can.EDIT_REGISTER)
def new_session() -> str:
    """A session of the authority's own trainers."""
    return _form_page(_offering(SessionForm(), for_trainers=False), for_trainers=False)


@blueprint.post("/sites/<site>/training/sessions/new")
@requires(Can.EDIT_REGISTER)
def add_session() -> Answer:
    """Plan it."""
    return _add(for_trainers=False)


@blueprint.get("/sites/<site>/training/sessions/new-for-trainers")
@requires(Can.LICENSE_TRAINERS)
def new_session_for_trainers() -> str:
    """Training for trainers, by the NSPCC."""
    return _form_page(_offering(SessionForm(), for_trainers=True), for_trainers=True)


@blueprint.post("/sites/<site>/training/sessions/new-for-trainers")
@requires(Can.LICENSE_TRAINERS)
def add_session_for_trainers() -> Answer:
    """Plan it."""
    return _add(for_trainers=True)


@blueprint.get("/sites/<site>/training/sessions/<int:session_id>")
@requires(Can.SEE_TRAINING)
def session(session_id: int) -> str:
    """One session; people of the register by name only for the authority."""
    return _page(_found(session_id))


@blueprint.get("/sites/<site>/training/sessions/<int:session_id>/edit")
@requires(Can.SEE_TRAINING)
def edit_session(session_id: int) -> Answer:
    """What was planned, to be changed; the session itself for whoever cannot."""
    found = _found(session_id)
    if not _is_open(found):
        return see("training.session", site=the_site().slug, session_id=session_id)
    here = [one.id for one in reads.trainers_at(found.id)]
    kept = asdict(found) | {"course": found.course.value, "trainers": here}
    for_trainers = found.course.is_for_trainers
    form = _offering(SessionForm(data=kept), for_trainers=for_trainers, kept=here)
    return _form_page(form, for_trainers=for_trainers, found=found)


@blueprint.post("/sites/<site>/training/sessions/<int:session_id>/edit")
@requires(Can.SEE_TRAINING)
def change_session(session_id: int) -> Answer:
    """Change it."""
    found, version = _own(session_id), seen_version(0)
    for_trainers = found.course.is_for_trainers
    form = _offering(SessionForm(), for_trainers=for_trainers)

    def write() -> None:
        site_id, new = the_site().id, _planned(form)
        service.change_session(site_id, session_id, new, version, for_trainers=for_trainers)

    if form.validate_on_submit() and accepted(form, write):
        flash("The session is changed.", "success")
        return see("training.session", site=the_site().slug, session_id=session_id)
    return _form_page(form, for_trainers=for_trainers, found=found), form_status(form)


@blueprint.post("/sites/<site>/training/sessions/<int:session_id>/places")
@requires(Can.EDIT_REGISTER)
def give_places(session_id: int) -> Answer:
    """Who has a place."""
    found, form = _own(session_id), PeopleForm()

    def write() -> None:
        service.give_places(the_site().id, session_id, form.people.data or [])

    return _written(found, form, write, "The places are saved.", places_form=form)


@blueprint.post("/sites/<site>/training/sessions/<int:session_id>/attendance")
@requires(Can.SEE_TRAINING)
def record_attendance(session_id: int) -> Answer:
    """Who came: they are trained from now on."""
    found, form = _own(session_id), PeopleForm()

    def write() -> None:
        service.record_attendance(the_site().id, session_id, form.people.data or [])

    return _written(found, form, write, "The session is recorded.", came_form=form)


@blueprint.post("/sites/<site>/training/sessions/<int:session_id>/cancel")
@requires(Can.SEE_TRAINING)
def cancel_session(session_id: int) -> Answer:
    """It is not held."""
    found = _own(session_id)
    try:
        service.cancel_session(the_site().id, found.id)
        flash("The session is cancelled.", "success")
    except Refused as refused:
        flash(f"Nothing was changed. {refused}.", "important")
    return see("training.session", site=the_site().slug, session_id=found.id)


def _found(session_id: int) -> SessionRow:
    return reads.one(the_site().id, session_id) or abort(404)


def _may_edit(found: SessionRow) -> bool:
    return can(Can.LICENSE_TRAINERS if found.course.is_for_trainers else Can.EDIT_REGISTER)


def _is_open(found: SessionRow) -> bool:
    return found.status is SessionStatus.PLANNED and _may_edit(found)


def _own(session_id: int) -> SessionRow:
    """The session, for whoever runs it; 403 for others."""
    found = _found(session_id)
    return found if _may_edit(found) else abort(403)


def _add(*, for_trainers: bool) -> Answer:
    form, site = _offering(SessionForm(), for_trainers=for_trainers), the_site()
    if form.validate_on_submit() and accepted(
        form, lambda: service.plan_session(site.id, _planned(form), for_trainers=for_trainers)
    ):
        flash("The session is planned.", "success")
        return see("training.sessions", site=site.slug)
    return _form_page(form, for_trainers=for_trainers), form_status(form)


def _planned(form: SessionForm) -> NewSession:
    return NewSession(
        form.course.data or "",
        form.held_on.data,
        form.venue.data or "",
        form.places.data,
        tuple(form.trainers.data or ()),
        bool(form.with_nspcc.data),
    )


def _offering(
    form: SessionForm, *, for_trainers: bool, kept: list[int] | None = None
) -> SessionForm:
    today = clock.today()
    there = [
        (one.id, one.name)
        for one in all_of_site(the_site().id)
        if one.left_on is None or one.left_on >= today or one.id in (kept or ())
    ]
    form.offer(there, for_trainers=for_trainers)
    form.trainers.label.text = "Who is trained?" if for_trainers else "Who teaches?"
    return form


def _form_page(form: SessionForm, *, for_trainers: bool, found: SessionRow | None = None) -> str:
    return render_template(
        "training/session_form.html",
        form=form,
        for_trainers=for_trainers,
        found=found,
        version=seen_version(found.version) if found else None,
    )


def _written(
    found: SessionRow, form: PeopleForm, write: Callable[[], object], said: str, **forms: Any
) -> Answer:
    if form.validate_on_submit() and accepted(form, write):
        flash(said, "success")
        return see("training.session", site=the_site().slug, session_id=found.id)
    return _page(found, form=form, **forms), form_status(form)


def _page(
    found: SessionRow,
    form: PortalForm | None = None,
    places_form: PeopleForm | None = None,
    came_form: PeopleForm | None = None,
) -> str:
    trainers = reads.trainers_at(found.id)
    people = reads.people_of(found.id) if can(Can.SEE_REGISTER) else []
    is_open = _is_open(found)
    taught = trainers if found.course.is_for_trainers else people
    return render_template(
        "training/session.html",
        session=found,
        state=session_words.state(found, clock.today()),
        sentence=session_words.sentence(found, clock.today()),
        trainers=trainers,
        people=people,
        is_open=is_open,
        form=form,
        places_form=_places(found, people, places_form) if is_open else None,
        came_form=_came(found, taught, came_form) if is_open else None,
    )


def _places(found: SessionRow, people: list[Someone], form: PeopleForm | None) -> PeopleForm | None:
    if found.course.is_for_trainers:
        return None
    form = form or PeopleForm(formdata=None, data={"people": [one.id for one in people]})
    offered = {one.id: one for one in [*people, *reads.who_can_come(the_site().id, found.held_on)]}
    form.offer(
        ((one.id, f"{one.name}, {one.team}") for one in offered.values()), "Who has a place?"
    )
    return form


def _came(found: SessionRow, taught: list[Someone], form: PeopleForm | None) -> PeopleForm | None:
    if found.held_on > clock.today() or not taught:
        return None
    form = form or PeopleForm(formdata=None, data={"people": [one.id for one in taught]})
    form.offer(((one.id, one.name) for one in taught), "Who came?")
    return form


def _wanted() -> Wanted:
    given = {name: request.args.get(name, "") for name in session_words.KNOWN}
    kept = {name: value for name, value in given.items() if value in session_words.KNOWN[name]}
    sort = request.args.get("sort", "-on")
    return Wanted(**kept, sort=sort if sort.removeprefix("-") in reads.SORTS else "-on")


def _address(**changes: Any) -> str:
    gone = (("page", 1), ("sort", "-on"))
    asked = asdict(_wanted()) | changes
    held = {name: value for name, value in asked.items() if value and (name, value) not in gone}
    return url_for("training.sessions", site=the_site().slug, **held)


def _session_address(number: int) -> str:
    return url_for("training.session", site=the_site().slug, session_id=number)

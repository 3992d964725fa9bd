"""What the page of a note is made of, and what its button may ask for beside saving."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flask import render_template, url_for

from app.access.gate import the_actor, the_site
from app.accounts.queries import names
from app.checkins import queries, showing
from app.checkins.forms import NextForm, NoteForm
from app.checkins.forms.records import NOT_YET, OTHER, PLANNED, PROPOSED
from app.checkins.queries import CallRow, Kept
from app.checkins.queries.brief import brief
from app.checkins.rules import (
    Booking,
    Mark,
    Proposal,
    check_booking,
    mark_of,
    propose_next_call,
)
from app.checkins.service import Next
from app.core import clock
from app.core.words import clock_time, day
from app.plans import service as plans
from app.plans.queries import by_origin, owners
from app.plans.rules import NewAction, Origin, Side
from app.sites import queries as sites
from app.sites.rules import Stage

NOBODY = mark_of(0, "")
F = TypeVar("F", bound=NextForm)


def offer(form: NoteForm, found: CallRow) -> NoteForm:
    """Fill in what can be chosen on the page of a note."""
    before = queries.note_before(found.site_id, found.id)
    people = {one.person_id: one.name for one in sites.people_of(found.site_id)}
    note = queries.note_of(found.site_id, found.id)
    gone = dict(note.people) if note else {}
    codes = [code.value for code in before.codes] if before else []
    form.offer(sorted({**gone, **people}.items(), key=_name), owners(found.site_id), codes)
    if form.action_due_on.data is None and not form.is_submitted():
        form.action_due_on.data = proposal(found).on
    return offer_next(form, found)


def offer_next(form: F, found: CallRow) -> F:
    """Fill in when the next call can be."""
    planned = _planned(found)
    suggested = proposal(found)
    when = f"{day(suggested.on)} at {clock_time(found.starts_at)}"
    form.offer_next(
        [
            *([(PLANNED, f"As booked: {planned}")] if planned else []),
            (PROPOSED, f"{when}, {suggested.reason}"),
            (OTHER, "Another time"),
            (NOT_YET, "Not yet"),
        ]
    )
    return form


def proposal(found: CallRow) -> Proposal:
    """When the call after this one should be."""
    on = clock.in_london(found.starts_at).date()
    stage = Stage(the_site().stage)
    return propose_next_call(queries.cadence(), stage, clock.today(), last_on=on)


def asked_next(form: NextForm, found: CallRow) -> Next | None:
    """The next call as it was chosen; None when it cannot be, with the reason beside its field."""
    like = _like(found)
    if form.next.data == PLANNED:
        return Next()
    if form.next.data == NOT_YET:
        if (form.why_not.data or "").strip():
            return Next(why_not=form.why_not.data or "")
        form.refuse("why_not", "Say in a few words why no call is booked.")
        return None
    booking = form.other(like) if form.next.data == OTHER else _proposed(found, like)
    if booking is None:
        form.refuse("next_on", "Enter the date and the time of the next call.")
        return None
    return _checked(form, booking)


def raise_action(found: CallRow, form: NoteForm) -> bool:
    """Put the action that was typed into the plan; what is refused stands beside its field."""
    everybody = {one.person_id: one.side for one in owners(found.site_id)}
    owner = form.action_owner.data
    new = NewAction(
        title=form.action_title.data or "",
        due_on=form.action_due_on.data,
        side=everybody.get(owner or 0, Side.AUTHORITY).value,
        owner_id=owner,
        owner_name=form.action_owner_name.data or "",
        origin=_origin(found),
    )
    try:
        plans.raise_action(found.site_id, new, the_actor().id)
    except plans.Refused as refused:
        for fault in refused.faults:
            name = f"action_{fault.field}"
            form.refuse(name if name in form else "action_title", fault.message)
        return False
    return True


def note_page(
    found: CallRow,
    form: NoteForm,
    marks: Mapping[str, Mark],
    theirs: Mapping[str, Kept] | None = None,
) -> str:
    """The page, with both versions of each field into which somebody else wrote meanwhile."""
    note = queries.note_of(found.site_id, found.id)
    return render_template(
        "checkins/note.html",
        call=found,
        form=form,
        note=note,
        marks={**{str(name): NOBODY for name in form.data}, **marks},
        both=[_both(form, field, kept) for field, kept in (theirs or {}).items()],
        actions=by_origin(found.site_id, "call", [found.id]),
        before=queries.note_before(found.site_id, found.id),
        beside=showing.beside(brief(found, clock.now()), the_site().slug),
    )


def as_words(form: NoteForm, field: str, kept: str) -> str:
    """What is kept of a field as people read it: ticks by their labels."""
    choices = getattr(form[field], "choices", None)
    if not choices:
        return kept
    labels = {str(choice.value): str(choice.label) for choice in choices}
    return ", ".join(labels.get(one, one) for one in kept.split())


def who_wrote(kept: Kept) -> str:
    """Who typed what is kept."""
    return names({kept.by}).get(kept.by, "Somebody else") if kept.by else "Somebody else"


def _both(form: NoteForm, field: str, kept: Kept) -> dict[str, Any]:
    mine = next(iter(form.typed([field]).values()))
    title = f"{form[field].label.text}: {who_wrote(kept)} saved something else meanwhile"
    return {
        "mine": as_words(form, field, mine),
        "theirs": as_words(form, field, kept.words),
        "title": title,
    }


def _checked(form: NextForm, booking: Booking) -> Next | None:
    faults = check_booking(booking, clock.now())
    for field, message in faults:
        name = f"next_{field}"
        form.refuse(name if name in form and form.next.data == OTHER else "next", message)
    return None if faults else Next(booking)


def _proposed(found: CallRow, like: Booking) -> Booking:
    return Booking(proposal(found).on, like.at, like.minutes, like.channel, like.place)


def _like(found: CallRow) -> Booking:
    """This call as a booking: the next is like it unless somebody says otherwise."""
    local = clock.in_london(found.starts_at)
    return Booking(local.date(), local.time(), found.minutes, found.channel, found.place)


def _planned(found: CallRow) -> str:
    """When a later call is booked already, in words; "" when none is."""
    ahead = queries.next_calls([found.site_id], clock.now()).get(found.site_id)
    if ahead is None or ahead <= found.starts_at:
        return ""
    return f"{day(ahead)} at {clock_time(ahead)}"


def _origin(found: CallRow) -> Origin:
    path = url_for("checkins.call", site=the_site().slug, call_id=found.id)
    return Origin("call", found.id, "", f"Check-in call, {day(found.starts_at)}", path)


def _name(one: tuple[int, str]) -> str:
    return one[1].casefold()

"""What the page of a note is made of, and what its button may ask for beside saving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from flask import render_template, url_for

from app.access.gate import the_actor, the_site
from app.accounts.queries import names
from app.checkins import queries
from app.checkins.forms import NextForm, NoteForm
from app.checkins.forms.records import NOT_YET, OTHER, PLANNED, PROPOSED
from app.checkins.queries import CallRow, Kept, Note
from app.checkins.queries.brief import brief
from app.checkins.rules import (
    FIELDS,
    Booking,
    Mark,
    Proposal,
    Section,
    check_booking,
    mark_of,
)
from app.checkins.service import Next
from app.checkins.showing.briefs import beside
from app.checkins.views.blueprint import the_rhythm
from app.core import clock
from app.core.words import clock_time, day
from app.plans import service as plans
from app.plans.queries import by_origin, owners
from app.plans.rules import NewAction, Origin, Owner, Side

NOBODY = mark_of(0, "")
F = TypeVar("F", bound=NextForm)


@dataclass(frozen=True)
class About:
    """What a note is about: the call, its note so far, the note before, who may be named, and
    when a later call is booked."""

    call: CallRow
    note: Note | None
    before: Note | None
    owners: list[Owner]
    planned: datetime | None

    @property
    def people(self) -> list[tuple[int, str]]:
        """(number, name) of who can have taken part: the site's people, and who left since."""
        theirs = {one.person_id: one.name for one in self.owners if one.side is Side.AUTHORITY}
        gone = dict(self.note.people) if self.note else {}
        return sorted({**gone, **theirs}.items(), key=lambda one: one[1].casefold())


def about(found: CallRow) -> About:
    """Everything the page and its choices are made of."""
    return About(
        call=found,
        note=queries.note_of(found.site_id, found.id),
        before=queries.note_before(found),
        owners=owners(found.site_id),
        planned=planned_after(found),
    )


def offer(form: NoteForm, given: About) -> NoteForm:
    """Fill in what can be chosen on the page of a note."""
    codes = [code.value for code in given.before.codes] if given.before else []
    form.offer(given.people, given.owners, codes)
    suggested = the_rhythm()[1]
    if form.action_due_on.data is None and form.action_due_on.raw_data is None:
        form.action_due_on.data = suggested.on
    return offer_next(form, given.call, given.planned, suggested)


def offer_next(form: F, found: CallRow, planned: datetime | None, suggested: Proposal) -> F:
    """Fill in when the next call can be."""
    when = f"{day(suggested.on)} at {clock_time(found.starts_at)}, {suggested.reason}"
    booked = f"As booked: {day(planned)} at {clock_time(planned)}" if planned else ""
    form.offer_next(
        [
            *([(PLANNED, booked)] if booked else []),
            (PROPOSED, when),
            (OTHER, "Another time"),
            (NOT_YET, "Not yet"),
        ]
    )
    return form


def planned_after(found: CallRow) -> datetime | None:
    """When a later call is booked already; None when none is."""
    ahead = queries.next_calls([found.site_id], clock.now()).get(found.site_id)
    return ahead if ahead and ahead > found.starts_at else None


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


def raise_action(given: About, form: NoteForm) -> bool:
    """Put the action that was typed into the plan; what is refused stands beside its field."""
    everybody = {one.person_id: one.side for one in given.owners}
    owner = form.action_owner.data
    new = NewAction(
        title=form.action_title.data or "",
        due_on=form.action_due_on.data,
        side=everybody.get(owner or 0, Side.AUTHORITY).value,
        owner_id=owner,
        owner_name=form.action_owner_name.data or "",
        origin=_origin(given.call),
    )
    try:
        plans.raise_action(given.call.site_id, new, the_actor().id)
    except plans.Refused as refused:
        for fault in refused.faults:
            name = f"action_{fault.field}"
            form.refuse(name if name in form else "action_title", fault.message)
        return False
    return True


def note_page(
    given: About,
    form: NoteForm,
    marks: Mapping[str, Mark],
    theirs: Mapping[str, Kept] | None = None,
) -> str:
    """The page, with both versions of each field into which somebody else wrote meanwhile.

    Beside a note that is being typed stands what is worth asking; not beside a correction.
    """
    found, now = given.call, clock.now()
    facts = None if given.note else brief(found.site_id, given.before, now)
    return render_template(
        "checkins/note.html",
        call=found,
        form=form,
        note=given.note,
        before=given.before,
        sections=list(Section),
        marks={**{str(name): NOBODY for name in FIELDS}, **marks},
        both=[_titled(form, field, kept) for field, kept in (theirs or {}).items()],
        actions=by_origin(found.site_id, "call", [found.id]),
        beside=beside(facts, partial(url_for, site=the_site().slug)) if facts else [],
    )


def both_versions(form: NoteForm, field: str, kept: Kept) -> dict[str, str]:
    """What was typed into a field and what somebody else saved there, in words, by whom, and the
    mark of what is saved."""
    mine = form.typed([field])[field]
    return {
        "mine": _as_words(form, field, mine),
        "theirs": _as_words(form, field, kept.words),
        "by": _who_wrote(kept),
        "version": str(kept.mark),
    }


def _as_words(form: NoteForm, field: str, kept: str) -> str:
    """What is kept of a field as people read it: ticks by their labels."""
    choices = getattr(form[field], "choices", None)
    if not choices:
        return kept
    labels = {str(choice.value): str(choice.label) for choice in choices}
    return ", ".join(labels.get(one, one) for one in kept.split())


def _who_wrote(kept: Kept) -> str:
    return names({kept.by}).get(kept.by, "Somebody else") if kept.by else "Somebody else"


def _titled(form: NoteForm, field: str, kept: Kept) -> dict[str, str]:
    found = both_versions(form, field, kept)
    said = f"{form[field].label.text}: {found['by']} saved something else meanwhile"
    return found | {"title": said}


def _checked(form: NextForm, booking: Booking) -> Next | None:
    faults = check_booking(booking, clock.now())
    for field, message in faults:
        name = f"next_{field}"
        form.refuse(name if name in form and form.next.data == OTHER else "next", message)
    return None if faults else Next(booking)


def _proposed(found: CallRow, like: Booking) -> Booking:
    return Booking(the_rhythm()[1].on, like.at, like.minutes, like.channel, like.place)


def _like(found: CallRow) -> Booking:
    """This call as a booking: the next is like it unless somebody says otherwise."""
    local = clock.in_london(found.starts_at)
    return Booking(local.date(), local.time(), found.minutes, found.channel, found.place)


def _origin(found: CallRow) -> Origin:
    path = url_for("checkins.call", site=the_site().slug, call_id=found.id)
    return Origin("call", found.id, "", f"Check-in call, {day(found.starts_at)}", path)

"""What the page of a site's calls shows of those that are over."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from app.access.gate import can, the_site
from app.access.policy import Can
from app.checkins import queries
from app.checkins.datasets import confidence_chart, confidence_frame, confidence_sentence
from app.checkins.queries import CallRow, Miss, Note
from app.checkins.rules import CallState, Past, may_miss, may_record, why_concern
from app.core import clock
from app.core.clock import in_london
from app.plans.queries import by_origin

MOST = 25
ENOUGH = 3  # calls that say how sure they are: fewer make no line


@dataclass(frozen=True)
class PastCall:
    """A call that is over, with what is known of it."""

    call: CallRow
    note: Note | None
    miss: Miss | None

    @property
    def state(self) -> tuple[str, str]:
        """How it went, in words, and the kind of the tag."""
        if self.call.state is CallState.PLANNED:
            return "Not written up", "waiting"
        return self.call.state.label, _KINDS[self.call.state]


_KINDS = {CallState.HELD: "active", CallState.MISSED: "late", CallState.CANCELLED: "neutral"}
CHOICES = (("", "All"), ("held", "Held"), ("missed", "Not held"), ("cancelled", "Cancelled"))


def past_part(calls: list[CallRow]) -> dict[str, Any]:
    """What the page needs to show the calls of a site that are over; five statements, and one
    more for the NSPCC."""
    now = clock.now()
    over = [one for one in calls if one.state is not CallState.PLANNED or one.ends_at < now]
    notes = {one.call_id: one for one in queries.notes_of(the_site().id)}
    misses = queries.misses_of([one.id for one in over if one.state is CallState.MISSED])
    wanted = request.args.get("state", "")
    wanted = wanted if wanted in dict(CHOICES) else ""
    rows = [PastCall(one, notes.get(one.id), misses.get(one.id)) for one in over]
    chosen = [row for row in rows if not wanted or row.call.state.value == wanted]
    return {
        "past": chosen[: None if "all" in request.args else MOST],
        "past_found": len(chosen),
        "past_total": len(rows),
        "past_state": wanted,
        "past_state_choices": CHOICES,
        "past_href": _address,
        "confidence": _confidence([row.note for row in rows if row.note]),
        **_concerns(calls),
    }


def recorded_part(found: CallRow) -> dict[str, Any]:
    """What the page of one call needs to show what became of it, with what only the NSPCC reads
    for the NSPCC alone."""
    note = queries.note_of(found.site_id, found.id)
    is_corrected = note is not None and note.number > 1
    reads_all = can(Can.SEE_CONCERNS, found.site_id)
    return {
        "note": note,
        "earlier": queries.earlier_notes(found.site_id, found.id) if is_corrected else [],
        "actions": by_origin(found.site_id, "call", [found.id]),
        "miss": queries.misses_of([found.id]).get(found.id),
        "private": queries.private_words(found.id, note.number) if note and reads_all else "",
        "may_record": can(Can.RECORD_CALL)
        and may_record(found.state, found.starts_at, clock.now()),
        "may_miss": may_miss(found.state, found.starts_at, clock.now()),
    }


def _address(state: str, all: bool = False) -> str:
    asked: dict[str, Any] = {"state": state or None, "all": "1" if all else None}
    return url_for("checkins.index", site=the_site().slug, _anchor="past", **asked)


def _confidence(notes: list[Note]) -> dict[str, Any] | None:
    """The chart of how sure they were, call by call; None while too few said."""
    said = [(one.held_on, one.confidence) for one in reversed(notes) if one.confidence]
    if len(said) < ENOUGH:
        return None
    frame = confidence_frame(said)
    return {
        "sentence": confidence_sentence(said),
        "figure": confidence_chart(frame),
        "table": frame.table(),
    }


def _concerns(calls: list[CallRow]) -> dict[str, Any]:
    """The concerns of the site and whether one is proposed; nothing for an authority."""
    site_id = the_site().id
    if not can(Can.SEE_CONCERNS, site_id):
        return {"concerns": [], "why_concern": ""}
    found = queries.concerns_of(site_id)
    known = [Past(in_london(one.starts_at).date(), one.state) for one in calls]
    why = "" if any(one.is_open for one in found) else why_concern(known, clock.today())
    return {"concerns": found, "why_concern": why}

"""Reminders of open rounds: to whoever has not handed in, and to the NSPCC when a round is late."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.assessments.queries.awaited import Awaited, OpenRound, Reached, awaited, open_rounds
from app.core import audit, outbox
from app.core.clock import in_london
from app.core.words import count
from app.reminders.queries import round_ladder
from app.reminders.rules import Audience, Reminder, days_reached, due_for_round, was_just_told
from app.sites import queries as sites


def queue_round_reminders(now: datetime) -> int:
    """Queue the reminders of open rounds that are due at `now`; returns how many were new.

    One row per round, day to finish by, rung, person and local date: repeating this, or running it
    in two workers at once, queues nothing twice, and moving the day begins the ladder anew.
    """
    ladder = round_ladder()
    found = open_rounds(*days_reached(ladder, in_london(now).date()))
    due = [(one, step) for one in found for step in due_for_round(ladder, one.closes_on, now)]
    missing = awaited([one for one, _ in due]) if due else {}
    return sum(_remind(one, step, missing[one.id], now) for one, step in due)


def _remind(one: OpenRound, step: Reminder, missing: Sequence[Awaited], now: datetime) -> int:
    return _ask(one, step, missing, now) + _tell(one, step, missing)


def _ask(one: OpenRound, step: Reminder, missing: Sequence[Awaited], now: datetime) -> int:
    """Remind the raters themselves; returns how many mails are new."""
    if Audience.RATERS not in step.rung.to:
        return 0
    is_late = in_london(now).date() > one.closes_on
    asked = sum(
        _queue("assessments_reminder", one, step, rater.who, rater=rater, is_late=is_late)
        for rater in missing
        if not was_just_told(step, rater.told_at)
    )
    if asked:
        audit.because(
            "round reminder",
            summary=f"{one.title}: {count(asked, 'person was', 'people were')} reminded to answer.",
            site_id=one.site_id,
        )
    return asked


def _tell(one: OpenRound, step: Reminder, missing: Sequence[Awaited]) -> int:
    """Tell the NSPCC how many have handed in, and who is waited for; how many mails are new."""
    if Audience.LEAD not in step.rung.to:
        return 0
    names = [rater.who.name for rater in missing]
    told = sum(
        _queue("assessments_late", one, step, lead, names=names) for lead in _nspcc(one, step)
    )
    if told:
        audit.because(
            "round reminder",
            summary=f"{one.title}: the NSPCC was told that {one.answering.handed_in} of "
            f"{one.answering.asked} people handed in.",
            site_id=one.site_id,
        )
    return told


def _nspcc(one: OpenRound, step: Reminder) -> list[Reached]:
    """The lead and the deputy, and whoever stands in for one of them that day."""
    ours, on = [lead.person_id for lead in one.nspcc], in_london(step.at).date()
    covers = sites.covers_for(ours, on, on) if ours else []
    standing_in = [Reached(cover.cover_id, cover.cover, cover.cover_email) for cover in covers]
    return list(dict.fromkeys([*one.nspcc, *standing_in]))


def _queue(template: str, one: OpenRound, step: Reminder, to: Reached, **more: Any) -> bool:
    on = in_london(step.at).date()
    return outbox.queue(
        template,
        outbox.Recipient(to.email, to.person_id, to.name),
        {**_about(one), **more},
        key=f"round-reminder:{one.id}:{one.closes_on}:{step.rung.code}:{to.person_id}:{on}",
        site_id=one.site_id,
        reply_to=one.nspcc[0].email if one.nspcc else None,
    )


def _about(one: OpenRound) -> dict[str, Any]:
    return {
        "site": {"name": one.site_name, "slug": one.site_slug},
        "round": {
            "title": one.title,
            "name": one.instrument.title,
            "slug": one.slug,
            "minutes": one.instrument.minutes,
            "statements": len(one.instrument.items),
            "closes_on": one.closes_on,
        },
        "answering": one.answering,
    }

"""The audit trail of a site among many: one event for each thing that happened."""

from datetime import datetime

from app.core.words import clock_time, day
from app.demo.scale.filling import Row
from app.demo.story.scenes import ORIGIN
from app.journey.queries import milestone_name
from app.sites.rules import Stage


def trail_rows(
    site_id: int,
    begun: datetime,
    person: int,
    lead: int,
    milestones: list[Row],
    calls: list[Row],
    decisions: list[Row],
) -> list[Row]:
    """The events in the order in which they happened."""
    rows = [_event(site_id, begun, lead, "site added", "The adoption was added.")]
    for row in milestones:
        if row["entered_at"] is not None:
            name, on = milestone_name(row["code"]), day(row["happened_on"])
            words = f"Milestone “{name}” done on {on}."
            rows.append(_event(site_id, row["entered_at"], person, "milestone done", words))
    for row in calls:
        starts = row["starts_at"]
        words = f"Check-in call booked for {day(starts)} at {clock_time(starts)}."
        rows.append(_event(site_id, row["booked_at"], lead, "call booked", words))
    for row in decisions:
        before, after = Stage(row["from_stage"]).label, Stage(row["to_stage"]).label
        words = f"Stage moved from {before} to {after} on {day(row['decided_on'])}."
        rows.append(_event(site_id, row["entered_at"], lead, "stage moved", words, row["reason"]))
    return sorted(rows, key=lambda row: (row["at"], row["verb"], row["summary"]))


def _event(
    site_id: int, at: datetime, actor: int, verb: str, summary: str, reason: str = ""
) -> Row:
    return {
        "at": at,
        "actor_id": actor,
        "site_id": site_id,
        "about_id": None,
        "verb": verb,
        "summary": summary,
        "reason": reason,
        "origin": ORIGIN,
        "reference": "",
        "nspcc_only": False,
    }

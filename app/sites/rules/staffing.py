"""What is wrong with a cover during leave, or a handover of a caseload."""

from datetime import date, timedelta

LONGEST_COVER = timedelta(days=366)
FURTHEST = timedelta(days=183)


def why_not_cover(
    absent_id: int, cover_id: int, starts_on: date, ends_on: date, today: date
) -> tuple[str, str] | None:
    """Why nobody can stand in so, as (field, what to do); None when they can."""
    if absent_id == cover_id:
        return "cover_id", "Choose somebody else: nobody can cover for themselves"
    if ends_on < starts_on:
        return "ends_on", "The last day must not be before the first"
    if ends_on < today:
        return "ends_on", "The last day must be today or later"
    if ends_on - starts_on > LONGEST_COVER:
        return "ends_on", "A cover lasts a year at most: hand the caseload over instead"
    return None


def why_not_handed_over(
    sites: int, starts_on: date, note: str, today: date
) -> tuple[str, str] | None:
    """Why a caseload cannot change hands so, as (field, what to do); None when it can."""
    if not sites:
        return "everything", "Choose who takes at least one of the sites"
    if starts_on < today:
        return "starts_on", "The day must be today or later"
    if starts_on > today + FURTHEST:
        return "starts_on", "The day must be within the next six months"
    if not note.strip():
        return "note", "Say why the sites change hands: their strategic leads read it"
    return None

"""Asking somebody else in place of a rater who leaves."""

from sqlalchemy import select

from app.assessments import queries
from app.assessments.models import Rater
from app.assessments.service.raters import ask
from app.core.db import session


def pass_on_rating(site_id: int, slug: str, from_id: int, to_id: int | None, asked_by: int) -> bool:
    """Ask another person of the site in the role of one who has not handed in; whether it was so.

    What was entered stays private and no longer counts. `to_id` None: nobody is asked instead.
    Somebody who is asked already keeps their own role. Raises what `ask` raises.
    """
    found = queries.round_at(site_id, slug, from_id, lock="write")
    if found is None or not found.is_open:
        return False
    rows = session().scalars(
        select(Rater).where(Rater.round_id == found.id, Rater.withdrawn_at.is_(None))
    )
    wanted = {row.person_id: row.role for row in rows}
    role = wanted.pop(from_id, None)
    if role is None:
        return False
    if to_id is not None:
        wanted.setdefault(to_id, role)
    ask(found, wanted, asked_by)
    return True

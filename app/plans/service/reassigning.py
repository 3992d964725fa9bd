"""Passing on what somebody was to do, when they leave."""

from collections.abc import Collection

from sqlalchemy import select

from app.core import audit
from app.core.db import session
from app.core.words import count
from app.plans import queries
from app.plans.models import Action
from app.plans.rules import OPEN, Fault, Refused


def reassign(
    site_id: int,
    from_id: int,
    to_id: int | None,
    *,
    words: str = "",
    only: Collection[int] | None = None,
) -> int:
    """Pass the open actions of one person at a site on to another; returns how many.

    `to_id` None: `words` say who does it from now on, such as "Whoever follows as strategic lead".
    `only` narrows it to these actions. Raises Refused when the person does not work on the site, or
    nobody was named.
    """
    if to_id is None and not words.strip():
        raise Refused([Fault("owner", "Choose who takes the actions over")])
    if to_id is not None and to_id not in {one.person_id for one in queries.owners(site_id)}:
        raise Refused([Fault("owner", "Choose somebody who works on this site now")])
    theirs = select(Action).where(
        Action.site_id == site_id, Action.owner_id == from_id, Action.status.in_(OPEN)
    )
    if only is not None:
        theirs = theirs.where(Action.id.in_(only))
    rows = session().scalars(theirs.order_by(Action.id).with_for_update()).all()
    if not rows:
        return 0
    audit.because(
        "action reassigned",
        summary=f"{count(len(rows), 'action')} passed on to somebody else.",
        site_id=site_id,
        about_id=to_id,
    )
    for row in rows:
        row.owner_id, row.owner_name = to_id, "" if to_id is not None else words.strip()
    session().flush()
    return len(rows)

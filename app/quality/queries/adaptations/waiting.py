"""What falls due: views that the NSPCC owes, and reviews of both."""

from datetime import date

from sqlalchemy import and_, or_, select

from app.core.db import session
from app.core.due import Due
from app.core.words import day
from app.notices.rules import Kind
from app.quality.models.adaptations import Adaptation
from app.sites.models import Site
from app.sites.rules import Status
from app.sites.rules.sides import Side

KIND = Kind.ADAPTATIONS.value
VIEW, REVIEW = "view", "review"


def due(first: date, last: date) -> list[Due]:
    """The views owed and the reviews agreed, on a day between two, at active sites; one statement.

    Asked to look at it again, the NSPCC owes a view anew; a review falls away with the next view.
    """
    owed = and_(
        Adaptation.turn == Side.NSPCC.value,
        Adaptation.due_on >= first,
        Adaptation.due_on <= last,
    )
    review = and_(
        Adaptation.turn != Side.NSPCC.value,
        Adaptation.review_on >= first,
        Adaptation.review_on <= last,
    )
    rows = session().execute(
        select(Adaptation, Site.slug)
        .join(Site, Site.id == Adaptation.site_id)
        .where(Site.status == Status.ACTIVE.value, Adaptation.ended_on.is_(None), or_(owed, review))
        .order_by(Adaptation.id)
    )
    return [_due(one, slug) for one, slug in rows]


def _due(one: Adaptation, slug: str) -> Due:
    path = f"/sites/{slug}/adaptations/{one.id}"
    if one.turn == Side.NSPCC.value:
        on, phase = one.due_on, VIEW
        title, detail = f"Say what you think of “{one.title}”", f"Since {day(one.turn_since)}."
    else:
        on, phase = one.review_on, REVIEW
        title, detail = f"Look at “{one.title}” again", f"Last view on {day(one.viewed_on)}."
    on = on or one.since  # never empty: the statement asks for the day
    return Due(
        kind=KIND,
        subject=f"adaptation:{one.id}",
        site_id=one.site_id,
        title=title,
        on=on,
        path=path,
        phase=phase,
        turn=on.toordinal(),
        detail=detail,
    )

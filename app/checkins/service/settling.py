"""What a booked call settles: times that wait to be picked, and wishes for a call."""

from sqlalchemy import literal, select, union_all

from app.checkins.models import CallOffer, CallWish
from app.checkins.rules.offers import OfferState
from app.core import clock
from app.core.db import session


def close_offers(site_id: int) -> None:
    """Withdraw the times of a site that nobody picked; within the event that explains it."""
    waiting = select(CallOffer).where(
        CallOffer.site_id == site_id, CallOffer.state == OfferState.OPEN.value
    )
    for offer in session().scalars(waiting):
        offer.state, offer.closed_at = OfferState.WITHDRAWN.value, clock.now()
    session().flush()


def meet_wishes(site_id: int) -> None:
    """Nobody of a site waits for a call any more; within the event that explains it."""
    open_ = select(CallWish).where(CallWish.site_id == site_id, CallWish.met_at.is_(None))
    for wish in session().scalars(open_):
        wish.met_at = clock.now()
    session().flush()


def settle(site_id: int) -> None:
    """Both, where there is anything to settle; within the event that explains it."""
    offers = select(literal(1)).where(
        CallOffer.site_id == site_id, CallOffer.state == OfferState.OPEN.value
    )
    wishes = select(literal(1)).where(CallWish.site_id == site_id, CallWish.met_at.is_(None))
    if session().execute(union_all(offers, wishes)).first() is not None:
        close_offers(site_id)
        meet_wishes(site_id)

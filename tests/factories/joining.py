"""What comes before a contract, and contracts, written through the services in a transaction."""

from datetime import date, timedelta

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.joining import service
from app.joining.rules import (
    ContactEntry,
    ContractEntry,
    ConversationEntry,
    DecisionEntry,
    EnquiryEntry,
)
from app.sites.models import Site, SiteAuthority
from tests.factories.sites import make_adoption, make_authority


def ago(days: int) -> date:
    """So many days before today."""
    return clock.today() - timedelta(days=days)


def make_enquiry(site: Site, days: int = 60) -> None:
    """An enquiry of so many days ago, answered the same day."""
    on = ago(days)
    entry = EnquiryEntry(on, "mail", "Head of service", "A talk", on, internal="Small budget")
    service.record_enquiry(site.id, entry, 0)


def make_contact(site: Site, days: int = 50, kind: str = "webinar") -> int:
    """A contact of so many days ago; its number."""
    return service.add_contact(site.id, ContactEntry(ago(days), kind, 3, "Team managers", "Keen"))


def make_conversation(site: Site, days: int = 40) -> int:
    """A conversation of so many days ago; its number."""
    entry = ConversationEntry(
        *(ago(days), "Director; NSPCC lead", "Figures for one year", "Fits", "A lead with time"),
        need_score=3,
        agreed="To begin",
        next_step="Send the PreISA",
        next_on=ago(days - 7),
        internal="Rests on the director",
    )
    return service.add_conversation(site.id, entry)


def make_decision(
    site: Site, answer: str = "yes", until: date | None = None, days: int = 30
) -> int:
    """A decision of so many days ago; its number."""
    return service.add_decision(
        site.id, DecisionEntry(ago(days), answer, "Director", "Wanted", until)
    )


def make_contract(
    site: Site,
    *,
    drafted: int = 400,
    sent: bool = True,
    signed: bool = True,
    starts: date | None = None,
    ends: date | None = None,
    licence: str = "RPF-7",
) -> int:
    """A contract drafted so many days ago, sent and signed on that day; its number.

    Without an authority of its own, the site is given one.
    """
    on = ago(drafted)
    entry = ContractEntry(
        on,
        on if sent else None,
        on if signed else None,
        starts or (on if signed else None),
        ends or (on + timedelta(days=730) if signed else None),
        licence,
        6,
        "All teams",
        (party_of(site),),
    )
    return service.draft(site.id, entry)


def party_of(site: Site) -> int:
    """The number of an authority that takes part in the site."""
    here = select(SiteAuthority.authority_id).where(SiteAuthority.site_id == site.id)
    found = session().scalars(here).first()
    audit.because("authority made", summary="Made for a test.")
    return found or make_adoption(site, make_authority(f"{site.name} Council")).authority_id

"""Notices about returns and measures, in the transaction of what they tell of."""

from datetime import date

from app.core import audit
from app.core.db import session
from app.notices.rules import Kind
from app.notices.service import News, tell_all
from app.sites import queries as sites
from app.sites.models import Site
from app.sites.rules.months import quarter_in_words


def tell_handed_in(site: Site, quarter: date, return_id: int) -> None:
    """The strategic leads, unless they did it: a return waits for them."""
    by = audit.who_acts().actor_id
    said = f"{site.name}: the return of {quarter_in_words(quarter)} waits for your sign-off"
    tell_all(
        News(one.person_id, Kind.RETURNS, said, _path(site, quarter), key, site.id)
        for one in sites.contacts(site.id)
        if not one.is_nspcc
        and one.person_id != by
        and (key := f"return-in:{return_id}:{one.person_id}")
    )


def tell_sent_back(site_id: int, quarter: date, return_id: int, entered_by: int | None) -> None:
    """Whoever handed it in, unless they sent it back themselves."""
    if entered_by is None or entered_by == audit.who_acts().actor_id:
        return
    site = session().get_one(Site, site_id)
    said = f"{site.name}: the return of {quarter_in_words(quarter)} was sent back to be put right"
    key = f"return-back:{return_id}"
    tell_all([News(entered_by, Kind.RETURNS, said, _path(site, quarter), key, site_id)])


def _path(site: Site, quarter: date) -> str:
    return f"/sites/{site.slug}/measures/returns/{quarter:%Y-%m}"


def tell_to_agree(site: Site, measure_id: int, version: int, name: str) -> None:
    """The leads of both sides, but whoever wrote it: a measure waits for their agreement."""
    by = audit.who_acts().actor_id
    path = f"/sites/{site.slug}/measures/agreed/{measure_id}"
    said = f"{site.name}: the measure “{name}” waits for your agreement"
    tell_all(
        News(one.person_id, Kind.RETURNS, said, path, key, site.id)
        for one in sites.contacts(site.id)
        if one.person_id != by and (key := f"measure-agree:{measure_id}:{version}:{one.person_id}")
    )

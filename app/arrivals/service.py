"""Bringing in sites that were under way before: all of the file, as it was shown, or nothing."""

from app.arrivals import queries
from app.arrivals.rules import Arrival, Arrivals
from app.assessments.service.imported import keep_imported
from app.core.tables import Table
from app.journey.rules import Stage
from app.journey.service import decide, plan_journey
from app.journey.service.arriving import Past, record_past
from app.sites.service import AddSite, add_site
from app.sites.service.posts import FillPost, fill_post

NOTE = "Brought in from a spreadsheet with what was done before the portal."


class NotAsShown(Exception):
    """Something changed after the preview, or a line is wrong: look again."""


def bring_in(table: Table, fingerprint: str) -> Arrivals:
    """Add every site of the file with its posts, past milestones, stage and past results.

    `fingerprint` is that of the arrivals shown. Raises `NotAsShown`, core.tables.Unreadable,
    sites.rules.Refused where a site cannot be added.
    """
    found = queries.arrivals(table, queries.world())
    if found.fingerprint != fingerprint or found.wrong:
        raise NotAsShown
    for one in found.new:
        _bring(one)
    return found


def _bring(one: Arrival) -> None:
    site = add_site(
        AddSite(
            name=one.name,
            authority_ids=one.authority_ids,
            lead_id=one.lead_id,
            deputy_id=one.deputy_id,
            contract_on=one.contract_on,
            training_on=one.training_on,
        )
    )
    plan_journey(site.id, one.contract_on, one.training_on)
    record_past(
        site.id, {code: Past(known.on, known.is_month_only) for code, known in one.done}, NOTE
    )
    if one.stage is not Stage.EXPLORATION:
        decide(site.id, one.stage, NOTE, NOTE, one.stage_since)
    for held in one.posts:
        fill_post(site.id, FillPost(held.post, held.since, name=held.name))
    for past in one.results:
        keep_imported(
            site.id,
            past.code,
            past.title,
            past.held.on,
            dict(past.sections),
            is_month_only=past.held.is_month_only,
        )

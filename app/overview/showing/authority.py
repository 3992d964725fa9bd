"""The home of people of an authority: what is asked of them, then what is next at each site."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import url_for

from app.assessments.queries import RoundRow
from app.assessments.rules import window_in_words
from app.core.words import day
from app.journey.programme import programme
from app.journey.queries import NextMilestone
from app.journey.rules import CompletedBy
from app.journey.showing import stage_states
from app.overview.queries.homes import OwnSite
from app.overview.rules import asked_words, asks_something, urgency
from app.overview.showing.owed import owed_of_me
from app.overview.showing.rounds import listed_rounds, step_href, step_of
from app.pilots.queries import Concern
from app.sites.rules import Status
from app.support.queries import Waiting
from app.support.rules.waiting import waiting_words

Item = dict[str, object]
COMPLETED_BY: Mapping[CompletedBy, str] = {
    CompletedBy.PREISA_SUBMITTED: "preisa",
    CompletedBy.ISA_SUBMITTED: "isa",
    CompletedBy.REVIEW_SUBMITTED: "review",
}
"""The instrument behind what completes a milestone by itself."""


def asked_of(found: Sequence[OwnSite], today: date) -> list[Item]:
    """What self assessments ask of the reader at any of their sites, most urgent first, and then
    what pilots, offers of support, audits, adaptations and measures wait for."""
    asked = [
        (urgency(step, row.closes_on), _ask(site, row, today, named=len(found) > 1))
        for site in found
        for row in site.rounds.current
        if asks_something(step := step_of(row, site.id))
    ]
    waiting = [_wait(site, one, named=len(found) > 1) for site in found for one in site.pilots]
    waiting += [_offered(one, named=len(found) > 1) for site in found for one in site.support]
    for site in found:
        name = site.name if len(found) > 1 else ""
        waiting += owed_of_me(site.owed, site.id, site.slug, name, today)
    return [item for _, item in sorted(asked, key=lambda pair: pair[0])] + waiting


def _wait(site: OwnSite, one: Concern, *, named: bool) -> Item:
    title = f"Pilot, at {site.name}" if named else "Pilot"
    href = url_for("pilots.pilot", site=site.slug, pilot_id=one.pilot_id)
    return {"title": title, "words": one.words, "text": "See the pilot", "href": href}


def _offered(one: Waiting, *, named: bool) -> Item:
    title = f"Support, at {one.site_name}" if named else "Support"
    href = url_for("support.one", site=one.site_slug, support_id=one.request_id)
    return {"title": title, "words": waiting_words(one), "text": "See the request", "href": href}


def _ask(site: OwnSite, row: RoundRow, today: date, *, named: bool) -> Item:
    step = step_of(row, site.id)
    title = f"{row.short_title}, round {row.number}"
    window = window_in_words(row.opens_on, row.closes_on, today)
    return {
        "title": f"{title}, at {site.name}" if named else title,
        "words": asked_words(step, row.title, window),
        "text": step.label,
        "href": step_href(step, site.slug, row.slug),
    }


def own_sites(found: Sequence[OwnSite], today: date) -> list[Item]:
    """The sites of a person of an authority, each with what is next, as the home shows them."""
    return [
        {
            "name": site.name,
            "id": site.id,
            "slug": site.slug,
            "status": site.status.value,
            "is_at_rest": site.status is not Status.ACTIVE,
            "stages": stage_states(site.stage),
            "done": site.done,
            "counted": site.counted,
            "next_call": site.next_call,
            "rounds": listed_rounds(site.rounds, site, today, f" of {site.name}"),
            "tasks": [_next_task(site, entry, today) for entry in site.next_milestones],
            "people": site.people,
        }
        for site in found
    ]


def _next_task(site: OwnSite, entry: NextMilestone, today: date) -> Item:
    late = entry.planned_on < today
    return {
        "text": entry.name,
        "href": _task_href(site, entry),
        "hint": ("Critical. " if entry.critical else "") + f"Planned for {day(entry.planned_on)}.",
        "status": "Overdue" if late else "Planned",
        "kind": "late" if late else "neutral",
    }


def _task_href(site: OwnSite, entry: NextMilestone) -> str:
    """Straight to the self assessment that completes it, where one is under way."""
    event = programme().milestone(entry.code).completed_by
    instrument = COMPLETED_BY.get(event) if event else None
    newest = site.rounds.newest.get(instrument) if instrument else None
    if newest is None:
        return url_for("journey.milestone", site=site.slug, code=entry.code)
    return url_for("assessments.start", site=site.slug, slug=newest.slug)

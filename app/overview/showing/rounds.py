"""Self assessments on overviews: what the reader can do next, and where that is."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from flask import url_for

from app.access.gate import can
from app.access.policy import Can
from app.assessments.queries import RoundRow
from app.assessments.rules import NextStep, Part, Standing, next_step
from app.overview.queries.rounds import SiteRounds, round_facts
from app.overview.rules import asks_something, signed_words, state_words

Item = dict[str, object]
PAGES: Mapping[NextStep, str] = {
    NextStep.INVITE: "assessments.raters",
    NextStep.ENTER_ROOM: "assessments.room",
    NextStep.SIGN_OFF: "assessments.check",
    NextStep.DECIDE: "assessments.decision",
    NextStep.READ_RESULT: "assessments.result",
}
"""Where a step is taken; the others are taken on the first page of the round."""


class Place(Protocol):
    """A site as far as links and rights need it."""

    @property
    def id(self) -> int: ...

    @property
    def slug(self) -> str: ...


def standing(row: RoundRow, site_id: int) -> Standing:
    """What the reader may do with a round of this site."""
    takes_no_part = row.my_part is Part.NONE
    may_sign_off = can(Can.SIGN_OFF_ROUND, site_id)
    return Standing(
        part=row.my_part,
        may_join=may_sign_off and takes_no_part,
        may_invite=can(Can.OPEN_ROUND, site_id),
        may_facilitate=can(Can.FACILITATE_ROUND, site_id) and takes_no_part,
        may_sign_off=may_sign_off,
        may_decide=can(Can.DECIDE_ROUND, site_id),
    )


def step_of(row: RoundRow, site_id: int) -> NextStep:
    """The one thing the reader can do next with a round, or what it waits for."""
    viewer = standing(row, site_id)
    return next_step(row.state, viewer, row.answering, decided=row.decision is not None)


def step_href(step: NextStep, site: str, slug: str) -> str:
    """Where a step is taken."""
    return url_for(PAGES.get(step, "assessments.start"), site=site, slug=slug)


def listed_rounds(rounds: SiteRounds, site: Place, today: date, of: str = "") -> list[Item]:
    """Rows of a summary list: each round with its next step; never empty.

    Where nothing is under way or waits, the newest result stands there instead. `of` is for the
    home, which shows several sites, " of Northmoor", and what is asked of the reader above them.
    """
    rows = [_row(row, rounds, site, today, of) for row in rounds.current]
    return rows or [_newest_result(rounds, site, of)]


def _row(row: RoundRow, rounds: SiteRounds, site: Place, today: date, of: str) -> Item:
    facts = round_facts(row, rounds.newest.get(row.instrument.code))
    step, name = step_of(row, site.id), row.short_title
    said_above = bool(of) and asks_something(step)  # with a button, see `asked_of`
    only_see = step.waits or said_above
    return {
        "key": name,
        "value": state_words(facts, row.my_part, today),
        "href": _start(site, row) if only_see else step_href(step, site.slug, row.slug),
        "action": "See" if only_see else step.label,
        "hidden": f"the {name}{of}" if only_see else f"({name}{of})",
    }


def _start(site: Place, row: RoundRow) -> str:
    return url_for("assessments.start", site=site.slug, slug=row.slug)


def _newest_result(rounds: SiteRounds, site: Place, of: str) -> Item:
    last = next(iter(rounds.newest.values()), None)
    if last is None:
        return {
            "key": "Self assessment",
            "value": "Not begun",
            "href": url_for("assessments.index", site=site.slug),
            "action": "See",
            "hidden": f"the self assessments{of}",
        }
    return {
        "key": last.name,
        "value": signed_words(None, last.decided),
        "href": url_for("assessments.result", site=site.slug, slug=last.slug),
        "action": NextStep.READ_RESULT.label,
        "hidden": f"({last.name}{of})",
    }

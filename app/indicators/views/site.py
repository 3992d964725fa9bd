"""How a site stands: for the NSPCC with level and signals, for the authority without."""

from flask import Response, render_template

from app.access.gate import can, requires, the_site
from app.access.policy import Can
from app.core import clock
from app.core.web.listing import csv_answer
from app.indicators import queries
from app.indicators.programme import playbook, weights
from app.indicators.queries import Present
from app.indicators.rules.answering import Overridden
from app.indicators.showing import components, signals
from app.indicators.views.blueprint import (
    blueprint,
    page_of,
    signal_address,
    the_present,
)
from app.sites import queries as sites


@blueprint.get("/sites/<site>/indicators")
@requires(Can.SEE_INDICATORS)
def index() -> str:
    """What is judged of the site; an authority reads neither level nor signals."""
    found = the_present()
    if found is None:
        return render_template("indicators/not_yet.html")
    parts = _components(found)
    if not can(Can.SEE_WARNINGS):
        return render_template("indicators/authority.html", found=found, **parts)
    return render_template("indicators/site.html", found=found, **parts, **_warnings(found))


def _components(found: Present) -> dict[str, object]:
    judgement, book = found.judgement, playbook()
    for_authority = None if can(Can.SEE_WARNINGS) else book  # the NSPCC has its own steps
    return {
        "fidelity": judgement.fidelity,
        "shares": components.shares(judgement.fidelity),
        "core_parts": components.parts(judgement.fidelity),
        "groups": components.groups(judgement.sustainability, for_authority, page_of),
        "index_words": components.index_words(
            judgement.sustainability, weights(judgement.sustainability.version)
        ),
        "asked": [(words, page_of(page)) for words, page in components.asked_now(judgement, book)],
        "standing": judgement.standing,
    }


def _warnings(found: Present) -> dict[str, object]:
    today, site_id = clock.today(), the_site().id
    said = queries.answers_of([site_id], today).get(site_id, {})
    by_hand = queries.overrides_of([site_id], today).get(site_id, {})
    warning = found.judgement.warning
    return {
        "warning": warning,
        "level": sites.level_of(site_id),
        "override": by_hand.get(Overridden.LEVEL),
        "declared": by_hand.get(Overridden.STATUS),
        "pending": signals.pending_words(found, today, by_hand.get(Overridden.LEVEL)),
        "rows": signals.signal_rows(warning.signals, said, signal_address),
        "unanswered": [one for one in warning.raised if one.code not in said],
        "changes": signals.change_items(queries.changes_of(site_id)),
    }


@blueprint.get("/sites/<site>/indicators.csv")
@requires(Can.SEE_INDICATORS)
def index_csv() -> Response:
    """Every component of fidelity and sustainability; no level and no signal."""
    found, site = the_present(), the_site()
    name = f"{site.slug}-indicators.csv"
    if found is None:
        return csv_answer(b"", name)
    version = found.judgement.sustainability.version
    return csv_answer(components.frame(found.judgement, weights(version)).csv(), name)

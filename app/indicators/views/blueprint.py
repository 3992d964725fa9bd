"""The blueprint of the pages of indicators, and what all of them need."""

from flask import Blueprint, abort, url_for
from werkzeug.wrappers import Response as Answered

from app.access.gate import the_site
from app.indicators import queries
from app.indicators.queries import Present
from app.indicators.rules.marks import Signal

blueprint = Blueprint("indicators", __name__)
Answer = str | Answered | tuple[str, int]


def the_present() -> Present | None:
    """What is judged of the site of the address; None while it was not judged yet."""
    return queries.present_of(the_site().id)


def the_signal(code: str) -> tuple[Present, Signal]:
    """A signal of the site of the address; 404 where there is none so called."""
    found = the_present() or abort(404)
    signals = found.judgement.warning.signals
    return found, next((one for one in signals if one.code == code), None) or abort(404)


def page_of(name: str) -> str:
    """The address of a page that the playbook names, at the site of the address."""
    return url_for(_PAGES[name], site=the_site().slug) if name in _PAGES else ""


_PAGES = {
    "calls": "checkins.index",
    "people": "sites.people",
    "events": "standing.events",
    "meetings": "meetings.index",
    "training": "training.index",
    "quality": "quality.rounds",
    "adaptations": "quality.adaptations",
    "journey": "journey.index",
    "measures": "measures.index",
    "plan": "plans.index",
    "support": "support.index",
    "embedding": "indicators.papers",
    "contracts": "joining.index",
}


def signal_address(code: str) -> str:
    """The page of a signal of the site of the address."""
    return url_for("indicators.signal", site=the_site().slug, signal_code=code)

"""What an address says a topic is asked about, checked against public data."""

from sqlalchemy import func

from app.access.actor import Actor, allows
from app.access.policy import Can
from app.core.db import session
from app.instruments import queries as instruments
from app.journey.programme import programme
from app.members.rules import STAGES
from app.sites import queries as sites
from app.topics.queries.conditions import from_topics, is_about, listed
from app.topics.rules.about import (
    About,
    AboutKind,
    adaptation_words,
    is_safe,
    item_words,
    milestone_words,
)

SEEN_WITH = {
    AboutKind.MILESTONE: Can.SEE_JOURNEY,
    AboutKind.ITEM: Can.SEE_ROUND,
    AboutKind.ADAPTATION: Can.SEE_ADAPTATIONS,
}


def about_words(kind: str, code: str) -> str:
    """What such a code names, in public words; "" for what does not exist."""
    known = kind in set(AboutKind) and is_safe(code)
    return _WORDS[AboutKind(kind)](code) if known else ""


def about_count(kind: str, code: str) -> int:
    """How many topics of a list were asked about it, at any site; one statement."""
    return session().scalar(from_topics(func.count()).where(*listed(), is_about(kind, code))) or 0


def asked_about(actor: Actor, kind: str, code: str, slug: str, ref: str) -> About | None:
    """What is meant, in public words; None for what does not exist. The site is kept only where
    the reader may see its page themselves."""
    words = about_words(kind, code)
    if not words or not is_safe(ref):
        return None
    named = AboutKind(kind)
    site = sites.site_ref(slug) if slug else None
    may = site is not None and allows(actor, SEEN_WITH[named], site.id)
    kept = ref if may and (named is not AboutKind.ADAPTATION or ref.isdigit()) else ""
    return About(named, code, words, site.id if site and may else None, kept)


def _milestone(code: str) -> str:
    try:
        return milestone_words(programme().milestone(code).name)
    except KeyError:
        return ""


def _item(code: str) -> str:
    instrument_code, _, item_id = code.partition(":")
    version = instruments.newest(instrument_code)
    if version is None:
        return ""
    instrument = instruments.instrument(version.id, version.content_hash)
    for section in instrument.sections:
        for item in section.items:
            if item.id == item_id:
                return item_words(instrument.short_title, item.id, item.text)
    return ""


def _adaptation(code: str) -> str:
    return adaptation_words(code, STAGES)


_WORDS = {
    AboutKind.MILESTONE: _milestone,
    AboutKind.ITEM: _item,
    AboutKind.ADAPTATION: _adaptation,
}

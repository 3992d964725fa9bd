"""What an address says a topic is asked about, checked against public data."""

from app.access.actor import Actor, allows
from app.access.policy import Can
from app.instruments import queries as instruments
from app.journey.programme import programme
from app.members.rules import STAGES
from app.sites import queries as sites
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


def asked_about(actor: Actor, kind: str, code: str, slug: str, ref: str) -> About | None:
    """What is meant, in public words; None for what does not exist. The site is kept only where
    the reader may see its page themselves."""
    if kind not in set(AboutKind) or not is_safe(code) or not is_safe(ref):
        return None
    named = AboutKind(kind)
    words = _WORDS[named](code)
    if not words:
        return None
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

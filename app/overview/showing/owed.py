"""What audits, adaptations and measures wait for, as the homes and the page of a site show it."""

from collections.abc import Iterable
from datetime import date

from flask import url_for

from app.access.actor import Actor, allows
from app.access.gate import actor
from app.access.policy import Can, Role
from app.overview.rules.owed import Owed, What, owed_words

Item = dict[str, object]
_TITLES = {
    What.VIEW: "Adaptation",
    What.ANSWER: "Adaptation",
    What.AUDIT: "Case audits",
    What.SIGN: "Quarterly return",
    What.MONTHS: "Use of the framework",
    What.QUARTERS: "Quarterly returns",
}
_TEXTS = {
    What.VIEW: "See the adaptation",
    What.ANSWER: "See the adaptation",
    What.AUDIT: "See the audit round",
    What.SIGN: "See the return",
    What.MONTHS: "See the months",
    What.QUARTERS: "See the quarters",
}


def owed_link(one: Owed, slug: str) -> Item:
    """Where something is done about it, and what the link says."""
    return {"text": _TEXTS[one.what], "href": _address(one, slug)}


def _address(one: Owed, slug: str) -> str:
    if one.what in (What.VIEW, What.ANSWER):
        return url_for("quality.adaptation", site=slug, adaptation_id=one.number)
    if one.what is What.AUDIT:
        return url_for("quality.audit_round", site=slug, number=one.number)
    if one.what is What.SIGN and one.on is not None:
        return url_for("measures.quarter", site=slug, quarter=f"{one.on:%Y-%m}")
    page = "measures.use" if one.what is What.MONTHS else "measures.returns"
    return url_for(page, site=slug)


def owed_lines(found: Iterable[Owed], slug: str, today: date) -> list[Item]:
    """What everybody who reads the page of a site should know of it."""
    return [
        {"words": owed_words(one, today), **owed_link(one, slug)}
        for one in found
        if one.what is not What.AUDIT or one.is_late(today)
    ]


def owed_of_me(
    found: Iterable[Owed], site_id: int, slug: str, name: str, today: date
) -> list[Item]:
    """What the reader can do something about for the authority; `name` is "" where it needs no
    naming."""
    who = actor()
    return [
        {
            "title": f"{_TITLES[one.what]}, at {name}" if name else _TITLES[one.what],
            "words": owed_words(one, today, to_signer=True),
            **owed_link(one, slug),
        }
        for one in found
        if who is not None and _is_for(who, one, site_id, today)
    ]


def _is_for(who: Actor, one: Owed, site_id: int, today: date) -> bool:
    if one.what is What.AUDIT:
        leads = (site_id, Role.STRATEGIC) in who.belongs
        return one.mine or (leads and one.is_late(today))
    right = {
        What.ANSWER: Can.LOG_ADAPTATIONS,
        What.SIGN: Can.SIGN_RETURN,
        What.MONTHS: Can.ENTER_COUNTS,
        What.QUARTERS: Can.ENTER_COUNTS,
    }.get(one.what)
    return right is not None and allows(who, right, site_id)

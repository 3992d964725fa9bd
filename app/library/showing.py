"""How resources read on pages."""

from collections.abc import Callable, Mapping
from typing import Any

from app.access.actor import Actor
from app.access.policy import Role
from app.core.files import ACCEPTED, IN_WORDS
from app.core.words import count, day
from app.library.queries import OneResource, Shelf
from app.library.rules import Kind, LinkState, Reader, Sort, State, Wanted
from app.members.rules import ROLES, STAGES, TAGS
from app.sites.rules import Stage

KINDS = {kind.value: kind.label for kind in Kind}
IMPLEMENTATION = {stage.value: stage.label for stage in Stage}
KNOWN: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "stage": STAGES,
    "implementation": IMPLEMENTATION,
    "audience": ROLES,
    "tag": TAGS,
    "endorsed": {"yes": "Endorsed by the NSPCC"},
    "sort": {sort.value: sort.label for sort in Sort},
}
STATE_TAGS = {
    State.DRAFT: "neutral",
    State.WAITING: "waiting",
    State.PUBLISHED: "active",
    State.REFUSED: "error",
    State.WITHDRAWN: "neutral",
}


def reader_of(actor: Actor) -> Reader:
    """Somebody as the rules ask about them."""
    leads = frozenset(site for site, role in actor.belongs if role is Role.STRATEGIC)
    return Reader(actor.id, leads, actor.is_nspcc)


def chips(wanted: Wanted, address: Callable[..., str]) -> list[dict[str, str]]:
    """One for each filter in use, leading to the list without it."""
    found = [("q", f"“{wanted.q}”")] if wanted.q else []
    found += [(name, KNOWN[name][value]) for name, value in wanted.filters.items()]
    return [{"text": text, "href": address(**{name: "", "page": 1})} for name, text in found]


def sum_of(shelf: Shelf) -> str:
    """How many there are, and how many fit."""
    total = count(shelf.total, "resource")
    return total if shelf.found == shelf.total else f"{shelf.found} of {total}"


def facts(it: OneResource, uses: str) -> list[dict[str, Any]]:
    """What is said about a resource, as rows of a summary; nothing for what was left open."""
    newest = it.newest
    said = (
        ("Kind", it.kind.label),
        ("Stage of the framework", STAGES.get(it.stage, "")),
        ("Stage of adopting it", IMPLEMENTATION.get(it.implementation, "")),
        ("For", ", ".join(ROLES[key] for key in it.audience if key in ROLES) or "Everybody"),
        ("About", ", ".join(TAGS[key] for key in it.tags if key in TAGS)),
        ("Licence", it.licence.label),
        ("Whose it is", it.credit),
        ("Shared", day(it.published_at) if it.published_at else ""),
        ("Used", uses),
        ("Link", _link_words(newest.link_state) if newest and newest.link else ""),
        ("To be looked at again by", day(it.review_on) if it.review_on else ""),
    )
    return [{"key": key, "value": value} for key, value in said if value]


def _link_words(state: LinkState) -> str:
    return {
        LinkState.UNCHECKED: "",
        LinkState.GOOD: "Answered when it was last looked up",
        LinkState.BROKEN: "Did not answer when it was last looked up",
    }[state]


def limits(largest: int) -> dict[str, str]:
    """What may be uploaded: in words, and as the file chooser wants it. `largest` in bytes."""
    return {
        "words": f"{IN_WORDS}, at most {largest // 1_000_000} MB",
        "accept": ",".join(ACCEPTED),
    }

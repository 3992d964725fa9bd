"""Every change recorded at a site, as the audit trail has it."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from app.access.gate import requires, the_actor, the_site
from app.access.policy import Can
from app.accounts.queries import names
from app.core import audit_trail
from app.core.audit_trail import TrailEntry, TrailFilter
from app.overview.rules import KINDS, OTHER, Paging, first_words_of, kind_of
from app.overview.views.blueprint import blueprint

LABELS = {kind.code: kind.label for kind in (*KINDS, OTHER)}


@dataclass(frozen=True)
class Wish:
    """What the address asks for: a kind ("" for all), a person (None for all), a page."""

    kind: str
    person: int | None
    page: int

    def address(self, **changes: Any) -> str:
        """The address of this list with some of it changed."""
        asked = {"kind": self.kind, "person": self.person, "page": self.page} | changes
        asked["page"] = asked["page"] if asked["page"] > 1 else None
        held: dict[str, Any] = {name: value for name, value in asked.items() if value}
        return url_for("overview.changes", site=the_site().slug, **held)


@blueprint.get("/sites/<site>/history/changes")
@requires(Can.SEE_HISTORY)
def changes() -> str:
    """The changes, newest first, narrowed to a kind or a person."""
    wish = _wish()
    wanted = _filter(wish)
    total = audit_trail.history_count(wanted)
    paging = Paging(min(wish.page, Paging(1, total).pages), total)
    entries = audit_trail.history(wanted, offset=paging.offset, limit=paging.size)
    return render_template(
        "overview/changes.html",
        paging=paging,
        page_href=lambda page: wish.address(page=page),
        kinds=list(LABELS.items()),
        wish=wish,
        everything=wanted.everything,
        **_named(wish, entries),
    )


def _wish() -> Wish:
    kind, person, page = (request.args.get(name, "") for name in ("kind", "person", "page"))
    return Wish(kind if kind in LABELS else "", _number(person), _number(page) or 1)


def _number(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number or None


def _filter(wish: Wish) -> TrailFilter:
    verbs, other_than = first_words_of(wish.kind)
    return TrailFilter(
        site_id=the_site().id,
        actor_id=wish.person,
        verbs=verbs,
        other_than=other_than,
        everything=the_actor().is_nspcc,
    )


def _named(wish: Wish, entries: list[TrailEntry]) -> dict[str, Any]:
    """What shows people by name: the entries, the choice of people, the filters in use."""
    actors = audit_trail.actors(the_site().id, everything=the_actor().is_nspcc)
    named = names({*actors, *(entry.about_id for entry in entries if entry.about_id)})
    people = [(number, named[number]) for number in actors if number in named]
    return {
        "items": [_item(entry, named) for entry in entries],
        "people": sorted(people, key=lambda one: one[1].casefold()),
        "chips": _chips(wish, named),
    }


def _item(entry: TrailEntry, named: dict[int, str]) -> dict[str, object]:
    who = "the portal" if entry.actor_id is None else named.get(entry.actor_id, "somebody")
    about = named.get(entry.about_id) if entry.about_id else None
    return {
        "title": entry.summary,
        "kind": kind_of(entry.verb).label,
        "about": about if about != who else None,
        "who": who,
        "reason": entry.reason,
        "at": entry.at,
        "nspcc_only": entry.nspcc_only,
    }


def _chips(wish: Wish, named: dict[int, str]) -> list[dict[str, str]]:
    found = []
    if wish.kind:
        found.append({"text": LABELS[wish.kind], "href": wish.address(kind="", page=1)})
    if wish.person is not None:
        text = f"By {named.get(wish.person, 'somebody who is not here')}"
        found.append({"text": text, "href": wish.address(person=None, page=1)})
    return found

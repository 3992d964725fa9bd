"""The list of events, one event, and answering it."""

from dataclasses import asdict
from typing import Any

from flask import current_app, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app.access.gate import can, requires, the_actor
from app.access.policy import Can
from app.core import clock
from app.core.calendar import published
from app.core.files import download
from app.core.web.asked import page_number
from app.core.web.forms import form_status
from app.core.web.returned import see
from app.core.web.taken import accepted
from app.events import queries, service, showing
from app.events.forms import AnswerForm
from app.events.queries import EventRow, Wanted
from app.events.rules import Answer as Said
from app.events.views.blueprint import (
    Answer,
    blueprint,
    may_feed_back,
    my_sign_up,
    the_event,
)
from app.members.rules import TAGS
from app.posts import queries as posts


@blueprint.get("/community/events")
@requires(Can.USE_COMMUNITY)
def index() -> str:
    """Coming events, past ones, one's own."""
    now, wanted = clock.now(), _wanted()
    listed = queries.listed(wanted, the_actor().id, now, page_number())
    mine = queries.answers_of(the_actor().id, [row.id for row in listed.rows])
    rows = [(row, showing.standing(row, mine.get(row.id), now)) for row in listed.rows]
    return render_template(
        "events/index.html",
        listed=listed,
        rows=rows,
        words=showing,
        now=now,
        tags=list(TAGS.items()),
        **_narrowing(wanted),
    )


@blueprint.get("/community/events/<int:event_number>")
@requires(Can.USE_COMMUNITY)
def event(event_number: int) -> str:
    """One event, and whether one comes."""
    found = the_event(event_number)
    mine = my_sign_up(found)
    kept = {"answer": mine.answer.value, "needs": mine.needs} if mine else {}
    return _page(found, AnswerForm(data=kept))


@blueprint.post("/community/events/<int:event_number>")
@requires(Can.USE_COMMUNITY)
def answer(event_number: int) -> Answer:
    """Keep what somebody answers."""
    found, form, kept = the_event(event_number), AnswerForm(), []

    def write() -> None:
        said = Said(form.answer.data)
        kept.append(service.answer(found, the_actor().id, said, form.needs.data or ""))

    if form.validate_on_submit() and accepted(form, write):
        flash(showing.my_answer(kept[0], queries.place_in_line(kept[0])), "success")
        return see("events.event", event_number=found.id)
    return _page(found, form), form_status(form)


@blueprint.get("/community/events/<int:event_number>/calendar.ics")
@requires(Can.USE_COMMUNITY)
def calendar(event_number: int) -> Response:
    """The event as a file for a calendar; the link to join only for who has a place."""
    found = the_event(event_number)
    mine = my_sign_up(found)
    base = current_app.config["SETTINGS"].public_base_url
    has_place, turn = bool(mine and mine.has_place), mine.turn if mine else 0
    entry = showing.calendar_entry(found, base, the_actor().id, turn, sees_link=has_place)
    content = published(found.title, [entry])
    return download(content, f"event-{found.id}.ics", "text/calendar; charset=utf-8")


def _page(found: EventRow, form: AnswerForm) -> str:
    now, mine, runs = clock.now(), my_sign_up(found), can(Can.RUN_EVENTS)
    texts = [found.about_id] + ([found.notes_id] if found.notes_id else [])
    has_place = bool(mine and mine.has_place)
    return render_template(
        "events/event.html",
        event=found,
        form=form,
        mine=mine,
        words=showing,
        now=now,
        opening=showing.opening(found, mine, queries.place_in_line(mine), now),
        tag=showing.standing(found, mine, now),
        posts=posts.shown(texts),
        materials=queries.materials(found.id),
        people=showing.people(queries.sign_ups(found.id)) if runs else [],
        is_open=not found.is_cancelled and found.starts_at > now,
        is_joined=not found.is_cancelled and found.ends_at > now,
        is_over=found.ends_at <= now,
        may_feed_back=may_feed_back(found, mine, now),
        sees_link=bool(found.link and (runs or has_place)),
        takes_part=the_actor().is_nspcc or has_place,
        tags=TAGS,
    )


def _wanted() -> Wanted:
    given = {name: request.args.get(name, "") for name in ("when", "kind", "way", "audience")}
    known: dict[str, Any] = {"when": showing.WHEN, **showing.NAMED}
    chosen = {name: value for name, value in given.items() if value in known[name]}
    tag = request.args.get("tag", "")
    return Wanted(**chosen, tag=tag if tag in TAGS else "")


def _narrowing(wanted: Wanted) -> dict[str, Any]:
    """What the page shows of its filters: those chosen, and where they lead."""
    asked = asdict(wanted)
    named = {**showing.NAMED, "tag": TAGS}
    chosen = {name: named[name][value] for name, value in asked.items() if value and name in named}
    return {
        "wanted": asked,
        "chips": [
            {"text": text, "href": _address(asked | {name: ""})} for name, text in chosen.items()
        ],
        "chosen_words": ", ".join(chosen.values()),
        "tabs": [
            (text, _address(asked | {"when": code}), code == wanted.when)
            for code, text in showing.WHEN.items()
        ],
        "page_href": lambda number: _address(asked | {"page": number}),
    }


def _address(asked: dict[str, Any]) -> str:
    held = {name: value for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return url_for("events.index", **held)

"""Support that a site among many asked for: one request every few months."""

from datetime import date, timedelta
from typing import Any

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.demo.story.timing import working_day
from app.sites.rules.sides import Side
from app.support.models import SupportEntry, SupportRequest, SupportSession
from app.support.rules.conversation import Said
from app.support.rules.kinds import Delivery, Helped, Kind, Priority
from app.support.rules.states import State

ASKED = (
    (Kind.TRAINING, "A refresher for two teams", "Half of them began this year."),
    (Kind.DATA, "What to count in the first year", "We count by hand and want to count less."),
    (Kind.LEADERSHIP, "A page for the senior team", "They ask what it takes."),
    (Kind.PRACTICE, "How agreements are written with families", "Ours are too long."),
)
EVERY, FIRST = 95, 70  # days between requests, and from the contract to the first


def support_rows(ground: Ground) -> Rows:
    """Requests with what was said and given; nothing before the contract began."""
    if not ground.is_begun:
        return {}
    requests, entries, sessions = [], [], []
    for on in ground.days(FIRST, EVERY):
        row = _request(ground, on)
        requests.append(row)
        entries += _entries(ground, row)
        if row["delivered_on"]:
            sessions.append(_session(ground, row))
    return {SupportRequest: requests, SupportEntry: entries, SupportSession: sessions}


def _request(ground: Ground, on: date) -> Row:
    kind, title, detail = ground.chance.choice(ASKED)
    on = min(on, ground.yesterday)
    answered_on = working_day(later(on, ground.chance.choice((1, 2, 2, 3, 6))))
    given_on = working_day(later(answered_on, ground.chance.randint(5, 30)))
    state = State.ASKED
    if given_on <= ground.yesterday:
        state = ground.chance.choices((State.CLOSED, State.DELIVERED, State.DECLINED), (8, 1, 1))[0]
    elif answered_on <= ground.yesterday:
        state = State.AGREED
    return {
        "id": ground.numbers.take(SupportRequest),
        "site_id": ground.site_id,
        "title": title,
        "detail": detail,
        "kind": kind,
        "for_whom": "Two teams and their managers",
        "people": ground.chance.randint(4, 30),
        "needed_by": later(on, 60) if ground.chance.random() < 0.5 else None,
        "urgency": "",
        "barrier": "",
        "asked_at": ground.moment(on),
        "asked_by_id": ground.people[0],
        "asked_by_name": "",
        "entered_at": ground.moment(on),
        "entered_by_id": ground.people[0],
        "state": state,
        **_standing(ground, state, on, answered_on, given_on),
    }


def _standing(
    ground: Ground, state: State, on: date, answered_on: date, given_on: date
) -> dict[str, Any]:
    """Whose turn it is, and the days that follow from the state."""
    is_given = state in (State.CLOSED, State.DELIVERED)
    is_answered = state is not State.ASKED
    turns = {State.ASKED: (Side.NSPCC, on), State.DELIVERED: (Side.AUTHORITY, given_on)}
    turn, since = turns.get(state, ("", None))
    return {
        "turn": turn,
        "turn_since": since,
        "answer_due_on": working_day(on + timedelta(days=5)) if state is State.ASKED else None,
        "priority": ground.chance.choice(list(Priority)) if is_answered else "",
        "answered_on": answered_on if is_answered else None,
        "helper_id": ground.lead if is_answered and state is not State.DECLINED else None,
        "helper_name": "",
        "offered_for": given_on if is_given or state is State.AGREED else None,
        "last_given_on": given_on if is_given else None,
        "delivered_on": given_on if is_given else None,
        "helped": ground.chance.choice(list(Helped)) if state is State.CLOSED else "",
        "over_on": given_on if state in (State.CLOSED, State.DECLINED) else None,
    }


def _entries(ground: Ground, row: Row) -> list[Row]:
    asked = _entry(row, Said.ASKED, row["detail"], row["asked_at"], ground.people[0])
    if row["answered_on"] is None:
        return [asked]
    at = ground.moment(row["answered_on"])
    if row["state"] == State.DECLINED:
        words = "Nobody is free before the summer."
        answer = _entry(row, Said.DECLINED, words, at, ground.lead, "The materials are attached.")
    else:
        answer = _entry(row, Said.OFFERED, "Two hours with your teams.", at, ground.lead)
    return [asked, answer]


def _entry(row: Row, kind: Said, words: str, at: object, by: int | None, detail: str = "") -> Row:
    return {
        "request_id": row["id"],
        "kind": kind,
        "words": words,
        "detail": detail,
        "nspcc_only": False,
        "said_at": at,
        "said_by_id": by,
    }


def _session(ground: Ground, row: Row) -> Row:
    return {
        "request_id": row["id"],
        "held_on": row["delivered_on"],
        "minutes": ground.chance.choice((45, 60, 90, 150)),
        "delivery": ground.chance.choice(list(Delivery)),
        "given_by_id": ground.lead,
        "given_by_name": "",
        "people": row["people"],
        "words": "We went through it with examples of theirs.",
        "entered_at": ground.moment(row["delivered_on"]),
        "entered_by_id": ground.lead,
    }

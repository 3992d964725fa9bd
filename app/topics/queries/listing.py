"""Lists of topics: what of them is narrowed to, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, select

from app.access.actor import Actor
from app.core import search
from app.core.db import session
from app.topics.models import Follow, Tag, Topic
from app.topics.queries.conditions import (
    by_others,
    from_topics,
    has_answer,
    is_about,
    is_accepted,
    is_unanswered,
    listed,
    me_toos,
    replies,
    written_in,
)
from app.topics.queries.rows import TopicRow, rows_of, selected
from app.topics.rules.about import about_of_key
from app.topics.rules.topics import Kind, State, Whose

PER_PAGE = 20
SUBJECT = "topic"  # in the index of the search
SORTS = {
    "": "Usual order",
    "last": "Last written in",
    "new": "Newest",
    "waiting": "Longest without an answer",
    "me-too": "Most who ask the same",
    "replies": "Most answers",
}


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; "" means any. `kind`, `state` and `whose` are words of theirs,
    `stage` and `tag` keys of the programme, `about` what `about_key` makes, `q` words to look for,
    `sort` a key of SORTS."""

    q: str = ""
    kind: str = ""
    state: str = ""
    stage: str = ""
    tag: str = ""
    whose: str = ""
    about: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Listed:
    """One page of a list; `found` of `total` fit. `meant` is what the words looked for were taken
    to mean, where one of them is unknown."""

    rows: tuple[TopicRow, ...]
    found: int
    total: int
    page: int
    pages: int
    meant: str = ""


def topics(actor: Actor, wanted: Wanted, page: int = 1) -> Listed:
    """One page of topics; six statements, and six more where words are looked for."""
    asked, conditions = bool(wanted.q.strip()), _narrowed(actor, wanted)
    ids, meant = tuple[int, ...](), ""
    if asked:
        within = from_topics(Topic.id).where(*listed(), *conditions)
        ids, meant = search.subject_ids(wanted.q, SUBJECT, within=within)
        conditions = [Topic.id.in_(ids)]
    fits = func.count().filter(*conditions) if conditions else func.count()
    total, found = session().execute(from_topics(func.count(), fits).where(*listed())).one()
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    start, order = (page - 1) * PER_PAGE, _ordered(wanted)
    if ids and not wanted.sort:
        ids, start = ids[start : start + PER_PAGE], 0
        conditions, order = [Topic.id.in_(ids)], [_as_found(ids)]
    chosen = selected().where(*listed(), *conditions).order_by(*order)
    rows = rows_of(chosen.limit(PER_PAGE).offset(start))
    return Listed(rows, found, total, page, pages, meant)


def _as_found(ids: Sequence[int]) -> Any:
    """The order in which the search gave them."""
    return case({number: place for place, number in enumerate(ids)}, value=Topic.id)


def _narrowed(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters as conditions."""
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        found.append(Topic.kind == wanted.kind)
    if wanted.stage:
        found.append(Topic.stage == wanted.stage)
    if wanted.tag:
        tagged = select(Tag.tag).where(Tag.topic_id == Topic.id, Tag.tag == wanted.tag)
        found.append(exists(tagged))
    if wanted.about:
        found.append(is_about(*about_of_key(wanted.about)))
    if wanted.state:
        found += _STATES[State(wanted.state)]()
    if wanted.whose:
        found.append(_whose(actor.id)[Whose(wanted.whose)])
    return found


_STATES: dict[State, Any] = {
    State.UNANSWERED: lambda: [is_unanswered()],
    State.ANSWERED: lambda: [
        Topic.kind == Kind.QUESTION.value,
        has_answer(by_others()),
        ~is_accepted(),
    ],
    State.ACCEPTED: lambda: [Topic.kind == Kind.QUESTION.value, is_accepted()],
}


def _whose(person_id: int) -> dict[Whose, ColumnElement[bool]]:
    follows = select(Follow.topic_id).where(
        Follow.topic_id == Topic.id, Follow.person_id == person_id
    )
    return {
        Whose.MINE: Topic.author_id == person_id,
        Whose.FOLLOWED: exists(follows),
        Whose.ANSWERED: written_in(person_id),
    }


def _ordered(wanted: Wanted) -> list[Any]:
    """As asked; what waits for an answer longest first, else what was written in last."""
    first = "waiting" if wanted.state == State.UNANSWERED and not wanted.sort else wanted.sort
    columns: dict[str, list[Any]] = {
        "last": [Topic.last_at.desc()],
        "new": [Topic.asked_at.desc()],
        "waiting": [~is_unanswered(), Topic.asked_at],
        "me-too": [me_toos().desc(), Topic.last_at.desc()],
        "replies": [replies().desc(), Topic.last_at.desc()],
    }
    return [*columns.get(first, [Topic.last_at.desc()]), Topic.id.desc()]

"""How a hand-over reads: what was decided, who takes what, who left before."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import url_for

from app.core.words import day, short_day
from app.overview.queries.leaving import Holdings
from app.overview.rules.leaving import POST, Work, passed_on
from app.sites.queries import Chosen, LeavingRow
from app.sites.rules.leavings import Access

Cells = list[dict[str, Any]]


def post_answers(
    held: Holdings, chosen: Mapping[str, Chosen], named: Mapping[int, str]
) -> list[tuple[str, str]]:
    """(post, who follows) for each post that is left."""
    found = []
    for one in held.posts:
        follows = chosen.get(f"{POST}{one.post.value}")
        words = _who(follows, named)
        if one.post.leads and follows is not None and not follows.is_nobody:
            words += ". Has the rights of a strategic lead as soon as you confirm"
        found.append((one.post.label, words))
    return found


def work_answers(
    held: Holdings, chosen: Mapping[str, Chosen], named: Mapping[int, str]
) -> list[tuple[str, str]]:
    """(kind of work, who takes how many) for each kind there is any of."""
    people = {part: one.person_id for part, one in chosen.items()}
    found = []
    for work in Work:
        things = held.work[work]
        if not things:
            continue
        counted: dict[int | None, int] = {}
        for one in passed_on(work, things, people):
            counted[one.to] = counted.get(one.to, 0) + 1
        words = [
            f"{number} to {named.get(to, 'somebody who left')}"
            if to
            else f"{number} {work.left_alone}"
            for to, number in counted.items()
        ]
        found.append((f"{work.label} ({len(things)})", "; ".join(words)))
    return found


def access_words(found: LeavingRow) -> str:
    """What becomes of the access, in a sentence; "" while nothing was decided."""
    if found.access is None:
        return ""
    if found.access is Access.UNTIL:
        return f"Ends after {day(found.access_until)}, by itself"
    return found.access.label


def done_rows(found: Sequence[LeavingRow], site: str) -> Cells:
    """A row for each who handed over."""
    rows = []
    for one in found:
        where = url_for("overview.hand_over_record", site=site, record_id=one.id)
        page = {"text": f"Page of {short_day(one.done_at)}", "href": where} if one.record else ""
        rows.append(
            {
                "who": one.name,
                "last": short_day(one.last_day),
                "done": short_day(one.done_at),
                "access": access_words(one),
                "page": page,
            }
        )
    return rows


def refusal_words(refused: Exception) -> str:
    """Why nothing was handed over."""
    return f"Nothing was handed over. {refused}"


def leaving_words(found: Sequence[LeavingRow]) -> list[str]:
    """A sentence for each who is to leave and has not handed over."""
    return [
        f"{one.name} leaves, last day {day(one.last_day)}: not handed over yet." for one in found
    ]


def _who(one: Chosen | None, named: Mapping[int, str]) -> str:
    if one is None:
        return "Not decided: the post becomes vacant"
    if one.person_id is not None:
        return named.get(one.person_id, "Somebody who left: choose again")
    if one.name:
        return f"{one.name}, {'invited by mail' if one.email else 'without an account'}"
    return "Nobody yet: the post becomes vacant"

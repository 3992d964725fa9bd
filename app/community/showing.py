"""How the home of the community reads."""

from collections.abc import Callable, Sequence
from typing import Any

from app.community.queries import LicensedTrainer, News, Talk
from app.community.rules.digest import Part, line, parts_of
from app.community.rules.first_week import FirstWeek, Step
from app.core.words import count, day, moment
from app.members.rules import NSPCC

Cells = list[dict[str, Any]]
TRAINER_COLUMNS: Cells = [
    {"key": "name", "text": "Name"},
    {"key": "where", "text": "Where"},
    {"key": "languages", "text": "Languages"},
    {"key": "until", "text": "Licensed until", "kind": "date"},
]
TALK_COLUMNS: Cells = [
    {"key": "who", "text": "With"},
    {"key": "about", "text": "Who they are"},
    {"key": "latest", "text": "Latest"},
]


def news_parts(found: News) -> tuple[Part, ...]:
    """What is new, in parts: what the reader follows first."""
    followed = tuple(line(one) for one in found.followed)
    mine = (Part("In what you follow", followed),) if followed else ()
    return mine + parts_of(found.fresh)


def steps(found: FirstWeek, href: Callable[[Step], str]) -> Cells:
    """The first steps as a list of tasks."""
    return [
        {
            "text": step.words,
            "hint": step.hint,
            "href": href(step),
            "status": "Done" if step in found.done else "To do",
            "kind": "plain" if step in found.done else "waiting",
        }
        for step in Step
    ]


def steps_sum(found: FirstWeek) -> str:
    """How many steps are done."""
    return f"{len(found.done)} of {count(len(Step), 'step')} done."


def trainer_rows(found: Sequence[LicensedTrainer], href: Callable[[int], str]) -> Cells:
    """A row for each trainer."""
    return [
        {
            "name": {"text": one.member.name, "href": href(one.member.person_id)},
            "where": ", ".join(p for p in (one.member.place, one.member.region) if p),
            "languages": one.member.languages,
            "until": day(one.expires_on),
        }
        for one in found
    ]


def talk_rows(found: Sequence[Talk], href: Callable[[int], str]) -> Cells:
    """A row for each person one writes with."""
    return [
        {
            "who": {"text": one.who.name, "href": href(one.who.person_id)},
            "about": NSPCC if one.who.is_nspcc else one.who.about,
            "latest": f"{'You' if one.is_mine else 'They'} wrote on {moment(one.at)}",
        }
        for one in found
    ]

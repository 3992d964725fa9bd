"""Posts of a site among many, what goes on around it, and its declared status."""

from datetime import date
from typing import Any

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.sites.models import PostHolding
from app.sites.rules import Status
from app.sites.rules.posts import Post
from app.standing.models import SiteEvent, StatusDeclaration
from app.standing.rules import EventKind, Reason

BY_ACCOUNT = {Post.STRATEGIC: 0, Post.DATA: 1, Post.TRAINING: 2}
VACANT_SHARE = {Post.SPONSOR: 0.1, Post.DEPUTY: 0.4, Post.QUALITY: 0.3}
HANDED_OVER = 0.35
EVENTS = (
    (EventKind.RESTRUCTURE, "Children’s services are restructured", "Two teams become one."),
    (EventKind.INSPECTION, "Inspection of children’s services", "Managers are away for a week."),
    (EventKind.LEADERSHIP, "A new assistant director", "The sponsor is told about the work."),
    (EventKind.OTHER, "A new case recording system", "Templates have to be moved."),
)


def around_rows(ground: Ground) -> Rows:
    """Posts with who held them before, events, and why the site rests if it does."""
    return {
        PostHolding: [row for post in Post for row in _holdings(ground, post)],
        SiteEvent: _events(ground),
        StatusDeclaration: _declared(ground),
    }


def _holdings(ground: Ground, post: Post) -> list[Row]:
    chance, until = ground.chance, ground.course.reached
    age = (until - ground.asked_on).days
    rows, starts_on = [], ground.asked_on
    if age > 240 and chance.random() < HANDED_OVER:
        ends_on = later(ground.asked_on, chance.randint(120, age - 90))
        rows.append(_holding(ground, post, ground.asked_on, ends_on, "Moved to another post."))
        starts_on = later(ends_on, chance.randint(1, 80))
    is_left = age > 60 and chance.random() < VACANT_SHARE.get(post, 0)
    ends_on_last = later(until, -chance.randint(5, 50)) if is_left else None
    if ends_on_last is None or ends_on_last > starts_on:
        rows.append(_holding(ground, post, starts_on, ends_on_last))
    return rows


def _holding(
    ground: Ground, post: Post, starts_on: date, ends_on: date | None, reason: str = ""
) -> Row:
    has_account = post in BY_ACCOUNT and ends_on is None
    return {
        "site_id": ground.site_id,
        "post": post,
        "person_id": ground.people[BY_ACCOUNT[post]] if has_account else None,
        "name": "" if has_account else f"Colleague {ground.chance.randint(1, 900)}",
        "email": "",
        "percent": ground.chance.choice((10, 20, 50)) if post.leads else None,
        "starts_on": starts_on,
        "expected_until": None,
        "ends_on": ends_on,
        "end_reason": reason or ("" if ends_on is None else "Left the authority."),
        "entered_at": ground.moment(starts_on),
    }


def _events(ground: Ground) -> list[Row]:
    chance, course = ground.chance, ground.course
    age = (course.today - ground.asked_on).days
    rows = []
    for kind, title, words in chance.sample(EVENTS, min(len(EVENTS), 1 + age // 300)):
        announced = later(ground.asked_on, chance.randint(20, age))
        rows.append(_event(ground, kind, (title, words), min(announced, ground.yesterday)))
    return rows


def _event(ground: Ground, kind: EventKind, said: tuple[str, str], announced: date) -> Row:
    decided, in_force = later(announced, 30), later(announced, 120)
    by: dict[str, Any] = {"entered_by_id": ground.people[0], "removed_at": None}
    return by | {
        "site_id": ground.site_id,
        "kind": kind,
        "title": said[0],
        "words": said[1],
        "announced_on": announced,
        "decided_on": decided if decided <= ground.course.today else None,
        "in_force_on": in_force,
        "entered_at": ground.moment(announced),
    }


def _declared(ground: Ground) -> list[Row]:
    if ground.status is Status.ACTIVE:
        return []
    is_paused = ground.status is Status.PAUSED
    on = min(later(ground.course.reached, 10), ground.yesterday)
    return [
        {
            "site_id": ground.site_id,
            "status": ground.status,
            "on": on,
            "until": later(ground.course.today, ground.chance.randint(5, 90))
            if is_paused
            else None,
            "reasons": [ground.chance.choice(list(Reason)).value],
            "words": "Agreed with the sponsor after a call.",
            "continues_at_id": None,
            "declared_by_id": ground.lead,
            "declared_at": ground.moment(on),
        }
    ]

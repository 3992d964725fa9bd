"""Who holds a post, and no longer."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.accounts.rules import one_line, plain_email
from app.core import audit, clock
from app.core.db import session
from app.core.words import day
from app.sites.models import Membership, PostHolding, Site
from app.sites.rules import Refused
from app.sites.rules.posts import LONGEST_NAME, Post, Term, overlaps, why_not_held

BEFORE = timedelta(days=1)


class ChangedMeanwhile(Exception):
    """Somebody else changed who holds the post first."""


@dataclass(frozen=True)
class FillPost:
    """Who holds a post from a day on: a member of the site, or somebody by name."""

    post: Post
    starts_on: date
    person_id: int | None = None
    name: str = ""
    email: str = ""
    percent: int | None = None
    expected_until: date | None = None


@dataclass(frozen=True)
class PostChange:
    """What is to be said of a holder from now on; `ends_on` None while they stay."""

    starts_on: date
    percent: int | None
    expected_until: date | None
    ends_on: date | None
    reason: str
    version: int


def fill_post(site_id: int, new: FillPost) -> int:
    """Give a post to somebody and return the number of the row. Raises Refused.

    Whoever held it until then leaves it the day before.
    """
    session().get_one(Site, site_id, with_for_update=True)  # two at once: one after the other
    name = _check_holder(site_id, new)
    _check(new.starts_on, new.expected_until, new.percent)
    others = _rows(site_id, new.post)
    _end_those_before(others, new)
    if overlaps(Term(new.post, new.starts_on), (_term(one) for one in others)):
        raise Refused("starts_on", "Somebody holds this post from a later day: end that first")
    audit.because(
        "post filled",
        summary=f"{new.post.label}: somebody holds the post from {day(new.starts_on)}.",
        site_id=site_id,
        about_id=new.person_id,
    )
    row = PostHolding(
        site_id=site_id,
        post=new.post.value,
        person_id=new.person_id,
        name=name,
        email=plain_email(new.email) if new.email else "",
        percent=new.percent,
        starts_on=new.starts_on,
        expected_until=new.expected_until,
        end_reason="",
        entered_at=clock.now(),
    )
    session().add(row)
    session().flush()
    return row.id


def change_post(site_id: int, holding_id: int, change: PostChange) -> None:
    """Change what is said of a holder, or say when they leave the post.

    Raises Refused, ChangedMeanwhile, LookupError.
    """
    session().get_one(Site, site_id, with_for_update=True)
    row = session().get(PostHolding, holding_id, with_for_update=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no holder with the number {holding_id} at this site.")
    if row.version != change.version:
        raise ChangedMeanwhile
    post = Post(row.post)
    _check(change.starts_on, change.expected_until, change.percent)
    _check_end(row, change)
    wanted = Term(post, change.starts_on, change.ends_on)
    if overlaps(wanted, (_term(one) for one in _rows(site_id, post) if one is not row)):
        raise Refused("starts_on", "Somebody else holds the post on some of these days")
    ends = change.ends_on is not None and change.ends_on != row.ends_on
    audit.because(
        "post left" if ends else "post changed",
        summary=f"{post.label}: "
        + (f"the holder leaves the post on {day(change.ends_on)}." if ends else "details changed."),
        site_id=site_id,
        about_id=row.person_id,
        reason=change.reason.strip() if ends else "",
    )
    row.starts_on, row.percent = change.starts_on, change.percent
    row.expected_until, row.ends_on = change.expected_until, change.ends_on
    row.end_reason = change.reason.strip() if change.ends_on else ""
    session().flush()


def end_posts_of(site_id: int, person_id: int, last_day: date, reason: str) -> list[Post]:
    """End every post a person holds at a site, and take back those that would begin later.

    Call it within the event of the trail that explains it. Returns the posts that ended.
    """
    rows = session().scalars(
        select(PostHolding)
        .where(PostHolding.site_id == site_id, PostHolding.person_id == person_id)
        .with_for_update()
    )
    ended = []
    for row in rows:
        if row.ends_on is not None and row.ends_on <= last_day:
            continue
        if row.starts_on > last_day:
            session().delete(row)
            continue
        row.ends_on, row.end_reason = last_day, reason.strip()
        ended.append(Post(row.post))
    session().flush()
    return ended


def recognise_holder(site_id: int, person_id: int, email: str) -> None:
    """Posts held by name under this address are the person's, who has an account now.

    Call it within the event of the trail of their joining.
    """
    named = (PostHolding.site_id == site_id, PostHolding.person_id.is_(None))
    for row in session().scalars(select(PostHolding).where(*named, PostHolding.email == email)):
        row.person_id, row.name, row.email = person_id, "", ""
    session().flush()


def _check_holder(site_id: int, new: FillPost) -> str:
    """The name to keep, "" for somebody with an account."""
    name = one_line(new.name)
    if new.person_id is not None and name:
        raise Refused("name", "Choose a person or enter a name, not both")
    if new.person_id is None:
        if not name:
            raise Refused("person", "Choose who holds the post, or enter their name")
        if len(name) > LONGEST_NAME:
            raise Refused("name", f"Enter a name of at most {LONGEST_NAME} characters")
        return name
    belongs = select(Membership.id).where(
        Membership.site_id == site_id,
        Membership.person_id == new.person_id,
        Membership.ended_at.is_(None),
    )
    if session().scalars(belongs).first() is None:
        raise Refused("person", "Choose somebody who belongs to the site now")
    return ""


def _check(starts_on: date, expected_until: date | None, percent: int | None) -> None:
    problem = why_not_held(starts_on, expected_until, percent, clock.today())
    if problem:
        raise Refused(*problem)


def _check_end(row: PostHolding, change: PostChange) -> None:
    if change.ends_on is None:
        return
    if change.ends_on < change.starts_on:
        raise Refused("ends_on", "The last day must not be before the first")
    if change.ends_on != row.ends_on and not change.reason.strip():
        raise Refused("reason", "Say why they leave the post")


def _end_those_before(others: list[PostHolding], new: FillPost) -> None:
    """Whoever holds the post on the first day leaves it the day before."""
    for one in others:
        if not _term(one).holds(new.starts_on):
            continue
        if one.starts_on == new.starts_on:
            raise Refused("starts_on", "Somebody holds this post from the same day: change that")
        audit.because(
            "post left",
            summary=f"{new.post.label}: the holder leaves the post to a successor.",
            site_id=one.site_id,
            about_id=one.person_id,
        )
        one.ends_on = new.starts_on - BEFORE
        one.end_reason = one.end_reason or "Followed by somebody else."
    session().flush()


def _rows(site_id: int, post: Post) -> list[PostHolding]:
    same = (PostHolding.site_id == site_id, PostHolding.post == post.value)
    return list(session().scalars(select(PostHolding).where(*same).with_for_update()))


def _term(row: PostHolding) -> Term:
    return Term(Post(row.post), row.starts_on, row.ends_on)

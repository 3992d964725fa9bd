"""Posts at a site: which there are, when one is vacant, and for how long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
EXPECTED_SOON = timedelta(days=60)
LONGEST_NAME = 100


class Post(StrEnum):
    """The posts an adoption needs, in the order in which people ask for them."""

    SPONSOR = "sponsor"
    STRATEGIC = "strategic-lead"
    DEPUTY = "deputy"
    DATA = "data-lead"
    TRAINING = "training-lead"
    QUALITY = "qa-lead"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LABELS[self]

    @property
    def leads(self) -> bool:
        """Whether whoever holds it runs the site here, and needs the role for it."""
        return self in TWO_LEADS


_LABELS = {
    Post.SPONSOR: "Sponsor",
    Post.STRATEGIC: "Strategic lead",
    Post.DEPUTY: "Deputy lead",
    Post.DATA: "Data lead",
    Post.TRAINING: "Training lead",
    Post.QUALITY: "QA lead",
}
PURPOSES = {
    Post.SPONSOR: "Has the power to decide, and answers for the work to the director.",
    Post.STRATEGIC: "Runs the work, and is the NSPCC’s first contact.",
    Post.DEPUTY: "Knows what the lead knows, and can go on without them.",
    Post.DATA: "Brings the figures together.",
    Post.TRAINING: "Keeps the register, and plans courses with the trainers.",
    Post.QUALITY: "Plans audits, and sees that their findings become actions.",
}
TWO_LEADS = (Post.STRATEGIC, Post.DEPUTY)
AT_RISK = (Post.SPONSOR, Post.STRATEGIC)  # whose vacancy is an early sign of faltering


@dataclass(frozen=True)
class Term:
    """Somebody holds a post, both days included; `ends_on` None while no end is known."""

    post: Post
    starts_on: date
    ends_on: date | None = None
    expected_until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it counts on a day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    @property
    def leaves_on(self) -> date | None:
        """The last day, known or expected."""
        return self.ends_on or self.expected_until


@dataclass(frozen=True)
class Vacancy:
    """A post nobody holds: since when, for how many days, and whether anybody ever did."""

    post: Post
    since: date
    days: int
    was_held: bool


def vacancies(terms: Collection[Term], added_on: date, today: date) -> list[Vacancy]:
    """The posts that are vacant today, in the order of posts.

    The first day without a holder counts as day 1. A post that was never held counts from the day
    the site was added.
    """
    found = []
    for post in Post:
        ours = [term for term in terms if term.post is post]
        if any(term.holds(today) for term in ours):
            continue
        ended = [term.ends_on for term in ours if term.ends_on and term.ends_on < today]
        since = max(ended) + DAY if ended else min(added_on, today)
        found.append(Vacancy(post, since, (today - since).days + 1, bool(ended)))
    return found


def is_led_by_two(vacant: Iterable[Vacancy]) -> bool:
    """Whether both the strategic lead and the deputy are there."""
    return not {one.post for one in vacant} & set(TWO_LEADS)


def vacancy_words(vacancy: Vacancy) -> str:
    """ "vacant for 34 days", or that the post was never filled."""
    days = f"{vacancy.days:,} day{'' if vacancy.days == 1 else 's'}"
    return f"vacant for {days}" if vacancy.was_held else f"not filled yet, {days} since the start"


def leads_warning(vacant: Iterable[Vacancy]) -> str:
    """The standing warning while fewer than two people lead; "" when two do."""
    missing = [one for one in vacant if one.post in TWO_LEADS]
    if not missing:
        return ""
    if len(missing) == 2:
        return "Nobody leads here: both the strategic lead and the deputy lead are missing."
    there = Post.DEPUTY if missing[0].post is Post.STRATEGIC else Post.STRATEGIC
    return (
        f"Only one person leads here: there is a {there.label.lower()} and no "
        f"{missing[0].post.label.lower()}."
    )


def expected_soon(terms: Iterable[Term], today: date) -> list[Term]:
    """Those who hold a post and are to leave within 60 days, or should have left: soonest first."""
    found = [
        (term.leaves_on, term)
        for term in terms
        if term.holds(today) and term.leaves_on and term.leaves_on <= today + EXPECTED_SOON
    ]
    return [term for _, term in sorted(found, key=lambda one: one[0])]


def why_not_held(
    starts_on: date, expected_until: date | None, percent: int | None, today: date
) -> tuple[str, str] | None:
    """Why a post cannot be held so, as (field, what to do); None when it can."""
    if starts_on > today + timedelta(days=366):
        return "starts_on", "The first day must be within the next year"
    if expected_until is not None and expected_until < starts_on:
        return "expected_until", "The day they expect to leave must be after the first day"
    if percent is not None and not 1 <= percent <= 100:
        return "percent", "Enter the part of a full week as a number from 1 to 100, such as 20"
    return None


def overlaps(term: Term, others: Iterable[Term]) -> bool:
    """Whether somebody else holds the same post on a day of this term."""
    last = term.ends_on or date.max
    return any(
        other.post is term.post
        and other.starts_on <= last
        and term.starts_on <= (other.ends_on or date.max)
        for other in others
    )

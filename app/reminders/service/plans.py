"""Reminders from the plan: routes not used, answers that did not come, reviews that are overdue."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.core import audit, outbox
from app.core.clock import in_london
from app.core.words import count, day
from app.plans.queries.reviews import late_reviews
from app.plans.queries.routes import SiteRoute, routes_everywhere
from app.plans.rules.routes import late_from
from app.sites import queries as sites
from app.sites.queries import Contact

FIRST_HOUR = 8  # of the day in London: nobody is told at night
STILL_NEWS = timedelta(days=14)  # what is overdue for longer stands in the plan, and says so


@dataclass(frozen=True)
class Occasion:
    """Something of a plan became overdue: once told, never again. `key` says which time it is."""

    site_id: int
    site_name: str
    site_slug: str
    key: str
    title: str
    detail: str
    path: str


def queue_plan_reminders(now: datetime) -> int:
    """Queue the reminders of plans that are due at `now`; returns how many mails are new.

    One row per occasion and person: repeating this, or running it in two workers at once, queues
    nothing twice. Strategic leads are told; the NSPCC too where a review is late or where a site
    has nobody. An occasion missed while nothing ran is made up for within two weeks.
    """
    if in_london(now).hour < FIRST_HOUR:
        return 0
    today = in_london(now).date()
    due = [*_late_routes(today), *_late_reviews(today)]
    told = {number: sites.contacts(number) for number in dict.fromkeys(o.site_id for o in due)}
    return sum(_tell(one, told[one.site_id]) for one in due)


def _late_routes(today: date) -> Iterator[Occasion]:
    for one in routes_everywhere():
        route = one.route
        first_late = late_from(route.next_on)
        if first_late is not None and today - STILL_NEWS < first_late <= today:
            yield _occasion(
                one,
                f"route:{route.id}:{route.next_on}",
                "Something of the communication plan is overdue",
                f"{route.sender} to {route.receiver}: {route.content}. It was to be used by "
                f"{day(route.next_on)}.",
            )
        if route.reply_by is not None and today - STILL_NEWS <= route.reply_by < today:
            yield _occasion(
                one,
                f"reply:{route.id}:{route.reply_by}",
                "An answer is overdue",
                f"{route.sender} to {route.receiver}: {route.content}. An answer was due by "
                f"{day(route.reply_by)}.",
            )


def _occasion(one: SiteRoute, key: str, title: str, detail: str) -> Occasion:
    path = f"/sites/{one.site_slug}/plan/communication/{one.route.id}"
    number = one.route.site_id
    return Occasion(number, one.site_name, one.site_slug, key, title, detail, path)


def _late_reviews(today: date) -> Iterator[Occasion]:
    for one in late_reviews(today):
        if one.since >= today - STILL_NEWS:
            yield Occasion(
                one.site_id,
                one.site_name,
                one.site_slug,
                f"review:{one.site_id}:{one.since}",
                "A review of the plan is overdue",
                f"{count(one.objectives, 'objective').capitalize()} should have been looked at "
                f"by {day(one.since)}.",
                f"/sites/{one.site_slug}/plan/review",
            )


def _tell(one: Occasion, people: Sequence[Contact]) -> int:
    theirs = [person for person in people if not person.is_nspcc]
    ours = [person for person in people if person.is_nspcc]
    is_review = one.key.startswith("review:")
    told = sum(
        _queue(one, person, ours[0].email if ours else None)
        for person in (people if is_review else theirs or ours)
    )
    if told:
        audit.because(
            "plan reminder",
            summary=f"{count(told, 'person was', 'people were')} reminded: {one.title.lower()}.",
            site_id=one.site_id,
        )
    return told


def _queue(one: Occasion, person: Contact, reply_to: str | None) -> bool:
    return outbox.queue(
        "plans_overdue",
        outbox.Recipient(person.email, person.person_id, person.name),
        {
            "site": {"name": one.site_name, "slug": one.site_slug},
            "occasion": {"title": one.title, "detail": one.detail, "path": one.path},
        },
        key=f"plan:{one.key}:{person.person_id}",
        site_id=one.site_id,
        reply_to=reply_to,
    )

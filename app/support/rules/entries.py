"""What people type about support, and what has to be put right in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.refusals import Faults, at_most, needed
from app.plans.rules import Barrier
from app.support.rules.kinds import Delivery, Helped, Kind, Priority

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT, LONGEST_NAME = 120, 300, 4000, 100
MOST_PEOPLE = 5_000
LONGEST_MINUTES = 5 * 24 * 60
ASKED_BEFORE = timedelta(days=60)  # how far back a request made on the phone may lie


@dataclass(frozen=True)
class Need:
    """What is needed, for whom and by when; no date where there is none. `people` is about how
    many; `barrier` a word of Barrier or ""."""

    title: str
    detail: str
    kind: str
    for_whom: str
    people: int | None = None
    needed_by: date | None = None
    urgency: str = ""
    barrier: str = ""


@dataclass(frozen=True)
class Asker:
    """Who asked, where it is entered for them: somebody with an account, or a name; and the day."""

    person_id: int | None
    name: str
    on: date | None


@dataclass(frozen=True)
class Offer:
    """What the NSPCC offers: how soon it deals with it, what, by whom (an account or a name), on
    which day; none where that is still to be agreed."""

    priority: str
    words: str
    helper_id: int | None
    helper_name: str
    on: date | None = None


@dataclass(frozen=True)
class Session:
    """One time at which support was given: how long in minutes, how, by whom (an account or a
    name), how many people it reached where that is known."""

    on: date | None
    minutes: int | None
    delivery: str
    given_by_id: int | None
    given_by_name: str
    people: int | None
    words: str


def check_need(need: Need, asked_on: date) -> Faults:
    """(field, what to do) for each fault of a request made on that day."""
    faults = needed("title", need.title, LONGEST_TITLE, "Enter what is needed", "The title")
    faults += needed(
        "detail", need.detail, LONGEST_TEXT, "Enter what the support should do", "The description"
    )
    if need.kind not in set(Kind):
        faults.append(("kind", "Choose what kind of support it is, “Something else” if none fits"))
    whom = "Enter whom it is for, such as “two duty teams and their managers”"
    faults += needed("for_whom", need.for_whom, LONGEST_LINE, whom, "This")
    faults += _people(need.people)
    if need.needed_by is not None and need.needed_by < asked_on:
        faults.append(("needed_by", "The day must not be before the request"))
    faults += at_most("urgency", need.urgency, LONGEST_LINE, "The reason")
    if need.barrier and need.barrier not in set(Barrier):
        faults.append(("barrier", "Choose from the list"))
    return faults


def check_asker(asker: Asker, today: date) -> Faults:
    """The same of who asked."""
    faults = _one_person(
        "asker", "asker_name", (asker.person_id, asker.name), "Choose or enter who asked"
    )
    if asker.on is None:
        faults.append(("asked_on", "Enter the day they asked"))
    elif not today - ASKED_BEFORE <= asker.on <= today:
        faults.append(("asked_on", "The day they asked must lie within the last 60 days"))
    return faults


def check_offer(offer: Offer, today: date) -> Faults:
    """The same of an offer."""
    faults = check_priority(offer.priority)
    faults += needed("words", offer.words, LONGEST_TEXT, "Enter what you offer", "The offer")
    faults += _one_person(
        "helper",
        "helper_name",
        (offer.helper_id, offer.helper_name),
        "Choose or enter who gives it",
    )
    if offer.on is not None and offer.on < today:
        faults.append(("on", "The day must be today or later. Leave it empty to agree it later"))
    return faults


def check_priority(priority: str) -> Faults:
    """The same of a priority."""
    return [] if priority in set(Priority) else [("priority", "Choose how soon you deal with it")]


def check_decline(reason: str, instead: str) -> Faults:
    """The same of a request that is declined: never without what else may help."""
    return [
        *needed("reason", reason, LONGEST_TEXT, "Enter why it cannot be offered", "The reason"),
        *needed(
            "instead",
            instead,
            LONGEST_TEXT,
            "Enter what else may help, such as another authority, a resource or a later date",
            "This",
        ),
    ]


def check_words(words: str, ask: str) -> Faults:
    """The same of a text in the field `words` that must be there."""
    return needed("words", words, LONGEST_TEXT, ask, "The text")


def check_closing(helped: str, words: str) -> Faults:
    """The same of what the authority says at the end; what did not help wants a sentence."""
    if helped not in set(Helped):
        return [("helped", "Choose whether it helped")]
    if helped == Helped.YES:
        return at_most("words", words, LONGEST_TEXT, "The text")
    return check_words(words, "Enter what was missing: the NSPCC learns from it")


def check_session(session: Session, asked_on: date, today: date) -> Faults:
    """The same of a time at which support was given."""
    faults = []
    if session.on is None:
        faults.append(("on", "Enter the day on which it was given"))
    elif not asked_on <= session.on <= today:
        faults.append(("on", "The day must lie between the request and today"))
    if session.minutes is None or not 0 < session.minutes <= LONGEST_MINUTES:
        faults.append(("minutes", "Enter how long it took in minutes, such as 90"))
    if session.delivery not in set(Delivery):
        faults.append(("delivery", "Choose how it was given"))
    by = (session.given_by_id, session.given_by_name)
    faults += _one_person("given_by", "given_by_name", by, "Choose or enter who gave it")
    faults += _people(session.people)
    return faults + check_words(session.words, "Enter what was done")


def _people(people: int | None) -> Faults:
    if people is None or 0 < people <= MOST_PEOPLE:
        return []
    return [("people", f"Enter a number between 1 and {MOST_PEOPLE:,}, or leave it empty")]


def _one_person(field: str, name_field: str, who: tuple[int | None, str], ask: str) -> Faults:
    person_id, name = who
    if person_id is None and not name.strip():
        return [(field, ask)]
    if person_id is not None and name.strip():
        return [(name_field, "Choose a person or enter a name, not both")]
    return at_most(name_field, name, LONGEST_NAME, "The name")

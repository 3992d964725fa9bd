"""What is entered before the contract, and what must be right about it."""

from dataclasses import dataclass
from datetime import date

from app.core.refusals import Faults
from app.joining.rules.words import SCORES, Answer, Aspect, ContactKind, Way

LONGEST_LINE, LONGEST_TEXT = 200, 4_000
MOST_PEOPLE = 500


@dataclass(frozen=True)
class EnquiryEntry:
    """Who asked (by post, and by number where they have an account), how, what for.

    `answered_on` is the day of our first answer. `internal` only the NSPCC sees.
    """

    asked_on: date | None
    way: str
    post: str
    wanted: str
    answered_on: date | None = None
    asked_by_id: int | None = None
    internal: str = ""


@dataclass(frozen=True)
class ContactEntry:
    """A contact; `people` is how many of the authority took part, `posts` who by post."""

    on: date | None
    kind: str
    people: int | None = None
    posts: str = ""
    words: str = ""


@dataclass(frozen=True)
class ConversationEntry:
    """An early strategic conversation; `posts` says who was there. Scores are 1 to 5 or None."""

    held_on: date | None
    posts: str
    need: str
    fit: str
    capacity: str
    need_score: int | None = None
    fit_score: int | None = None
    capacity_score: int | None = None
    agreed: str = ""
    next_step: str = ""
    next_on: date | None = None
    internal: str = ""

    def said(self, aspect: Aspect) -> tuple[str, int | None]:
        """The words and the score of need, fit or capacity."""
        return getattr(self, aspect.value), getattr(self, f"{aspect.value}_score")


@dataclass(frozen=True)
class DecisionEntry:
    """What the authority decided, until when (for "not now"), by which post, and why."""

    decided_on: date | None
    answer: str
    post: str
    reason: str
    until: date | None = None


def one_line(typed: str) -> str:
    """Typed text without line breaks and needless spaces."""
    return " ".join(typed.split())


def check_enquiry(entry: EnquiryEntry, today: date) -> Faults:
    """(field, what to do) for each fault."""
    faults = _past("asked_on", entry.asked_on, "the day they asked", today)
    if entry.way not in set(Way):
        faults.append(("way", "Choose by which way they asked"))
    faults += _line("post", entry.post, "Enter the post of whoever asked")
    faults += _text("wanted", entry.wanted, "Enter what they asked for")
    if entry.answered_on is not None:
        faults += _past("answered_on", entry.answered_on, "the day of the first answer", today)
        if entry.asked_on is not None and entry.answered_on < entry.asked_on:
            faults.append(("answered_on", "The first answer must not lie before they asked"))
    return faults + _long("internal", entry.internal)


def check_contact(entry: ContactEntry, today: date) -> Faults:
    """(field, what to do) for each fault."""
    faults = _past("on", entry.on, "the day of the contact", today)
    if entry.kind not in set(ContactKind):
        faults.append(("kind", "Choose what sort of contact it was"))
    if entry.people is not None and not 1 <= entry.people <= MOST_PEOPLE:
        faults.append(("people", f"Enter a number of people from 1 to {MOST_PEOPLE}"))
    if entry.kind == ContactKind.WEBINAR:
        if entry.people is None:
            faults.append(("people", "Enter how many of the authority took part"))
        if not entry.posts.strip():
            faults.append(("posts", "Enter which posts took part"))
    return faults + _short("posts", entry.posts) + _long("words", entry.words)


def check_conversation(entry: ConversationEntry, today: date) -> Faults:
    """(field, what to do) for each fault; the scores may be left out, the words may not."""
    faults = _past("held_on", entry.held_on, "the day of the conversation", today)
    faults += _line("posts", entry.posts, "Enter who was there, by post")
    for aspect in Aspect:
        words, score = entry.said(aspect)
        faults += _text(aspect.value, words, f"Enter what was said about {aspect.value}")
        if score is not None and score not in SCORES:
            faults.append((f"{aspect.value}_score", "Choose a point from 1 to 5, or none"))
    faults += _long("agreed", entry.agreed) + _short("next_step", entry.next_step)
    if entry.next_step.strip() and entry.next_on is None:
        faults.append(("next_on", "Enter the day of the next step"))
    if entry.next_on is not None:
        if not entry.next_step.strip():
            faults.append(("next_step", "Enter the next step"))
        if entry.held_on is not None and entry.next_on < entry.held_on:
            faults.append(("next_on", "The next step must be on or after the conversation"))
    return faults + _long("internal", entry.internal)


def check_decision(entry: DecisionEntry, today: date) -> Faults:
    """(field, what to do) for each fault."""
    faults = _past("decided_on", entry.decided_on, "the day of the decision", today)
    if entry.answer not in set(Answer):
        faults.append(("answer", "Choose what they decided"))
    if entry.answer == Answer.NOT_NOW:
        if entry.until is None:
            faults.append(("until", "Enter when to ask again"))
        elif entry.decided_on is not None and entry.until <= entry.decided_on:
            faults.append(("until", "The day to ask again must be after the decision"))
    faults += _line("post", entry.post, "Enter the post of whoever decided")
    return faults + _text("reason", entry.reason, "Enter why")


def _past(field: str, on: date | None, what: str, today: date) -> Faults:
    if on is None:
        return [(field, f"Enter {what}")]
    if on > today:
        return [(field, f"{what[:1].upper()}{what[1:]} must be today or earlier")]
    return []


def _line(field: str, typed: str, missing: str) -> Faults:
    return [(field, missing)] if not typed.strip() else _short(field, typed)


def _text(field: str, typed: str, missing: str) -> Faults:
    return [(field, missing)] if not typed.strip() else _long(field, typed)


def _short(field: str, typed: str) -> Faults:
    if len(one_line(typed)) > LONGEST_LINE:
        return [(field, f"Use at most {LONGEST_LINE} characters")]
    return []


def _long(field: str, typed: str) -> Faults:
    if len(typed.strip()) > LONGEST_TEXT:
        return [(field, f"Use at most {LONGEST_TEXT:,} characters")]
    return []

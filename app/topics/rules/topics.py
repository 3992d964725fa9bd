"""What a topic is, what is typed about one, and who may do what with it."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.core.refusals import Faults

SHORTEST_TITLE, LONGEST_TITLE = 8, 150
MOST_TAGS = 4
REMOVED_TITLE = "Removed by its author"


class Kind(StrEnum):
    """What a topic wants: an answer, or talk."""

    QUESTION = "question"
    DISCUSSION = "discussion"

    @property
    def label(self) -> str:
        """As people say it."""
        return {"question": "Question", "discussion": "Discussion"}[self.value]


class State(StrEnum):
    """How far a question is."""

    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "unanswered": "Waits for an answer",
            "answered": "Answered",
            "accepted": "Has an accepted answer",
        }[self.value]


class Whose(StrEnum):
    """Topics by what the reader has to do with them."""

    MINE = "mine"
    FOLLOWED = "followed"
    ANSWERED = "answered-by-me"

    @property
    def label(self) -> str:
        """As people say it."""
        return {
            "mine": "I began",
            "followed": "I follow",
            "answered-by-me": "I wrote in",
        }[self.value]


@dataclass(frozen=True)
class Entered:
    """A topic as it is typed. `stage` is the key of a stage of the framework or "", `tags` keys of
    themes; `unnamed`: other members do not see who began it."""

    kind: str
    title: str
    text: str
    stage: str = ""
    tags: tuple[str, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True)
class Placed:
    """Where a topic belongs: what a moderator changes of it."""

    kind: str
    stage: str = ""
    tags: tuple[str, ...] = ()


def check_topic(entered: Entered, stages: Collection[str], themes: Collection[str]) -> Faults:
    """(field, what to do) for each fault of a topic."""
    faults = check_title(entered.title)
    if not entered.text.strip():
        faults.append(("text", "Enter what you want to know, or what you want to talk about"))
    return faults + check_place(Placed(entered.kind, entered.stage, entered.tags), stages, themes)


def check_place(placed: Placed, stages: Collection[str], themes: Collection[str]) -> Faults:
    """The same of where it belongs."""
    faults = []
    if placed.kind not in set(Kind):
        faults.append(("kind", "Choose whether you ask a question or begin a discussion"))
    if placed.stage and placed.stage not in stages:
        faults.append(("stage", "Choose a stage from the list"))
    if set(placed.tags) - set(themes):
        faults.append(("tags", "Choose themes from the list"))
    elif len(set(placed.tags)) > MOST_TAGS:
        faults.append(("tags", f"Choose {MOST_TAGS} themes at most, those that fit best"))
    return faults


def check_title(title: str) -> Faults:
    """The same of a title."""
    length = len(title.strip())
    if length < SHORTEST_TITLE:
        return [("title", "Enter your question or subject in one line, in a few words")]
    if length > LONGEST_TITLE:
        return [("title", f"The title must be {LONGEST_TITLE} characters or fewer")]
    return []


def may_accept(kind: Kind, *, asked: bool, is_nspcc: bool) -> bool:
    """Who says which answer settled a question: whoever asked it, or the NSPCC."""
    return kind is Kind.QUESTION and (asked or is_nspcc)


def state_of(kind: Kind, answers: int, accepted: bool) -> State | None:
    """How far a question is, `answers` being those of others; None for a discussion."""
    if kind is Kind.DISCUSSION:
        return None
    if accepted:
        return State.ACCEPTED
    return State.ANSWERED if answers else State.UNANSWERED


def check_merge(topic_id: int, into_id: int | None, *, found: bool) -> Faults:
    """(field, what to do) where a topic cannot be merged into another."""
    if into_id is None:
        return [("into", "Enter the number or the address of the topic that stays")]
    if into_id == topic_id:
        return [("into", "A topic cannot be merged into itself: enter another one")]
    if not found:
        return [
            (
                "into",
                f"There is no topic {into_id} that members read: enter the number in its address",
            )
        ]
    return []


def topic_number(typed: str) -> int | None:
    """The number of a topic in what somebody typed: the number itself, or the address of its page;
    None where there is none."""
    address = typed.strip().lstrip("#").split("#")[0].split("?")[0]
    last = address.rstrip("/").rsplit("/", 1)[-1]
    return int(last) if last.isascii() and last.isdigit() and len(last) <= 9 else None

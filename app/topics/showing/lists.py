"""How lists of topics read: cards, filters, what is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.core.words import count
from app.members.rules import PROGRAMME
from app.topics import queries
from app.topics.queries import SORTS, Owed, TopicRow, Wanted
from app.topics.rules.about import about_of_key
from app.topics.rules.topics import Kind, State, Whose
from app.topics.showing.one import tag

LONGEST_EXCERPT = 180
KINDS = {one.value: one.label for one in Kind}
STATES = {
    State.UNANSWERED.value: "Waits for an answer",
    State.ANSWERED.value: "Answered, none accepted",
    State.ACCEPTED.value: "Has an accepted answer",
}
WHOSE = {one.value: one.label for one in Whose}
KNOWN: Mapping[str, Mapping[str, str]] = {
    "kind": KINDS,
    "state": STATES,
    "stage": PROGRAMME.stages,
    "tag": PROGRAMME.themes,
    "whose": WHOSE,
    "sort": SORTS,
}
_FILTERS = ("kind", "state", "stage", "tag", "whose")


@dataclass(frozen=True)
class Card:
    """A topic in the list. `tag` is (words, kind); `said` counts what is in it; `age` is how long
    an unanswered question has waited; `answer` begins the accepted answer, by `answer_by`."""

    id: int
    title: str
    kind: str
    by: str
    asked_at: datetime
    last_at: datetime
    tag: tuple[str, str]
    tags: tuple[str, ...]
    said: str
    age: str
    answer: str
    answer_by: str


def card(row: TopicRow, today: date) -> Card:
    """How a topic stands in the list."""
    waits = row.state is State.UNANSWERED and row.answer_due_on is not None
    due = row.answer_due_on or today
    return Card(
        id=row.id,
        title=row.title,
        kind=row.kind.label,
        by=_by(row),
        asked_at=row.asked_at,
        last_at=row.last_at,
        tag=tag(row),
        tags=row.tag_words,
        said=_said(row),
        age=queries.age(row.asked_on, due, today) if waits else "",
        answer=excerpt(row.accepted.html.striptags()) if row.accepted else "",
        answer_by=row.accepted.author.name if row.accepted else "",
    )


def excerpt(text: str) -> str:
    """The beginning of a text, ended at a word."""
    if len(text) <= LONGEST_EXCERPT:
        return text
    return text[:LONGEST_EXCERPT].rsplit(" ", 1)[0].rstrip(",;:.") + " …"


def owed_line(owed: Owed) -> str:
    """How many questions wait, in a sentence."""
    if not owed.waiting:
        return "Every question has an answer."
    waiting = count(owed.waiting, "question")
    verb = "waits" if owed.waiting == 1 else "wait"
    late = f", {owed.late} of them longer than promised" if owed.late else ""
    return f"{waiting.capitalize()} {verb} for an answer{late}."


def named_filters(wanted: Wanted) -> list[tuple[str, str]]:
    """(filter, its value in words) of each filter in use."""
    chosen = ((name, getattr(wanted, name)) for name in _FILTERS)
    named = [(name, KNOWN[name][value]) for name, value in chosen if value]
    if wanted.about:
        named.append(("about", queries.about_words(*about_of_key(wanted.about))))
    return [("q", f"“{wanted.q}”"), *named] if wanted.q else named


def _by(row: TopicRow) -> str:
    author = row.post.author
    return f"{author.name}, {author.about}" if author.about else author.name


def _said(row: TopicRow) -> str:
    what = ("answer", "answers") if row.kind is Kind.QUESTION else ("reply", "replies")
    parts = [count(row.replies, *what)] if row.replies else []
    if row.me_toos:
        parts.append(f"{row.me_toos} more with the same question")
    return ", ".join(parts)

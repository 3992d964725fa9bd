"""The page a topic was asked from, in words that say nothing of the authority.

What stands in public is the title that everybody can read: of the milestone, of the item of an
instrument, or the stage of the framework that an adaptation touches.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.topics.rules.topics import LONGEST_TITLE

LONGEST_CODE, LONGEST_REF = 60, 80


class AboutKind(StrEnum):
    """What a topic can be asked about."""

    MILESTONE = "milestone"
    ITEM = "item"
    ADAPTATION = "adaptation"


@dataclass(frozen=True)
class About:
    """What a topic is asked about. `code` names it in public data (a milestone, an instrument and
    item such as "preisa:A1", stages such as "1,2"), `words` are public too. `site_id` and `ref` (a
    round, the number of an adaptation) lead those who may open it to the page itself."""

    kind: AboutKind
    code: str
    words: str
    site_id: int | None = None
    ref: str = ""


def milestone_words(name: str) -> str:
    """What a topic asked from a milestone is about."""
    return f"Milestone “{name}”"


def item_words(instrument: str, item_id: str, text: str) -> str:
    """The same of an item of an instrument."""
    return f"{instrument}, item {item_id}: “{text}”"


def adaptation_words(code: str, stages: Mapping[str, str]) -> str:
    """The same of an adaptation: the stages it touches and nothing else; "" where none is known."""
    known = [stages[key] for key in stage_keys(code, stages)]
    return f"An adaptation of {' and '.join(known)}" if known else ""


def stage_keys(code: str, stages: Mapping[str, str]) -> list[str]:
    """The keys of the stages that a code such as "1,2" names."""
    named = {f"stage-{one.strip()}" for one in code.split(",")}
    return [key for key in stages if key in named]


def about_key(kind: str, code: str) -> str:
    """Both in one, as the address of a list names what its topics are about."""
    return f"{kind}:{code}"


def about_of_key(key: str) -> tuple[str, str]:
    """(kind, code) of such a key, whether or not there is such a thing."""
    kind, _, code = key.partition(":")
    return kind, code


def title_for(about: About) -> str:
    """A title to begin with, which says nothing of the authority."""
    begin = {
        AboutKind.MILESTONE: "How did you go about this? ",
        AboutKind.ITEM: "How did you get there? ",
        AboutKind.ADAPTATION: "Who has changed this too? ",
    }[about.kind]
    title = begin + about.words
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"


def is_safe(code: str) -> bool:
    """Whether a code or reference from an address can stand in one of ours."""
    return len(code) <= LONGEST_REF and all(
        one.isascii() and (one.isalnum() or one in "-_:,.") for one in code
    )

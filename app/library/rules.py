"""What a resource is, who may do what with it, and when it is looked at again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

LONGEST_TITLE = 150
LONGEST_ABOUT = 4_000
LONGEST_CHANGE = 300
LONGEST_LINK = 1_000
LONGEST_REASON = 1_000
KEPT_AFTER_REMOVAL = timedelta(days=30)
REVIEWED_FOR = timedelta(days=365)
MOST_TAGS = 8
SEARCHED_AS = "resource"  # the kind of a resource in the search


class Kind(StrEnum):
    """What sort of resource it is."""

    TEMPLATE = "template"
    TOOL = "tool"
    HANDBOOK = "handbook"
    TRAINING = "training"
    CASE_STUDY = "case-study"
    GUIDANCE = "guidance"
    RECORDING = "recording"

    @property
    def label(self) -> str:
        """As people say it."""
        return _KINDS[self]


_KINDS = {
    Kind.TEMPLATE: "Template",
    Kind.TOOL: "Tool",
    Kind.HANDBOOK: "Handbook chapter",
    Kind.TRAINING: "Training material",
    Kind.CASE_STUDY: "Case study",
    Kind.GUIDANCE: "Guidance",
    Kind.RECORDING: "Recording",
}


class Licence(StrEnum):
    """What others may do with it."""

    OPEN = "open"
    CREDIT = "credit"
    FRAMEWORK = "framework"
    ASK = "ask"

    @property
    def label(self) -> str:
        """As people say it."""
        return _LICENCES[self]


_LICENCES = {
    Licence.OPEN: "Anyone may use and adapt it (Open Government Licence)",
    Licence.CREDIT: "Use and adapt it, and say whose it is (CC BY 4.0)",
    Licence.FRAMEWORK: "For authorities with a licence for the framework; do not pass it on",
    Licence.ASK: "Read it; ask its owner before using it",
}


class State(StrEnum):
    """Where a resource is on its way to its readers."""

    DRAFT = "draft"  # its owner has not looked through it yet
    WAITING = "waiting"  # for the authority's strategic lead, or for the NSPCC
    PUBLISHED = "published"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As people say it."""
        return _STATES[self]


_STATES = {
    State.DRAFT: "Not shared yet",
    State.WAITING: "Waits for approval",
    State.PUBLISHED: "Shared",
    State.REFUSED: "Not approved",
    State.WITHDRAWN: "Withdrawn",
}


class EditionState(StrEnum):
    """Where one version is on its way to its readers."""

    DRAFT = "draft"
    WAITING = "waiting"
    LIVE = "live"
    REFUSED = "refused"


class Sort(StrEnum):
    """The orders of the list."""

    BEST = "best"
    NEWEST = "newest"
    USED = "used"
    TITLE = "title"

    @property
    def label(self) -> str:
        """As people choose it."""
        return {
            Sort.BEST: "Best match",
            Sort.NEWEST: "Newest",
            Sort.USED: "Most used",
            Sort.TITLE: "Title",
        }[self]


class LinkState(StrEnum):
    """What is known of a link."""

    UNCHECKED = ""
    GOOD = "good"
    BROKEN = "broken"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; "" means any."""

    q: str = ""
    kind: str = ""
    stage: str = ""
    implementation: str = ""
    audience: str = ""
    tag: str = ""
    endorsed: str = ""
    sort: str = ""

    @property
    def filters(self) -> dict[str, str]:
        """The filters in use, without words and sorting."""
        return {
            name: value for name, value in vars(self).items() if value and name not in ("q", "sort")
        }


@dataclass(frozen=True)
class Details:
    """What is said about a resource. `stages` of the framework, `audience` and `tags` are keys."""

    title: str
    about: str
    kind: Kind
    licence: Licence
    stage: str = ""
    implementation: str = ""
    audience: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    credit: str = ""
    review_on: date | None = None


def check_details(said: Details) -> list[tuple[str, str]]:
    """(field, what to do) for each fault."""
    found = []
    if not said.title.strip():
        found.append(("title", "Enter a title, such as “Written agreement with parents”"))
    elif len(said.title) > LONGEST_TITLE:
        found.append(("title", f"Use at most {LONGEST_TITLE} characters"))
    if not said.about.strip():
        found.append(("about", "Say what it is for and who could use it"))
    elif len(said.about) > LONGEST_ABOUT:
        found.append(("about", f"Use at most {LONGEST_ABOUT:,} characters"))
    if len(said.tags) > MOST_TAGS:
        found.append(("tags", f"Choose at most {MOST_TAGS}"))
    return found


def check_review(on: date | None, today: date) -> list[tuple[str, str]]:
    """(field, what to do) when a resource would have to be looked at in the past, or never."""
    if on is not None and on <= today:
        return [("review_on", "The day to look at it again must be in the future")]
    if on is not None and on > today + 5 * REVIEWED_FOR:
        return [("review_on", "Choose a day within five years")]
    return []


def link_fault(link: str) -> str:
    """What is wrong with an address, or ""; only https leads out of the portal."""
    if not link:
        return "Enter the address of the page or document"
    if len(link) > LONGEST_LINK:
        return f"Use an address of at most {LONGEST_LINK:,} characters"
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return "Enter a whole address that starts with https://"
    if parts.scheme != "https" or not parts.hostname or "." not in parts.hostname:
        return "Enter a whole address that starts with https://"
    if parts.username or parts.password or port not in (None, 443) or any(c <= " " for c in link):
        return "Enter the address as it stands in a browser, without a user name or spaces"
    return ""


def next_review(today: date) -> date:
    """When a resource that was found right today is looked at again."""
    return today + REVIEWED_FOR


def joined(keys: Iterable[str]) -> str:
    """Keys as one column keeps them: ",a,b,"; "" for none."""
    held = ",".join(keys)
    return f",{held}," if held else ""


def parted(column: str) -> tuple[str, ...]:
    """The keys of such a column."""
    return tuple(key for key in column.split(",") if key)


def known(keys: Collection[str], words: Mapping[str, str]) -> tuple[str, ...]:
    """Those keys that have words, in the order of the words."""
    return tuple(key for key in words if key in keys)


@dataclass(frozen=True)
class Reader:
    """Who looks at a resource: by number, the sites they are strategic lead of, NSPCC or not."""

    person_id: int
    leads: frozenset[int]
    is_nspcc: bool


@dataclass(frozen=True)
class Ownership:
    """Whose a resource is, for which site, where it stands, whether that has a strategic lead."""

    owner_id: int
    site_id: int | None
    state: State
    is_led: bool = True


def may_see(who: Reader, it: Ownership) -> bool:
    """What is or was published everybody, so that those who have it read why it was withdrawn; the
    rest its owner, and once it waits whoever decides about it."""
    if it.state in (State.PUBLISHED, State.WITHDRAWN) or who.person_id == it.owner_id:
        return True
    return it.state is not State.DRAFT and may_decide(who, it)


def may_change(who: Reader, it: Ownership) -> bool:
    """Its owner; what is published the NSPCC too; what was withdrawn nobody."""
    if it.state is State.WITHDRAWN:
        return False
    return who.person_id == it.owner_id or (who.is_nspcc and it.state is State.PUBLISHED)


def may_reword(who: Reader, it: Ownership) -> bool:
    """The NSPCC the title of what was withdrawn, which everybody can still read."""
    return who.is_nspcc and it.state is State.WITHDRAWN


def may_decide(who: Reader, it: Ownership) -> bool:
    """The authority's strategic lead, or without one the NSPCC; of what was withdrawn nobody."""
    if it.state is State.WITHDRAWN:
        return False
    return it.site_id in who.leads if it.site_id is not None and it.is_led else who.is_nspcc


def may_handle(who: Reader, it: Ownership, added_by: int) -> bool:
    """A draft is looked through, shared and thrown away by its resource's owner or who added it."""
    return who.person_id in (it.owner_id, added_by)


def may_have(who: Reader, it: Ownership, state: EditionState, added_by: int) -> bool:
    """A version: shared, everybody; else who handles it, and once it was sent, who decides."""
    if state is EditionState.LIVE:
        return it.state is State.PUBLISHED or may_change(who, it) or may_decide(who, it)
    decides = state is not EditionState.DRAFT and may_decide(who, it)
    return decides or may_handle(who, it, added_by)


def state_when_shared(who: Reader, it: Ownership) -> State:
    """Where a resource goes when its owner has looked through it: whoever decides about such
    resources, and the NSPCC, need not ask."""
    return State.PUBLISHED if who.is_nspcc or may_decide(who, it) else State.WAITING


def size_words(size: int) -> str:
    """Bytes as people read them."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"

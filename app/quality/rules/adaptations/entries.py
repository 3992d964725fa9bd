"""What people type about an adaptation, and what has to be put right in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.core.refusals import Faults
from app.plans.rules import Barrier
from app.quality.rules.adaptations.frame import Fidelity, Kind, Scope, Stage
from app.quality.rules.adaptations.more import BY_NAME, DECIDERS
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component

LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 120, 300, 2000
EARLIEST = date(2012, 1, 1)  # before anybody worked with the framework
LATEST_REVIEW = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Change:
    """What changed: the short part, asked first. `since` may be None where nobody typed a day."""

    title: str
    detail: str
    kind: str
    stages: tuple[str, ...]
    components: tuple[str, ...]
    decided_by: str
    since: date | None
    scope: str
    teams: str
    fidelity: str


@dataclass(frozen=True)
class More:
    """The rest, where it is known: codes by the names of `more.FIELDS`, a barrier that set it off,
    what is expected of it and what came of it."""

    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trigger: str = ""
    expected: str = ""
    result: str = ""


@dataclass(frozen=True)
class Ruling:
    """What the NSPCC thinks of it: why, what may be cut, what has to stay, on what conditions, and
    when it is looked at again."""

    view: str
    reason: str
    may_cut: str = ""
    must_keep: str = ""
    conditions: str = ""
    review_on: date | None = None


@dataclass(frozen=True)
class Edited:
    """A view as it stands in the library: nothing in it names the authority."""

    title: str
    change: str
    reason: str
    may_cut: str = ""
    must_keep: str = ""
    conditions: str = ""


def check_change(change: Change, today: date) -> Faults:
    """(field, what to do) for each fault of what changed."""
    faults = _needed("title", change.title, LONGEST_TITLE, "Enter what is changed, in one line")
    faults += _needed("detail", change.detail, LONGEST_TEXT, "Say what is done differently")
    if change.kind not in set(Kind):
        faults.append(("kind", "Choose what sort of change it is"))
    if not change.stages or set(change.stages) - set(Stage):
        faults.append(("stages", "Choose which stages of the framework it touches"))
    if set(change.components) - set(Component):
        faults.append(("components", "Choose from the list"))
    if change.decided_by not in DECIDERS:
        faults.append(("decided_by", "Choose who decided it, “Nobody” if it came about"))
    faults += _since(change.since, today) + _scope(change)
    if change.fidelity not in set(Fidelity):
        faults.append(("fidelity", "Choose what you think, “We are not sure” will do"))
    return faults


def _since(since: date | None, today: date) -> Faults:
    if since is None:
        return [("since", "Enter since when, the month is enough")]
    if not EARLIEST <= since <= today:
        return [("since", "The day must lie between 2012 and today")]
    return []


def _scope(change: Change) -> Faults:
    faults = _at_most("teams", change.teams, LONGEST_LINE)
    if change.scope not in set(Scope):
        faults.append(("scope", "Choose how widely it is done"))
    elif change.scope != Scope.ALL and not change.teams.strip():
        faults.append(("teams", "Enter which teams, such as “both duty teams”"))
    return faults


def check_more(more: More) -> Faults:
    """The same of the rest; all of it may be empty."""
    faults = []
    for name, codes in more.codes.items():
        known = BY_NAME[name]
        if set(codes) - set(known.options) or (len(codes) > 1 and not known.several):
            faults.append((name, "Choose from the list"))
    if more.trigger and more.trigger not in set(Barrier):
        faults.append(("trigger", "Choose from the list"))
    for name, text in (("expected", more.expected), ("result", more.result)):
        faults += _at_most(name, text, LONGEST_TEXT)
    return faults


def check_ruling(ruling: Ruling, today: date) -> Faults:
    """The same of a view of the NSPCC."""
    faults = []
    if ruling.view not in set(View):
        faults.append(("view", "Choose your view"))
    faults += _needed(
        "reason", ruling.reason, LONGEST_TEXT, "Say why: the authority learns from it"
    )
    if ruling.view == View.NOT_THE_FRAMEWORK and not ruling.must_keep.strip():
        faults.append(("must_keep", "Say what has to stay, so that it is the framework again"))
    for name in ("may_cut", "must_keep", "conditions"):
        faults += _at_most(name, getattr(ruling, name), LONGEST_TEXT)
    if ruling.review_on is None:
        if ruling.view == View.WATCH:
            faults.append(("review_on", "Enter when you look at it again together"))
    elif not today < ruling.review_on <= today + LATEST_REVIEW:
        faults.append(("review_on", "The day must lie ahead, within two years"))
    return faults


def check_edited(edited: Edited, names: Iterable[str]) -> Faults:
    """The same of what goes into the library; `names` are those by which the authority is known,
    none of which may stand in it."""
    faults = _needed("title", edited.title, LONGEST_TITLE, "Enter a title")
    faults += _needed("change", edited.change, LONGEST_TEXT, "Say what was changed")
    faults += _needed("reason", edited.reason, LONGEST_TEXT, "Say why you see it so")
    for name in ("may_cut", "must_keep", "conditions"):
        faults += _at_most(name, getattr(edited, name), LONGEST_TEXT)
    known = [name.casefold() for name in names if name.strip()]
    for name, text in vars(edited).items():
        if any(one in text.casefold() for one in known):
            faults.append((name, "Take the name of the authority out: the library is anonymous"))
    return faults


def check_end(ended_on: date | None, why: str, since: date, today: date) -> Faults:
    """The same of the end of an adaptation."""
    faults = []
    if ended_on is None:
        faults.append(("ended_on", "Enter the day on which it ended"))
    elif not since <= ended_on <= today:
        faults.append(("ended_on", "The day must lie between its beginning and today"))
    return faults + _needed("why", why, LONGEST_TEXT, "Say why it ended, and what came of it")


def check_words(words: str, ask: str) -> Faults:
    """The same of a text in the field `words` that must be there."""
    return _needed("words", words, LONGEST_TEXT, ask)


def check_answer(changed: str, reason: str) -> Faults:
    """The same of what the NSPCC decides about its guidance."""
    faults = (
        [] if changed in ("yes", "no") else [("changed", "Choose whether the guidance changes")]
    )
    return faults + _needed("reason", reason, LONGEST_TEXT, "Say why, or what is changed")


def _needed(name: str, text: str, longest: int, ask: str) -> Faults:
    return _at_most(name, text, longest) if text.strip() else [(name, ask)]


def _at_most(name: str, text: str, longest: int) -> Faults:
    if len(text.strip()) > longest:
        return [(name, f"Use at most {longest:,} characters")]
    return []

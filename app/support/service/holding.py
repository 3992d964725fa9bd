"""One after the other: the request that is written on, the step it takes, what is said."""

from dataclasses import dataclass
from datetime import date

from app.core import audit, clock
from app.core.clock import in_london
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, refuse
from app.sites.models import Site
from app.sites.queries.conversations import last_words
from app.sites.rules import Nation
from app.sites.rules.sides import Side, Speaker
from app.sites.rules.working_days import bank_holidays
from app.sites.service import conversations
from app.support.models import SupportEntry, SupportRequest
from app.support.queries.targets import targets
from app.support.rules.answers import answer_due
from app.support.rules.conversation import Said
from app.support.rules.states import MOVES, Move, State, Turn, check_move, turn_after


@dataclass(frozen=True)
class Held:
    """A request to be written on, and its site."""

    row: SupportRequest
    site: Site

    @property
    def state(self) -> State:
        """How far it is."""
        return State(self.row.state)

    @property
    def asked_on(self) -> date:
        """The day it was made."""
        return in_london(self.row.asked_at).date()


def held(site_id: int, request_id: int, seen: int | None = None, mine: str = "") -> Held:
    """A request of this site; `seen` is the version a form was filled in over, `mine` what was
    typed. Raises LookupError, `ChangedMeanwhile`."""
    row = session().get(SupportRequest, request_id, with_for_update=True, populate_existing=True)
    if row is None or row.site_id != site_id:
        raise LookupError(f"There is no request with the number {request_id} at this site.")
    if seen is not None and row.version != seen:
        raise ChangedMeanwhile(mine=mine, theirs=_present(row))
    return Held(row, session().get_one(Site, site_id))


def check(found: Held, move: Move) -> None:
    """Raise `Refused` where the step is not open."""
    refuse(check_move(move, found.state, sessions=found.row.last_given_on is not None))


def take(found: Held, move: Move, by: Side) -> None:
    """Take a step that is open: the state, whose turn it is, when the answer is due."""
    row = found.row
    state = MOVES[move][found.state]
    before = Turn(Side(row.turn) if row.turn else None, row.turn_since)
    set_turn(found, turn_after(move, by, state, before, clock.today()))
    row.state = state.value
    if state.is_over:
        row.over_on = row.over_on or clock.today()
    else:
        row.over_on = None


def set_turn(found: Held, turn: Turn) -> None:
    """Whose turn it is; an answer of the NSPCC has a day on which it is due."""
    row = found.row
    row.turn, row.turn_since = turn.side.value if turn.side else "", turn.since
    row.answer_due_on = None
    if turn.side is Side.NSPCC and turn.since is not None:
        holidays = bank_holidays(Nation(found.site.nation))
        row.answer_due_on = answer_due(turn.since, targets(), holidays)


def say(
    found: Held, kind: Said, words: str, by: Speaker, *, detail: str = "", internal: bool = False
) -> SupportEntry:
    """Add to the conversation about the request. Flushes."""
    entry = SupportEntry(request_id=found.row.id)
    return conversations.say(entry, kind, words, by, detail=detail, internal=internal)


def is_repeated(found: Held, kind: Said, words: str, by: Speaker) -> bool:
    """Whether this person said the same last."""
    about = SupportEntry.request_id == found.row.id
    return conversations.is_repeated(SupportEntry, about, kind, words, by)


def because(found: Held, verb: str, what: str, *, internal: bool = False) -> None:
    """Say in the trail why something is written; it names no person and repeats no words."""
    audit.because(
        verb,
        summary=f"Support request {found.row.id}: {what}.",
        site_id=found.site.id,
        nspcc_only=internal,
    )


def _present(row: SupportRequest) -> str:
    """Where the request stands, and what was said last that both sides may read."""
    words = last_words(SupportEntry, SupportEntry.request_id == row.id)
    return f"The request is now: {State(row.state).label.lower()}.\n{row.title}\n{words}".strip()

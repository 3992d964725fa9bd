"""Everything a page about a result needs, read in a constant number of statements."""

from dataclasses import dataclass, replace

from app.assessments.queries import RoundRef, SignOffRow
from app.assessments.queries.results import Kept, beside, history, versions_between
from app.assessments.reading.actions import Actions
from app.assessments.reading.becoming import Became, became
from app.assessments.reading.comparison import Beside, Comparison, Side, compare, shared
from app.assessments.reading.result import Reading, read
from app.assessments.rules.comparing import Sealed, comparable
from app.plans import queries as plans

ORIGIN = "assessment"


@dataclass(frozen=True)
class Whole:
    """A result with the rounds before it: charts, what became of earlier gaps, where to compare."""

    reading: Reading
    rounds: Beside | None
    became: Became | None
    earlier: tuple[Kept, ...]


@dataclass(frozen=True)
class Compared:
    """Two results compared, what became of the gaps of the older, and the others to choose."""

    comparison: Comparison
    became: Became
    actions: Actions
    older: Kept
    choices: tuple[Kept, ...]


def whole(found: RoundRef, signed: SignOffRow, *, sees_plan: bool) -> Whole:
    """At most two statements: the results before (none for the first), and the actions."""
    kept = history(found, signed.number) if found.number > 1 or signed.number > 1 else []
    earlier = tuple(one for one in kept if one.place < (found.number, signed.number))
    with_content = [one for one in earlier if one.content is not None]
    last = with_content[-1] if with_content else None
    mine = {signed.id, *(one.id for one in earlier if one.round_number == found.number)}
    theirs = {one.id for one in earlier if last and one.round_number == last.round_number}
    actions = _actions(found, mine | theirs, sees_plan=sees_plan)
    reading = read(found, signed, actions.from_results(mine))
    if last is None:
        return Whole(reading, None, None, earlier)
    now = _now(found, signed)
    before = [Side.of(one, one.content) for one in with_content if one.content is not None]
    return Whole(
        reading,
        shared(now, before),
        became(now, before[-1], actions.from_results(theirs)),
        earlier,
    )


def compared(
    found: RoundRef, number: int, older: tuple[int, int | None], *, sees_plan: bool
) -> Compared | None:
    """A result beside an older one: (round, result), or (round, None) for a round's newest; None
    where there is no such older one. Two statements."""
    kept = beside(found, number, older)
    this = [one for one in kept if one.place == (found.number, number) and one.content]
    that = [one for one in kept if one.content and one.place < (found.number, number)]
    if not this or not that or this[0].content is None or that[0].content is None:
        return None
    theirs = {one.id for one in kept if one.round_number == that[0].round_number}
    actions = _actions(found, theirs, sees_plan=sees_plan)
    newer, before = Side.of(this[0], this[0].content), Side.of(that[0], that[0].content)
    choices = tuple(one for one in kept if one.place < (found.number, number))
    return Compared(
        compare(newer, before), became(newer, before, actions), actions, that[0], choices
    )


def with_actions(found: RoundRef, signed: SignOffRow) -> Reading:
    """A result with the actions raised from this round, and those still open from the round
    before. Two statements."""
    kept = history(found, signed.number)
    mine = {one.id for one in kept if one.round_number == found.number}
    before = [one for one in kept if one.round_number == found.number - 1]
    actions = _actions(found, mine | {one.id for one in before}, sees_plan=True)
    reading = read(found, signed, actions.from_results(mine))
    if not before:
        return reading
    theirs, older = actions.from_results(one.id for one in before), before[-1].instrument
    between = versions_between(found.instrument, older)
    pairs = comparable(Sealed(found.instrument, {}), Sealed(older, {}), between)
    return replace(reading, before={here: theirs.open(there) for here, there in pairs.items()})


def _now(found: RoundRef, signed: SignOffRow) -> Side:
    kept = Kept(
        signed.id,
        found.slug,
        found.number,
        signed.number,
        signed.number == found.result_number,
        signed.signed_off_at,
        found.instrument,
        signed.content,
    )
    return Side.of(kept, signed.content)


def _actions(found: RoundRef, ids: set[int], *, sees_plan: bool) -> Actions:
    if not sees_plan:
        return Actions()
    return Actions(tuple(plans.by_origin(found.site_id, ORIGIN, ids)))

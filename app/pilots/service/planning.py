"""Planning a pilot as a whole: begun as a draft, agreed, changed with a reason, ended."""

from datetime import date

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile, refuse
from app.core.words import count, day
from app.journey import service as journey
from app.pilots.models import Pilot
from app.pilots.queries.pilots import cohort_of, facts_of, times_of
from app.pilots.rules.plan import (
    Cohort,
    Times,
    check_cohort,
    check_reason,
    check_times,
    missing_to_agree,
    one_line,
    team_lines,
)
from app.pilots.rules.states import State, check_end
from app.pilots.service.holding import (
    document_of,
    held,
    hold,
    keep_change,
    keep_version,
    name_of,
    only_if,
)
from app.sites import queries as sites

CLOSED = "The plan cannot change any longer: the pilot is over"


def plan_pilot(site_id: int, new: Cohort) -> int:
    """Begin the plan of a pilot, finished or not; returns its number. Raises `Refused`."""
    hold(site_id)
    refuse(check_cohort(new))
    return begin(site_id, new)


def begin(
    site_id: int, new: Cohort, *, follows_id: int | None = None, owner_id: int | None = None
) -> int:
    """The same for whoever holds the site and knows that nothing is wrong with it."""
    newest = session().scalar(select(func.max(Pilot.number)).where(Pilot.site_id == site_id)) or 0
    audit.because(
        "pilot planned", summary=f"Planning of Pilot {newest + 1} began.", site_id=site_id
    )
    row = Pilot(
        site_id=site_id,
        number=newest + 1,
        follows_id=follows_id,
        owner_id=owner_id,
        entered_at=clock.now(),
        entered_by_id=audit.who_acts().actor_id,
    )
    _write_cohort(row, new)
    session().add(row)
    session().flush()
    return row.id


def change_cohort(site_id: int, pilot_id: int, new: Cohort, seen: int, reason: str = "") -> None:
    """Say which teams and children it is for; an agreed plan keeps the version, with the reason.

    Raises `Refused`, `ChangedMeanwhile`, LookupError.
    """
    row, state = held(site_id, pilot_id)
    only_if(state.plan_can_change, "name", CLOSED)
    kept = cohort_of(row)
    if row.version != seen:
        raise ChangedMeanwhile(mine=_cohort_words(new), theirs=_cohort_words(kept))
    faults = check_cohort(new)
    if row.agreed_on is not None:
        faults += check_reason(reason, is_agreed=True) + _left_out(row, new)
    refuse(faults)
    _because_changed(row, "teams and children")
    _write_cohort(row, new)
    keep_change(row, reason)


def change_times(site_id: int, pilot_id: int, new: Times, seen: int, reason: str = "") -> None:
    """Say who answers for it and when it runs. Raises as `change_cohort` does."""
    row, state = held(site_id, pilot_id)
    only_if(state.plan_can_change, "starts_on", CLOSED)
    kept = times_of(row)
    people = {one.person_id: one.name for one in sites.people_of(site_id)}
    if row.version != seen:
        raise ChangedMeanwhile(mine=_times_words(new, people), theirs=_times_words(kept, people))
    faults = check_times(new, people, kept)
    if row.agreed_on is not None:
        faults += check_reason(reason, is_agreed=True)
        if new.starts_on is None or new.ends_on is None:
            faults.append(("starts_on", "An agreed pilot needs its first and last day"))
        if new.owner_id is None:
            faults.append(("owner", "An agreed pilot needs somebody who answers for it"))
    if state is State.RUNNING and new.starts_on != kept.starts_on:
        faults.append(("starts_on", "The pilot has begun: its first day stays"))
    refuse(faults)
    _because_changed(row, "dates and owner")
    row.owner_id, row.starts_on, row.ends_on = new.owner_id, new.starts_on, new.ends_on
    keep_change(row, reason)


def agree(site_id: int, pilot_id: int, seen: int) -> None:
    """The strategic lead agrees the plan: it is kept as version 1, and completes the milestone.

    Raises `Refused` with what is missing, `ChangedMeanwhile`, LookupError.
    """
    row, state = held(site_id, pilot_id)
    only_if(state is State.DRAFT, "agree", "This plan was agreed already")
    plan = document_of(row)
    missing = missing_to_agree(plan)
    refuse([("agree", f"Still missing: {words}") for _, words in missing])
    if row.version != seen:
        theirs = f"{_cohort_words(plan.cohort)} {_times_words(plan.times, {})}"
        raise ChangedMeanwhile(mine="You agreed the plan as you saw it.", theirs=theirs)
    today = clock.today()
    audit.because(
        "pilot agreed", summary=f"The plan of {name_of(row)} was agreed.", site_id=site_id
    )
    row.agreed_on, row.agreed_by_id = today, audit.who_acts().actor_id
    keep_version(row, plan, 1)
    teams = count(len(team_lines(row.teams)), "team")
    note = f"{name_of(row)}: {teams}, {day(row.starts_on)} to {day(row.ends_on)}."
    journey.complete(site_id, "pilot-plan-agreed", today, note)


def note_agreement(site_id: int, pilot_id: int) -> None:
    """The NSPCC has read the agreed plan; once is enough. Raises `Refused`, LookupError."""
    row, _ = held(site_id, pilot_id)
    only_if(row.agreed_on is not None, "agree", "The plan is not agreed yet")
    if row.noted_on is not None:
        return
    audit.because(
        "pilot noted", summary=f"The NSPCC noted the plan of {name_of(row)}.", site_id=site_id
    )
    row.noted_on, row.noted_by_id = clock.today(), audit.who_acts().actor_id
    session().flush()


def end(site_id: int, pilot_id: int, on: date | None, note: str = "") -> None:
    """A running pilot ended on a day; completes the milestone. Raises `Refused`, LookupError."""
    row, _ = held(site_id, pilot_id)
    refuse(check_end(facts_of(row, None), on, clock.today()))
    audit.because("pilot ended", summary=f"{name_of(row)} ended on {day(on)}.", site_id=site_id)
    row.ended_on, row.end_note = on, note.strip()
    session().flush()
    journey.complete(site_id, "pilot-ended", present(on), f"{name_of(row)} ended on {day(on)}.")


def _because_changed(row: Pilot, what: str) -> None:
    audit.because(
        "pilot plan changed",
        summary=f"The plan of {name_of(row)} changed: {what}.",
        site_id=row.site_id,
    )


def _left_out(row: Pilot, new: Cohort) -> list[tuple[str, str]]:
    """What an agreed plan cannot be without any longer."""
    asked = (
        (new.aim.strip(), "aim", "what you want to find out"),
        (team_lines(new.teams), "teams", "which teams take part"),
        (new.children, "children", "how many children"),
        (new.case_types, "case_types", "which types of case"),
    )
    return [(field, f"An agreed plan needs {what}") for value, field, what in asked if not value]


def _write_cohort(row: Pilot, new: Cohort) -> None:
    row.name, row.aim = one_line(new.name), new.aim.strip()
    row.teams = "\n".join(team_lines(new.teams))
    row.children, row.case_types = new.children, " ".join(new.case_types)


def _cohort_words(said: Cohort) -> str:
    teams = ", ".join(team_lines(said.teams))
    children = count(said.children or 0, "child", "children")
    return f"{said.name}. {said.aim} Teams: {teams}. {children}. {', '.join(said.case_types)}"


def _times_words(said: Times, people: dict[int, str]) -> str:
    owner = people.get(said.owner_id or 0, "the same owner" if said.owner_id else "no owner")
    return f"{day(said.starts_on)} to {day(said.ends_on)}, {owner}"

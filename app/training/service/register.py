"""Teams, the people on the register, and what they were trained in.

No summary here names anybody: the history of a site is read by the NSPCC too.
"""

from datetime import date

from sqlalchemy import func, select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import ChangedMeanwhile, refuse
from app.core.words import count, day
from app.sites.models import Site
from app.training.models import RegisterEntry, Team, Trained
from app.training.rules.register import (
    Course,
    NewEntry,
    StaffRole,
    TeamPlan,
    check_entry,
    check_team,
    check_trained,
    one_line,
)


def add_team(site_id: int, plan: TeamPlan) -> int:
    """Add a team and return its number. Raises `Refused`."""
    hold(site_id)
    refuse(check_team(plan, _names(site_id)))
    audit.because("training team added", summary=f"{_words(plan)}.", site_id=site_id)
    team = Team(site_id=site_id, name="", practitioners=0, managers=0)
    _write_team(team, plan)
    session().add(team)
    session().flush()
    return team.id


def change_team(site_id: int, team_id: int, plan: TeamPlan, version: int) -> None:
    """Change name and intended numbers. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    hold(site_id)
    team = session().get(Team, team_id, populate_existing=True)
    if team is None or team.site_id != site_id:
        raise LookupError(f"There is no team with the number {team_id} at this site.")
    if team.version != version:
        theirs = TeamPlan(team.name, team.practitioners, team.managers)
        raise ChangedMeanwhile(mine=_words(plan), theirs=_words(theirs))
    refuse(check_team(plan, _names(site_id) - {team.name}))
    if (team.name, team.practitioners, team.managers) == (
        one_line(plan.name),
        plan.practitioners,
        plan.managers,
    ):
        return
    audit.because("training team changed", summary=f"{_words(plan)}.", site_id=site_id)
    _write_team(team, plan)
    session().flush()


def add_entry(site_id: int, new: NewEntry) -> int:
    """Put somebody on the register; returns the number. Raises `Refused`."""
    hold(site_id)
    refuse(check_entry(new, _team_ids(site_id), clock.today()))
    _refuse_twice(site_id, new)
    audit.because(
        "training register",
        summary="One person added to the training register.",
        site_id=site_id,
    )
    entry = RegisterEntry(site_id=site_id, position=0, entered_at=clock.now())
    _write_entry(entry, new)
    session().add(entry)
    session().flush()
    return entry.id


def change_entry(site_id: int, entry_id: int, new: NewEntry, version: int) -> None:
    """Change an entry, such as the last day of somebody who leaves. Raises as `change_team`."""
    hold(site_id)
    entry = _entry(site_id, entry_id)
    if entry.version != version:
        theirs = NewEntry(entry.name, entry.team_id, entry.role, entry.started_on, entry.left_on)
        raise ChangedMeanwhile(mine=_entry_words(new), theirs=_entry_words(theirs))
    refuse(check_entry(new, _team_ids(site_id), clock.today()))
    _refuse_twice(site_id, new, but=entry_id)
    leaves = new.left_on is not None and new.left_on != entry.left_on
    audit.because(
        "training register",
        summary=f"One {StaffRole(new.role).value} leaves, last day {day(new.left_on)}."
        if leaves
        else "One entry of the training register changed.",
        site_id=site_id,
    )
    _write_entry(entry, new)
    session().flush()


def add_training(site_id: int, entry_id: int, course: str, on: date | None) -> None:
    """Somebody was trained elsewhere or before the portal; the same again is not added twice.

    Raises `Refused`, LookupError.
    """
    hold(site_id)
    entry = _entry(site_id, entry_id)
    refuse(check_trained(course, on, clock.today()))
    mark_trained(site_id, [entry.id], Course(course), present(on))


def remove_training(site_id: int, entry_id: int, trained_id: int) -> None:
    """Take back an entry made by mistake. Raises LookupError."""
    hold(site_id)
    entry, row = _entry(site_id, entry_id), session().get(Trained, trained_id)
    if row is None or row.entry_id != entry.id:
        raise LookupError("There is no such training of this person.")
    audit.because(
        "training taken back",
        summary=f"{Course(row.course).label} on {day(row.trained_on)} taken back for one person.",
        site_id=site_id,
    )
    session().delete(row)
    session().flush()


def mark_trained(site_id: int, entry_ids: list[int], course: Course, on: date) -> int:
    """People were trained on a day; returns for how many this is new."""
    known = set(
        session().scalars(
            select(Trained.entry_id).where(
                Trained.entry_id.in_(entry_ids),
                Trained.course == course,
                Trained.trained_on == on,
            )
        )
    )
    fresh = [number for number in dict.fromkeys(entry_ids) if number not in known]
    if fresh:
        audit.because(
            "people trained",
            summary=f"{course.label} on {day(on)}: "
            f"{count(len(fresh), 'person', 'people')} trained.",
            site_id=site_id,
        )
        session().add_all(
            Trained(entry_id=number, course=course.value, trained_on=on, position=place)
            for place, number in enumerate(fresh)
        )
        session().flush()
    return len(fresh)


def hold(site_id: int) -> None:
    """One writer at a time in a site's training."""
    session().get_one(Site, site_id, with_for_update=True)


def _entry(site_id: int, entry_id: int) -> RegisterEntry:
    entry = session().get(RegisterEntry, entry_id, populate_existing=True)
    if entry is None or entry.site_id != site_id:
        raise LookupError(f"There is no entry with the number {entry_id} at this site.")
    return entry


def _names(site_id: int) -> set[str]:
    return set(session().scalars(select(Team.name).where(Team.site_id == site_id)))


def _team_ids(site_id: int) -> set[int]:
    return set(session().scalars(select(Team.id).where(Team.site_id == site_id)))


def _refuse_twice(site_id: int, new: NewEntry, but: int | None = None) -> None:
    """The same name in the same team is one person, unless the first has left."""
    same = select(RegisterEntry.id).where(
        RegisterEntry.site_id == site_id,
        RegisterEntry.team_id == new.team_id,
        func.lower(RegisterEntry.name) == one_line(new.name).lower(),
        RegisterEntry.left_on.is_(None),
        RegisterEntry.id != (but or 0),
    )
    if new.left_on is None and session().scalars(same).first() is not None:
        refuse([("name", "Somebody with this name is in this team already")])


def _write_team(team: Team, plan: TeamPlan) -> None:
    team.name = one_line(plan.name)
    team.practitioners, team.managers = plan.practitioners or 0, plan.managers or 0


def _write_entry(entry: RegisterEntry, new: NewEntry) -> None:
    entry.name, entry.role = one_line(new.name), new.role
    entry.team_id = present(new.team_id)
    entry.started_on, entry.left_on = new.started_on, new.left_on


def _words(plan: TeamPlan) -> str:
    numbers = f"{plan.practitioners} practitioners and {plan.managers} managers"
    return f"Team “{one_line(plan.name)}”: {numbers} are to be trained"


def _entry_words(new: NewEntry) -> str:
    days = f"In post from {day(new.started_on)} to {day(new.left_on)}"
    return f"{one_line(new.name)}\n{days}"

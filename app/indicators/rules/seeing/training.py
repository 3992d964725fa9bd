"""Trainers, coverage now and six months before, and how long new people wait for training."""

from datetime import date, timedelta
from statistics import median

from app.indicators.rules.facts import Training
from app.indicators.rules.known import Known, TrainerDays
from app.training.rules.coverage import MONTH, WINDOW, altogether, coverage
from app.training.rules.coverage import Post as Employee
from app.training.rules.licences import ACTIVE_FOR, trainers_needed
from app.training.rules.register import StaffRole, in_post

HALF_YEAR = timedelta(days=182)
STARTERS_WITHIN = timedelta(days=730)


def training_on(known: Known, on: date) -> Training:
    """What the register and the trainers say on a day."""
    ours = [one for one in known.trainers if _first_day(one) <= on]
    intended = sum(team.practitioners + team.managers for team in known.teams)
    managers = sum(team.managers for team in known.teams)
    lag, starters, is_open = _lag(known.staff, on)
    return Training(
        as_of=_latest(known, on),
        trainers=len(ours),
        active=sum(_is_active(one, on) for one in ours),
        needed=trainers_needed(intended) if intended else None,
        leavers=sum(one.left_on is not None and on - WINDOW <= one.left_on < on for one in ours),
        trainer_months=sum(_days(one, on) for one in ours) / MONTH,
        intended=intended,
        trained=sum(one.is_trained(on) for one in known.staff),
        coverage=_percent(known, on, *StaffRole),
        coverage_before=_percent(known, on - HALF_YEAR, *StaffRole),
        managers=_percent(known, on, StaffRole.MANAGER),
        managers_intended=managers,
        starters=starters,
        lag=lag,
        lag_open=is_open,
    )


def _first_day(one: TrainerDays) -> date:
    return min((*one.trained, *one.taught), default=one.entered_on)


def _is_active(one: TrainerDays, on: date) -> bool:
    """In post, and taught or trained by the NSPCC within 12 months: somebody trained in spring has
    not failed to teach by summer."""
    days = [day for day in (*one.trained, *one.taught) if day <= on]
    return in_post(None, one.left_on, on) and bool(days) and on - max(days) <= ACTIVE_FOR


def _days(one: TrainerDays, on: date) -> int:
    """Days as a trainer within the 365 before."""
    end = on if one.left_on is None else min(on, one.left_on + timedelta(days=1))
    return max(0, (end - max(_first_day(one), on - WINDOW)).days)


def _percent(known: Known, on: date, *roles: StaffRole) -> float | None:
    """100 × covered ÷ intended over all teams; None where nobody is meant to be trained, or nobody
    had been trained by that day."""
    if not any(one.trained_on is not None and one.trained_on <= on for one in known.staff):
        return None
    rows = [row for role in roles for row in coverage(known.teams, known.staff, role, on)]
    return altogether(rows).percent


def _lag(staff: tuple[Employee, ...], on: date) -> tuple[float | None, int, bool]:
    """Median days from start to training of those who started within two years and after the first
    training, over how many, and whether the middle one still waits (then it is at least that)."""
    first = min((one.trained_on for one in staff if one.trained_on), default=None)
    if first is None or first > on:
        return None, 0, False
    waits: list[tuple[int, bool]] = []
    for one in staff:
        began = one.started_on
        if began is None or not max(first, on - STARTERS_WITHIN) < began <= on:
            continue
        is_trained = one.trained_on is not None and one.trained_on <= on
        if is_trained and one.trained_on is not None:
            waits.append((max(0, (one.trained_on - began).days), False))
        elif in_post(began, one.left_on, on):
            waits.append(((on - began).days, True))
    if not waits:
        return None, 0, False
    middle = median(days for days, _ in waits)
    return middle, len(waits), any(waiting and days <= middle for days, waiting in waits)


def _latest(known: Known, on: date) -> date | None:
    days = [one.trained_on for one in known.staff if one.trained_on]
    days += [day for one in known.trainers for day in (*one.trained, *one.taught)]
    days += [one.left_on for one in known.staff if one.left_on]
    return max((day for day in days if day <= on), default=None)

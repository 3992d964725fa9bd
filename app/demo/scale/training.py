"""Teams, register, sessions, trainers and licences of a site among many."""

from collections.abc import Sequence
from datetime import date

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.training.models import (
    Licence,
    RegisterEntry,
    SessionPlace,
    SessionTrainer,
    Team,
    Trained,
    Trainer,
    TrainingSession,
)
from app.training.rules.register import Course, StaffRole
from app.training.rules.sessions import SessionStatus

TEAMS = ("Looked after children", "Assessment and support", "Leaving care", "Fostering")
TERM = 730
PLACES = 12
TRAINERS = 2


def training_rows(ground: Ground) -> Rows:
    """The register by team, who was trained when, and by whom."""
    if ground.course.training_on >= ground.course.reached:
        return {}
    teams = [_team(ground, name) for name in TEAMS]
    entries = [row for team in teams for row in _entries(ground, team)]
    trainers = [_trainer(ground, place) for place in range(1, TRAINERS + 1)]
    first = (ground.course.training_on - ground.course.contract_on).days
    days = list(ground.days(first, 75))
    courses = [Course.TRAINERS, *(Course.FRAMEWORK for _ in days[1:])]
    sessions = [_session(ground, *one) for one in zip(days, courses, strict=True)]
    places = _places(ground, sessions[1:], entries)
    return {
        Team: teams,
        RegisterEntry: entries,
        Trainer: trainers,
        Licence: [row for one in trainers for row in _licences(ground, one["id"])],
        TrainingSession: sessions,
        SessionTrainer: [
            {"session_id": session["id"], "trainer_id": trainer["id"], "attended": True}
            for session in sessions
            for trainer in trainers
        ],
        SessionPlace: places,
        Trained: _trained(sessions, places),
    }


def _team(ground: Ground, name: str) -> Row:
    key = {"id": ground.numbers.take(Team), "site_id": ground.site_id}
    return key | {"name": name, "practitioners": ground.chance.randint(6, 14), "managers": 2}


def _entries(ground: Ground, team: Row) -> list[Row]:
    roles = [StaffRole.PRACTITIONER] * team["practitioners"] + [StaffRole.MANAGER] * 2
    return [_entry(ground, team["id"], role, place) for place, role in enumerate(roles, 1)]


def _entry(ground: Ground, team: int, role: StaffRole, place: int) -> Row:
    number = ground.numbers.take(RegisterEntry)
    started_on = later(ground.course.contract_on, ground.chance.randint(-900, 60))
    is_gone = ground.chance.random() < 0.2
    span = (ground.course.reached - ground.course.training_on).days
    left_on = later(ground.course.training_on, ground.chance.randint(1, span)) if is_gone else None
    return {
        "id": number,
        "site_id": ground.site_id,
        "team_id": team,
        "name": f"Colleague {number}",
        "role": role,
        "started_on": started_on,
        "left_on": left_on,
        "position": place,
        "entered_at": ground.moment(ground.course.training_on),
    }


def _trainer(ground: Ground, place: int) -> Row:
    return {
        "id": ground.numbers.take(Trainer),
        "site_id": ground.site_id,
        "name": f"Trainer {ground.number}-{place}",
        "email": f"trainer{ground.number}-{place}@scale.example",
        "left_on": None,
        "entered_at": ground.moment(ground.course.training_on),
    }


def _licences(ground: Ground, trainer: int) -> list[Row]:
    """The first, and a renewal where it ran out while the work went on."""
    rows, issued_on = [], later(ground.course.training_on, ground.chance.randint(5, 40))
    while issued_on < ground.course.reached:
        rows.append(
            {
                "trainer_id": trainer,
                "issued_on": issued_on,
                "expires_on": later(issued_on, TERM),
                "withdrawn_on": None,
                "entered_at": ground.moment(issued_on),
            }
        )
        issued_on = later(issued_on, TERM + 1)
    return rows


def _session(ground: Ground, held_on: date, course: Course) -> Row:
    return {
        "id": ground.numbers.take(TrainingSession),
        "site_id": ground.site_id,
        "course": course,
        "held_on": held_on,
        "venue": "Council offices, training room",
        "places": PLACES,
        "with_nspcc": course is Course.TRAINERS,
        "status": SessionStatus.HELD,
        "entered_at": ground.moment(later(held_on, -30)),
    }


def _places(ground: Ground, sessions: Sequence[Row], entries: Sequence[Row]) -> list[Row]:
    """Everybody once, in the order of the register, as long as there are sessions."""
    rows = []
    for number, session in enumerate(sessions):
        for place, entry in enumerate(entries[number * PLACES : (number + 1) * PLACES], 1):
            came = ground.chance.random() < 0.9 and not _is_gone(entry, session["held_on"])
            key = {"session_id": session["id"], "entry_id": entry["id"]}
            rows.append(key | {"attended": came, "position": place})
    return rows


def _is_gone(entry: Row, on: date) -> bool:
    return entry["left_on"] is not None and entry["left_on"] < on


def _trained(sessions: Sequence[Row], places: Sequence[Row]) -> list[Row]:
    held = {row["id"]: row for row in sessions}
    return [
        {
            "entry_id": row["entry_id"],
            "course": held[row["session_id"]]["course"],
            "trained_on": held[row["session_id"]]["held_on"],
            "session_id": row["session_id"],
            "position": row["position"],
        }
        for row in places
        if row["attended"]
    ]

"""What a site among many does differently: one change in some months, most with a view."""

from datetime import date

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.quality.models.adaptations import (
    Adaptation,
    AdaptationEntry,
    AdaptationVersion,
    AdaptationView,
)
from app.quality.rules.adaptations.frame import Fidelity, Kind, Scope, joined
from app.quality.rules.adaptations.states import Said, View, is_critical, is_outside
from app.quality.service.adaptations.holding import KEPT
from app.sites.rules.sides import Side

CHANGED = (
    (Kind.SHORTENED, "Chronology of two pages", ("1",), ("CC1",), Fidelity.CONSISTENT),
    (Kind.LEFT_OUT, "No second classification", ("4",), ("CC5",), Fidelity.INCONSISTENT),
    (Kind.TOOLKIT, "Single tools in supervision", ("2", "3"), ("CC5", "CC7"), Fidelity.UNKNOWN),
    (Kind.OTHER_CASES, "Also on the edge of care", ("1", "2"), ("CC2",), Fidelity.UNKNOWN),
    (Kind.ADDED, "A panel before the return", ("4",), ("CC6",), Fidelity.CONSISTENT),
)
EVERY, FIRST = 260, 150  # days between changes, and from the contract to the first


def adaptation_rows(ground: Ground) -> Rows:
    """Adaptations with their versions and views; nothing before the contract began."""
    if not ground.is_begun:
        return {}
    changes, versions, views, entries = [], [], [], []
    for on in ground.days(FIRST, EVERY):
        row = _change(ground, min(on, ground.yesterday))
        changes.append(row)
        versions.append(_version(row))
        entries.append(_entry(row, Said.LOGGED, row["detail"], row["entered_at"]))
        if row["view"]:
            views.append(_view(ground, row))
    return {
        Adaptation: changes,
        AdaptationVersion: versions,
        AdaptationView: views,
        AdaptationEntry: entries,
    }


def _change(ground: Ground, on: date) -> Row:
    kind, title, stages, components, fidelity = ground.chance.choice(CHANGED)
    critical = is_critical(kind, components, fidelity)
    viewed_on = later(on, ground.chance.choice((4, 8, 13, 21)))
    has_view = viewed_on <= ground.yesterday
    view = ground.chance.choice(list(View)) if has_view else ""
    owed = critical and not has_view
    return {
        "id": ground.numbers.take(Adaptation),
        "site_id": ground.site_id,
        "title": title,
        "detail": "It takes less time that way, and managers read each one.",
        "kind": kind,
        "stages": joined(stages),
        "components": joined(components),
        "decided_by": "manager",
        "since": later(on, -20),
        "scope": Scope.ALL,
        "teams": "",
        "fidelity": fidelity,
        "more": {name: list(codes) for name, codes in kind.usual.items()},
        "trigger": "",
        "expected": "",
        "result": "",
        "critical": critical,
        "outside": is_outside(kind),
        "turn": Side.NSPCC if owed else "",
        "turn_since": on if owed else None,
        "due_on": later(on, 14) if owed else None,
        "view": view,
        "viewed_on": viewed_on if has_view else None,
        "review_on": later(viewed_on, 180) if view == View.WATCH else None,
        "ended_on": None,
        "shared": False,
        "entered_at": ground.moment(on),
        "entered_by_id": ground.people[0],
    }


def _version(row: Row) -> Row:
    plain = {name: row[name] for name in KEPT}
    return {
        "adaptation_id": row["id"],
        "number": 1,
        "said": plain | {"since": row["since"].isoformat()},
        "why": "",
        "entered_at": row["entered_at"],
        "entered_by_id": row["entered_by_id"],
    }


def _view(ground: Ground, row: Row) -> Row:
    return {
        "adaptation_id": row["id"],
        "view": row["view"],
        "reason": "What matters can still be seen on file.",
        "may_cut": "What stands in the file already.",
        "must_keep": "Conclusions, with their reasons.",
        "conditions": "",
        "review_on": row["review_on"],
        "given_at": ground.moment(row["viewed_on"]),
        "given_by_id": ground.lead,
    }


def _entry(row: Row, kind: Said, words: str, at: object) -> Row:
    return {
        "adaptation_id": row["id"],
        "kind": kind,
        "words": words,
        "detail": "",
        "nspcc_only": False,
        "said_at": at,
        "said_by_id": row["entered_by_id"],
    }

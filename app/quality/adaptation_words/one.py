"""How one adaptation reads: where it stands, what is said of it, the views and the conversation."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from app.core.words import count, day, iso, moment
from app.quality.queries.adaptations import AdaptationRow, VersionRow, ViewRow
from app.quality.rules.adaptations.entries import Change
from app.quality.rules.adaptations.frame import Fidelity, Kind, Scope, Stage
from app.quality.rules.adaptations.more import BY_NAME, DECIDERS, FIELDS, REASONS
from app.quality.rules.adaptations.states import VIEW_DAYS, Said, View, days_waited, state_words
from app.quality.rules.components import Component
from app.sites.queries.conversations import SaidRow
from app.sites.rules.sides import Side
from app.sites.rules.working_days import bank_holidays

Item = dict[str, Any]
VIEW_KINDS = {View.CONSISTENT: "active", View.WATCH: "waiting", View.NOT_THE_FRAMEWORK: "late"}


def tag(row: AdaptationRow, today: date) -> tuple[str, str]:
    """Where it stands in words, and the kind of its tag."""
    late = row.late(today)
    if late:
        return late, "late"
    words = state_words(row.standing)
    if row.ended_on or not (row.view or row.turn):
        return words, "neutral"
    if row.turn is not None or row.view is None:
        return words, "waiting"
    return words, VIEW_KINDS[row.view]


def sentence(row: AdaptationRow, today: date) -> str:
    """Where it stands, in a sentence or two: the clock of the NSPCC's view first."""
    if row.ended_on is not None:
        return f"It ended on {day(row.ended_on)}."
    if row.turn is Side.NSPCC and row.due_on is not None:
        days = days_waited(row.turn_since or today, today, bank_holidays(row.nation))
        waited = f"for {count(days, 'working day')}" if days else "for less than a working day"
        verb = "was" if row.due_on < today else "is"
        why = critical_words(row)
        return f"{why} It has waited {waited}; the NSPCC’s view {verb} due by {day(row.due_on)}."
    if row.turn is Side.AUTHORITY:
        return (
            "The NSPCC says that with this change it is not the framework. It waits for the "
            "authority: answer, put it right, or ask to have it looked at again."
        )
    if row.view is None:
        return "The core is kept, so that no view is owed. The NSPCC reads it and may give one."
    again = f" Both look at it again on {day(row.review_on)}." if row.review_on else ""
    return f"The NSPCC’s view of {day(row.viewed_on)}: {row.view.label.lower()}.{again}"


def critical_words(row: AdaptationRow) -> str:
    """Why the NSPCC owes a view within ten working days."""
    if row.fidelity is Fidelity.INCONSISTENT:
        why = "The core is changed"
    elif row.fidelity is Fidelity.UNKNOWN:
        why = "It is not sure whether the core is kept"
    elif row.critical:
        why = "A part is left out without which it is not the framework"
    else:
        return f"The NSPCC was asked, and answers within {VIEW_DAYS} working days."
    return f"{why}, so that the NSPCC gives a view within {VIEW_DAYS} working days."


def check_rows(change: Change) -> list[Item]:
    """What was typed, for the page that asks to check it."""
    teams = change.teams.strip()
    scope = Scope(change.scope).label
    core = _labels(Component(one) for one in change.components)
    return [
        {"key": "What is changed", "value": change.title},
        {"key": "Kind of change", "value": Kind(change.kind).label},
        {"key": "What you do", "lines": change.detail},
        {"key": "Stages", "value": _labels(Stage(one) for one in change.stages)},
        {"key": "Core", "value": core or "No part of it"},
        {"key": "Decided by", "value": DECIDERS[change.decided_by]},
        {"key": "Since", "value": day(change.since)},
        {"key": "How widely", "value": f"{scope}: {teams}" if teams else scope},
        {"key": "Is the core kept?", "value": Fidelity(change.fidelity).label},
    ]


def facts(row: AdaptationRow) -> list[Item]:
    """What changed, as a summary list takes it."""
    by = "the NSPCC, as it was told" if row.entered_for else row.entered_by
    codes = tuple(row.stages), tuple(one.value for one in row.components)
    words = row.title, row.detail, row.kind.value, codes[0], codes[1]
    since = row.decided_by, row.since, row.scope.value, row.teams, row.fidelity.value
    found = check_rows(Change(*words, *since))[1:]
    found.append({"key": "Logged", "value": f"{moment(row.entered_at)}, by {by}"})
    return found


def more_facts(row: AdaptationRow) -> list[Item]:
    """The rest of FRAME, as far as it is known."""
    found = []
    for known in FIELDS:
        codes = row.more.get(known.name, ())
        if codes:
            label = known.label if known.name in REASONS else known.label.rstrip("?")
            found.append({"key": label, "value": _named(known.options, codes)})
    if row.trigger:
        found.append({"key": "What set it off", "value": row.trigger.label})
    if row.expected:
        found.append({"key": "What is expected", "lines": row.expected})
    if row.result:
        found.append({"key": "What came of it", "lines": row.result})
    return found


def not_said(row: AdaptationRow) -> int:
    """How many of the further questions have no answer yet."""
    words = row.trigger, row.expected, row.result
    return sum(not row.more.get(one.name) for one in FIELDS) + sum(not one for one in words)


def view_items(found: Sequence[ViewRow]) -> list[Item]:
    """The NSPCC's views, the present one first."""
    return [
        {
            "label": one.view.label,
            "kind": VIEW_KINDS[one.view],
            "means": one.view.means,
            "by": one.by,
            "when": moment(one.at),
            "iso": iso(one.at),
            "rows": [
                {"key": key, "lines": text}
                for key, text in (
                    ("Why", one.reason),
                    ("What may be cut", one.may_cut),
                    ("What has to stay", one.must_keep),
                    ("Conditions", one.conditions),
                    ("Looked at again", day(one.review_on, "")),
                )
                if text
            ],
        }
        for one in found
    ]


def talk(entries: Sequence[SaidRow[Said]], detail: str = "") -> list[Item]:
    """What was said, as the conversation takes it; what was logged stands above it already."""
    return [
        {
            "title": f"{one.kind.label}: {one.detail.lower()}" if one.detail else one.kind.label,
            "who": f"{one.by}, {'NSPCC' if one.is_nspcc else 'the authority'}",
            "side": "nspcc" if one.is_nspcc else "authority",
            "words": "" if one.kind is Said.LOGGED and one.words == detail else one.words,
            "detail": "",
            "when": moment(one.at),
            "iso": iso(one.at),
        }
        for one in entries
    ]


def version_items(found: Sequence[VersionRow]) -> list[Item]:
    """What was said before, newest first: each with what the next one changed of it."""
    return [
        {
            "when": moment(now.at),
            "iso": iso(now.at),
            "by": now.by,
            "why": now.why or "More was said about it",
            "changes": [
                (name, said_words(key, before.said.get(key)), said_words(key, now.said.get(key)))
                for key, name in _NAMES.items()
                if before.said.get(key) != now.said.get(key)
            ],
        }
        for now, before in zip(found, found[1:], strict=False)
    ]


def said_words(key: str, value: Any) -> str:
    """A value of a version in words."""
    if value in ("", None, {}, []):
        return "nothing"
    if key in ("stages", "components"):
        enum: Any = Stage if key == "stages" else Component
        return _labels(enum(one) for one in value.split(",") if one)
    if key in ("since", "ended_on"):
        return day(date.fromisoformat(value))
    if key == "more":
        named = (_named(BY_NAME[name].options, codes) for name, codes in value.items())
        return ". ".join(one for one in named if one) or "nothing"
    enums: Mapping[str, Any] = {"kind": Kind, "scope": Scope, "fidelity": Fidelity}
    if key in enums:
        return str(enums[key](value).label)
    return DECIDERS[value] if key == "decided_by" else str(value)


_NAMES = {
    "title": "What is changed",
    "detail": "What is done",
    "kind": "Kind of change",
    "stages": "Stages",
    "components": "Core",
    "decided_by": "Decided by",
    "since": "Since",
    "scope": "How widely",
    "teams": "Teams",
    "fidelity": "Is the core kept?",
    "more": "Further answers",
    "expected": "What is expected",
    "result": "What came of it",
    "ended_on": "Ended",
}


def _labels(found: Iterable[Any]) -> str:
    return "; ".join(str(one.label) for one in found)


def _named(options: Mapping[str, str], codes: Iterable[str]) -> str:
    return "; ".join(options.get(code, code) for code in codes)

"""Rows of what became of calls: most held, some missed, for each a note or why."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.checkins.models import CallCode, CallMiss, CallPerson, CallRecord
from app.checkins.rules import CallState, MissReason, Section
from app.demo.scale.filling import Numbers, Row, Rows
from app.plans.rules import Barrier

MISSED = 0.1
SAID = "Two teams go on; the practice group met and talked about decisions."


def record_rows(
    calls: Sequence[dict[str, Any]],
    person: int,
    lead: int,
    today: date,
    numbers: Numbers,
    chance: random.Random,
) -> Rows:
    """What became of the calls before today; sets their state."""
    found: dict[type, list[Row]] = {CallRecord: [], CallPerson: [], CallCode: [], CallMiss: []}
    for call in calls:
        if call["starts_at"].date() >= today:
            continue
        if chance.random() < MISSED:
            call["state"] = CallState.MISSED
            found[CallMiss].append(_miss(call, lead))
            continue
        call["state"] = CallState.HELD
        number = numbers.take(CallRecord)
        found[CallRecord].append(_record(number, call, lead, chance))
        found[CallPerson].append({"record_id": number, "person_id": person})
        code = chance.choice(list(Barrier)).value
        found[CallCode].append({"record_id": number, "code": code})
    return found


def _record(number: int, call: Mapping[str, Any], lead: int, chance: random.Random) -> Row:
    starts: datetime = call["starts_at"]
    empty = {section.value: "" for section in Section}
    return {
        "id": number,
        "call_id": call["id"],
        "number": 1,
        "held_on": starts.date(),
        "minutes": 45,
        "guests": "",
        **empty,
        Section.SINCE.value: SAID,
        "confidence": chance.randint(3, 9),
        "nspcc_only": "",
        "unbooked": "",
        "reason": "",
        "written_by_id": lead,
        "written_at": starts,
    }


def _miss(call: Mapping[str, Any], lead: int) -> Row:
    return {
        "call_id": call["id"],
        "reason": MissReason.NOBODY.value,
        "words": "",
        "unbooked": "",
        "entered_by_id": lead,
        "entered_at": call["starts_at"],
    }

"""What the worker keeps of what it noticed, and what is said in the log."""

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.core.alarms.models import AlarmState
from app.core.alarms.rules import SAY_AGAIN_AFTER, Alarm, Facts, alarms, is_gap, is_to_be_told
from app.core.db import session
from app.core.inserting import insert_if_new

log = logging.getLogger(__name__)
_said: dict[Alarm, float] = {}  # when each was last said by this process, by its own clock


@dataclass(frozen=True, slots=True)
class Noticed:
    """What administrators have not been told yet: that no worker looked from `away_since` until
    now, that mail is late."""

    away_since: datetime | None = None
    mail_is_late: bool = False


def look(facts: Facts, now: datetime) -> Noticed:
    """Compare with what was noticed before, and keep it. In the caller's transaction.

    Two workers that look at once wait for each other here, so only one of them finds news.
    """
    life, late = _locked(Alarm.WORKER_SILENT, now), _locked(Alarm.MAIL_LATE, now)
    away_since = life.looked_at if is_gap(now - life.looked_at) else None
    late.since = (late.since or now) if facts.late_mails else None
    is_news = late.since is not None and is_to_be_told(late.since, late.told_at, now)
    if is_news or (away_since and late.since):  # one mail says both
        late.told_at = now
    life.looked_at = late.looked_at = now
    session().flush()
    return Noticed(away_since, is_news and away_since is None)


def say(facts: Facts) -> None:
    """Write what is wrong to the log, each at once and then once an hour, and when it is over."""
    found, moment = alarms(facts), time.monotonic()
    for alarm in Alarm:
        said = _said.get(alarm)
        if alarm not in found:
            if _said.pop(alarm, None) is not None:
                log.info("%s, is over", alarm.value)
        elif said is None or moment - said >= SAY_AGAIN_AFTER.total_seconds():
            _said[alarm] = moment
            log.error(alarm.value, extra=_measured(alarm, facts))


def _measured(alarm: Alarm, facts: Facts) -> dict[str, object]:
    if alarm is Alarm.WORKER_SILENT:
        return {"seconds": _seconds(facts.worker_age)}
    return {"mails": facts.late_mails, "seconds": _seconds(facts.oldest_mail)}


def _seconds(age: timedelta | None) -> int | None:
    return int(age.total_seconds()) if age is not None else None


def _locked(alarm: Alarm, now: datetime) -> AlarmState:
    insert_if_new(AlarmState, "alarm", {"alarm": alarm, "looked_at": now})
    chosen = select(AlarmState).where(AlarmState.alarm == alarm).with_for_update()
    return session().scalars(chosen).one()

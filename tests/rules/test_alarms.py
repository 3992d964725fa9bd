"""When somebody must be told about mail and worker, and in which words."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.alarms import Noticed, news, shown
from app.core.alarms.rules import (
    MAIL_LATE_AFTER,
    TELL_OF_GAP_AFTER,
    WORKER_SILENT_AFTER,
    Alarm,
    Facts,
    alarms,
    is_gap,
    is_to_be_told,
    mail_is_stuck,
    readiness,
)

ALIVE = timedelta(seconds=20)
NOW = datetime(2027, 3, 12, 14, 5, tzinfo=UTC)


def test_all_is_well_while_a_worker_lives_and_no_mail_is_late() -> None:
    assert alarms(Facts(worker_age=WORKER_SILENT_AFTER, oldest_mail=MAIL_LATE_AFTER)) == []


def test_a_silent_worker_and_late_mail_are_told_the_cause_first() -> None:
    assert alarms(Facts(late_mails=1)) == [Alarm.WORKER_SILENT, Alarm.MAIL_LATE]
    late = Facts(worker_age=ALIVE, late_mails=2, last_sent=timedelta(minutes=1))
    assert alarms(late) == [Alarm.MAIL_LATE]
    assert not mail_is_stuck(late)  # others leave: people can be served
    silent = Facts(worker_age=WORKER_SILENT_AFTER + timedelta(seconds=1))
    assert alarms(silent) == [Alarm.WORKER_SILENT]


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        (Facts(database_answers=False), "database"),
        (Facts(worker_age=ALIVE, schema_is_current=False), "schema"),
        (Facts(), "worker"),
        (Facts(worker_age=ALIVE, late_mails=1), "mail"),
        (Facts(worker_age=ALIVE, late_mails=1, last_sent=timedelta(hours=2)), "mail"),
    ],
)
def test_any_part_that_fails_makes_it_unready(facts: Facts, part: str) -> None:
    well = readiness(Facts(worker_age=ALIVE))
    ill = readiness(facts)
    assert (well["ready"], ill["ready"]) == (True, False)
    assert ill[part] != well[part]


def test_only_a_long_gap_is_worth_a_mail() -> None:
    assert not is_gap(TELL_OF_GAP_AFTER)
    assert not is_gap(-timedelta(days=1))  # the clock was set back
    assert is_gap(TELL_OF_GAP_AFTER + timedelta(seconds=1))


def test_a_page_says_what_is_wrong_in_numbers() -> None:
    silent, late = shown(
        Facts(worker_age=timedelta(hours=3), late_mails=1, oldest_mail=timedelta(days=2, minutes=5))
    )
    assert silent.said == "The worker has given no sign of life for 3 hours."
    assert late.said == "1 mail has waited for more than an hour."
    assert late.why.startswith("The oldest was queued 2 days ago.")
    (never,) = shown(Facts())
    assert never.said == "No worker has been seen for a day."


def test_a_mail_tells_of_the_past_because_it_may_arrive_late() -> None:
    late = news(Noticed(mail_is_late=True), Facts(late_mails=12), NOW)
    assert late.subject == "12 mails waiting for more than an hour"
    assert late.sentences[0] == (
        "Look at the outbox: 12 mails had waited for more than an hour on 12 March 2027, 14:05."
    )
    away = news(Noticed(away_since=NOW - timedelta(days=3)), Facts(late_mails=3), NOW)
    assert "from 9 March 2027, 14:05 until 12 March 2027, 14:05" in away.sentences[0]


def test_the_same_trouble_is_told_once_and_a_new_one_long_after_again() -> None:
    hour = timedelta(hours=1)
    assert is_to_be_told(NOW, None, NOW)
    assert not is_to_be_told(NOW - 9 * hour, NOW - 9 * hour, NOW)  # it goes on
    assert not is_to_be_told(NOW - hour, NOW - 2 * hour, NOW)  # it was over in between
    assert is_to_be_told(NOW - hour, NOW - 6 * hour, NOW)

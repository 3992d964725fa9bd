"""What becomes of a mail after each way an attempt can end."""

from datetime import timedelta

import pytest

from app.core.mail import Outcome
from app.core.outbox.rules import (
    GIVE_UP_AFTER,
    MOST_TRIES,
    RETRY_AFTER,
    TO_DECIDE,
    UNREACHABLE_REST,
    State,
    verdict,
    why_not_cancelled,
    why_not_resent,
)


def test_a_temporary_refusal_is_tried_again_for_between_four_and_five_hours_then_fails() -> None:
    waits = [
        verdict(Outcome.TEMPORARY, tries=n, doubts=0, confidential=False)
        for n in range(1, MOST_TRIES)
    ]
    assert {step.state for step in waits} == {State.NEW}
    total = sum((step.wait for step in waits), timedelta(0))
    assert timedelta(hours=4) <= total <= timedelta(hours=5)
    assert [step.wait for step in waits] == sorted(RETRY_AFTER)
    last = verdict(Outcome.TEMPORARY, tries=MOST_TRIES, doubts=0, confidential=False)
    assert last.state is State.FAILED


def test_a_permanent_refusal_is_never_tried_again() -> None:
    assert verdict(Outcome.PERMANENT, tries=1, doubts=0, confidential=False).state is State.FAILED


def test_a_reminder_in_doubt_is_sent_once_more_and_then_parked() -> None:
    first = verdict(Outcome.UNCERTAIN, tries=1, doubts=0, confidential=False)
    assert (first.state, first.in_doubt) == (State.NEW, True)
    again = verdict(Outcome.UNCERTAIN, tries=2, doubts=1, confidential=False)
    assert (again.state, again.in_doubt) == (State.PARKED, True)


def test_a_confidential_mail_in_doubt_is_parked_at_once() -> None:
    assert verdict(Outcome.UNCERTAIN, tries=1, doubts=0, confidential=True).state is State.PARKED


@pytest.mark.parametrize(
    ("outcome", "state"), [(Outcome.SENT, State.SENT), (Outcome.CAPTURED, State.CAPTURED)]
)
def test_what_was_taken_is_done(outcome: Outcome, state: State) -> None:
    assert verdict(outcome, tries=3, doubts=0, confidential=True).state is state


def test_a_server_that_is_away_uses_up_no_tries_for_three_days() -> None:
    for tries in (1, MOST_TRIES, 1000):
        waits = verdict(Outcome.UNREACHABLE, tries=tries, doubts=0, confidential=True)
        assert (waits.state, waits.wait) == (State.NEW, UNREACHABLE_REST)
    late = verdict(Outcome.UNREACHABLE, tries=1, doubts=0, confidential=True, waited=GIVE_UP_AFTER)
    assert late.state is State.FAILED


def test_what_a_dead_worker_left_in_doubt_goes_out_without_another_wait() -> None:
    first = verdict(Outcome.ABANDONED, tries=1, doubts=0, confidential=False)
    assert (first.state, first.wait, first.in_doubt) == (State.NEW, timedelta(0), True)
    assert verdict(Outcome.ABANDONED, tries=1, doubts=0, confidential=True).state is State.PARKED
    assert verdict(Outcome.ABANDONED, tries=2, doubts=1, confidential=False).state is State.PARKED


def test_only_mail_at_rest_with_its_text_can_be_sent_again() -> None:
    possible = {s for s in State if why_not_resent(s, has_text=True) is None}
    assert possible == set(State) - {State.NEW, State.CLAIMED, State.IN_DATA}
    assert "new invitation" in (why_not_resent(State.SENT, has_text=False) or "")


def test_only_mail_that_is_not_on_its_way_can_be_cancelled() -> None:
    possible = {s for s in State if why_not_cancelled(s) is None}
    assert possible == {State.NEW} | TO_DECIDE

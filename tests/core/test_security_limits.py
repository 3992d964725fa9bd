"""Limits hold across processes, restarts and two at the same moment."""

import threading
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from app import create_app
from app.core import clock, db
from app.core.db import reading, transaction
from app.core.security.limits import (
    Attempts,
    Limit,
    TooMany,
    count_attempt,
    forget_attempts,
    uncount_attempt,
)
from config import load_settings
from tests.page_client import PageClient
from tests.worlds import World

THREE = Limit("three", 3, timedelta(minutes=10))


def refused(limit: Limit, who: str) -> bool:
    try:
        count_attempt(limit, who)
    except TooMany:
        return True
    return False


def test_the_fourth_of_three_is_refused_and_told_when_to_come_back(data: str) -> None:
    with time_machine.travel("2026-11-22 12:00:01+00:00", tick=False):
        assert [refused(THREE, "a") for _ in range(4)] == [False, False, False, True]
        assert not refused(THREE, "b")
        with pytest.raises(TooMany) as raised:
            count_attempt(THREE, "a")
    assert raised.value.retry_after == 599
    with time_machine.travel("2026-11-22 12:10:00+00:00", tick=False):
        assert not refused(THREE, "a")


def test_two_applications_on_one_database_count_together(
    world: World, client: PageClient, data: str
) -> None:
    second = PageClient(
        create_app(
            load_settings(
                {
                    "PORTAL_ENV": "test",
                    "SECRET_KEY": "another secret of another process of the portal",
                    "DATABASE_URL": data,
                    "PUBLIC_BASE_URL": "http://portal.test",
                }
            )
        )
    )
    for number in range(10):
        browser = (client, second)[number % 2]
        browser.get("/sign-in")
        form = browser.page.form("Sign in")
        browser.submit(form, 400, email="nobody@people.example", password="wrong password")
    for browser in (client, second):
        browser.get("/sign-in")
        form = browser.page.form("Sign in")
        browser.submit(form, 429, email="nobody@people.example", password="wrong password")
    db.engine().dispose()


def test_tries_at_the_same_moment_are_all_counted(data: str) -> None:
    outcomes: list[bool] = []
    together = threading.Barrier(8)

    def try_once() -> None:
        together.wait()
        outcomes.append(refused(THREE, "a"))

    threads = [threading.Thread(target=try_once) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 3 + [True] * 5


def test_a_try_taken_back_is_not_counted_and_never_below_none(data: str) -> None:
    for _ in range(5):
        assert not refused(THREE, "a")
        with transaction():
            uncount_attempt(THREE, "a")
            uncount_attempt(THREE, "a")
    with reading() as session:
        assert session.scalar(select(Attempts.count)) == 0


def test_who_tried_is_kept_as_a_hash_only(data: str) -> None:
    count_attempt(THREE, "Ann@People.Example")
    with reading() as session:
        key = session.scalars(select(Attempts.key)).one()
    assert "ann" not in key
    assert len(key) == 64


def test_old_counters_are_forgotten(data: str) -> None:
    count_attempt(THREE, "a")
    with time_machine.travel(clock.now() + timedelta(days=3)):
        count_attempt(THREE, "b")
        with transaction():
            forget_attempts()
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(Attempts)) == 1

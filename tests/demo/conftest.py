"""The demo, seeded once for each database and then only looked at."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from app.accounts.models import Person
from app.core import db
from app.core.db import Base, reading
from app.core.migrations import upgrade
from app.core.web.edge import Portal
from tests.page_client import PageClient

TODAY = date(2026, 11, 20)
PASSWORD = "kettle willow tundra 47"
EXTRA = 3
ARGUMENTS = ("--sites", str(EXTRA), "--years", "2", "--today", TODAY.isoformat())


SECRET_COLUMNS = {
    "people.password_hash",
    "audit_changes.id",  # changes of one event are written in any order
    "checkin_calls.uid",
    "meetings.uid",
    "chat_rooms.opened_at",  # the one of everybody opens with its migration
    "search_entries.id",  # as those of the outbox
    "search_entries.vector",  # PostgreSQL alone has one
    "search_spellings.entry_id",
    "community_events.uid",
    "notices.id",  # as those of the outbox
    "outbox.id",  # PostgreSQL uses up a number where a mail is queued already
    "outbox.message_id",
    "outbox.text",
    "outbox.html",
    "outbox.calendar",
    "invitations.token_hash",
    "call_offer_links.token_hash",
    "pulses.token_hash",
    "evidence_pieces.file_key",
    "resource_editions.file_key",
}
SECRETS = re.compile(r"(call|meeting|event)-[0-9a-f]{24}|[0-9a-f]{32}\.(csv|docx)")
LEFT_OUT = {"sign_ins", "attempts"}


def seed_demo(app: Portal, *arguments: str, password: str = PASSWORD) -> Result:
    """Run `flask seed demo` with these arguments on the database in use."""
    runner = app.test_cli_runner()
    return runner.invoke(
        args=["seed", "demo", *arguments], env={"DEMO_PASSWORD": password}, catch_exceptions=False
    )


def demo_person(role: str) -> Person:
    """The demo person of a role."""
    with reading() as current:
        return current.query(Person).filter_by(email=f"{role}@demo.example").one()


def checksums() -> dict[str, str]:
    """Table -> hash of its rows, without secrets."""
    found = {}
    with reading() as current:
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if f"{table.name}.{c.name}" not in SECRET_COLUMNS]
            rows = current.execute(select(*columns))
            content = "\n".join(sorted(SECRETS.sub("", repr(tuple(row))) for row in rows))
            found[table.name] = hashlib.sha256(content.encode()).hexdigest()
    return {name: value for name, value in found.items() if name not in LEFT_OUT}


def seeded(app: Portal, url: str) -> dict[str, str]:
    """Bring the database at `url` to the newest schema and seed it; returns its checksums."""
    engine = db.make_engine(url)
    db.use(engine)
    with app.app_context():
        upgrade()
    done = seed_demo(app, *ARGUMENTS)
    assert done.exit_code == 0, done.output
    found = checksums()
    engine.dispose()
    return found


@pytest.fixture(scope="session")
def sqlite_story(app: Portal, folder: Path) -> tuple[str, dict[str, str]]:
    """A seeded SQLite database: its address and its checksums."""
    url = f"sqlite:///{folder / 'story.sqlite3'}"
    return url, seeded(app, url)


@pytest.fixture(scope="session")
def postgresql_story(app: Portal, postgres: str) -> tuple[str, dict[str, str]]:
    """A seeded PostgreSQL database: its address and its checksums."""
    server = create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE story"))
    server.dispose()
    url = make_url(postgres).set(database="story").render_as_string(hide_password=False)
    return url, seeded(app, url)


@pytest.fixture
def told(request: pytest.FixtureRequest, database: str) -> Iterator[str]:
    """The seeded database in use: change nothing in it but passwords and sign-ins."""
    url: str = request.getfixturevalue(f"{database}_story")[0]
    engine = db.make_engine(url)
    db.use(engine)
    yield url
    engine.dispose()


@pytest.fixture
def visitor(app: Portal, told: str) -> PageClient:
    """A browser on the seeded database."""
    return PageClient(app)

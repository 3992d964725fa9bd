"""One commit at the edge, no write on a read, no lost update."""

import threading

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from app.accounts.models import Person
from app.core import audit, db
from app.core.audit import AuditChange, AuditEvent, Unexplained
from app.sites.models import Site
from tests.factories.accounts import make_person
from tests.worlds import World


def test_a_transaction_that_fails_leaves_nothing(data: str) -> None:
    def write_then_fail() -> None:
        with db.transaction():
            audit.because("trying", summary="Trying.")
            make_person("Pat Partial")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        write_then_fail()
    with db.reading() as session:
        assert session.scalars(select(Person)).all() == []
        assert session.scalars(select(AuditEvent)).all() == []


def test_a_read_only_session_refuses_objects_and_the_database_refuses_statements(
    data: str,
) -> None:
    with db.reading(), pytest.raises(db.WriteInReadOnly):
        make_person("Wanda Writer")
    with db.reading() as session, pytest.raises(DBAPIError):
        session.execute(
            text(
                "INSERT INTO attempts (key, window_starts, count) "
                "VALUES ('a', CURRENT_TIMESTAMP, 1)"
            )
        )


def test_eight_writers_of_one_row_lose_no_update(world: World) -> None:
    with db.transaction() as session:
        audit.because("preparing", summary="Preparing.")
        site = session.get_one(Site, world.home.id)
        site.name = "0"

    def write() -> None:
        for _ in range(5):
            with db.transaction() as session:
                audit.because("counting", summary="Counting.")
                site = session.get_one(Site, world.home.id, with_for_update=True)
                site.name = str(int(site.name) + 1)

    threads = [threading.Thread(target=write) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.reading() as session:
        assert session.get_one(Site, world.home.id).name == "40"


def test_a_side_transaction_refuses_to_start_inside_an_open_write(world: World) -> None:
    with db.transaction() as session:
        session.get(Site, world.home.id)
        with pytest.raises(RuntimeError, match="inside an open write"), db.side_transaction():
            pass


def test_a_write_without_a_reason_is_refused(data: str) -> None:
    with pytest.raises(Unexplained, match="people"), db.transaction():
        make_person("Una Unexplained")


def test_the_trail_holds_old_and_new_values_but_no_personal_ones(world: World) -> None:
    with db.transaction() as session, audit.acting(audit.Acting(world.admin.id, "web", "r1")):
        audit.because("site renamed", summary="Renamed.", site_id=world.home.id, reason="merger")
        session.get_one(Site, world.home.id).name = "Northmoor and Leas"
        session.get_one(Person, world.lead.id).email = "new@people.example"
    with db.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "site renamed")).one()
        assert (event.actor_id, event.site_id, event.reason) == (
            world.admin.id,
            world.home.id,
            "merger",
        )
        changes = {
            row.table_name: row.changes
            for row in session.scalars(select(AuditChange).where(AuditChange.event_id == event.id))
        }
    assert changes["sites"]["name"] == ["Northmoor", "Northmoor and Leas"]
    assert changes["people"] == {"email": "withheld"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET summary = 'nothing happened'",
        "DELETE FROM audit_events",
        "UPDATE audit_changes SET changes = '{}'",
        "DELETE FROM audit_changes",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(world: World, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), db.transaction() as session:
        session.execute(text(statement))

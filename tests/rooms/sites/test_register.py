"""Importing the register: all or nothing, twice is once, exactly what was previewed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from app.core import clock
from app.core.audit import AuditEvent
from app.core.db import reading, transaction
from app.core.web.edge import Portal
from app.sites import queries, service
from app.sites.models import Authority, AuthorityCode, RegisterUpload
from app.sites.queries import Filters
from tests.rooms.sites import registers
from tests.worlds import World

DAY = date(2026, 11, 22)


def _count() -> tuple[int, int]:
    with reading() as session:
        return (
            session.scalar(select(func.count()).select_from(Authority)) or 0,
            session.scalar(select(func.count()).select_from(AuthorityCode)) or 0,
        )


def _staged(text: str, person_id: int) -> tuple[int, str]:
    with transaction():
        number = service.stage_register(text, "register.csv", person_id)
    with reading():
        return number, queries.comparison(text).fingerprint


def test_importing_twice_changes_nothing_the_second_time(data: str) -> None:
    first, second = (registers.import_text(registers.text()) for _ in range(2))
    assert (len(first.new), len(second.new), len(second.changed)) == (12, 0, 0)
    assert _count() == (12, 12)
    with reading() as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.verb == "register imported")
        ).all()
        assert len(events) == 1


def test_one_wrong_line_and_nothing_is_written(data: str) -> None:
    with pytest.raises(service.HasWrongLines):
        registers.import_text(registers.edited("318000", "many"))
    assert _count() == (0, 0)


def test_a_change_is_written_and_what_is_missing_stays(data: str) -> None:
    registers.import_text(registers.text())
    lines = registers.edited("241300", "245000").splitlines()[:5]
    done = registers.import_text("\n".join(lines))
    assert (len(done.changed), len(done.missing)) == (1, 8)
    with reading() as session:
        assert session.scalar(select(Authority.population).filter_by(name="Brackmouth")) == 245000
    assert _count() == (12, 12)


def test_a_new_code_follows_the_old_one_which_ends_the_day_before(data: str) -> None:
    registers.import_text(registers.text())
    registers.import_text(registers.edited("E06900002", "E06900099"))
    with reading() as session:
        number = session.scalar(select(Authority.id).filter_by(name="Brackmouth")) or 0
        facts = queries.authority(number)
        listed = queries.authorities(Filters(q="E06900099"), clock.today())
    assert facts is not None
    today = clock.today()
    assert [(code.gss_code, code.valid_from, code.valid_to) for code in facts.codes] == [
        ("E06900002", None, today - timedelta(days=1)),
        ("E06900099", today, None),
    ]
    assert [row.code for row in listed.rows] == ["E06900099"]
    assert registers.import_text(registers.edited("E06900002", "E06900099")).unchanged == 12


def test_confirming_applies_exactly_what_was_previewed_and_only_once(world: World) -> None:
    number, seen = _staged(registers.text(), world.admin.id)
    with transaction():
        assert len(service.apply_upload(number, world.admin.id, seen).new) == 12
    with pytest.raises(service.AlreadyApplied), transaction():
        service.apply_upload(number, world.admin.id, seen)
    assert _count() == (12, 12)
    with reading() as session:
        assert session.scalars(select(RegisterUpload.text)).one() == ""


def test_when_the_register_changed_meanwhile_nothing_is_applied(world: World) -> None:
    number, seen = _staged(registers.text(), world.admin.id)
    registers.import_text("\n".join(registers.text().splitlines()[:3]))
    with pytest.raises(service.RegisterChanged), transaction():
        service.apply_upload(number, world.admin.id, seen)
    assert _count() == (2, 2)


def test_a_kept_upload_is_for_its_owner_for_a_day_and_undamaged(world: World) -> None:
    number, seen = _staged(registers.text(), world.admin.id)
    with pytest.raises(LookupError), transaction():
        service.apply_upload(number, world.lead.id, seen)
    with transaction() as session:
        session.execute(update(RegisterUpload).values(text=RegisterUpload.text + " "))
    with pytest.raises(LookupError, match="damaged"), transaction():
        service.apply_upload(number, world.admin.id, seen)
    with transaction() as session:
        session.execute(update(RegisterUpload).values(expires_at=clock.now()))
    with pytest.raises(LookupError), transaction():
        service.apply_upload(number, world.admin.id, seen)
    _staged(registers.text(), world.admin.id)
    with reading() as session:
        assert session.scalar(select(func.count()).select_from(RegisterUpload)) == 1


@pytest.mark.parametrize("same_upload", [True, False])
def test_two_people_confirm_the_same_import_at_once(world: World, same_upload: bool) -> None:
    one, seen = _staged(registers.text(), world.admin.id)
    other = one if same_upload else _staged(registers.text(), world.admin.id)[0]

    def confirm(number: int) -> str:
        try:
            with transaction():
                return f"{len(service.apply_upload(number, world.admin.id, seen).new)} new"
        except (service.AlreadyApplied, service.RegisterChanged) as refusal:
            return type(refusal).__name__

    with ThreadPoolExecutor(2) as people:
        answers = set(people.map(confirm, (one, other)))
    assert answers == {"12 new", "AlreadyApplied" if same_upload else "RegisterChanged"}
    assert _count() == (12, 12)


def test_the_command_checks_imports_and_refuses(app: Portal, data: str) -> None:
    run = app.test_cli_runner().invoke
    path = str(registers.REGISTER)
    checked = run(args=["authorities", "import", path, "--check"])
    assert (checked.exit_code, "12 new" in checked.output) == (0, True)
    assert _count() == (0, 0)
    assert run(args=["authorities", "import", path]).exit_code == 0
    assert "0 new, 0 changed, 12 unchanged" in run(args=["authorities", "import", path]).output
    assert _count() == (12, 12)


def test_the_command_names_wrong_lines_and_unreadable_files(
    app: Portal, data: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    run = app.test_cli_runner().invoke
    folder = tmp_path_factory.mktemp("registers")
    wrong, book = folder / "wrong.csv", folder / "book.csv"
    wrong.write_text(registers.edited("318000", "many"), encoding="utf-8")
    book.write_bytes(b"PK\x03\x04")
    refused = run(args=["authorities", "import", str(wrong)])
    assert refused.exit_code == 1
    assert "Line 4, Calverbridge: Population" in refused.output
    assert "not a CSV file" in run(args=["authorities", "import", str(book)]).output
    assert _count() == (0, 0)


@pytest.mark.skipif(
    not registers.REAL.exists(),
    reason="the real register lies in ../shared/data, beside the checkout; it is not there",
)
def test_the_real_register_is_imported_whole(data: str) -> None:
    first = registers.import_text(registers.text(registers.REAL))
    assert (len(first.new), first.wrong) == (207, ())
    again = registers.import_text(registers.text(registers.REAL))
    assert (len(again.new), len(again.changed), again.unchanged) == (0, 0, 207)
    with reading():
        england = queries.authorities(Filters(nation="England"), DAY)
    assert (england.found, england.total, len(england.rows)) == (153, 207, 50)

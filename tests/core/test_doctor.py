"""The doctor: each thing it looks at, well and not well."""

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text

from app.core import clock, db, doctor
from app.core.db import transaction
from app.core.doctor import Level, configuration, database, machine, running
from app.core.doctor.findings import Finding
from app.core.outbox import State
from app.core.web.edge import Portal
from app.core.worklog import WorkerSign
from config import ROOT, Settings
from tests.core.test_outbox_smtp import certificate, server_tls
from tests.factories.mail import make_mail
from tests.mail_server import mail_server

__all__ = ["certificate"]  # a fixture, used by name below


@pytest.fixture
def settings(app: Portal, data: str) -> Settings:
    """The settings of tests, with the database of this one."""
    found: Settings = app.config["SETTINGS"]
    return replace(found, database_url=data)


def only(findings: Iterator[Finding]) -> Finding:
    (found,) = findings
    return found


def worker_seen(ago: timedelta) -> None:
    moment = clock.now() - ago
    with transaction() as current:
        current.add(WorkerSign(owner="machine:1:abcd", started_at=moment, seen_at=moment))


def test_a_line_says_how_it_is_and_what_to_do() -> None:
    assert str(doctor.ok("Disk", "90 GB free")) == "ok       Disk: 90 GB free."
    assert str(doctor.problem("Disk", "full", "Make room.")) == "problem  Disk: full. Make room."


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"secret_key": "x" * 32}, Level.OK),
        ({"secret_key": "x" * 31}, Level.PROBLEM),
        ({"secret_key": "ChangeMe"}, Level.PROBLEM),
    ],
)
def test_a_short_or_known_secret_is_a_problem(
    settings: Settings, change: dict[str, Any], level: Level
) -> None:
    assert only(configuration.secret(replace(settings, **change))).level is level


def test_links_in_mail_must_lead_to_a_host_that_answers(settings: Settings) -> None:
    assert only(configuration.hosts(settings)).level is Level.OK
    elsewhere = replace(settings, public_base_url="https://elsewhere.example")
    assert "elsewhere.example" in only(configuration.hosts(elsewhere)).words
    anything = replace(settings, trusted_hosts=("portal.test", "*"))
    assert only(configuration.hosts(anything)).level is Level.PROBLEM


def test_without_tls_it_warns_here_and_is_a_problem_in_production(settings: Settings) -> None:
    assert only(configuration.encryption(settings)).level is Level.WARNING
    real = replace(settings, env="production")
    assert only(configuration.encryption(real)).level is Level.PROBLEM


def test_tls_without_a_proxy_that_is_believed_warns(settings: Settings) -> None:
    secure = replace(settings, public_base_url="https://127.0.0.1:1")
    proxy, certificate_line = configuration.encryption(secure)
    assert (proxy.level, certificate_line.level) == (Level.WARNING, Level.WARNING)
    only(configuration.encryption(replace(secure, proxy_hops=1)))


@contextmanager
def tls_server(folder: Path) -> Iterator[int]:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            line, _ = listening.accept()
            with line:
                try:
                    server_tls(folder).wrap_socket(line, server_side=True).close()
                except ssl.SSLError:
                    return

        thread = Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_a_certificate_that_ends_soon_warns_and_an_unknown_one_is_a_problem(
    certificate: Path,
) -> None:
    with tls_server(certificate) as port:
        known = str(certificate / "certificate.pem")
        found = configuration.certificate(f"https://127.0.0.1:{port}", ca_file=known)
    assert (found.level, found.words) == (Level.WARNING, "ends in 1 days")
    with tls_server(certificate) as port:
        assert configuration.certificate(f"https://127.0.0.1:{port}").level is Level.PROBLEM


def test_little_room_on_the_disk_warns_and_less_is_a_problem(
    settings: Settings, tmp_path: Path
) -> None:
    assert [machine.room(free).level for free in (499_999_999, 1_999_999_999, 2_000_000_000)] == [
        Level.PROBLEM,
        Level.WARNING,
        Level.OK,
    ]
    missing = replace(settings, data_dir=tmp_path / "not" / "there")
    free = shutil.disk_usage(tmp_path).free
    assert only(machine.disk(missing)).words == f"{free / 1e9:.1f} GB free"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv nfs4 rw 0 0
/dev/sdb1 /srv/local\\040disk xfs rw 0 0
//nas/share /mnt/share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/x", "ext4"),
        ("/srv/data", "nfs4"),
        ("/srv/local disk/data", "xfs"),
        ("/mnt/share", "cifs"),
        ("/mnt/shared", "ext4"),
    ],
)
def test_the_file_system_of_a_folder_is_that_of_its_nearest_mount(path: str, kind: str) -> None:
    assert machine.kind_at(Path(path), MOUNTS) == kind


def test_an_embedded_database_on_a_shared_disk_is_a_problem(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded = replace(settings, database_url="sqlite:///x", data_dir=tmp_path)
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(machine, "MOUNTS", mounts)
    assert only(machine.filesystem(embedded)).level is Level.WARNING
    mounts.write_text("server:/export / nfs4 rw 0 0\n")
    assert "nfs4" in only(machine.filesystem(embedded)).words
    assert only(machine.filesystem(embedded)).level is Level.PROBLEM
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n")
    assert only(machine.filesystem(embedded)).level is Level.OK
    assert not list(machine.filesystem(replace(embedded, database_url="postgresql://x/y")))


def test_a_python_without_security_fixes_is_a_problem() -> None:
    levels = {
        version: machine.interpreter((*version, 4), date(2027, 11, 1)).level
        for version in ((3, 11), (3, 12), (3, 99))
    }
    assert list(levels.values()) == [Level.PROBLEM, Level.OK, Level.WARNING]


def test_a_cleaning_that_lets_a_header_through_is_a_problem(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert only(machine.mail_headers(settings)).level in (Level.OK, Level.WARNING)

    def write(subject: str) -> list[str]:
        return ["Subject", "Bcc"]

    monkeypatch.setattr(machine, "_read_back", write)
    assert only(machine.mail_headers(settings)).level is Level.PROBLEM


def test_the_database_is_named_and_well(settings: Settings, database_url: str) -> None:
    found = only(database.engine(settings))
    assert found.level is Level.OK
    assert ("SQLite" in found.words) == database_url.startswith("sqlite")
    assert all(f.level is Level.OK for f in database.soundness(settings))
    assert only(database.schema(settings)).level is Level.OK


def test_an_older_schema_is_a_problem(settings: Settings) -> None:
    with transaction() as current:
        current.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    found = only(database.schema(settings))
    assert (found.level, found.to_do) == (Level.PROBLEM, "Run: flask --app wsgi migrate")


def test_a_damaged_file_is_a_problem(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    engine = db.make_engine(f"sqlite:///{path}")
    db.use(engine)
    with transaction() as current:
        current.execute(text("CREATE TABLE things (words TEXT)"))
        for _ in range(500):
            current.execute(text("INSERT INTO things VALUES (hex(randomblob(100)))"))
    engine.dispose()
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\x99" * 4096)
    embedded = replace(settings, database_url=f"sqlite:///{path}")
    assert only(database.soundness(embedded)).level is Level.PROBLEM


def test_a_database_that_is_away_is_a_problem_and_the_rest_is_still_looked_at(
    settings: Settings,
) -> None:
    away = replace(settings, database_url="postgresql+psycopg://portal:hidden@127.0.0.1:1/none")
    db.use(db.make_engine(away.database_url))
    findings = doctor.examine(away)
    levels = {finding.about: finding.level for finding in findings}
    assert (levels["Database"], levels["Schema"]) == (Level.PROBLEM, Level.PROBLEM)
    assert levels["Disk"] in (Level.OK, Level.WARNING)
    assert "hidden" not in "".join(map(str, findings))


@pytest.mark.parametrize(
    ("database_off", "stored_ahead", "level"),
    [(0, -5, Level.OK), (14, 14, Level.OK), (16, 0, Level.PROBLEM), (0, 16, Level.PROBLEM)],
)
def test_clocks_that_disagree_are_a_problem(
    database_off: int, stored_ahead: int, level: Level
) -> None:
    now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    theirs = now - timedelta(seconds=database_off)
    stored = [now - timedelta(days=1), now + timedelta(seconds=stored_ahead)]
    assert running.judged(now, theirs, stored).level is level
    assert running.judged(now, now, []).level is Level.OK


def test_the_clock_of_the_database_is_read_in_utc(settings: Settings) -> None:
    assert only(running.clocks(settings)).level is Level.OK
    worker_seen(timedelta(minutes=-5))
    found = only(running.clocks(settings))
    assert found.level is Level.PROBLEM
    assert "in the future" in found.words


@pytest.mark.parametrize(
    ("minutes", "words"), [(None, "none seen"), (1, "1 alive"), (3, "silent for 3 minutes")]
)
def test_a_worker_must_have_been_seen(settings: Settings, minutes: int | None, words: str) -> None:
    if minutes is not None:
        worker_seen(timedelta(minutes=minutes))
    assert words in only(running.worker(settings)).words


def test_mail_that_waits_is_a_problem_and_mail_to_decide_about_a_warning(
    settings: Settings,
) -> None:
    assert only(running.waiting_mail(settings)).level is Level.OK
    with transaction():
        make_mail().state = State.PARKED
    assert only(running.waiting_mail(settings)).words == "1 parked, failed or back"
    with transaction():
        make_mail().created_at = clock.now() - timedelta(hours=5)
    assert only(running.waiting_mail(settings)).words == "the oldest has waited 5 hours"


def test_without_a_mail_server_it_warns_here_and_is_a_problem_in_production(
    settings: Settings,
) -> None:
    assert only(running.mail_server(settings)).level is Level.WARNING
    assert only(running.mail_server(replace(settings, env="production"))).level is Level.PROBLEM


def with_server(settings: Settings, port: int, security: str) -> Finding:
    changed = replace(
        settings,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security=security,
        smtp_user="portal",
        smtp_password="hidden",
    )
    return only(running.mail_server(changed))


def test_the_mail_server_is_greeted_and_encrypted_but_sent_nothing(
    settings: Settings, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_server(tls=server_tls(certificate), user=("portal", "other")) as inbox:
        unknown = with_server(settings, inbox.port, "starttls")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate.pem"))
        known = with_server(settings, inbox.port, "starttls")
        assert (unknown.level, known.level) == (Level.PROBLEM, Level.OK)
        assert inbox.mails == []


def test_a_mail_server_that_does_not_encrypt_or_answer_is_a_problem(settings: Settings) -> None:
    with mail_server() as inbox:
        assert with_server(settings, inbox.port, "starttls").level is Level.PROBLEM
        assert with_server(settings, inbox.port, "none").level is Level.OK
        port = inbox.port
    gone = with_server(settings, port, "none")
    assert gone.level is Level.PROBLEM
    assert "hidden" not in str(gone)


def test_a_check_that_breaks_is_a_problem_and_the_others_go_on(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_settings: Settings) -> list[Finding]:
        raise PermissionError("/secret/path")

    checks: tuple[Callable[[Settings], Any], ...] = (broken, machine.disk)
    monkeypatch.setattr(doctor, "CHECKS", checks)
    first, second = doctor.examine(settings)
    assert str(first).startswith("problem  Broken: could not be checked (PermissionError)")
    assert second.about == "Disk"


def test_the_command_prints_a_line_each_and_fails_on_problems(
    app: Portal, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    ill = app.test_cli_runner().invoke(args=["doctor"])
    assert ill.exit_code == 1
    assert "problem  Worker: none seen for a day" in ill.output
    assert "Problems: 1" in ill.output
    worker_seen(timedelta())
    well = app.test_cli_runner().invoke(args=["doctor"])
    assert well.exit_code == 0, well.output
    assert "Everything the portal needs is in order." in well.output
    assert len(well.output.splitlines()) >= len(doctor.CHECKS) - 2


def test_a_portal_that_cannot_start_says_what_to_set(tmp_path: Path) -> None:
    environment = {**os.environ, "PORTAL_ENV": "production", "SECRET_KEY": "dev"}
    environment |= {"DATA_DIR": str(tmp_path), "PUBLIC_BASE_URL": "https://portal.example"}
    ended = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "doctor"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert "SECRET_KEY is missing, a default or shorter than 32 characters" in ended.stderr

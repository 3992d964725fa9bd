"""The throw-away PostgreSQL goes with the process that started it, however that ends."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tools.postgres import running_postgres, sweep
from tools.steps import ROOT

OWNER = """
import time
from tools.postgres import running_postgres
with running_postgres() as address:
    print(address, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def owner() -> Iterator[subprocess.Popen[str]]:
    """Another process that has a server running."""
    command = [sys.executable, "-c", OWNER]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def folder_of(address: str) -> Path:
    """The folder in which a server listens."""
    return Path(address.strip().partition("?host=")[2])


def connect(folder: Path) -> psycopg.Connection[tuple[object, ...]]:
    """A plain connection to the server that listens in a folder."""
    return psycopg.connect(host=str(folder), user="portal", dbname="postgres")


def refuses(folder: Path) -> bool:
    """Whether nothing answers in a folder any more."""
    try:
        connect(folder).close()
    except psycopg.OperationalError:
        return True
    return False


def first_line(process: subprocess.Popen[str]) -> str:
    """What a process says first."""
    assert process.stdout is not None
    return process.stdout.readline()


def test_two_servers_run_side_by_side_and_are_gone_afterwards(
    owner: subprocess.Popen[str],
) -> None:
    theirs = folder_of(first_line(owner))
    with running_postgres() as address:
        ours = folder_of(address)
        with connect(ours) as connection:
            connection.execute("CREATE TABLE only_here (id integer)")
        with connect(theirs) as connection:
            found = connection.execute("SELECT to_regclass('only_here')").fetchone()
        assert found == (None,)
    assert not ours.exists()
    assert theirs.exists()


def test_a_terminated_owner_leaves_neither_server_nor_folder(owner: subprocess.Popen[str]) -> None:
    folder = folder_of(first_line(owner))
    owner.send_signal(signal.SIGTERM)
    owner.wait(timeout=60)
    assert not folder.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the server")
def test_a_killed_owner_leaves_no_server_and_its_folder_is_swept(
    owner: subprocess.Popen[str],
) -> None:
    folder = folder_of(first_line(owner))
    owner.kill()
    owner.wait(timeout=60)
    until = time.monotonic() + 60
    while not refuses(folder) and time.monotonic() < until:
        time.sleep(0.02)
    assert refuses(folder)
    # Its last processes may still write for a moment, and another run may be sweeping just now.
    while folder.exists() and time.monotonic() < until:
        sweep()
        time.sleep(0.02)
    assert not folder.exists()


def test_sweeping_spares_a_server_in_use(owner: subprocess.Popen[str]) -> None:
    folder = folder_of(first_line(owner))
    sweep()
    assert folder.exists()
    assert not refuses(folder)

"""A throw-away PostgreSQL for tests: up in about a second, gone with the process that started it.

It speaks over a Unix socket in its own temporary folder only, so any number may run side by side.
Nothing is made durable: its data never outlive the test run.
"""

import fcntl
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools import postgres_programs
from tools.lifeline import tied_to_parent
from tools.steps import MissingError

PREFIX = "portal-postgres-"
SECONDS_TO_START = 60
ROLE = "portal"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "100",
    "max_wal_size": "512MB",
    "shared_buffers": "64MB",
    "dynamic_shared_memory_type": "mmap",  # containers often have 64 MB of shared memory
    "timezone": "UTC",
}


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a fresh PostgreSQL and yield its SQLAlchemy address; stop and delete it afterwards.

    The address is `postgresql+psycopg://portal@/postgres?host=<folder>`; the role may create
    databases. It is stopped by the end of the block, by SIGTERM, and on Linux by any death of this
    process. Call it from the main thread. Raises MissingError with a sentence when it cannot start.
    """
    programs = postgres_programs.ensure()
    sweep()
    folder, held = _own_folder()
    try:
        with _ending_on_sigterm():
            yield from _serving(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def sweep() -> None:
    """Delete the folders of servers whose owner was killed before it could tidy up."""
    for folder in Path(_short_folder()).glob(f"{PREFIX}*"):
        try:
            held = _hold(folder)
        except OSError:  # still held by its owner, someone else's, or being made or deleted now
            continue
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def _own_folder() -> tuple[Path, int]:
    """Make a folder and hold it; it gets the name that `sweep` looks for only once it is held."""
    made = Path(tempfile.mkdtemp(prefix="new-" + PREFIX, dir=_short_folder()))
    held = _hold(made)
    return made.rename(made.with_name(made.name.removeprefix("new-"))), held


def _hold(folder: Path) -> int:
    """Lock a server's folder for as long as this process lives; OSError when another holds it."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _short_folder() -> str:
    """Return a temporary folder whose path leaves room for a socket's name (about 100 bytes)."""
    usual = tempfile.gettempdir()
    return usual if len(usual) <= 50 else "/tmp"  # noqa: S108 - mkdtemp makes a private folder in it


def _serving(programs: Path, folder: Path) -> Iterator[str]:
    account = _account(folder)
    programs = _readable(programs, folder, account)
    data, log = folder / "data", folder / "log"
    _create(programs, data, log, account)
    server = _start(programs, folder, log, account)
    try:
        _await(server, folder, log)
        yield f"postgresql+psycopg://{ROLE}@/postgres?host={folder}"
    finally:
        _stop(server)


def _account(folder: Path) -> dict[str, Any]:
    """Choose whom the server runs as: PostgreSQL refuses root, which then lends a plain account."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise MissingError("PostgreSQL refuses to run as root: run the command as an ordinary user.")


def _readable(programs: Path, folder: Path, account: dict[str, Any]) -> Path:
    """Return `programs`, copied where the lent account cannot reach them (say under /root)."""
    tried = subprocess.run(
        ["/bin/sh", "-c", '"$0" --version', programs / "postgres"],
        **account,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    if tried.returncode == 0:
        return programs
    shutil.copytree(programs.parent, folder / "programs", ignore=shutil.ignore_patterns("include"))
    return folder / "programs" / "bin"


def _create(programs: Path, data: Path, log: Path, account: dict[str, Any]) -> None:
    command: list[str | Path] = [
        programs / "initdb",
        "-D",
        data,
        "-U",
        ROLE,
        "--auth=trust",
        "--no-sync",
    ]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
    with log.open("ab") as output:
        done = subprocess.run(
            command,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=data.parent,
            check=False,
            **account,
        )
    if done.returncode != 0:
        raise MissingError(f"PostgreSQL could not create its files:\n{_tail(log)}")


def _start(
    programs: Path, folder: Path, log: Path, account: dict[str, Any]
) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, "unix_socket_directories": str(folder)}
    options = [part for item in settings.items() for part in ("-c", "=".join(item))]
    with log.open("ab") as output:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=folder,
            preexec_fn=tied_to_parent(signal.SIGQUIT),
            start_new_session=True,  # a Ctrl-C at the terminal is for us to handle
            **account,
        )


def _environment() -> dict[str, str]:
    """Give the server nothing of the caller's: PGDATA and its like would lead it astray."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _await(server: subprocess.Popen[bytes], folder: Path, log: Path) -> None:
    """Wait until the server says it is ready, which it writes into its own postmaster.pid."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        if _says_ready(folder / "data" / "postmaster.pid") and _answers(folder / ".s.PGSQL.5432"):
            return
        time.sleep(0.02)
    raise MissingError(f"PostgreSQL did not start; it says:\n{_tail(log)}")


def _says_ready(pid_file: Path) -> bool:
    try:
        return pid_file.read_text(encoding="utf-8").splitlines()[7].strip() == "ready"
    except (OSError, IndexError):
        return False


def _answers(address: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        return line.connect_ex(str(address)) == 0


def _tail(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Stop at once and without a checkpoint: the data are about to be deleted."""
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """Turn SIGTERM's sudden death into an exit that runs the clean-up, where nobody else has."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    try:
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    except ValueError:  # not the main thread: the lifeline is all there is
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

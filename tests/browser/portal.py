"""The portal as people meet it: the web server and the worker of `make run`, on loopback."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import ROOT
from tests.mail_server import Inbox, mail_server
from tools.lifeline import tied_to_parent
from tools.up import children

SECONDS_TO_START = 120
Process = subprocess.Popen[bytes]


@dataclass(frozen=True)
class LivePortal:
    """A running portal: its address, the mails it has sent, and what its processes say.

    `ahead` is the file that moves the clock of its web server, if it has one.
    """

    address: str
    inbox: Inbox
    environment: dict[str, str]
    log: Path
    ahead: Path | None = None

    def wait_until(self, days: float) -> None:
        """For the web server it is this many days after today from now on."""
        assert self.ahead is not None, "This portal's clock stands in no file."
        fresh = self.ahead.with_suffix(".new")
        fresh.write_text(str(days))
        fresh.replace(self.ahead)  # never half written for the process that reads it

    @contextmanager
    def worker(self, days_ahead: float = 0) -> Iterator[None]:
        """A worker for the block; its clock may be ahead, which stands in for the waiting."""
        command = [sys.executable, "-m", "tests.browser.worker", str(days_ahead)]
        process = self._start(command)
        try:
            yield
            assert process.poll() is None, f"The worker ended by itself:\n{self.said()}"
        finally:
            _stop(process)

    def _start(self, command: list[str], lines: tuple[int, ...] = ()) -> Process:
        with self.log.open("ab") as output:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                pass_fds=lines,
                preexec_fn=tied_to_parent(signal.SIGKILL),
            )

    def said(self) -> str:
        """The end of the log of web server and worker."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-60:])

    @contextmanager
    def _web(self, listening: socket.socket) -> Iterator[None]:
        """The web server for the block, on a line that listens already: no race for a port."""
        command = [str(part) for part in children("127.0.0.1", 0)[0].command]
        command[command.index("127.0.0.1:0")] = f"fd://{listening.fileno()}"
        if self.ahead is not None:
            command[command.index("wsgi:app")] = "tests.browser.ahead:app"
        process = self._start(command, (listening.fileno(),))
        try:
            wait_until(lambda: self._answers(process), "the web server", SECONDS_TO_START)
            yield
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: browsers hold lines open
            process.wait()

    def _answers(self, process: Process) -> bool:
        assert process.poll() is None, f"The web server did not start:\n{self.said()}"
        try:
            with urllib.request.urlopen(f"{self.address}/sign-in", timeout=2) as answer:  # noqa: S310 our own
                return bool(answer.status == 200)
        except urllib.error.HTTPError as error:
            raise AssertionError(f"/sign-in answers {error.code}:\n{self.said()}") from error
        except OSError:
            return False


def wait_until(true: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait for what another process is bound to do, long enough for a busy machine."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"waited in vain for {what}"
        time.sleep(0.05)


def _stop(process: Process) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def live_portal(
    database_url: str, folder: Path, *, clock_moves: bool = False
) -> Iterator[LivePortal]:
    """A portal on this database, with a mail server of its own, for the block."""
    with mail_server() as inbox, socket.create_server(("127.0.0.1", 0)) as listening:
        listening.set_inheritable(True)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "PORTAL_ENV": "development",
            "SECRET_KEY": "a secret for tests that protects nothing at all",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "PUBLIC_BASE_URL": address,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(inbox.port),
            "SMTP_SECURITY": "none",
        }
        ahead = folder / "days-ahead" if clock_moves else None
        portal = LivePortal(address, inbox, environment, folder / "log", ahead)
        if ahead is not None:
            environment["PORTAL_DAYS_AHEAD"] = str(ahead)
            portal.wait_until(0)
        with portal._web(listening):
            yield portal

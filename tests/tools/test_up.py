"""`make run` keeps web and worker alive, stops both cleanly, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tools.steps import ROOT, MissingError
from tools.up import address, check_free

# A supervisor in a process of its own, over commands given as arguments: "name=program".
SUPERVISOR = """
import os, sys
from pathlib import Path
from tools.supervisor import Child, Patience, Supervisor
from tools.up import serve
children = [Child(n, [sys.executable, "-c", c]) for n, c in (a.split("=", 1) for a in sys.argv[1:])]
patience = Patience(first_pause=0.01, to_stop=2.0, look=0.01)
supervisor = Supervisor(children, Path.cwd(), os.environ, patience)
sys.exit(serve(supervisor, lambda: True, "All is up."))
"""
# Stand-ins: each appends its number to a file and waits.
TELL = "import os, signal, time; open({file!r}, 'a').write(f'{{os.getpid()}}\\n'); "
WAITS = TELL + "time.sleep(600)"
IGNORES = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAITS
HAS_A_CHILD = "import os; os.fork(); " + WAITS
FAILS = TELL + "raise SystemExit(3)"

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a supervisor over stand-ins; afterwards nothing of it is left, whatever a test did."""
    begun: list[subprocess.Popen[bytes]] = []

    def starting(**stand_ins: str) -> subprocess.Popen[bytes]:
        arguments = [
            f"{name}={code.format(file=str(tmp_path / name))}" for name, code in stand_ins.items()
        ]
        with (tmp_path / "said").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-c", SUPERVISOR, *arguments],
                cwd=ROOT,
                stdout=said,
                stderr=said,
            )
        begun.append(process)
        return process

    yield starting
    for process in begun:
        process.kill()
        process.wait()
    for file in (tmp_path / "web", tmp_path / "worker"):
        for number in numbers(file):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)


def numbers(file: Path) -> list[int]:
    """Process numbers that a stand-in has written so far."""
    return [int(line) for line in file.read_text().splitlines()] if file.exists() else []


def alive(number: int) -> bool:
    """Whether a process runs; one that has ended but is not yet collected does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def eventually(true: Callable[[], bool], what: str) -> None:
    """Wait for something that is bound to happen, long enough for a busy machine."""
    until = time.monotonic() + 60
    while not true():
        assert time.monotonic() < until, f"waited in vain for: {what}"
        time.sleep(0.01)


def test_a_killed_child_comes_back(start: Start, tmp_path: Path) -> None:
    start(web=WAITS, worker=WAITS)
    eventually(lambda: len(numbers(tmp_path / "worker")) == 1, "the first worker")
    eventually(lambda: len(numbers(tmp_path / "web")) == 1, "the web server")
    first = numbers(tmp_path / "worker")[0]
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(numbers(tmp_path / "worker")) == 2, "the second worker")
    assert alive(numbers(tmp_path / "worker")[1])
    assert [alive(number) for number in numbers(tmp_path / "web")] == [True]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_everything_stops_when_asked_to(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    supervisor = start(web=HAS_A_CHILD, worker=WAITS)
    eventually(lambda: len(numbers(tmp_path / "web")) == 2, "the web server and its child")
    eventually(lambda: len(numbers(tmp_path / "worker")) == 1, "the worker")
    supervisor.send_signal(number)
    assert supervisor.wait(timeout=60) == 0
    said = (tmp_path / "said").read_text()
    assert said.splitlines()[-1] == "Stopped."
    left = numbers(tmp_path / "web") + numbers(tmp_path / "worker")
    assert not [process for process in left if alive(process)]


def test_a_child_that_does_not_listen_is_killed(start: Start, tmp_path: Path) -> None:
    supervisor = start(web=IGNORES)
    eventually(lambda: len(numbers(tmp_path / "web")) == 1, "the web server")
    supervisor.terminate()
    assert supervisor.wait(timeout=60) == 0
    assert not alive(numbers(tmp_path / "web")[0])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the children")
def test_nothing_is_left_when_the_supervisor_itself_is_killed(start: Start, tmp_path: Path) -> None:
    supervisor = start(web=WAITS, worker=WAITS)
    files = [tmp_path / "web", tmp_path / "worker"]
    eventually(lambda: all(len(numbers(file)) == 1 for file in files), "both children")
    supervisor.kill()
    left = [numbers(file)[0] for file in files]
    eventually(lambda: not any(map(alive, left)), "the end of both children")


def test_what_a_dead_child_started_goes_before_it_comes_back(start: Start, tmp_path: Path) -> None:
    start(web=HAS_A_CHILD)
    eventually(lambda: len(numbers(tmp_path / "web")) == 2, "the web server and its child")
    pair = numbers(tmp_path / "web")
    leader = next(number for number in pair if os.getpgid(number) == number)
    os.kill(leader, signal.SIGKILL)
    eventually(lambda: len(numbers(tmp_path / "web")) == 4, "the next pair")
    assert not [number for number in pair if alive(number)]


def test_a_child_that_keeps_dying_ends_everything_with_a_sentence(
    start: Start, tmp_path: Path
) -> None:
    supervisor = start(web=FAILS, worker=WAITS)
    assert supervisor.wait(timeout=60) == 1
    said = (tmp_path / "said").read_text()
    assert len(numbers(tmp_path / "web")) == 5
    assert "The web ended 5 times shortly after it was started (last: exit status 3)" in said
    assert not alive(numbers(tmp_path / "worker")[0])


def test_a_taken_port_is_said_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(MissingError, match=f"Port {port} on 127.0.0.1 is taken.*PORT="):
            check_free("127.0.0.1", port)
    check_free("127.0.0.1", port)


def test_host_and_port_come_from_the_environment() -> None:
    assert address({}) == ("127.0.0.1", 5000)
    assert address({"HOST": "192.0.2.1", "PORT": "8080"}) == ("192.0.2.1", 8080)
    for wrong in ("web", "0", "65536", "-1", "5000.0"):
        with pytest.raises(MissingError, match="from 1 to 65535"):
            address({"PORT": wrong})

"""Starting the portal and the limit application as they would run, on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from config import ROOT

SECRET = "a secret for measuring that protects nothing"
PASSWORD = "measuring-needs-a-password-7"


@dataclass(frozen=True)
class Server:
    """A running server: its port, the process that leads it and how long it took to answer."""

    port: int
    process: subprocess.Popen[bytes]
    seconds_to_answer: float


def settings(folder: Path, port: int) -> dict[str, str]:
    """The environment of a portal with its data in `folder`."""
    return {
        **{k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")},
        "PORTAL_ENV": "development",
        "SECRET_KEY": SECRET,
        "DATA_DIR": str(folder),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_HOSTS": "127.0.0.1",
        "DEMO_PASSWORD": PASSWORD,
    }


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def command(folder: Path, *words: str) -> float:
    """Run a command of the portal and return the seconds it took."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *words],
        env=settings(folder, 5000),
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


@contextmanager
def serving(target: str, environment: dict[str, str], port: int) -> Iterator[Server]:
    """gunicorn with two sync workers, as `make run` starts it; stopped at the end."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--workers", "2", "--preload", "--log-level", "error",
         "--bind", f"127.0.0.1:{port}", target],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _await_answer(port)
        yield Server(port, process, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def working(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The worker beside it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "worker"],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _await_answer(port: int) -> None:
    for _ in range(600):
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"Nothing answered on port {port} within 30 seconds.")


def memory(process: subprocess.Popen[bytes]) -> float:
    """Proportional set size of a process and its children, in MiB."""
    total = 0
    for pid in [process.pid, *_children(process.pid)]:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / 1024


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]

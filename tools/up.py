"""`python -m tools.up`: bring the database up to date, then run web and worker until stopped.

HOST and PORT (127.0.0.1 and 5000 unless set) say where the portal answers.
"""

import errno
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tools.steps import ROOT, VENV_PYTHON, MissingError, announce, attempt, stop_with
from tools.supervisor import Child, Supervisor

FLASK: list[str | Path] = [VENV_PYTHON, "-m", "flask", "--app", "wsgi"]
PREPARATION = (
    ("Bringing the database up to date", "migrate"),
    ("Loading the programme", "seed programme"),
    ("Loading the demonstration (only into a new database)", "seed demo --if-empty"),
)
SECONDS_BETWEEN_LOOKS = 0.25
SECONDS_UNTIL_WORD = 30


def main() -> int:
    """Do what `make run` does once everything is installed; returns the exit status."""
    try:
        host, port = address(os.environ)
        check_free(host, port)
        sign_ins = prepare()
    except MissingError as missing:
        return stop_with(str(missing))
    except KeyboardInterrupt:
        return 130
    supervisor = Supervisor(children(host, port), ROOT, os.environ)
    return serve(supervisor, lambda: answers(host, port), welcome(host, port, sign_ins))


def address(environment: Mapping[str, str]) -> tuple[str, int]:
    """Read HOST and PORT; MissingError when PORT is not a number from 1 to 65535."""
    host = environment.get("HOST") or "127.0.0.1"
    given = environment.get("PORT") or "5000"
    if not (given.isascii() and given.isdigit() and 0 < int(given) < 65536):
        raise MissingError(
            f"PORT is {given!r}: give a number from 1 to 65535, say PORT=5001 make run."
        )
    return host, int(given)


def check_free(host: str, port: int) -> None:
    """MissingError, saying what to do, when nothing can listen on that address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            line.bind((host, port))
        except OSError as error:
            raise MissingError(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken: stop the program that uses it (perhaps another "
            f"`make run`) or choose another port, say PORT={port + 1} make run."
        )
    return f"The portal cannot listen on {host} port {port} ({error.strerror}): set HOST and PORT."


def prepare() -> str:
    """Migrate and load the seeds; returns what the last step said: the sign-ins of the demo."""
    said = ""
    for what, command in PREPARATION:
        announce(what)
        done = attempt([*FLASK, *command.split()], os.environ)
        if done.returncode != 0:
            print(done.stdout, file=sys.stderr)
            raise MissingError(f"`flask {command}` failed: the lines above say why.")
        said = done.stdout.strip()
    return said


def children(host: str, port: int) -> list[Child]:
    """Name the processes that make up the portal."""
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web: list[str | Path] = [VENV_PYTHON, "-m", "gunicorn", "wsgi:app", "--bind", bind]
    web += ["--workers", "2", "--preload"]
    web += ["--log-level", "warning", "--graceful-timeout", "8", "--no-control-socket"]
    return [Child("web server", web), Child("worker", [*FLASK, "worker"])]


def welcome(host: str, port: int, sign_ins: str) -> str:
    """Return the last thing printed at the start: where the portal is and who can sign in."""
    shown = f"[{host}]" if ":" in host else host
    lines = ["", f"The portal is at http://{shown}:{port}", *([sign_ins] if sign_ins else [])]
    return "\n".join([*lines, "Ctrl-C stops it. Your data are kept for the next run."])


def answers(host: str, port: int) -> bool:
    """Say whether the portal answers /health with 200."""
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    line = http.client.HTTPConnection(where, port, timeout=2)
    try:
        line.request("GET", "/health")
        return line.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def serve(supervisor: Supervisor, is_up: Callable[[], bool], greeting: str) -> int:
    """Run the children until stopped, printing `greeting` once `is_up`; returns the exit status."""
    announce("Starting web and worker")
    try:
        supervisor.start()
        _greet_when_up(supervisor, is_up, greeting)
        while supervisor.look_after():
            pass
    finally:
        supervisor.stop()
    if supervisor.failure:
        return stop_with(supervisor.failure)
    print("\nStopped.", flush=True)
    return 0


def _greet_when_up(supervisor: Supervisor, is_up: Callable[[], bool], greeting: str) -> None:
    next_look, word_at = 0.0, time.monotonic() + SECONDS_UNTIL_WORD
    while supervisor.look_after():
        now = time.monotonic()
        if now < next_look:
            continue
        if is_up():
            print(greeting, flush=True)
            return
        next_look = now + SECONDS_BETWEEN_LOOKS
        if now > word_at:
            word_at = now + SECONDS_UNTIL_WORD
            announce("Still waiting for the web server to answer /health")


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    sys.exit(main())

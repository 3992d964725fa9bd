"""Keeping several child processes running: what dies is restarted, all stop together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.lifeline import tied_to_parent

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds, and how many quick deaths in a row are too many."""

    quick: float = 10.0
    first_pause: float = 0.5
    deaths: int = 5
    to_stop: float = 10.0
    look: float = 0.1


@dataclass
class Child:
    """One command to be kept running, under the name that messages call it by."""

    name: str
    command: Sequence[str | Path]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = 0
    restart_at: float = 0.0


@dataclass
class Supervisor:
    """Runs children until it is asked to stop (Ctrl-C, SIGTERM, a closed terminal) or gives up.

    Each child leads a group of its own, so that what it started goes with it. Use from the main
    thread: on Linux the kernel ends the children when that thread ends, even by `kill -9`.
    """

    children: Sequence[Child]
    folder: Path
    environment: Mapping[str, str]
    patience: Patience = field(default_factory=Patience)
    asked_to_stop: bool = False
    failure: str = ""

    def start(self) -> None:
        """Listen for the signals that stop everything, and start every child."""
        for number in STOPPING:
            signal.signal(number, self._ask_to_stop)
        for child in self.children:
            self._launch(child)

    def look_after(self) -> bool:
        """Restart what died, then pause a moment; False as soon as everything is to be stopped."""
        for child in self.children:
            self._look_after_one(child)
        if self.asked_to_stop or self.failure:
            return False
        time.sleep(self.patience.look)
        return not self.asked_to_stop

    def stop(self) -> None:
        """Ask every child to end, wait, and kill what is left of it and of what it started."""
        living = [child.process for child in self.children if child.process]
        for process in living:
            _signal_leader(process, signal.SIGTERM)
        until = time.monotonic() + self.patience.to_stop
        for process in living:
            _wait(process, until)
            _kill_group(process)
            process.wait()

    def _ask_to_stop(self, *_: object) -> None:
        self.asked_to_stop = True

    def _launch(self, child: Child) -> None:
        child.started = time.monotonic()
        child.process = subprocess.Popen(
            [str(part) for part in child.command],
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            preexec_fn=tied_to_parent(signal.SIGTERM),
            start_new_session=True,
        )

    def _look_after_one(self, child: Child) -> None:
        if child.process is None:
            if time.monotonic() >= child.restart_at and not self.asked_to_stop:
                self._launch(child)
        elif child.process.poll() is not None:
            self._bury(child, child.process)

    def _bury(self, child: Child, process: subprocess.Popen[bytes]) -> None:
        """Clear away what a dead child left, and decide when it comes back or that it does not."""
        _kill_group(process)
        child.process = None
        if self.asked_to_stop:
            return
        lived = time.monotonic() - child.started
        child.quick_deaths = child.quick_deaths + 1 if lived < self.patience.quick else 0
        how = _how_it_ended(process.returncode)
        if child.quick_deaths >= self.patience.deaths:
            self.failure = (
                f"The {child.name} ended {child.quick_deaths} times shortly after it was started "
                f"(last: {how}); its own messages above say why."
            )
            return
        pause = self.patience.first_pause * 2 ** max(child.quick_deaths - 1, 0)
        child.restart_at = time.monotonic() + pause
        message = f"The {child.name} ended unexpectedly ({how}); it comes back in {pause:g} s."
        print(message, file=sys.stderr, flush=True)


def _how_it_ended(returncode: int) -> str:
    return f"signal {-returncode}" if returncode < 0 else f"exit status {returncode}"


def _signal_leader(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if process.poll() is None:
        process.send_signal(number)


def _wait(process: subprocess.Popen[bytes], until: float) -> None:
    try:
        process.wait(timeout=max(until - time.monotonic(), 0.01))
    except subprocess.TimeoutExpired:
        return


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and all it started; its group keeps its number while any of them lives."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # none left; macOS says the latter of a zombie
        return

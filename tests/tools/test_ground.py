"""Nothing is repeated when nothing changed, and somebody's shell changes no check."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tools import check, chromium, node, postgres_programs, stamps
from tools.steps import MissingError, run_quietly


def test_a_stamp_follows_contents_and_not_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    lock, stamp = tmp_path / "some.lock", tmp_path / "made" / ".ready"
    lock.write_text("one")
    assert not stamps.is_fresh(stamp, stamps.fingerprint([lock]))
    stamps.write(stamp, stamps.fingerprint([lock]))
    os.utime(lock, (0, 0))
    assert stamps.is_fresh(stamp, stamps.fingerprint([lock]))
    lock.write_text("two")
    assert not stamps.is_fresh(stamp, stamps.fingerprint([lock]))


def test_a_stamp_sees_files_come_and_go_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    before = stamps.fingerprint([tmp_path])
    (tmp_path / "new.scss").write_text("")
    assert stamps.fingerprint([tmp_path]) != before


def test_checks_do_not_see_settings_of_the_callers_shell() -> None:
    callers = {
        "PATH": "/bin",
        "DATABASE_URL": "x",
        "PORTAL_ENV": "x",
        "PYTHONPATH": "x",
        "LANG": "x",
    }
    assert set(check.clean(callers)) == {"PATH", "LC_ALL"}


def test_the_first_fault_ends_the_checks_with_its_status(tmp_path: Path) -> None:
    reached = tmp_path / "reached"
    first = ("First", [sys.executable, "-c", "raise SystemExit(3)"])
    second = ("Tests", [sys.executable, "-c", f"open({str(reached)!r}, 'w')"])
    assert check.run([first, second], os.environ) == 1
    assert not reached.exists()
    assert check.run([second], os.environ) == 0
    assert reached.exists()


def test_what_runs_beside_the_tests_is_said_and_fails_the_whole(
    capfd: pytest.CaptureFixture[str],
) -> None:
    tests = ("Tests", [sys.executable, "-c", "print('tested')"])
    fine = ("Fine", [sys.executable, "-c", "print('unsaid')"])
    faulty = ("Faulty", [sys.executable, "-c", "raise SystemExit('the fault')"])
    assert check.run([tests], os.environ, [fine]) == 0
    said = capfd.readouterr()
    assert "Fine: in order" in said.out
    assert "unsaid" not in said.out
    assert check.run([tests], os.environ, [faulty, fine]) == 1
    said = capfd.readouterr()
    assert "the fault\n\nFaulty: not in order" in said.err
    assert "Fine: in order" in said.out
    failing = ("Tests", [sys.executable, "-c", "raise SystemExit(5)"])
    assert check.run([failing], os.environ, [fine]) == 5


def test_a_failed_step_shows_why_and_says_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MissingError, match="The sentence."):
        run_quietly([sys.executable, "-c", "raise SystemExit('the reason')"], "The sentence.")
    assert "the reason" in capfd.readouterr().err


@pytest.mark.parametrize(
    "part", [chromium, node, postgres_programs], ids=lambda part: part.__name__
)
def test_what_does_not_start_is_not_taken_for_found(
    part: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("chromium", "node", "npm", "postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    for module in (node, postgres_programs):
        monkeypatch.setattr(module, "VENV", tmp_path)
    monkeypatch.setattr(postgres_programs, "SYSTEM", ())
    assert part.find() is None

"""The lock files say exactly what is installed, and leave it to each machine where from."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
ADDRESS = re.compile(r"https?:|file:|git\+|//|--(extra-)?index-url|--find-links|--trusted-host")
ENTRY = re.compile(r"^([a-z0-9-]+)(\[[a-z0-9,-]+\])?==([^\s;]+)( ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
MEND = "run `make lock`"


def meaningful_lines(path: Path) -> list[str]:
    """Lines of a requirements or lock file that are not comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def normal_name(requirement: str) -> str:
    """The name in a requirement, written as locks write it."""
    name = re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(lock: Path) -> dict[str, str]:
    """Name → version of every entry of a lock file."""
    found = (ENTRY.match(line) for line in meaningful_lines(lock))
    return {entry.group(1): entry.group(3) for entry in found if entry}


def asked(requirements: Path) -> set[str]:
    """Names that a requirements file asks for, those of the files it includes as well."""
    names: set[str] = set()
    for line in meaningful_lines(requirements):
        included = re.match(r"-r (\S+)", line)
        names |= asked(requirements.parent / included.group(1)) if included else {normal_name(line)}
    return names


def npm_entries() -> dict[str, dict[str, Any]]:
    """Every entry of package-lock.json but the project itself."""
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {name: entry for name, entry in lock["packages"].items() if name}


def test_there_is_a_lock_for_running_one_for_testing_and_one_for_node() -> None:
    names = {lock.name for lock in LOCKS}
    assert names == {"requirements.lock", "requirements-dev.lock", "requirements-node.lock"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_of_a_lock_is_one_version_with_hashes(lock: Path) -> None:
    lines = meaningful_lines(lock)
    assert lines, f"{lock.name} is empty: {MEND}"
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert ENTRY.match(line) or HASH.match(line), f"{lock.name}: {line!r}: {MEND}"
        if not HASH.match(line):
            assert HASH.match(following), f"{lock.name}: {line!r} has no hash: {MEND}"


@pytest.mark.parametrize(
    "name", [*(lock.name for lock in LOCKS), "requirements.in", "requirements-dev.in", ".npmrc"]
)
def test_no_list_of_packages_names_an_address(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert not ADDRESS.search(line), f"{name}: {line!r} binds us to one place: {MEND}"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_all_that_is_asked_for_is_locked(name: str) -> None:
    missing = asked(ROOT / f"{name}.in") - set(pinned(ROOT / f"{name}.lock"))
    assert not missing, f"{sorted(missing)} not in {name}.lock: {MEND}"


def test_what_is_tested_is_what_runs() -> None:
    running, testing = (pinned(ROOT / f"requirements{kind}.lock") for kind in ("", "-dev"))
    different = {name for name, version in running.items() if testing.get(name) != version}
    assert not different, f"{sorted(different)} differ between the two locks: {MEND}"


def test_npms_lock_names_no_address_and_has_a_hash_for_every_package() -> None:
    entries = npm_entries()
    assert entries
    for name, entry in entries.items():
        assert "http" not in entry.get("resolved", ""), f"{name}: remove its address; see .npmrc"
        assert entry.get("integrity", "").startswith("sha512-"), f"{name} has no hash: {MEND}"


def test_all_that_package_json_asks_for_is_locked_as_written() -> None:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    entries = npm_entries()
    for kind in ("dependencies", "devDependencies"):
        for name, version in wanted.get(kind, {}).items():
            assert entries[f"node_modules/{name}"]["version"] == version, f"{name}: {MEND}"

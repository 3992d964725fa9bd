"""The README says what the code does: map, settings, commands, make targets."""

import re

import click

from app.core.web.edge import Portal
from config import ROOT, VARIABLES

README = (ROOT / "README.md").read_text()


def _section(title: str) -> str:
    """The text under a heading, up to the next heading of the same or a higher level."""
    match = re.search(rf"^(#+) {re.escape(title)}$(.*?)(?=^#{{1,2}} |\Z)", README, re.M | re.S)
    assert match, f"The README has no section {title!r}."
    return match[2]


def test_the_map_shows_every_room_on_the_floor_the_contract_gives_it() -> None:
    contract = (ROOT / "pyproject.toml").read_text().split('id = "floors"')[1]
    contract = contract.split("layers = [")[1].split("]")[0]
    floors = [
        set(re.findall(r"[a-z]+", line)) for line in re.findall(r'^    "(.+)",$', contract, re.M)
    ]
    table = re.findall(r"^\| (\d+) \| (.+?) \|", _section("The map"), re.M)
    shown = [set(re.findall(r"`([a-z]+)`", rooms)) for _, rooms in table]
    assert shown == floors
    rooms = {
        path.name if path.is_dir() else path.stem
        for path in (ROOT / "app").iterdir()
        if (path / "__init__.py").exists() or (path.suffix == ".py" and path.stem != "__init__")
    }
    assert set().union(*shown) == rooms


def test_every_setting_is_explained_and_no_other() -> None:
    shown = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|$", _section("Configuration"), re.M))
    assert shown == VARIABLES
    read = set(re.findall(r'environ(?:\.get\(|\[|, )"([A-Z_]+)"', (ROOT / "config.py").read_text()))
    assert read <= set(VARIABLES), f"Explain these in VARIABLES: {read - set(VARIABLES)}"


def _commands(app: Portal) -> set[str]:
    found = set()
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {child}" for child in command.commands}
        else:
            found.add(name)
    return found - {"run", "shell", "routes"}


def test_every_command_is_explained_and_no_other(app: Portal) -> None:
    shown = re.findall(r"^\| `flask --app wsgi ([a-z -]+?)(?: [A-Z].*?)?` \|", README, re.M)
    assert set(shown) == _commands(app)


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", README)) <= targets


def test_paths_named_in_the_readme_exist() -> None:
    named = re.findall(
        r"`((?:app|tests|tools|migrations|seeds|bench|core|access)/[\w./]*)`", README
    )
    assert named
    missing = [p for p in named if not ((ROOT / p).exists() or (ROOT / "app" / p).exists())]
    assert not missing, missing

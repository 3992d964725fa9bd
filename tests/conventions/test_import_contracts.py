"""Each import contract of pyproject.toml notices when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PLANTED = {
    "floors": ("app.core.clock", "import app.sites.rules"),
    "rules": ("app.sites.rules", "import sqlalchemy"),
    "guard": ("app.core.guard.names", "import flask"),
    "pages": ("app.accounts.views", "import app.accounts.models"),
    "writers": ("app.accounts.queries", "import flask"),
    "forms": ("app.accounts.service", "import app.accounts.forms"),
    "shape": ("app.accounts.forms", "import app.accounts.models"),
    "views": ("app.accounts.service", "import app.sites.views"),
}
NAMES = {
    "floors": "A room uses rooms on lower floors only",
    "rules": "Rules are pure: no web, no database, no clock",
    "guard": "Guard, statistics and disclosure control are pure",
    "pages": "Pages do not query: views know no tables",
    "writers": "Services, queries and tables know no HTTP",
    "forms": "Only views use forms, and forms touch no session",
    "shape": "Forms hold shape, not policy",
    "views": "Only create_app knows views",
}


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_a_planted_import_breaks_its_contract(contract: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(
        ROOT / "app",
        copy / "app",
        ignore=shutil.ignore_patterns("static", "templates", "__pycache__"),
    )
    shutil.copy(ROOT / "pyproject.toml", copy)
    shutil.copy(ROOT / "config.py", copy)
    module, line = PLANTED[contract]
    planted = copy / Path(*module.split("."))
    planted = planted / "__init__.py" if planted.is_dir() else planted.with_suffix(".py")
    planted.write_text(planted.read_text() + f"\n{line}\n")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
        ],
        cwd=copy,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode != 0
    assert f"{NAMES[contract]} BROKEN" in done.stdout, done.stdout + done.stderr


def test_every_contract_is_tried_and_new_rooms_must_be_given_a_floor() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text()
    assert "exhaustive = true" in pyproject
    assert set(PLANTED) == {
        line.split('"')[1] for line in pyproject.splitlines() if line.startswith("id = ")
    }

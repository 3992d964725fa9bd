"""`flask seed programme` and `flask seed demo`: what they write, refuse and print."""

import re
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.accounts.models import Person
from app.core import audit, clock
from app.core.clock import ClockIsReal
from app.core.db import reading, transaction
from app.core.security.passwords import verify_password, weaknesses
from app.core.web.edge import Portal
from app.demo import sign_ins
from app.demo.sign_ins import ROLES, address, chosen_password, password_file
from app.sites.models import Site
from config import Settings
from tests.demo.conftest import PASSWORD, demo_person, seed_demo
from tests.factories.accounts import make_person
from tests.factories.sites import make_site
from tests.page_client import PageClient


@pytest.fixture
def in_production(app: Portal) -> object:
    """The application believes that it runs in production."""
    settings: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, env="production")
    yield
    app.config["SETTINGS"] = settings


def people() -> int:
    with reading() as current:
        return current.scalar(select(func.count()).select_from(Person)) or 0


def test_the_programme_is_loaded_once(app: Portal, data: str) -> None:
    runner = app.test_cli_runner()
    assert "PreISA, version 1, published" in runner.invoke(args=["seed", "programme"]).output
    assert "loaded already" in runner.invoke(args=["seed", "programme"]).output


def test_the_same_day_gives_the_same_content_whatever_the_database(
    sqlite_story: tuple[str, dict[str, str]], postgresql_story: tuple[str, dict[str, str]]
) -> None:
    first, second = sqlite_story[1], postgresql_story[1]
    assert len(second) > 20
    assert {name for name in second if first[name] != second[name]} == set()


def test_a_real_person_or_site_keeps_the_demo_out(app: Portal, data: str) -> None:
    with transaction():
        audit.because("made", summary="Made for a test.")
        make_person("Rita Real")
    refused = seed_demo(app)
    assert refused.exit_code == 1
    assert "holds real data (1 people and 0 sites" in refused.output
    assert "DATABASE_URL" in refused.output
    assert people() == 1
    with transaction():
        audit.because("made", summary="Made for a test.")
        make_site("Somewhere Real")
    assert "1 people and 1 sites" in seed_demo(app).output
    quiet = seed_demo(app, "--if-empty")
    assert (quiet.exit_code, quiet.output) == (0, "")
    with reading() as current:
        assert current.scalar(select(func.count()).select_from(Site)) == 1


@pytest.mark.usefixtures("in_production", "data")
def test_nothing_is_seeded_in_production(app: Portal) -> None:
    for arguments in ((), ("--new-password",)):
        refused = seed_demo(app, *arguments)
        assert refused.exit_code == 1
        assert "runs in production" in refused.output
    assert seed_demo(app, "--if-empty").output == ""
    assert people() == 0


@pytest.mark.usefixtures("in_production")
def test_the_clock_cannot_be_turned_in_production(app: Portal) -> None:
    with (
        app.app_context(),
        pytest.raises(ClockIsReal),
        clock.pretend(datetime(2020, 1, 1, tzinfo=UTC)),
    ):
        pass


def test_the_clock_is_turned_for_the_block_alone(app: Portal) -> None:
    moment = datetime(2020, 1, 1, 12, tzinfo=UTC)
    with app.app_context():
        with clock.pretend(moment):
            assert clock.now() == moment
            assert clock.today().isoformat() == "2020-01-01"
        assert clock.now().year > 2020
        naive = moment.replace(tzinfo=None)
        with pytest.raises(ValueError, match="time zone"), clock.pretend(naive):
            pass


def test_a_store_for_files_that_is_away_keeps_the_demo_out(
    app: Portal, data: str, tmp_path: Path
) -> None:
    settings: Settings = app.config["SETTINGS"]
    (tmp_path / "file").write_text("no folder")
    away = replace(settings.files, url=str(tmp_path / "file" / "in-it"))
    app.config["SETTINGS"] = replace(settings, files=away)
    try:
        refused = seed_demo(app)
    finally:
        app.config["SETTINGS"] = settings
    assert refused.exit_code == 1
    assert "Nothing was written." in refused.output
    assert "FILES_URL" in refused.output
    assert people() == 0


def test_a_password_that_is_easy_to_guess_is_refused(app: Portal, data: str) -> None:
    refused = seed_demo(app, password="reunification")
    assert refused.exit_code == 1
    assert "DEMO_PASSWORD cannot be used." in refused.output
    assert people() == 0


def test_made_passwords_pass_the_rules_of_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    made = {chosen_password() for _ in range(40)}
    assert len(made) > 30
    for password in made:
        assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-\d\d", password)
        assert not weaknesses(password, about=["demo"])


def test_a_second_start_prints_the_sign_ins_again(app: Portal, told: str) -> None:
    file = password_file(app.config["SETTINGS"].data_dir)
    given = seed_demo(app, "--new-password", password="")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_text().strip()
    assert kept in given.output
    again = seed_demo(app, "--if-empty", password="")
    assert again.output == given.output
    for role, label in ROLES.items():
        assert re.search(rf"^{label} +{address(role)} +{re.escape(kept)}$", again.output, re.M)
    with reading():
        assert verify_password(demo_person("lead").password_hash, kept)
    refused = seed_demo(app)
    assert refused.exit_code == 1
    assert "The demo is in this database already" in refused.output


def test_a_lost_password_is_said_to_be_lost_and_how_to_renew_it(app: Portal, told: str) -> None:
    seed_demo(app, "--new-password", password=PASSWORD)
    password_file(app.config["SETTINGS"].data_dir).unlink()
    said = seed_demo(app, "--if-empty", password="another willow tundra 99").output
    assert "not known here" in said
    assert "seed demo --new-password" in said
    assert PASSWORD in seed_demo(app, "--if-empty").output


def test_demo_people_sign_in_through_the_page(
    app: Portal, visitor: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed_demo(app, "--new-password")
    visitor.get("/sign-in")
    visitor.submit(visitor.page.form("Sign in"), email=sign_ins.address("admin"), password=PASSWORD)
    assert visitor.follow().status == 200

"""Fixtures: both databases, one application, the worlds tests play in."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import create_app
from app.core import db
from app.core.migrations import head_revision, upgrade
from app.core.present import present
from app.core.web.edge import Portal
from config import load_settings
from tests.databases import (
    KeptDatabase,
    Maker,
    PostgresMaker,
    SqliteMaker,
    address_of,
    command,
    engine_for_tests,
)
from tests.factories import made_in
from tests.page_client import PageClient
from tests.sharing import BACKENDS, SHARING, Sharing, backends_of
from tests.worlds import World, build_world
from tools.postgres import running_postgres

HERE = Path(__file__).parent
LONG = ("browser", "faults")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--backend sqlite` runs tests of data on one database only, while working, `--backend both`
    tests of pages too on both; `--long` gives fault tests the numbers of `make faults`."""
    parser.addoption("--backend", choices=(*BACKENDS, "both"), default=None)
    parser.addoption("--long", action="store_true", help="fault tests with their full numbers")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Which databases a test runs on."""
    if "database" in metafunc.fixturenames:
        found = backends_of(metafunc)
        metafunc.parametrize("database", found, indirect=True, scope="function")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """How tests are given to the processes of `make test`."""
    return Sharing(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    if SHARING.match(item.nodeid):
        return 0
    return 1 if item.path.relative_to(HERE).parts[0] in LONG else 2


@pytest.fixture
def length(request: pytest.FixtureRequest) -> str:
    """How thorough a fault test is: "short", or "long" with `--long`; only numbers differ."""
    return "long" if request.config.getoption("--long") else "short"


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder of this test process."""
    with tempfile.TemporaryDirectory(prefix="portal-tests-") as name:
        yield Path(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a real PostgreSQL of our own."""
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def app(folder: Path) -> Portal:
    """The application, made once for each test process."""
    application = create_app(
        load_settings(
            {
                "PORTAL_ENV": "test",
                "SECRET_KEY": "a secret for tests that protects nothing at all",
                "DATA_DIR": str(folder / "data"),
                "DATABASE_URL": f"sqlite:///{folder / 'unused.sqlite3'}",
                "PUBLIC_BASE_URL": "http://portal.test",
                "TRUSTED_HOSTS": "portal.test,127.0.0.1,localhost",
            }
        )
    )
    application.config["WTF_CSRF_SSL_STRICT"] = False
    made_in(application)
    return application


@pytest.fixture(scope="session")
def sqlite_template(app: Portal, folder: Path) -> Path:
    """A migrated, empty SQLite database, copied for each test."""
    path = folder / "template.sqlite3"
    engine = engine_for_tests(f"sqlite:///{path}")
    db.use(engine)
    upgrade()
    with engine.connect() as connection:
        present(connection.connection.dbapi_connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(app: Portal, postgres: str) -> str:
    """The name of a migrated, empty PostgreSQL database, cloned for each test."""
    name = "template_portal"
    command(postgres, f"CREATE DATABASE {name}")
    engine = db.make_engine(address_of(postgres, name))
    db.use(engine)
    upgrade()
    engine.dispose()
    return name


@pytest.fixture(scope="session")
def kept_databases() -> Iterator[dict[str, KeptDatabase]]:
    """The databases of this test process that test after test uses, by kind."""
    kept: dict[str, KeptDatabase] = {}
    yield kept
    for one in kept.values():
        one.leave()


def _maker(request: pytest.FixtureRequest, database: str, folder: Path) -> Maker:
    if database == "sqlite":
        return SqliteMaker(request.getfixturevalue("sqlite_template"), folder)
    template = request.getfixturevalue("postgres_template")
    return PostgresMaker(request.getfixturevalue("postgres"), template, head_revision())


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: str, folder: Path) -> Iterator[str]:
    """The address of a database of this test alone, for what changes the schema or the engine."""
    maker = _maker(request, database, folder)
    url = maker.make()
    yield url
    maker.drop(url)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture
def data(
    request: pytest.FixtureRequest,
    app: Portal,
    database: str,
    folder: Path,
    kept_databases: dict[str, KeptDatabase],
) -> Iterator[str]:
    """An empty database in use; yields its address."""
    if database not in kept_databases:
        kept_databases[database] = KeptDatabase(_maker(request, database, folder))
    url, engine = kept_databases[database].begin()
    db.use(engine)
    yield url
    kept_databases[database].end()


@pytest.fixture
def world(database: str, data: str, kept_databases: dict[str, KeptDatabase]) -> World:
    """Two sites and a person for each role; see tests/worlds.py."""
    return kept_databases[database].furnished(build_world)


@pytest.fixture
def client(app: Portal, data: str) -> PageClient:
    """A browser without scripts that checks every page it is given."""
    return PageClient(app)

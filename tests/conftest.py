"""Fixtures: both databases, one application, the worlds tests play in."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from app import create_app
from app.core import db
from app.core.migrations import upgrade
from app.core.web.edge import Portal
from config import load_settings
from tests.factories import made_in
from tests.page_client import PageClient
from tests.worlds import World, build_world
from tools.postgres import running_postgres

BACKENDS = ("sqlite", "postgresql")
_numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--backend sqlite` runs tests of data on one database only, while working."""
    parser.addoption("--backend", choices=BACKENDS, default=None)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches the database runs on both."""
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--backend")
        backends = [chosen] if chosen else list(BACKENDS)
        metafunc.parametrize("database", backends, indirect=True, scope="function")


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
    engine = db.make_engine(f"sqlite:///{path}")
    db.use(engine)
    upgrade()
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # it is open
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(app: Portal, postgres: str) -> str:
    """The name of a migrated, empty PostgreSQL database, cloned for each test."""
    _command(postgres, "CREATE DATABASE template_portal")
    engine = db.make_engine(_named(postgres, "template_portal"))
    db.use(engine)
    upgrade()
    engine.dispose()
    return "template_portal"


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _command(url: str, sql: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(sql))
    engine.dispose()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database: str, folder: Path) -> Iterator[str]:
    """The address of a fresh database of this test."""
    name = f"test_{next(_numbers)}"
    if database == "sqlite":
        path = folder / f"{name}.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        for left in folder.glob(f"{name}.sqlite3*"):
            left.unlink()
        return
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield _named(server, name)
    _command(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Which database this test runs on: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture
def data(app: Portal, database_url: str) -> Iterator[str]:
    """A fresh, empty database in use; yields its address."""
    engine = db.make_engine(database_url)
    db.use(engine)
    yield database_url
    engine.dispose()


@pytest.fixture
def world(data: str) -> World:
    """Two sites and a person for each role; see tests/worlds.py."""
    return build_world()


@pytest.fixture
def client(app: Portal, data: str) -> PageClient:
    """A browser without scripts that checks every page it is given."""
    return PageClient(app)

"""Real Chromium against a running portal: fixtures of the browser tests."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from app.core import db
from tests.browser.inspection import axe_at_hand, in_order
from tests.browser.portal import LivePortal, live_portal
from tests.browser.visitor import Visitor
from tools import chromium

HERE = Path(__file__).parent
WIDE, PHONE = 1280, 360
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # nothing but loopback
)
Meet = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One Chromium for each test process; what one saw in order, the others need not judge."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        in_order.share(tmp_path_factory.getbasetemp().parent / "in-order")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.ensure(), args=list(ARGUMENTS), handle_sigint=False
        )
        yield browser
        browser.close()


@pytest.fixture
def portal(data: str, tmp_path: Path) -> Iterator[LivePortal]:
    """A running portal on the database of this test."""
    with live_portal(data, tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def shared_data(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database in use for all tests of a module, which write nothing that others read."""
    file = tmp_path_factory.mktemp("data") / "portal.sqlite3"
    shutil.copy(sqlite_template, file)
    engine = db.make_engine(f"sqlite:///{file}")
    db.use(engine)
    yield f"sqlite:///{file}"
    engine.dispose()


@pytest.fixture(scope="module")
def shared_portal(
    shared_data: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LivePortal]:
    """One running portal for all tests of a module; it overrides `portal` there."""
    with live_portal(shared_data, tmp_path_factory.mktemp("portal")) as running:
        yield running


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where screenshots go: under PORTAL_SCREENSHOTS, if set, one folder a test."""
    kept = os.environ.get("PORTAL_SCREENSHOTS")
    folder = Path(kept) / request.node.name if kept else tmp_path / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def meet(chrome: Browser, portal: LivePortal, pictures: Path) -> Iterator[Meet]:
    """Make visitors: `meet("admin")`, `meet("strategic", width=360)`; each has a browser alone."""
    visitors: list[Visitor] = []

    def meeting(name: str, *, width: int = WIDE, scripts: bool = True) -> Visitor:
        context = chrome.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        if scripts:
            context.add_init_script(axe_at_hand())
        visitors.append(Visitor(context, portal.address, name, pictures, scripts=scripts))
        return visitors[-1]

    yield meeting
    for visitor in visitors:
        visitor.close()

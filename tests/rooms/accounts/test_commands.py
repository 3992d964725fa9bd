"""The first administrator gets in with a link that works once."""

import re

from app.core.web.edge import Portal
from tests.page_client import PageClient


def test_the_first_administrator_chooses_a_password_and_comes_in(
    app: Portal, client: PageClient
) -> None:
    done = app.test_cli_runner().invoke(args=["invite-admin", "Ada Admin", "ada@nspcc.example"])
    assert done.exit_code == 0, done.output
    path = re.search(r"http://portal\.test(/reset-password/\S+)", done.output)
    assert path
    client.get(path[1])
    again = app.test_cli_runner().invoke(args=["invite-admin", "Ada Admin", "ADA@nspcc.example"])
    assert again.exit_code == 1
    assert "already an account" in again.output


def test_a_malformed_address_is_refused(app: Portal, data: str) -> None:
    done = app.test_cli_runner().invoke(args=["invite-admin", "Ada Admin", "ada at nspcc"])
    assert done.exit_code == 1
    assert "Traceback" not in done.output

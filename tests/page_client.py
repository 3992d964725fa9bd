"""A browser without scripts: follows links, fills in forms, and checks every page it is given."""

import itertools
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from app.accounts.models import Person, SignIn
from app.core import clock, db
from app.core.security.tokens import digest, new_token
from app.core.web.edge import Portal
from tests.pages import Form, Page, check_page, parse_page

STATEMENTS_ALLOWED = 20
_browsers = itertools.count(1)


@dataclass
class PageClient:
    """Requests to the application, as one browser."""

    app: Portal
    http: FlaskClient = field(init=False)
    page: Page = field(init=False)
    response: TestResponse = field(init=False)
    statements: int = 0
    allowed: int = STATEMENTS_ALLOWED  # a test that needs more says why

    def __post_init__(self) -> None:
        self.http = self.app.test_client()

    def sign_in(self, person: Person) -> "PageClient":
        """Be signed in as `person`, without going through the page."""
        token = new_token()
        with db.side_transaction() as session:
            session.add(
                SignIn(
                    token_hash=digest(token),
                    person_id=person.id,
                    started_at=clock.now(),
                    seen_at=clock.now(),
                    browser=f"test browser {next(_browsers)}",
                )
            )
        with self.http.session_transaction(base_url="http://portal.test") as cookie:
            cookie["_user_id"] = token
        return self

    def get(self, path: str, status: int = 200, **options: Any) -> Page:
        """Open a page; its HTML is checked."""
        return self._send("GET", path, status, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, status: int = 303) -> Page:
        """Post fields with a valid form token; most tests should use `submit` instead."""
        return self._send("POST", path, status, data={"csrf_token": self.token(), **(data or {})})

    def fetch(
        self, method: str, path: str, data: dict[str, Any] | None = None, status: int = 204
    ) -> TestResponse:
        """A request as our scripts make it; answers are JSON or empty."""
        headers = {"X-Requested-With": "fetch", "X-CSRFToken": self.token()}
        self._send(method, path, status, data=data or {}, headers=headers)
        return self.response

    def token(self) -> str:
        """A form token of this browser's session, as any form of ours holds."""
        with self.app.test_request_context(base_url="http://portal.test"):
            from flask import session
            from flask_wtf.csrf import generate_csrf

            token = str(generate_csrf())
            raw = session["csrf_token"]
        with self.http.session_transaction(base_url="http://portal.test") as cookie:
            if "csrf_token" in cookie:
                return self._token_for(str(cookie["csrf_token"]))
            cookie["csrf_token"] = raw
        return token

    def _token_for(self, raw: str) -> str:
        with self.app.test_request_context(base_url="http://portal.test"):
            from flask import session
            from flask_wtf.csrf import generate_csrf

            session["csrf_token"] = raw
            return str(generate_csrf())

    def submit(self, form: Form, status: int = 303, **values: Any) -> Page:
        """Send a form of the last page with these values filled in; unknown names fail."""
        data: dict[str, Any] = form.filled(values)
        if form.method == "GET":
            return self.get(form.action or self.page.path, status, query_string=data)
        return self._send("POST", form.action or self.page.path, status, data=data)

    def follow(self) -> Page:
        """Go where the last answer redirects."""
        target = urlsplit(self.response.headers["Location"])
        return self.get(target.path + (f"?{target.query}" if target.query else ""))

    def _send(self, method: str, path: str, status: int, **options: Any) -> Page:
        statements = self._counted(method, path, options)
        assert self.response.status_code == status, (
            f"{method} {path} answered {self.response.status_code}, not {status}:\n"
            f"{self.response.get_data(as_text=True)[:3000]}"
        )
        self.statements = len(statements)
        assert self.statements <= self.allowed, (
            f"{method} {path} sent {self.statements} SQL statements; at most "
            f"{self.allowed}. Load what the page needs in fewer queries:\n" + "\n".join(statements)
        )
        self.page = parse_page(path, self.response)
        if self.page.is_html:
            check_page(self.page)
        return self.page

    def _counted(self, method: str, path: str, options: dict[str, Any]) -> list[str]:
        statements: list[str] = []

        def note(_c: object, _cur: object, statement: str, *_: object) -> None:
            statements.append(statement)

        engine = db.engine()
        event.listen(engine, "before_cursor_execute", note)
        try:
            self.response = self.http.open(
                path, method=method, base_url="http://portal.test", **options
            )
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return statements

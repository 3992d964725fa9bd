"""The portal's web server with a clock that a test moves: `wsgi:app`, days ahead.

The file that PORTAL_DAYS_AHEAD names holds the days; it is read anew for every request, so that a
year passes between two of them. Cookies live by the browser's own clock.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app.core import clock
from wsgi import app

_FILE = Path(os.environ["PORTAL_DAYS_AHEAD"])
_within = app.wsgi_app


def _ahead(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    moment = datetime.now(UTC) + timedelta(days=float(_FILE.read_text()))
    with app.app_context(), clock.pretend(moment):
        return _within(environ, start_response)


app.wsgi_app = _ahead  # type: ignore[method-assign]  # as WSGI middleware is put on

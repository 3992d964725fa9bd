"""Structured logs: one line an event, JSON in production, without personal data."""

import json
import logging
import sys
import time
from datetime import UTC, datetime

from flask import Flask, Response, g, has_request_context, request

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """Each record as one JSON object; line breaks in values cannot start a new line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        if has_request_context() and "reference" in g:
            entry["reference"] = g.reference
        entry |= {k: v for k, v in vars(record).items() if k not in _STANDARD}
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str)  # ASCII: Unicode has line breaks of its own


class TextLines(JsonLines):
    """The same, readable: for a terminal. Only a trace takes lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        entry = json.loads(super().format(record))
        trace = entry.pop("trace", "")
        at, level, event = entry.pop("at"), entry.pop("level"), entry.pop("event")
        details = " ".join(f"{key}={value}" for key, value in entry.items())
        line = " ".join(f"{at} {level:7} {event} {details}".splitlines()).rstrip()
        return line + (f"\n{trace}" if trace else "")


def configure(log_format: str) -> None:
    """Send the portal's log to standard error in the wanted format (json or text)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for chatty in ("apscheduler", "werkzeug", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def install(app: Flask) -> None:
    """Log each answer: endpoint, never the address (it may hold tokens), status and time."""

    @app.before_request
    def start() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def log(response: Response) -> Response:
        if request.endpoint != "static":
            took = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
            app.logger.info(
                "answered",
                extra={
                    "endpoint": request.endpoint,
                    "method": request.method,
                    "status": response.status_code,
                    "ms": round(took, 1),
                    "bytes": response.calculate_content_length(),
                },
            )
        return response

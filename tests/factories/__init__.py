"""Makers of rows for tests, one module a room; each call makes one thing and returns it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, has_app_context

_apps: list[Flask] = []


def made_in(app: Flask) -> None:
    """Let factories that queue mail find the application the tests run."""
    _apps[:] = [app]


@contextmanager
def in_app() -> Iterator[None]:
    """Within the application: mail needs its templates. Nothing new where one is entered."""
    if has_app_context():
        yield
        return
    with _apps[0].app_context():
        yield

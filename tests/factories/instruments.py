"""The instruments that come with the portal, published inside a transaction."""

from collections.abc import Mapping
from functools import cache

from app.instruments import service
from app.instruments.rules import Instrument


@cache
def _seeds() -> list[tuple[Instrument, Mapping[str, object]]]:
    return service.read_seeds()


def publish_seeds() -> None:
    """Publish them as `load_seeds` does; their files are read once in a test process."""
    for instrument, raw in _seeds():
        service.publish(instrument, raw)

"""Keeping a mail in hand while a server takes its time: leases are short, and renewed.

A thread of its own renews, in short transactions of its own. A worker that is killed or frozen
renews nothing, so another takes over within a lease; one that waits for a slow server keeps its
mail for as long as that takes.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import TracebackType
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from app.core import clock
from app.core.outbox.claims import Claim, renew
from app.core.outbox.rules import RENEWALS

log = logging.getLogger(__name__)


class Keeper:
    """Renews the lease of the mail that is being held, if any, until the block ends.

    Times are those of this process's own clock, which nobody sets.
    """

    def __init__(self, lease: timedelta) -> None:
        self._every = lease.total_seconds() / RENEWALS
        self._held: Claim | None = None
        self._confirmed = 0.0
        self._is_over = threading.Event()
        self._lock = threading.Lock()  # one renewal at a time, and none of a mail let go
        self._thread = threading.Thread(target=self._renew_again_and_again, daemon=True)

    @contextmanager
    def holding(self, held: Claim) -> Iterator[None]:
        """Keep this mail ours for the block."""
        self._confirmed = time.monotonic()
        self._held = held
        try:
            yield
        finally:
            self._held = None

    def is_still_ours(self) -> bool:
        """Whether nobody has taken the mail over: known for a while after each renewal.

        A process that was frozen since then does not know, and asks.
        """
        if time.monotonic() - self._confirmed < self._every:
            return True
        return self._renewed()

    def _renewed(self) -> bool:
        with self._lock:
            held = self._held
            if held is None:
                return False
            asked = time.monotonic()
            is_ours = renew(held, clock.now())
            if is_ours:
                self._confirmed = asked
            return is_ours

    def _renew_again_and_again(self) -> None:
        while not self._is_over.wait(self._every):
            try:
                self._renewed()
            except SQLAlchemyError as error:  # tried again soon; the mail is not sent meanwhile
                log.warning("a lease was not renewed: %s", type(error).__name__)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

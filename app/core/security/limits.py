"""Rate limits counted in the database, so that they hold across processes and restarts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete, update
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base, session, side_transaction
from app.core.inserting import insert_for
from app.core.security.tokens import digest


class Attempts(Base):
    """How often something was tried in one window of time. Keys are hashed."""

    __tablename__ = "attempts"
    __audited__ = False

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_starts: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int]


@dataclass(frozen=True)
class Limit:
    """At most `times` in each window of `per`."""

    name: str
    times: int
    per: timedelta


class TooMany(Exception):
    """Refused by a limit; `retry_after` says in how many seconds to try again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many tries; try again in {retry_after} seconds.")
        self.retry_after = retry_after


SIGN_IN_PER_ACCOUNT = Limit("sign-in-account", 10, timedelta(minutes=15))
SIGN_IN_PER_ADDRESS = Limit("sign-in-address", 50, timedelta(minutes=15))
RESET_PER_ACCOUNT = Limit("reset-account", 5, timedelta(hours=24))
RESET_PER_ADDRESS = Limit("reset-address", 30, timedelta(hours=24))
TOKEN_PER_ADDRESS = Limit("token-address", 60, timedelta(hours=1))


def _window(limit: Limit, at: datetime) -> datetime:
    seconds = int(limit.per.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=at.tzinfo)


def count_attempt(limit: Limit, who: str) -> None:
    """Count one try by `who` (an address or an account), outside the request's transaction.

    Raises TooMany once the limit is passed. Call it before any costly check.
    """
    now = clock.now()
    starts = _window(limit, now)
    with side_transaction() as current:
        row = insert_for(current)(Attempts).values(
            key=digest(f"{limit.name}:{who.strip().lower()}"), window_starts=starts, count=1
        )
        tried = current.execute(
            row.on_conflict_do_update(
                index_elements=[Attempts.key, Attempts.window_starts],
                set_={"count": Attempts.count + 1},
            ).returning(Attempts.count)
        ).scalar_one()
    if tried > limit.times:
        raise TooMany(max(1, int((starts + limit.per - now).total_seconds())))


def uncount_attempt(limit: Limit, who: str) -> None:
    """Take back one try that turned out well, in the transaction of what it led to."""
    now = clock.now()
    session().execute(
        update(Attempts)
        .where(
            Attempts.key == digest(f"{limit.name}:{who.strip().lower()}"),
            Attempts.window_starts == _window(limit, now),
            Attempts.count > 0,
        )
        .values(count=Attempts.count - 1)
    )


def forget_attempts(older_than: timedelta = timedelta(days=2)) -> None:
    """Drop counters whose windows are long over; called by the worker."""
    session().execute(delete(Attempts).where(Attempts.window_starts < clock.now() - older_than))

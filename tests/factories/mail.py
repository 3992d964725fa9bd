"""Mail in the outbox, as it is once rendered."""

import itertools
import secrets

from app.core import clock
from app.core.db import session
from app.core.outbox import OutboxMail, State

_numbers = itertools.count(1)


def make_mail(*, confidential: bool = False) -> OutboxMail:
    """Put one mail for a person of its own into the outbox."""
    number, now = next(_numbers), clock.now()
    mail = OutboxMail(
        key=f"made:{secrets.token_hex(8)}",
        template="made_for_a_test",
        message_id=f"<{secrets.token_hex(16)}@portal.test>",
        address=f"person{number}@example.org",
        name=f"Person {number}",
        subject=f"Mail number {number}",
        text="Some words.\n",
        html="<p>Some words.</p>",
        confidential=confidential,
        state=State.NEW,
        next_try_at=now,
        created_at=now,
    )
    session().add(mail)
    session().flush()
    return mail

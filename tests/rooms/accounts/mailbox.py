"""What has been queued, as the person who receives it would read it."""

import re

from sqlalchemy import select

from app.core.db import reading
from app.core.outbox import OutboxMail


def mails(address: str = "") -> list[OutboxMail]:
    """Queued mails, oldest first; to one address, or all."""
    chosen = select(OutboxMail).order_by(OutboxMail.id)
    if address:
        chosen = chosen.where(OutboxMail.address == address)
    with reading() as session:
        return list(session.scalars(chosen))


def path_in(mail: OutboxMail, start: str) -> str:
    """The path of the link in a mail that begins with `start`; it stands in both parts."""
    found = re.search(rf"http://portal\.test({re.escape(start)}[\w-]+)", mail.text)
    assert found, f"No link to {start} in: {mail.text}"
    assert f'href="http://portal.test{found[1]}"' in mail.html
    return found[1]

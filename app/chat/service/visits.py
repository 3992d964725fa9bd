"""Being in a room, and what one has read there."""

import logging

from sqlalchemy import case
from sqlalchemy.exc import DBAPIError

from app.chat.models import ChatVisit
from app.core import clock
from app.core.db import session, side_transaction
from app.core.inserting import insert_for

_log = logging.getLogger(__name__)


def is_here(room_id: int, person_id: int, read_id: int) -> None:
    """Somebody is in a room and has read up to a message; never less than before."""
    current = session()
    new = insert_for(current)(ChatVisit).values(
        room_id=room_id, person_id=person_id, read_id=read_id, seen_at=clock.now()
    )
    read = ChatVisit.__table__.c.read_id
    current.execute(
        new.on_conflict_do_update(
            index_elements=[ChatVisit.room_id, ChatVisit.person_id],
            set_={
                "seen_at": new.excluded.seen_at,
                "read_id": case((new.excluded.read_id > read, new.excluded.read_id), else_=read),
            },
        )
    )


def note_read(room_id: int, person_id: int, read_id: int) -> None:
    """The same beside a page that shows the room; a busy database may refuse."""
    try:
        with side_transaction():
            is_here(room_id, person_id, read_id)
    except DBAPIError:
        _log.warning("visit of a chat room not noted")

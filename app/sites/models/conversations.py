"""What the tables of conversations share."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column


class Utterance:
    """Something said about one thing, by either side; never changed. Notes are for the NSPCC alone.

    `kind` is a word of the room's own `Said`; how long `words` and `detail`, a line of facts that
    belongs to them, may be is said by the room.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str]
    detail: Mapped[str]
    nspcc_only: Mapped[bool] = mapped_column(default=False)
    said_at: Mapped[datetime]
    said_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

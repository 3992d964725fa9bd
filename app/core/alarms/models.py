"""What the workers noticed: since when something is wrong, when administrators were told of it,
and when a worker last looked."""

from datetime import datetime

from sqlalchemy import Enum
from sqlalchemy.orm import Mapped, mapped_column

from app.core.alarms.rules import Alarm
from app.core.db import Base


def _values(kinds: type[Alarm]) -> list[str]:
    return [kind.value for kind in kinds]


class AlarmState(Base):
    """One alarm; ``since`` is None while all is well."""

    __tablename__ = "alarms"
    __audited__ = False

    alarm: Mapped[Alarm] = mapped_column(
        Enum(Alarm, native_enum=False, length=40, values_callable=_values), primary_key=True
    )
    looked_at: Mapped[datetime]
    since: Mapped[datetime | None]
    told_at: Mapped[datetime | None]

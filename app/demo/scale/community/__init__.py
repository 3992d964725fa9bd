"""The community of many sites: what members say of themselves, ask, share, talk of and report."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.core.db import session
from app.demo.scale.community.cases import case_rows, reported
from app.demo.scale.community.chat import everyones, private_rows, settle, talk
from app.demo.scale.community.circle import Circle, Member, members_of
from app.demo.scale.community.events import event_days, event_rows
from app.demo.scale.community.finding import Finding
from app.demo.scale.community.people import people_rows
from app.demo.scale.community.resources import collection_rows, resource_rows
from app.demo.scale.community.topics import topic_rows
from app.demo.scale.filling import Numbers, fill
from app.demo.scale.rounds import Published
from app.events.service.planning import FEEDBACK
from app.library.models import Resource
from app.library.rules import State

BATCH = 50  # sites or events written at once
PARTS = (people_rows, topic_rows, resource_rows, private_rows)

__all__ = ["Member", "build", "members_of"]


def build(today: date, years: int, numbers: Numbers, members: Sequence[Member]) -> None:
    """Write the community of these members; nothing where there are none."""
    if not members:
        return
    came = sorted(members, key=lambda one: (one.since, one.person_id))
    finding = Finding(numbers)
    circle = Circle(today, years, numbers, finding, came)
    homes = list(circle.sites.values())
    for start in range(0, len(homes), BATCH):
        fill(part(circle, home) for home in homes[start : start + BATCH] for part in PARTS)
    shared = select(Resource.id).where(Resource.state == State.PUBLISHED.value)
    numbers_shared = session().scalars(shared.order_by(Resource.id)).all()
    fill([collection_rows(circle, numbers_shared, len(homes))])
    _gather(circle, len(homes))
    _talk(circle, len(homes))
    fill([case_rows(circle, reported())])
    finding.finish()


def _gather(circle: Circle, sites: int) -> None:
    form, days = Published.newest(FEEDBACK), event_days(circle, sites)
    for start in range(0, len(days), BATCH):
        some = enumerate(days[start : start + BATCH], start + 1)
        fill(event_rows(circle, place, on, form) for place, on in some)


def _talk(circle: Circle, sites: int) -> None:
    """What was said in the room of every member."""
    room = everyones(circle, sites)
    for rows in talk(circle, room):
        fill([rows])
    settle(room.row)

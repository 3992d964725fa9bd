"""The story of twelve fictional authorities, played through the services of the rooms.

Every scene happens at its own moment (`core.clock.pretend`), so that the audit trail tells the
story with its dates. Mail that the past would have sent is never sent: see `hush`.
"""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from io import BytesIO

from sqlalchemy import delete, false, not_, or_, select, update

from app.chat import service as chat
from app.checkins.models import CheckInCall
from app.core import audit, clock
from app.core.db import session
from app.core.files import Kept, keep, store_of
from app.core.outbox import OutboxMail, State
from app.demo.story.adapting import adaptation_scenes
from app.demo.story.agreeing import agreeing_scenes
from app.demo.story.asking import topic_scenes
from app.demo.story.auditing import audit_scenes
from app.demo.story.bodies import meeting_scenes
from app.demo.story.calling import call_scenes
from app.demo.story.chatting import chat_scenes
from app.demo.story.counting import counting_scenes
from app.demo.story.dating import date_scenes
from app.demo.story.gathering import event_scenes
from app.demo.story.introducing import member_scenes
from app.demo.story.joining import joining_scenes
from app.demo.story.journeys import journey_scenes
from app.demo.story.judging import judge_story
from app.demo.story.measuring import measuring_scenes
from app.demo.story.moderating import moderation_scenes
from app.demo.story.objectives import objective_scenes
from app.demo.story.people import Reorganised, site_scenes, staff_scenes
from app.demo.story.pilots import pilot_scenes
from app.demo.story.planning import plan_scenes
from app.demo.story.posts import cover_scenes, post_scenes
from app.demo.story.reading import FOLDER, load, places, reorganisations, staff
from app.demo.story.reminding import reminder_scenes
from app.demo.story.rounds import round_scenes
from app.demo.story.scenes import ORIGIN, Cast, Scene, play_all
from app.demo.story.sharing import sharing_scenes
from app.demo.story.standing import standing_scenes
from app.demo.story.supporting import support_scenes
from app.demo.story.timing import Calendar, at_work
from app.demo.story.training import training_scenes
from app.demo.story.viewing import viewing_scenes
from app.instruments.service import load_seeds
from app.notices import service as notices
from app.notices.models import Notice
from app.sites import service as sites
from app.sites.models import Authority
from config import Settings

NOTICES_KEPT, NOTICES_UNREAD = timedelta(days=120), timedelta(days=21)
REGISTER_ON = -1425  # days from today: before anybody is there


def keep_files(settings: Settings) -> dict[str, Kept]:
    """Put the files of the story into the store; name -> what was kept. Raises StoreDown."""
    store = store_of(settings)
    return {
        file.name: keep(
            store, file.name, BytesIO(file.read_bytes()), largest=settings.files.largest
        )
        for file in sorted(FOLDER.glob("files/*"))
    }


def tell(today: date, password_hash: str, files: Mapping[str, Kept]) -> None:
    """Write the whole story, up to the evening before `today`, within the caller's transaction.

    `files` are those of `keep_files`. Publishes the instruments where they are not published yet.
    Needs an application context, because mail is rendered.
    """
    calendar = Calendar(today)
    cast = Cast(password_hash, files)
    begins = at_work(calendar.day(REGISTER_ON))
    with clock.pretend(begins), audit.acting(audit.Acting(None, ORIGIN)):
        load_seeds()
        cast.authorities = _register()
    play_all(_scenes(calendar), cast)
    judge_story(cast, calendar)
    while chat.index():  # as the worker does, minute by minute
        pass
    hush(calendar)


def _register() -> dict[str, int]:
    """The fictional authorities, through the same import as real ones."""
    text = (FOLDER / "authorities.csv").read_text(encoding="utf-8")
    sites.import_register(text)
    names = [line["name"] for line in csv.DictReader(text.splitlines())]
    found = session().scalars(select(Authority).where(Authority.name.in_(names)))
    return {one.name: one.id for one in found}


def _scenes(calendar: Calendar) -> Iterator[Scene]:
    words, training, posts = load("words.yaml"), load("training.yaml"), load("posts.yaml")
    meetings, said = load("meetings.yaml"), load("calls.yaml")
    banks = {file.stem: load(f"rounds/{file.name}") for file in FOLDER.glob("rounds/*.yaml")}
    yield from staff_scenes(staff(), calendar)
    for raw in reorganisations():
        moment = at_work(calendar.day(raw["recorded"]), "reorganised")
        before, after = tuple(raw["before"]), tuple(raw["after"])
        yield Reorganised(moment, "admin", raw, before, after, calendar, raw["day"])
    for place in places():
        yield from site_scenes(place, calendar)
        yield from standing_scenes(place, calendar)
        yield from post_scenes(place, calendar, posts["sites"].get(place.name, {}))
        yield from round_scenes(place, calendar, banks)
        yield from joining_scenes(place, calendar)
        yield from journey_scenes(place, calendar, words["evidence"])
        yield from date_scenes(place, calendar)
        yield from plan_scenes(place, calendar)
        yield from pilot_scenes(place, calendar)
        yield from audit_scenes(place, calendar)
        yield from counting_scenes(place, calendar)
        yield from measuring_scenes(place, calendar)
        yield from objective_scenes(place, calendar)
        yield from meeting_scenes(place, calendar, meetings)
        yield from call_scenes(place, calendar, words["agendas"], said)
        yield from support_scenes(place, calendar)
        yield from adaptation_scenes(place, calendar)
        yield from training_scenes(place, calendar, training)
    yield from cover_scenes(posts["covers"], calendar)
    yield from agreeing_scenes(load("calling.yaml"), places(), calendar)
    yield from member_scenes(load("members.yaml"), places(), calendar)
    yield from event_scenes(load("events.yaml"), calendar)
    yield from chat_scenes(load("chat.yaml"), places(), calendar)
    yield from topic_scenes(load("topics.yaml"), places(), calendar)
    yield from moderation_scenes(load("moderation.yaml"), calendar)
    yield from sharing_scenes(load("resources.yaml"), places(), calendar)
    yield from viewing_scenes(load("dashboards.yaml"), calendar)
    yield from reminder_scenes(calendar)


def hush(calendar: Calendar) -> None:
    """No mail of the story reaches anybody.

    Mail about what is over is taken away; the invitations to calls ahead and the reminders of the
    last days are kept as captured, so that the outbox has something to show and the worker finds
    nothing to send. Of what people were
    told in the portal the last months stay, and the last days are unread.
    """
    current = session()
    ahead = current.scalars(select(CheckInCall.id).where(CheckInCall.starts_at >= calendar.end))
    kept = [OutboxMail.key.startswith(f"call:{number}:") for number in ahead]
    kept.append(OutboxMail.key.startswith("reminders:"))
    current.execute(delete(OutboxMail).where(not_(or_(false(), *kept))))
    current.execute(
        update(OutboxMail)
        .where(OutboxMail.state == State.NEW)
        .values(state=State.CAPTURED, sent_at=OutboxMail.created_at)
    )
    notices.leave_now()
    current.execute(delete(Notice).where(Notice.told_at < calendar.end - NOTICES_KEPT))
    current.execute(
        update(Notice)
        .where(Notice.told_at < calendar.end - NOTICES_UNREAD)
        .values(read_at=Notice.told_at)
    )

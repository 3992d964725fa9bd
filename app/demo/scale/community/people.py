"""What members say about themselves, when they were here, and what they write to one another."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from app.community.models import CommunityDigest, MemberMessage
from app.core.db import Base
from app.demo.scale.community import words
from app.demo.scale.community.circle import Circle, Member, shelf
from app.demo.scale.filling import Row, Rows
from app.members.models import (
    Agreement,
    CommunityMute,
    DigestChoice,
    Interest,
    Profile,
    Visit,
)
from app.members.rules import HOUSE_RULES_VERSION, PROGRAMME, ROLES
from app.members.rules.digests import Every
from app.members.rules.profiles import SHOWABLE
from app.posts.models import Post
from app.posts.rules import Place
from app.posts.rules.places import between
from app.sites.rules import ENGLISH_REGIONS

HAS_PROFILE, MUTES, CHOOSES, WRITES = 0.6, 0.1, 0.2, 0.3
WEEKS = 26  # of digests that are remembered
PLACES = ("Assessment team", "Leaving care team", "Court team", "Family support", "Fostering")


def people_rows(circle: Circle, home: Sequence[Member]) -> Rows:
    """What is known of the members of one site."""
    chance, rows = circle.chance("people", home[0].site_id), shelf()
    for one in home:
        _come(circle, chance, one, rows)
        if chance.random() < HAS_PROFILE:
            rows[Profile].append(_profile(circle, chance, one))
        if chance.random() < MUTES:
            muted = {"person_id": one.person_id, "subject": chance.choice(list(PROGRAMME.themes))}
            rows[CommunityMute].append(muted)
        if chance.random() < CHOOSES:
            chosen = {"every": chance.choice(list(Every)).value, "weekday": chance.randrange(5)}
            rows[DigestChoice].append({"person_id": one.person_id} | chosen)
        if chance.random() < WRITES:
            _write(circle, chance, one, rows)
    return rows


def _come(
    circle: Circle, chance: random.Random, one: Member, rows: dict[type[Base], list[Row]]
) -> None:
    """Accept the rules, choose interests, look in; digests since."""
    who = {"person_id": one.person_id}
    first_at = circle.at(one.since, chance)
    seen_on = max(circle.today - timedelta(days=chance.choice((1, 3, 9, 40, 200))), one.since)
    seen_at = max(circle.at(seen_on, chance), first_at)
    agreed = {"version": HOUSE_RULES_VERSION, "agreed_at": first_at}
    rows[Agreement].append(who | agreed)
    rows[Visit].append(who | {"first_at": first_at, "seen_at": seen_at, "before": first_at})
    tags = chance.sample(list(PROGRAMME.themes), chance.randint(0, 4))
    rows[Interest] += [who | {"tag": tag} for tag in tags]
    monday = circle.yesterday - timedelta(days=circle.yesterday.weekday())
    for back in range(WEEKS):
        on = monday - timedelta(weeks=back)
        if on > one.since:
            until = circle.at(on, chance)
            sent = {"local_date": on, "until": until, "was_sent": chance.random() < 0.8}
            rows[CommunityDigest].append(who | sent)


def _profile(circle: Circle, chance: random.Random, one: Member) -> Row:
    listed = chance.random() < 0.85
    shown = {f"{name}_shown": chance.random() < 0.8 for name in SHOWABLE}
    return shown | {
        "person_id": one.person_id,
        "is_listed": listed,
        "takes_messages": listed and chance.random() < 0.7,
        "shows_presence": chance.random() < 0.5,
        "role": chance.choice(list(ROLES)),
        "role_words": "",
        "place": chance.choice(PLACES),
        "region": chance.choice(ENGLISH_REGIONS),
        "about": words.text(chance, 3),
        "languages": chance.choice(("", "English, Welsh", "English, Urdu", "English, Polish")),
        "trainer_shown": chance.random() < 0.2,
        "changed_at": circle.at(one.since, chance),
        "version": 1,
    }


def _write(
    circle: Circle, chance: random.Random, one: Member, rows: dict[type[Base], list[Row]]
) -> None:
    """Talk with one or two others, back and forth."""
    for other in circle.some(chance, 2, circle.yesterday):
        if other.site_id == one.site_id:
            continue
        on = max(one.since, other.since) + timedelta(days=chance.randrange(90))
        pair = one.person_id, other.person_id
        for turn in range(chance.randint(1, 8)):
            if on > circle.yesterday:
                break
            by, to = pair if turn % 2 == 0 else pair[::-1]
            _send(circle, chance, by, to, circle.at(on, chance), rows)
            on += timedelta(days=chance.randint(1, 9))


def _send(
    circle: Circle,
    chance: random.Random,
    by: int,
    to: int,
    at: datetime,
    rows: dict[type[Base], list[Row]],
) -> None:
    path = f"/community/messages/{to}"
    post = circle.post(Place.MESSAGE, words.text(chance, 2), by, at, path)
    rows[Post].append(post | {"room_key": between(by, to)})
    number = circle.numbers.take(MemberMessage)
    token = str(uuid5(NAMESPACE_URL, f"message:{number}"))
    row = {"id": number, "from_id": by, "to_id": to, "post_id": post["id"]}
    rows[MemberMessage].append(row | {"token": token, "sent_at": at})

"""What authorities share: resources with their versions, who has them, and collections."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from app.core.db import Base
from app.demo.scale.community import words
from app.demo.scale.community.circle import Circle, Member, shelf, spread
from app.demo.scale.filling import Row, Rows
from app.library.models import Collection, CollectionItem, Edition, Resource, ResourceUse
from app.library.rules import (
    REVIEWED_FOR,
    SEARCHED_AS,
    EditionState,
    Kind,
    Licence,
    LinkState,
    State,
    joined,
)
from app.library.service.shelving import path_of
from app.members.rules import PROGRAMME, ROLES, TAGS
from app.posts.models import Post
from app.posts.rules import Place
from app.sites.rules import Stage

EVERY = 300  # days between resources of one site
WHERE = {
    State.PUBLISHED: 88,
    State.WAITING: 4,
    State.DRAFT: 3,
    State.WITHDRAWN: 3,
    State.REFUSED: 2,
}
TAKERS = (0, 2, 5, 10, 25, 60)
COLLECTIONS, SITES_PER_COLLECTION, ITEMS = 6, 50, 12
EDITION = {
    State.PUBLISHED: EditionState.LIVE,
    State.WITHDRAWN: EditionState.LIVE,
    State.WAITING: EditionState.WAITING,
    State.DRAFT: EditionState.DRAFT,
    State.REFUSED: EditionState.REFUSED,
}


def resource_rows(circle: Circle, home: Sequence[Member]) -> Rows:
    """What people of one site share."""
    chance, rows = circle.chance("resources", home[0].site_id), shelf()
    on = home[0].since + timedelta(days=chance.randrange(EVERY))
    while on < circle.yesterday:
        _share(circle, chance, chance.choice(home), on, rows)
        on += timedelta(days=EVERY)
    return rows


def _share(
    circle: Circle,
    chance: random.Random,
    owner: Member,
    on: date,
    rows: dict[type[Base], list[Row]],
) -> None:
    number, state = (
        circle.numbers.take(Resource),
        chance.choices(list(WHERE), list(WHERE.values()))[0],
    )
    title, about = words.resource(chance)
    row = _resource(circle, chance, owner, on, state) | {"id": number, "title": title}
    rows[Resource].append(row)
    if row["published_at"] is None:
        row["about"] = about
    else:
        path = f"{path_of(number)}#about"
        post = circle.post(Place.RESOURCE, about, owner.person_id, row["published_at"], path)
        rows[Post].append(post)
        row["post_id"] = post["id"]
    editions = _editions(circle, chance, row, on, EDITION[state])
    rows[Edition] += editions
    if row["published_at"] is not None:
        rows[ResourceUse] += _uses(circle, chance, editions[-1], on)
    if state is State.PUBLISHED:
        _let_find(circle, row, about, rows)


def _resource(circle: Circle, chance: random.Random, owner: Member, on: date, state: State) -> Row:
    added_at = circle.at(on, chance)
    was_read = state in (State.PUBLISHED, State.WITHDRAWN)
    decided_at = added_at + timedelta(hours=4) if was_read or state is State.REFUSED else None
    published_at = decided_at if was_read else None
    endorsed = state is State.PUBLISHED and chance.random() < 0.2
    return {
        "about": "",
        "kind": chance.choice(list(Kind)).value,
        "stage": chance.choice(("", *PROGRAMME.stages)),
        "implementation": chance.choice(["", *(stage.value for stage in Stage)]),
        "audience": joined(chance.sample(list(ROLES), chance.randint(0, 3))),
        "tags": joined(chance.sample(list(PROGRAMME.themes), chance.randint(0, 4))),
        "licence": chance.choice(list(Licence)).value,
        "credit": "",
        "owner_id": owner.person_id,
        "site_id": owner.site_id,
        "state": state.value,
        "post_id": None,
        "from_post_id": None,
        "added_at": added_at,
        "published_at": published_at,
        "decided_by_id": owner.lead_id if decided_at else None,
        "decided_at": decided_at,
        "reason": "An older form has taken its place." if state is State.WITHDRAWN else "",
        "endorsed_at": published_at if endorsed else None,
        "endorsed_by_id": owner.lead_id if endorsed else None,
        "review_on": circle.today + timedelta(days=chance.randint(-20, REVIEWED_FOR.days)),
        "version": 1,
    }


def _editions(
    circle: Circle, chance: random.Random, row: Row, on: date, state: EditionState
) -> list[Row]:
    """Links: files would have to lie in the store."""
    several = chance.choice((1, 1, 2, 4)) if state is EditionState.LIVE else 1
    days = [on, *spread(chance, on, circle.yesterday, several - 1)]
    return [
        {
            "id": circle.numbers.take(Edition),
            "resource_id": row["id"],
            "number": number,
            "state": state.value,
            "changes": "" if number == 1 else words.text(chance, 1)[:300],
            "link": f"https://library.example/{row['id']}/{number}",
            "file_key": None,
            "file_name": "",
            "file_type": "",
            "file_size": None,
            "sha256": "",
            "pages": 0,
            "text": "",
            "picture_key": None,
            "scan": "unscanned",
            "link_state": LinkState.GOOD.value,
            "looked_at": circle.at(circle.yesterday, chance),
            "misses": 0,
            "added_by_id": row["owner_id"],
            "added_at": circle.at(day, chance),
        }
        for number, day in enumerate(days, 1)
    ]


def _uses(circle: Circle, chance: random.Random, edition: Row, on: date) -> list[Row]:
    return [
        {
            "edition_id": edition["id"],
            "person_id": one.person_id,
            "resource_id": edition["resource_id"],
            "times": chance.choice((1, 1, 1, 2, 5)),
            "last_at": circle.at(circle.yesterday - timedelta(days=chance.randrange(200)), chance),
        }
        for one in circle.some(chance, chance.choice(TAKERS), on)
    ]


def _let_find(circle: Circle, row: Row, about: str, rows: dict[type[Base], list[Row]]) -> None:
    tags = [TAGS[key] for key in (*row["tags"].split(","), row["stage"]) if key in TAGS]
    roles = [ROLES[key] for key in row["audience"].split(",") if key in ROLES]
    stage = [Stage(row["implementation"]).label] if row["implementation"] else []
    entry = circle.finding.entry(
        (SEARCHED_AS, row["id"]), (row["title"], about), path_of(row["id"]), row["published_at"],
        keywords=[Kind(row["kind"]).label, *tags, *stage, *roles],
    )  # fmt: skip
    for model, found in entry.items():
        rows[model] += found


def collection_rows(circle: Circle, resources: Sequence[int], sites: int) -> Rows:
    """Collections of some resources each."""
    chance, rows = circle.chance("collections"), shelf()
    for place in range(COLLECTIONS + sites // SITES_PER_COLLECTION if resources else 0):
        number = circle.numbers.take(Collection)
        rows[Collection].append(
            {
                "id": number,
                "title": f"Start here: {words.subject(chance)}"[:120],
                "purpose": words.text(chance, 2),
                "audience": chance.choice(list(ROLES)),
                "implementation": "",
                "place": place,
                "version": 1,
            }
        )
        chosen = chance.sample(list(resources), min(ITEMS, len(resources)))
        rows[CollectionItem] += [
            {"collection_id": number, "resource_id": one, "place": at}
            for at, one in enumerate(chosen)
        ]
    return rows

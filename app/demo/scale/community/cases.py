"""What members reported, and what moderators decided; the newest wait."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.core.db import session
from app.demo.scale.community import words
from app.demo.scale.community.circle import Circle, shelf
from app.demo.scale.filling import Row, Rows
from app.posts.models import Case, Post, Report
from app.posts.rules import Place, State
from app.posts.rules.deciding import Decision, Ground
from app.posts.rules.reports import Reason

ONE_IN = 101  # posts that all may read
OPEN_FOR, UNSEEN = timedelta(days=4), 0.03  # decided by then, but for those that were forgotten
PLACES = (Place.QUESTION, Place.ANSWER, Place.REPLY, Place.CHAT)


def reported() -> Sequence[tuple[int, datetime]]:
    """The posts of the filling that somebody reports: (number, when it was written)."""
    chosen = select(Post.id, Post.written_at).where(
        Post.place.in_([place.value for place in PLACES]),
        Post.room_key.is_(None),
        Post.state == State.STANDING.value,
        Post.id % ONE_IN == 0,
        Post.id.not_in(select(Case.post_id)),
    )
    return [(number, at) for number, at in session().execute(chosen.order_by(Post.id))]


def case_rows(circle: Circle, posts: Sequence[tuple[int, datetime]]) -> Rows:
    """A case for each, with one report or two."""
    rows = shelf()
    for post_id, written_at in posts:
        chance, at = circle.chance("case", post_id), written_at + timedelta(minutes=20)
        others = circle.some(chance, 3, at.date()) or circle.members[:1]
        case = {"id": circle.numbers.take(Case), "post_id": post_id, "opened_at": at}
        waits = at.date() > circle.today - OPEN_FOR or chance.random() < UNSEEN
        worry = chance.random() < 0.1
        rows[Case].append(_open(case, worry=worry) if waits else _decided(circle, case, worry))
        for one in others[: chance.randint(1, 2)]:
            reason = Reason.WORRY if worry else chance.choice((Reason.UNKIND, Reason.WRONG_PLACE))
            said = {"reason": reason.value, "words": words.text(chance, 1), "reported_at": at}
            who = {"case_id": case["id"], "reporter_id": one.person_id}
            rows[Report].append(who | said)
    return rows


def _open(case: Row, *, worry: bool) -> Row:
    return case | {
        "worry": worry,
        "claimed_by_id": None,
        "claimed_at": None,
        "decision": "",
        "ground": "",
        "words": "",
        "handled": "",
        "decided_at": None,
        "decided_by_id": None,
        "appeal": "",
        "appealed_at": None,
        "upheld": None,
        "answer": "",
        "answered_at": None,
        "answered_by_id": None,
        "version": 1,
    }


def _decided(circle: Circle, case: Row, worry: bool) -> Row:
    chance = circle.chance("decided", case["post_id"])
    lead = chance.choice(circle.members).lead_id
    at = case["opened_at"] + timedelta(days=1)
    warned, appealed = chance.random() < 0.4, chance.random() < 0.1
    ended = _open(case, worry=worry) | {
        "claimed_by_id": lead,
        "claimed_at": at,
        "decision": (Decision.WARN if warned else Decision.LEAVE).value,
        "ground": (Ground.UNKIND if warned else Ground.FINE).value,
        "words": "Please write of the thought, not of the person." if warned else "",
        "handled": "Spoken to by telephone." if worry else "",
        "decided_at": at,
        "decided_by_id": lead,
    }
    if warned and appealed:
        ended |= {
            "appeal": "I did not mean anybody.",
            "appealed_at": at + timedelta(hours=2),
            "upheld": True,
            "answer": "We looked again and it stands.",
            "answered_at": at + timedelta(days=1),
            "answered_by_id": lead,
        }
    return ended

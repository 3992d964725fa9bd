"""Signed-off rounds that several people rated, for tests of their results."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.accounts.models import Person
from app.assessments import queries, service
from app.assessments.rules import Draft, Task
from app.core import audit
from app.instruments.rules import AnswerKind
from app.sites.models import Site
from app.sites.rules import SiteRole
from tests.factories import in_app
from tests.factories.accounts import make_person
from tests.factories.assessments import (
    ask,
    hand_in,
    make_room,
    make_round,
    room_ref,
    round_ref,
    scored,
    sign_off,
)
from tests.factories.sites import make_membership

ROLES = ("sponsor", "strategic-lead", "team-manager", "practitioner", "data-lead")
Said = Draft | int


@dataclass(frozen=True)
class Talk:
    """What happens in a room: what is agreed (item -> score or draft; `usual` for the rest that
    lies apart), other views (item, number of the rater, words, by name), note, ticks."""

    usual: int = 1
    agreed: Mapping[str, Said] = field(default_factory=dict)
    why: str = "Read the minutes together"
    other_views: Sequence[tuple[str, int, str, bool]] = ()
    note: str = ""
    done: Collection[Task] = tuple(Task)
    without_quorum: str = ""


def make_colleagues(site: Site, number: int = 5) -> list[Person]:
    """People of a site who can be asked to rate."""
    audit.because("people added", summary="Made for a test.")
    people = [
        make_person(f"Rae Rater{n}", email=f"rae.{n}@{site.slug}.example")
        for n in range(1, number + 1)
    ]
    for person in people:
        make_membership(site, person, SiteRole.CONTRIBUTOR)
    return people


def drafted(said: Said) -> Draft:
    """A score with its evidence, or the draft itself."""
    return said if isinstance(said, Draft) else scored(said)


def make_shared_result(
    site: Site,
    lead: Person,
    signer: Person,
    raters: Sequence[Person],
    *,
    code: str = "isa",
    usual: int = 2,
    said: Mapping[str, Sequence[Said]] | None = None,
    talk: Talk | None = None,
    caveat: str = "",
) -> str:
    """A round that `raters` rated (`usual` for all but `said`: item -> one answer each), `lead`
    led through the room and `signer` signed off; returns its part of the address."""
    slug = make_round(site, lead, code)
    roles = [ROLES[n % len(ROLES)] for n in range(len(raters))]
    ask(site, slug, dict(zip(raters, roles, strict=True)), lead)
    for number, person in enumerate(raters):
        others = {item: drafted(each[number]) for item, each in (said or {}).items()}
        hand_in(site, slug, person, roles[number], usual, others)
    _talk(site, slug, lead, raters, talk or Talk())
    sign_off(site, slug, signer, caveat)
    return slug


def _talk(site: Site, slug: str, lead: Person, raters: Sequence[Person], talk: Talk) -> None:
    make_room(site, slug, lead, talk.without_quorum)
    found, room = round_ref(site, slug, lead), room_ref(site, slug, lead)
    service.reveal(found, room, [item.id for item in found.instrument.items], lead.id)
    for item_id in dict.fromkeys((*queries.table(found).to_agree, *talk.agreed)):
        draft = drafted(talk.agreed.get(item_id, talk.usual))
        if draft.kind is AnswerKind.SCORE:
            draft = Draft(AnswerKind.SCORE, draft.score, reason=talk.why, comment=talk.why)
        entered = service.Agreeing(draft, "", 0, settled=True)
        service.save_agreement(found, room, item_id, entered, lead.id)
    for item_id, number, words, by_name in talk.other_views:
        mine = round_ref(site, slug, raters[number])
        service.record_other_view(mine, room, item_id, words, by_name=by_name, seen=0)
    if talk.note:
        service.save_note(found, room, talk.note, seen=0)
    with in_app():
        service.close_room(found, room, list(talk.done), lead.id)

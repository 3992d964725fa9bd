"""The pages of the consensus room: who sees what when, and the forms of those in it."""

import pytest

from app.accounts.models import Person
from app.assessments import service
from app.core import audit
from app.core.db import transaction
from app.sites.rules import SiteRole
from tests.factories.accounts import make_person
from tests.factories.assessments import (
    agree_all,
    ask,
    hand_in,
    make_room,
    make_round,
    make_signed_round,
    room_ref,
    round_ref,
    scored,
    sign_off,
    unknown,
)
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.rooms.assessments.conftest import BASE
from tests.worlds import World

ROUND = f"{BASE}/preisa-1"
ROOM = f"{ROUND}/room"
WORDS = "Three of four teams"


@pytest.fixture
def four(world: World) -> list[Person]:
    """Four people who handed in: B1 lies apart (1, 4, 4, 4), the rest is 4."""
    with transaction():
        make_round(world.home, world.lead)
        audit.because("colleagues made", summary="For a test.")
        more = [make_person("Priya Practitioner"), make_person("Dan Data")]
        for person in more:
            make_membership(world.home, person, SiteRole.CONTRIBUTOR)
        people = [world.strategic, world.contributor, *more]
        roles = ("sponsor", "team-manager", "practitioner", "data-lead")
        asked = dict(zip(people, roles, strict=True))
        ask(world.home, "preisa-1", asked, world.lead)
        for number, (person, role) in enumerate(asked.items()):
            apart = {"B1": scored(4 if number else 1, f"Seen by {person.name}")}
            hand_in(world.home, "preisa-1", person, role, 4, apart)
    return people


@pytest.fixture
def opened(world: World, four: list[Person]) -> list[Person]:
    """The same, with the room open and nothing revealed."""
    with transaction():
        make_room(world.home, "preisa-1", world.lead, reason="")
    return four


def reveal(world: World, *items: str) -> None:
    with transaction():
        found = round_ref(world.home, "preisa-1", world.lead)
        service.reveal(found, room_ref(world.home, "preisa-1", world.lead), items, world.lead.id)


def test_the_lead_opens_the_room_when_people_have_handed_in(
    client: PageClient, world: World, four: list[Person]
) -> None:
    page = client.sign_in(world.lead).get(ROUND)
    assert "4 people have handed in" in page.text
    page = client.get(page.links["Open the consensus room"])
    assert "Nobody sees a rating before you reveal it" in page.text
    client.submit(page.form("Open the room"))
    page = client.follow()
    assert page.h1 == "Consensus room"
    assert "You lead the conversation." in page.text
    assert "28 not revealed" in page.text


def test_without_a_quorum_the_page_asks_why_and_keeps_what_was_typed(
    client: PageClient, world: World
) -> None:
    with transaction():
        make_round(world.home, world.lead)
        roles = {world.strategic: "sponsor", world.contributor: "practitioner"}
        ask(world.home, "preisa-1", roles, world.lead)
        hand_in(world.home, "preisa-1", world.contributor, "practitioner")
    page = client.sign_in(world.lead).get(f"{ROOM}/open")
    assert "1 person has handed in, and 4 are asked for; 1 role is represented" in page.text
    assert "1 person has not handed in" in page.text
    form = page.form("Open the room")
    page = client.submit(form, 400)
    assert "Enter why you open the room without a quorum" in page.text
    client.submit(form, reason="The others are ill until May")
    assert "Opened without a quorum: The others are ill until May" in client.follow().text


def test_before_the_reveal_no_page_of_the_room_holds_a_rating(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    for person in (world.lead, world.admin, *opened):
        client.sign_in(person)
        for path in (ROOM, f"{ROOM}/items/B1"):
            page = client.get(path)
            assert "Seen by" not in page.body
            assert 'portal-dot"' not in page.body
    client.sign_in(opened[1]).get(f"{ROUND}/items/A1", 303)


def test_after_the_reveal_everybody_in_the_room_sees_all_ratings_at_once(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    page = client.sign_in(world.lead).get(f"{ROOM}/items/B1")
    client.submit(page.form("Reveal the ratings to everybody"))
    for person in (world.lead, world.admin, *opened):
        page = client.sign_in(person).get(ROOM)
        assert "3 said 4, one said 1. They differ by 3, so agree a score together." in page.text
        assert page.body.count('portal-dot"') == 4
        assert "Seen by Priya Practitioner" in page.text
        assert "Team manager" in page.text


def test_a_whole_section_is_revealed_at_once(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    page = client.sign_in(world.lead).get(f"{ROOM}/items/B2")
    client.submit(page.form("Reveal all of section B"))
    page = client.follow()
    assert page.path == f"{ROOM}/items/B1"  # where it lies apart
    assert "0 agreed, 1 to talk about, 4 close together, 23 not revealed." in page.text
    assert "To talk about:" not in page.text
    page = client.get(f"{ROOM}/items/B2")
    assert "To talk about: B1." in page.text
    assert "They differ" not in page.text
    assert "4 stands, unless you agree otherwise" in page.text
    client.submit(page.form("Leave it as it is and go to C1"))
    assert client.follow().path == f"{ROOM}/items/C1"


def test_a_section_in_which_nothing_lies_apart_stays_at_the_item_it_was_revealed_from(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    page = client.sign_in(world.lead).get(f"{ROOM}/items/A2")
    client.submit(page.form("Reveal all of section A"))
    page = client.follow()
    assert page.path == f"{ROOM}/items/A2"
    client.submit(page.form("Leave it as it is and go to B1"))
    assert client.follow().path == f"{ROOM}/items/B1"


def test_one_sentence_says_what_is_new_in_the_room(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "B1")
    said = "B1: 3 said 4, one said 1. They differ by 3, so agree a score together."
    for path in (ROOM, f"{ROOM}/items/B1"):
        body = client.sign_in(opened[1]).get(path).body
        assert f'data-news="{said}"' in body
        assert "aria-live" not in body
    assert 'data-news="The room talks about B1 now."' in client.get(f"{ROOM}/items/A1").body


def test_a_colleague_who_did_not_rate_is_led_away_from_the_room(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    with transaction():
        audit.because("colleague made", summary="For a test.")
        outsider = make_person("Owen Outside")
        make_membership(world.home, outsider, SiteRole.CONTRIBUTOR)
    reveal(world, "B1")
    client.sign_in(outsider)
    for path in (ROOM, f"{ROOM}/items/B1", f"{ROOM}/items/B1/view"):
        client.get(path, 303)
        assert client.response.headers["Location"].endswith(ROUND)
    client.sign_in(world.foreign_strategic).get(ROOM, 404)
    client.get(f"{ROOM}/now", 404)


def test_agreeing_needs_a_score_and_a_reason_and_goes_on_to_what_is_left(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "B1", "B2")
    form = client.sign_in(world.lead).get(f"{ROOM}/items/B1").form("Agree and go to")
    page = client.submit(form, 400, note="Typed and kept")
    assert "Choose an answer" in page.text
    assert "Enter in one line why you agree this" in page.text
    assert "Typed and kept" in page.body
    client.submit(form, answer="3", reason=WORDS, note="Look again in May")
    page = client.follow()
    assert page.path == f"{ROOM}/items/B3"
    page = client.sign_in(opened[1]).get(f"{ROOM}/items/B1")
    assert f"Agreed: 3, agreed or partly in place. {WORDS}" in page.text
    assert "Look again in May" in page.text


def test_what_is_being_agreed_is_kept_and_seen_as_it_is_typed(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "B1")
    values = {"answer": "3", "reason": WORDS, "version": "0"}
    address = f"{ROOM}/items/B1/autosave"
    answer = client.sign_in(world.lead).fetch("POST", address, values, 201)
    assert answer.json is not None
    assert answer.json["version"] == 1
    stale = client.fetch("POST", address, {**values, "reason": "Other"}, 409)
    assert stale.json is not None
    assert (WORDS in stale.json["theirs"], "Other" in stale.json["mine"]) == (True, True)
    page = client.sign_in(opened[0]).get(ROOM)
    assert f"Being entered: 3, agreed or partly in place. {WORDS}" in page.text
    assert "Agreed: 3" not in page.text


def test_what_was_agreed_can_be_talked_about_again(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "B1")
    form = client.sign_in(world.lead).get(f"{ROOM}/items/B1").form("Agree")
    client.submit(form, answer="3", reason=WORDS)
    page = client.get(f"{ROOM}/items/B1")
    client.submit(page.form("Talk about it again"))
    page = client.follow()
    assert "Agreed: 3" not in page.text
    assert WORDS in page.body


def test_a_rater_says_that_they_see_it_differently_by_role_or_by_name(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "B1")
    rater = opened[2]
    page = client.sign_in(rater).get(f"{ROOM}/items/B1")
    page = client.get(page.links["I see this differently"].split("#")[0])
    client.submit(page.form("Save and go back"), words="Not in my team", shown_as="role")
    page = client.follow()
    assert page.path == ROOM
    assert "How you see B1 is kept." in page.text
    assert "Not in my team" in page.text
    page = client.sign_in(world.lead).get(f"{ROOM}/items/B1")
    assert "Who sees it otherwise Practitioner or advanced practitioner Not in my" in page.text
    values = {"words": "Not in my team yet", "shown_as": "name", "version": "1"}
    client.sign_in(rater).fetch("POST", f"{ROOM}/items/B1/view/autosave", values, 201)
    page = client.sign_in(world.lead).get(ROOM)
    assert "Priya Practitioner, practitioner or advanced practitioner" in page.text
    client.fetch("POST", f"{ROOM}/items/B1/view/autosave", values, 403)


def test_a_view_typed_while_the_room_closed_is_shown_back(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "B1")
    form = client.sign_in(opened[2]).get(f"{ROOM}/items/B1/view").form("Save and go back")
    with transaction():
        agree_all(world.home, "preisa-1", world.lead)
    page = client.submit(form, 409, words="I was still typing")
    assert "I was still typing" in page.text
    assert "The conversation is finished" in page.text


def test_the_room_ends_with_the_checklist_and_says_what_is_missing_first(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    reveal(world, "A1", "B1")
    page = client.sign_in(world.lead).get(f"{ROOM}/finish")
    assert "B1: agree a score" in page.text
    assert "Not revealed yet: A2, A3" in page.text
    client.post(f"{ROOM}/finish", {"done": ["reveal"]})
    assert "Still to be revealed or agreed" in client.follow().text
    with transaction():
        found = round_ref(world.home, "preisa-1", world.lead)
        room = room_ref(world.home, "preisa-1", world.lead)
        service.reveal(found, room, [item.id for item in found.instrument.items], world.lead.id)
    form = client.get(f"{ROOM}/items/B1").form("Agree")
    client.submit(form, answer="3", reason=WORDS)
    page = client.get(f"{ROOM}/finish")
    client.submit(page.form("Finish and send"), done=["reveal", "evidence"])
    assert client.follow().h1 == "PreISA finished"
    client.get(ROOM, 303)
    assert client.response.headers["Location"].endswith("/check")


def test_the_strategic_lead_reads_what_was_agreed_and_can_open_the_room_again(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    with transaction():
        agree_all(world.home, "preisa-1", world.lead, 2)
    page = client.sign_in(world.strategic).get(f"{ROUND}/check")
    assert page.h1 == "What you agreed"
    assert "Agreed: 2, talked about, nothing agreed" in page.text
    client.submit(page.form("Open the room again"))
    assert client.get(ROUND).links["Go to the consensus room"] == ROOM
    assert client.sign_in(opened[3]).get(f"{ROUND}/check").h1 == "Your answers"


def test_the_note_is_kept_as_it_is_typed_and_read_by_everybody(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    values = {"words": "Begun at two", "version": "0"}
    client.sign_in(world.lead).fetch("POST", f"{ROOM}/note/autosave", values, 201)
    stale = client.fetch("POST", f"{ROOM}/note/autosave", {**values, "words": "Other"}, 409)
    assert stale.json is not None
    assert stale.json["theirs"] == "Begun at two"
    assert "Begun at two" in client.sign_in(opened[1]).get(ROOM).text
    client.fetch("POST", f"{ROOM}/note/autosave", values, 403)


def test_the_tick_says_whether_there_is_anything_new(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    def tick() -> int:
        answer = client.fetch("GET", f"{ROOM}/now", status=200)
        assert answer.json is not None
        assert set(answer.json) == {"tick", "state", "item"}
        return int(answer.json["tick"])

    client.sign_in(opened[1])
    before = tick()
    assert tick() == before
    reveal(world, "B1")
    assert tick() > before
    assert client.statements <= 5


def test_the_room_takes_as_many_statements_for_four_raters_and_all_items_as_for_none(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    counts: list[int] = []
    client.sign_in(world.lead)
    for _ in range(2):
        reveal(world, *(("A1", "A2", "A3", "B2", "C1", "D1") if counts else ("B1",)))
        for path in (ROOM, f"{ROOM}/items/B1", f"{ROOM}/items/A1"):
            client.get(path)
            counts.append(client.statements)
    assert counts[:3] == counts[3:]
    assert max(counts) <= 10, counts


def test_a_result_of_several_raters_names_nobody(
    client: PageClient, world: World, opened: list[Person]
) -> None:
    with transaction():
        agree_all(world.home, "preisa-1", world.lead)
        sign_off(world.home, "preisa-1", world.strategic, caveat="")
    page = client.sign_in(world.contributor).get(f"{ROUND}/result")
    assert "Priya" not in page.text.replace("Seen by Priya Practitioner", "")
    assert "Dan Data" not in page.text.replace("Seen by Dan Data", "")


def test_the_room_says_what_the_last_round_came_to(client: PageClient, world: World) -> None:
    with transaction():
        make_signed_round(world.home, world.strategic, 3, {"A2": unknown()})
        slug = make_round(world.home, world.lead)
        roles = {world.strategic: "sponsor", world.contributor: "practitioner"}
        ask(world.home, slug, roles, world.lead)
        for person, role in roles.items():
            hand_in(world.home, slug, person, role)
        room = make_room(world.home, slug, world.lead)
        service.reveal(round_ref(world.home, slug, world.lead), room, ["A1", "A2"], world.lead.id)
    client.sign_in(world.lead)
    assert "Last round it came to 3." in client.get(f"{BASE}/{slug}/room/items/A1").text
    assert "Last round nobody knew yet." in client.get(f"{BASE}/{slug}/room/items/A2").text
    assert "Last round" not in client.get(f"{BASE}/{slug}/room/items/A3").text

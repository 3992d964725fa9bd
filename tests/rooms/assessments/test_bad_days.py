"""Bad days of a round: each has a defined outcome, and nothing anybody typed is lost."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update

from app.accounts.models import Person, SignIn
from app.assessments import queries, service
from app.assessments.models import SignOff
from app.assessments.rules import (
    Draft,
    RaterState,
    TopicState,
    unseal,
    unseal_agreed,
    unseal_room,
)
from app.core import audit, clock
from app.core.db import reading, session, side_transaction, transaction
from app.instruments.rules import AnswerKind
from app.sites.models import Membership
from app.sites.rules import SiteRole
from app.sites.service import end_membership
from tests.factories.accounts import PASSWORD, give_password, make_person
from tests.factories.assessments import (
    agree_all,
    answer_all,
    ask,
    hand_in,
    make_rater,
    make_room,
    make_round,
    round_ref,
    scored,
    sign_off,
    unknown,
)
from tests.factories.sites import make_membership
from tests.page_client import PageClient
from tests.worlds import World

ROUND = "/sites/northmoor/assessments/preisa-1"
ROLES = ("sponsor", "team-manager", "practitioner", "data-lead")
NOT_HERE = Draft(AnswerKind.NOT_APPLICABLE, reason="We have no such team")
Others = Mapping[str, Draft | None]


def newcomer(world: World, name: str, role: SiteRole = SiteRole.CONTRIBUTOR) -> Person:
    """Somebody more who belongs to the home site."""
    audit.because("person joined", summary="For a test.")
    person = make_person(name)
    make_membership(world.home, person, role)
    return person


def four(world: World) -> list[Person]:
    """Four people of the home site, the strategic lead first."""
    more = [newcomer(world, name) for name in ("Priya Practitioner", "Sam Data")]
    return [world.strategic, world.contributor, *more]


def handed_in_by(world: World, people: list[Person], *others: Others) -> str:
    """A round that these people handed in, all 4 but what `others` says, one for each of them."""
    slug = make_round(world.home, world.lead)
    roles = dict(zip(people, ROLES, strict=False))
    ask(world.home, slug, roles, world.lead)
    for number, (person, role) in enumerate(roles.items()):
        mine = others[number] if number < len(others) else {}
        hand_in(world.home, slug, person, role, others=mine)
    return slug


def leave(world: World, person: Person) -> None:
    """`person` no longer belongs to the home site."""
    wanted = select(Membership.id).where(
        Membership.person_id == person.id, Membership.site_id == world.home.id
    )
    end_membership(session().scalars(wanted).one(), "Moved to another authority.")


def kept() -> SignOff:
    """The sign-off of the only round."""
    return session().scalars(select(SignOff)).one()


# A rater leaves


def test_what_somebody_handed_in_counts_on_after_they_left_and_what_they_only_began_does_not(
    world: World,
) -> None:
    with transaction():
        people = four(world)
        slug = make_round(world.home, world.lead)
        ask(world.home, slug, dict(zip(people, ROLES, strict=True)), world.lead)
        for person, role in zip(people[:3], ROLES, strict=False):
            hand_in(world.home, slug, person, role, others={"B1": scored(4, f"by a {role}")})
        began = make_rater(world.home, slug, people[3], "data-lead")
        service.save_answer(began, "B1", scored(1, "never handed in"), seen=0)
        leave(world, people[2])
        leave(world, people[3])
        states = {row.person_id: row.state for row in queries.raters_of(began.id)}
        make_room(world.home, slug, world.lead, "Two people left for other authorities.")
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic)
    assert states[people[2].id] is RaterState.HANDED_IN
    assert states[people[3].id] is RaterState.LEFT
    with reading():
        raters = unseal(kept().content)
        assert [rater.role for rater in raters] == list(ROLES[:3])
        assert [rater.answers["B1"].evidence for rater in raters] == [
            f"by a {role}" for role in ROLES[:3]
        ]
        assert "never handed in" not in str(kept().content)
        assert queries.answers_of(began.my_rater_id or 0)["B1"].draft.evidence == "never handed in"


def test_whoever_left_no_longer_comes_in(client: PageClient, world: World) -> None:
    with transaction():
        people = four(world)
        handed_in_by(world, people)
        leave(world, people[2])
    client.sign_in(people[2]).get(ROUND, status=404)


# A round without a quorum


def test_without_a_quorum_the_page_asks_why_and_keeps_it_to_the_result(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = handed_in_by(world, [world.strategic, world.contributor])
    page = client.sign_in(world.lead).get(f"{ROUND}/room/open")
    form = next(form for form in page.forms if "reason" in form.names)
    page = client.submit(form, 400, reason="")
    assert "Enter why you open the room without a quorum" in page.text
    form = next(form for form in page.forms if "reason" in form.names)
    client.submit(form, reason="Nobody else works here yet.")
    with transaction():
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic)
    with reading():
        room = unseal_room(kept().content)
        assert room is not None
        assert room.without_quorum == "Nobody else works here yet."
    assert "Nobody else works here yet." in client.get(f"{ROUND}/result").text


# Everybody answers "we do not know yet"


def test_where_nobody_knows_there_is_a_list_of_who_finds_out_and_no_score(
    client: PageClient, world: World
) -> None:
    with transaction():
        people = four(world)
        slug = make_round(world.home, world.lead)
        items = [item.id for item in round_ref(world.home, slug, world.lead).instrument.items]
        ask(world.home, slug, dict(zip(people, ROLES, strict=True)), world.lead)
        for number, (person, role) in enumerate(zip(people, ROLES, strict=True)):
            owner = "Data officer" if number < 3 else "Head of service"
            nobody = dict.fromkeys(items, unknown(owner))
            hand_in(world.home, slug, person, role, others=nobody)
        make_room(world.home, slug, world.lead)
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic)
    page = client.sign_in(world.lead).get(f"{ROUND}/result")
    rows = page.table("To find out")[1:]
    assert len(rows) == 2 * len(items), "each owner once for each item"
    assert {row[1] for row in rows} == {"Data officer", "Head of service"}
    assert page.text.count("Find out first:") == 6
    assert {row[1] for row in page.table("Score by section")[1:]} == {"Too few answers"}
    assert "The guide suggests: not yet" in page.text
    assert "– of 5 overall" in page.text


# An item that half of them say does not apply


@pytest.mark.parametrize("applies", [True, False])
def test_an_item_half_of_them_say_does_not_apply_is_settled_together(
    world: World, applies: bool
) -> None:
    with transaction():
        people = four(world)
        half: Others = {"B2": NOT_HERE}
        slug = handed_in_by(world, people, half, {}, half, {})
        room = make_room(world.home, slug, world.lead)
        found = round_ref(world.home, slug, world.lead)
        service.reveal(found, room, [item.id for item in found.instrument.items], world.lead.id)
        topic = queries.table(found).topic("B2")
        assert topic.state is TopicState.TO_AGREE
        assert topic.verdict == "You do not agree that it applies, so settle that together."
        with pytest.raises(service.NotAgreed) as refusal:
            service.close_room(found, room, [], world.lead.id)
        assert refusal.value.items == ("B2",)
        settled = (
            Draft(AnswerKind.SCORE, 2, reason="It does: one team is planned", comment="So")
            if applies
            else Draft(AnswerKind.NOT_APPLICABLE, reason="No such team until 2028")
        )
        entered = service.Agreeing(settled, "", 0, settled=True)
        service.save_agreement(found, room, "B2", entered, world.lead.id)
        agree_all(world.home, slug, world.lead)
        sign_off(world.home, slug, world.strategic)
    with reading():
        agreed = unseal_agreed(kept().content)["B2"].draft
        assert (agreed.kind, agreed.score) == (settled.kind, settled.score)
        answers = [rater.answers["B2"].kind for rater in unseal(kept().content)]
        assert answers.count(AnswerKind.NOT_APPLICABLE) == answers.count(AnswerKind.SCORE) == 2


# Two facilitators


def test_a_second_facilitator_is_told_takes_over_and_the_first_loses_no_word(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = handed_in_by(world, four(world), {"B1": scored(1)})
        room = make_room(world.home, slug, world.lead)
        service.reveal(round_ref(world.home, slug, world.lead), room, ["B1"], world.lead.id)
    first = client.sign_in(world.lead)
    typed = first.get(f"{ROUND}/room/items/B1").form("Agree")
    second = PageClient(client.app).sign_in(world.admin)
    page = second.get(f"{ROUND}/room")
    assert "Lena Lead leads the conversation." in page.text
    second.submit(page.form("Lead the conversation instead of Lena Lead"))
    assert "You lead the conversation." in second.follow().text
    form = second.get(f"{ROUND}/room/items/B1").form("Agree")
    second.submit(form, answer="2", reason="Two of five teams")
    page = first.submit(typed, 409, answer="3", reason="Most teams have it")
    assert "Most teams have it" in page.text
    assert "somebody else leads it now" in page.text
    assert "Two of five teams" in page.text
    answer = first.fetch(
        "POST", f"{ROUND}/room/items/B1/autosave",
        {"answer": "3", "reason": "Most teams have it", "version": "0"}, 403,
    )  # fmt: skip
    assert answer.json is not None
    assert "somebody else leads it now" in answer.json["message"]
    with reading():
        found = queries.round_at(world.home.id, slug, world.lead.id)
        assert found is not None
        said = queries.said_of(found.id)["B1"]
        assert (said.agreed.score, said.agreed.reason) == (2, "Two of five teams")


def test_two_windows_with_the_note_of_the_room_keep_both_texts(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = handed_in_by(world, four(world))
        make_room(world.home, slug, world.lead)
    form = client.sign_in(world.lead).get(f"{ROUND}/room").form("Save the note")
    client.submit(form, words="Typed in the first window")
    page = client.submit(form, 409, words="Typed in the second window")
    assert "Typed in the first window" in page.text
    assert "Typed in the second window" in page.text
    with transaction():
        agree_all(world.home, slug, world.lead)
    page = client.submit(form, 409, words="Typed after the end")
    assert "Typed after the end" in page.text
    assert "The conversation is finished." in page.text


# A rating after the reveal


def test_a_rating_after_the_reveal_is_refused_and_shown_back(
    client: PageClient, world: World
) -> None:
    with transaction():
        people = four(world)
        slug = make_round(world.home, world.lead)
        ask(world.home, slug, dict(zip(people, ROLES, strict=True)), world.lead)
        for person, role in zip(people[1:], ROLES[1:], strict=True):
            hand_in(world.home, slug, person, role)
        late = make_rater(world.home, slug, world.strategic)
        answer_all(late, others={"B1": None})
    form = client.sign_in(world.strategic).get(f"{ROUND}/items/B1").form("Save and continue")
    with transaction():
        room = make_room(world.home, slug, world.lead)
        service.reveal(round_ref(world.home, slug, world.lead), room, ["B1"], world.lead.id)
    page = client.submit(form, 409, answer="5", comment="Typed too late, and kept")
    assert "Typed too late, and kept" in page.text
    data = {"answer": "5", "comment": "Typed too late, and kept", "version": "0"}
    answer = client.fetch("POST", f"{ROUND}/items/B1/autosave", data, 403)
    assert answer.json is not None
    assert answer.json["message"].startswith("Not saved.")
    with reading():
        assert queries.answer_of(late.my_rater_id or 0, "B1").version == 0


# The window passes


def test_nothing_is_locked_when_the_window_passes(client: PageClient, world: World) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        make_rater(world.home, slug, world.strategic)
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        page = client.sign_in(world.strategic).get("/sites/northmoor/assessments")
        assert "Was due 62 days ago, and you can still finish it" in page.text
        form = client.get(f"{ROUND}/items/A1").form("Save and continue")
        client.submit(form, answer="3", comment="Better late")
        with transaction():
            found = round_ref(world.home, slug, world.strategic)
            assert queries.answer_of(found.my_rater_id or 0, "A1").draft.comment == "Better late"
            answer_all(found)
            sign_off(world.home, slug, world.strategic)
    with reading():
        (only,) = unseal(kept().content)
        assert only.answers["A1"].score == 4


# The strategic lead changes mid-round


def test_another_strategic_lead_signs_off_what_the_first_one_rated(
    client: PageClient, world: World
) -> None:
    with transaction():
        people = four(world)
        slug = handed_in_by(world, people, {"A2": scored(4, "By the one who left")})
        make_room(world.home, slug, world.lead)
        agree_all(world.home, slug, world.lead)
        leave(world, world.strategic)
        successor = newcomer(world, "Sunita Successor", SiteRole.STRATEGIC)
    client.sign_in(world.strategic).get(f"{ROUND}/check", status=404)
    taker = PageClient(client.app).sign_in(successor)
    taker.submit(taker.get(f"{ROUND}/sign-off").form("Sign off"))
    with reading():
        assert kept().signed_off_by_id == successor.id
        first, *_ = unseal(kept().content)
        assert first.answers["A2"].evidence == "By the one who left"


def test_another_strategic_lead_starts_afresh_where_the_first_one_only_began(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        answer_all(make_rater(world.home, slug, world.strategic))
        leave(world, world.strategic)
        successor = newcomer(world, "Sunita Successor", SiteRole.STRATEGIC)
    page = client.sign_in(successor).get(ROUND)
    client.submit(page.form("Answer it yourself"))
    assert "0 of 28 answered" in client.follow().text
    with transaction():
        answer_all(round_ref(world.home, slug, successor), 3)
        sign_off(world.home, slug, successor)
    with reading():
        (only,) = unseal(kept().content)
        assert {draft.score for draft in only.answers.values()} == {3}


# A comment of 4,000 characters with markup and emoji


def test_a_comment_of_four_thousand_characters_with_markup_and_emoji_is_kept_and_shown_as_text(
    client: PageClient, world: World
) -> None:
    start = '<script>alert("x")</script> & <b>bold</b> 👩‍👩‍👧 {{ 7 * 7 }} '
    words = (start + "ß€😀" * 2000)[:3999] + "!"
    with transaction():
        slug = make_round(world.home, world.lead)
        found = make_rater(world.home, slug, world.strategic)
        answer_all(found, others={"A1": None})
    form = client.sign_in(world.strategic).get(f"{ROUND}/items/A1").form("Save and continue")
    page = client.submit(form, 400, answer="4", comment=words + "1")
    assert "The comment must be 4,000 characters or fewer" in page.text
    assert page.form("Save and continue").fields["comment"] == [words + "1"]
    client.submit(page.form("Save and continue"), comment=words)
    with reading():
        assert queries.answer_of(found.my_rater_id or 0, "A1").draft.comment == words
    page = client.get(f"{ROUND}/items/A1")
    assert page.form("Save and continue").fields["comment"] == [words]
    assert words in client.get(f"{ROUND}/check").text
    with transaction():
        sign_off(world.home, slug, world.strategic)
    page = client.get(f"{ROUND}/result")
    assert words in page.text
    assert "<script>alert" not in page.body


# The sign-in expires mid-answer


def test_an_answer_that_meets_an_expired_sign_in_comes_back_filled_in(
    client: PageClient, world: World
) -> None:
    give_password(world.strategic)
    with transaction():
        slug = make_round(world.home, world.lead)
        found = make_rater(world.home, slug, world.strategic)
    form = client.sign_in(world.strategic).get(f"{ROUND}/items/A1").form("Save and continue")
    with side_transaction() as current:
        current.execute(update(SignIn).values(ended_at=clock.now()))
    client.submit(form, 401, answer="4", comment='Typed "before" <it> ended')
    assert "Nothing you typed is lost" in client.page.text
    sign_in = client.page.form("Sign in and go on")
    client.submit(sign_in, 201, email=world.strategic.email, password=PASSWORD)
    client.submit(client.page.form("Show my form"), 200)
    form = client.page.form("Save and continue")
    assert form.fields["comment"] == ['Typed "before" <it> ended']
    assert form.fields["answer"] == ["4"]
    with reading():
        assert queries.answer_of(found.my_rater_id or 0, "A1").version == 0
    client.submit(form)
    with reading():
        draft = queries.answer_of(found.my_rater_id or 0, "A1").draft
        assert (draft.score, draft.comment) == (4, 'Typed "before" <it> ended')


def test_what_a_script_saves_after_the_sign_in_expired_is_told_and_saved_after_signing_in_again(
    client: PageClient, world: World
) -> None:
    with transaction():
        slug = make_round(world.home, world.lead)
        found = make_rater(world.home, slug, world.strategic)
    data = {"answer": "4", "comment": "Still here", "version": "0"}
    client.sign_in(world.strategic).get(f"{ROUND}/items/A1")
    with side_transaction() as current:
        current.execute(update(SignIn).values(ended_at=clock.now()))
    client.fetch("POST", f"{ROUND}/items/A1/autosave", data, 401)
    client.sign_in(world.strategic).fetch("POST", f"{ROUND}/items/A1/autosave", data, 201)
    with reading():
        assert queries.answer_of(found.my_rater_id or 0, "A1").draft.comment == "Still here"

"""Rating in the browser: beginning, one item a page, drafts, conflicts, going on later."""

import pytest

from app.assessments import queries
from app.assessments.rules import Draft, Saved
from app.core.db import reading, transaction
from app.instruments.rules import AnswerKind
from tests.factories.assessments import answer_all, round_ref
from tests.page_client import PageClient
from tests.worlds import World

SCORED = {
    "answer": "3",
    "evidence": "",
    "comment": "",
    "owner": "",
    "reason": "",
    "due_on": [""] * 3,
}


def saved(world: World, item_id: str = "A1") -> Saved:
    """What the strategic lead has saved for an item."""
    with reading():
        found = queries.round_at(world.home.id, "preisa-1", world.strategic.id)
        assert found is not None
        return queries.answer_of(found.my_rater_id or 0, item_id)


def test_starting_leads_to_the_first_statement(
    client: PageClient, world: World, open_round: str
) -> None:
    page = client.sign_in(world.strategic).get(open_round)
    assert "About 40 minutes for 28 statements" in page.text
    client.submit(page.form("Answer it yourself"))
    page = client.follow()
    assert page.path == f"{open_round}/items/A1"
    assert page.h1.startswith("We know how many children went home")
    assert "0 of 28 answered" in page.text


def test_starting_twice_is_the_same_as_once(
    client: PageClient, world: World, open_round: str
) -> None:
    form = client.sign_in(world.strategic).get(open_round).form("Answer it yourself")
    client.submit(form)
    client.submit(form)
    with reading():
        found = queries.round_at(world.home.id, "preisa-1", world.strategic.id)
        assert found is not None
        assert len(queries.raters_of(found.id)) == 1


def test_save_and_continue_goes_on_and_keeps_everything(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/items/A1")
    form = page.form("Save and continue")
    client.submit(form, answer="4", evidence="Return tables 2024", comment="Ask Jo 😀 <b>")
    assert client.response.headers["Location"].endswith("/items/A2#main-content")
    page = client.get(f"{begun}/items/A1")
    assert page.form("Save and continue").fields["answer"] == ["4"]
    assert "Ask Jo 😀 <b>" in page.text
    assert saved(world).draft.evidence == "Return tables 2024"


def test_the_last_statement_leads_to_the_facts_and_they_to_checking(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/items/F4")
    client.submit(page.form("Save and continue"), answer="2")
    page = client.follow()
    assert page.path == f"{begun}/facts"
    client.submit(page.form("Save and check"), fact_post_return_months="6")
    assert client.follow().path == f"{begun}/check"
    assert "6" in client.get(f"{begun}/facts").form("Save").fields["fact_post_return_months"]


def test_not_known_asks_who_and_when_and_keeps_what_was_typed(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/items/A2")
    form = page.form("Save and continue")
    page = client.submit(form, 400, answer="not-known", comment="Half a thought")
    assert "Enter who will find out" in page.text
    assert "Enter the date by which they will find out" in page.text
    assert page.title.startswith("Error: ")
    assert "Half a thought" in page.text
    form = page.form("Save and continue")
    client.submit(form, owner="Data officer", due_on=["1", "3", "2099"])
    draft = saved(world, "A2").draft
    assert (draft.kind, draft.owner) == (AnswerKind.NOT_KNOWN, "Data officer")
    assert draft.due_on is not None


def test_an_unfinished_answer_can_be_left_for_later(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/items/A2")
    data = {**page.form("Save").filled({"answer": "not-known"}), "later": "1"}
    client.post(f"{begun}/items/A2", data)
    page = client.follow()
    assert page.path == f"{begun}/items"
    assert "To finish" in page.text
    assert "Enter who will find out" in client.get(f"{begun}/check").text


def test_a_critical_item_does_not_offer_that_it_does_not_apply(
    client: PageClient, world: World, begun: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/items/A1")
    assert "Critical item" in page.text
    assert "Does not apply" not in page.text
    assert "No count of children who returned home" in page.text
    page = client.get(f"{begun}/items/A2")
    assert "Does not apply to us" in page.text
    form = {**SCORED, "answer": "not-applicable", "reason": "x"}
    client.post(f"{begun}/items/A1", form, status=400)


def test_nothing_chosen_says_what_to_do(client: PageClient, world: World, begun: str) -> None:
    page = client.sign_in(world.strategic).get(f"{begun}/items/A2")
    page = client.submit(page.form("Save and continue"), 400)
    assert "Choose an answer" in page.text


@pytest.mark.parametrize("typed", [["1", "", ""], ["40", "40", "40"], ["x", "y", "z"]])
def test_autosave_takes_an_unfinished_answer(
    client: PageClient, world: World, begun: str, typed: list[str]
) -> None:
    client.sign_in(world.strategic)
    data = {**SCORED, "answer": "not-known", "owner": "Data officer", "due_on": typed}
    answer = client.fetch("POST", f"{begun}/items/A2/autosave", {**data, "version": "0"}, 201)
    assert answer.json is not None
    assert answer.json["version"] == 1
    assert saved(world, "A2").draft == Draft(AnswerKind.NOT_KNOWN, owner="Data officer")


def test_autosave_sends_two_reads_and_one_write_beyond_the_gate(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.strategic)
    client.fetch("POST", f"{begun}/items/A1/autosave", {**SCORED, "version": "0"}, 201)
    assert client.statements <= 6


def test_autosave_refuses_what_cannot_be_kept_and_says_so(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.strategic)
    for wrong, said in (
        ({"comment": "x" * 4001}, "The comment must be 4,000 characters or fewer"),
        ({"owner": "x" * 201}, "200 characters or fewer"),
    ):
        data = {**SCORED, **wrong, "version": "0"}
        answer = client.fetch("POST", f"{begun}/items/A1/autosave", data, 422)
        assert answer.json is not None
        assert said in answer.json["message"]
    client.fetch("POST", f"{begun}/items/A1/autosave", {**SCORED, "answer": "9"}, 422)
    client.fetch("POST", f"{begun}/items/Z9/autosave", SCORED, 404)


def test_a_comment_of_4000_characters_with_line_breaks_fits(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.strategic)
    comment = ("é😀\n" * 1400)[:3999]
    typed = comment.replace("\n", "\r\n")
    data = {**SCORED, "comment": typed, "version": "0"}
    client.fetch("POST", f"{begun}/items/A1/autosave", data, 201)
    assert saved(world).draft.comment == comment.strip()


def test_two_windows_both_texts_are_shown_and_neither_is_lost(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.strategic)
    first = {**SCORED, "comment": "From the phone", "version": "0"}
    client.fetch("POST", f"{begun}/items/A1/autosave", first, 201)
    second = {**SCORED, "answer": "5", "comment": "From the desk", "version": "0"}
    answer = client.fetch("POST", f"{begun}/items/A1/autosave", second, 409)
    assert answer.json is not None
    assert "From the desk" in answer.json["mine"]
    assert "From the phone" in answer.json["theirs"]
    kept = {**second, "version": str(answer.json["version"])}
    client.fetch("POST", f"{begun}/items/A1/autosave", kept, 201)
    assert saved(world).draft.comment == "From the desk"


def test_without_scripts_the_page_shows_both_and_saving_again_keeps_mine(
    client: PageClient, world: World, begun: str
) -> None:
    form = client.sign_in(world.strategic).get(f"{begun}/items/A1").form("Save and continue")
    client.submit(form, answer="2", comment="From the phone")
    page = client.submit(form, 409, answer="5", comment="From the desk")
    assert "From the phone" in page.text
    assert "From the desk" in page.form("Save and continue").fields["comment"][0]
    client.submit(page.form("Save and continue"))
    assert saved(world).draft.comment == "From the desk"


def test_sending_the_same_twice_is_no_conflict(
    client: PageClient, world: World, begun: str
) -> None:
    form = client.sign_in(world.strategic).get(f"{begun}/items/A1").form("Save and continue")
    client.submit(form, answer="2", comment="Once")
    client.submit(form, answer="2", comment="Once")
    assert saved(world).version == 1


def test_what_was_typed_for_another_answer_is_kept_and_counts_for_nothing(
    client: PageClient, world: World, begun: str
) -> None:
    form = client.sign_in(world.strategic).get(f"{begun}/items/A2").form("Save and continue")
    client.submit(form, answer="3", owner="Data officer")
    draft = saved(world, "A2").draft
    assert draft.owner == "Data officer"
    assert draft.answer().owner == ""


def test_continue_leads_to_the_first_item_that_is_not_complete(
    client: PageClient, world: World, begun: str
) -> None:
    with transaction():
        found = round_ref(world.home, "preisa-1", world.strategic)
        answer_all(found, others={"B3": None, "D1": Draft(AnswerKind.NOT_KNOWN)})
    page = client.sign_in(world.strategic).get(begun)
    link = page.links["Continue: 26 of 28 answered"]
    assert link == f"{begun}/items/B3#main-content"
    client.submit(client.get(f"{begun}/items/B3").form("Save and continue"), answer="3")
    assert "/items/D1" in client.get(begun).links["Continue: 27 of 28 answered"]


def test_a_change_from_the_check_page_leads_back_to_it(
    client: PageClient, world: World, answered: str
) -> None:
    page = client.sign_in(world.strategic).get(f"{answered}/check")
    link = page.links["Change C2"]
    page = client.get(link.split("#")[0])
    client.submit(page.form("Save and continue"), answer="2")
    assert client.response.headers["Location"].endswith("/check#item-C2")


def test_after_hand_in_or_sign_off_nothing_can_be_saved_and_what_was_typed_is_shown(
    client: PageClient, world: World, answered: str
) -> None:
    client.sign_in(world.strategic)
    form = client.get(f"{answered}/items/A1").form("Save and continue")
    client.submit(client.get(f"{answered}/sign-off").form("Sign off and send"), caveat="Alone.")
    page = client.submit(form, 409, comment="Too late")
    assert "Too late" in page.text
    answer = client.fetch("POST", f"{answered}/items/A1/autosave", {**SCORED, "version": "1"}, 403)
    assert answer.json is not None
    assert "Rating is over" in answer.json["message"]
    assert saved(world).draft.comment == ""


def test_the_pages_of_rating_take_as_many_statements_full_as_empty(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.strategic)
    counts = []
    for _ in range(2):
        for path in ("", "/items", "/items/C3", "/check"):
            client.get(begun + path)
            counts.append(client.statements)
        with transaction():
            answer_all(round_ref(world.home, "preisa-1", world.strategic))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 11, counts


def test_a_form_given_back_after_signing_in_again_is_filled_in_and_not_saved_yet(
    client: PageClient, world: World, begun: str
) -> None:
    client.sign_in(world.strategic)
    typed = {**SCORED, "answer": "5", "comment": "Typed before", "version": "0", "_returned": "1"}
    page = client.post(f"{begun}/items/A1", typed, status=200)
    form = page.form("Save and continue")
    assert form.fields["comment"] == ["Typed before"]
    assert form.fields["answer"] == ["5"]
    assert saved(world).version == 0
    client.submit(form)
    assert saved(world).draft.comment == "Typed before"
    facts = {"fact_structured_tool": "A form of our own", "version": "0", "_returned": "1"}
    page = client.post(f"{begun}/facts", facts, status=200)
    assert page.form("Save and check").fields["fact_structured_tool"] == ["A form of our own"]


def test_two_windows_with_the_facts_keep_both(client: PageClient, world: World, begun: str) -> None:
    client.sign_in(world.strategic)
    first = {"fact_structured_tool": "Theirs", "version": "0"}
    client.fetch("POST", f"{begun}/facts/autosave", first, 201)
    mine = {"fact_structured_tool": "Mine", "version": "0"}
    answer = client.fetch("POST", f"{begun}/facts/autosave", mine, 409)
    assert answer.json is not None
    assert "Mine" in answer.json["mine"]
    assert "Theirs" in answer.json["theirs"]
    page = client.post(f"{begun}/facts", mine, status=409)
    assert "Theirs" in page.text
    assert page.form("Save and check").fields["version"] == ["1"]
    client.submit(page.form("Save and check"))
    wrong = {"fact_post_return_months": "soon", "version": "2"}
    client.fetch("POST", f"{begun}/facts/autosave", wrong, 422)
    assert "Enter a whole number" in client.post(f"{begun}/facts", wrong, status=400).text

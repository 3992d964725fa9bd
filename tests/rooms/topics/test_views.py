"""Topics as people meet them: asked, answered, settled, followed, moved."""

from typing import Any

import pytest
from sqlalchemy import select

from app.core import audit, db
from app.core.outbox import OutboxMail
from app.instruments.service import load_seeds
from app.notices.models import Notice
from app.posts.models import Post
from app.topics.rules.about import About, AboutKind
from tests.factories.journey import make_journey
from tests.factories.topics import agreed, make_answer, make_topic, settle
from tests.page_client import PageClient
from tests.worlds import World

TOPICS = "/community/topics"
ASKED: dict[str, Any] = {
    "title": "How do you begin the chronology?",
    "text": "We have *two* ways.",
    "stage": "stage-1",
    "tags": ["assessment-tools"],
}


LOOK = {"step": "preview"}  # the button "Show me first"


@pytest.fixture(autouse=True)
def rules(client: PageClient, world: World) -> None:
    """Everybody but the contributor has accepted the house rules."""
    with db.transaction():
        agreed(world.member, world.lead, world.strategic)


def told(template: str) -> list[int | None]:
    """Whom mails of a template went to."""
    with db.reading() as session:
        wanted = select(OutboxMail.person_id).where(OutboxMail.template == template)
        return list(session.scalars(wanted.order_by(OutboxMail.id)))


def notices(person_id: int) -> list[str]:
    with db.reading() as session:
        chosen = select(Notice.title).where(Notice.person_id == person_id).order_by(Notice.id)
        return list(session.scalars(chosen))


def test_a_question_is_asked_answered_and_settled(client: PageClient, world: World) -> None:
    page = client.sign_in(world.member).get(TOPICS)
    assert "Nobody has asked yet" in page.text
    page = client.get(f"{TOPICS}/new")
    page = client.submit(page.form("Publish"), 400, title="Hm", text="")
    assert "Enter your question or subject" in page.text
    page = client.post(f"{TOPICS}/new", {**page.form("Publish").filled(ASKED), **LOOK}, 200)
    assert "How it will read" in page.text
    assert page.root.find(".//em") is not None
    assert "Nobody has asked yet" in client.get(TOPICS).text  # a look saves nothing
    client.submit(page.form("Publish"), **ASKED)
    page = client.follow()
    assert "Waits for less than a working day, 3 working days left." in page.text
    assert "Stop following" in page.text

    page = client.sign_in(world.strategic).get(TOPICS)
    assert "1 question waits for an answer." in page.text
    page = client.get(page.links[str(ASKED["title"])])
    client.submit(page.form("I have this question too"))
    page = client.follow()
    assert "1 other member has the same question." in page.text
    client.submit(page.form("Publish"), text="Begin with the **dates**.")
    assert client.response.headers["Location"].startswith(f"{TOPICS}/1#post-")
    assert told("topics_replied") == [world.member.id]
    with db.reading() as session:
        subjects = session.scalars(select(OutboxMail.subject)).all()
    assert subjects == [f"Community: your question has an answer: “{ASKED['title']}”"]
    assert "This settles the question" not in client.follow().text

    page = client.sign_in(world.member).get(f"{TOPICS}/1")
    client.submit(page.form("This settles the question"))
    assert "Accepted answer" in client.follow().text
    assert notices(world.strategic.id)[-1] == f"Your answer was accepted: {ASKED['title']}"
    page = client.get(TOPICS)
    assert "Accepted answer of Stella Strategic: Begin with the dates." in page.text
    assert "Every question has an answer." in page.text


def test_who_has_not_accepted_the_house_rules_is_sent_there_and_loses_nothing(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_topic(world.member)
    client.sign_in(world.contributor).get(f"{TOPICS}/new?kind=question&title=About%20goals", 302)
    assert client.response.headers["Location"].startswith("/community/house-rules?next=")
    page = client.get(f"{TOPICS}/1")
    assert "read and accept the house rules" in page.text
    page = client.post(f"{TOPICS}/new", {**ASKED, "kind": "question"}, 400)
    assert "Accept the house rules" in page.text
    assert "We have *two* ways." in page.body
    page = client.post(f"{TOPICS}/1/answer", {"text": "What I know"}, 400)
    assert "Accept the house rules" in page.text
    assert "What I know" in page.body
    with db.transaction():
        agreed(world.contributor)
    client.submit(page.form("Publish"), text="What I know")


def test_identifying_details_are_warned_of_and_nothing_typed_is_lost(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.member).get(f"{TOPICS}/new")
    typed = {**ASKED, "text": "His NHS number is 943 476 5919. What now?"}
    page = client.submit(page.form("Publish"), 400, **typed)
    assert "What now?" in page.body
    client.submit(page.form("Publish"), text="His number is known to us. What now?")
    page = client.follow()
    page = client.submit(page.form("Publish"), 400, text="Call 943 476 5919, then write.")
    assert "then write." in page.body


def test_who_asks_without_their_name_is_named_to_moderators_alone(
    client: PageClient, world: World
) -> None:
    page = client.sign_in(world.member).get(f"{TOPICS}/new")
    client.submit(page.form("Publish"), **ASKED, unnamed="y")
    page = client.follow()
    client.submit(page.form("Publish"), text="To add to this: we are a small team.")
    for person in (world.strategic, world.contributor):
        for path in (TOPICS, f"{TOPICS}/1"):
            assert "Mo Member" not in client.sign_in(person).get(path).text
    page = client.sign_in(world.lead).get(f"{TOPICS}/1")
    assert "Only moderators see this: asked by Mo Member" in page.text
    client.submit(page.form("Publish"), text="The NSPCC thinks so too.")
    assert told("topics_replied") == [world.member.id]


def test_the_list_is_narrowed_sorted_and_searched(client: PageClient, world: World) -> None:
    with db.transaction():
        goals = make_topic(world.member, "Which goals can be measured?", tags=("goals",), stage="")
        make_topic(world.strategic, "What do panels ask?", kind="discussion", tags=("partners",))
        settled = make_topic(world.strategic, "Where is the chronology kept?")
        settle(settled, make_answer(settled, world.member), world.lead)
    client.sign_in(world.member)

    def found(**asked: str) -> list[str]:
        page = client.get(TOPICS, query_string=asked)
        items = (one for one in page.root.iter("li") if "topics__item" in one.get("class", ""))
        headings = [heading for one in items for heading in one.iter("h2")]
        return ["".join(one.itertext()).strip() for one in headings]

    assert found(kind="discussion") == ["What do panels ask?"]
    few = client.statements
    assert len(found()) == 3
    assert client.statements <= few + 2  # accepted answers and their authors, however many
    assert found(state="unanswered") == ["Which goals can be measured?"]
    assert found(state="accepted") == ["Where is the chronology kept?"]
    assert found(tag="goals", stage="") == ["Which goals can be measured?"]
    assert len(found(stage="stage-1")) == 2
    assert found(whose="mine") == found(whose="followed") == ["Which goals can be measured?"]
    assert found(whose="answered-by-me") == ["Where is the chronology kept?"]
    assert found(q="measurable goal") == ["Which goals can be measured?"]
    assert found(q="begin with dates") == ["Where is the chronology kept?"]  # in its answer
    assert len(found(sort="new", q="")) == 3
    assert found(q="zebra crossing") == []
    page = client.page
    assert (
        page.links["Ask this as a question"] == f"{TOPICS}/new?kind=question&title=zebra+crossing"
    )
    assert found(state="nonsense", kind="poem", sort="'")[0] == "Where is the chronology kept?"
    assert goals == 1


def test_moderators_move_and_merge_and_the_old_address_leads_on(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        stays = make_topic(world.strategic, "Which goals can be measured?", tags=("goals",))
        goes = make_topic(world.member, "Goals that one can measure?", tags=())
        make_answer(goes, world.contributor, "Count visits.")
    client.sign_in(world.member).get(f"{TOPICS}/{goes}/move", 403)
    client.get(f"{TOPICS}/{goes}/merge", 403)
    page = client.sign_in(world.lead).get(f"{TOPICS}/{goes}")
    page = client.get(page.links["Put it where it belongs"])
    client.submit(page.form("Put it there"), kind="discussion", tags=["goals", "data"])
    assert "Discussion" in client.follow().text
    assert notices(world.member.id)[-1].startswith("A moderator put your topic where")
    page = client.get(client.page.links["Make it part of another topic"])
    page = client.submit(page.form("Make it one topic"), 400, into=str(goes))
    assert "into itself" in page.text
    client.submit(page.form("Make it one topic"), into=f"http://portal.test{TOPICS}/{stays}")
    page = client.follow()
    assert "Count visits." in page.text
    client.post(f"{TOPICS}/{goes}/answer", {"text": "Typed before they were one"})
    assert client.response.headers["Location"].startswith(f"{TOPICS}/{stays}#post-")
    client.get(f"{TOPICS}/{goes}", 301)
    page = client.follow()
    assert page.h1 == "Which goals can be measured?"
    with db.reading() as session:
        paths = set(session.scalars(select(Post.path)))
    assert all(path.startswith(f"{TOPICS}/{stays}#post-") for path in paths)
    page = client.sign_in(world.member).get(f"{TOPICS}?q=measure")
    assert "Goals that one can measure?" not in page.links
    assert "Stop following" in client.get(f"{TOPICS}/{stays}").text


def test_ones_own_is_changed_and_deleted_and_others_are_left_alone(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        first = make_topic(world.member)
        second = make_topic(world.member, "What do you do with goals?")
        make_answer(second, world.strategic, "Write them down.")
    client.sign_in(world.strategic)
    for page_of in ("change", "delete"):
        client.get(f"{TOPICS}/{first}/{page_of}", 403)
    client.post(f"{TOPICS}/{first}/change", ASKED, 403)
    client.post(f"{TOPICS}/{first}/delete", status=403)
    page = client.sign_in(world.member).get(f"{TOPICS}/{first}/change")
    form = page.form("Save the changes")
    client.submit(form, title="How do you end the chronology?", text="With *what*?")
    page = client.follow()
    assert page.h1 == "How do you end the chronology?"
    assert "(edited)" in page.text
    page = client.submit(form, 409, title="And begin it?")  # from another window
    assert "How do you end the chronology?" in page.text
    page = client.get(f"{TOPICS}/{first}/delete")
    client.submit(page.form("Delete it"))
    client.get(f"{TOPICS}/{first}", 404)
    page = client.get(f"{TOPICS}/{second}/delete")
    client.submit(page.form("Delete it"))
    page = client.follow()
    assert "Write them down." in page.text  # it is another's
    assert "What do you do with goals?" not in page.text
    assert "Write in this topic" not in page.text
    page = client.post(f"{TOPICS}/{first}/answer", {"text": "Typed meanwhile"}, 409)
    assert "Typed meanwhile" in page.text
    assert "No topic" in client.get(f"{TOPICS}?kind=question").text or "Nobody" in client.page.text


def test_a_page_leads_to_a_question_that_says_nothing_of_the_authority(
    client: PageClient, world: World
) -> None:
    with db.transaction():
        make_journey(world.home)
    page = client.sign_in(world.strategic).get("/sites/northmoor/journey/steering-group")
    page = client.get(page.links["Ask the community about this"])
    assert "Asked about: Milestone “" in page.text
    assert "Northmoor" not in page.body.replace("site=northmoor", "").split("<main")[1]
    client.submit(page.form("Publish"), text="Who sits in yours?")
    page = client.follow()
    about = next(text for text in page.links if text.startswith("Milestone “"))
    assert page.links[about] == "/sites/northmoor/journey/steering-group"
    for person in (world.member, world.foreign_strategic):
        page = client.sign_in(person).get(f"{TOPICS}/1")
        assert about in page.text
        assert about not in page.links
        assert "northmoor" not in page.body
    asked = {"about": "milestone", "code": "steering-group", "site": "northmoor"}
    client.sign_in(world.foreign_strategic)
    with db.transaction():
        agreed(world.foreign_strategic)
    page = client.get(f"{TOPICS}/new", query_string=asked)
    client.submit(page.form("Publish"), text="And who sits in ours?")
    assert about not in client.follow().links  # not theirs to open, so not kept
    page = client.sign_in(world.strategic).get("/sites/northmoor/journey/steering-group")
    page = client.get(page.links["Questions asked about this: 2"])
    assert "2 topics: Milestone “" in page.text
    assert "No topic fits" in client.get(f"{TOPICS}?about=milestone:steering-group&tag=goals").text
    assert "1 chosen" not in client.get(f"{TOPICS}?about=milestone:no-such").text
    page = client.get(f"{TOPICS}/new", query_string={**asked, "code": "no-such"})
    assert "Asked about" not in page.text


def test_an_item_and_an_adaptation_are_named_by_what_everybody_can_read(
    client: PageClient, world: World
) -> None:
    with client.app.app_context(), db.transaction():
        audit.because("loaded", summary="Made for a test.")
        load_seeds()
    client.sign_in(world.strategic)
    page = client.get(f"{TOPICS}/new?about=item&code=preisa:A1&site=northmoor&ref=preisa-1")
    assert "Asked about: PreISA, item A1: “" in page.text
    page = client.get(f"{TOPICS}/new?about=adaptation&code=2&site=northmoor&ref=7")
    assert "Asked about: An adaptation of Stage 2" in page.text
    assert page.form("Publish").fields["stage"] == ["stage-2"]
    with db.transaction():
        about = About(AboutKind.ADAPTATION, "2", "An adaptation of Stage 2", world.home.id, "7")
        make_topic(world.strategic, "Who shortened this too?", about=about, unnamed=True)
    assert client.get(f"{TOPICS}/1").links["An adaptation of Stage 2"].endswith("/adaptations/7")
    page = client.sign_in(world.contributor).get(f"{TOPICS}/1")
    assert "An adaptation of Stage 2" not in page.links  # it would tell a colleague who asks


def test_names_are_offered_to_who_mentions_somebody(client: PageClient, world: World) -> None:
    page = client.sign_in(world.member).get(f"{TOPICS}/people?q=Lena")
    handle = f"@lena-lead-{world.lead.id}"
    assert handle in page.text
    answer = client.fetch("GET", f"{TOPICS}/people?q=lena", status=200)
    assert answer.json == {"people": [{"handle": handle, "name": "Lena Lead", "about": "NSPCC"}]}
    page = client.get(f"{TOPICS}/new")
    client.submit(page.form("Publish"), **{**ASKED, "text": f"Perhaps {handle} knows?"})
    assert told("posts_mentioned") == [world.lead.id]


@pytest.mark.one_database("sqlite")
def test_markup_typed_into_any_field_comes_out_harmless(client: PageClient, world: World) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
    page = client.sign_in(world.lead).get(f"{TOPICS}/new")
    typed: dict[str, Any] = {"title": f"What of {evil}", "text": evil, "kind": "question"}
    look = {**page.form("Publish").filled(typed), **LOOK}
    pages = [client.post(f"{TOPICS}/new", look, 200)]
    client.submit(pages[0].form("Publish"), **typed)
    pages.append(client.follow())
    client.submit(pages[1].form("Publish"), text=evil)
    pages.append(client.get(f"{TOPICS}/1"))
    settle_form = pages[2].form("This settles the question")
    client.submit(settle_form)
    for path in ("", "?q=" + evil, "/1", "/1/change", "/1/move", "/1/merge", "/1/delete"):
        pages.append(client.get(f"{TOPICS}{path}"))
    pages.append(client.get(f"{TOPICS}/people", query_string={"q": evil}))
    pages.append(client.post(f"{TOPICS}/1/merge", {"into": evil}, 400))
    for page in pages:
        scripts = [one for one in page.root.iter("script") if "alert" in (one.text or "")]
        assert not scripts
        assert not [one for one in page.root.iter("img") if one.get("src") == "x"]
        assert not [a for a in page.root.iter("a") if "javascript:" in a.get("href", "")]

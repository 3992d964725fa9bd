"""Nothing typed is lost when a sign-in or a form's token has expired."""

from io import BytesIO

from sqlalchemy import select, update

from app.accounts.models import Person, SignIn
from app.core import clock
from app.core.db import reading, side_transaction
from app.core.web.edge import Portal
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.worlds import World


def end_sign_ins() -> None:
    with side_transaction() as session:
        session.execute(update(SignIn).values(ended_at=clock.now()))


def name_of(person: Person) -> str:
    with reading() as session:
        return session.get_one(Person, person.id).name


def meet_an_ended_sign_in(client: PageClient, person: Person) -> None:
    give_password(person)
    client.sign_in(person).get("/account/name")
    form = client.page.form("Save")
    end_sign_ins()
    client.submit(form, 401, name='Lena "Quoted" <Leader> & co')


def test_a_form_that_meets_an_ended_sign_in_comes_back_filled_in(
    world: World, client: PageClient
) -> None:
    meet_an_ended_sign_in(client, world.lead)
    assert "Nothing you typed is lost" in client.page.text
    sign_in = client.page.form("Sign in and go on")
    client.submit(sign_in, 201, email=world.lead.email, password=PASSWORD)
    client.submit(client.page.form("Show my form"), 200)
    assert client.page.h1 == "Change your name"
    assert not client.page.title.startswith("Error")
    form = client.page.form("Save")
    assert form.fields["name"] == ['Lena "Quoted" <Leader> & co']
    assert name_of(world.lead) == "Lena Lead", "a form that is given back must not act"
    client.submit(form)
    assert name_of(world.lead) == 'Lena "Quoted" <Leader> & co'


def test_a_mistyped_password_on_the_way_loses_nothing(world: World, client: PageClient) -> None:
    meet_an_ended_sign_in(client, world.lead)
    sign_in = client.page.form("Sign in and go on")
    client.submit(sign_in, 400, email=world.lead.email, password="mistyped")
    assert "What you typed before is kept" in client.page.text
    client.submit(client.page.form("Sign in"), 201, password=PASSWORD)
    client.submit(client.page.form("Show my form"), 200)
    assert client.page.form("Save").fields["name"] == ['Lena "Quoted" <Leader> & co']


def test_signing_in_meanwhile_in_another_tab_loses_nothing(
    world: World, client: PageClient
) -> None:
    meet_an_ended_sign_in(client, world.lead)
    first_tab = client.page.form("Sign in and go on")
    client.get("/sign-in")
    client.submit(client.page.form("Sign in"), email=world.lead.email, password=PASSWORD)
    client.submit(first_tab, 400, email=world.lead.email, password=PASSWORD)
    assert client.page.h1 == "Your form was open for too long"
    client.submit(client.page.form("Show my form"), 201)
    client.submit(client.page.form("Show my form"), 200)
    assert client.page.form("Save").fields["name"] == ['Lena "Quoted" <Leader> & co']


def test_files_cannot_be_kept_and_the_page_says_so(world: World, client: PageClient) -> None:
    client.sign_in(world.lead)
    token = client.token()
    end_sign_ins()
    data = {"csrf_token": token, "name": "x", "file": (BytesIO(b"x"), "a.csv")}
    client._send("POST", "/account/name", 401, data=data)
    assert "Attach them again" in client.page.text


def test_passwords_are_never_carried(world: World, client: PageClient) -> None:
    client.sign_in(world.lead)
    end_sign_ins()
    secret = {"current_password": "the secret one", "new_password": "the secret two"}
    client.post("/account/password", secret, 401)
    assert "the secret" not in client.page.body


def test_a_form_without_its_token_is_refused_and_comes_back(
    world: World, client: PageClient
) -> None:
    client.sign_in(world.lead).get("/account/name")
    form = client.page.form("Save")
    client.submit(form, 400, name="Typed at length", csrf_token="")
    assert "Nothing you typed is lost" in client.page.text
    client.submit(client.page.form("Show my form"), 200)
    assert client.page.form("Save").fields["name"] == ["Typed at length"]
    assert name_of(world.lead) == "Lena Lead"


def test_a_token_of_another_browser_is_refused(world: World, client: PageClient) -> None:
    client.sign_in(world.lead)
    foreign = PageClient(client.app).sign_in(world.strategic).token()
    client.token()
    client._send("POST", "/account/name", 400, data={"csrf_token": foreign, "name": "Forged"})
    assert name_of(world.lead) == "Lena Lead"


def test_carried_fields_are_posted_to_this_portal_only(world: World, client: PageClient) -> None:
    give_password(world.lead)
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        client.post(
            "/sign-in",
            {
                "email": world.lead.email,
                "password": PASSWORD,
                "_carried_to": target,
                "_carried:name": "x",
            },
            201,
        )
        assert client.page.form("Show my form").action == "/"


def test_our_scripts_are_told_401_and_no_page(world: World, client: PageClient) -> None:
    response = client.fetch("POST", "/account/name", {"name": "x"}, 401)
    assert response.mimetype == "application/json"


def test_a_sign_in_form_without_its_token_comes_back_with_the_address(
    world: World, client: PageClient
) -> None:
    give_password(world.lead)
    client.get("/sign-in?next=/account")
    form = client.page.form("Sign in")
    client.submit(form, 400, email=world.lead.email, password=PASSWORD, csrf_token="")
    assert PASSWORD not in client.page.body
    client.submit(client.page.form("Show my form"), 200)
    assert client.page.form("Sign in").fields["email"] == [world.lead.email]
    client.submit(client.page.form("Sign in"), password=PASSWORD)
    assert client.response.headers["Location"] == "/account"


def is_signed_in(person: Person) -> bool:
    with reading() as session:
        asked = select(SignIn.id).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        return session.scalars(asked).first() is not None


def test_a_returned_form_does_nothing_even_where_its_page_is_only_a_button(
    app: Portal, world: World, client: PageClient
) -> None:
    PageClient(app).sign_in(world.lead)
    client.sign_in(world.admin)
    path = f"/admin/users/{world.lead.id}/sign-out"
    client.post(path, {"_returned": "1"})
    assert is_signed_in(world.lead), "another site may have filled the returned form in"
    assert "Nothing has been done yet" in client.follow().text
    assert "is signed out" not in client.page.text
    client.post(path)
    assert not is_signed_in(world.lead)


def test_a_returned_sign_out_leaves_the_sign_in_whole(world: World, client: PageClient) -> None:
    client.sign_in(world.lead).post("/sign-out", {"_returned": "1"})
    assert is_signed_in(world.lead)
    client.get("/account")

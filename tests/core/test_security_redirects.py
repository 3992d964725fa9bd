"""After signing in one stays on this portal, whatever the address said."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.security.redirects import safe_next
from tests.factories.accounts import PASSWORD, give_password
from tests.page_client import PageClient
from tests.worlds import World

VECTORS = (
    "https://evil.example/",
    "http://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/a",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "HtTpS://evil.example",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "evil.example",
    "@evil.example",
    "//evil.example@portal.test/",
    "//portal.test@evil.example/",
    "/a\\..\\//evil.example",
    "//[evil.example",
    "/\x00/evil.example",
    "/\x7f/evil.example",
    "/\u2028/evil.example\u0000",
    "／／evil.example",
    "ftp://evil.example/x",
    "/" + "a" * 2001,
)
GOOD = (
    "/",
    "/account",
    "/sites?stage=2&q=a%20b",
    "/sites/northmoor/journey#band-1",
    "/a//b",
    "/%2F%2Fevil.example",
)


def stays(location: str) -> bool:
    """Whether a browser stays: a path that starts with one slash and holds nothing it drops."""
    return (
        location.startswith("/")
        and location[1:2] not in ("/", "\\")
        and "\\" not in location
        and all(0x20 < ord(c) != 0x7F for c in location)
    )


def test_there_are_enough_vectors() -> None:
    assert len(set(VECTORS)) >= 30


@pytest.mark.parametrize("vector", VECTORS)
def test_no_vector_leads_away(vector: str) -> None:
    assert safe_next(vector) == "/"


@pytest.mark.parametrize("path", GOOD)
def test_paths_of_our_own_are_kept(path: str) -> None:
    assert safe_next(path) == path


@given(st.text(alphabet="/\\:@?#.\t\n\r\x00 " + string.ascii_lowercase, max_size=30))
def test_nothing_that_can_be_typed_leads_away(typed: str) -> None:
    assert stays(safe_next(typed))


def test_no_vector_leads_away_from_the_sign_in_page(world: World, client: PageClient) -> None:
    give_password(world.lead)
    for vector in VECTORS:
        client.get("/sign-in", query_string={"next": vector})
        form = client.page.form("Sign in")
        assert form.fields["next"] == ["/"]
        client.submit(form, email=world.lead.email, password=PASSWORD, next=vector)
        assert client.response.headers["Location"] == "/"
        client.get("/sign-in", 302, query_string={"next": vector})
        assert client.response.headers["Location"] == "/"
        client.http.delete_cookie("session", domain="portal.test")

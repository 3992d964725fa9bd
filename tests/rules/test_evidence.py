"""Evidence on plain values: links, sizes, what a list is asked for."""

from datetime import UTC, datetime

import pytest

from app.evidence.rules import (
    LONGEST_LINK,
    EvidenceWish,
    PieceKind,
    content_kept_until,
    link_fault,
    size_in_words,
)


@pytest.mark.parametrize(
    "link",
    [
        "https://northmoor.gov.uk/policy",
        "http://intranet/minutes?id=3&x=%20a#part",
        "https://northmoor.sharepoint.com/:w:/s/team/EXAMPLE?e=abc",
        "https://[::1]:8443/x",
        "HTTPS://NORTHMOOR.EXAMPLE",
    ],
)
def test_the_address_of_a_page_is_taken(link: str) -> None:
    assert link_fault(link) is None


@pytest.mark.parametrize(
    "link",
    [
        "",
        "northmoor.gov.uk/policy",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///C:/minutes.docx",
        "ftp://northmoor.example/x",
        "https://",
        "https:///path",
        "https://[::1",
        "https://host:port/",
        "https://a b.example",
        "https://a.example/\u202eexe",
        "https://a.example\\@evil.example",
        "\\\\server\\share\\minutes.docx",
        "https://a.example/\nx",
    ],
)
def test_what_is_no_address_of_a_page_is_refused_with_what_to_do(link: str) -> None:
    assert "starting with https://" in str(link_fault(link))


def test_a_link_holds_no_password_and_is_not_too_long() -> None:
    assert "user name and password" in str(link_fault("https://me:secret@a.example/"))
    whole = "https://a.example/"
    assert link_fault(whole + "x" * (LONGEST_LINK - len(whole))) is None
    assert "2,000 characters" in str(link_fault(whole + "x" * LONGEST_LINK))


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (10_000_000, "10.0 MB"),
    ],
)
def test_sizes_read_as_people_say_them(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_a_wish_is_read_from_an_address_and_written_back() -> None:
    asked = {"q": " minutes ", "kind": "file", "page": "3"}
    wish = EvidenceWish.read(asked)
    assert wish == EvidenceWish("minutes", PieceKind.FILE, 3)
    assert wish.address() == {"q": "minutes", "kind": "file", "page": "3"}
    assert wish.address(search="", page=1) == {"kind": "file"}


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "9" * 30, ""])
def test_what_a_list_cannot_understand_is_passed_over(page: str) -> None:
    assert EvidenceWish.read({"kind": "film", "page": page}) == EvidenceWish()


def test_what_was_removed_can_be_put_back_for_thirty_days() -> None:
    removed = datetime(2027, 3, 1, 12, tzinfo=UTC)
    assert content_kept_until(removed) == datetime(2027, 3, 31, 12, tzinfo=UTC)

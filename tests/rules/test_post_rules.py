"""What a post may be, how it reads, and what moderators may decide; pure."""

import re
from html.parser import HTMLParser

import pytest

from app.admin.rules.erasing import Gone, replaced
from app.posts.rules import to_html
from app.posts.rules.deciding import (
    Decided,
    check_decision,
    parts_of,
    redacted,
    why_not_answer,
    why_not_appeal,
    why_not_decide,
)
from app.posts.rules.places import between, pair_of
from app.posts.rules.safety import Procedures, check_procedures, tel

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](//evil.example)",
    "[x](/\\evil.example)",
    "[x](/\t/evil.example)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://evil.example/p.png)",
    "[x](http://plain.example)",
    "<svg/onload=alert(1)>",
    '<a href="https://ok.example" onclick="x()">y</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x]: javascript:alert(1)\n\n[x]",
    "`<script>`",
]


class _Elements(HTMLParser):
    """Collects elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_harmful_comes_out(text: str) -> None:
    reader = _Elements()
    reader.feed(to_html(text))
    for tag, attributes in reader.found:
        assert tag in {"a", "code", "p"}
        assert attributes.keys() <= {"class", "href", "rel"}
        address = attributes.get("href") or "/"
        assert address == "https://ok.example" or re.match(r"/(?![/\\])|https://", address)


def test_markdown_reads_as_it_should() -> None:
    assert to_html("# Plan\n\n*One* and **two**") == (
        '<p class="govuk-body"><strong>Plan</strong></p>\n'
        '<p class="govuk-body"><em>One</em> and <strong>two</strong></p>'
    )
    assert 'href="https://a.example/x"' in to_html("See https://a.example/x.")
    assert 'href="/community/topics/1#post-3"' in to_html("[here](/community/topics/1#post-3)")
    found = to_html("@mo-1, @mo-12 and `@mo-1`", {"@mo-1": "Mo <b>"})
    assert "<strong>@Mo &lt;b&gt;</strong>, @mo-12 and <code>@mo-1</code>" in found


def test_a_part_is_taken_out_wherever_it_stands_and_the_longest_first() -> None:
    parts = parts_of("Sam\nSam  Smith\n\n")
    assert parts == ("Sam Smith", "Sam")
    assert redacted("sam\nsmith and SAM", parts) == "[taken out] and [taken out]"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (Decided("", "", ""), ["decision", "ground"]),
        (Decided("leave", "fine", ""), []),
        (Decided("leave", "spam", ""), ["ground"]),
        (Decided("hide", "fine", "x"), ["ground"]),
        (Decided("hide", "spam", " "), ["words"]),
        (Decided("warn", "unkind", "x"), []),
        (Decided("redact", "identifies", "x"), ["parts"]),
        (Decided("redact", "identifies", "x", parts="Tom"), ["parts"]),
        (Decided("redact", "identifies", "x", parts="ann"), []),
    ],
)
def test_a_decision_needs_what_belongs_to_it(said: Decided, fields: list[str]) -> None:
    assert [field for field, _ in check_decision(said, "Ann went", worry=False)] == fields


def test_a_worry_wants_to_know_what_was_done() -> None:
    faults = check_decision(Decided("leave", "fine", ""), "Ann went", worry=True)
    assert [field for field, _ in faults] == ["handled"]


def test_who_decides_and_who_looks_again() -> None:
    assert why_not_decide(1, False, 1)
    assert why_not_decide(1, True, 2)
    assert not why_not_decide(1, False, 2)
    assert why_not_appeal("leave", appealed=False)
    assert why_not_appeal("hide", appealed=True)
    assert not why_not_appeal("hide", appealed=False)
    assert why_not_answer(2, 1, 2, others=1)
    assert not why_not_answer(2, 1, 2, others=0)
    assert why_not_answer(2, 1, 1, others=0)


def test_the_key_of_a_message_names_its_two_readers() -> None:
    assert between(7, 3) == between(3, 7)
    assert pair_of(between(7, 3)) == (3, 7)


def test_numbers_are_dialled_and_links_are_https() -> None:
    assert tel("0808 800 5000") == "tel:08088005000"
    faults = check_procedures(Procedures("", "ask", "", "javascript:alert(1)"))
    assert [field for field, _ in faults] == ["words", "day_number", "link"]


def test_a_name_is_replaced_as_a_whole_and_never_within_a_word() -> None:
    gone = Gone(7, "Al Ford", "al@x.example", "@al-ford-7", is_shared=False)
    said = {
        "Al Ford": ["Al  ford, al@x.example, @al-ford-7", "Sal Fordham, pal@x.example, @al-ford-77"]
    }
    assert replaced(said, gone, is_theirs=False) == {
        "Former member": [
            "Former member, erased-7@former.invalid, Former member",
            "Sal Fordham, pal@x.example, @al-ford-77",
        ]
    }
    twin = Gone(7, "Al Ford", "al@x.example", "@al-ford-7", is_shared=True)
    assert replaced("Al Ford", twin, is_theirs=False) == "Al Ford"
    assert replaced("Al Ford", twin, is_theirs=True) == "Former member"

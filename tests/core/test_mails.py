"""What holds of every mail: what it is about, what to do first, the same in both of its parts."""

import re
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from app.core.mail import sender_of
from app.core.outbox import organiser
from app.core.outbox.rendering import Rendered, render
from app.core.web.edge import Portal
from config import ROOT
from tests.factories.mail_samples import READER, SAMPLES
from tests.pages import words

FOLDER = ROOT / "app" / "templates" / "emails"
STOP = "/mail/stop/abc"
FRAME = {"layout.html", "layout.txt", "pieces.html"}
# A first line says what to do: it begins with a verb, or with one of these.
OPENINGS = re.compile(
    r"(Accept|Agree|Answer|Ask|Begin with|Check|Choose|Confirm|Enter|Find|Get to know|Go on|"
    r"Have a look|Keep|Look|Open|Pick|Please|Prepare|Read|Record|Renew|Reply|Resume|Review|"
    r"Say|See|Sign in|Talk|Tell|Think|Use|Write) |"
    r"If that was not you: |You do not need to do anything: "
)


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt") if path.name not in FRAME)


def mails(app: Portal, name: str, **more: Any) -> list[Rendered]:
    settings = app.config["SETTINGS"]
    with app.app_context():
        return [
            render(name, {"recipient": READER, **given, **more}, settings)
            for given in SAMPLES[name]
        ]


def parsed(html: str) -> Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root: Element = parser.parse(html)
    assert not parser.errors, parser.errors[:3]
    return root


def lines_of_text(mail: Rendered) -> list[str]:
    body = mail.text.split("\n\n--\n")[0]
    return [" ".join(line.split()) for line in body.splitlines() if line.strip()]


def lines_of_html(mail: Rendered) -> list[str]:
    """The lines of the HTML part as its plain text would have them, without heading and foot."""
    sheet = next(cell for cell in parsed(mail.html).iter("td") if cell.get("class") == "sheet ink")
    return [line for line in (" ".join(line.split()) for line in _lines(sheet)) if line]


def _lines(node: Element) -> list[str]:
    if node.tag == "h1" or node.get("class") == "repeated":
        return []
    if node.get("class") == "press":
        link = node.find("a")
        assert link is not None
        return [f"{words(link)}: {link.get('href')}"]
    if node.tag == "tr" and node.find("th") is not None:
        return [": ".join(words(cell) for cell in node)]
    if node.tag == "ol":
        return [f"{number}. {words(item)}" for number, item in enumerate(node, 1)]
    if node.tag in ("p", "h2"):
        return _broken_lines(node)
    return [line for child in node for line in _lines(child)]


def _broken_lines(paragraph: Element) -> list[str]:
    parts = [paragraph.text or ""]
    for child in paragraph:
        is_link = child.get("class") == "link"
        said = f"{words(child)}: {child.get('href')}" if is_link else words(child)
        parts.append("\n" if child.tag == "br" else said)
        parts.append(child.tail or "")
    return "".join(" " if p.isspace() and p != "\n" else p for p in parts).split("\n")


def test_every_mail_has_samples() -> None:
    assert set(SAMPLES) == set(names()), "Give each mail its samples in tests/factories."
    assert {path.stem for path in FOLDER.glob("*.html")} == {*names(), "layout", "pieces"}


@pytest.mark.parametrize("name", names())
def test_a_mail_says_the_same_in_both_parts(app: Portal, name: str) -> None:
    for mail in mails(app, name):
        assert lines_of_html(mail) == lines_of_text(mail)


@pytest.mark.parametrize("name", names())
def test_the_subject_says_the_site_and_the_first_line_what_to_do(app: Portal, name: str) -> None:
    for mail, given in zip(mails(app, name), SAMPLES[name], strict=True):
        site = given.get("site", {}).get("name", "")
        assert mail.subject.startswith(f"{site}: " if site else ""), mail.subject
        assert len(mail.subject.removeprefix(site)) > 8, mail.subject
        assert len(mail.subject) <= 120, mail.subject
        greeting, first, *_ = lines_of_text(mail)
        assert greeting == "Dear Zoë Ångström," or "Pat" in greeting
        assert OPENINGS.match(first), first
        assert first.count(". ") <= 2, "One thing to do, in at most 3 short sentences."
        root = parsed(mail.html)
        shown = next(node for node in root.iter("div") if node.get("class") == "preheader")
        assert first.startswith(words(shown)[:150])


@pytest.mark.parametrize("name", names())
def test_a_mail_has_one_button_no_picture_and_is_made_for_mail_programs(
    app: Portal, name: str
) -> None:
    for mail in mails(app, name, stop=STOP):
        root = parsed(mail.html)
        assert root.get("lang") == "en-GB"
        assert not [node for node in root.iter() if node.tag in ("img", "script", "link", "form")]
        assert "url(" not in mail.html
        assert len([cell for cell in root.iter("td") if cell.get("class") == "press"]) <= 1
        assert len(list(root.iter("h1"))) == 1
        for table in root.iter("table"):
            holds_facts = any(True for _ in table.iter("th"))
            is_layout = table.get("role") == "presentation"
            assert is_layout or holds_facts, "A table is for layout and says so, or has headings."
        for mark in ('name="color-scheme" content="light dark"', "prefers-color-scheme: dark"):
            assert mark in mail.html
        assert len(mail.html) < 100_000, "Gmail cuts longer mails off."
        for part in (mail.text, unescape(mail.html)):
            assert f"http://portal.test{STOP}" in part
            assert "http://portal.test/account/notices" in part
            for bad in ("None", "Undefined", "{{", "{%"):
                assert bad not in part


def test_what_people_typed_is_never_cut(app: Portal) -> None:
    for mail in mails(app, "standing_declared")[1:]:
        assert mail.text.count("A long reason.") == 30


def test_the_plain_part_needs_no_html_entity(app: Portal) -> None:
    for name in names():
        for mail in mails(app, name):
            assert not re.search(r"&(amp|lt|gt|#\d+);", mail.text), name


def test_the_organiser_in_calendars_is_who_the_mail_is_from(app: Portal) -> None:
    with app.app_context():
        assert organiser().address == sender_of(app.config["SETTINGS"]).address

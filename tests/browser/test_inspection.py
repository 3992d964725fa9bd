"""What is built alike is judged once; what differs in anything that can be a fault, again."""

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser

from tests.browser.inspection import InOrder, axe_at_hand, axe_violations
from tests.browser.structure import parts

PAGE = """<!doctype html><html lang="en"><head><title>A</title></head>
<body><header>Portal</header><main><h1>A</h1>{}</main></body></html>"""
IN_ORDER = (
    "<p>one</p>",
    '<label for="a">A</label><input id="a">',
    "<ul><li>one</li></ul>",
    '<p><a href="/x">one</a></p>',
    "<h2>two</h2><h3>three</h3><h2>two</h2><p>one</p>",
    "<p><button><span>one</span><span hidden></span></button></p>",
    '<form><input name="children" aria-label="How many"></form>',
)
FAULTY = (
    '<p>one</p><img src="x">',
    '<label for="c">A</label><input id="a">',
    "<ul><li>one</li><p>two</p></ul>",
    '<p><a href="/x"></a></p>',
    '<p style="color: silver">one</p>',
    "<p>one</p><h4>two</h4>",
    "<h3>three</h3><p>one</p>",
    "<p><button><span></span><span hidden></span></button></p>",
    '<label for="a">A</label><input id="a"><p><input id="b"></p>',
)


def test_a_fault_is_found_on_a_page_built_nearly_as_one_in_order(chrome: Browser) -> None:
    context = chrome.new_context()
    context.add_init_script(axe_at_hand())
    page = context.new_page()

    def look(page_of: str) -> list[str]:
        page.goto("data:text/html," + quote(page_of))
        return axe_violations(page)

    assert [look(PAGE.format(part)) for part in IN_ORDER * 2] == [[]] * 14
    found = [look(PAGE.format(part)) for part in FAULTY * 2]
    found += [look(PAGE.format(IN_ORDER[0]).replace(' lang="en"', ""))]
    found += [look(PAGE.format(IN_ORDER[0]).replace("<title>A", "<title>"))]
    context.close()
    assert all(found), found


def test_what_one_process_saw_in_order_the_others_know(tmp_path: Path) -> None:
    here, there = InOrder(), InOrder()
    for each in (here, there):
        each.share(tmp_path / "in-order")
    here.add({"one", "two"})
    assert there.known() == {"one", "two"}
    there.add({"two", "three"})
    assert here.known() == {"one", "two", "three"}


def test_a_page_is_opened_again_for_any_part_that_stands_elsewhere_or_is_longer() -> None:
    known = parts("<h1>A</h1><ul><li>one</li></ul><div><p>two</p></div><h2>B</h2><h3>C</h3>")
    same = parts("<h1>C</h1><ul><li>one</li><li>two</li></ul><div><p>Hi</p></div><h2>B</h2>")
    assert same.items() <= known.items()
    for other in (
        "<ul><li><p>one</p></li></ul>",
        "<p>two</p>",
        "<div>two</div>",
        '<div><p class="x">two</p></div>',
        "<div><p>" + "w" * 30 + "</p></div>",
        "<h1>A</h1><h3>C</h3>",
    ):
        assert not parts(other).items() <= known.items(), other

"""What is built alike is judged once; what differs in anything that can be a fault, again."""

from urllib.parse import quote

from playwright.sync_api import Browser

from tests.browser.inspection import axe_at_hand, axe_violations

PAGE = """<!doctype html><html lang="en"><head><title>A</title></head>
<body><header>Portal</header><main><h1>A</h1>{}</main></body></html>"""
IN_ORDER = (
    "<p>one</p>",
    '<label for="a">A</label><input id="a">',
    "<ul><li>one</li></ul>",
    '<p><a href="/x">one</a></p>',
)
FAULTY = (
    '<p>one</p><img src="x">',
    '<label for="c">A</label><input id="a">',
    "<ul><li>one</li><p>two</p></ul>",
    '<p><a href="/x"></a></p>',
    '<p style="color: silver">one</p>',
    "<p>one</p><h4>two</h4>",
)


def test_a_fault_is_found_on_a_page_built_nearly_as_one_in_order(chrome: Browser) -> None:
    context = chrome.new_context()
    context.add_init_script(axe_at_hand())
    page = context.new_page()

    def look(page_of: str) -> list[str]:
        page.goto("data:text/html," + quote(page_of))
        return axe_violations(page)

    assert [look(PAGE.format(part)) for part in IN_ORDER * 2] == [[]] * 8
    found = [look(PAGE.format(part)) for part in FAULTY * 2]
    found += [look(PAGE.format(IN_ORDER[0]).replace(' lang="en"', ""))]
    found += [look(PAGE.format(IN_ORDER[0]).replace("<title>A", "<title>"))]
    context.close()
    assert all(found), found

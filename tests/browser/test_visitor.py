"""The visitor really sees what it is there to see."""

import re

import pytest

from tests.browser.conftest import Meet
from tests.browser.portal import LivePortal


@pytest.fixture(scope="module")
def portal(shared_portal: LivePortal) -> LivePortal:
    """One for all of these: they only look at pages."""
    return shared_portal


def broken(meet: Meet, script: str, width: int = 1280) -> str:
    """What the visitor says of the sign-in page after this script has spoilt it."""
    visitor = meet("visitor", width=width).go("/sign-in", "Sign in")
    visitor.page.evaluate(script)
    with pytest.raises(AssertionError) as failure:
        visitor.see("Sign in")
    return str(failure.value)


def test_a_field_without_label_is_seen(meet: Meet) -> None:
    said = broken(meet, "document.querySelector('label').remove()")
    assert "axe label (critical)" in said


def test_pale_text_is_seen(meet: Meet) -> None:
    said = broken(meet, "document.querySelector('h1').style.color = '#bbb'")
    assert "axe color-contrast (serious)" in said


def test_sideways_scroll_is_seen(meet: Meet) -> None:
    said = broken(meet, "document.querySelector('h1').style.width = '500px'", width=360)
    assert re.search(r"scrolls sideways at 360 px.*<h1", said, re.DOTALL)


def test_a_script_against_the_policy_is_seen(meet: Meet) -> None:
    said = broken(
        meet,
        """() => { const made = document.createElement('script');
        made.textContent = '1'; document.head.append(made); }""",
    )
    assert "console: Executing inline script violates" in said


def test_an_error_in_a_script_is_seen(meet: Meet) -> None:
    later = "setTimeout(() => { setTimeout(done); throw Error('oh'); })"
    assert "script: oh" in broken(meet, f"() => new Promise((done) => {{ {later} }})")


def test_a_failing_request_is_seen(meet: Meet) -> None:
    assert "/no-such-page answered 404" in broken(meet, "() => fetch('/no-such-page')")


def test_a_page_left_without_a_look_is_seen(meet: Meet) -> None:
    visitor = meet("visitor")
    visitor.page.goto(f"{visitor.address}/sign-in")
    with pytest.raises(AssertionError, match="without looking at it"):
        visitor.go("/reset-password")


def test_a_mouse_in_hands_that_should_know_none_is_seen(meet: Meet) -> None:
    visitor = meet("visitor")
    visitor.forbid_mouse()
    visitor.go("/sign-in", "Sign in").page.get_by_label("E-mail address").click()
    with pytest.raises(AssertionError, match="a mouse was used"):
        visitor.see("Sign in")

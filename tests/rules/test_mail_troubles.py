"""Why a mail did not arrive, from what servers answer."""

import pytest

from app.core.mail import Refusal, Step, Trouble, trouble_of_refusal, trouble_of_status
from app.core.mail.troubles import IN_WORDS


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        ("5.1.1", Trouble.NO_MAILBOX),
        ("5.1.0", Trouble.NO_MAILBOX),
        ("5.1.2", Trouble.NO_DOMAIN),
        ("5.1.8", Trouble.BLOCKED),
        ("5.1.10", Trouble.NO_DOMAIN),
        ("5.2.1", Trouble.CLOSED),
        ("5.2.2", Trouble.FULL),
        ("4.2.2", Trouble.FULL),
        ("5.3.4", Trouble.TOO_LARGE),
        ("5.4.4", Trouble.NO_DOMAIN),
        ("4.4.7", Trouble.NO_ANSWER),
        ("5.7.1", Trouble.BLOCKED),
        ("5.7.509 (policy)", Trouble.BLOCKED),
        ("5.9.9", Trouble.REFUSED),
        ("5.1", Trouble.REFUSED),
        ("5.1.1.1", Trouble.REFUSED),
        ("nonsense", Trouble.REFUSED),
        ("", Trouble.REFUSED),
    ],
)
def test_an_enhanced_status_code_says_what_is_wrong(status: str, trouble: Trouble) -> None:
    assert trouble_of_status(status) is trouble


@pytest.mark.parametrize(
    ("code", "words", "at_recipient", "at_text"),
    [
        (550, "5.1.1 No such person", Trouble.NO_MAILBOX, Trouble.NO_MAILBOX),
        (550, "No such person", Trouble.NO_MAILBOX, Trouble.BLOCKED),
        (552, "Too much", Trouble.FULL, Trouble.TOO_LARGE),
        (554, "Go away", Trouble.BLOCKED, Trouble.BLOCKED),
        (550, "5.0.0 Other", Trouble.NO_MAILBOX, Trouble.BLOCKED),
        (451, "4.7.1 Greylisted", Trouble.BLOCKED, Trouble.BLOCKED),
        (450, "Try later", Trouble.NO_ANSWER, Trouble.NO_ANSWER),
        (599, "?", Trouble.REFUSED, Trouble.REFUSED),
    ],
)
def test_a_bare_code_is_read_by_what_it_answers(
    code: int, words: str, at_recipient: Trouble, at_text: Trouble
) -> None:
    assert trouble_of_refusal(Refusal(Step.RECIPIENT, code, words)) is at_recipient
    assert trouble_of_refusal(Refusal(Step.TEXT, code, words)) is at_text


def test_what_is_not_about_the_address_says_nothing_about_it() -> None:
    assert trouble_of_refusal(None) is None
    assert trouble_of_refusal(Refusal(Step.SENDER, 550, "5.1.1 Who are you")) is None
    assert trouble_of_refusal(Refusal(Step.RECIPIENT, 421, "4.3.2 Closing")) is None


def test_every_trouble_is_said_in_a_sentence_and_with_what_to_do() -> None:
    assert set(IN_WORDS) == set(Trouble)
    for words in IN_WORDS.values():
        assert words.what.endswith(".")
        assert words.to_do.endswith(".")

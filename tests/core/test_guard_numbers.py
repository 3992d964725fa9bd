"""Check digits: every right number is found, a wrong digit is never called certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.guard import Kind, look
from app.core.guard.numbers import nhs_check_fits, upn_check_letter

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def _nhs(nine: str) -> str:
    """The number with its check digit; "" for the one in eleven that is never given out."""
    return next((nine + last for last in "0123456789" if nhs_check_fits(nine + last)), "")


nhs_numbers = st.text("0123456789", min_size=9, max_size=9).map(_nhs).filter(bool)
pupil_numbers = st.tuples(
    st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789" + LETTERS)
).map(lambda parts: upn_check_letter("".join(parts)) + "".join(parts))
groupings = st.sampled_from(["{}{}{}", "{} {} {}", "{}-{}-{}", "{}.{}.{}"])


def _wrong(number: str, place: int, by: int) -> str:
    alphabet = "0123456789" if number[place].isdecimal() else LETTERS
    turned = alphabet[(alphabet.index(number[place]) + by) % len(alphabet)]
    return number[:place] + turned + number[place + 1 :]


@pytest.mark.parametrize("number", ["9434765919", "4505577104", "9876543210"])
def test_published_nhs_numbers_fit(number: str) -> None:
    assert nhs_check_fits(number)


@pytest.mark.parametrize("number", ["B801200005001", "P207000016049"])
def test_published_pupil_numbers_fit(number: str) -> None:
    assert upn_check_letter(number[1:]) == number[0]


@given(number=nhs_numbers, grouping=groupings)
def test_every_nhs_number_is_found_for_certain(number: str, grouping: str) -> None:
    written = grouping.format(number[:3], number[3:6], number[6:])
    (finding,) = look(f"It was noted that {written} is missing")
    assert (finding.kind, finding.excerpt, finding.certain) == (Kind.NHS_NUMBER, written, True)


@given(number=nhs_numbers, place=st.integers(0, 9), by=st.integers(1, 9))
def test_no_nhs_number_with_one_wrong_digit_is_certain(number: str, place: int, by: int) -> None:
    wrong = _wrong(number, place, by)
    assert not [f for f in look(f"It was noted that {wrong} is missing") if f.certain]
    (finding,) = look(f"NHS number {wrong}")
    assert (finding.kind, finding.certain) == (Kind.NHS_NUMBER, False)


@given(number=pupil_numbers, small=st.booleans())
def test_every_pupil_number_is_found_for_certain(number: str, small: bool) -> None:
    written = number.lower() if small else number
    (finding,) = look(f"It was noted that {written} is missing")
    assert (finding.kind, finding.excerpt, finding.certain) == (Kind.PUPIL_NUMBER, written, True)


@given(number=pupil_numbers, place=st.integers(0, 12), by=st.integers(1, 9))
def test_no_pupil_number_with_one_wrong_character_is_certain(
    number: str, place: int, by: int
) -> None:
    wrong = _wrong(number, place, by)
    assert not [f for f in look(f"It was noted that {wrong} is missing") if f.certain]


@given(text=st.text(max_size=400))
def test_any_text_can_be_looked_at(text: str) -> None:
    found = look(text)
    assert all(text[f.start : f.end] == f.excerpt for f in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))

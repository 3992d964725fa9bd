"""The two lists of codes: complete, short, each word once."""

from app.plans.rules import Barrier, Facilitator, code_of, in_order


def test_there_are_21_barriers_and_16_facilitators_each_with_words_of_its_own() -> None:
    assert [code.value for code in Barrier] == [f"B{number:02}" for number in range(1, 22)]
    assert [code.value for code in Facilitator] == [f"F{number:02}" for number in range(1, 17)]
    labels = [code.label for code in [*Barrier, *Facilitator]]
    assert len(set(labels)) == len(labels) == 37
    assert all(0 < len(label) <= 60 for label in labels)


def test_stored_words_come_back_as_codes_in_order_and_unknown_words_are_left_out() -> None:
    assert code_of("B04") is Barrier.B04
    assert code_of("F16") is Facilitator.F16
    assert code_of("B99") is None
    assert in_order(["F02", "B10", "B02", "B10", "nonsense"]) == (
        Barrier.B02,
        Barrier.B10,
        Facilitator.F02,
    )

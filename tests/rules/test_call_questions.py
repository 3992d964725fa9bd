"""What to ask in a call follows from what is known."""

from dataclasses import replace
from datetime import date

import pytest

from app.overview.rules.call_questions import MOST, Known, questions

TODAY = date(2027, 3, 12)
ON = date(2027, 3, 1)
NOTHING = Known()


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        (Known(confidence=(5, 7)), "Confidence fell from 7 to 5"),
        (Known(vacant=[("Sponsor", ON)]), "Sponsor has been vacant since 1 March 2027"),
        (Known(late=[("ISA", ON)]), "“ISA” was planned for 1 March 2027"),
        (Known(ends=("licence", ON)), "The licence ran out on 1 March 2027"),
        (Known(ends=("contract", date(2027, 6, 1))), "The contract runs out on 1 June 2027"),
        (Known(barriers=["Restructure"]), "“Restructure” was named at the last two calls"),
        (Known(theirs=[("A", ON), ("B", ON)]), "Their action “A” was due on 1 March 2027 (1 more"),
        (Known(ours=[("A", ON)]), "Our action “A” was due on 1 March 2027: say when"),
        (Known(events=["Inspection, April"]), "Inspection, April: what does it mean"),
        (Known(ends_first=ON), "A trainer’s licence runs out on 1 March 2027"),
        (Known(covered=31.2), "31% of those intended are trained"),
        (Known(gaps=["B2 Time"]), "Lowest in the last self assessment: “B2 Time”."),
        (Known(is_using=True), "There are no case figures yet"),
    ],
)
def test_each_fact_becomes_a_question(known: Known, wanted: str) -> None:
    (said,) = questions(known, TODAY)
    assert wanted in said


@pytest.mark.parametrize(
    "known",
    [
        NOTHING,
        Known(confidence=(7, 7)),
        Known(confidence=(None, 3)),
        Known(covered=60.0),
        Known(is_using=True, has_use=True),
    ],
)
def test_where_nothing_stands_out_the_usual_is_asked(known: Known) -> None:
    assert questions(known, TODAY) == ["What has changed since the last call, and what comes next?"]


def test_at_most_seven_are_asked_and_the_weightiest_come_first() -> None:
    rows = [("A", ON)] * 3
    known = replace(
        Known(late=rows, vacant=rows, theirs=rows, ours=rows, barriers=["X", "Y"], gaps=["B2"]),
        confidence=(2, 9),
        ends=("contract", ON),
    )
    said = questions(known, TODAY)
    assert len(said) == MOST
    assert "Confidence fell" in said[0]
    assert sum("was planned for" in one for one in said) == 2

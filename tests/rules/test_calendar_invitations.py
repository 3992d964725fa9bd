"""Calendar files, compared byte for byte with what was read and judged once."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from app.core.calendar import Entry, Invitation, Method, Party, all_day, published
from app.core.mail import BadAddress

GOLDEN = Path(__file__).parent / "golden"
LONDON = ZoneInfo("Europe/London")


def call_at(day: date, **changes: Any) -> Invitation:
    """A check-in call at 10:00 in London."""
    starts = datetime.combine(day, time(10), tzinfo=LONDON)
    invitation = Invitation(
        uid="check-in-7@portal.example",
        sequence=0,
        starts_at=starts.astimezone(UTC),
        ends_at=starts.astimezone(UTC) + timedelta(minutes=45),
        summary="Check-in call: Northmoor",
        description="What we look at:\n1. milestones, 2. training; and what is next.\n",
        location="Online, the link follows",
        organiser=Party("portal@portal.example", "Reunification portal"),
        attendees=(Party("zoe@northmoor.example", 'Zoë "Zo" Ångström'), Party("l@nspcc.example")),
        stamp=datetime(2027, 3, 1, 12, tzinfo=UTC),
    )
    return replace(invitation, **changes)


CASES = {
    "before_spring_change": (call_at(date(2027, 3, 27)), b"DTSTART:20270327T100000Z"),
    "after_spring_change": (call_at(date(2027, 3, 29)), b"DTSTART:20270329T090000Z"),
    "before_autumn_change": (call_at(date(2027, 10, 30)), b"DTSTART:20271030T090000Z"),
    "after_autumn_change": (call_at(date(2027, 11, 1)), b"DTSTART:20271101T100000Z"),
    "moved": (call_at(date(2027, 3, 30), sequence=1), b"SEQUENCE:1"),
    "cancelled": (
        call_at(date(2027, 3, 30), sequence=2, method=Method.CANCEL),
        b"STATUS:CANCELLED",
    ),
    # the life of one event over each change of the clocks: asked, moved past the change, cancelled
    "spring_request": (call_at(date(2027, 3, 26)), b"DTSTART:20270326T100000Z"),
    "spring_update": (call_at(date(2027, 3, 29), sequence=1), b"DTSTART:20270329T090000Z"),
    "spring_cancel": (
        call_at(date(2027, 3, 29), sequence=2, method=Method.CANCEL),
        b"DTSTART:20270329T090000Z",
    ),
    "autumn_request": (call_at(date(2027, 10, 29)), b"DTSTART:20271029T090000Z"),
    "autumn_update": (call_at(date(2027, 11, 1), sequence=1), b"DTSTART:20271101T100000Z"),
    "autumn_cancel": (
        call_at(date(2027, 11, 1), sequence=2, method=Method.CANCEL),
        b"DTSTART:20271101T100000Z",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_calendar_files_are_as_agreed_on_both_sides_of_the_clock_changes(name: str) -> None:
    invitation, telling_line = CASES[name]
    made = invitation.as_bytes()
    assert telling_line + b"\r\n" in made
    assert made == (GOLDEN / f"{name}.ics").read_bytes()


@pytest.mark.parametrize("season", ["spring", "autumn"])
def test_a_moved_and_cancelled_event_stays_one_event_over_the_change_of_the_clocks(
    season: str,
) -> None:
    files = [CASES[f"{season}_{step}"][0].as_bytes() for step in ("request", "update", "cancel")]
    events: list[Any] = [next(iter(Calendar.from_ical(f).walk("VEVENT"))) for f in files]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert [f.count(b"METHOD:") for f in files] == [1, 1, 1]
    assert [b"METHOD:CANCEL" in f for f in files] == [False, False, True]
    assert len({tuple(map(str, event["ATTENDEE"])) for event in events}) == 1
    in_london = {event["DTSTART"].dt.astimezone(LONDON).time() for event in events}
    assert in_london == {time(10)}


def test_a_calendar_to_subscribe_to_is_as_agreed_over_both_changes() -> None:
    calls = [
        Entry(
            uid=one.uid.replace("7", str(number)),
            sequence=one.sequence,
            starts=one.starts_at,
            ends=one.ends_at,
            summary=one.summary,
            description=one.description,
            location=one.location,
            stamp=one.stamp,
            is_cancelled=one.method is Method.CANCEL,
        )
        for number, (one, _) in enumerate(CASES.values())
    ]
    stamp = datetime(2027, 3, 1, 12, tzinfo=UTC)
    days = [
        all_day(f"action-{day}@portal.example", day, "Due: Book rooms", "https://x.example", stamp)
        for day in (date(2027, 3, 28), date(2027, 10, 31))
    ]
    made = published("Reunification portal", [*calls, *days])
    assert b"METHOD:PUBLISH\r\n" in made
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in made
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in made
    assert b"DTSTART;VALUE=DATE:20270328\r\nDTEND;VALUE=DATE:20270329\r\n" in made
    assert made == (GOLDEN / "feed.ics").read_bytes()


def test_the_method_the_organiser_and_every_attendee_stand_inside() -> None:
    made = CASES["after_spring_change"][0].as_bytes()
    event: Any = next(iter(Calendar.from_ical(made).walk("VEVENT")))
    assert b"METHOD:REQUEST\r\n" in made
    assert event["ORGANIZER"] == "mailto:portal@portal.example"
    assert [str(a) for a in event["ATTENDEE"]] == [
        "mailto:zoe@northmoor.example",
        "mailto:l@nspcc.example",
    ]
    assert all(a.params["RSVP"] == "TRUE" for a in event["ATTENDEE"])
    assert b"VTIMEZONE" not in made


def test_a_cancellation_names_the_same_event_and_people() -> None:
    kept = [b"UID:", b"ATTENDEE", b"ORGANIZER", b"DTSTART:20270330"]
    cancelled = CASES["cancelled"][0].as_bytes()
    moved = CASES["moved"][0].as_bytes()
    for start in kept:
        assert [line for line in moved.split(b"\r\n") if line.startswith(start)] == [
            line for line in cancelled.split(b"\r\n") if line.startswith(start)
        ]


@settings(max_examples=300, deadline=None)
@given(st.text(), st.text(), st.text())
def test_nothing_typed_can_add_a_line_or_break_the_folding(
    summary: str, description: str, name: str
) -> None:
    plain = call_at(
        date(2027, 3, 29), summary="x", description="x", attendees=(Party("a@b.example"),)
    )
    hostile = replace(
        plain,
        summary=summary,
        description=description,
        attendees=(Party("a@b.example", name),),
    ).as_bytes()
    lines = hostile.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    unfolded = hostile.replace(b"\r\n ", b"").split(b"\r\n")
    starts = [line.split(b":")[0].split(b";")[0] for line in unfolded]
    assert starts == [
        line.split(b":")[0].split(b";")[0]
        for line in plain.as_bytes().replace(b"\r\n ", b"").split(b"\r\n")
    ]


def test_times_need_a_zone_and_an_order() -> None:
    right = call_at(date(2027, 3, 29))
    with pytest.raises(ValueError, match="time zone"):
        replace(right, starts_at=right.starts_at.replace(tzinfo=None))
    with pytest.raises(ValueError, match="end after"):
        replace(right, ends_at=right.starts_at)


def test_an_attendee_without_a_real_address_is_refused() -> None:
    with pytest.raises(BadAddress):
        call_at(date(2027, 3, 29), attendees=(Party("a@b.example\r\nX:y"),)).as_bytes()

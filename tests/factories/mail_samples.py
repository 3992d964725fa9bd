"""One or more samples of every mail there is: what its template is given, in each of its turns."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Made
from typing import Any

from app.checkins.rules import Channel
from app.core.outbox import Recipient
from app.notices.rules import Kind
from app.reminders.digest_words import Entry, digest_of

Context = dict[str, Any]

READER = Recipient("zoe@northmoor.example", person_id=7, name="Zoë Ångström")
OUTSIDER = Recipient("partner@elsewhere.example", name="Pat O’Partner")
SITE = {"name": "St John’s & Northmoor", "slug": "st-johns"}
DAY = date(2027, 3, 29)
AT = datetime(2027, 3, 29, 9, 0, tzinfo=UTC)
TYPED = "The lead is <away>.\nThe new one starts in April & needs time."
LONG = "A long reason. " * 30

_CALL: Context = {
    "site": SITE,
    "call": Made(
        id=12, starts_at=AT, minutes=45, place="https://meet.example/x?a=1&b=2", agenda=""
    ),
    "channel": Channel.VIDEO,
    "reason": TYPED,
}
_CALL_WITH_AGENDA: Context = {**_CALL, "call": Made(**{**vars(_CALL["call"]), "agenda": TYPED})}
_MEETING: Context = {
    "site": SITE,
    "meeting": Made(
        id=3,
        title="Steering group",
        starts_at=AT,
        ends_at=datetime(2027, 3, 29, 11, 0, tzinfo=UTC),
        place="Town hall, room 2",
        state=Made(value="planned"),
    ),
    "agenda": [],
    "reason": "",
}
_MEETING_IN_FULL: Context = {**_MEETING, "agenda": ["Data & dates", "Next steps"], "reason": TYPED}
_ROUND: Context = {
    "site": SITE,
    "round": {
        "title": "PreISA, spring 2027",
        "name": "PreISA",
        "slug": "preisa-1",
        "minutes": 40,
        "items": 28,
        "statements": 28,
        "closes_on": DAY,
    },
}
_BARRIER: Context = {"site": SITE, "barrier": {"id": 4}, "became": "Fixed here"}
_LED: Context = {
    "heading": f"{SITE['name']}: it is yours now",
    "first": "Get to know Northmoor: you look after it from now on.",
    "lines": [],
    "button_text": "See the site",
    "path": "/sites/st-johns",
}


def _reminder(site: str, title: str, kind: Kind = Kind.CALLS, detail: str = "") -> Entry:
    ask, when = "Say what to talk about", "on 29 March 2027 at 10:00, in 7 days"
    return Entry(site, title, when, ask, detail, "/sites/st-johns/check-ins/12", kind, DAY)


def _digest(*entries: Entry) -> Context:
    return {
        "digest": digest_of(entries),
        **({"site": SITE} if {one.site for one in entries} == {SITE["name"]} else {}),
    }


def _declared(*, is_active: bool, reasons: str, words: str) -> Context:
    said = "active again" if is_active else "paused until 30 June 2027"
    return {"site": SITE, "said": said, "is_active": is_active, "reasons": reasons, "words": words}


def _invited(site_name: str) -> Context:
    return {
        "path": "/invitation/abc",
        "site_name": site_name,
        "role": "Strategic lead",
        "invited_by": "Lena Lead",
        "until": "5 April 2027, 10:00",
    }


SAMPLES: dict[str, list[Context]] = {
    "accounts_email_changed": [{}],
    "accounts_email_confirm": [{"path": "/account/email/confirm/abc"}],
    "accounts_email_moved": [{}],
    "accounts_email_notice": [{}],
    "accounts_email_taken": [{}],
    "accounts_password_changed": [{}],
    "accounts_reset": [{"path": "/reset-password/abc"}],
    "assessments_answered": [_ROUND],
    "assessments_invitation": [
        {**_ROUND, "role": "Team manager", "again": False},
        {**_ROUND, "role": "Team manager", "again": True},
    ],
    "assessments_quorum": [_ROUND],
    "assessments_signed_off": [_ROUND],
    "assessments_to_sign_off": [_ROUND],
    "checkins_cancelled": [_CALL, {**_CALL, "reason": LONG}],
    "checkins_handed_over": [_CALL, _CALL_WITH_AGENDA],
    "checkins_invitation": [_CALL, _CALL_WITH_AGENDA],
    "checkins_left": [_CALL],
    "checkins_moved": [_CALL, _CALL_WITH_AGENDA],
    "meetings_agenda": [_MEETING_IN_FULL],
    "meetings_cancelled": [_MEETING, _MEETING_IN_FULL],
    "meetings_invitation": [_MEETING, _MEETING_IN_FULL, {**_MEETING, "recipient": OUTSIDER}],
    "meetings_left": [_MEETING],
    "meetings_moved": [_MEETING, _MEETING_IN_FULL],
    "overview_handed_over": [
        {"site": SITE, "who": "Stella", "last_day": DAY, "yours": ["Actions: 2 come to you."]}
    ],
    "overview_lead_changed": [_LED, {**_LED, "lines": ["Calls stay.", LONG]}],
    "plans_barrier_answered": [_BARRIER],
    "plans_barrier_raised": [_BARRIER],
    "reminders_digest": [
        _digest(_reminder(SITE["name"], "Check-in call")),
        _digest(_reminder(SITE["name"], "A & B", detail=LONG), _reminder("Farfield", "Call")),
        _digest(_reminder("", "Unfinished draft", Kind.DRAFTS)),
    ],
    "sites_invitation": [_invited("St John’s & Northmoor"), _invited("")],
    "sites_leaving": [{"site": SITE, "who": "Stella Strategic", "last_day": DAY}],
    "standing_answered": [
        {"site": SITE, "resumed": True, "words": TYPED},
        {"site": SITE, "resumed": False, "words": LONG},
    ],
    "standing_asked": [{"site": SITE, "asker": "Stella", "words": TYPED, "request_id": 6}],
    "standing_declared": [
        _declared(is_active=True, reasons="", words=""),
        _declared(is_active=False, reasons="Inspection, staffing", words=LONG),
    ],
    "standing_event": [
        {"site": SITE, "kind": "Inspection", "title": "ILACS", "words": words, "dates": "in May"}
        for words in ("", TYPED)
    ],
    "training_assessment": [{"site": SITE}],
}

"""One or more samples of every mail there is: what its template is given, in each of its turns."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Made
from typing import Any

from app.checkins.queries import ConcernRow, Note
from app.checkins.rules import Channel, Section
from app.checkins.rules.concerns import Why
from app.community.rules.digest import Digest
from app.community.rules.digest import digest as community_digest
from app.community.rules.news import Line
from app.core.alarms import Noticed, news
from app.core.alarms.rules import Facts
from app.core.outbox import Recipient
from app.library.service.telling import Outcome
from app.members.rules import Fresh
from app.notices.rules import Kind
from app.plans.rules import Barrier, Facilitator
from app.quality.rules.adaptations.mails import TELLING
from app.quality.rules.adaptations.mails import told as adaptation_told
from app.quality.rules.adaptations.states import Said as Change
from app.reminders.digest_words import Entry, digest_of
from app.sites.rules.levels import Level
from app.support.rules.conversation import THEIRS, Said
from app.support.rules.mails import told

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
_EVENT: Context = {
    "event": Made(
        id=4,
        title="Reading a chronology & more",
        starts_at=AT,
        ends_at=datetime(2027, 3, 29, 10, 0, tzinfo=UTC),
        place="",
    ),
    "reason": "",
}
_EVENT_IN_A_HALL: Context = {
    "event": Made(**{**vars(_EVENT["event"]), "place": "Town hall, room 2"}),
    "reason": TYPED,
}
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


def _noted(words: str, reason: str = "", *, is_full: bool = False) -> Context:
    note = Note(
        id=8,
        call_id=12,
        number=2 if reason else 1,
        held_on=DAY,
        minutes=45,
        people=((7, "Zoë Ångström"),),
        guests="Two trainers & a head" if is_full else "",
        sections={one: words if one is Section.SINCE or is_full else "" for one in Section},
        codes=(Barrier.B01, Barrier.B02, Facilitator.F01) if is_full else (),
        confidence=7 if is_full else None,
        unbooked="",
        reason=reason,
        written_by="Lena Lead",
        written_at=AT,
    )
    action = Made(title="Name a lead & tell all", owner="Stella", due_on=DAY)
    return {"site": SITE, "call": _CALL["call"], "note": note, "actions": [action] * is_full}


def _concern(words: str) -> Context:
    concern = ConcernRow(
        id=5,
        site_id=1,
        call_id=None,
        why=tuple(Why)[:2],
        words=words,
        raised_by="Lena Lead",
        raised_at=AT,
        told_id=7,
        told="Zoë Ångström",
        told_at=AT,
        outcome=None,
        resolution="",
        resolved_by="",
        resolved_at=None,
        version=1,
    )
    return {"site": SITE, "concern": concern, "path": "/sites/st-johns/check-ins/concerns/5"}


def _times(agenda: str) -> Context:
    return {
        "site": SITE,
        "caller": "Lena Lead",
        "times": ["10:00 on Tuesday 30 March", "09:30 on Wednesday 31 March"],
        "minutes": 45,
        "agenda": agenda,
        "until": "28 March 2027, 18:00",
        "path": "/times/abc",
    }


def _wish(words: str, *, is_answer: bool) -> Context:
    path = "/sites/st-johns/check-ins"
    return {"site": SITE, "asker": "Stella", "words": words, "is_answer": is_answer, "path": path}


def _support(said: Said, detail: str = "") -> Context:
    return {
        "site": SITE,
        "support": {
            "id": 9,
            "title": "A workshop <for> managers & heads",
            "kind": "Training",
            "needed_by": "No date",
            "answer_due": "5 April 2027",
        },
        "said": {"kind": said.value, "label": said.label, "detail": detail},
    }


def _adaptation(said: Change, *, to_nspcc: bool, by_nspcc: bool) -> Context:
    due = "5 April 2027"
    return {
        "site": SITE,
        "adaptation": {"id": 9, "title": "A <short> form & no chronology", "kind": "Left out"},
        "view": "Watch" if said is Change.VIEW else "",
        "told": adaptation_told(said, SITE["name"], due, to_nspcc=to_nspcc, by_nspcc=by_nspcc),
    }


def _support_told(said: Said, detail: str = "", *, to_nspcc: bool, by_nspcc: bool) -> Context:
    words = told(said, SITE["name"], "5 April 2027", to_nspcc=to_nspcc, by_nspcc=by_nspcc)
    return {**_support(said, detail), "told": words}


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


def _invited(site_name: str, *, is_staff: bool = False) -> Context:
    return {
        "path": "/invitation/abc",
        "site_name": site_name,
        "is_staff": is_staff,
        "role": "Strategic lead",
        "invited_by": "Lena Lead",
        "until": "5 April 2027, 10:00",
    }


def _decided(words: str) -> Context:
    return {
        "place": "answer",
        "one": "an answer",
        "became": "something was taken out of it",
        "ground": "It could identify a child or a family",
        "words": words,
        "path": "/community/decisions/4",
    }


_RESOURCE: Context = {
    "title": "A <short> agreement & more",
    "path": "/community/resources/4",
}
_FRESH = Fresh(AT, "topic", "Who signs the agreement & when?", "/community/topics/3", "Question")
_CHAT = Fresh(AT, "chat", "Open room", "/community/chat/1")


def _community(fresh: tuple[Fresh, ...]) -> Digest:
    asked = (Line("May a <parent> refuse?", "asked today", "/community/topics/4"),)
    coming = (Line("Open hour", "29 March 2027 at 10am", "/community/events/1"),)
    return community_digest(DAY, (), fresh, asked, coming)


SAMPLES: dict[str, list[Context]] = {
    "accounts_email_changed": [{}],
    "accounts_email_confirm": [{"path": "/account/email/confirm/abc"}],
    "accounts_email_moved": [{}],
    "accounts_email_notice": [{}],
    "accounts_email_taken": [{}],
    "accounts_password_changed": [{}],
    "accounts_reset": [{"path": "/reset-password/abc"}],
    "admin_alarm": [
        {"news": news(Noticed(mail_is_late=True), Facts(late_mails=12), AT)},
        {"news": news(Noticed(away_since=AT), Facts(), AT)},
    ],
    "assessments_answered": [_ROUND],
    "assessments_invitation": [
        {**_ROUND, "role": "Team manager", "again": False},
        {**_ROUND, "role": "Team manager", "again": True},
    ],
    "assessments_quorum": [_ROUND],
    "assessments_signed_off": [_ROUND],
    "assessments_to_sign_off": [_ROUND],
    "checkins_cancelled": [_CALL, {**_CALL, "reason": LONG}],
    "checkins_concern": [_concern(TYPED)],
    "checkins_handed_over": [_CALL, _CALL_WITH_AGENDA],
    "checkins_invitation": [_CALL, _CALL_WITH_AGENDA],
    "checkins_left": [_CALL],
    "checkins_moved": [_CALL, _CALL_WITH_AGENDA],
    "checkins_note": [_noted("Two teams."), _noted(TYPED, reason=TYPED, is_full=True)],
    "checkins_times": [_times(""), _times(TYPED)],
    "checkins_wish": [_wish(TYPED, is_answer=True), _wish("", is_answer=False)],
    "community_digest": [{"digest": _community(fresh)} for fresh in ((_FRESH,), (_FRESH, _CHAT))],
    "community_message": [{"name": "Zoë & <Pat>", "path": "/community/messages/4"}],
    "events_after": [{**_EVENT, "asks_feedback": asked} for asked in (True, False)],
    "events_cancelled": [_EVENT_IN_A_HALL],
    "events_changed": [_EVENT],
    "events_left": [_EVENT],
    "events_moved": [_EVENT_IN_A_HALL],
    "events_place": [_EVENT, _EVENT_IN_A_HALL],
    "events_waiting": [_EVENT],
    "library_decided": [
        {"resource": {**_RESOURCE, "reason": reason}, "told": outcome.value}
        for outcome, reason in (
            (Outcome.APPROVED, ""),
            (Outcome.REFUSED, TYPED),
            (Outcome.WITHDRAWN, LONG),
        )
    ],
    "library_waiting": [
        {"name": "Zoë & <Pat>", "resource": {**_RESOURCE, "changes": changes}}
        for changes in ("", "Shorter & <clearer>")
    ],
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
    "posts_appealed": [
        {"place": "chat message", "one": "a chat message", "path": "/community/reports/4"}
    ],
    "posts_decided": [_decided(TYPED), _decided(LONG)],
    "posts_reported": [_decided("")],
    "posts_second_look": [
        {**_decided(LONG), "upheld": upheld, "gone": gone}
        for upheld, gone in ((True, True), (False, True), (False, False))
    ],
    "posts_worry": [
        {
            "place": "chat message",
            "one": "a chat message",
            "reporter": "Mo & Co",
            "is_worry": is_worry,
            "path": "/community/reports/4",
        }
        for is_worry in (True, False)
    ],
    "posts_mentioned": [
        {
            "name": "Zoë & <Pat>",
            "place": "question",
            "one": "a question",
            "path": "/community/topics/3#post-7",
        }
    ],
    "reminders_digest": [
        _digest(_reminder(SITE["name"], "Check-in call")),
        _digest(_reminder(SITE["name"], "A & B", detail=LONG), _reminder("Farfield", "Call")),
        _digest(_reminder("", "Unfinished draft", Kind.DRAFTS)),
    ],
    "indicators_level": [
        {
            "site": SITE,
            "level": Level.ACUTE,
            "before": Level.WATCH,
            "reason": reason,
            "path": "/sites/st-johns/indicators",
        }
        for reason in ("No case started for 94 days.", LONG)
    ],
    "sites_invitation": [
        _invited("St John’s & Northmoor"),
        _invited("", is_staff=True),
        _invited(""),
    ],
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
    "adaptation_said": [
        _adaptation(said, to_nspcc=to_nspcc, by_nspcc=by_nspcc)
        for said in TELLING
        for to_nspcc, by_nspcc in ((True, False), (False, True))
    ],
    "support_answered": [
        _support(Said.OFFERED, "Olu Otherlead, in April"),
        _support(Said.DECLINED, LONG),
    ],
    "support_asked": [_support(Said.ASKED)],
    "support_delivered": [_support(Said.DELIVERED)],
    "support_said": [
        _support_told(Said.MESSAGE, to_nspcc=True, by_nspcc=False),
        _support_told(Said.MESSAGE, to_nspcc=False, by_nspcc=True),
        _support_told(Said.AGREED, to_nspcc=False, by_nspcc=True),
        *(
            _support_told(said, "It helped in part", to_nspcc=True, by_nspcc=False)
            for said in sorted(THEIRS)
        ),
    ],
    "topics_replied": [
        {"topic": {"title": "How do you begin?", "is_question": is_question, "path": "/topics/1"}}
        for is_question in (True, False)
    ],
    "training_assessment": [{"site": SITE}],
}

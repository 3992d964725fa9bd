"""What the authority says of an adaptation, also where the NSPCC enters it as it was told."""

from datetime import date
from typing import Any

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.quality.models.adaptations import Adaptation
from app.quality.rules.adaptations.entries import (
    Change,
    More,
    check_change,
    check_end,
    check_more,
    check_words,
)
from app.quality.rules.adaptations.frame import Kind, joined, parted
from app.quality.rules.adaptations.states import (
    Said,
    Turn,
    asked,
    is_critical,
    is_outside,
    turn_after_change,
)
from app.quality.service.adaptations.holding import Held, because, held, keep_version, say, set_turn
from app.quality.service.adaptations.telling import tell
from app.sites.models import Site
from app.sites.rules.sides import Speaker

SUBSTANCE = ("kind", "components", "fidelity", "more")  # what decides whether it is critical


def log(site_id: int, new: Change, by: Speaker) -> int:
    """Log an adaptation; where it is critical the NSPCC owes a view from today. The other side gets
    a mail. What is sent twice is logged once. Returns its number. Raises `Refused`."""
    site = session().get_one(Site, site_id, with_for_update=True)
    refuse(check_change(new, clock.today()))
    same = _same(site_id, new)
    if same is not None:
        return same
    what = Kind(new.kind).label.lower()
    audit.because("adaptation logged", summary=f"Adaptation logged: {what}.", site_id=site_id)
    usual = {name: list(codes) for name, codes in Kind(new.kind).usual.items()}
    row = Adaptation(
        site_id=site_id,
        **_values(new),
        more=usual,
        critical=is_critical(new.kind, new.components, new.fidelity),
        outside=is_outside(new.kind),
        entered_at=clock.now(),
        entered_by_id=by.person_id,
    )
    found = Held(row, site)
    set_turn(found, asked(clock.today(), found.holidays) if row.critical else Turn())
    session().add(row)
    keep_version(row, "", by)
    tell(found, say(found, Said.LOGGED, new.detail, by), by)
    return row.id


def change(site_id: int, number: int, new: Change, why: str, seen: int, by: Speaker) -> None:
    """Put what changed right; what was said before stays readable. Raises `Refused`,
    `ChangedMeanwhile`, LookupError."""
    found = held(site_id, number, seen, f"{new.title}\n{new.detail}")
    refuse([*check_change(new, clock.today()), *_check_why(why)])
    because(found, "changed", "what was logged is put right")
    values = _values(new)
    usual = Kind(new.kind).usual
    if new.kind != found.row.kind:  # what followed from the kind before is taken away with it
        gone = {name for name in Kind(found.row.kind).usual}
        kept = {name: codes for name, codes in found.row.more.items() if name not in gone}
        values["more"] = kept | {name: list(codes) for name, codes in usual.items()}
    if _put(found, values):
        keep_version(found.row, why, by)
        tell(found, say(found, Said.CHANGED, why, by), by)


def tell_more(site_id: int, number: int, more: More, seen: int, by: Speaker) -> None:
    """Say more about it. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    found = held(site_id, number, seen, f"{more.expected}\n{more.result}".strip())
    refuse(check_more(more))
    because(found, "described", "more is said about it")
    values: dict[str, Any] = {
        "more": {name: list(codes) for name, codes in more.codes.items() if codes},
        "trigger": more.trigger,
        "expected": more.expected.strip(),
        "result": more.result.strip(),
    }
    if _put(found, values):
        keep_version(found.row, "", by)


def ask_again(site_id: int, number: int, words: str, seen: int, by: Speaker) -> None:
    """Ask the NSPCC to look at it (again): it owes a view from today. Raises as `change`."""
    found = held(site_id, number, seen, words)
    _check_open(found)
    refuse(check_words(words, "Say what you want to have looked at"))
    if found.row.turn == "nspcc":
        refuse([("words", "The NSPCC is to give a view already. Write a message instead")])
    because(found, "asked again", "the NSPCC is asked to look at it")
    set_turn(found, asked(clock.today(), found.holidays))
    tell(found, say(found, Said.ASKED_AGAIN, words, by), by)


def end(site_id: int, number: int, ended_on: date | None, why: str, seen: int, by: Speaker) -> None:
    """It is over: nobody owes anything about it any longer. Raises as `change`."""
    found = held(site_id, number, seen, why)
    _check_open(found)
    refuse(check_end(ended_on, why, found.row.since, clock.today()))
    because(found, "ended", "it ended")
    found.row.ended_on, found.row.review_on = ended_on, None
    set_turn(found, Turn())
    keep_version(found.row, why[:300], by)
    tell(found, say(found, Said.ENDED, why, by), by)


def _put(found: Held, values: dict[str, Any]) -> bool:
    """Write what differs, and what follows from it; whether anything did."""
    row = found.row
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not new:
        return False
    for name, value in new.items():
        setattr(row, name, value)
    nature, context = row.more.get("nature", ()), row.more.get("context", ())
    row.critical = is_critical(row.kind, parted(row.components), row.fidelity, nature)
    row.outside = is_outside(row.kind, context)
    if row.ended_on is None:
        material = bool(set(new) & set(SUBSTANCE))
        set_turn(
            found,
            turn_after_change(
                found.turn,
                clock.today(),
                found.holidays,
                critical=row.critical,
                material=material,
            ),
        )
    session().flush()
    return True


def _check_open(found: Held) -> None:
    if found.row.ended_on is not None:
        refuse([("words", "It ended. Log it anew if it is done again")])


def _check_why(why: str) -> list[tuple[str, str]]:
    if not why.strip():
        return [("why", "Say why you change it, such as “another team joined”")]
    return [("why", "Use at most 300 characters")] if len(why.strip()) > 300 else []


def _values(new: Change) -> dict[str, Any]:
    return {
        "title": new.title.strip(),
        "detail": new.detail.strip(),
        "kind": new.kind,
        "stages": joined(new.stages),
        "components": joined(new.components),
        "decided_by": new.decided_by,
        "since": new.since,
        "scope": new.scope,
        "teams": new.teams.strip(),
        "fidelity": new.fidelity,
    }


def _same(site_id: int, new: Change) -> int | None:
    """The number of one that says the same and goes on."""
    return session().scalar(
        select(Adaptation.id).where(
            Adaptation.site_id == site_id,
            Adaptation.ended_on.is_(None),
            Adaptation.kind == new.kind,
            Adaptation.title == new.title.strip(),
            Adaptation.detail == new.detail.strip(),
        )
    )

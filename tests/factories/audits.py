"""Audit rounds at each point of their way, written through the service, inside a transaction."""

from datetime import timedelta
from typing import Any

from app.accounts.models import Person
from app.core import audit, clock
from app.quality.queries import audits as reads
from app.quality.rules.audits import NewRound, optional_stages
from app.quality.service import auditing
from app.quality.service import audits as service
from app.quality.service.auditing import Audited
from app.sites.models import Site

SECRET = "a secret for tests that protects nothing at all"


def planned(*auditors: Person, **changed: Any) -> NewRound:
    """A round of six cases over the last three months, due in two weeks."""
    today = clock.today()
    said: dict[str, Any] = {
        "name": "Spring",
        "first_day": today - timedelta(days=95),
        "last_day": today - timedelta(days=5),
        "available": 20,
        "planned": 6,
        "drawn": "random",
        "drawn_note": "",
        "due_on": today + timedelta(days=14),
        "auditors": tuple(one.id for one in auditors),
    }
    return NewRound(**(said | changed))


def make_round(site: Site, *auditors: Person, **changed: object) -> int:
    """An open round; its number at the site."""
    return service.open_round(site.id, planned(*auditors, **changed))


def begin_audit(site: Site, number: int, person: Person, reference: str) -> int:
    """An audit of a case is begun; its number."""
    audit_id, _ = auditing.begin(
        site.id, number, person.id, reference, declared=True, secret=SECRET
    )
    return audit_id


def audited(site: Site, audit_id: int) -> Audited:
    """An audit with its round, as its pages find it."""
    row = reads.find_audit(site.id, audit_id)
    assert row is not None
    found = reads.find_round(site.id, reads.round_number(row.round_id))
    assert found is not None
    return Audited(row, found)


def fill_audit(
    site: Site, audit_id: int, score: int = 2, low: tuple[str, ...] = (), stages: int = 5
) -> None:
    """Every item at `score`, some at 0; the case came to so many stages."""
    found = audited(site, audit_id)
    instrument = found.round.instrument()
    skipped = optional_stages(instrument)[stages - 1 :]
    for section in instrument.sections:
        if section.id in skipped:
            reason = "It was decided not to go on."
            auditing.save_stage(found, section.id, is_skipped=True, reason=reason, seen=0)
            continue
        for item in section.items:
            given = 0 if item.id in low else score
            auditing.save_item(found, item.id, given, "", seen=0)


def make_audit(
    site: Site,
    number: int,
    person: Person,
    reference: str,
    *,
    score: int = 2,
    low: tuple[str, ...] = (),
    stages: int = 5,
    grade: str = "3",
) -> int:
    """An audit that is handed in; its number."""
    with audit.acting(audit.Acting(person.id, "test")):
        audit_id = begin_audit(site, number, person, reference)
        fill_audit(site, audit_id, score, low, stages)
        auditing.hand_in(audited(site, audit_id), grade, "The child was seen and heard.")
    return audit_id


def make_audited_round(site: Site, person: Person, second: Person, cases: int = 6) -> int:
    """An open round with so many cases, the first of them audited twice; its number."""
    number = make_round(site, person, second)
    for case in range(1, cases + 1):
        low = ("Q10", "Q11") if case % 2 else ("Q10",)
        make_audit(site, number, person, f"LCS 90{case}", low=low, stages=3 if case == 2 else 5)
    if cases:
        make_audit(site, number, second, "lcs-901", score=2, low=("Q11",))
    return number

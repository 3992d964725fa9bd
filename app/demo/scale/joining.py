"""What came before the contract of a site among many, and its contracts."""

from datetime import date

from app.demo.scale.filling import Row, Rows
from app.demo.scale.ground import Ground, later
from app.joining.models import (
    Contact,
    Contract,
    ContractParty,
    Conversation,
    Decision,
    Enquiry,
)
from app.joining.rules import Answer, ContactKind, Way

TERMS = (730, 1095)
RENEWED_SHARE = 0.7
POSTS = ("Head of service", "Assistant director", "Principal social worker")


def joining_rows(ground: Ground) -> Rows:
    """Enquiry, contacts, a conversation, the decision, and contracts with their party."""
    contracts = _contracts(ground)
    return {
        Enquiry: [_enquiry(ground)],
        Contact: [_contact(ground, later(ground.asked_on, days)) for days in _contact_days(ground)],
        Conversation: [_conversation(ground)],
        Decision: [_decision(ground)] if ground.is_begun else [],
        Contract: contracts,
        ContractParty: [
            {"contract_id": row["id"], "authority_id": ground.authority_id} for row in contracts
        ],
    }


def _entered(ground: Ground, on: date) -> Row:
    by = {"entered_at": ground.moment(on), "entered_by_id": ground.lead}
    return {"site_id": ground.site_id, **by}


def _enquiry(ground: Ground) -> Row:
    return _entered(ground, ground.asked_on) | {
        "asked_on": ground.asked_on,
        "way": ground.chance.choice(list(Way)),
        "post": ground.chance.choice(POSTS),
        "asked_by_id": None,
        "wanted": "Fewer children whose return home breaks down.",
        "answered_on": min(later(ground.asked_on, 3), ground.yesterday),
    }


def _contact_days(ground: Ground) -> list[int]:
    age = (ground.yesterday - ground.asked_on).days
    return sorted(ground.chance.sample(range(5, 110), 4)) if age > 110 else [min(age, 10)]


def _contact(ground: Ground, on: date) -> Row:
    return _entered(ground, on) | {
        "on": on,
        "kind": ground.chance.choice(list(ContactKind)),
        "people": ground.chance.randint(1, 12),
        "posts": ground.chance.choice(POSTS),
        "words": "Sent the slides and named a date for the next conversation.",
    }


def _conversation(ground: Ground) -> Row:
    on = min(later(ground.asked_on, 20), ground.yesterday)
    scores = {f"{name}_score": ground.chance.randint(2, 5) for name in ("need", "fit", "capacity")}
    return (
        _entered(ground, on)
        | scores
        | {
            "held_on": on,
            "posts": "Head of service, assistant director",
            "need": "Returns home are decided without a shared way to look at risk.",
            "fit": "Close to the way of working they have.",
            "capacity": "A lead is named; two trainers are free from spring on.",
            "agreed": "To do the self assessment first.",
            "next_step": "Send the self assessment",
            "next_on": later(on, 30),
        }
    )


def _decision(ground: Ground) -> Row:
    on = later(ground.course.contract_on, -110)
    return _entered(ground, on) | {
        "decided_on": on,
        "answer": Answer.YES,
        "until": None,
        "post": "Assistant director",
        "reason": "It answers what the inspection asked for.",
    }


def _contracts(ground: Ground) -> list[Row]:
    today, starts_on = ground.course.today, ground.course.contract_on
    if starts_on > today:
        return [_contract(ground, starts_on, None)]
    rows = [_contract(ground, starts_on, later(starts_on, ground.chance.choice(TERMS) - 1))]
    ends_on = rows[0]["ends_on"]
    if later(ends_on, -30) < ground.course.reached and ground.chance.random() < RENEWED_SHARE:
        rows.append(_contract(ground, later(ends_on, 1), later(ends_on, 730)))
    return rows


def _contract(ground: Ground, starts_on: date, ends_on: date | None) -> Row:
    """One term; without a last day it is no more than drafted."""
    signed_on = min(later(starts_on, -5), ground.yesterday) if ends_on else None
    drafted_on = min(later(starts_on, -40), ground.yesterday)
    return _entered(ground, drafted_on) | {
        "id": ground.numbers.take(Contract),
        "drafted_on": drafted_on,
        "sent_on": min(later(drafted_on, 10), signed_on) if signed_on else None,
        "signed_on": signed_on,
        "starts_on": starts_on if ends_on else None,
        "ends_on": ends_on,
        "licence": f"RPF-{ground.number:04}" if ends_on else "",
        "notice_months": 3 if ends_on else None,
        "covers": "Training for trainers, the tools and the evaluation.",
        "ended_on": None,
        "signature_at": ground.moment(signed_on) if signed_on else None,
        "signature_by_id": ground.lead if signed_on else None,
    }

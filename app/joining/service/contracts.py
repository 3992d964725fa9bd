"""Writes about contracts: terms, how they end, and their documents. A renewal is a new term."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from app.core import audit, clock
from app.core.db import session
from app.core.present import present
from app.core.refusals import Faults, refuse
from app.core.words import day
from app.evidence import queries as evidence
from app.joining.models import Contract, ContractDocument, ContractParty
from app.joining.queries.contracts import dates_of, possible_parties
from app.joining.rules import ContractEntry, check_contract, check_ending, one_line
from app.joining.service.holding import check_version, hold
from app.journey import service as journey
from app.journey.rules import CompletedBy


class NoSuchPiece(LookupError):
    """The site has no such piece of evidence, or it was removed."""


def draft(site_id: int, entry: ContractEntry) -> int:
    """Enter a contract, or the term that renews it; returns its number. Raises `Refused`."""
    hold(site_id)
    refuse(check_contract(entry, clock.today()) + _check_parties(site_id, entry))
    is_first = not _terms(site_id)
    audit.because(
        "contract drafted" if is_first else "contract renewal drafted",
        summary=f"{'Contract' if is_first else 'Renewal of the contract'} drafted on "
        f"{day(entry.drafted_on)}.",
        site_id=site_id,
    )
    kept = Contract(
        site_id=site_id,
        drafted_on=present(entry.drafted_on),
        entered_at=clock.now(),
        entered_by_id=audit.who_acts().actor_id,
    )
    session().add(kept)
    _write(kept, entry, {})
    _signed(kept, was=None)
    return kept.id


def change(site_id: int, contract_id: int, entry: ContractEntry, version: int) -> None:
    """Enter how far a contract is, or correct it; a signature completes the milestone.

    Raises `Refused`, `ChangedMeanwhile`, LookupError.
    """
    hold(site_id)
    kept = _found(site_id, contract_id)
    check_version(kept.version, version, mine=_words(entry), theirs=_words(kept))
    before = _parties(kept.id)
    faults = check_contract(entry, clock.today()) + _check_parties(site_id, entry, before)
    if kept.ended_on is not None:
        faults.append(("drafted_on", "The contract has ended: enter a new one instead"))
    refuse(faults)
    was = kept.signed_on
    newly = entry.signed_on is not None and was is None
    audit.because(
        "contract signed" if newly else "contract changed",
        summary=f"Contract signed on {day(entry.signed_on)}, from {day(entry.starts_on)} to "
        f"{day(entry.ends_on)}."
        if newly
        else "What is entered about the contract changed.",
        site_id=site_id,
    )
    _write(kept, entry, before)
    _signed(kept, was)


def end_early(site_id: int, contract_id: int, on: date | None, reason: str, version: int) -> None:
    """End a contract before its last day, or give up one that was never signed.

    Raises `Refused`, `ChangedMeanwhile`, LookupError.
    """
    hold(site_id)
    kept = _found(site_id, contract_id)
    check_version(kept.version, version, mine=(day(on), reason), theirs=_words(kept))
    refuse(check_ending(on, reason, dates_of(kept), clock.today()))
    what = "Contract ended early" if kept.signed_on else "Contract given up unsigned"
    audit.because("contract ended", summary=f"{what}, on {day(on)}.", site_id=site_id)
    kept.ended_on, kept.ended_reason = on, reason.strip()
    session().flush()


def attach(site_id: int, contract_id: int, *piece_ids: int) -> None:
    """Attach pieces of the site's evidence to a contract; what is attached already stays so.

    All or none: raises LookupError for another site's contract, `NoSuchPiece`.
    """
    hold(site_id)
    _found(site_id, contract_id)
    here = evidence.by_ids(site_id, piece_ids)
    if not all(number in here and not here[number].is_removed for number in piece_ids):
        raise NoSuchPiece(contract_id)
    if not piece_ids:
        return
    audit.because(
        "contract documents", summary="Documents were attached to the contract.", site_id=site_id
    )
    there = {row.piece_id for row in _documents(contract_id)}
    now = clock.now()
    session().add_all(
        ContractDocument(contract_id=contract_id, piece_id=number, attached_at=now)
        for number in dict.fromkeys(piece_ids)
        if number not in there
    )
    session().flush()


def detach(site_id: int, contract_id: int, piece_id: int) -> None:
    """Take a document off a contract; the site keeps the piece. Raises LookupError."""
    hold(site_id)
    _found(site_id, contract_id)
    audit.because(
        "contract documents", summary="A document was taken off the contract.", site_id=site_id
    )
    for row in _documents(contract_id):
        if row.piece_id == piece_id:
            session().delete(row)
    session().flush()


def _documents(contract_id: int) -> list[ContractDocument]:
    wanted = select(ContractDocument).where(ContractDocument.contract_id == contract_id)
    return list(session().scalars(wanted))


def _found(site_id: int, contract_id: int) -> Contract:
    found = session().get(Contract, contract_id, populate_existing=True)
    if found is None or found.site_id != site_id:
        raise LookupError(f"There is no contract with the number {contract_id} at this site.")
    return found


def _terms(site_id: int) -> list[Contract]:
    """The terms that were signed or may be; those given up unsigned are none."""
    rows = session().scalars(
        select(Contract).where(Contract.site_id == site_id).order_by(Contract.id)
    )
    return [row for row in rows if row.signed_on is not None or row.ended_on is None]


def _check_parties(site_id: int, entry: ContractEntry, before: Iterable[int] = ()) -> Faults:
    """Parties take part in the site, or were parties of this contract before."""
    known = {number for number, _ in possible_parties(site_id)} | set(before)
    is_known = known.issuperset(entry.parties)
    return [] if is_known else [("parties", "Choose authorities of this site")]


def _parties(contract_id: int) -> dict[int, ContractParty]:
    wanted = select(ContractParty).where(ContractParty.contract_id == contract_id)
    return {row.authority_id: row for row in session().scalars(wanted)}


def _write(kept: Contract, entry: ContractEntry, before: dict[int, ContractParty]) -> None:
    if entry.signed_on is not None and kept.signed_on is None:
        kept.signature_at, kept.signature_by_id = clock.now(), audit.who_acts().actor_id
    for name in ("drafted_on", "sent_on", "signed_on", "starts_on", "ends_on", "notice_months"):
        setattr(kept, name, getattr(entry, name))
    kept.licence, kept.covers = one_line(entry.licence), entry.covers.strip()
    session().flush()
    for number, row in before.items():
        if number not in entry.parties:
            session().delete(row)
    session().add_all(
        ContractParty(contract_id=kept.id, authority_id=number)
        for number in entry.parties
        if number not in before
    )
    session().flush()


def _signed(kept: Contract, was: date | None) -> None:
    """A contract signed completes its milestone; one done already keeps its date."""
    if kept.signed_on is None or was is not None:
        return
    licence = f", licence {kept.licence}" if kept.licence else ""
    note = f"Contract signed on {day(kept.signed_on)}{licence}, recorded under Joining."
    journey.complete(kept.site_id, CompletedBy.CONTRACT_COMPLETED, kept.signed_on, note)


def _words(found: ContractEntry | Contract) -> Iterable[str]:
    dated = (
        ("Drafted", found.drafted_on),
        ("With the authority", found.sent_on),
        ("Signed", found.signed_on),
        ("First day", found.starts_on),
        ("Last day", found.ends_on),
    )
    yield from (f"{what}: {day(on)}" for what, on in dated if on is not None)
    yield f"Licence: {found.licence}" if found.licence else ""
    yield found.covers

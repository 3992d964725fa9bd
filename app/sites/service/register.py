"""Importing the register: a file is kept between preview and confirmation, and applied whole."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import delete, select

from app.core import audit, clock
from app.core.db import session
from app.sites import queries
from app.sites.models import Authority, AuthorityCode, RegisterUpload
from app.sites.rules.register import Changed, Comparison, New
from app.sites.rules.register_lines import Entry
from app.sites.rules.succession import last_day
from app.sites.service.alone import alone

KEPT_FOR = timedelta(hours=24)


class RegisterChanged(Exception):
    """The register is no longer what the preview was compared with: preview again."""


class AlreadyApplied(Exception):
    """This upload has been imported."""


class HasWrongLines(Exception):
    """At least one line of the file is wrong, so nothing is written."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(f"{len(comparison.wrong)} wrong lines")
        self.comparison = comparison


def stage_register(text: str, filename: str, person_id: int) -> int:
    """Keep an uploaded register file for its preview; returns its number. Old ones are forgotten.

    Check it with `queries.lines_of` first, before the transaction.
    """
    now = clock.now()
    session().execute(delete(RegisterUpload).where(RegisterUpload.expires_at <= now))
    row = RegisterUpload(
        sha256=_hash(text),
        filename=filename[:120],
        text=text,
        uploaded_by_id=person_id,
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
    session().add(row)
    session().flush()
    return row.id


def apply_upload(upload_id: int, person_id: int, fingerprint: str) -> Comparison:
    """Import exactly what was previewed: `fingerprint` is that of the comparison shown.

    Raises LookupError when the upload is not this person's or expired, AlreadyApplied,
    RegisterChanged when the comparison would now be another, HasWrongLines.
    """
    alone()
    found = session().scalars(
        select(RegisterUpload).where(RegisterUpload.id == upload_id).with_for_update()
    )
    row = found.first()
    if row is None or row.uploaded_by_id != person_id or row.expires_at <= clock.now():
        raise LookupError("This upload is not kept any longer.")
    if row.applied_at is not None:
        raise AlreadyApplied
    if _hash(row.text) != row.sha256:
        raise LookupError("This upload is damaged.")
    comparison = queries.comparison(row.text)
    if comparison.fingerprint != fingerprint:
        raise RegisterChanged
    _write(comparison)
    row.applied_at, row.text = clock.now(), ""
    session().flush()
    return comparison


def import_register(text: str) -> Comparison:
    """Import a register file at once, as the command does. Raises Unreadable, HasWrongLines."""
    alone()
    comparison = queries.comparison(text)
    _write(comparison)
    return comparison


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(comparison: Comparison) -> None:
    if comparison.wrong:
        raise HasWrongLines(comparison)
    if not comparison.does_something:
        return
    audit.because(
        "register imported",
        summary=f"Register of authorities imported: {len(comparison.new)} new, "
        f"{len(comparison.changed)} changed, {comparison.unchanged} unchanged.",
    )
    _add(comparison.new)
    _change(comparison.changed, clock.today())
    session().flush()


def _add(lines: Iterable[New]) -> None:
    added = [(Authority(**_facts(line.entry)), line.entry.gss_code) for line in lines]
    session().add_all(one for one, _ in added)
    session().flush()
    session().add_all(AuthorityCode(authority_id=one.id, gss_code=code) for one, code in added)


def _change(lines: Iterable[Changed], today: date) -> None:
    by_number = {line.id: line for line in lines}
    if not by_number:
        return
    for one in session().scalars(select(Authority).where(Authority.id.in_(by_number))):
        line = by_number[one.id]
        for name, value in _facts(line.entry).items():
            setattr(one, name, value)
        if any(change.field == "gss_code" for change in line.changes):
            _recode(one.id, line.entry.gss_code, today)


def _recode(authority_id: int, code: str, today: date) -> None:
    """A new boundary: the present code ends yesterday. A first code has no known beginning."""
    present = (
        session()
        .scalars(
            select(AuthorityCode).where(
                AuthorityCode.authority_id == authority_id, AuthorityCode.valid_to.is_(None)
            )
        )
        .all()
    )
    for row in present:
        row.valid_to = last_day(today)
    session().add(
        AuthorityCode(
            authority_id=authority_id,
            gss_code=code,
            valid_from=today if present else None,
        )
    )


def _facts(entry: Entry) -> dict[str, object]:
    return {
        "name": entry.name,
        "official_name": entry.official_name,
        "nation": entry.nation,
        "region": entry.region,
        "type": entry.type,
        "population": entry.population,
        "latitude": entry.latitude,
        "longitude": entry.longitude,
    }

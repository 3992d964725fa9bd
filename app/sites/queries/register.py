"""Reads about the register as a whole, and the files on their way into it."""

from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.tables import Unreadable, read_csv
from app.sites.models import Authority, AuthorityCode, RegisterUpload
from app.sites.rules.register import Comparison, Registered, compare
from app.sites.rules.register_lines import COLUMNS, Entry, Line, population_column


def register(on: date) -> list[Registered]:
    """Every authority that ever stood, with the codes it ever had; its own is the one of the
    day `on`."""
    codes: dict[int, list[AuthorityCode]] = {}
    for code in session().scalars(select(AuthorityCode).order_by(AuthorityCode.id)):
        codes.setdefault(code.authority_id, []).append(code)
    return [
        Registered(
            one.id,
            _entry(one, codes.get(one.id, []), on),
            tuple(code.gss_code for code in codes.get(one.id, [])),
            one.abolished_on,
        )
        for one in session().scalars(select(Authority).order_by(Authority.id))
    ]


def _entry(one: Authority, codes: list[AuthorityCode], on: date) -> Entry:
    now = [code.gss_code for code in codes if code.valid_to is None or code.valid_to >= on]
    return Entry(
        now[-1] if now else "",
        one.name,
        one.official_name,
        one.nation,
        one.region,
        one.type,
        one.population,
        one.latitude,
        one.longitude,
    )


def lines_of(text: str) -> tuple[list[Line], str | None]:
    """The lines of a register file and the name of its population column.

    Raises core.tables.Unreadable when the file as a whole cannot be used.
    """
    table = read_csv(text, columns=COLUMNS)
    if not table.rows:
        raise Unreadable("The file has a first line and no authorities below it")
    lines = [Line(row.line, row.values, row.problem) for row in table.rows]
    return lines, population_column(table.headings)


def comparison(text: str) -> Comparison:
    """What importing this file would do to the register now. Raises core.tables.Unreadable."""
    lines, population = lines_of(text)
    today = clock.today()
    return compare(lines, register(today), population=population, today=today)


def upload(upload_id: int, person_id: int) -> RegisterUpload | None:
    """A file this person uploaded, while it is not expired."""
    found = session().get(RegisterUpload, upload_id)
    if found is None or found.uploaded_by_id != person_id or found.expires_at <= clock.now():
        return None
    return found

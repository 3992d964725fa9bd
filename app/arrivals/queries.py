"""What a file of arrivals would do, read against what the portal knows now."""

from functools import partial

from sqlalchemy import func, select

from app.arrivals.rules import Arrivals, Assessment, Line, World, read
from app.assessments.rules.imported import read_score
from app.core import clock
from app.core.db import session
from app.core.tables import Table, Unreadable
from app.instruments import queries as instruments
from app.journey.programme import programme
from app.sites import queries as sites
from app.sites.models import Site

PAST = ("preisa", "isa")


def world() -> World:
    """Authorities, staff, names of sites, milestones and instruments, as they are now."""
    return World(
        directory=sites.directory(clock.today()),
        staff={one.email.casefold(): one.person_id for one in sites.staff()},
        taken=frozenset(session().scalars(select(func.lower(Site.name)))),
        milestones={one.name.casefold(): one.code for one in programme().milestones},
        assessments=_assessments(),
        today=clock.today(),
    )


def _assessments() -> list[Assessment]:
    found = []
    for ref in instruments.published():
        if ref.code not in PAST:
            continue
        instrument = instruments.instrument(ref.id, ref.content_hash)
        short = instrument.short_title
        sections = {
            f"{short} {section.id} {section.title}".casefold(): f"{section.id} {section.title}"
            for section in instrument.sections
        }
        found.append(
            Assessment(
                code=ref.code,
                title=instrument.title,
                short_title=short,
                sections=sections,
                read_score=partial(read_score, instrument),
            )
        )
    return sorted(found, key=lambda one: PAST.index(one.code))


def arrivals(table: Table, known: World) -> Arrivals:
    """The sites of a file. Raises Unreadable where a column is none that is known."""
    unknown = [one for one in table.headings if one and one not in known.columns]
    if unknown:
        raise Unreadable(
            f"These columns are not known: {', '.join(unknown[:5])}. Correct their names or "
            "take them out, so that nothing is left behind unseen"
        )
    if not table.rows:
        raise Unreadable("The file holds no site. Fill in one line for each")
    lines = [Line(row.line, row.values, row.problem) for row in table.rows]
    return read(lines, known)

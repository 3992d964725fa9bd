"""What holds when a child is at risk, and who is on duty."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from app.access.policy import Role
from app.accounts.models import Person
from app.core.db import session
from app.core.yaml_file import read_yaml
from app.posts.models import LocalProcedures
from app.posts.models import Safety as SafetyRow
from app.posts.rules.safety import Procedures, Safety, parse_safety
from app.sites.models import Site
from config import ROOT

_FILE = ROOT / "seeds" / "programme" / "safety.v1.yaml"


@lru_cache
def _programme() -> Safety:
    return parse_safety(read_yaml(_FILE))


def safety() -> Safety:
    """What holds now."""
    row = session().scalars(select(SafetyRow).order_by(SafetyRow.id.desc()).limit(1)).first()
    if row is None:
        return _programme()
    return Safety(
        tuple(row.duty_ids),
        row.duty_phone,
        row.local_words,
        row.police_words,
        row.police_number,
        row.helpline_words,
        row.helpline_number,
    )


def on_duty() -> list[Person]:
    """Who is told of a worry at once: those named who still work here, else all administrators."""
    staff = select(Person).where(Person.staff_role.is_not(None), Person.deactivated_at.is_(None))
    people = list(session().scalars(staff.order_by(Person.id)))
    named = set(safety().duty_ids)
    return [one for one in people if one.id in named] or [
        one for one in people if one.staff_role == Role.ADMIN
    ]


@dataclass(frozen=True)
class SiteProcedures:
    """The procedures of one site; `said` is None where nobody entered them yet."""

    site_id: int
    slug: str
    name: str
    said: Procedures | None
    version: int


def procedures_of(site_ids: Collection[int]) -> list[SiteProcedures]:
    """The procedures of these sites, by name; one statement."""
    if not site_ids:
        return []
    rows = session().execute(
        select(Site, LocalProcedures)
        .outerjoin(LocalProcedures, LocalProcedures.site_id == Site.id)
        .where(Site.id.in_(site_ids))
        .order_by(Site.name)
    )
    return [
        SiteProcedures(
            site.id,
            site.slug,
            site.name,
            Procedures(row.words, row.day_number, row.night_number, row.link) if row else None,
            row.version if row else 0,
        )
        for site, row in rows
    ]

"""The library of views, anonymous, for everybody who is signed in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select

from app.core.db import session
from app.quality.models.adaptations import LibraryView
from app.quality.rules.adaptations.entries import Edited
from app.quality.rules.adaptations.frame import Kind, Stage, components_of, parted
from app.quality.rules.adaptations.states import View
from app.quality.rules.components import Component
from app.sites.models import Authority, Site, SiteAuthority

PER_PAGE = 20
WORDS = (
    *(LibraryView.title, LibraryView.change, LibraryView.reason),
    *(LibraryView.may_cut, LibraryView.must_keep, LibraryView.conditions),
)


@dataclass(frozen=True)
class LibraryWanted:
    """What the library is narrowed to; "" means any."""

    words: str = ""
    view: str = ""
    component: str = ""
    stage: str = ""
    kind: str = ""


@dataclass(frozen=True)
class LibraryRow:
    """A view as everybody reads it; nothing in it leads to the authority."""

    id: int
    edited: Edited
    kind: Kind
    stages: tuple[Stage, ...]
    components: tuple[Component, ...]
    outside: bool
    view: View
    viewed_on: date
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Shelf:
    """One page of the library; `found` fit of `total`."""

    rows: tuple[LibraryRow, ...]
    found: int
    total: int
    page: int
    pages: int


def library(wanted: LibraryWanted, page: int = 1) -> Shelf:
    """One page, the newest views first; two statements."""
    shown = LibraryView.withdrawn_at.is_(None)
    conditions = _narrowed(wanted)
    fits = func.count().filter(*conditions) if conditions else func.count()
    total, found = session().execute(select(func.count(), fits).where(shown)).one()
    pages = max(1, -(-found // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = (
        select(LibraryView)
        .where(shown, *conditions)
        .order_by(LibraryView.viewed_on.desc(), LibraryView.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    rows = tuple(_row(one) for one in session().scalars(chosen))
    return Shelf(rows, found, total, page, pages)


def library_entry(number: int) -> LibraryRow | None:
    """One view that is shown; None for any other."""
    one = session().get(LibraryView, number)
    return None if one is None or one.withdrawn_at is not None else _row(one)


def published(adaptation_id: int) -> LibraryRow | None:
    """What stands, or stood, in the library of an adaptation."""
    wanted = select(LibraryView).where(LibraryView.adaptation_id == adaptation_id)
    one = session().scalars(wanted).first()
    return None if one is None else _row(one)


def names_of(site_id: int) -> Sequence[str]:
    """By what names an authority would be known."""
    of_site = select(Site.name).where(Site.id == site_id)
    of_authorities = (
        select(Authority.name)
        .join(SiteAuthority, SiteAuthority.authority_id == Authority.id)
        .where(SiteAuthority.site_id == site_id)
    )
    return session().scalars(of_site.union(of_authorities)).all()


def _narrowed(wanted: LibraryWanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in wanted.words.split():
        found.append(or_(*(column.icontains(word, autoescape=True) for column in WORDS)))
    if wanted.view:
        found.append(LibraryView.view == wanted.view)
    if wanted.kind:
        found.append(LibraryView.kind == wanted.kind)
    if wanted.component:
        found.append(LibraryView.components.contains(f",{wanted.component},", autoescape=True))
    if wanted.stage:
        found.append(LibraryView.stages.contains(f",{wanted.stage},", autoescape=True))
    return found


def _row(one: LibraryView) -> LibraryRow:
    words = one.title, one.change, one.reason, one.may_cut, one.must_keep, one.conditions
    return LibraryRow(
        one.id,
        Edited(*words),
        Kind(one.kind),
        tuple(Stage(code) for code in parted(one.stages)),
        components_of(one.components),
        one.outside,
        View(one.view),
        one.viewed_on,
        one.withdrawn_at,
    )

"""The list of resources: searched, narrowed, sorted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy import Row as SqlRow

from app.core import search
from app.core.db import session
from app.library.models import Edition, Resource, ResourceUse
from app.library.queries.newest import newest_number
from app.library.rules import (
    SEARCHED_AS,
    Kind,
    Sort,
    State,
    Wanted,
    parted,
    size_words,
)
from app.posts.models import Post
from app.posts.rules import State as PostState

PER_PAGE = 20
LONGEST_SAID = 180
_READ = [state.value for state in PostState if state.is_read]


@dataclass(frozen=True)
class Row:
    """A resource in a list. `form` says what it is: "PDF, 1.2 MB" or "Link"."""

    id: int
    title: str
    kind: Kind
    said: str
    form: str
    edition: int
    stage: str
    implementation: str
    audience: tuple[str, ...]
    tags: tuple[str, ...]
    is_endorsed: bool
    is_broken: bool
    published_at: datetime | None
    taken: int


@dataclass(frozen=True)
class Shelf:
    """One page; `found` of `total` fit. `understood`: the words as they were taken, if not as
    typed."""

    rows: tuple[Row, ...]
    found: int
    total: int
    page: int
    pages: int
    understood: str = ""


def shelf(wanted: Wanted, page: int) -> Shelf:
    """One page of what is shared; about eight statements with words, four without."""
    shared = Resource.state == State.PUBLISHED.value
    conditions, understood, ranked = [shared, *_narrowed(wanted)], "", tuple[int, ...]()
    if wanted.q:
        within = select(Resource.id).where(*conditions)
        ranked, understood = search.subject_ids(wanted.q, SEARCHED_AS, within=within)
        conditions.append(Resource.id.in_(ranked))
    total = session().scalar(select(func.count()).select_from(Resource).where(shared)) or 0
    numbers = _ordered(wanted, conditions, ranked)
    pages = max(1, -(-len(numbers) // PER_PAGE))
    page = min(max(page, 1), pages)
    chosen = numbers[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Shelf(by_numbers(chosen), len(numbers), total, page, pages, understood)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters as conditions."""
    found: list[ColumnElement[bool]] = []
    for column, value in (
        (Resource.kind, wanted.kind),
        (Resource.stage, wanted.stage),
        (Resource.implementation, wanted.implementation),
    ):
        if value:
            found.append(column == value)
    for column, key in ((Resource.audience, wanted.audience), (Resource.tags, wanted.tag)):
        if key:
            found.append(column.contains(f",{key},", autoescape=True))
    if wanted.endorsed:
        found.append(Resource.endorsed_at.is_not(None))
    return found


def _ordered(
    wanted: Wanted, conditions: Sequence[ColumnElement[bool]], ranked: tuple[int, ...]
) -> list[int]:
    """The numbers of everything that fits, in the order wanted: numbers alone, which are small."""
    newest = (Resource.published_at.desc(), Resource.id.desc())
    sort = Sort(wanted.sort) if wanted.sort else (Sort.BEST if wanted.q else Sort.NEWEST)
    if sort is Sort.BEST and wanted.q:
        return list(ranked)
    order: tuple[Any, ...] = newest
    if sort is Sort.TITLE:
        order = (func.lower(Resource.title), Resource.id)
    elif sort is Sort.USED:
        order = (_taken().desc(), *newest)
    return list(session().scalars(select(Resource.id).where(*conditions).order_by(*order)))


def _taken() -> Any:
    """How many people have some version of a resource."""
    return (
        select(func.count(ResourceUse.person_id.distinct()))
        .where(ResourceUse.resource_id == Resource.id)
        .correlate(Resource)
        .scalar_subquery()
    )


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Resource,
            Edition,
            func.substr(Post.text, 1, 600).label("said"),
            Post.state.label("post_state"),
            _taken().label("taken"),
        )
        .join(Edition, (Edition.resource_id == Resource.id) & (Edition.number == newest_number()))
        .outerjoin(Post, Post.id == Resource.post_id)
    )


def titles() -> dict[int, str]:
    """The titles of everything that is shared, by number, in their order; one statement."""
    rows = session().execute(
        select(Resource.id, Resource.title)
        .where(Resource.state == State.PUBLISHED.value)
        .order_by(func.lower(Resource.title), Resource.id)
    )
    return {number: title for number, title in rows}


def by_numbers(numbers: Collection[int]) -> tuple[Row, ...]:
    """Shared resources by number, in the order of the numbers; one statement."""
    if not numbers:
        return ()
    chosen = _rows().where(Resource.id.in_(numbers), Resource.state == State.PUBLISHED.value)
    found = {row[0].id: _row(row) for row in session().execute(chosen)}
    return tuple(found[number] for number in numbers if number in found)


def _row(row: SqlRow[*tuple[Any, ...]]) -> Row:
    it: Resource = row[0]
    newest: Edition = row[1]
    return Row(
        id=it.id,
        title=it.title,
        kind=Kind(it.kind),
        said=_said(row.said or "") if row.post_state in _READ else "",
        form=form_words(newest),
        edition=newest.number,
        stage=it.stage,
        implementation=it.implementation,
        audience=parted(it.audience),
        tags=parted(it.tags),
        is_endorsed=it.endorsed_at is not None,
        is_broken=newest.link_state == "broken",
        published_at=it.published_at,
        taken=row.taken,
    )


def form_words(one: Edition) -> str:
    """What a version is: "PDF, 1.2 MB", or "Link"."""
    if one.link:
        return "Link"
    ending = one.file_name.rpartition(".")[2].upper()
    return f"{ending}, {size_words(one.file_size or 0)}"


def _said(text: str) -> str:
    """The beginning of a description, without the signs of Markdown."""
    plain = " ".join(text.replace("*", "").replace("#", "").replace("`", "").split())
    if len(plain) <= LONGEST_SAID:
        return plain
    return plain[:LONGEST_SAID].rsplit(" ", 1)[0] + " …"

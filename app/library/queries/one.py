"""One resource with its versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select

from app.core.db import session
from app.core.files import Verdict
from app.library.models import Edition, Resource, ResourceUse
from app.library.queries.leading import has_lead
from app.library.queries.lists import form_words
from app.library.rules import (
    EditionState,
    Kind,
    Licence,
    LinkState,
    Ownership,
    State,
    parted,
)

PREVIEW = 1_500  # letters of a version that is shared


@dataclass(frozen=True)
class EditionRow:
    """One version; `form` says what it is. `text` is what could be read in its file: of a version
    that is shared the beginning."""

    id: int
    number: int
    state: EditionState
    changes: str
    link: str
    file_name: str
    form: str
    pages: int
    has_picture: bool
    scan: Verdict
    link_state: LinkState
    added_at: datetime
    added_by_id: int
    text: str

    @property
    def is_gone(self) -> bool:
        """Whether its file was let go of because it held a virus."""
        return self.scan is Verdict.INFECTED


@dataclass(frozen=True)
class OneResource:
    """A resource as it is kept; `editions` newest first."""

    id: int
    title: str
    about: str
    kind: Kind
    licence: Licence
    credit: str
    stage: str
    implementation: str
    audience: tuple[str, ...]
    tags: tuple[str, ...]
    ownership: Ownership
    post_id: int | None
    from_post_id: int | None
    published_at: datetime | None
    reason: str
    endorsed_at: datetime | None
    review_on: date | None
    version: int
    editions: tuple[EditionRow, ...]

    @property
    def newest(self) -> EditionRow | None:
        """The version readers get: the newest that held no virus, if there is one."""
        live = [one for one in self.editions if one.state is EditionState.LIVE]
        return next((one for one in live if not one.is_gone), live[0] if live else None)

    @property
    def unshared(self) -> EditionRow | None:
        """The version its readers do not see yet."""
        return next((one for one in self.editions if one.state is not EditionState.LIVE), None)


@dataclass(frozen=True)
class StoredFile:
    """Where the file of a version lies, and how it is given back."""

    edition_id: int
    state: EditionState
    key: str | None
    picture_key: str | None
    name: str
    media_type: str
    link: str
    scan: Verdict
    added_by_id: int


@dataclass(frozen=True)
class Uses:
    """How many people have it, and how often it was taken."""

    people: int
    times: int


def find(resource_id: int) -> OneResource | None:
    """A resource whoever may see it; one statement."""
    begins = func.substr(Edition.text, 1, PREVIEW)
    text = case((Edition.state == EditionState.LIVE.value, begins), else_=Edition.text)
    rows = session().execute(
        select(Resource, Edition, text, has_lead())
        .join(Edition, Edition.resource_id == Resource.id)
        .where(Resource.id == resource_id)
        .order_by(Edition.number.desc())
    )
    found = rows.all()
    if not found:
        return None
    it, _, _, is_led = found[0]
    return _resource(it, is_led, [_edition(one, text) for _, one, text, _ in found])


def _resource(it: Resource, is_led: bool, editions: Iterable[EditionRow]) -> OneResource:
    return OneResource(
        id=it.id,
        title=it.title,
        about=it.about,
        kind=Kind(it.kind),
        licence=Licence(it.licence),
        credit=it.credit,
        stage=it.stage,
        implementation=it.implementation,
        audience=parted(it.audience),
        tags=parted(it.tags),
        ownership=Ownership(it.owner_id, it.site_id, State(it.state), is_led),
        post_id=it.post_id,
        from_post_id=it.from_post_id,
        published_at=it.published_at,
        reason=it.reason,
        endorsed_at=it.endorsed_at,
        review_on=it.review_on,
        version=it.version,
        editions=tuple(editions),
    )


def _edition(one: Edition, text: str) -> EditionRow:
    return EditionRow(
        id=one.id,
        number=one.number,
        state=EditionState(one.state),
        changes=one.changes,
        link=one.link,
        file_name=one.file_name,
        form=form_words(one),
        pages=one.pages,
        has_picture=one.picture_key is not None,
        scan=Verdict(one.scan),
        link_state=LinkState(one.link_state),
        added_at=one.added_at,
        added_by_id=one.added_by_id,
        text=text,
    )


def stored(resource_id: int, number: int) -> StoredFile | None:
    """The file or link of one version."""
    chosen = select(Edition).where(Edition.resource_id == resource_id, Edition.number == number)
    one = session().scalars(chosen).first()
    if one is None:
        return None
    return StoredFile(
        one.id,
        EditionState(one.state),
        one.file_key,
        one.picture_key,
        one.file_name,
        one.file_type,
        one.link,
        Verdict(one.scan),
        one.added_by_id,
    )


def held_edition(resource_id: int, person_id: int) -> int | None:
    """The number of the newest version somebody has; None when they have none."""
    return session().scalar(
        select(func.max(Edition.number))
        .join(ResourceUse, ResourceUse.edition_id == Edition.id)
        .where(ResourceUse.resource_id == resource_id, ResourceUse.person_id == person_id)
    )


def uses(resource_id: int) -> Uses:
    """How much a resource is used, over all its versions."""
    people, times = (
        session()
        .execute(
            select(
                func.count(ResourceUse.person_id.distinct()),
                func.coalesce(func.sum(ResourceUse.times), 0),
            ).where(ResourceUse.resource_id == resource_id)
        )
        .one()
    )
    return Uses(people, int(times))


def of_post(post_id: int) -> list[tuple[int, str]]:
    """Number and title of shared resources that were made of a post."""
    rows = session().execute(
        select(Resource.id, Resource.title)
        .where(Resource.from_post_id == post_id, Resource.state == State.PUBLISHED.value)
        .order_by(Resource.id)
    )
    return [(number, title) for number, title in rows]


def file_keys() -> frozenset[str]:
    """The keys of all files that a version names."""
    rows = session().execute(select(Edition.file_key, Edition.picture_key))
    return frozenset(key for row in rows for key in row if key)

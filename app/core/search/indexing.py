"""Putting things into the index and taking them out, in the caller's transaction."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, literal_column, select, update

from app.core import clock
from app.core.db import session
from app.core.inserting import insert_for
from app.core.search import words as w
from app.core.search.models import LONGEST_TITLE, SearchEntry, SearchSpelling, SearchTrigram

LONGEST_BODY = 60_000  # characters; what stands further back is not found
MOST_SPELLINGS = 1_500  # different words of one entry
_MANY = 1_500  # values in one statement


def put(
    kind: str,
    subject_id: int,
    *,
    title: str,
    path: str,
    body: str = "",
    keywords: Collection[str] = (),
    audience: str = "",
    labels: Collection[str] = (),
    at: datetime | None = None,
) -> None:
    """Let something be found from now on, or as it is now.

    `keywords` weigh more than the body and less than the title. `audience`: "" for everybody, else
    a word that `find` must be given, such as "site:3". `labels` are what lists filter by, such as
    "stage:2"; they hold no "|" and no "%". `at`: what "newest" sorts by; now, if not given.
    """
    body = body[:LONGEST_BODY]
    values: dict[str, Any] = {
        "title": title[:LONGEST_TITLE],
        "body": body,
        "path": path,
        "audience": audience,
        "labels": "|" + "".join(f"{label}|" for label in sorted(labels)),
        "at": at or clock.now(),
        "title_stems": " ".join(w.stems(title))[:600],
        "keyword_stems": " ".join(w.stems(" . ".join(keywords))),
        "body_stems": " ".join(w.stems(body)),
    }
    entry_id = _written(kind, subject_id, values)
    _weigh(entry_id, values)
    spelt = [] if audience else w.words(" ".join([title, *keywords, body]))
    _learn(entry_id, list(dict.fromkeys(filter(w.is_spelt, spelt)))[:MOST_SPELLINGS])


def drop(kind: str, subject_id: int) -> None:
    """Let something be found no longer; what is not there is as good."""
    entry_id = _entry_id(kind, subject_id)
    if entry_id is None:
        return
    _forget(entry_id, None)
    session().execute(delete(SearchEntry).where(SearchEntry.id == entry_id))


def _entry_id(kind: str, subject_id: int) -> int | None:
    session().flush()
    return session().scalar(
        select(SearchEntry.id).where(SearchEntry.kind == kind, SearchEntry.subject_id == subject_id)
    )


def _written(kind: str, subject_id: int, values: dict[str, Any]) -> int:
    """Insert or change the entry; two at the same moment are settled by the database."""
    session().flush()
    statement = (
        insert_for(session())(SearchEntry)
        .values(kind=kind, subject_id=subject_id, **values)
        .on_conflict_do_update(index_elements=["kind", "subject_id"], set_=values)
        .returning(SearchEntry.id)
    )
    return int(session().execute(statement).scalar_one())


def _weigh(entry_id: int, values: dict[str, Any]) -> None:
    """PostgreSQL's own form of the three texts; SQLite's is kept by triggers."""
    if session().get_bind().dialect.name != "postgresql":
        return
    plain: ColumnElement[str] = literal_column("'simple'::regconfig")
    parts = [
        func.setweight(func.to_tsvector(plain, values[name]), literal_column(f"'{weight}'"))
        for name, weight in (("title_stems", "A"), ("keyword_stems", "B"), ("body_stems", "D"))
    ]
    session().execute(
        update(SearchEntry)
        .where(SearchEntry.id == entry_id)
        .values(vector=parts[0].op("||")(parts[1]).op("||")(parts[2]))
    )


def _learn(entry_id: int, spelt: list[str]) -> None:
    """Know these spellings, and no longer those that only this entry had."""
    had = set(
        session().scalars(select(SearchSpelling.word).where(SearchSpelling.entry_id == entry_id))
    )
    if gone := had - set(spelt):
        _forget(entry_id, gone)
    new = sorted(set(spelt) - had)
    if not new:
        return
    spellings = insert_for(session())(SearchSpelling).on_conflict_do_nothing()
    rows = [{"entry_id": entry_id, "word": word, "stem": w.stem(word)} for word in new]
    session().execute(spellings, rows)
    known = {
        word
        for part in _parts(new)
        for word in session().scalars(
            select(SearchTrigram.word).where(SearchTrigram.word.in_(part)).distinct()
        )
    }
    grams = [
        {"gram": gram, "word": word}
        for word in new
        if word not in known
        for gram in sorted(w.trigrams(word))
    ]
    if grams:
        session().execute(insert_for(session())(SearchTrigram).on_conflict_do_nothing(), grams)


def _forget(entry_id: int, gone: Collection[str] | None) -> None:
    """Take spellings from an entry (None: all), and from what is known if no other has them."""
    mine = select(SearchSpelling.word).where(SearchSpelling.entry_id == entry_id)
    listed = sorted(gone if gone is not None else session().scalars(mine))
    for part in _parts(listed):
        session().execute(
            delete(SearchSpelling).where(
                SearchSpelling.entry_id == entry_id, SearchSpelling.word.in_(part)
            )
        )
        still = select(SearchSpelling.word).where(SearchSpelling.word.in_(part))
        session().execute(
            delete(SearchTrigram).where(
                SearchTrigram.word.in_(part), SearchTrigram.word.not_in(still)
            )
        )


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]

"""Putting things into the index and taking them out, in the caller's transaction."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, literal, literal_column, select, update

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
    entry_id = _written(kind, subject_id, values | _weighed(values))
    spelt = [] if audience else w.words(" ".join([title, *keywords, body]))
    _learn(entry_id, list(dict.fromkeys(filter(w.is_spelt, spelt)))[:MOST_SPELLINGS])


def reword(entry_id: int) -> None:
    """Make the index of an entry anew from the title and body it has now, such as after somebody's
    name was taken out of them."""
    chosen = select(
        SearchEntry.title, SearchEntry.body, SearchEntry.keyword_stems, SearchEntry.audience
    ).where(SearchEntry.id == entry_id)
    title, body, keyword_stems, audience = session().execute(chosen).one()
    values: dict[str, Any] = {
        "title_stems": " ".join(w.stems(title))[:600],
        "keyword_stems": keyword_stems,
        "body_stems": " ".join(w.stems(body)),
    }
    values |= _weighed(values)
    session().execute(update(SearchEntry).where(SearchEntry.id == entry_id).values(**values))
    keywords = set(keyword_stems.split())
    had = select(SearchSpelling.word, SearchSpelling.stem)
    rows = session().execute(had.where(SearchSpelling.entry_id == entry_id))
    kept = [word for word, stem in rows if stem in keywords]
    spelt = [] if audience else [*filter(w.is_spelt, w.words(f"{title} {body}")), *kept]
    _learn(entry_id, list(dict.fromkeys(spelt))[:MOST_SPELLINGS])


def drop(kind: str, subject_id: int) -> None:
    """Let something be found no longer; what is not there is as good."""
    session().flush()
    there = select(SearchEntry.id, SearchSpelling.word).outerjoin(
        SearchSpelling, SearchSpelling.entry_id == SearchEntry.id
    )
    rows = (
        session()
        .execute(there.where(SearchEntry.kind == kind, SearchEntry.subject_id == subject_id))
        .all()
    )
    if not rows:
        return
    entry_id = rows[0].id
    _forget(entry_id, [row.word for row in rows if row.word is not None])
    session().execute(delete(SearchEntry).where(SearchEntry.id == entry_id))


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


def _weighed(values: dict[str, Any]) -> dict[str, ColumnElement[str]]:
    """PostgreSQL's own form of the three texts; SQLite's is kept by triggers."""
    if session().get_bind().dialect.name != "postgresql":
        return {}
    plain: ColumnElement[str] = literal_column("'simple'::regconfig")
    parts = [
        func.setweight(func.to_tsvector(plain, values[name]), literal_column(f"'{weight}'"))
        for name, weight in (("title_stems", "A"), ("keyword_stems", "B"), ("body_stems", "D"))
    ]
    return {"vector": parts[0].op("||")(parts[1]).op("||")(parts[2])}


def _learn(entry_id: int, spelt: list[str]) -> None:
    """Know these spellings, and no longer those that only this entry had."""
    had, known = _spellings(entry_id, spelt)
    if gone := had - set(spelt):
        _forget(entry_id, gone)
    new = sorted(set(spelt) - had)
    if not new:
        return
    spellings = insert_for(session())(SearchSpelling).on_conflict_do_nothing()
    rows = [{"entry_id": entry_id, "word": word, "stem": w.stem(word)} for word in new]
    session().execute(spellings, rows)
    grams = [
        {"gram": gram, "word": word}
        for word in new
        if word not in known
        for gram in sorted(w.trigrams(word))
    ]
    if grams:
        session().execute(insert_for(session())(SearchTrigram).on_conflict_do_nothing(), grams)


def _spellings(entry_id: int, spelt: Sequence[str]) -> tuple[set[str], set[str]]:
    """The spellings an entry has, and those of these whose trigrams are known; one statement."""
    had = select(literal(True), SearchSpelling.word).where(SearchSpelling.entry_id == entry_id)
    known = (
        select(literal(False), SearchTrigram.word).where(SearchTrigram.word.in_(spelt)).distinct()
    )
    rows = session().execute(had.union_all(known)).all()
    return {word for is_had, word in rows if is_had}, {word for is_had, word in rows if not is_had}


def _forget(entry_id: int, gone: Collection[str]) -> None:
    """Take spellings from an entry, and from what is known if no other has them."""
    for part in _parts(sorted(gone)):
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

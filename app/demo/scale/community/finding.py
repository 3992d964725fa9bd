"""Rows of the search index for what the seeding writes, as core.search would have made them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, func, literal_column, update

from app.core.db import session
from app.core.inserting import insert_for
from app.core.search import words as w
from app.core.search.models import SearchEntry, SearchSpelling, SearchTrigram
from app.demo.scale.filling import Numbers, Row, Rows

AT_ONCE = 20_000
PARTS = (("title_stems", "A"), ("keyword_stems", "B"), ("body_stems", "D"))


@dataclass
class Finding:
    """Makes entries, and remembers the words that became known by them."""

    numbers: Numbers
    known: set[str] = field(default_factory=set)
    waiting: list[str] = field(default_factory=list)

    def entry(
        self,
        what: tuple[str, int],
        said: tuple[str, str],
        path: str,
        at: datetime,
        *,
        keywords: Collection[str] = (),
        labels: Collection[str] = (),
        audience: str = "",
    ) -> Rows:
        """The rows of one thing: `what` is its kind and number, `said` its title and body."""
        number, (title, body) = self.numbers.take(SearchEntry), said
        spelt = [] if audience else self._spelt(" ".join([title, *keywords, body]))
        row: Row = {
            "id": number,
            "kind": what[0],
            "subject_id": what[1],
            "title": title,
            "body": body,
            "path": path,
            "audience": audience,
            "labels": "|" + "".join(f"{label}|" for label in sorted(labels)),
            "at": at,
            "title_stems": _stems(title),
            "keyword_stems": _stems(" . ".join(keywords)),
            "body_stems": _stems(body),
        }
        spellings = [{"entry_id": number, "word": word, "stem": w.stem(word)} for word in spelt]
        return {SearchEntry: [row], SearchSpelling: spellings}

    def _spelt(self, text: str) -> tuple[str, ...]:
        found = _spellings(text)
        new = [word for word in found if word not in self.known]
        self.known.update(new)
        self.waiting += new
        return found

    def finish(self) -> None:
        """Write the trigrams of new words, and what PostgreSQL alone keeps."""
        grams = [
            {"gram": gram, "word": word}
            for word in sorted(self.waiting)
            for gram in sorted(w.trigrams(word))
        ]
        new = insert_for(session())(SearchTrigram).on_conflict_do_nothing()
        for part in _parts(grams):
            session().execute(new, part)
        if session().get_bind().dialect.name == "postgresql":
            _weigh()


def _weigh() -> None:
    plain: ColumnElement[str] = literal_column("'simple'::regconfig")
    weighed = [
        func.setweight(func.to_tsvector(plain, getattr(SearchEntry, name)), literal_column(weight))
        for name, weight in ((name, f"'{weight}'") for name, weight in PARTS)
    ]
    vector = weighed[0].op("||")(weighed[1]).op("||")(weighed[2])
    session().execute(update(SearchEntry).where(SearchEntry.vector.is_(None)).values(vector=vector))


def _parts(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


@lru_cache(maxsize=50_000)
def _stems(text: str) -> str:
    return " ".join(w.stems(text))


@lru_cache(maxsize=50_000)
def _spellings(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(w.is_spelt, w.words(text))))

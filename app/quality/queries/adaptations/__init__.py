"""Reads about adaptations: the register of a site, one, all sites, the library, other rooms."""

from app.quality.queries.adaptations.everywhere import (
    AcrossCounts,
    AcrossWanted,
    across,
    across_counts,
    every_across,
)
from app.quality.queries.adaptations.guidance import AnswerRow, Prompt, prompt, prompts
from app.quality.queries.adaptations.library import (
    LibraryRow,
    LibraryWanted,
    Shelf,
    library,
    library_entry,
    published,
)
from app.quality.queries.adaptations.listing import (
    SORTS,
    SiteCounts,
    Wanted,
    counts,
    every_adaptation,
    listed,
)
from app.quality.queries.adaptations.one import (
    VersionRow,
    ViewRow,
    entries,
    find,
    pieces_of,
    versions,
    views,
)
from app.quality.queries.adaptations.reading import Fact, known
from app.quality.queries.adaptations.rows import AdaptationRow
from app.quality.queries.adaptations.waiting import due

__all__ = [
    "SORTS",
    "AcrossCounts",
    "AcrossWanted",
    "AdaptationRow",
    "AnswerRow",
    "Fact",
    "LibraryRow",
    "LibraryWanted",
    "Prompt",
    "Shelf",
    "SiteCounts",
    "VersionRow",
    "ViewRow",
    "Wanted",
    "across",
    "across_counts",
    "counts",
    "due",
    "entries",
    "every_across",
    "every_adaptation",
    "find",
    "known",
    "library",
    "library_entry",
    "listed",
    "pieces_of",
    "prompt",
    "prompts",
    "published",
    "versions",
    "views",
]

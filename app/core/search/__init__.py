"""Full-text search over whatever the rooms put in, the same on SQLite and PostgreSQL.

A room says `put` when something may be found and `drop` when it may not any longer, in the
transaction that changes it; `find` answers. Words are brought to their stems here, so that both
databases (FTS5, tsvector) are asked for the same. What stands in an entry with an audience is found
only by who names that audience, and teaches nobody a spelling.
"""

from app.core.search.finding import Found, Hit, find, subject_ids
from app.core.search.indexing import drop, put, reword

__all__ = ["Found", "Hit", "drop", "find", "put", "reword", "subject_ids"]

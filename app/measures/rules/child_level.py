"""A file that holds a row for each child is refused before anything of it is read further.

It is known by its headings (those of the children looked-after return and of case systems among
them), by what stands in its cells, or by rows that repeat. What was seen is never repeated: the
answer says what to do instead.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from app.measures.rules.figures import COLUMNS

OWN = (
    *("authority_code", "period_type", "period_start", "period_end"),
    *("group", "breakdown", "breakdown_value"),
    *(one.key for one in COLUMNS),
    *("source", "notes"),
)
_WORDS = re.compile(
    r"(^|[^a-z])(child|name|forename|surname|first|last|initials?|dob|birth|born|upn|uln|nhs|"
    r"chi|nino|id|identifier|ref|reference|case|sex|gender|ethnic\w*|mother|father|parent|carer|"
    r"address|postcode|school|phone|email|decom|dec|rne|urn|ls|cin|placement|age)([^a-z]|$)"
)
_OF_AUTHORITIES = re.compile(r"authority|council|region")
_DATE = re.compile(r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}$|^\d{4}-\d{2}-\d{2}$")
_NUMBER_OF_A_PERSON = re.compile(r"^[A-Za-z]\d{11}[A-Za-z0-9]$|^\d{10}$|^[A-Za-z]{2}\d{6}[A-Za-z]$")
_PERIOD = frozenset(("period_start", "period_end", "breakdown_value"))
_TEXTS = frozenset(("authority_code", *_PERIOD, "source", "notes", "group", "breakdown_value"))
MOST_ROWS = 60
WHAT_TO_DO = (
    "Nothing was kept. The portal takes counts only, never a row for each child, a name, a date "
    "of birth or a number of a person. Count in your own system first (a pivot table does it), put "
    "the numbers into the template, and upload that"
)
Cells = Mapping[str, str]


def why_refused(
    headings: Sequence[str], rows: Sequence[Cells], identifies: Callable[[str], bool]
) -> str | None:
    """Why a file looks like child-level data, with what to do; None where it does not.

    `identifies` says of a text whether it holds details of a person.
    """
    said = _of_headings(headings) or _of_cells(rows, identifies) or _of_rows(rows)
    return f"{said}. {WHAT_TO_DO}" if said else None


def _of_headings(headings: Sequence[str]) -> str:
    foreign = [one for one in headings if one and one not in OWN]
    plain = [one.lower().replace("_", " ") for one in foreign]
    if any(_WORDS.search(one) and not _OF_AUTHORITIES.search(one) for one in plain):
        return "The file has columns that describe single children, not counts"
    return ""


def _of_cells(rows: Sequence[Cells], identifies: Callable[[str], bool]) -> str:
    for row in rows:
        for heading, value in row.items():
            if not value or heading in _PERIOD:  # 5-9 may have become a day in a spreadsheet
                continue
            if _DATE.match(value) or _NUMBER_OF_A_PERSON.match(value.replace(" ", "")):
                return "A cell holds a date or a number that belongs to one person"
            if heading not in _TEXTS and _is_a_name(value):
                return "Where a number belongs, a cell holds words such as a name"
            if (heading in ("source", "notes") or heading not in OWN) and identifies(value):
                return "A text seems to hold details of a person"
    return ""


def _is_a_name(value: str) -> bool:
    """Two words with capitals, such as no code or number of the return has."""
    return bool(re.match(r"^[A-ZÀ-Þ][\w'’-]+,? +[A-ZÀ-Þ][\w'’-]+", value))


def _of_rows(rows: Sequence[Cells]) -> str:
    keys = Counter(
        (row.get("group", ""), row.get("breakdown", ""), row.get("breakdown_value", ""))
        for row in rows
    )
    if len(rows) > MOST_ROWS or (keys and max(keys.values()) > 3):
        return "The file has many rows for the same group, as if each were a child"
    return ""

"""Quarterly returns: drafts page by page, handing in by form or file, sign-off, sending back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, select

from app.core import audit, clock, versions
from app.core.db import session
from app.core.refusals import ChangedMeanwhile, Faults, at_most, refuse
from app.measures.models import QuarterReturn, ReturnDraft
from app.measures.queries import returns as reads
from app.measures.queries.use import span_of
from app.measures.rules.checking import (
    LONGEST_COMMENT,
    Earlier,
    check_figures,
    uncommented,
    unusual,
)
from app.measures.rules.figures import PAGE, PAGES, Figures, merged, of_page
from app.measures.rules.quarters import open_quarters
from app.measures.service import telling
from app.measures.service.holding import hold, only_if
from app.sites.rules.months import quarter_in_words

BY_FORM, BY_FILE = "form", "file"
LONGEST_SOURCE, LONGEST_NOTE = 200, 2_000
NOT_OPEN = "This quarter is not over yet, or long past"


class Overtaken(Exception):
    """The page of a draft was saved elsewhere first: what it holds now, and its version."""

    def __init__(self, theirs: reads.DraftPage) -> None:
        super().__init__("Saved elsewhere first.")
        self.theirs = theirs


@dataclass(frozen=True)
class Statement:
    """What is said with the figures: comments by the key of what is unusual, where the numbers come
    from, a note, and why an earlier return is replaced."""

    comments: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    note: str = ""
    reason: str = ""


def whole_draft(site_id: int, quarter: date) -> dict[str, dict[str, int]]:
    """The figures as they would be handed in: pages of the draft, and for the others what was
    handed in last."""
    newest = next(iter(reads.versions_of(site_id, quarter)), None)
    pages = reads.draft_of(site_id, quarter)
    kept: Figures = newest.figures if newest else {}
    return merged(
        *(pages[page.key].content if page.key in pages else of_page(kept, page) for page in PAGES)
    )


def save_page(site_id: int, quarter: date, key: str, figures: Figures, seen: int) -> int:
    """Keep a page of the draft over the version seen (0: none); returns the new version.

    Raises `Overtaken`, `Refused`, KeyError for a page there is not.
    """
    _check_open(span_of(site_id).contract_on, quarter)
    content = merged(of_page(figures, PAGE[key]))
    place = {"site_id": site_id, "quarter": quarter, "page": key}
    number = versions.put(ReturnDraft, place, {"content": content}, seen)
    if number is None:
        raise Overtaken(reads.draft_of(site_id, quarter)[key])
    return number


def drop_draft(site_id: int, quarter: date) -> None:
    """Take the draft away; what was handed in stays."""
    gone = delete(ReturnDraft).where(ReturnDraft.site_id == site_id, ReturnDraft.quarter == quarter)
    session().execute(gone)


def submit(
    site_id: int,
    quarter: date,
    figures: Figures,
    said: Statement,
    seen: int,
    came_by: str = BY_FORM,
) -> int:
    """Hand a return in, over the version seen (0: none); returns the number of its row.

    Raises `Refused` for what cannot be and for what is unusual and has no comment;
    `ChangedMeanwhile` where another was handed in meanwhile.
    """
    site = hold(site_id)
    _check_open(site.contract_on, quarter)
    before = next(iter(reads.versions_of(site_id, quarter)), None)
    if (before.number if before else 0) != seen:
        raise ChangedMeanwhile(mine="This return", theirs="Another return, handed in meanwhile")
    earlier = reads.earlier_than(site_id, quarter)
    refuse(("source", one.message) for one in check_figures(figures, earlier))
    refuse(check_statement(figures, earlier, said, replaces=before is not None and before.stands))
    number = seen + 1
    audit.because(
        "return handed in",
        summary=f"Quarterly return of {quarter_in_words(quarter)} handed in (version {number}).",
        site_id=site_id,
    )
    if before is not None and before.stands:
        session().get_one(QuarterReturn, before.id).superseded_at = clock.now()
    row = _row(site_id, quarter, number, figures, said)
    row.came_by = came_by
    session().add(row)
    session().flush()
    drop_draft(site_id, quarter)
    telling.tell_handed_in(site, quarter, row.id)
    return row.id


def _row(
    site_id: int, quarter: date, number: int, figures: Figures, said: Statement
) -> QuarterReturn:
    return QuarterReturn(
        site_id=site_id,
        quarter=quarter,
        number=number,
        figures={key: dict(numbers) for key, numbers in figures.items() if numbers},
        comments={key: text.strip() for key, text in said.comments.items() if text.strip()},
        source=said.source.strip(),
        note=said.note.strip(),
        reason=said.reason.strip(),
        entered_at=clock.now(),
        entered_by_id=audit.who_acts().actor_id,
    )


def check_statement(
    figures: Figures, earlier: Earlier, said: Statement, *, replaces: bool
) -> Faults:
    """What is missing of the words; the field of a comment is the key of what it is about."""
    asks = unusual(figures, earlier)
    faults = [(one.key, "Say why, in a few words") for one in uncommented(asks, said.comments)]
    for key, text in said.comments.items():
        faults += at_most(key, text, LONGEST_COMMENT, "A comment")
    if replaces and not said.reason.strip():
        faults.append(("reason", "Say why the return changes"))
    return [
        *faults,
        *at_most("source", said.source, LONGEST_SOURCE, "Where the numbers come from"),
        *at_most("note", said.note, LONGEST_NOTE, "The note"),
        *at_most("reason", said.reason, LONGEST_NOTE, "The reason"),
    ]


def sign(site_id: int, return_id: int) -> None:
    """The strategic lead stands for the figures. Raises `Refused`, LookupError."""
    row = _standing(site_id, return_id)
    only_if(row.signed_at is None, "source", "This return is signed off already")
    audit.because(
        "return signed off",
        summary=f"Quarterly return of {quarter_in_words(row.quarter)} signed off.",
        site_id=site_id,
    )
    row.signed_at, row.signed_by_id = clock.now(), audit.who_acts().actor_id
    session().flush()


def send_back(site_id: int, return_id: int, why: str) -> None:
    """The strategic lead does not stand for the figures: they no longer count, and can be put right
    and handed in again. Raises `Refused`, LookupError."""
    row = _standing(site_id, return_id)
    only_if(
        row.signed_at is None,
        "why",
        "This return is signed off: correct it by handing in another with the reason",
    )
    refuse([] if why.strip() else [("why", "Say what has to be put right")])
    refuse(at_most("why", why, LONGEST_NOTE, "What you write"))
    audit.because(
        "return sent back",
        summary=f"Quarterly return of {quarter_in_words(row.quarter)} sent back.",
        site_id=site_id,
    )
    row.sent_back_at = row.superseded_at = clock.now()
    row.sent_back_by_id, row.sent_back_why = audit.who_acts().actor_id, why.strip()
    session().flush()
    telling.tell_sent_back(site_id, row.quarter, row.id, row.entered_by_id)


def _standing(site_id: int, return_id: int) -> QuarterReturn:
    """A return of this site that counts. Raises `Refused`, LookupError."""
    hold(site_id)
    chosen = select(QuarterReturn).where(
        QuarterReturn.site_id == site_id, QuarterReturn.id == return_id
    )
    row = session().scalars(chosen.execution_options(populate_existing=True)).first()
    if row is None:
        raise LookupError(f"There is no return with the number {return_id} at this site.")
    only_if(row.superseded_at is None, "why", "Another return of this quarter was handed in")
    return row


def _check_open(contract_on: date, quarter: date) -> None:
    only_if(quarter in open_quarters(contract_on, clock.today()), "source", NOT_OPEN)

"""Keeping results from before a site came to the portal."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from app.assessments.models import ImportedResult
from app.core import audit, clock
from app.core.db import session
from app.core.words import day, month


def keep_imported(
    site_id: int,
    code: str,
    title: str,
    held_on: date,
    sections: Mapping[str, Decimal],
    *,
    is_month_only: bool,
) -> None:
    """Keep the section scores of a self assessment held elsewhere, marked as imported.

    `code` and `title` are those of the instrument, `sections` section -> score in its order, such
    as "A Need". Violates a constraint where the site has a
    result of this instrument from this day already.
    """
    on = f"in {month(held_on)}" if is_month_only else f"on {day(held_on)}"
    audit.because(
        "result imported",
        summary=f"{title} held {on}: {len(sections)} section scores imported.",
        site_id=site_id,
    )
    session().add(
        ImportedResult(
            site_id=site_id,
            instrument_code=code,
            instrument_title=title,
            held_on=held_on,
            is_month_only=is_month_only,
            sections={section: f"{score.normalize():f}" for section, score in sections.items()},
            entered_by_id=audit.who_acts().actor_id,
            entered_at=clock.now(),
        )
    )
    session().flush()

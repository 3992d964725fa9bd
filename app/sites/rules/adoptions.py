"""Adding an adoption: its name, its part of the address, and who leads it."""

import unicodedata
from collections.abc import Collection
from datetime import date

RESERVED = frozenset({"new", "bring-in", "progress"})  # pages below /sites
LONGEST_NAME = 120
EARLIEST = date(2012, 1, 1)  # before the framework was first tried
YEARS_AHEAD = 5


def slug_of(name: str, taken: Collection[str]) -> str:
    """The part of the address that names a site: letters, digits and hyphens, at most 80, unique.

    Accents are dropped ("Ynys Môn" is ynys-mon); a name in other letters only becomes "site".
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = "".join(c if c.isalnum() else "-" for c in plain.replace("'", ""))
    base = "-".join(part for part in plain.split("-") if part)[:72].strip("-") or "site"
    base = f"{base}-site" if base in RESERVED else base
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def why_not_name(name: str) -> tuple[str, str] | None:
    """Why a site cannot have this name, as (field, what to do); None when it can."""
    if not name:
        return "name", "Enter a name, such as the authority’s"
    if len(name) > LONGEST_NAME or not name.isprintable():
        return "name", f"Enter a name of at most {LONGEST_NAME} characters, on one line"
    return None


def why_not_days(contract_on: date, training_on: date, today: date) -> tuple[str, str] | None:
    """Why these days cannot be a contract's and its training's, as (field, what to do)."""
    if contract_on < EARLIEST:
        return "contract_on", f"The contract date must be in {EARLIEST.year} or later"
    if contract_on.year > today.year + YEARS_AHEAD:
        return "contract_on", f"The contract date must be within the next {YEARS_AHEAD} years"
    if training_on < contract_on:
        return "training_on", "The training date must be on or after the contract date"
    if training_on.year > contract_on.year + YEARS_AHEAD:
        return (
            "training_on",
            f"The training date must be within {YEARS_AHEAD} years of the contract date",
        )
    return None

"""What a database holds already, and whether the demo may be written into it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.accounts.models import Person
from app.core.db import session
from app.sites.models import Site
from config import Settings


class Refused(Exception):
    """The demo cannot be written here; the message says why and what to do."""


@dataclass(frozen=True)
class Standing:
    """How many people and sites are real, and how many belong to the demo."""

    real_people: int
    real_sites: int
    demo_people: int

    @property
    def is_real(self) -> bool:
        """Whether anything here is not of the demo."""
        return bool(self.real_people or self.real_sites)

    @property
    def has_demo(self) -> bool:
        """Whether the demo is here."""
        return bool(self.demo_people)


def standing() -> Standing:
    """Look at the database in use."""

    def count(what: type[Person] | type[Site], is_demo: bool) -> int:
        asked = select(func.count()).select_from(what).where(what.is_demo.is_(is_demo))
        return session().scalar(asked) or 0

    return Standing(count(Person, False), count(Site, False), count(Person, True))


def check_not_production(settings: Settings) -> None:
    """Raise Refused where real people work with the portal."""
    if settings.is_production:
        raise Refused(
            "This portal runs in production (PORTAL_ENV=production): the demo is never written "
            "here. Use another machine or another database with PORTAL_ENV=development."
        )


def check_empty(found: Standing) -> None:
    """Raise Refused when the database holds real data or a demo."""
    if found.is_real:
        raise Refused(
            f"This database holds real data ({found.real_people} people and {found.real_sites} "
            "sites that are not of the demo), so the demo is not written into it. Name an empty "
            "database with DATABASE_URL, or another folder with DATA_DIR."
        )
    if found.has_demo:
        raise Refused(
            "The demo is in this database already. `flask seed demo --if-empty` prints its "
            "sign-ins; for a fresh demo name an empty database with DATABASE_URL or DATA_DIR."
        )

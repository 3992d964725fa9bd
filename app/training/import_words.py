"""How the workbook reads in which a register is brought along."""

from collections.abc import Sequence

from app.core.sheets import Heading, Sheet, write_template
from app.training.rules.register import StaffRole

_DAY = "A day such as 2027-03-27 or 27/3/2027, or empty"


def template(teams: Sequence[str]) -> bytes:
    """An empty workbook, with the site's teams named on the sheet that explains."""
    there = "; ".join(teams) or "no team is there yet, the strategic lead adds them first"
    headings = (
        Heading("name", "Name of the person; only your authority can read it", "Siân Example"),
        Heading("team", f"A team as the portal names it: {there}", teams[0] if teams else ""),
        Heading("role", "Chosen from the list", "practitioner", choices=tuple(StaffRole)),
        Heading("started", f"First day in the team. {_DAY}", "2026-09-01", "day"),
        Heading("left", f"Last day in the team. {_DAY} while they stay", "", "day"),
        Heading("trained", f"Day of the framework training. {_DAY}", "2027-03-27", "day"),
    )
    return write_template(
        [Sheet("Register", headings)],
        (
            "Fill in the sheet Register, one line a person, and upload this file.",
            "People are found by name and team. Whoever is not in the file stays as they are.",
            "Nobody is ever deleted: enter the last day of whoever has left.",
        ),
    )

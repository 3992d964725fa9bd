"""How the workbook reads in which sites under way are brought along."""

from app.arrivals.rules import DAY, SINCE, World
from app.core.sheets import Heading, Sheet, write_template
from app.journey.rules import Stage
from app.sites.rules.posts import Post

_DAY = "A day such as 2027-03-27, or a month such as 2027-03 where only that is known"
_MEANINGS = {
    "site": ("Name of the site", "Exampleshire"),
    "authorities": ("Authorities of the register by name or GSS code; several with ; between", ""),
    "nspcc lead": ("E-mail address of the NSPCC lead’s account", "lead@nspcc.example"),
    "nspcc deputy": ("E-mail address of the NSPCC deputy’s account, or empty", ""),
}


def template(world: World) -> bytes:
    """An empty workbook with every column the portal reads."""
    headings = tuple(_heading(name, world) for name in world.columns)
    return write_template(
        [Sheet("Sites", headings)],
        (
            "Fill in the sheet Sites, one line for each site under way, and upload this file.",
            "Under a milestone enter when it was done; leave it empty while it is open.",
            "Of a past PreISA or ISA only the section scores come along, marked as imported.",
            "You see everything before it is brought in. If one line is wrong, nothing is.",
        ),
    )


def _heading(name: str, world: World) -> Heading:
    if name in _MEANINGS:
        return Heading(name, *_MEANINGS[name])
    if name == "stage":
        return Heading(name, "Chosen from the list", choices=tuple(s.label for s in Stage))
    if any(name in one.sections for one in world.assessments):
        return Heading(name, "Score of the section as it was agreed, or empty", kind="number")
    if name in {post.label.lower() for post in Post}:
        return Heading(name, "Name of who holds the post, or empty")
    if name.endswith(SINCE):
        return Heading(name, f"{_DAY}; empty: since the contract")
    if name.endswith(DAY):
        return Heading(name, f"When it was held. {_DAY}")
    return Heading(name, f"{'When it was done. ' if name in world.milestones else ''}{_DAY}")

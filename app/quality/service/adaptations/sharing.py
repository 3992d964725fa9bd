"""The library: an authority agrees, the NSPCC edits and publishes; and what guidance learns."""

from app.core import audit, clock
from app.core.db import session
from app.core.refusals import refuse
from app.quality.models.adaptations import GuidanceAnswer, LibraryView
from app.quality.queries.adaptations.guidance import found_at
from app.quality.queries.adaptations.library import names_of
from app.quality.rules.adaptations.entries import Edited, check_answer, check_edited
from app.quality.rules.adaptations.frame import Kind
from app.quality.rules.adaptations.states import FEWEST_SITES, Said
from app.quality.rules.components import Component
from app.quality.service.adaptations.holding import because, held, say
from app.quality.service.adaptations.shelving import entry_of, take_out
from app.sites.rules.sides import Speaker


def share(site_id: int, number: int, by: Speaker, *, agrees: bool) -> None:
    """The authority agrees that an anonymous version may stand in the library, or no longer does:
    then it is gone from there at once. Raises LookupError."""
    found = held(site_id, number)
    if found.row.shared == agrees:
        return
    what = "may be shared" if agrees else "may no longer be shared"
    because(found, "shared" if agrees else "unshared", what)
    found.row.shared = agrees
    session().flush()
    say(found, Said.SHARED if agrees else Said.UNSHARED, "", by)
    if not agrees:
        take_out(found)


def publish(site_id: int, number: int, new: Edited, seen: int, by: Speaker) -> int:
    """Put the view into the library, or an edited text in the place of what stands there. Returns
    its number there. Raises `Refused`, `ChangedMeanwhile`, LookupError."""
    found = held(site_id, number, seen, f"{new.title}\n{new.change}\n{new.reason}")
    row = found.row
    if not row.shared:
        refuse([("title", "The authority has not agreed that it may be shared")])
    if not row.view or row.viewed_on is None:
        refuse([("title", "Give a view first")])
    refuse(check_edited(new, names_of(site_id)))
    because(found, "published", "its view is in the library")
    entry = entry_of(found) or LibraryView(adaptation_id=row.id)
    for name, text in vars(new).items():
        setattr(entry, name, text.strip())
    entry.kind, entry.stages, entry.components = row.kind, row.stages, row.components
    entry.outside, entry.view = row.outside, row.view
    entry.viewed_on = row.viewed_on or clock.today()
    entry.published_at, entry.published_by_id, entry.withdrawn_at = clock.now(), by.person_id, None
    session().add(entry)
    session().flush()
    say(found, Said.PUBLISHED, "", by)
    return entry.id


def withdraw(site_id: int, number: int, by: Speaker) -> None:
    """Take it out of the library. Raises LookupError."""
    found = held(site_id, number)
    because(found, "withdrawn", "its view is out of the library")
    if take_out(found):
        say(found, Said.WITHDRAWN, "", by)


def answer_guidance(kind: str, component: str, changed: str, reason: str, by: Speaker) -> None:
    """Say whether the guidance changes because the same is found at several sites. Raises
    `Refused`, LookupError where it is not."""
    if kind not in set(Kind) or component not in set(Component):
        raise LookupError(f"There is no change {kind} of {component}.")
    number = found_at(kind, component)
    if number < FEWEST_SITES:
        raise LookupError("It is found at too few sites.")
    refuse(check_answer(changed, reason))
    what = f"{Kind(kind).label}: {Component(component).label}".rstrip(".")
    verdict = "changes" if changed == "yes" else "stays"
    audit.because("guidance answered", summary=f"{what}: the guidance {verdict}.", nspcc_only=True)
    session().add(
        GuidanceAnswer(
            kind=kind,
            component=component,
            sites=number,
            changed=changed == "yes",
            reason=reason.strip(),
            answered_at=clock.now(),
            answered_by_id=by.person_id,
        )
    )
    session().flush()

"""Somebody leaves a site: announced, decided step by step, carried out at once or not at all."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import Person
from app.accounts.rules import plain_email
from app.core import audit, clock, outbox
from app.core.db import session
from app.core.mail import BadAddress, checked_address
from app.core.words import count, day
from app.notices import service as notices
from app.notices.rules import Kind
from app.sites import queries
from app.sites.models import Invitation, Leaving, LeavingChoice, Membership, Site
from app.sites.queries.leavings import Chosen, LeavingRow
from app.sites.rules import Refused, SiteRole
from app.sites.rules.leavings import Access, LeavingState, why_not_access, why_not_leaving
from app.sites.rules.posts import Post
from app.sites.service.invitations import invite
from app.sites.service.people import begin_membership, end_membership
from app.sites.service.posts import ChangedMeanwhile, FillPost, end_posts_of, fill_post

AFTER = timedelta(days=1)
POST = "post:"


def announce(site_id: int, person_id: int, last_day: date, note: str, by: int) -> int:
    """Say that somebody of a site leaves, and tell the NSPCC; returns the number of the leaving.

    Nothing changes yet. Raises Refused.
    """
    site = session().get_one(Site, site_id, with_for_update=True)  # two at once: one leaving
    problem = why_not_leaving(last_day, clock.today())
    if problem:
        raise Refused(*problem)
    if person_id not in {one.person_id for one in queries.people_of(site_id)}:
        raise Refused("person", "Choose somebody who belongs to the site now")
    if any(one.person_id == person_id for one in queries.announced([site_id]).get(site_id, ())):
        raise Refused("person", "It is known already that this person leaves: go on below")
    audit.because(
        "leaving announced",
        summary=f"Somebody is to leave on {day(last_day)}.",
        site_id=site_id,
        about_id=person_id,
    )
    row = Leaving(site_id=site_id, person_id=person_id, last_day=last_day, note=note.strip())
    row.state, row.access, row.record = LeavingState.ANNOUNCED.value, "", ""
    row.announced_by_id, row.announced_at = by, clock.now()
    session().add(row)
    session().flush()
    _tell_nspcc(site, row, by)
    return row.id


def choose(found: LeavingRow, chosen: Mapping[str, Chosen], prefixes: Collection[str]) -> None:
    """Keep who takes over which part, in place of what was chosen for parts that begin so.

    Raises Refused for what is no address, ChangedMeanwhile, and LookupError once it is over.
    """
    row = _locked(found)
    _check_people(row.site_id, chosen)
    for part, one in chosen.items():
        _check_address(part, one)
    audit.because(
        "hand-over prepared",
        summary="Who takes over what was decided.",
        site_id=row.site_id,
        about_id=row.person_id,
    )
    kept = select(LeavingChoice).where(LeavingChoice.leaving_id == row.id)
    known = {one.part: one for one in session().scalars(kept)}
    for part, old in known.items():
        if part.startswith(tuple(prefixes)) and part not in chosen:
            session().delete(old)
    for part, one in chosen.items():
        line = known.get(part) or LeavingChoice(leaving_id=row.id, part=part)
        line.person_id, line.name = one.person_id, one.name.strip()
        line.email = plain_email(one.email) if one.email else ""
        session().add(line)
    _touch(row)


def choose_access(found: LeavingRow, access: Access | None, until: date | None) -> None:
    """Keep what becomes of the access of whoever leaves. Raises as `choose` does."""
    row = _locked(found)
    problem = why_not_access(access, until, row.last_day, clock.today())
    if problem or access is None:
        raise Refused(*(problem or ("access", "Choose what becomes of their access")))
    audit.because(
        "hand-over prepared",
        summary="What becomes of the access was decided.",
        site_id=row.site_id,
        about_id=row.person_id,
    )
    row.access = access.value
    row.access_until = until if access is Access.UNTIL else None
    _touch(row)


def withdraw_leaving(found: LeavingRow) -> None:
    """Say that somebody stays after all. Raises ChangedMeanwhile, LookupError."""
    row = _locked(found)
    audit.because(
        "leaving withdrawn",
        summary="Somebody who was to leave stays.",
        site_id=row.site_id,
        about_id=row.person_id,
    )
    row.state = LeavingState.WITHDRAWN.value
    session().flush()


def carry_out(found: LeavingRow, chosen: Mapping[str, Chosen], by: int) -> None:
    """Give the posts to those who follow, invite whoever is new, and see to the access.

    What other rooms hold (actions, seats, rounds) is the caller's, in the same transaction.
    Raises Refused, ChangedMeanwhile, LookupError.
    """
    row = _locked(found)
    if not row.access:
        raise Refused("access", "Choose what becomes of their access first")
    problem = why_not_access(Access(row.access), row.access_until, row.last_day, clock.today())
    if problem:
        raise Refused(*problem)
    _check_people(row.site_id, chosen)
    audit.because(
        "hand-over carried out",
        summary="What somebody held was handed over.",
        site_id=row.site_id,
        about_id=row.person_id,
    )
    row.state, row.done_at = LeavingState.DONE.value, clock.now()
    end_posts_of(row.site_id, row.person_id, row.last_day, row.note or "Left the authority.")
    for part, one in chosen.items():
        if part.startswith(POST) and not one.is_nobody:
            _follow(row, post_of(part), one, by)
    _see_to_access(row)
    session().flush()


def keep_record(leaving_id: int, record: str) -> None:
    """Keep the handover page as it is today, within the event of the hand-over."""
    row = session().get_one(Leaving, leaving_id, with_for_update=True)
    audit.because(
        "handover page kept",
        summary="The handover page was kept as it was on that day.",
        site_id=row.site_id,
        about_id=row.person_id,
    )
    row.record = record
    session().flush()


def post_of(part: str) -> Post:
    """The post a part such as "post:deputy" stands for."""
    return Post(part.removeprefix(POST))


def pass_on_invitations(site_id: int, from_id: int, to_id: int, *, only: Collection[int]) -> int:
    """These invitations that somebody sent and that wait for an answer are another person's; how
    many."""
    rows = (
        session()
        .scalars(
            select(Invitation)
            .where(
                Invitation.id.in_(only),
                Invitation.site_id == site_id,
                Invitation.invited_by_id == from_id,
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
            )
            .with_for_update()
        )
        .all()
    )
    if rows:
        audit.because(
            "invitations passed on",
            summary=f"{count(len(rows), 'invitation')} passed on to somebody else.",
            site_id=site_id,
            about_id=to_id,
        )
    for row in rows:
        row.invited_by_id = to_id
    session().flush()
    return len(rows)


def end_access_due(today: date) -> int:
    """End the access of those who handed over and whose last day of access is past; how many.

    Repeating it, or running it in two workers at once, ends nothing twice.
    """
    due = queries.access_to_end(today)
    for membership_id in due:
        end_membership(membership_id, "The access agreed at the hand-over is over.")
    return len(due)


def _follow(row: Leaving, post: Post, one: Chosen, by: int) -> None:
    """Somebody holds the post from the day after; who leads gets the role it needs."""
    if one.person_id is None:
        role = SiteRole.STRATEGIC if post.leads else SiteRole.CONTRIBUTOR
        if one.email and not queries.open_invitations(row.site_id, one.email):
            invite(row.site_id, one.name, one.email, role, by)
    elif post.leads:
        begin_membership(row.site_id, one.person_id, SiteRole.STRATEGIC)
    first = row.last_day + AFTER
    fill_post(row.site_id, FillPost(post, first, one.person_id, one.name, one.email))


def _see_to_access(row: Leaving) -> None:
    chosen = select(Membership.id).where(
        Membership.site_id == row.site_id,
        Membership.person_id == row.person_id,
        Membership.ended_at.is_(None),
    )
    held = session().scalars(chosen).all()
    if row.access == Access.STAYS and held:  # whose access was ended meanwhile gets none back
        begin_membership(row.site_id, row.person_id, SiteRole.CONTRIBUTOR)
    elif row.access == Access.NOW:
        for number in held:
            end_membership(number, row.note or "Left; what they held was handed over.")


def _check_people(site_id: int, chosen: Mapping[str, Chosen]) -> None:
    """Nothing goes to somebody who does not belong to the site, or left in the meantime."""
    here = {one.person_id for one in queries.people_of(site_id)}
    for part, one in chosen.items():
        if one.person_id is not None and one.person_id not in here:
            raise Refused(part, "Choose somebody who belongs to the site now")


def _check_address(part: str, one: Chosen) -> None:
    if one.person_id is not None or not (one.name or one.email):
        return
    if not one.name.strip():
        raise Refused(part, "Enter the name of whoever follows")
    if one.email:
        try:
            checked_address(one.email)
        except BadAddress as problem:
            raise Refused(part, str(problem)) from None


def _locked(found: LeavingRow) -> Leaving:
    row = session().get(Leaving, found.id, with_for_update=True)
    if row is None or row.state != LeavingState.ANNOUNCED:
        raise LookupError(f"No leaving with the number {found.id} is under way.")
    if row.version != found.version:
        raise ChangedMeanwhile
    return row


def _touch(row: Leaving) -> None:
    """Raise the version, so that who decides on what they saw before is told."""
    flag_modified(row, "note")
    session().flush()


def _tell_nspcc(site: Site, row: Leaving, by: int) -> None:
    """The NSPCC's people read of it, but for whoever entered it."""
    person = session().get_one(Person, row.person_id)
    for contact in queries.nspcc_contacts(site.id):
        if contact.person_id != by:
            notices.write(
                "sites_leaving",
                outbox.Recipient(contact.email, contact.person_id, contact.name),
                {
                    "site": {"name": site.name, "slug": site.slug},
                    "who": person.name,
                    "last_day": row.last_day,
                    "leaving_id": row.id,
                },
                kind=Kind.STANDING,
                path=f"/sites/{site.slug}/hand-over",
                key=f"leaving:{row.id}:{contact.person_id}",
                site_id=site.id,
            )

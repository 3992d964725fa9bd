"""Who leads which site for the NSPCC: calls ahead go along, and everybody concerned is told."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.accounts.queries import names
from app.checkins.queries import calls_between
from app.checkins.service import SiteName, hand_over_calls
from app.core import clock
from app.core.words import count, day, moment
from app.overview.service.telling import NOTHING_TO_DO, Line, staff_by_id, tell_person
from app.sites import queries as sites
from app.sites import service
from app.sites.queries import LedSite
from app.sites.service import ArrangeCover, Moved


def assign(site: LedSite, lead_id: int | None, deputy_id: int | None, reason: str) -> None:
    """Give a site a lead and a deputy of the NSPCC, with the calls ahead. Raises sites' Refused."""
    service.change_lead(site.id, lead_id or 0, deputy_id, reason)
    before = [one for one in (site.lead_id, site.deputy_id) if one]
    after = [one for one in (lead_id, deputy_id) if one]
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    name = SiteName(site.id, site.slug, site.name)
    for place in range(max(len(gone), len(come))):
        leaver = gone[place] if place < len(gone) else None
        newcomer = come[place] if place < len(come) else None
        hand_over_calls(name, leaver, newcomer)
    _tell_of_site(site, gone, come, reason)


def hand_over_caseload(
    from_id: int, to: Mapping[int, int], starts_on: date, note: str, by: int
) -> int:
    """Hand sites of one lead to others (site -> who), at once or on a day ahead; the number of the
    handover. All or nothing. Raises sites' Refused."""
    number = service.plan_handover(from_id, to, starts_on, note, by)
    if starts_on <= clock.today():
        _carry_out(number)
    else:
        _announce(from_id, to, starts_on, note, number)
    return number


def carry_out_due(today: date) -> int:
    """Carry out the handovers whose day has come; how many sites changed hands.

    Repeating it, or running it in two workers at once, moves nothing twice.
    """
    return sum(_carry_out(number) for number in sites.due_handovers(today))


def arrange_cover(new: ArrangeCover, by: int) -> int:
    """Let somebody stand in for a lead, and tell both, with the calls of that time. Raises sites'
    Refused."""
    number = service.arrange_cover(new, by)
    staff = staff_by_id()
    led = sites.sites_led(new.absent_id)
    calls = calls_between([one.id for one in led], new.starts_on, new.ends_on)
    named = {one.id: one.name for one in led}
    listed = [f"{named[call.site_id]}: check-in call on {moment(call.starts_at)}" for call in calls]
    when = f"from {day(new.starts_on)} until {day(new.ends_on)}"
    absent, cover = staff.get(new.absent_id), staff.get(new.cover_id)
    if cover and absent:
        at = count(len(led), "site")
        lines = [f"Keep the time free: you cover for {absent.name} {when}, at {at}.", *listed]
        lines += [new.note.strip()] if new.note.strip() else []
        heading = f"You cover for {absent.name} {when}"
        tell_person(
            cover, Line(heading, lines, "See the caseloads", "/caseloads"), f"cover:{number}"
        )
        said = [f"{NOTHING_TO_DO}: {cover.name} covers for you {when}, at {at}."]
        line = Line(f"{cover.name} covers for you", said, "See the caseloads", "/caseloads")
        tell_person(absent, line, f"cover:{number}")
    return number


def _carry_out(number: int) -> int:
    moved = service.carry_out_handover(number)
    for one in moved:
        found = sites.led_site(one.site_id)
        hand_over_calls(SiteName(found.id, found.slug, found.name), one.from_id, one.to_id)
        _tell_authority(found, one, number)
    _tell_staff(moved, number)
    return len(moved)


def _tell_of_site(site: LedSite, gone: Sequence[int], come: Sequence[int], reason: str) -> None:
    """Newcomers, leavers and the strategic leads of one site."""
    staff, path = staff_by_id(), f"/sites/{site.slug}"
    mark = f"lead:{site.id}:{clock.now().isoformat()}"
    for person_id in come:
        lines = [f"Get to know {site.name}: you look after it from now on.", reason]
        line = Line(f"{site.name}: it is yours now", lines, "See the site", path)
        tell_person(staff[person_id], line, mark, site.id)
    for person_id in gone:
        if person_id in staff:
            lines = [f"{NOTHING_TO_DO}: somebody else looks after {site.name} now.", reason]
            line = Line(f"{site.name}: it has another lead", lines, "See the site", path)
            tell_person(staff[person_id], line, mark, site.id)
    if come:
        named = names(set(come))
        _to_strategic(site, f"{' and '.join(named[one] for one in come)} looks after", mark)


def _tell_authority(site: LedSite, moved: Moved, number: int) -> None:
    name = names({moved.to_id})[moved.to_id]
    _to_strategic(site, f"{name} looks after", f"handover:{number}:{site.id}")


def _to_strategic(site: LedSite, who: str, mark: str) -> None:
    for person in sites.contacts(site.id):
        if not person.is_nspcc:
            lines = [
                f"{NOTHING_TO_DO}: {who} {site.name} for the NSPCC from now on.",
                "Calls that are booked stay.",
            ]
            path = f"/sites/{site.slug}/people"
            line = Line(f"{site.name}: a new contact at the NSPCC", lines, "See who", path)
            tell_person(person, line, mark, site.id)


def _tell_staff(moved: Iterable[Moved], number: int) -> None:
    """One mail to each who takes sites, and one to who gave them."""
    staff, taken = staff_by_id(), dict[int, list[str]]()
    for one in moved:
        taken.setdefault(one.to_id, []).append(sites.led_site(one.site_id).name)
        from_id = one.from_id
    for person_id, listed in taken.items():
        words = f"Look at your sites: from today you look after {', '.join(listed)}."
        line = Line(f"{count(len(listed), 'site')} handed to you", [words], "See your sites", "/")
        tell_person(staff[person_id], line, f"handover:{number}")
    if taken and from_id in staff:
        total = sum(len(listed) for listed in taken.values())
        changed = f"{count(total, 'site')} you looked after changed hands today."
        words = f"{NOTHING_TO_DO}: {changed}"
        line = Line("Your sites are handed over", [words], "See the caseloads", "/caseloads")
        tell_person(staff[from_id], line, f"handover:{number}")


def _announce(from_id: int, to: Mapping[int, int], starts_on: date, note: str, number: int) -> None:
    """Who takes sites on a day ahead is told now, and again when it is so."""
    staff, named = staff_by_id(), names({from_id})
    for person_id in sorted(set(to.values())):
        taken = [site for site, person in to.items() if person == person_id]
        words = [
            f"See the caseloads: on {day(starts_on)} {count(len(taken), 'site')} of "
            f"{named[from_id]} become yours.",
            note.strip(),
        ]
        line = Line(
            f"Sites come to you on {day(starts_on)}", words, "See the caseloads", "/caseloads"
        )
        tell_person(staff[person_id], line, f"handover:{number}:planned")

"""How the people of a site read: posts, who has access, who left."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from app.core.words import day, iso, short_day
from app.sites.queries import FormerPage, HistoryPage, MemberPage, MembersWanted, PostRow, Standing
from app.sites.rules import SiteRole
from app.sites.rules.posts import PURPOSES, Post, Term, leads_warning, vacancy_words

Cells = list[dict[str, Any]]
ROLES = {role.value: role.label for role in SiteRole}


def posts(found: Standing, href: Callable[[Post, PostRow | None], str] | None) -> Cells:
    """A row for each post: who holds it, or for how long it is vacant. `href` leads to where that
    is changed, for whoever may."""
    vacant = {one.post: one for one in found.vacant}
    rows = []
    for post in Post:
        holder = found.holder(post)
        words = "Change" if holder else "Say who holds it"
        where = href(post, holder) if href else ""
        link: object = {"text": words, "href": where, "hidden": post.label} if href else ""
        rows.append(
            {
                "post": post.label,
                "who": holder.name if holder else "",
                "vacant": vacancy_words(vacant[post]) if post in vacant else "",
                "purpose": PURPOSES[post],
                "account": bool(holder and holder.person_id),
                "since": _since(holder.term) if holder else "",
                "time": f"{holder.percent} % of a week" if holder and holder.percent else "",
                "leaves": _leaves(holder.term) if holder else "",
                "link": link,
            }
        )
    return rows


def warnings(found: Standing) -> list[str]:
    """What stands at the top while it is so."""
    words = [leads_warning(found.vacant)]
    for row in found.leaving_soon:
        on = day(row.term.leaves_on)
        ends = "leaves the post on" if row.term.ends_on else "expects to leave the post on"
        words.append(f"{row.name}, {row.post.label.lower()}, {ends} {on}.")
    return [one for one in words if one]


def vacant_words(found: Standing) -> str:
    """How many of the posts are vacant, in a sentence."""
    number = len(found.vacant)
    if not number:
        return f"All {len(Post)} posts are filled."
    return f"{number} of {len(Post)} posts {'is' if number == 1 else 'are'} vacant."


def history_rows(found: HistoryPage, today: date) -> Cells:
    """The rows of who held which post."""
    return [
        {
            "post": row.post.label,
            "who": row.name,
            "from": {"text": short_day(row.term.starts_on), "iso": iso(row.term.starts_on)},
            "to": _until(row.term, today),
            "reason": row.reason,
        }
        for row in found.rows
    ]


def members(found: MemberPage, href: Callable[[int], str] | None) -> Cells:
    """The rows of who belongs to the site."""
    return [
        {
            "name": one.name,
            "role": one.role.label + (f", {one.job_title}" if one.job_title else ""),
            "email": one.email,
            "since": {"text": short_day(one.since), "iso": iso(one.since)},
            "end": {"text": f"End {one.name}’s role", "href": href(one.membership_id)}
            if href
            else "",
        }
        for one in found.rows
    ]


def member_columns(sort: str, address: Callable[..., str], *, may_end: bool) -> Cells:
    """The columns with the links that sort by them."""
    heads = [
        ("name", "Name", "text"),
        ("role", "Role", "text"),
        ("email", "E-mail address", "text"),
    ]
    heads.append(("since", "Since", "date"))
    columns: Cells = []
    for key, text, kind in heads:
        column = {"key": key, "text": text, "kind": kind}
        if key in ("name", "since"):
            column["sort_href"] = address(sort=f"-{key}" if sort == key else key)
            column["order"] = {key: "ascending", f"-{key}": "descending"}.get(sort, "none")
        columns.append(column)
    return [*columns, {"key": "end", "text": "Change"}] if may_end else columns


def member_chips(wanted: MembersWanted, address: Callable[..., str]) -> list[dict[str, str]]:
    """One for each filter in use, leading to the list without it."""
    found = []
    if wanted.q:
        found.append({"text": f"“{wanted.q}”", "href": address(q="")})
    if wanted.role:
        found.append({"text": ROLES[wanted.role], "href": address(role="")})
    return found


def former(found: FormerPage) -> Cells:
    """The rows of who left."""
    return [
        {
            "name": one.name,
            "role": one.role.label,
            "from": {"text": short_day(one.since), "iso": iso(one.since)},
            "to": {"text": short_day(one.until), "iso": iso(one.until)},
        }
        for one in found.rows
    ]


def choices(posts: Sequence[Post] = tuple(Post)) -> list[tuple[str, str]]:
    """The posts as choices of a filter."""
    return [("", "Any"), *((post.value, post.label) for post in posts)]


def _since(term: Term) -> dict[str, str]:
    return {"text": short_day(term.starts_on), "iso": iso(term.starts_on)}


def _leaves(term: Term) -> str:
    if term.ends_on:
        return f"Until {short_day(term.ends_on)}"
    return f"Expected until {short_day(term.expected_until)}" if term.expected_until else ""


def _until(term: Term, today: date) -> object:
    if term.ends_on is None:
        return "Begins then" if term.starts_on > today else "Still in post"
    return {"text": short_day(term.ends_on), "iso": iso(term.ends_on)}

"""The list of every page and who may enter, as one reads it in a diff (tests/conventions)."""

from flask import Flask

from app.access.actor import is_left_at_rest
from app.access.gate import Rule, rule_of
from app.access.policy import GRANTS, Reach, Role

HEADER = (
    "# Who may enter, one row an endpoint and method. Written by `flask access`, read by people.\n"
    "# open: anyone; sign-in: is asked to sign in; yes / no: may or may not; home: only at sites\n"
    "# the person belongs to or looks after; every: at every site.\n"
    "# At a paused or stopped site nothing is changed, but through what stands at the end.\n"
)
LEFT = "# Left at a paused or stopped site:\n"
ROLES = ("anonymous", *(role.value for role in Role))
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WORDS = {Reach.EVERY: "every", Reach.ASSIGNED: "home", Reach.OWN_SITE: "home", Reach.NONE: "no"}


def word(rule: Rule | None, role: str, *, has_site: bool) -> str:
    """What meets `role` at a page with this rule."""
    if rule is None:
        return "no"
    if rule.word == "public":
        return "open"
    if role == "anonymous":
        return "sign-in"
    if rule.can is None:
        return "yes"
    reach = GRANTS[rule.can].get(Role(role), Reach.NONE)
    if has_site:
        return _WORDS[reach]
    return "no" if reach is Reach.NONE else "yes"


def left_at_rest(app: Flask) -> list[str]:
    """The endpoints through which something can be changed at a paused or stopped site."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "site" in rule.arguments and (rule.methods or set()) & set(_METHODS[1:])
        if (declared := rule_of(app, rule.endpoint)) is not None
        if is_left_at_rest(declared.can, writes=True)
    )


def listing(app: Flask) -> str:
    """The whole list, sorted by endpoint."""
    rows = []
    for url_rule in app.url_map.iter_rules():
        if url_rule.endpoint == "static":
            continue
        declared = rule_of(app, url_rule.endpoint)
        has_site = "site" in url_rule.arguments
        for method in sorted((url_rule.methods or set()) & set(_METHODS)):
            words = [word(declared, role, has_site=has_site) for role in ROLES]
            rows.append([url_rule.endpoint, method, url_rule.rule, *words])
    rows.sort()
    table = [["# endpoint", "method", "address", *ROLES], *rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    lines = ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in table]
    left = "".join(f"#   {endpoint}\n" for endpoint in left_at_rest(app))
    return HEADER + "".join(line.rstrip() + "\n" for line in lines) + LEFT + left

"""Every page asked by every role at the home and a foreign site, compared with access.txt."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response
from werkzeug.routing import IntegerConverter
from werkzeug.routing import Rule as UrlRule

from app.access.listing import ROLES
from app.core.present import present
from app.core.web.edge import Portal
from tests.page_client import PageClient
from tests.worlds import World

FILE = Path(__file__).with_name("access.txt")
ENTERED = "X-Entered"
REFUSED = {"no": {403}, "home": {403, 404}}


@dataclass(frozen=True)
class Row:
    """One line of access.txt."""

    endpoint: str
    method: str
    address: str
    words: dict[str, str]


@cache
def rows() -> list[Row]:
    """The lines of the file."""
    found = []
    for line in FILE.read_text().splitlines():
        if line and not line.startswith("#"):
            endpoint, method, address, *words = line.split()
            found.append(Row(endpoint, method, address, dict(zip(ROLES, words, strict=True))))
    return found


@contextmanager
def views_that_only_say_they_were_entered(app: Portal, only: str | None = None) -> Iterator[None]:
    """Replace what views do (or `only` one), and keep what they declare; the gate is real."""
    real = dict(app.view_functions)

    def stand_in(view: Any) -> Any:
        def entered(**_: object) -> Response:
            return Response("entered", headers={ENTERED: "yes"})

        if hasattr(view, "access_rule"):
            vars(entered)["access_rule"] = view.access_rule
        return entered

    asked = [only] if only else list(real)
    app.view_functions = real | {name: stand_in(real[name]) for name in asked}
    try:
        yield
    finally:
        app.view_functions = real


def rule_of(app: Portal, row: Row) -> UrlRule:
    """The address of a line."""
    rules = app.url_map.iter_rules(row.endpoint)
    return next(rule for rule in rules if row.method in (rule.methods or ()))


def address(app: Portal, rule: UrlRule, site: str) -> str:
    """A path of this rule with its parts filled in."""
    parts: dict[str, Any] = {}
    for name in rule.arguments:
        is_number = isinstance(rule._converters[name], IntegerConverter)  # no public way
        parts[name] = site if name == "site" else (1 if is_number else "x")
    return present(rule.build(parts, append_unknown=False))[1]


@dataclass(frozen=True)
class Visitor:
    """Somebody of a role, with a form token that stays good."""

    client: PageClient
    token: str


def visitors(app: Portal, world: World) -> dict[str, Visitor]:
    """One of each role, signed in, and one who is not."""
    found = {}
    for role in ROLES:
        client = PageClient(app)
        if role != "anonymous":
            client.sign_in(world.person(role))
        found[role] = Visitor(client, client.token())
    return found


def deviations(
    app: Portal,
    world: World,
    only: str | None = None,
    people: dict[str, Visitor] | None = None,
) -> Iterator[str]:
    """What differs from the file, one after another: none when every answer is as written there."""
    people = people or visitors(app, world)
    with views_that_only_say_they_were_entered(app, only):
        for row in rows():
            if only in (None, row.endpoint):
                rule = rule_of(app, row)
                for role in ROLES:
                    yield from _ask(app, rule, row, role, people[role], world)


def _ask(
    app: Portal, rule: UrlRule, row: Row, role: str, visitor: Visitor, world: World
) -> Iterator[str]:
    word = row.words[role]
    places = {"home": world.home.slug, "foreign": world.foreign.slug}
    for place, slug in places.items() if "site" in rule.arguments else [("", "")]:
        data = {} if row.method == "GET" else {"csrf_token": visitor.token}
        answer = visitor.client.http.open(
            address(app, rule, slug), method=row.method, data=data, base_url="http://portal.test"
        )
        entered = ENTERED in answer.headers
        may = word in ("open", "yes", "every") or (word == "home" and place == "home")
        if entered != may:
            yield f"{row.endpoint} {row.method} {role} {place}: entered {entered}, file says {word}"
        elif not may and answer.status_code not in _refusals(word, row.method):
            yield f"{row.endpoint} {row.method} {role} {place}: answered {answer.status_code}"


def _refusals(word: str, method: str) -> set[int]:
    if word == "sign-in":
        return {302} if method == "GET" else {401}
    return {403, 404}

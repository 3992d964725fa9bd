"""Rules about how code is written here, read from the code itself."""

import ast
import re
from collections.abc import Iterator

from app.core.db import Base
from tests.conventions.test_budgets import ROOT, modules, tracked

APP = ROOT / "app"
MAY_COMMIT = {"app/core/web/edge.py", "app/core/migrations.py"}
SIDE_TRANSACTIONS = {
    "app/access/gate.py": "audit of refusals",
    "app/core/security/limits.py": "rate-limit counters",
    "app/accounts/service/proving.py": "audit of refused sign-ins",
    "app/accounts/service/feeds.py": "when a calendar was last read",
    "app/chat/service/visits.py": "who is in a chat room, and what they have read",
    "app/community/service/visits.py": "when a member was last in the community",
    "app/notices/service.py": "which notices are read",
    "app/accounts/service/sign_ins.py": "when a sign-in was last seen",
    "app/library/service/using.py": "who has which version of a resource",
}
MAY_MAKE_MARKUP = {"app/posts/rules/html.py"}  # what it makes was cleaned there
PERSONAL_NAMES = re.compile(r"(^|_)(email|name|address|phone|browser|recipient|title)($|_)")
IMPERSONAL = {
    "authorities.name",
    "authorities.official_name",
    "sites.name",
    "audit_changes.table_name",
    "job_runs.name",
    "instrument_versions.title",
    "imported_results.instrument_title",
    "training_teams.name",
}


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in modules():
        name = str(path.relative_to(ROOT))
        if name.startswith("app/"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call):
                    yield name, node


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def test_only_the_edge_commits() -> None:
    found = {
        f"{name}:{node.lineno}"
        for name, node in _calls()
        if _called(node).endswith(".commit") and name not in MAY_COMMIT
    }
    assert not found, f"Services flush; requests commit at the edge, jobs in transaction(): {found}"


def test_side_transactions_are_the_listed_ones() -> None:
    callers = {name for name, node in _calls() if _called(node).endswith("side_transaction")}
    assert callers == set(SIDE_TRANSACTIONS), (
        "A write that outlives a refusal or accompanies a read needs a reason in this list."
    )


def test_statements_that_go_round_the_audit_trail_touch_machinery_only() -> None:
    machinery = {
        mapper.class_.__name__ for mapper in Base.registry.mappers if not mapper.class_.__audited__
    }
    found = []
    for name, node in _calls():
        if _called(node) in (
            "update",
            "delete",
            "insert",
            "insert_for(session())",
            "insert_if_new",
            "insert_new",
        ):
            target = ast.unparse(node.args[0]) if node.args else ""
            if target not in machinery:
                found.append(f"{name}:{node.lineno} {_called(node)}({target})")
    assert not found, f"Change facts through objects, so that the trail sees them: {found}"


def test_moments_carry_their_zone_and_come_from_the_clock() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, node in _calls()
        if name != "app/core/clock.py"
        and _called(node) in ("datetime.now", "datetime.utcnow", "date.today", "datetime.today")
    ]
    assert not found, f"Ask core.clock: {found}"


def test_nothing_builds_addresses_or_markup_past_the_safe_ways() -> None:
    found = []
    for name, node in _calls():
        external = any(k.arg == "_external" for k in node.keywords)
        unsafe = _called(node) in ("Markup", "markupsafe.Markup", "render_template_string")
        sql = _called(node) == "text" and node.args and isinstance(node.args[0], ast.JoinedStr)
        if external or (unsafe and name not in MAY_MAKE_MARKUP) or sql:
            found.append(f"{name}:{node.lineno} {_called(node)}")
    assert not found, f"Links in mail: link(path); markup: templates; SQL: parameters: {found}"


def test_templates_mark_nothing_as_safe_and_hold_no_inline_script_or_style() -> None:
    found = []
    for path in tracked("app/templates/*.html"):
        text = path.read_text()
        if "emails" not in path.parts and re.search(r"\|\s*safe\b|\sstyle=|\son[a-z]+=\"", text):
            found.append(str(path.relative_to(ROOT)))
    assert not found, f"Escape, use a class, use a module in static/js: {found}"


def test_smtp_is_spoken_in_one_place() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.is_relative_to(APP)
        and re.search(r"^\s*(import|from) smtplib", path.read_text(), re.MULTILINE)
        and not path.is_relative_to(APP / "core" / "mail")
    ]
    assert not found, f"Queue mail with core.outbox: {found}"


def test_columns_that_sound_personal_are_labelled() -> None:
    bare = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if PERSONAL_NAMES.search(column.name)
        and not column.foreign_keys
        and not (column.info.get("personal") or column.info.get("sensitive"))
        and f"{table.name}.{column.name}" not in IMPERSONAL
    ]
    assert not bare, (
        f'Label with info={{"personal": "why it is held"}} or list as impersonal: {bare}'
    )


def test_relationships_point_down_only() -> None:
    up = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if relation.uselist or relation.back_populates
    ]
    assert not up, f"The child's queries answer: {up}"


def test_views_render_the_template_of_their_own_room() -> None:
    wrong = []
    for path in modules():
        parts = path.relative_to(ROOT).parts
        if parts[0] != "app" or "views" not in (path.stem, path.parent.name):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            name = str(node.value) if isinstance(node, ast.Constant) else ""
            if name.endswith(".html") and not name.startswith(f"{parts[1]}/"):
                wrong.append(f"{path.relative_to(ROOT)} {name}")
    assert not wrong, f"A view of a room renders a template of that room: {wrong}"


def test_nobody_names_a_package_registry_or_a_path_of_a_machine() -> None:
    hosts = ("pypi" + ".org", "npmjs" + ".org", "pythonhosted" + ".org", "debian" + ".org")
    found = []
    for path in tracked("*"):
        if path.suffix in (".png", ".woff2", ".ico"):
            continue
        text = path.read_text(errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in hosts if host in text]
        found += [
            str(path.relative_to(ROOT)) for sign in ("/ro" + "ot/", "/wo" + "rk/") if sign in text
        ]
    assert not found, found

"""Small rooms: how large a module, a function, a template may be."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FUNCTION_LINES = 40
TEMPLATE_LINES = 150
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "stuff"}


def tracked(pattern: str) -> list[Path]:
    """Files git knows or would add, so that what is ignored does not count."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def allowed_lines(path: Path) -> int:
    """The budget of a module."""
    relative = path.relative_to(ROOT)
    if relative.name == "conftest.py":
        return 200
    return 500 if relative.parts[0] == "tests" else 300


def modules() -> list[Path]:
    """Our Python modules; migrations are history and only grow."""
    return [p for p in tracked("*.py") if "migrations/versions" not in str(p)]


def test_modules_stay_within_their_budget() -> None:
    over = {
        str(path.relative_to(ROOT)): lines
        for path in modules()
        if (lines := len(path.read_text().splitlines())) > allowed_lines(path)
    }
    assert not over, f"Split into a package of the same name: {over}"


def test_functions_stay_within_forty_lines() -> None:
    over = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    over.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {lines}")
    assert not over, f"Give a part of it a name of its own: {over}"


def test_views_stay_within_fifteen_lines() -> None:
    over = []
    for path in modules():
        if path.name != "views.py" and "views" not in path.parts:
            continue
        for node in ast.parse(path.read_text()).body:
            if not isinstance(node, ast.FunctionDef):
                continue
            is_view = any("blueprint" in ast.unparse(d) for d in node.decorator_list)
            if is_view and _body_lines(node) > 15:
                over.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not over, f"A view parses, calls, and renders; move the rest down: {over}"


def _body_lines(node: ast.FunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_templates_stay_within_their_budget() -> None:
    over = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("*.html")
        if (lines := len(path.read_text().splitlines())) > TEMPLATE_LINES
    }
    assert not over, f"Make a component of a part of it: {over}"


def test_names_say_something() -> None:
    empty = [
        str(path.relative_to(ROOT))
        for path in modules()
        if set(path.relative_to(ROOT).with_suffix("").parts) & EMPTY_NAMES
    ]
    assert not empty, f"Name these after what they hold: {empty}"


@pytest.mark.parametrize("folder", ["app"])
def test_every_module_and_public_function_is_documented(folder: str) -> None:
    bare = []
    for path in modules():
        if path.relative_to(ROOT).parts[0] != folder or "views" in path.stem:
            continue
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree):
            bare.append(str(path.relative_to(ROOT)))
        bare += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ]
    assert not bare, f"Say what these are for: {bare}"

"""Every template compiles, and every name it asks for is one that pages are given."""

from pathlib import Path

from jinja2 import meta

from app.core.web.edge import Portal
from config import ROOT

TEMPLATES = ROOT / "app" / "templates"


def _names() -> list[str]:
    return sorted(
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*")
        if path.is_file() and path.suffix in (".html", ".txt")
    )


def test_every_template_compiles(app: Portal) -> None:
    for name in _names():
        app.jinja_env.get_template(name)


def test_every_template_that_is_named_exists(app: Portal) -> None:
    missing = []
    for name in _names():
        source = (TEMPLATES / name).read_text()
        for wanted in meta.find_referenced_templates(app.jinja_env.parse(source)):
            ours = wanted and not wanted.startswith(
                ("govuk_frontend_jinja/", "govuk_frontend_wtf/")
            )
            if ours and not Path(TEMPLATES / str(wanted)).exists():
                missing.append(f"{name}: {wanted}")
    assert not missing, missing


def test_every_mail_has_a_plain_part_and_an_html_part() -> None:
    mails = TEMPLATES / "emails"
    plain = {path.stem for path in mails.glob("*.txt")}
    html = {path.stem for path in mails.glob("*.html")} - {"pieces"}
    assert plain == html

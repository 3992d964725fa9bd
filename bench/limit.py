"""The limit: bare Flask and SQLAlchemy Core on the portal's own database, live SQL, no sign-in.

Two addresses a page of the portal: one that shows the same rows, one (for the portfolio) that
lists every site, as a first attempt would. Each answer is padded to `PAD` bytes, so that both
applications send the same amount. Run by `python -m bench`; PAD and DATABASE come from there.
"""

import os

from flask import Flask, render_template_string
from sqlalchemy import create_engine, event, text

PAGE = """<!doctype html><html lang="en"><title>{{ title }}</title><h1>{{ title }}</h1>
<table>{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>
{% endfor %}</table>{{ pad }}</html>"""

PORTFOLIO = text(
    "SELECT s.name, s.stage, s.status, s.region, p.name AS lead, "
    "count(m.id) AS counted, sum(CASE WHEN m.status = 'done' THEN 1 ELSE 0 END) AS done, "
    "min(CASE WHEN m.status IN ('not-started', 'in-progress') THEN m.planned_on END) AS next_on, "
    "(SELECT max(c.starts_at) FROM checkin_calls c WHERE c.site_id = s.id) AS contact "
    "FROM sites s LEFT JOIN people p ON p.id = s.lead_id "
    "LEFT JOIN milestones m ON m.site_id = s.id AND m.status NOT IN ('not-required') "
    "GROUP BY s.id, s.name, s.stage, s.status, s.region, p.name ORDER BY s.name LIMIT :rows"
)
SITE = text("SELECT name, stage, status, region, contract_on FROM sites WHERE slug = :slug")
MILESTONES = text(
    "SELECT m.code, m.status, m.planned_on, m.happened_on FROM milestones m "
    "JOIN sites s ON s.id = m.site_id WHERE s.slug = :slug ORDER BY m.position"
)
CALLS = text(
    "SELECT c.starts_at, c.state, c.place FROM checkin_calls c JOIN sites s ON s.id = c.site_id "
    "WHERE s.slug = :slug ORDER BY c.starts_at DESC LIMIT 5"
)
EVENTS = text(
    "SELECT e.at, e.verb, e.summary FROM audit_events e JOIN sites s ON s.id = e.site_id "
    "WHERE s.slug = :slug ORDER BY e.id DESC LIMIT 10"
)


def create_limit() -> Flask:
    """The bare application."""
    app = Flask(__name__)
    engine = create_engine(os.environ["BENCH_DATABASE"])
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda db, _: db.execute("PRAGMA journal_mode=WAL"))

    def page(title: str, rows: list[object], name: str) -> str:
        body = render_template_string(PAGE, title=title, rows=rows, pad="")
        wanted = int(os.environ.get(f"BENCH_PAD_{name}", "0"))
        return body + "<!--" + "x" * max(0, wanted - len(body) - 7) + "-->"

    @app.get("/portfolio/<int:rows>")
    def portfolio(rows: int) -> str:
        with engine.connect() as connection:
            found = connection.execute(PORTFOLIO, {"rows": rows}).all()
        return page("Sites", list(found), "PORTFOLIO")

    @app.get("/site/<slug>")
    def site(slug: str) -> str:
        with engine.connect() as connection:
            rows: list[object] = []
            for statement in (SITE, MILESTONES, CALLS, EVENTS):
                rows += connection.execute(statement, {"slug": slug}).all()
        return page(slug, rows, "SITE")

    @app.get("/health")
    def health() -> str:
        return "ok"

    return app

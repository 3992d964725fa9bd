"""`flask doctor`: is everything the portal needs in order?"""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.core.doctor import Level, examine


@click.command()
@with_appcontext
def doctor() -> None:
    """Check settings, machine, database, mail and worker; say what to do about each problem."""
    findings = examine(current_app.config["SETTINGS"])
    for finding in findings:
        click.echo(str(finding))
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    click.echo(
        "Everything the portal needs is in order." if not problems else f"Problems: {problems}"
    )
    if problems:
        raise SystemExit(1)

"""Commands for operators: `flask --app wsgi <command>`."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import jobs
from app.access.listing import listing
from app.accounts.commands import invite_admin
from app.admin.commands import bounce, doctor
from app.core import migrations
from app.demo.commands import seed
from app.sites.commands import authorities
from config import ROOT


def register(app: Flask) -> None:
    """Add the commands to `app`."""
    app.cli.add_command(migrate)
    app.cli.add_command(access)
    app.cli.add_command(worker)
    app.cli.add_command(authorities)
    app.cli.add_command(invite_admin)
    app.cli.add_command(doctor)
    app.cli.add_command(bounce)
    app.cli.add_command(seed)


@click.command()
@with_appcontext
def migrate() -> None:
    """Bring the database to the newest schema."""
    before, after = migrations.upgrade()
    click.echo(f"Database schema: {before or 'empty'} -> {after}.")


@click.command()
@with_appcontext
def worker() -> None:
    """Run the worker until it is told to stop: mail, reminders, housekeeping."""
    jobs.run_worker(current_app._get_current_object())  # type: ignore[attr-defined]  # Flask's documented way


@click.command()
@with_appcontext
def access() -> None:
    """Rewrite the list of who may enter; read what changed before committing it."""
    file = ROOT / "tests" / "conventions" / "access.txt"
    file.write_text(listing(current_app._get_current_object()))  # type: ignore[attr-defined]  # Flask's documented way
    click.echo(f"Written: {file.relative_to(ROOT)}")

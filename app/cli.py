"""Commands for operators: `flask --app wsgi <command>`."""

import click
from flask import Flask, current_app

from app.access.listing import listing
from app.core import migrations
from config import ROOT


def register(app: Flask) -> None:
    """Add the commands to `app`."""
    app.cli.add_command(migrate)
    app.cli.add_command(access)


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    before, after = migrations.upgrade()
    click.echo(f"Database schema: {before or 'empty'} -> {after}.")


@click.command()
def access() -> None:
    """Rewrite the list of who may enter; read what changed before committing it."""
    file = ROOT / "tests" / "conventions" / "access.txt"
    file.write_text(listing(current_app._get_current_object()))  # type: ignore[attr-defined]  # Flask's documented way
    click.echo(f"Written: {file.relative_to(ROOT)}")

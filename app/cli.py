"""Commands for operators: `flask --app wsgi <command>`."""

import click
from flask import Flask

from app.core import migrations


def register(app: Flask) -> None:
    """Add the commands to `app`."""
    app.cli.add_command(migrate)


@click.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    before, after = migrations.upgrade()
    click.echo(f"Database schema: {before or 'empty'} -> {after}.")

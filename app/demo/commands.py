"""`flask seed programme` and `flask seed demo`."""

from datetime import date, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from app.core import clock
from app.core.db import reading, transaction
from app.core.files import StoreDown
from app.core.security.passwords import hash_password
from app.demo import scale, story
from app.demo.sign_ins import (
    chosen_password,
    give_password,
    keep_password,
    known_password,
    table,
)
from app.demo.standing import Refused, Standing, check_empty, check_not_production, standing
from app.instruments.service import load_seeds
from config import Settings

AWAY = "The place where uploaded files are kept cannot be reached: look at FILES_URL."


@click.group()
def seed() -> None:
    """Load the programme, or the demo."""


@seed.command()
@with_appcontext
def programme() -> None:
    """Publish the instruments of seeds/instruments; what is published already stays."""
    with transaction():
        said = load_seeds()
    click.echo("\n".join(said) or "The programme is loaded already.")


@seed.command()
@click.option("--if-empty", is_flag=True, help="Do nothing when the database holds anything.")
@click.option("--new-password", is_flag=True, help="Give the demo people another password.")
@click.option("--sites", type=click.IntRange(0, 20_000), default=0, help="More sites, for scale.")
@click.option("--years", type=click.IntRange(1, 10), default=3, help="Over so many years.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day the story ends on.")
@with_appcontext
def demo(
    *, if_empty: bool, new_password: bool, sites: int, years: int, today: datetime | None
) -> None:
    """Write a believable programme of fictional authorities, and print its sign-ins."""
    settings: Settings = current_app.config["SETTINGS"]
    with reading():
        found = standing()
    try:
        if if_empty and (found.is_real or found.has_demo or settings.is_production):
            _print_again(settings, found)
            return
        check_not_production(settings)
        if new_password:
            _renew(settings, found)
        else:
            check_empty(found)
            _write(settings, today.date() if today else clock.today(), sites, years)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    except StoreDown as down:
        raise click.ClickException(f"Nothing was written. {AWAY} {down}") from down


def _write(settings: Settings, today: date, sites: int, years: int) -> None:
    password = chosen_password()
    hashed, files = hash_password(password), story.keep_files(settings)
    with transaction():
        check_empty(standing())  # again, now that nobody else can write
        story.tell(today, hashed, files)
        scale.build(today, sites, years)
    keep_password(settings.data_dir, password)
    click.echo(table(password))


def _renew(settings: Settings, found: Standing) -> None:
    if not found.has_demo:
        raise Refused("There is no demo in this database: `flask seed demo` writes it.")
    password = chosen_password()
    hashed = hash_password(password)
    with transaction():
        give_password(hashed)
    keep_password(settings.data_dir, password)
    click.echo(table(password))


def _print_again(settings: Settings, found: Standing) -> None:
    if settings.is_production or not found.has_demo:
        return  # nothing of the demo is here, and nothing is to be
    with reading():
        password = known_password(settings.data_dir)
    click.echo(table(password))

"""`flask invite-admin`: how the first administrator gets in; a fresh portal has no account."""

import click
from flask import current_app
from flask.cli import with_appcontext

from app.access.policy import Role
from app.accounts.rules import LIFETIME, Purpose
from app.accounts.service.people import EmailTaken, create_person
from app.accounts.service.tokens import issue_token
from app.core.db import transaction
from app.core.mail import BadAddress
from config import Settings


@click.command("invite-admin")
@click.argument("name")
@click.argument("email")
@with_appcontext
def invite_admin(name: str, email: str) -> None:
    """Make an administrator's account and print the link to choose its password."""
    settings: Settings = current_app.config["SETTINGS"]
    try:
        with transaction():
            person = create_person(name, email, None, staff_role=Role.ADMIN)
            token = issue_token(person.id, Purpose.RESET)
    except (EmailTaken, BadAddress) as problem:
        raise click.ClickException(str(problem)) from None
    minutes = int(LIFETIME[Purpose.RESET].total_seconds() // 60)
    click.echo(f"Open this link within {minutes} minutes and choose a password:")
    click.echo(f"{settings.public_base_url}/reset-password/{token}")

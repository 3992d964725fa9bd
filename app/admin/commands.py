"""`flask doctor`: is everything the portal needs in order? `flask bounce`: mail that came back."""

import logging
import os
import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock, outbox
from app.core.db import transaction
from app.core.doctor import Level, examine
from app.core.mail.reports import LARGEST, NotAReport, read_report
from app.core.outbox import Received

log = logging.getLogger(__name__)


@click.command()
@with_appcontext
def bounce() -> None:
    """Read a report about mail that came back, as a mail server's pipe gives it.

    Ends with 0 when it was dealt with, 65 when it is no such report, 75 to be asked again later.
    """
    try:
        report = read_report(sys.stdin.buffer.read(LARGEST + 1))
        with transaction():
            received, number = outbox.take_report(report, clock.now())
    except (NotAReport, LookupError) as problem:
        log.warning("a report about mail was refused: %s", problem)
        raise SystemExit(os.EX_DATAERR) from None
    except SQLAlchemyError as problem:
        log.error("a report about mail waits: the database is away (%s)", type(problem).__name__)
        raise SystemExit(os.EX_TEMPFAIL) from None
    log.info("a report about mail %d: %s", number, received)
    if received is Received.TOO_EARLY:
        raise SystemExit(os.EX_TEMPFAIL)


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

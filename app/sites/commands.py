"""`flask authorities ...`: the register from the command line."""

from pathlib import Path

import click

from app.core import tables
from app.core.db import reading, transaction
from app.sites import queries, service
from app.sites.rules.register import ATTRIBUTION, Comparison


@click.group()
def authorities() -> None:
    """The register of authorities."""


@authorities.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Only say what would change; write nothing.")
def import_(path: Path, check: bool) -> None:
    """Import the register from a CSV file: all of it, or nothing when a line is wrong."""
    with path.open("rb") as file:
        raw = file.read(tables.LARGEST_FILE + 1)
    try:
        comparison = _compare(tables.decoded(raw), check)
    except tables.Unreadable as problem:
        raise click.ClickException(f"{problem}.") from None
    _tell(comparison)
    if comparison.wrong:
        raise click.ClickException("Nothing was imported. Correct the lines and try again.")
    click.echo("Nothing was written." if check else "Done.")
    click.echo(ATTRIBUTION)


def _compare(text: str, check: bool) -> Comparison:
    if check:
        with reading():
            return queries.comparison(text)
    try:
        with transaction():
            return service.import_register(text)
    except service.HasWrongLines as refusal:
        return refusal.comparison


def _tell(comparison: Comparison) -> None:
    click.echo(
        f"{len(comparison.new)} new, {len(comparison.changed)} changed, "
        f"{comparison.unchanged} unchanged, {len(comparison.wrong)} wrong."
    )
    for changed in comparison.changed:
        words = "; ".join(f"{one.field}: {one.old} -> {one.new}" for one in changed.changes)
        click.echo(f"Line {changed.line}, {changed.entry.name}: {words}")
    for wrong in comparison.wrong:
        click.echo(f"Line {wrong.line}, {wrong.name or 'no name'}: {'. '.join(wrong.reasons)}.")
    if comparison.abolished:
        click.echo(f"No longer standing, left as they are: {', '.join(comparison.abolished)}.")
    if comparison.missing:
        click.echo(f"Not in the file, left as they are: {', '.join(comparison.missing)}.")

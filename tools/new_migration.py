"""`python -m tools.new_migration 0007 "Pilots"`: a numbered migration from what the models say.

It is a draft: read it, add data moves and whatever the database alone can hold (triggers), and
run the migration tests.
"""

import os
import sys
import tempfile
from pathlib import Path


def main(number: str, title: str) -> None:
    """Write migrations/versions/<number>_<title>.py against an up-to-date empty database."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "PORTAL_ENV": "test",
            "SECRET_KEY": "only-for-drafting",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'draft.sqlite3'}",
        }
        from alembic import command

        from app import create_app
        from app.core.migrations import alembic_config, upgrade

        create_app()
        if any(Path("migrations/versions").glob("[0-9]*.py")):
            upgrade()
        command.revision(alembic_config(), title, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(*sys.argv[1:])

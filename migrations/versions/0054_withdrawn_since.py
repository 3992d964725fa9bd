"""Content of withdrawn resources is kept for a time: for those withdrawn before, from today on."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

RESOURCES = sa.table(
    "resources", sa.column("state", sa.String), sa.column("decided_at", sa.DateTime)
)


def upgrade() -> None:
    """Apply."""
    now = datetime.now(UTC).replace(tzinfo=None)
    withdrawn = RESOURCES.c.state == "withdrawn"
    op.execute(sa.update(RESOURCES).where(withdrawn).values(decided_at=now))


def downgrade() -> None:
    """Take back: when it was decided before is not known any more, and nothing asks."""

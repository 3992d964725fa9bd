"""When and by whom the signature of a contract was entered, apart from its draft."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("joining_contracts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signature_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("signature_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_joining_contracts_signature_by_id_people"),
            "people",
            ["signature_by_id"],
            ["id"],
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("joining_contracts", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_joining_contracts_signature_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("signature_by_id")
        batch_op.drop_column("signature_at")

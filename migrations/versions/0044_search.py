"""The index of the search: entries, spellings and trigrams, and each database's own index."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

STEMS = "title_stems, keyword_stems, body_stems"
PUT_IN = (
    "INSERT INTO search_text (rowid, title_stems, keyword_stems, body_stems)"
    " VALUES (new.id, new.title_stems, new.keyword_stems, new.body_stems);"
)
TAKE_OUT = (
    "INSERT INTO search_text (search_text, rowid, title_stems, keyword_stems, body_stems)"
    " VALUES ('delete', old.id, old.title_stems, old.keyword_stems, old.body_stems);"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("audience", sa.String(length=40), nullable=False),
        sa.Column("labels", sa.String(length=600), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("title_stems", sa.String(length=600), nullable=False),
        sa.Column("keyword_stems", sa.Text(), nullable=False),
        sa.Column("body_stems", sa.Text(), nullable=False),
        sa.Column("vector", postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
        sa.UniqueConstraint("kind", "subject_id", name="uq_search_entries_kind"),
    )
    op.create_table(
        "search_spellings",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=30), nullable=False),
        sa.Column("stem", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["search_entries.id"],
            name=op.f("fk_search_spellings_entry_id_search_entries"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("entry_id", "word", name=op.f("pk_search_spellings")),
    )
    op.create_index("ix_search_spellings_word", "search_spellings", ["word"])
    op.create_index("ix_search_spellings_stem", "search_spellings", ["stem"])
    op.create_table(
        "search_trigrams",
        sa.Column("gram", sa.String(length=3), nullable=False),
        sa.Column("word", sa.String(length=30), nullable=False),
        sa.PrimaryKeyConstraint("gram", "word", name=op.f("pk_search_trigrams")),
    )
    op.create_index("ix_search_trigrams_word", "search_trigrams", ["word"])
    if op.get_bind().dialect.name == "postgresql":
        op.create_index(
            "ix_search_entries_vector", "search_entries", ["vector"], postgresql_using="gin"
        )
    else:
        _follow_in_fts5()


def _follow_in_fts5() -> None:
    op.execute(
        f"CREATE VIRTUAL TABLE search_text USING fts5({STEMS}, content='search_entries',"
        " content_rowid='id', tokenize='unicode61')"
    )
    for name, when, does in (
        ("put_in", "AFTER INSERT", PUT_IN),
        ("take_out", "AFTER DELETE", TAKE_OUT),
        ("change", f"AFTER UPDATE OF {STEMS}", f"{TAKE_OUT} {PUT_IN}"),
    ):
        op.execute(f"CREATE TRIGGER search_text_{name} {when} ON search_entries BEGIN {does} END")


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "sqlite":
        for name in ("put_in", "take_out", "change"):
            op.execute(f"DROP TRIGGER search_text_{name}")
        op.execute("DROP TABLE search_text")
    op.drop_table("search_trigrams")
    op.drop_table("search_spellings")
    op.drop_table("search_entries")

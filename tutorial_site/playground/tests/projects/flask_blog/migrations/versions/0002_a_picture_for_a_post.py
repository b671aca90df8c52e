"""A picture for a post."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("post") as post:
        post.add_column(sa.Column("picture", sa.String(120), nullable=True))


def downgrade():
    with op.batch_alter_table("post") as post:
        post.drop_column("picture")

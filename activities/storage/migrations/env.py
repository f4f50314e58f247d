"""Run by Alembic inside `prepare.migrate`, which gives the connection."""

from alembic import context

from activities.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite can hardly alter a table: Alembic rebuilds it instead.
    render_as_batch=True,
)
# The transaction is the caller's: it holds the lock.
context.run_migrations()

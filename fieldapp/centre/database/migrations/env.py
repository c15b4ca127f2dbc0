"""What Alembic runs: the migrations on the connection that `migrate.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from fieldapp.centre.database.moved_events import moved_event

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=moved_event.metadata,
    transactional_ddl=False,  # the caller's transaction is the only one
    render_as_batch=True,
)
context.run_migrations()

"""Alembic's entry: runs the migrations on the connection that the ledger hands over, inside its transaction."""

from alembic import context

from ebla.ledger.tables import VERSION_TABLE, metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE)
context.run_migrations()

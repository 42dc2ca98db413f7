"""Alembic's migrations of the ledger: each file in `versions` brings a ledger one version further. They run when it is opened."""

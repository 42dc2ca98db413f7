"""The migrations make exactly the tables that the code knows."""

from __future__ import annotations

import pathlib
import re
import warnings

import sqlalchemy as sa

from ebla.ledger import Ledger
from ebla.ledger.tables import REVISION, VERSION_TABLE, metadata
from factory import make_reading


def test_migrations_make_the_tables(where: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return not (kind == "table" and str(name).startswith("report_words"))

    with Ledger.open(where) as ledger, ledger._engine.connect() as connection:
        options = {"compare_type": True, "include_object": ours, "version_table": VERSION_TABLE}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", sa.exc.SAWarning)
            differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert [found for found in _flat(differences) if "comment" not in str(found[0])] == []


def _flat(differences: list[object]) -> list[tuple[object, ...]]:
    out: list[tuple[object, ...]] = []
    for found in differences:
        out.extend(found if isinstance(found, list) else [found])  # type: ignore[list-item]
    return out


def test_revision_is_the_newest_migration() -> None:
    import ebla.ledger.migrations.versions as versions

    (folder,) = versions.__path__
    numbers = sorted(m[0] for path in pathlib.Path(folder).iterdir() if (m := re.match(r"\d{4}", path.name)))
    assert numbers[-1] == REVISION


def test_opening_again_changes_nothing(where: str) -> None:
    with Ledger.open(where) as ledger:
        ledger.add(make_reading())
    with Ledger.open(where, create=False) as ledger, ledger._engine.connect() as connection:
        assert len(list(ledger.claims())) == 5
        assert connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all() == [REVISION]


def test_every_column_has_a_comment() -> None:
    assert [column for table in metadata.tables.values() for column in table.columns if not column.comment] == []

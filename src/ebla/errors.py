"""Errors raised on purpose. Each says what failed, what was expected and what to do, and keeps the values as attributes.

The tree:

    EblaError
    ├── InputError            a file, column or option that cannot be used; the other files are still read
    ├── ModelError            a model that is missing or not the expected one
    ├── LedgerError           a ledger that is locked, corrupt, newer, or on a full disk
    ├── ReviewConflictError   a review of what was changed meanwhile
    └── GazetteerError        a gazetteer file that is missing or malformed
"""

from __future__ import annotations

from typing import Any


def _rebuilt(kind: type[EblaError], message: str, values: dict[str, Any]) -> EblaError:
    error = kind.__new__(kind, message)
    error.__dict__.update(values)
    return error


class EblaError(Exception):
    """Base of all errors that Ebla raises on purpose. Can be sent between processes with its values."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), str(self), self.__dict__)


class InputError(EblaError):
    """A source that cannot be read: names it, says why, and what to do."""

    def __init__(self, source: str, why: str, remedy: str) -> None:
        self.source, self.why, self.remedy = source, why, remedy
        super().__init__(f"{source}: {why}. {remedy}")


class ModelError(EblaError):
    """A parser model that is missing or whose files are not the expected ones."""

    def __init__(self, model: str, why: str, remedy: str) -> None:
        self.model, self.why, self.remedy = model, why, remedy
        super().__init__(f"The model {model!r} cannot be used: {why}. Try: {remedy}")


class LedgerError(EblaError):
    """A ledger that cannot be opened or written."""

    def __init__(self, ledger: str, why: str, remedy: str) -> None:
        self.ledger, self.why, self.remedy = ledger, why, remedy
        super().__init__(f"{ledger}: {why}. {remedy}")


class ReviewConflictError(EblaError):
    """A review of something on which something was said that the reviewer had not seen. Nothing was kept."""

    def __init__(self, ledger: str, by: str, seq: int, field: str | None) -> None:
        self.ledger, self.by, self.seq, self.field = ledger, by, seq, field
        what = f"the {field}" if field else "it"
        super().__init__(f"{ledger}: {by} changed {what} meanwhile (change {seq}); your word was not kept. Look again, then say it anew")


class GazetteerError(EblaError):
    """A gazetteer file that is missing, malformed or was made by another version."""

    def __init__(self, source: str, why: str, remedy: str) -> None:
        self.source, self.why, self.remedy = source, why, remedy
        super().__init__(f"{source}: {why}. {remedy}")

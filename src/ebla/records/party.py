"""A party to a deed, and the claimant who tells of it."""

import msgspec

from ebla.records.span import Span


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Who: a state, army, group, body or person as the report names it, with what the roster knows of it.

    `code` is a PLOVER country and sector (`SYR MIL`), `actor_id` the roster's. Unknown is None.
    `inferred` is true when the words stand outside the clause of the claim.
    """

    text: str | None = None
    span: Span | None = None
    name: str | None = None
    code: str | None = None
    actor_id: str | None = None
    inferred: bool = False


class Claimant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who says so. `Claimant(name="report")` when the report states it in its own voice."""

    name: str
    text: str | None = None
    span: Span | None = None
    inferred: bool = False


REPORT_VOICE = Claimant(name="report")

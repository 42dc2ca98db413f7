"""Keeps reports, readings and claims, append-only: an SQLite file by default, PostgreSQL by address. See `docs/ledger.md`."""

from ebla.ledger.ledger import Change, HeldClaim, Ledger
from ebla.ledger.linking import Entry, Incident, Linking, LinkingRun, Membership, Redirect, Relation, ToLink
from ebla.ledger.queries import AsOf, ClaimFilter
from ebla.ledger.standing import SetAside, Sighting, Standing, Supersession

__all__ = [
    "AsOf",
    "Change",
    "ClaimFilter",
    "Entry",
    "HeldClaim",
    "Incident",
    "Ledger",
    "Linking",
    "LinkingRun",
    "Membership",
    "Redirect",
    "Relation",
    "SetAside",
    "Sighting",
    "Standing",
    "Supersession",
    "ToLink",
]

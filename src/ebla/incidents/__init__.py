"""Claims in; incidents out: blocked, compared, scored and grouped, each pair's weight explained. See `docs/linking.md`.

Pure: no ledger, no clock, no chance. `ebla.linking.link_ledger` carries claims out of the ledger and incidents back.
"""

from ebla.incidents.claims import LinkClaim, link_claims
from ebla.incidents.explain import explain
from ebla.incidents.linking import LINKER, Judgement, LinkResult, Workspace, link
from ebla.incidents.weights import Weights, load_weights

__all__ = [
    "LINKER",
    "Judgement",
    "LinkClaim",
    "LinkResult",
    "Weights",
    "Workspace",
    "explain",
    "link",
    "link_claims",
    "load_weights",
]

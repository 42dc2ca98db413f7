"""Words in; reports that hold them, with the words around each, and claims whose own words do, out.

The ledger's full-text index finds the reports.
"""

from __future__ import annotations

from typing import Any

from ebla.errors import LedgerError
from ebla.ledger import Ledger
from ebla.ledger.words import search_terms
from ebla.pages.filters import escaped
from ebla.pages.foreign import shown
from ebla.pages.marking import hits_in
from ebla.pages.queries.incidents import dated
from ebla.pages.queries.reports import CLAIM_COLUMNS, list_reports
from ebla.pages.store import Generation

_AROUND_CHARS = 90
_SNIPPETS = 3
_LOOKED_IN_CHARS = 200_000


def search(ledger: Ledger, generation: Generation, query: str, limit: int, cursor: str | None = None) -> dict[str, Any]:
    """Return a page of reports, the latest first, each with snippets cut around the hits, and the cursor of the next; on the first, claims.

    Raises BadCursorError for a cursor that no page gave.
    """
    terms = search_terms(query)
    if not terms:
        return {"total": 0, "next": None, "reports": [], "claims": []}
    ids = ledger.search(query)
    rows, following = list_reports(generation, cursor=cursor, limit=limit, ids=ids)
    for row in rows:
        row["snippets"] = _snippets(ledger, row["report_id"], query)
    conditions = " AND ".join("' ' || lower(strip_accents(words)) LIKE ? ESCAPE '\\'" for _ in terms)
    claims = [] if cursor else generation.records(
        f"SELECT {', '.join(CLAIM_COLUMNS)}, (SELECT min(incident_id) FROM members WHERE claim_id = claims.id) AS incident_id "
        f"FROM claims WHERE {conditions} ORDER BY coalesce(date_start, date_end) DESC NULLS LAST, id LIMIT ?",
        [*(f"% {escaped(term)}%" for term in terms), limit],
    )  # fmt: skip
    return {"total": len(ids), "next": following, "reports": rows, "claims": [{"claim_id": row.pop("id"), **dated(row)} for row in claims]}


def _snippets(ledger: Ledger, report_id: str, query: str) -> list[dict[str, Any]]:
    """Return the first hits in a report's text, each with the words before and after it."""
    try:
        text = ledger.report(report_id).text[:_LOOKED_IN_CHARS]
    except LedgerError:
        return []
    return [
        {
            "start_char": start,
            "end_char": end,
            "before": " ".join(shown(text[max(0, start - _AROUND_CHARS) : start]).split()),
            "hit": shown(text[start:end]),
            "after": " ".join(shown(text[end : end + _AROUND_CHARS]).split()),
        }
        for start, end in hits_in(text, query, _SNIPPETS)[:_SNIPPETS]
    ]

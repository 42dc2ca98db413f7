"""Link claims with sensible defaults: an air strike on the market of Tarvel on day 100, told by report r1."""

from __future__ import annotations

from typing import Any

from ebla.incidents import LinkClaim


def deed(claim_id: str, **more: Any) -> LinkClaim:
    """A telling; its report is named after it."""
    fields = {
        "report_id": f"report of {claim_id}", "status": "occurred", "event_type": "ASSAULT", "mode": "aerial", "report_day": 101,
        "first_day": 100, "last_day": 100, "place_kind": "point", "place_id": "tarvel", "latitude": 12.5, "longitude": 40.25,
        "country": "ZZ",
        "admin1": "osk", "point_words": ("tarvel",), "actors": ("zzd-mil",), "sides": ("ZZD MIL",), "facilities": ("market",),
        "killed_low": 12.0,
        "killed_high": 12.0,
    }  # fmt: skip
    return LinkClaim(id=claim_id, **fields | more)


ELSEWHERE = {"place_id": "omed", "latitude": 12.9, "longitude": 40.25, "point_words": ("omed",)}
"""Another town, 44 km away."""
VAGUE = {
    "place_kind": "vague", "place_id": None, "latitude": None, "longitude": None, "point_words": (), "place_words": ("osk",),
    "admin1": None,
}  # fmt: skip
"""Somewhere in the province."""

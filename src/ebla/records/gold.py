"""Faults of gold lines: hand-made claims that say what a reading of a report should hold (`docs/claims.md`, "Gold lines").

In come gold lines as plain JSON values and, where there is one, the report's text; out go messages. Closed lists and field names are the
records' own. Whether the coder was right is not judged here.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from ebla.records.checking import is_number
from ebla.records.schema import CLAIM_RECORDS, CLOSED, DATE_FIELDS, KINDS, LINK_FIELDS, NOUN_FIELDS, PARTY_FIELDS, PLACE_FIELDS, statuses

NOTES = ("kind", "sentence", "span", "also", "also_sentences", "optional", "wrong")
"""Keys of a gold line that are no field of a claim."""
NOT_GOLD = ("report_id", "reader", "confidence", "evidence")
FIELDS = {
    name for record in CLAIM_RECORDS.values() for name in (field.name for field in msgspec.structs.fields(record)) if name not in NOT_GOLD
}
KEYS = FIELDS | {f"{name}_any" for name in FIELDS} | set(NOTES)


def check_gold(lines: Iterable[tuple[int, Any]], text: str | None = None) -> list[str]:
    """Return the faults of a gold file, each as `line N: what`; empty when it keeps the rules.

    Args:
        lines: The file's lines, numbered and decoded from JSON.
        text: The report's kept text. Given, spans must lie inside it and its digest must be the one in the `meta` line.
    """
    every = list(lines)
    objects = [line for _, line in every if isinstance(line, dict)]
    ids = [line.get("id") for line in objects if line.get("kind") != "meta"]
    out = [f"line 0: id {x!r} twice" for x in sorted({str(x) for x in ids if ids.count(x) > 1})]
    if sum(line.get("kind") == "meta" for line in objects) != 1:
        out.append("line 0: a gold file has one meta line")
    for number, line in every:
        if not isinstance(line, dict):
            found = ["not an object"]
        elif line.get("kind") == "meta":
            found = list(_meta_faults(line, text))
        else:
            found = check_gold_line(line, {str(x) for x in ids}) + list(_span_faults(line, text))
        out += [f"line {number}: {fault}" for fault in found]
    return out


def check_gold_line(line: dict[str, Any], ids: set[str]) -> list[str]:
    """Return the faults of one claim or trap of a gold file, spans apart.

    Args:
        line: The line.
        ids: The ids of all lines of the file.

    >>> check_gold_line({"id": "T1", "kind": "trap"}, {"T1"})
    ['a trap says in `wrong` what a hasty reader would record']
    """
    kind = line.get("kind")
    if kind not in (*KINDS, "trap"):
        return [f"unknown kind {kind!r}"]
    out = [f"unknown key {key!r}" for key in line if key not in KEYS]
    out += [f"{key} and {key}_any together" for key in line if f"{key}_any" in line]
    if not isinstance(line.get("id"), str):
        out.append(f"id: not a string: {line.get('id')!r}")
    if kind == "trap":
        return out + ([] if line.get("wrong") else ["a trap says in `wrong` what a hasty reader would record"])
    if kind == "event" and not {"status", "status_any"} & set(line):
        out.append("an event needs a status")
    for key, value in line.items():
        base = key.removesuffix("_any")
        if key != base and not isinstance(value, list):
            out.append(f"{key} is not a list of alternatives")
            continue
        for one in value if key != base else [value]:
            out += [f"{key}: {fault}" for fault in _value_faults(str(kind), base, one, ids)]
    return out


def _value_faults(kind: str, base: str, value: Any, ids: set[str]) -> Iterator[str]:
    closed = statuses(kind) if base == "status" else CLOSED.get(base)
    if closed and value is not None and not (isinstance(value, str) and value in closed):
        yield f"{value!r} is none of {sorted(closed)}"
    if base in (*PARTY_FIELDS, *NOUN_FIELDS, "via"):
        yield from _list_faults(base, value)
    if base in PLACE_FIELDS and value is not None and not (isinstance(value, dict) and value.get("name")):
        yield f"a place needs a name: {value!r}"
    if base in DATE_FIELDS and value is not None:
        yield from _date_faults(value)
    if base in ("low", "best", "high") and value is not None and not is_number(value):
        yield f"{value!r} is no number"
    if base == "claimant" and not (isinstance(value, dict) and value.get("name")):
        yield f"a claimant is an object with a name: {value!r}"
    if isinstance(value, dict) and any(key.endswith("_any") for key in value):
        yield f"alternatives stand in {base}_any, not inside a value: {value!r}"
    if base in LINK_FIELDS:
        for target in value if isinstance(value, list) else [value]:
            if target is not None and target not in ids:
                yield f"no line has the id {target!r}"


def _list_faults(base: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{value!r} is not a list (in {base}_any each alternative is a list)"
    elif base in NOUN_FIELDS:
        if not all(isinstance(x, str) for x in value):
            yield f"not nouns: {value!r}"
    elif not all(isinstance(x, str) or (isinstance(x, dict) and (x.get("name") or x.get("code"))) for x in value):
        yield f"a party needs a name or a code: {value!r}"


def _date_faults(value: Any) -> Iterator[str]:
    if not isinstance(value, dict) or not {"date_start", "date_end"} & set(value):
        yield f"a date needs date_start or date_end: {value!r}"
        return
    for end in ("date_start", "date_end"):
        try:
            if value.get(end) is not None:
                datetime.date.fromisoformat(value[end])
        except (TypeError, ValueError):
            yield f"{end} {value[end]!r} is no ISO day"


def _meta_faults(meta: dict[str, Any], text: str | None) -> Iterator[str]:
    for key in ("source", "report_date", "report_date_basis", "text_sha256"):
        if key not in meta:
            yield f"meta: no {key}"
    if text is not None and meta.get("text_sha256") != hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest():
        yield "meta: text_sha256 is not the digest of the report's text"


def _span_faults(line: dict[str, Any], text: str | None) -> Iterator[str]:
    spans = [("span", line.get("span")), *(("also", span) for span in line.get("also") or [])]
    for where, span in spans:
        if not (isinstance(span, list) and len(span) == 2 and all(isinstance(x, int) for x in span) and 0 <= span[0] < span[1]):
            yield f"{where}: not a span: {span}"
        elif text is not None and span[1] > len(text):
            yield f"{where}: span {span} ends after the text ({len(text)})"

"""The pages' JSON API in; `docs/openapi.json` and `docs/api.md` out, both from the routes themselves."""

from __future__ import annotations

import json
import pathlib
from typing import Any

from ebla.pages.app import documented

DOCS = pathlib.Path(__file__).parents[1] / "docs"
DOCUMENT, PAGE = DOCS / "openapi.json", DOCS / "api.md"
HEAD = """\
<!-- Written by scripts/generate-docs from the routes in src/ebla/pages/routes. -->
# The JSON API

`ebla serve` answers under `/api/v1/` with JSON: what its pages show. Reading needs no token on this machine; on another address
send `Authorization: Bearer TOKEN`. [openapi.json](openapi.json) is the same for programs.

- Unknown is `null`. Days are `YYYY-MM-DD`, coordinates WGS 84 degrees. A list parameter may stand several times.
- Lists come in pages: give `next` of an answer as `after` (of reviews as `since`).
  `generation` numbers the state of the record; `/api/v1/status` tells the newest.
- Each answer has an `ETag`: send it as `If-None-Match`, and an answer that has not changed is a 304.
- A value that cannot be is refused with 400 and `{"error": …}`; 404 is no such thing, 503 says that the first state is being built.

```
curl 'http://127.0.0.1:8477/api/v1/incidents?type=ASSAULT&country=SD&from=2023-08-01&limit=100'
```
"""


def document() -> str:
    """Return the OpenAPI document."""
    return json.dumps(documented().openapi(), indent=1, ensure_ascii=False) + "\n"


def page() -> str:
    """Return the page: each address with its parameters and what it gives."""
    told = documented().openapi()
    parts = [HEAD]
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            parts.append(
                f"\n## {method.upper()} {path}\n\n{operation.get('description', '')}\n"
                + _parameters(operation, told)
                + _gives(operation, told)
            )
    return "".join(parts)


def _parameters(operation: dict[str, Any], told: dict[str, Any]) -> str:
    rows = [
        f"| `{one['name']}` | {_type(one['schema'], told)} | {one.get('description', one['schema'].get('description', ''))} |"
        for one in operation.get("parameters", ())
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {}).get("$ref")
    if body:
        fields = told["components"]["schemas"][body.rpartition("/")[2]]["properties"]
        rows += [f"| in the body: `{name}` | {_type(one, told)} | {one.get('description', '')} |" for name, one in fields.items()]
    return "\n| parameter | | |\n|---|---|---|\n" + "\n".join(rows) + "\n" if rows else ""


def _gives(operation: dict[str, Any], told: dict[str, Any]) -> str:
    done = operation["responses"].get("200") or operation["responses"]["201"]
    schema = done.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    if not name:
        return ""
    found = told["components"]["schemas"][name]
    return f"\nGives {', '.join(f'`{field}`' for field in found['properties'])}: {_first_line(found)}\n"


def _first_line(schema: dict[str, Any]) -> str:
    return " ".join(schema.get("description", "").split())


def _type(schema: dict[str, Any], told: dict[str, Any]) -> str:
    kinds = schema.get("anyOf", [schema])
    names = []
    for kind in kinds:
        if "$ref" in kind:
            kind = told["components"]["schemas"][kind["$ref"].rpartition("/")[2]]
        if kind.get("type") == "null":
            continue
        if kind.get("type") == "array":
            names.append(f"list of {_type(kind['items'], told)}")
        elif "enum" in kind:
            values = kind["enum"]
            names.append(", ".join(f"`{value}`" for value in values) if len(values) <= 10 else "one of a closed list")
        else:
            names.append(
                kind.get("format")
                or {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(kind.get("type", ""), kind.get("type", ""))
            )
    return " or ".join(dict.fromkeys(names))

"""A file of the user's own actors in; its lines checked out, each as an object of roster.jsonl's form. Matches no name.

The first fault ends the reading, told with file, line and remedy.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import msgspec

from ebla.errors import InputError

Text = Annotated[str, msgspec.Meta(min_length=1)]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class _Held(msgspec.Struct, forbid_unknown_fields=True):
    """What held for a time: a name, or a code with its office."""

    name: Text | None = None
    code: Text | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    country: Text | None = None
    office: Text | None = None
    body: Text | None = None


class _Name(_Held, kw_only=True):
    name: Text


class _Code(_Held, kw_only=True):
    code: Text


class _Ambiguous(msgspec.Struct, forbid_unknown_fields=True):
    """A name that is also another's, and the countries where it means this actor."""

    alias: Text
    countries: list[Text]
    reason: Text


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the file; see `RosterEntry` for what the fields mean."""

    actor_id: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]+$")]
    name: Text
    aliases: list[Text]
    code: Text
    kind: Text
    country: Text | None
    countries: list[Text]
    parent: Text | None
    valid_from: Day | None
    valid_to: Day | None
    conflicts: list[Text]
    source: Text
    note: Text | None = None
    names: list[_Name] = []
    codes: list[_Code] = []
    offices: list[_Code] = []
    ambiguous_aliases: list[_Ambiguous] = []
    capital_aliases: list[Text] = []


def local_actors(path: Path, known: Collection[str]) -> list[dict[str, Any]]:
    """Return the actors of a file, one JSON object a line. Raises InputError, with file, line and remedy, for what is malformed.

    Args:
        path: The file, in UTF-8.
        known: Ids that are given already; none may come again.
    """
    try:
        lines = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise InputError(str(path), f"the file of actors cannot be read ({error.strerror})", "Check its name") from error
    found: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            actor = msgspec.json.decode(line, type=_Line)
            raw: dict[str, Any] = msgspec.json.decode(line)
        except msgspec.ValidationError as error:
            raise InputError(where, f"the actor is malformed ({error})", "Write it as the lines of roster.jsonl are") from error
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError(where, f"no JSON in UTF-8 ({error})", "Write one JSON object a line, in UTF-8") from error
        if actor.actor_id in known or actor.actor_id in seen:
            at = f"stands in line {seen[actor.actor_id]}" if actor.actor_id in seen else "is in Ebla's roster"
            raise InputError(where, f"the actor_id {actor.actor_id!r} {at} already", "Choose another id")
        seen[actor.actor_id] = number
        found.append(raw)
    return found

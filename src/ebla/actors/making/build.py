"""Makes roster.jsonl and its index from the tables written by hand.

In: countries.csv and tables/*.psv. Out: roster.jsonl, one actor a line, and roster.index, the lookup words of every alias. Run
`python -m ebla.actors.making.build` after any change of a table; a test fails when the files differ from what the tables give.
Nothing reads the tables at run time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from ebla.actors.countries import SHARED_DEMONYMS
from ebla.actors.index import index_of
from ebla.actors.making.states import BODIES, states
from ebla.actors.making.tables import groups, persons
from ebla.actors.names import word_set, words_of

HERE = Path(__file__).parent.parent
CAPITALS_ONLY = word_set("AIDS MEND FACT MODEL CARE PLAN PLOT GOAL REACH ECHO ARENA SAMS PACE MENA TAK MIT")
NEWLINE = b"\n"
LEADING = ("President", "King", "Leader", "Prime minister", "Head of", "Chairman of", "Supreme leader", "Emir")
PEOPLE_FORCES = "*'s forces;*'s troops;*'s army;*'s soldiers;forces loyal to *;troops loyal to *;pro-* forces;* forces;forces of *"
PEOPLE_REBELS = "*'s rebels;*'s fighters;*'s forces;*'s men;rebels loyal to *;forces loyal to *;*'s guerrillas;*'s militia;*'s group"
PEOPLE_STATE = "*'s government;* government;* regime;* administration;*'s regime"


def merged(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Add what the tables know of a generated body to it; forces and police keep the form of name of their kind."""
    by_id = {line["actor_id"]: line for line in lines if "merge_into" not in line}
    for line in lines:
        if "merge_into" not in line:
            continue
        target = by_id.get(line["merge_into"])
        if target is None:
            by_id[line["merge_into"]] = line | {"actor_id": line["merge_into"]}
            continue
        keep = target["kind"] in {"army", "police", "navy", "air_force"} or line["merge_into"].endswith("-mod")
        target["aliases"] = [*target["aliases"], target["name"], line["name"], *line["aliases"]]
        target["name"] = target["name"] if keep else line["name"]
        for key in ("ambiguous_aliases", "capital_aliases", "names", "codes"):
            target[key] = [*target.get(key, []), *line.get(key, [])]
        target["countries"] = list(dict.fromkeys([*target["countries"], *line["countries"]]))
        target["conflicts"] = list(dict.fromkeys([*target["conflicts"], *line["conflicts"]]))
        target["source"] = f"{target['source']}; {line['source']}"
    return [{k: v for k, v in line.items() if k != "merge_into"} for line in by_id.values()]


def followers(lines: list[dict[str, Any]]) -> None:
    """Add to armies, governments and groups the names they have from who leads them: "Assad's forces", "Nkunda's rebels".

    They hold in the leader's country only (two leaders may share a surname), so they are ambiguous aliases.
    """
    by_id = {line["actor_id"]: line for line in lines}
    for line in lines:
        if line["kind"] != "person" or not line["country"]:
            continue
        surnames = [a["alias"] for a in line["ambiguous_aliases"] if a["reason"] == "surname" and " " not in a["alias"]]
        for office in line["offices"]:
            low = line["country"].lower()
            if office["code"].endswith((" REB", " PRM")) and office["body"]:
                _follow(by_id.get(office["body"]), surnames, PEOPLE_REBELS)
                _follow(by_id.get(office["body"]), [line["name"]], "forces loyal to *;*'s rebels;*'s forces")
            elif office["code"].endswith(" GOV") and office["office"].startswith(LEADING) and line["conflicts"]:
                _follow(by_id.get(f"{low}-army"), surnames, PEOPLE_FORCES)
                _follow(by_id.get(f"{low}-army"), [line["name"]], "forces loyal to *;*'s forces")
                _follow(by_id.get(f"{low}-government"), surnames, PEOPLE_STATE)


def _follow(body: dict[str, Any] | None, names: list[str], templates: str) -> None:
    if body is None:
        return
    known = {tuple(words_of(a)) for a in [*body["aliases"], *(a["alias"] for a in body.get("ambiguous_aliases", []))]}
    for template in templates.split(";"):
        for name in names:
            alias = template.replace("*", name)
            if tuple(words_of(alias)) not in known:
                known.add(tuple(words_of(alias)))
                where = [body["country"]] if body["country"] else []
                body.setdefault("ambiguous_aliases", []).append({"alias": alias, "countries": where, "reason": "leader"})


def yield_to_tables(lines: list[dict[str, Any]], generated: set[str]) -> None:
    """Take from generated bodies the template names that a line written by hand has for its own ("Libyan National Army")."""
    taken: set[tuple[str, ...]] = set()
    for line in lines:
        if line["actor_id"] not in generated and line["kind"] != "person":
            taken |= {tuple(words_of(a)) for a in [line["name"], *line["aliases"]]}
    for line in lines:
        if line["actor_id"] in generated:
            line["aliases"] = [a for a in line["aliases"] if tuple(words_of(a)) not in taken]


def tidy(line: dict[str, Any]) -> dict[str, Any]:
    """Drop repeated aliases and empty optional keys; mark the acronyms that must stand in capitals.

    An ambiguous alias holds at most where the actor is active, whatever the table says.
    """
    own = {*line["countries"], line["country"]} - {None}
    for alias in line.get("ambiguous_aliases", []):
        alias["countries"] = [c for c in alias["countries"] if c in own] or (
            [line["country"]] if alias["countries"] and line["country"] else []
        )
    hard = {tuple(words_of(a["alias"])) for a in line.get("ambiguous_aliases", [])}
    capital = set(line.get("capital_aliases", []))
    seen = {tuple(words_of(line["name"]))}
    kept = []
    for alias in [*(n["name"] for n in line.get("names", [])), *line["aliases"]]:
        key = tuple(words_of(alias))
        if key and key not in seen and key not in hard:
            seen.add(key)
            kept.append(alias)
    everything = [line["name"], *kept, *(a["alias"] for a in line.get("ambiguous_aliases", []))]
    for alias in everything:
        letters = alias.replace(".", "").replace("-", "").replace("/", "")
        if letters.isupper() and letters.isalpha() and (len(letters) <= 3 or letters in CAPITALS_ONLY):
            capital.add(alias)
    line = line | {"aliases": kept, "capital_aliases": sorted(capital)}
    shared = {d for d, owner in SHARED_DEMONYMS.items() if owner != line["country"]}
    if line["kind"] != "person" and line["actor_id"].split("-")[-1] in {p for p, *_ in BODIES} | {"force"}:
        moved = [a for a in kept if a.split()[0].lower() in shared]
        line["aliases"] = [a for a in kept if a not in moved]
        more = [{"alias": a, "countries": [line["country"]], "reason": "shared"} for a in moved]
        line["ambiguous_aliases"] = [*line.get("ambiguous_aliases", []), *more]
    optional = ("ambiguous_aliases", "capital_aliases", "names", "codes", "offices", "note")
    return {k: v for k, v in line.items() if k not in optional or v}


def build() -> tuple[bytes, str]:
    """Give the roster file and its index as they should be on disk."""
    made = states()
    lines = merged([*made, *groups(), *persons()])
    yield_to_tables(lines, {line["actor_id"] for line in made})
    followers(lines)
    lines = [tidy(line) for line in lines]
    data = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines).encode()
    return data, index_of(lines, data)


def main() -> None:
    """Write roster.jsonl and roster.index beside this file."""
    data, index = build()
    (HERE / "roster.jsonl").write_bytes(data)
    (HERE / "roster.index").write_text(index, encoding="utf-8")
    sys.stderr.write(f"{data.count(NEWLINE)} actors, {index.count(chr(10)) - 1} lookup keys, {len(data)} bytes\n")


if __name__ == "__main__":
    main()

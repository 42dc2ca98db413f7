"""The vocabulary files in; `docs/vocabulary.md` as text out. Called by `scripts/generate-docs`."""

from __future__ import annotations

from collections.abc import Iterable

from ebla import vocabulary
from ebla.vocabulary import Entry

HEAD = """\
# Vocabulary

Written by `scripts/generate-docs` from `src/ebla/vocabulary/*.toml`; do not edit it by hand.

Ebla uses the field's own lists. Which values a claim may have is decided in one place, the `Literal` types of `ebla.records`, from which
`ebla check` and the JSON Schema are made. What a value means, its codebook, version, score and grouping are kept in one place too, the
files in `src/ebla/vocabulary/`; `tests/vocabulary/` fails when the two disagree. Meanings are in our own words and short; the codebooks
have the rules. [claims.md](claims.md) says how a deed is coded with them. Python: `ebla.vocabulary.plover_types()["ASSAULT"].modes`.
"""


def table(*columns: str) -> list[str]:
    """Return the head of a Markdown table."""
    return ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]


def row(*cells: object) -> str:
    """Return one row of a Markdown table; None is an empty cell."""
    return "| " + " | ".join("" if cell is None else str(cell) for cell in cells) + " |"


def section(title: str, entries: Iterable[Entry]) -> list[str]:
    """Return a heading and the line that names the codebooks of a list."""
    codebooks = dict.fromkeys(f"{entry.codebook}, {entry.version}" for entry in entries)
    return ["", f"## {title}", "", "; ".join(codebooks) + ".", ""]


def plover() -> list[str]:
    """Return the event types with their modes."""
    types = list(vocabulary.plover_types().values())
    lines = section("Event types and modes", [entry for kind in types for entry in (kind, *kind.modes)])
    lines += [
        "Quad class: V verbal or M material, C cooperation or X conflict. Score: from conflict (-10) to cooperation (10). Where a",
        "recipient is required, PLOVER codes no event without one; Ebla keeps the claim with an empty list. Modes with * are of the",
        "second codebook.",
        "",
        *table("event type", "quad", "score", "recipient", "means", "modes (score)"),
    ]
    for kind in types:
        modes = [f"`{m.name}`{'*' if m.codebook != kind.codebook else f' ({m.score:g})'} {m.means}" for m in kind.modes]
        needed = "required" if kind.recipient_required else None
        lines.append(row(f"`{kind.name}`", kind.quad_class, f"{kind.score:g}", needed, kind.means, "; ".join(modes)))
    return lines


def acled() -> list[str]:
    """Return the event and sub-event types."""
    types = list(vocabulary.acled_types().values())
    lines = section("ACLED event and sub-event types", types)
    lines += table("event type", "sub-event type", "disorder type", "means")
    for kind in types:
        lines += [row(kind.name, sub.name, " and ".join(sub.disorder_types), sub.means) for sub in kind.sub_event_types]
    return lines


def precisions() -> list[str]:
    """Return the precisions of places and dates."""
    places, dates = vocabulary.place_precisions().values(), vocabulary.date_precisions().values()
    lines = section("Precision of places and dates", places)
    lines += ["Claims say it in words; the numbers appear in exports only.", ""]
    lines += table("of", "our word", "UCDP number", "means")
    lines += [row(what, f"`{p.name}`", p.code, p.means) for what, entries in (("place", places), ("date", dates)) for p in entries]
    return lines


def idmc() -> list[str]:
    """Return the terms of displacement and the quantifiers."""
    terms, quantifiers = vocabulary.idmc_terms().values(), vocabulary.quantifiers().values()
    lines = section("Displacement terms and quantifiers", terms)
    lines += table("IDMC term", "means") + [row(term.name, term.means) for term in terms]
    lines += ["", *table("our quantifier", "IDMC's", "means"), *(row(f"`{q.name}`", q.idmc_name, q.means) for q in quantifiers)]
    return lines


def feature_codes() -> list[str]:
    """Return the feature codes of the gazetteers."""
    codes = vocabulary.feature_codes().values()
    lines = section("Feature codes of places", codes)
    return lines + table("code", "class", "means") + [row(f"`{code.name}`", code.feature_class, code.means) for code in codes]


def page() -> str:
    """Return the whole page."""
    lines = [HEAD.rstrip("\n"), *plover(), *acled(), *precisions(), *idmc(), *feature_codes()]
    return "\n".join(lines) + "\n"

"""What befell the counted in; the contract's measure, its IDMC term, stock or flow, and whether it is a running total out.

Source: the figure table and the decided cases of `docs/claims.md`; IDMC reporting terms; stock and flow as IDMC defines them.
"""

from __future__ import annotations

import re

from ebla.reading.figures.counted import PERSONAL, Harm
from ebla.reading.figures.syntax import has_perfect
from ebla.reading.figures.words import figure_words, word_set
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.records.claims import Measure, StockFlow, Unit
from ebla.records.span import Span

_DIRECT: dict[str, Measure] = {
    "killed": "killed", "wounded": "wounded", "casualties": "casualties", "missing": "missing", "detained": "detained",
    "abducted": "abducted", "displaced": "displaced", "returned": "returned", "in_need": "in_need", "fighters": "fighters",
    "population": "population", "strikes": "strikes",
}  # fmt: skip
_STAYING = word_set("staying")
_NOW = re.compile(
    r"\b(?:currently|still|now|remains?|remaining|as\s+of|at\s+present|to\s+date|living|staying|residing|sheltering|hosted|hosts?"
    r"|registered|in\s+need)\b",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:since\s+(?!then\s+the)|so\s+far|to\s+date|in\s+total|now\s+(?:totals?|stands?|exceeds?)|total\s+number|overall"
    r"|this\s+year|cumulative\w*|(?:death\s+|overall\s+)?toll\b[^.]{0,30}\b(?:ros?e|rises|risen|climb\w*"
    r"|stands?|passed|reached|topped)|bring(?:s|ing)?\s+(?:the|to)|(?:have|has)\s+since)\b",
    re.I,
)
_SPELL = re.compile(
    r"\b(?:in|over|during|within)\s+the\s+(?:past|last)\s+(?:\w+\s+){0,3}(?:hours|days?|weeks?|months?)|\b(?:today|yesterday"
    r"|overnight|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_LARGE = 100


def measured(harm: Harm, unit: str | None) -> tuple[Measure, Unit | None]:
    """Return the contract's measure and unit of a harm to what is counted."""
    if harm.kind == "destroyed":
        if unit == "home":
            return "homes_destroyed", "home"
        return ("facilities_destroyed", "facility") if unit == "facility" else ("other", "other")
    if harm.kind in _DIRECT:
        direct = _DIRECT[harm.kind]
        if direct == "strikes":
            return direct, "event"
        return direct, "household" if unit == "household" else "home" if unit == "home" else "person"
    return "other", _unit(unit or ("person" if harm.kind in PERSONAL else None))


def _unit(unit: str | None) -> Unit:
    known: dict[str | None, Unit] = {"person": "person", "household": "household", "home": "home", "facility": "facility", "event": "event"}
    return known.get(unit, "other")


def _present(verb: Word) -> bool:
    """Tell whether a verb says a state that holds: present, progressive, or a participle after "are"."""
    if verb.tag in ("VBZ", "VBP"):
        return True
    auxiliaries = [c.lower for c in verb.children if c.dep in ("aux", "auxpass")]
    if any(a in ("have", "has", "had", "'ve") for a in auxiliaries):
        return False
    return any(a in ("is", "are", "remain", "remains") for a in auxiliaries) or (
        verb.tag == "VBG" and not any(c.dep in ("dobj",) for c in verb.children)
    )


def stock_flow_of(measure: Measure, harm: Harm, head: Word, around: str) -> StockFlow:
    """Return `stock` for those in a state at a date, `flow` for harm and movements in a period, `count` for other things.

    Args:
        measure: The contract's measure.
        harm: What befell the counted.
        head: The counted noun.
        around: The words of the clause.
    """
    if measure in ("other", "strikes", "facilities_destroyed", "homes_destroyed"):
        return "count"
    if measure in ("population", "in_need", "fighters", "missing"):
        return "stock"
    cue = harm.cue
    if measure == "displaced":
        if harm.inside and cue is not head:
            return "stock"
        if cue is head or (
            cue.tag in ("JJ", "NN", "NNS", "NNP", "NNPS") and cue.lower not in ("evacuation", "displacement", "relocation", "exodus")
        ):
            return (
                "flow"
                if (cue.tag == "JJ" and not _NOW.search(around))
                or (re.search(r"\b(?:arriv|cross|fled|new)\w*", around) and not _NOW.search(around))
                else "stock"
            )
        if cue.lemma in _STAYING and (_present(cue) or cue.lemma in ("host", "register") or _NOW.search(around)):
            return "stock"
        if cue.lemma in ("displace", "uproot") and _present(cue) and _NOW.search(around):
            return "stock"
        return "stock" if cue.lemma in ("take", "seek", "find") and "had" in around.split() else "flow"
    if measure in ("detained", "abducted"):
        held = (cue is head and cue.lower not in ("arrests", "kidnappings", "abductions")) or cue.lemma in ("hold", "be", "remain")
        return "stock" if held else "flow"
    return "flow"


def term_of(measure: Measure, harm: Harm, words: list[Word], around: str) -> str | None:
    """Return the IDMC reporting term of a displacement or of destroyed housing."""
    if measure == "homes_destroyed":
        return "Destroyed housing"
    if measure != "displaced":
        return None
    if re.search(r"\brelief\s+camps?\b", around, re.I):
        return "In relief camp"
    if harm.term is not None:
        return harm.term
    idmc = figure_words().idmc
    for word in (harm.cue, *words):
        for key in (word.lemma, word.lower):
            if key in idmc:
                return idmc[key]
    return "Displaced" if harm.cue.lemma in _STAYING or harm.cue.lower in ("displaced", "idps") else None


def cumulative_of(parsed: ParsedText, sentence: Sentence, span: Span, harm: Harm, number_value: float | None) -> bool | None:
    """Return True where the words make a running total ("since the war began", "so far"), else None."""
    after = parsed.shown[span[1] : min(sentence.end_char, span[1] + 70)]
    before = parsed.shown[max(sentence.start_char, span[0] - 70) : span[0]]
    near = re.split(r"[;,]", after)[0]
    if _TOTAL.search(near) or _TOTAL.search(before if "," not in before else before.rsplit(",", 1)[-1]):
        return True
    perfect = has_perfect(harm.cue)
    if perfect and (number_value or 0) >= _LARGE and not _SPELL.search(before + after):
        return True
    return None

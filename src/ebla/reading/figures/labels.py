"""Text before a number in; the label that says what it counts out: "Killed: 12", "death toll rose to 45", "the number of tents is 349"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HOUSES = r"(?:houses?|homes?|housing|shelters?|dwellings?|tents)"
_LABEL = re.compile(
    rf"\b(?:(?P<destroyed>(?:(?:completely|totally|fully)\s+)?(?:destroyed|burnt|burned)\s+{_HOUSES}|{_HOUSES}\s+destroyed)"
    rf"|(?P<damaged>(?:(?:partially|partly)\s+)?(?:damaged|destroyed)\s+{_HOUSES}(?:/\w+)?|{_HOUSES}\s+damaged)"
    r"|(?P<razed>destroyed)(?=\s*:)|(?P<harmed>damaged)(?=\s*:)"
    r"|(?P<killed>(?:death\s+)?toll|(?:cost|claim(?:ed|ing|s)?|took|taking|loss\s+of)\s+(?:the\s+)?(?:lives|life)\s+of"
    r"|fatalit(?:y|ies)|deaths?|killed|dead|body\s+count|dead\s+bodies)|(?P<wounded>injur(?:ed|ies|y)|wounded)"
    r"|(?P<casualties>casualt(?:y|ies)(?:\s+toll)?)"
    r"|(?P<displaced>(?:internally\s+)?displaced(?:\s+(?:persons?|people|population|individuals|households|families))?|idps?"
    r"|evacuees?|evacuated|evacuations?|refugees?|arrivals"
    r"|displacement)|(?P<returned>returnees?|returned|returns)|(?P<missing>missing)|(?P<detained>detained|arrested|arrests|detainees)"
    r"|(?P<abducted>abducted|kidnapped|hostages))\b",
    re.IGNORECASE,
)
# Groups of the pattern that say what another does.
_SAME = {"razed": "destroyed", "harmed": "damaged"}
_GAP = re.compile(
    r"\s*(?:(?:[^.;:]{0,50}?\b(?:to|at|reached|reaching|of|was|is|were|stands?|stood|hits?|passed|topped|exceeded|now|total(?:s"
    r"|led|ling)?|rose|rises|risen|climbed|surpassed)\s+"
    r"(?:to\s+|at\s+|now\s+|about\s+|by\s+|be\s+)?)|(?:\s*total)?(?:\s+people|\s+persons|\s+individuals)?\s*[:=("
    r"|–-]\s*(?:total\s*[:=]?\s*)?|\s+(?:(?:along|together)\s+)?with\s+|\s+)$",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:total\s+)?number\s+of\s+(?P<what>(?:[^.;:,]|\.(?=\s\d)){3,90}?)\s+(?:in\s+[^.;:,]{1,40}?\s+)?(?:(?:has|have|had|now|is"
    r"|are|was|were|at|to|currently|already)\s+)*"
    r"(?:(?:estimated|reported|put|believed|thought)\s+(?:to\s+be|at)|stands?\s+at|stood\s+at|totals?|totall?ed|reached|exceeds?"
    r"|exceeded|passed|rose\s+to|risen\s+to|grew\s+to|grown\s+to|increased\s+to"
    r"|is|was|are|were|to|at)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says: the kind of harm, None for "the number of tents"; and where its words start and end before the number."""

    kind: str | None
    start: int
    end: int


def number_of_before(before: str) -> Label | None:
    """Return the counted of "the number of displaced families is" where the text before a number ends so."""
    found = list(_NUMBER_OF.finditer(before))
    return Label(None, found[-1].start("what"), found[-1].end("what")) if found else None


def label_before(before: str) -> Label | None:
    """Return the label that the text before a number ends with, or None."""
    for found in reversed(list(_LABEL.finditer(before))):
        gap = before[found.end() :]
        if _GAP.fullmatch(gap) and not re.search(r"\d", re.sub(r"\bfrom\s+[\d,.]+\s+to\b", "to", gap)):
            return Label(_SAME.get(str(found.lastgroup), str(found.lastgroup)), found.start(), found.end())
    return None

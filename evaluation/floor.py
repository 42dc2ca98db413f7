"""The blind floor: one event per sentence with the report's commonest party, type and place.

In comes a report, out goes a `Reading` like any reader's. It knows sentences, the parser's entity labels and a few stems, and nothing of
what the sentence says; a reader that does not clear it by far has read nothing. It sees no dates, figures, status or claimants.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from ebla.reading.parse import ParsedText, Parser, Sentence, Word
from ebla.records import Event, Party, Place, Reading, Report, Span
from ebla.records.checking import LONGEST_TRIGGER_CHARS

NAME = "floor/1"
PARTY_LABELS = ("ORG", "NORP", "PERSON")
PLACE_LABELS = ("GPE", "LOC", "FAC")
# Stems of words that name a type, a handful each; written for this floor from the PLOVER manual's names of types.
STEMS = {
    "ASSAULT": ("attack", "kill", "bomb", "shell", "clash", "fight", "strike", "shot", "offensive", "captur"),
    "CONSULT": ("meet", "met", "talk", "visit", "discuss"),
    "ACCUSE": ("accus", "condemn", "blam"),
    "REQUEST": ("urg", "call", "demand", "appeal"),
    "COERCE": ("arrest", "detain", "besieg", "block"),
    "AGREE": ("agree", "sign", "deal"),
    "PROTEST": ("protest", "demonstrat", "march"),
    "AID": ("aid", "relief", "assist"),
    "RETREAT": ("withdr", "releas", "retreat"),
    "MOBILIZE": ("deploy", "mobili", "reinforc"),
}


def read_floor(report: Report, parser_name: str = "md") -> Reading:
    """Return the floor's reading of a report: as many events as it has sentences, all alike."""
    parsed = Parser.load(parser_name).parse(report.text)
    party = _commonest(parsed, PARTY_LABELS)
    place = _commonest(parsed, PLACE_LABELS)
    event_type = _commonest_type(parsed)
    claims = []
    for number, sentence in enumerate(parsed.sentences):
        trigger = (sentence.start_char, min(sentence.end_char, sentence.start_char + LONGEST_TRIGGER_CHARS))
        claims.append(
            Event(
                id=hashlib.sha256(f"{report.id} {NAME} {number}".encode()).hexdigest()[:16],
                report_id=report.id,
                reader=NAME,
                status="occurred",
                event_type=event_type,  # type: ignore[arg-type]
                actor=_parties(report.text, sentence, party),
                place=_place(report.text, sentence, place),
                evidence={"trigger": (trigger,)},
            )
        )
    return Reading(report=report, reader=NAME, claims=tuple(claims))


def _names(parsed: ParsedText, labels: tuple[str, ...]) -> Iterator[Span]:
    """Yield the spans of runs of words that carry one of the labels."""
    run: list[Word] = []
    for word in [*parsed.words, None]:
        if word is not None and word.entity_type in labels and (not run or word.sentence is run[0].sentence):
            run.append(word)
            continue
        while run and run[0].tag == "DT":
            run.pop(0)
        if run:
            yield run[0].start_char, run[-1].end_char
        run = [word] if word is not None and word.entity_type in labels else []


def _commonest(parsed: ParsedText, labels: tuple[str, ...]) -> list[Span]:
    """Return where the commonest name stands (the first of equals), in text order; empty when there is none."""
    found = list(_names(parsed, labels))
    counts = Counter(_single(parsed.text, span) for span in found)
    best = counts.most_common(1)
    return [span for span in found if _single(parsed.text, span) == best[0][0]]


def _single(text: str, span: Span) -> str:
    return " ".join(text[span[0] : span[1]].split())


def _commonest_type(parsed: ParsedText) -> str:
    counts = Counter({"ASSAULT": 0})
    for word in parsed.words:
        counts.update(kind for kind, stems in STEMS.items() if word.lower.startswith(stems))
    return counts.most_common(1)[0][0]


def _nearest(sentence: Sentence, spans: list[Span]) -> tuple[Span, bool]:
    """Return the mention inside the sentence, else the first one, and whether it was taken from outside."""
    inside = [span for span in spans if sentence.start_char <= span[0] < sentence.end_char]
    return (inside or spans)[0], not inside


def _parties(text: str, sentence: Sentence, spans: list[Span]) -> tuple[Party, ...]:
    if not spans:
        return ()
    span, inferred = _nearest(sentence, spans)
    return (Party(text=text[span[0] : span[1]], span=span, name=_single(text, span), inferred=inferred),)


def _place(text: str, sentence: Sentence, spans: list[Span]) -> Place | None:
    if not spans:
        return None
    span, inferred = _nearest(sentence, spans)
    return Place(text=text[span[0] : span[1]], span=span, name=_single(text, span), inferred=inferred)

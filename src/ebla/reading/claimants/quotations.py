"""Parsed text in; who speaks each sentence out, where a quotation goes on over sentences or a label names the speaker of a transcript."""

from __future__ import annotations

import re

from ebla.reading.claimants.source import Source, speaker_of
from ebla.reading.grammar import is_verb
from ebla.reading.parse import ParsedText, Sentence
from ebla.reading.status import SPEECH_VERBS
from ebla.records import Span

_MARKS, _OPENING, _CLOSING = '"“”«»', '"“«', "”»"
_LABEL = re.compile(r"\s*((?:MR|MS|MRS|DR|GEN|THE|SENIOR|SECRETARY|PRESIDENT)\b[^:\n]{0,40}|Q|A):(?:\s|$)")
# An open quotation is the last speaker's up to so many paragraphs after he spoke.
_SPEAKER_PARAGRAPHS = 2


def transcript_labels(parsed: ParsedText) -> dict[int, Span]:
    """Return the label under which each sentence of a transcript stands ("MR. X: ..."), by the sentence's index."""
    out: dict[int, Span] = {}
    label: Span | None = None
    for sentence in parsed.sentences:
        if sentence.first_in_block or sentence.kind == "label":
            found = _LABEL.match(parsed.text[sentence.start_char : sentence.end_char])
            if found:
                label = (sentence.start_char + found.start(1), sentence.start_char + found.end(1))
        if label is not None:
            out[sentence.index] = label
    return out


def quoted_sentences(parsed: ParsedText) -> dict[int, Source]:
    """Return the speaker of each sentence that stands inside a quotation: the one of the sentence that attributes it, before or after."""
    out: dict[int, Source] = {}
    waiting: list[Sentence] = []
    inside = False
    speaker: Source | None = None
    for sentence in parsed.sentences:
        text = parsed.text[sentence.start_char : sentence.end_char]
        before, inside = inside, _still_inside(text, inside)
        quoted = before or text[:1] in _OPENING
        attributed = _attribution(sentence)
        if attributed is not None and (quoted or any(c in text for c in _MARKS)):
            for earlier in waiting:
                out.setdefault(earlier.index, attributed)
            waiting, speaker = [], attributed
            if quoted:
                out.setdefault(sentence.index, attributed)
        elif not quoted:
            waiting = []
            speaker = speaker if attributed is not None else None
        elif speaker is not None and (before or sentence.paragraph <= _paragraph(speaker) + _SPEAKER_PARAGRAPHS):
            out[sentence.index] = speaker
        else:
            waiting.append(sentence)
    return out


def _still_inside(text: str, inside: bool) -> bool:
    """Tell whether a quotation is open after a text, given whether one was before."""
    for char in text:
        if char == '"':
            inside = not inside
        elif char in _OPENING:
            inside = True
        elif char in _CLOSING:
            inside = False
    return inside


def _attribution(sentence: Sentence) -> Source | None:
    for word in sentence.words:
        if is_verb(word) and word.lemma in SPEECH_VERBS and word.dep in ("ROOT", "ccomp", "parataxis", "conj", "advcl", "dep"):
            found = speaker_of(word)
            if found is not None:
                return found
    return None


def _paragraph(source: Source) -> int:
    """Return the paragraph in which a source speaks."""
    word = source.verb or source.head
    return word.sentence.paragraph if word else -10

"""Text in; blocks (paragraphs, bullets, titles) and sentences with offsets out. Nothing is parsed and nothing is changed here.

A block is a run of text that is read together. Hard-wrapped lines are joined (the text keeps its line breaks; the parser sees blanks),
bullets and short title lines stand alone, and the `INVENTED` line and the `date YYYY-MM-DD` header belong to no block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ebla.reading.lexicon import word_set

HEADER = re.compile(r"\A\ufeff?\s*(?P<invented>INVENTED[^\n]*(?:\n|\Z))?\s*(?:date[ \t]+(?P<date>\d{4}-\d{2}-\d{2})\b)?", re.ASCII)
BULLET = re.compile(r"[ \t]*(?:[-–—*•·▪◦●■►‣⁃]|\(?\d{1,2}[.)]|\(?[a-z]\)|#{1,6})[ \t]+")
SPEAKER = re.compile(
    r"(?:(?:MR|MS|MRS|DR|GEN|GENERAL|SECRETARY|PRESIDENT|THE PRESIDENT|Q|A|SENIOR [A-Z]+ OFFICIAL)\b[^a-z\n:]{0,40}):[ \t]"
)
# "Lobaye:", "Port Sudan, Aug 24 (MPS) -", "lashkar gah --" before a sentence: where, when or who, no part of the sentence.
LABEL = re.compile(
    r"(?P<label>(?:\d{1,2}[:.h]\d{2}\s*(?:GMT|UTC)?\s*[-–—,]?\s*)?(?:[^\W\d_][\w'’./-]*|\(\w[\w ./-]{1,30}\)|\d{1,4})"
    r"(?:,?\s+(?:[\w'’./-]+|\([\w ./-]{2,40}\))){0,8}?)"
    r"(?P<mark>:|\s*--+|\s+[–—-])\s+(?=\S)"
)
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_VERB = re.compile(r"\b(?:was|were|is|are|has|have|had|said|says|will|would|killed|who|which|that)\b")
_SMALL = word_set("text.toml", "label_words")
ABBREVIATIONS = word_set("text.toml", "abbreviations")
# What runs on longer than this is a list or a table and no sentence; it is cut at a blank, because time grows with a sentence's square.
LONGEST_SENTENCE_CHARS = 2_000
_BREAK = re.compile(r"[.!?…。؟]+[\"'”’»)\]]*(?=\s|$)|(?<=[a-z0-9][.!?])(?=[A-Z][a-z])")


@dataclass(slots=True)
class Block:
    """A run of text read together. `kind` is `prose`, `bullet` or `title`; `paragraph` counts blank-line or line-break paragraphs."""

    start_char: int
    end_char: int
    kind: str
    paragraph: int
    label: tuple[int, int] | None = None
    sentences: list[tuple[int, int]] = field(default_factory=list)


def header_end(text: str) -> int:
    """Return where the body starts: after the `INVENTED` line and the `date` header, which belong to no sentence."""
    found = HEADER.match(text)
    return found.end() if found and (found["invented"] or found["date"]) else 0


def _lines(text: str, start: int) -> list[tuple[int, int]]:
    """Return the spans of the lines from an offset on, without their breaks."""
    return [m.span() for m in _LINE.finditer(text, start)]


def _title_like(line: str) -> bool:
    words = line.split()
    return 0 < len(words) <= 14 and line.rstrip()[-1:] not in '.!?:;,"”' and not re.search(r"\b(said|says|were|was|has|have)\b", line)


def blocks(text: str) -> list[Block]:
    """Cut a text into blocks, in text order; every character outside them is blank, header or bullet mark."""
    out = _joined_lines(text)
    for block in out:
        start = label_end(text, block.start_char, block.end_char)
        if start > block.start_char:
            block.label = (block.start_char, block.start_char + len(text[block.start_char : start].rstrip()))
        block.sentences = ([block.label] if block.label else []) + sentences(text, start, block.end_char)
    return out


def _joined_lines(text: str) -> list[Block]:
    """Return the lines of a text as blocks, those of a hard-wrapped paragraph joined."""
    lines = _lines(text, header_end(text))
    widths = sorted(b - a for a, b in lines)
    usual = widths[int(len(widths) * 0.9)] if widths else 0
    wrapped = len(lines) > 3 and usual <= 100
    out: list[Block] = []
    last_end, last_line = -1, ""
    for a, b in lines:
        line = text[a:b]
        bullet = BULLET.match(line)
        start = a + (bullet.end() if bullet else len(line) - len(line.lstrip()))
        end = a + len(line.rstrip())
        if start >= end:
            last_line = ""
            last_end = b if line.strip() else last_end
            continue
        gap = text[last_end:a] if last_end >= 0 else "\n\n"
        apart = gap.count("\n") > 1 or not last_line or "\u2029" in gap or bullet or SPEAKER.match(line.lstrip())
        if wrapped and out and not apart and _continues(line, last_line, usual):
            out[-1].end_char = end
            if out[-1].kind == "title":
                out[-1].kind = "prose"
        else:
            kind = "bullet" if bullet else "title" if _title_like(text[start:end]) else "prose"
            out.append(Block(start, end, kind, len(out)))
        last_end, last_line = b, line
    return out


def _continues(line: str, last_line: str, usual: int) -> bool:
    """Tell whether a line goes on from the one before: that is near full, or this starts small, and no short line ended a sentence."""
    length = len(last_line.rstrip())
    if last_line.rstrip()[-1:] in '.!?:"”' and length < 0.75 * usual:
        return False
    return length >= 0.55 * usual or line.lstrip()[:1].islower()


def label_end(text: str, start: int, end: int) -> int:
    """Return where a block's sentence starts after a label ("Lobaye: ...", a dateline), `start` when it has none."""
    found = LABEL.match(text, start, min(end, start + 120))
    if not found or found.end() >= end:
        return start
    label, mark = found["label"], found["mark"].strip()
    words = [w.strip(",().") for w in label.split()]
    names = [w for w in words if w and not w[0].isdigit()]
    if not names:
        return start
    lower = label == label.lower()
    if lower:
        return found.end() if len(words) <= (3 if mark == ":" else 4) and mark != "-" and label != text[start : start + 1] else start
    place_and_time = mark in ("–", "—") and "," in label and not _VERB.search(label)
    if any(w[:1].islower() and w.lower() not in _SMALL for w in names) and not place_and_time:
        return start
    if place_and_time and names[0][:1].isupper():
        return found.end()
    if mark in ("-", "–", "—") and not (re.search(r"\d|\(", label) or (len(words) <= 3 and text[start:end].count(mark) % 2 == 1)):
        return start
    return found.end()


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a block into sentences; each span starts and ends on a character that is not blank."""
    part = text[start:end]
    out: list[tuple[int, int]] = []
    begin = 0
    for m in _BREAK.finditer(part):
        stop = m.end()
        after = part[stop:].lstrip()
        if after and m.group().startswith(".") and not _ends_sentence(part, begin, m.start(), after):
            continue
        if after and after[0].islower() and not m.group().startswith("."):
            continue
        if after and m.group() == "…" and after[0].islower():
            continue
        _add(out, part, begin, stop, start)
        begin = stop
    _add(out, part, begin, len(part), start)
    return out


def _ends_sentence(part: str, begin: int, dot: int, after: str) -> bool:
    word = re.search(r"[\w.'’-]*$", part[begin:dot])
    last = (word.group() if word else "").lower()
    lower_case_copy = part[begin:dot].islower()
    if after[0].islower() and not lower_case_copy:
        return False
    if last in ABBREVIATIONS:
        return last in ("etc", "a.m", "p.m", "u.s", "u.n", "u.k", "inc", "co", "km") and after[0].isupper() and last not in ("u.s", "u.n")
    if re.fullmatch(r"[a-z]", last) and not after[:1].isdigit():  # an initial: "J. Smith"
        return False
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", last):
        return after.split()[0].lower().rstrip(",") in ("the", "he", "she", "it", "in", "on", "but", "they", "a", "at", "this")
    return True


def _add(out: list[tuple[int, int]], part: str, begin: int, stop: int, start: int) -> None:
    while stop - begin > LONGEST_SENTENCE_CHARS:
        cut = part.rfind(" ", begin + 1, begin + LONGEST_SENTENCE_CHARS)
        if cut < 0:
            break
        _add(out, part, begin, cut, start)
        begin = cut
    piece = part[begin:stop]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        out.append((start + begin + left, start + begin + right))

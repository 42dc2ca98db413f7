"""A trigger in; who says so out, innermost source first, with the words that name it.

Reporting verbs with their subject, "according to X", attribution after a quotation, speaker labels of a transcript, and a quotation that
goes on over sentences. Resolving the words to a party is not done here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ebla.reading.grammar import agents, is_passive, is_verb, raw_subjects
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.reading.status import SPEECH_VERBS

# Verbs that make their subject the claimant of what hangs on them.
SOURCES = SPEECH_VERBS | frozenset(
    """accuse blame deny reject refute dismiss warn fear predict urge call demand ask promise pledge vow threaten condemn denounce hope expect
    charge assure agree order plead appeal swear insist brag boast tweet reckon condemn decry document verify record""".split()
)
NO_SOURCE = frozenset("it there this that which what who nobody nothing you one".split())
THINGS_THAT_TELL = frozenset(
    """report statement source medium media video footage image document survey assessment figure data study record communique communiqué
    letter newspaper agency channel station website map photo photograph witness review investigation""".split()
)
QUOTES_OPEN, QUOTES_CLOSE = "“\"«", "”\"»"
LABEL = re.compile(r"\s*((?:MR|MS|MRS|DR|GEN|THE|SENIOR|SECRETARY|PRESIDENT)\b[^:\n]{0,40}|Q|A):(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so: the head word of the phrase that names it, or a span alone for a transcript's label."""

    head: Word | None
    verb: Word | None
    span: tuple[int, int] | None = None


class Claimants:
    """Finds the sources of a text's claims; built once per text."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self._quoted: dict[int, Source] = {}
        self._labels: dict[int, tuple[int, int]] = {}
        self._quotations()
        self._transcript()

    def _transcript(self) -> None:
        label: tuple[int, int] | None = None
        for sentence in self.parsed.sentences:
            if sentence.first_in_block or sentence.kind == "label":
                found = LABEL.match(self.parsed.text[sentence.start_char : sentence.end_char])
                if found:
                    label = (sentence.start_char + found.start(1), sentence.start_char + found.end(1))
            if label is not None:
                self._labels[sentence.index] = label

    def _quotations(self) -> None:
        """Give a sentence that stands wholly inside a quotation the speaker of the sentence that attributes it."""
        open_since: list[Sentence] = []
        inside = False
        speaker: Source | None = None
        for sentence in self.parsed.sentences:
            text = self.parsed.text[sentence.start_char : sentence.end_char]
            starts_inside = inside
            for char in text:
                if char == '"':
                    inside = not inside
                elif char in "“«":
                    inside = True
                elif char in "”»":
                    inside = False
            attributed = self._attribution(sentence)
            if attributed is not None and (starts_inside or any(c in text for c in '"“”«»')):
                for earlier in open_since:
                    self._quoted.setdefault(earlier.index, attributed)
                open_since = []
                speaker = attributed
                if starts_inside or text[:1] in QUOTES_OPEN:
                    self._quoted.setdefault(sentence.index, attributed)
            elif starts_inside or text[:1] in QUOTES_OPEN:
                if speaker is not None and (starts_inside or sentence.paragraph <= speaker_paragraph(speaker) + 2):
                    self._quoted[sentence.index] = speaker
                else:
                    open_since.append(sentence)
            else:
                open_since = []
                if attributed is None:
                    speaker = None

    def _attribution(self, sentence: Sentence) -> Source | None:
        for word in sentence.words:
            if is_verb(word) and word.lemma in SPEECH_VERBS and word.dep in ("ROOT", "ccomp", "parataxis", "conj", "advcl", "dep"):
                head = _speaker(word)
                if head is not None:
                    return Source(head, word)
        return None

    def of(self, trigger: Word, clause: Word, own_act: bool) -> list[Source]:
        """Return the sources of what a trigger states, innermost first; empty for the report's own voice.

        Args:
            trigger: The word that states the claim.
            clause: The verb that carries it.
            own_act: The trigger is itself an act by words, so its own subject is its actor and not its source.
        """
        out: list[Source] = []
        sentence = trigger.sentence
        word = clause if not own_act else trigger
        chain = [trigger, *trigger.ancestors()]
        below = trigger
        for above in chain[1:]:
            if is_verb(above) and above.lemma in SOURCES and below.dep in ("ccomp", "xcomp", "dobj", "pobj", "pcomp", "prep", "advcl", "parataxis", "obj", "dep", "acl", "oprd") and not (own_act and above is word):
                if not (below.dep == "advcl" and above.lemma in SPEECH_VERBS and not _as_clause(below) and below.i > above.i):
                    if not (below.dep in ("dobj", "prep", "pobj", "obj") and above.lemma in SPEECH_VERBS - {"report", "claim", "announce", "describe", "allege", "confirm", "record", "document", "admit", "acknowledge"}):
                        self._take(out, above)
            elif above.pos == "NOUN" and above.lemma in ("claim", "allegation", "report", "accusation", "statement", "announcement", "warning", "fear", "call", "promise", "pledge", "threat", "demand") and below.dep in ("acl", "prep", "ccomp", "relcl"):
                owner = next((c for c in above.children if c.dep == "poss"), None) or next(
                    (g for c in above.children if c.dep == "prep" and c.lower in ("by", "from") for g in c.children if g.dep == "pobj"), None
                )
                if owner is not None:
                    out.append(Source(owner, above))
            below = above
        for verb in [w for w in sentence.words if is_verb(w)]:
            for child in verb.children:
                # "X happened, Y said": the attribution may hang on the deed as a clause of its own
                if child.dep in ("parataxis", "ccomp", "advcl", "conj", "dep") and child.lemma in SPEECH_VERBS and verb in (clause, *clause.ancestors()) and (child.i > verb.i) and not any(c.dep in ("ccomp", "dobj", "xcomp") for c in child.children):
                    if child not in [s.verb for s in out]:
                        self._take(out, child)
        according = self._according(trigger)
        if according is not None and all(s.head is not according.head for s in out):
            out.insert(0, according)
        if not out and sentence.index in self._quoted:
            out.append(self._quoted[sentence.index])
        if not out and sentence.index in self._labels:
            out.append(Source(None, None, self._labels[sentence.index]))
        if not out and sentence.label is not None:
            spoken = self._label_source(sentence.label)
            if spoken is not None:
                out.append(spoken)
        return out

    def _label_source(self, label: Sentence) -> Source | None:
        """Return the body that a label names as the source of what follows ("UNHCR: over 9 000 people crossed")."""
        words = [w for w in label.words if w.pos not in ("PUNCT", "NUM")]
        if not words or self.parsed.text[label.end_char - 1] != ":":
            return None
        head = words[-1]
        body = all(w.text.isupper() and 2 <= len(w.text) <= 8 for w in words) and not self.parsed.case_restored or any(w.entity_type == "ORG" for w in words)
        return Source(head, head) if body and len(words) <= 5 else None

    def _take(self, out: list[Source], verb: Word) -> None:
        head = _speaker(verb)
        if head is not None and all(s.head is not head for s in out):
            out.append(Source(head, verb))

    def _according(self, trigger: Word) -> Source | None:
        for word in trigger.sentence.words:
            if word.lower == "according":
                to = next((c for c in word.children if c.lower == "to"), None)
                to = to or next((w for w in trigger.sentence.words if w.i == word.i + 1 and w.lower == "to"), None)
                head = next((c for c in to.children if c.dep in ("pobj", "pcomp")), None) if to else None
                if head is not None and head.lemma not in ("agreement", "deal", "plan", "term", "law", "resolution"):
                    return Source(head, word)
            if word.lower in ("per", "citing", "quoting") and word.dep in ("prep", "advcl"):
                head = next((c for c in word.children if c.dep in ("pobj", "dobj")), None)
                if head is not None and word.lower != "per":
                    return Source(head, word)
        return None


def _as_clause(word: Word) -> bool:
    return any(c.lower == "as" and c.dep == "mark" for c in word.children)


def speaker_paragraph(source: Source) -> int:
    """Return the paragraph in which a source speaks."""
    word = source.verb or source.head
    return word.sentence.paragraph if word else -10


def speaker_of(verb: Word) -> Source | None:
    """Return who says what a verb of saying or denying says, None where nobody is named."""
    head = _speaker(verb)
    return Source(head, verb) if head is not None else None


def _speaker(verb: Word) -> Word | None:
    subjects = agents(verb) if is_passive(verb) else [w for w in raw_subjects(verb)]
    for word in subjects:
        if word.lower in NO_SOURCE:
            continue
        return word
    return None

"""A trigger in; who says so out, innermost source first, with the words that name it.

Reporting verbs with their subject, "according to X", attribution after a quotation, speaker labels of a transcript, and a quotation that
goes on over sentences (`quotations.py`). Resolving the words to a party is not done here. Source: docs/claims.md, `claimant` and `via`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ebla.reading.claimants.quotations import quoted_sentences, transcript_labels
from ebla.reading.claimants.source import Source, speaker_of
from ebla.reading.grammar import is_verb
from ebla.reading.lexicon import word_set
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.reading.status import SPEECH_VERBS

__all__ = ["Claimants", "Source", "speaker_of"]

# Verbs that make their subject the claimant of what hangs on them.
_SOURCES = SPEECH_VERBS | word_set("statements.toml", "further_sources")
_REPORTING_NOUNS = word_set("statements.toml", "reporting_nouns")
_TELLING_NOUNS = word_set("statements.toml", "telling_nouns")
_TOLL_VERBS = word_set("statements.toml", "toll_verbs")
_TOLLS = word_set("statements.toml", "tolls")
_NOT_ACCORDING_TO = word_set("statements.toml", "not_according_to")
_OBJECTS = frozenset({"dobj", "prep", "pobj", "obj"})
_CONTENTS = _OBJECTS | {"ccomp", "xcomp", "pcomp", "advcl", "parataxis", "dep", "acl", "oprd"}
_APART = frozenset({"parataxis", "ccomp", "advcl", "conj", "dep"})
_LABEL_WORDS, _ACRONYM_CHARS = 5, range(2, 9)


class Claimants:
    """Finds the sources of a text's claims; built once per text."""

    def __init__(self, parsed: ParsedText) -> None:
        self._parsed = parsed
        self._quoted = quoted_sentences(parsed)
        self._labels = transcript_labels(parsed)

    def of(self, trigger: Word, clause: Word) -> list[Source]:
        """Return the sources of what a trigger states, innermost first; empty for the report's own voice.

        Args:
            trigger: The word that states the claim.
            clause: The verb that carries it.
        """
        out: list[Source] = []
        for source in [*_above(trigger), *_beside(trigger.sentence, clause)]:
            if all(s.head is not source.head for s in out):
                out.append(source)
        according = _according(trigger.sentence)
        if according is not None and all(s.head is not according.head for s in out):
            out.insert(0, according)
        return out or self._around(trigger.sentence)

    def _around(self, sentence: Sentence) -> list[Source]:
        """Return who speaks the whole sentence: in a quotation, a transcript, or after a body's label."""
        if sentence.index in self._quoted:
            return [self._quoted[sentence.index]]
        if sentence.index in self._labels:
            return [Source(None, None, self._labels[sentence.index])]
        spoken = self._label_source(sentence.label) if sentence.label is not None else None
        return [spoken] if spoken is not None else []

    def _label_source(self, label: Sentence) -> Source | None:
        """Return the body that a label names as the source of what follows ("UNHCR: over 9 000 people crossed")."""
        words = [w for w in label.words if w.pos not in ("PUNCT", "NUM")]
        if not words or len(words) > _LABEL_WORDS or self._parsed.text[label.end_char - 1] != ":":
            return None
        acronym = all(w.text.isupper() and len(w.text) in _ACRONYM_CHARS for w in words) and not self._parsed.case_restored
        return Source(words[-1], words[-1]) if acronym or any(w.entity_type == "ORG" for w in words) else None


def _above(trigger: Word) -> Iterator[Source]:
    """Yield the sources above a trigger in its tree: who says, denies, asks or fears it, or whose report or claim it is."""
    below = trigger
    for above in trigger.ancestors():
        if is_verb(above) and above.lemma in _SOURCES and below.dep in _CONTENTS:
            source = speaker_of(above) if _tells(above, below) else None
            if source is not None:
                yield source
        elif above.lemma in _TOLL_VERBS and below.dep in _OBJECTS and any(c.dep == "dobj" and c.lemma in _TOLLS for c in above.children):
            source = speaker_of(above)
            if source is not None:
                yield source
        elif above.pos == "NOUN" and above.lemma in _TELLING_NOUNS and below.dep in ("acl", "prep", "ccomp", "relcl"):
            owner = above.child("poss") or next(
                (g for c in above.children if c.dep == "prep" and c.lower in ("by", "from") for g in c.children if g.dep == "pobj"), None
            )
            if owner is not None:
                yield Source(owner, above)
        below = above


def _tells(verb: Word, below: Word) -> bool:
    """Tell whether a reporting verb tells what hangs on it: "said, after shelling it" and "told the gunmen" do not."""
    if verb.lemma not in SPEECH_VERBS:
        return True
    if below.dep == "advcl" and below.i > verb.i:
        return any(c.lower == "as" and c.dep == "mark" for c in below.children)
    return below.dep not in _OBJECTS or verb.lemma in _REPORTING_NOUNS


def _beside(sentence: Sentence, clause: Word) -> Iterator[Source]:
    """Yield who speaks in a clause hung on the deed's own ("X happened, Y said")."""
    statement = {clause.i, *(w.i for w in clause.ancestors())}
    for verb in sentence.words:
        if verb.i not in statement or not is_verb(verb):
            continue
        for child in verb.children:
            if child.dep in _APART and child.lemma in SPEECH_VERBS and child.i > verb.i and child.child("ccomp", "dobj", "xcomp") is None:
                source = speaker_of(child)
                if source is not None:
                    yield source


def _according(sentence: Sentence) -> Source | None:
    """Return the source of "according to X", "citing X"."""
    for word in sentence.words:
        if word.lower == "according":
            to = next((w for w in [*word.children, *(w for w in sentence.words if w.i == word.i + 1)] if w.lower == "to"), None)
            head = to.child("pobj", "pcomp") if to is not None else None
            if head is not None and head.lemma not in _NOT_ACCORDING_TO:
                return Source(head, word)
        if word.lower in ("citing", "quoting") and word.dep in ("prep", "advcl"):
            head = word.child("pobj", "dobj")
            if head is not None:
                return Source(head, word)
    return None

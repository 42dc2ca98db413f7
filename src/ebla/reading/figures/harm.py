"""A counted noun in; what is said to have befallen it out: the measure and the verb or noun that says it.

Read from the words right beside the phrase first, then from the parse. Words are matched with `figures.toml`; the status of the deed is not read here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ebla.reading.figures.labels import Label, label_before, number_of_before
from ebla.reading.figures.syntax import HAVE, belongs, chain, governors
from ebla.reading.figures.words import figure_words, is_person, look, noun_keys, unit_of, verb_key, word_set
from ebla.reading.parse import ParsedText, Sentence, Word

_BE = word_set("be")
_AUXILIARY = _BE | word_set("auxiliary")
_HEDGES = word_set("hedge")
_BOTH = r"(?:killed|dead|deaths?|died|slain)\s*(?:or|and|and/or|/)\s*(?:(?:seriously|badly|otherwise)\s+)?(?:wounded|injured|injuries|hurt|maimed)|(?:killing|killings)\s+(?:or|and)\s+(?:wounding|injuring|maiming)|(?:kill|kills)\s+(?:or|and)\s+(?:wound|injure|maim)s?|(?:wounded|injured)\s+or\s+killed"
_UNSURE = re.compile(
    r"\b(?:damag\w+\s+(?:or|and|and/or)\s+destroy\w*|destroy\w+\s+(?:or|and/or)\s+damag\w*|kill\w*\s+or\s+captur\w+|captur\w+\s+or\s+kill\w*)\s+(?:a\s+total\s+of\s+)?$",
    re.I,
)
_BOTH_LEFT = re.compile(rf"\b(?:{_BOTH})\s+(?:of\s+)?(?:a\s+total\s+of\s+)?$", re.I)
_BOTH_RIGHT = re.compile(rf"\s*(?:(?:have|has|had|were|was|are|been|being|reportedly|either|also|who)\s+)*(?:{_BOTH})\b", re.I)
_KIND_OF_PREDICATE = {"killed": "killed", "displaced": "displaced", "detained": "detained"}
# Verbs that stand before "to death" without a death.
_THREATS = word_set("threat")
_WEAK = frozenset(["taken", "aided", "damaged", "casualties", "freed", "deployed"])
_SEVERITY = (
    "killed",
    "casualties",
    "abducted",
    "detained",
    "wounded",
    "displaced",
    "returned",
    "missing",
    "destroyed",
    "damaged",
    "in_need",
    "taken",
    "freed",
    "deployed",
    "population",
    "aided",
    "other",
)
PERSONAL = word_set("personal")


@dataclass(frozen=True, slots=True)
class Harm:
    """What befell the counted: a class of `figures.toml`, the word that says it, and an IDMC term where the words give one.

    `inside`: said by a word of the phrase itself ("displaced people"); `indirect`: found by the parse, not by the words beside.
    """

    kind: str
    cue: Word
    term: str | None = None
    inside: bool = False
    indirect: bool = False


def fits(kind: str, unit: str | None) -> bool:
    """Tell whether this can befall what is counted; None stands for a number without a noun."""
    if kind in ("destroyed", "damaged"):
        return unit in ("home", "facility", "other", None)
    if kind == "taken":
        return unit in ("other", "facility")
    if kind == "displaced":
        return unit in ("person", "household", "home", None)
    if kind == "other":
        return unit in ("person", "household")
    return unit in ("person", "household", None) if kind in PERSONAL else True


def _first(kinds: tuple[str, ...] | None, unit: str | None) -> str | None:
    return next((k for k in kinds or () if fits(k, unit)), None)


@dataclass(slots=True)
class Counted:
    """A phrase as the search for harm sees it: its head, its first and last characters, its unit; `noun` where the noun stands before the number."""

    parsed: ParsedText
    sentence: Sentence
    head: Word
    start_char: int
    end_char: int
    unit: str | None
    single: bool = False
    noun: Word | None = None
    noun_words: list[Word] = field(default_factory=list)

    def before(self, chars: int = 60) -> str:
        """The text before the phrase, within its sentence and the label that stands before it."""
        floor = self.sentence.start_char
        if self.sentence.index > 0 and self.parsed.sentences[self.sentence.index - 1].kind == "label":
            floor = self.parsed.sentences[self.sentence.index - 1].start_char
        return self.parsed.shown[max(floor, self.start_char - chars) : self.start_char]

    def after(self, chars: int = 60) -> str:
        """The text after the phrase, within its sentence."""
        return self.parsed.shown[self.end_char : min(self.sentence.end_char, self.end_char + chars)]


def harm_of(counted: Counted) -> Harm | None:
    """Return what befell the counted, or None where the words near it and the parse say nothing."""
    if fits("casualties", counted.unit):
        both = _BOTH_LEFT.search(counted.before()) or _BOTH_RIGHT.match(counted.after())
        if both:
            at = counted.start_char - 2 if both.re is _BOTH_LEFT else counted.end_char + both.end() - 1
            cues = counted.parsed.words_in(at - 1, at + 1) or [counted.head]
            return Harm("casualties", cues[-1])
    if _UNSURE.search(counted.before()):
        return Harm(
            "damaged" if fits("damaged", counted.unit) and counted.unit is not None else "other",
            counted.parsed.words_in(counted.start_char - 3, counted.start_char - 1)[-1],
        )
    left = _left_verb(counted)
    if left is not None and left.kind not in _WEAK:
        return left
    if counted.single:
        return _right(counted) or _from_parse(counted)
    near = _left_noun(counted, 3) if counted.unit is None else None
    return _number_of(counted) or _right(counted) or near or left or _from_parse(counted) or _left_noun(counted, 100)


def _left_verb(counted: Counted) -> Harm | None:
    """A verb right before the phrase whose object it is: "killed 15"."""
    words = counted.parsed.words_in(max(counted.sentence.start_char, counted.start_char - 30), counted.start_char)
    words = [w for w in words if w.sentence is counted.sentence]
    while words and (
        words[-1].lower in ("another", "also", "of", "the", "its", "their", "his", "her", "“", '"', "‘", "'", "-", "total", "a")
        or words[-1].tag == "RB"
    ):
        words.pop()
    if not words or not words[-1].tag.startswith("V"):
        return None
    verb = words[-1]
    if len(words) > 1 and words[-2].lower in _BE and verb.tag in ("VBN", "VBD"):
        return None
    table = figure_words().object
    kind = _first(table.get(verb_key(verb, table)), counted.unit)
    found = _complement(counted, verb, "object")
    if found is not None:
        return found
    if verb.lemma == "lose" and counted.unit in ("person", "other"):
        return Harm("killed" if counted.unit == "person" else "taken", verb)
    return Harm(kind, verb) if kind else None


def _right(counted: Counted) -> Harm | None:
    """A participle or predicate right after the phrase: "12 civilians were killed", "30 hurt", "three soldiers dead"."""
    if belongs(counted.head):
        return None
    text = counted.parsed.shown
    aside = re.match(r"\s*(?:\([^()]{1,40}\)|of\s+(?:which|whom|them))\s+(?=\w)", text[counted.end_char : counted.end_char + 60])
    start = counted.end_char + (aside.end() if aside else 0)
    words = [w for w in counted.parsed.words_in(start, min(counted.sentence.end_char, start + 90)) if w.sentence is counted.sentence][:9]
    passive = perfect = False
    for n, word in enumerate(words):
        passive = passive or word.lower in _BE
        perfect = perfect or word.lower in HAVE
        hedge = word.lower in _HEDGES and n < 4
        if word.tag == "RB" or word.lower in _AUXILIARY or hedge or (word.text in "()–—-’'\"”" and n < 3):
            continue
        kind = _predicate_kind(counted, word)
        if kind is not None:
            return Harm(kind, word, figure_words().idmc.get(word.lower))
        return _participle(counted, word, passive, perfect)
    return None


def _participle(counted: Counted, word: Word, passive: bool, perfect: bool) -> Harm | None:
    """The harm of the verb that follows a phrase and its auxiliaries."""
    tables = figure_words()
    key = verb_key(word, tables.object)
    if not (word.tag.startswith("V") or word.tag == "JJ" or (key in tables.object and key != word.lower)):
        return None
    role = "object" if (word.tag == "VBN" and not (perfect and not passive)) or (passive and word.tag == "VBD") else "subject"
    bare = word.tag in ("VBD", "JJ", "NN", "NNP") and not passive and key in tables.object and key not in tables.subject
    if bare and fits(tables.object[key][0], counted.unit):
        role = _active_or_passive(word)
    loose = word.tag == "VBD" and not passive and key not in tables.subject and _active_or_passive(word) == "object"
    found = _complement(counted, word, role) or (_complement(counted, word, "object") if loose else None)
    if found is not None:
        return found
    if role == "object" and key not in tables.object and word.lemma in tables.subject:
        role, key = "subject", word.lemma
    kind = _first((tables.object if role == "object" else tables.subject).get(key), counted.unit)
    return Harm(kind, word) if kind is not None and kind not in ("other", "aided", "in_need", "population", "deployed") else None


def _active_or_passive(verb: Word) -> str:
    """A form in -ed after a noun without auxiliary: active where it has an object, else a bare participle ("30 wounded")."""
    return "subject" if any(c.dep in ("dobj", "obj") for c in verb.children) else "object"


def _predicate_kind(counted: Counted, word: Word) -> str | None:
    kind = figure_words().predicate.get(word.lower)
    return kind if kind and word.tag in ("JJ", "VBN", "VBD", "NN", "NNP", "RB", "VB", "VBG") and fits(kind, counted.unit) else None


def _from_parse(counted: Counted) -> Harm | None:
    found: list[Harm] = []
    for role, word in governors(counted.head):
        if role.startswith("of:") or role == "attribute":
            kind = look(figure_words().noun, word)
            if role == "attribute" and word.lemma == "toll":
                kind = _toll(word)
            if kind and fits(kind, counted.unit) and role in ("attribute", "of:of", "of:to", "of:among", "of:for", "of:at"):
                return Harm(kind, word)
            if (
                role == "of:with"
                and word.tag.startswith("V")
                and (taken := _complement(counted, word, "object")) is not None
                and taken.kind == "taken"
            ):
                return taken
            if role in ("of:to", "of:at", "of:from", "of:into") and word.tag.startswith("V"):
                subject = word.child("nsubj", "nsubjpass")
                if subject is not None and subject.lemma == "toll":
                    return Harm(_toll(subject), subject)
            continue
        if role == "object" and word.lemma in ("include", "comprise", "number") and (listed := _listed_in(counted, word)) is not None:
            return listed
        here = [h for r, v in chain(word, role) if (h := _verb_harm(counted, v, r)) is not None]
        found.extend(here)
        if here and role != "none" and word.dep not in ("acl", "relcl"):
            break
    if {"damaged", "destroyed"} <= {h.kind for h in found}:
        found = [h for h in found if h.kind != "destroyed"]
    return replace(min(found, key=lambda h: _SEVERITY.index(h.kind)), indirect=True) if found else None


def _toll(word: Word) -> str:
    """What a toll counts: deaths, unless it is a casualty toll."""
    return "casualties" if any(c.lower in ("casualty", "casualties") for c in word.children) else "killed"


def _listed_in(counted: Counted, verb: Word) -> Harm | None:
    """The harm of "the dead included four children"."""
    subject = verb.child("nsubj")
    if subject is None:
        return None
    tables = figure_words()
    kind = tables.predicate.get(subject.lower) or look(tables.counted, subject)
    return Harm(kind, subject) if kind and fits(kind, counted.unit) else None


def _verb_harm(counted: Counted, verb: Word, role: str) -> Harm | None:
    tables = figure_words()
    found = _complement(counted, verb, role)
    if found is not None:
        return found
    kind = _predicate_kind(counted, verb)
    if kind is not None and verb.tag in ("JJ", "NN"):
        return Harm(kind, verb)
    for child in verb.children:
        if child.dep in ("acomp", "oprd", "attr") and (kind := _predicate_kind(counted, child)) and role == "subject":
            return Harm(kind, child)
    intransitive = verb.lemma in tables.subject and verb_key(verb, tables.object) not in tables.object
    table = tables.object if role == "object" and not intransitive else tables.subject
    kind = _first(table.get(verb_key(verb, table)), counted.unit)
    return Harm(kind, verb) if kind else None


def _complement(counted: Counted, verb: Word, role: str) -> Harm | None:
    """A verb with words near it that make the harm: "left 14 people dead", "were taken hostage", "have taken shelter"."""
    shown, end = counted.parsed.shown, counted.sentence.end_char
    near = [shown[verb.end_char : min(end, verb.end_char + 70)]]
    if verb.end_char <= counted.start_char:
        near = [counted.after(50), shown[verb.end_char : min(end, verb.end_char + 40)]]
    adverb = verb.sentence.words[max(0, verb.i - verb.sentence.words[0].i - 1)]
    if role == "object" and adverb.lower == "fatally":
        return Harm("killed", verb)
    for entry in figure_words().complements:
        if (
            (not entry.verbs and verb.lemma in _THREATS)
            or entry.role not in (role, "either")
            or (entry.verbs and verb.lemma not in entry.verbs)
        ):
            continue
        if fits(entry.measure, counted.unit) and any(entry.near.match(text) for text in near):
            return Harm(entry.measure, verb, entry.term)
    return None


def _left_noun(counted: Counted, reach: int) -> Harm | None:
    """A label at most `reach` characters before the phrase: "death toll rose to 45", "Killed: 12", "evacuation of 60 families", "IDPs 12,300"."""
    label, cues = _words_of(counted, label_before(counted.before(100)), 100)
    if label is None or len(counted.before(100)) - label.end > reach:
        return None
    if label.kind in ("destroyed", "damaged"):
        counted.noun = next((w for w in cues if unit_of(w) == "home"), None)
        counted.noun_words = [counted.noun] if counted.noun is not None else []
        counted.unit = "home" if counted.noun is not None else counted.unit
    if label.kind is not None:
        return Harm(label.kind, cues[0]) if fits(label.kind, counted.unit) else None
    return None


def _words_of(counted: Counted, label: Label | None, chars: int) -> tuple[Label | None, list[Word]]:
    """Return a label with its words, None where it has none."""
    if label is None:
        return None, []
    at = counted.start_char - len(counted.before(chars))
    cues = counted.parsed.words_in(at + label.start, at + label.end)
    return (label, cues) if cues else (None, [])


def _number_of(counted: Counted) -> Harm | None:
    """What "the number of displaced families is" counts: the harm in its words, the noun handed to the phrase."""
    if "number of" not in counted.before(160):
        return None
    words = _words_of(counted, number_of_before(counted.before(160)), 160)[1]
    bare = [w for w in words if w.lower in figure_words().predicate or w.lower in ("killed", "displaced", "detained")]
    nouns = [w for w in words if w.tag in ("NNS", "NNPS") or w.lower == "people"]
    if not nouns:
        return Harm(_KIND_OF_PREDICATE.get(bare[0].lower) or figure_words().predicate[bare[0].lower], bare[0]) if bare else None
    noun = nouns[0]
    counted.noun, counted.noun_words = noun, [w for w in words if w.i <= noun.i]
    counted.unit = unit_of(noun) or ("person" if is_person(noun, lenient=True) else "other")
    itself = counted_itself(counted.noun_words, noun)
    if re.search(r"\bin\s+(?:\w+\s+)?need\b", counted.before(160)) and counted.unit in ("person", "household"):
        return Harm("in_need", noun)
    for word in words:
        if word.i > noun.i and word.tag in ("VBN", "VBD"):
            kind = _predicate_kind(counted, word) or _first(figure_words().object.get(verb_key(word, figure_words().object)), counted.unit)
            if kind is not None:
                return Harm(kind, word)
    return itself or Harm("taken" if counted.unit in ("other", "facility") else "other", noun)


def counted_itself(words: list[Word], head: Word) -> Harm | None:
    """Return the harm that the noun phrase says itself: "12 deaths", "wounded soldiers", "displaced families"."""
    tables = figure_words()
    kind = look(tables.counted, head)
    if kind is not None:
        return Harm(kind, head, inside=True)
    for word in words[:-1]:
        if word is head or word.tag not in ("VBN", "JJ", "VBD", "NN", "NNP"):
            continue
        if word.lower in tables.predicate and word.lower != "unharmed":
            return Harm(tables.predicate[word.lower], word, inside=True)
        key = verb_key(word, tables.object)
        if key in tables.object and (word.tag in ("VBN", "VBD") or word.lower.endswith("ed")) and tables.object[key][0] not in _WEAK:
            return Harm(tables.object[key][0], word, inside=True)
    return None


def says_harm(word: Word) -> bool:
    """Tell whether a word of a phrase says a state and names nobody: "wounded", "displaced"."""
    return word.lower in figure_words().predicate or look(figure_words().counted, word) is not None or word.lower in ("people", "persons")


def names_events(head: Word) -> bool:
    """Tell whether a noun is an attack whose count is `strikes`."""
    return any(key in figure_words().strikes for key in noun_keys(head))

"""A counted noun in; what is said to have befallen it out: the measure and the verb or noun that says it.

Read from the words right beside the phrase first, then from the parse. Words are matched with `figures.toml`; the status of the deed is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ebla.reading.figures.words import figure_words, look, noun_keys
from ebla.reading.parse import ParsedText, Sentence, Word

_BE = frozenset("be is are was were been being get got gets am 's 're".split())
_AUXILIARY = _BE | frozenset(
    "have has had who which that also later then to may might could will would both all reportedly still now and".split()
)
_RAISING = frozenset(
    """report believe say fear confirm think know presume continue manage begin start be have remain appear seem expect estimate find need try see allege
    claim announce describe list feel consider suspect understand register decide choose go come come""".split()
)
_PARTITIVE = frozenset(
    "total group number handful majority dozen score hundred thousand million toll pair couple quarter half lot all crowd tens sum part".split()
)
_TOLL = re.compile(
    r"\b(?:(?P<killed>death\s+toll|fatalit(?:y|ies)|deaths?|killed|dead|body\s+count|dead\s+bodies)|(?P<wounded>injur(?:ed|ies|y)|wounded)|(?P<casualties>casualt(?:y|ies)(?:\s+toll)?|toll)"
    r"|(?P<displaced>displaced(?:\s+(?:persons?|people|population|individuals|households|families))?|idps?|internally\s+displaced\s+(?:persons|people)|evacuees?|evacuated|refugees?"
    r"|arrivals)|(?P<returned>returnees?|returned)|(?P<missing>missing)|(?P<detained>detained|arrested|arrests|detainees)|(?P<abducted>abducted|kidnapped|hostages))\b",
    re.IGNORECASE,
)
_TOLL_GAP = re.compile(
    r"\s*(?:(?:[^.;]{0,50}?\b(?:to|at|reached|reaching|of|was|is|were|stands?|stood|hits?|passed|topped|exceeded|now|total(?:s|led|ling)?|rose|rises|risen|climbed|surpassed)\s+(?:to\s+|at\s+|now\s+|about\s+|by\s+)?)"
    r"|\s*[:=(|–-]\s*(?:total\s*[:=]?\s*)?|\s+)$",
    re.IGNORECASE,
)
_BOTH = r"(?:killed|dead|deaths?|died|slain)\s*(?:or|and|and/or|/)\s*(?:(?:seriously|badly|otherwise)\s+)?(?:wounded|injured|injuries|hurt|maimed)|(?:killing|killings)\s+(?:or|and)\s+(?:wounding|injuring|maiming)|(?:kill|kills)\s+(?:or|and)\s+(?:wound|injure|maim)s?|(?:wounded|injured)\s+or\s+killed"
_BOTH_LEFT = re.compile(rf"\b(?:{_BOTH})\s+(?:of\s+)?(?:a\s+total\s+of\s+)?$", re.I)
_BOTH_RIGHT = re.compile(rf"\s*(?:(?:have|has|had|were|was|are|been|being|reportedly|either|also|who)\s+)*(?:{_BOTH})\b", re.I)
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
    "aided",
    "other",
)
PERSONAL = frozenset("killed wounded casualties missing detained abducted displaced returned in_need aided".split())


@dataclass(frozen=True, slots=True)
class Harm:
    """What befell the counted: a class of `figures.toml`, the word that says it, and an IDMC term where the words give one."""

    kind: str
    cue: Word
    term: str | None = None


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
    """A phrase as the search for harm sees it: its head, its first and last characters, its unit."""

    parsed: ParsedText
    sentence: Sentence
    head: Word
    start_char: int
    end_char: int
    unit: str | None

    def before(self, chars: int = 60) -> str:
        """The text before the phrase, within its sentence."""
        return self.parsed.shown[max(self.sentence.start_char, self.start_char - chars) : self.start_char]

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
    return _left_verb(counted) or _right(counted) or _from_parse(counted) or _left_noun(counted)


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
    kind = _first(figure_words().object.get(verb.lemma), counted.unit)
    found = _complement(counted, verb, "object")
    if found is not None:
        return found
    return (
        Harm(kind, verb) if kind and kind in ("killed", "wounded", "casualties", "displaced", "detained", "abducted", "destroyed") else None
    )


def _right(counted: Counted) -> Harm | None:
    """A participle or predicate right after the phrase: "12 civilians were killed", "30 hurt", "three soldiers dead"."""
    words = [w for w in counted.parsed.words_in(counted.end_char, counted.sentence.end_char) if w.sentence is counted.sentence][:10]
    passive = perfect = False
    tables = figure_words()
    for n, word in enumerate(words):
        if word.lower in _BE:
            passive = True
        if word.lower in ("have", "has", "had", "'ve"):
            perfect = True
        if (
            word.tag == "RB"
            or word.lower in _AUXILIARY
            or word.text in "()–—-’'\"”"
            and n < 3
            or word.lower in ("feared", "reported", "believed", "confirmed", "said", "presumed", "left", "declared", "found")
            and n < 4
        ):
            if word.lower == "and" and n > 0:
                return None
            continue
        kind = _predicate_kind(counted, word)
        if kind is not None:
            return Harm(kind, word, tables.idmc.get(word.lower))
        if word.tag.startswith("V") or word.tag == "JJ":
            role = "object" if word.tag == "VBN" and not (perfect and not passive) or passive and word.tag == "VBD" else "subject"
            if (
                word.tag == "VBD"
                and not passive
                and word.lemma in tables.object
                and word.lemma not in tables.subject
                and fits(tables.object[word.lemma][0], counted.unit)
            ):
                role = _active_or_passive(word)
            table = tables.object if role == "object" else tables.subject
            found = _complement(counted, word, role)
            if found is not None:
                return found
            kind = _first(table.get(word.lemma), counted.unit)
            if kind is not None and kind not in ("other", "aided", "in_need"):
                return Harm(kind, word)
        return None
    return None


def _active_or_passive(verb: Word) -> str:
    """A form in -ed after a noun without auxiliary: active where it has an object, else a bare participle ("30 wounded")."""
    return "subject" if any(c.dep in ("dobj", "obj") for c in verb.children) else "object"


def _predicate_kind(counted: Counted, word: Word) -> str | None:
    kind = figure_words().predicate.get(word.lower)
    return kind if kind and word.tag in ("JJ", "VBN", "VBD", "NN", "NNP", "RB", "VB") and fits(kind, counted.unit) else None


def governors(head: Word) -> Iterator[tuple[str, Word]]:
    """Yield the role of a noun and the word that gives it, nearest first: object, passive, subject, of, attribute."""
    for child in head.children:
        if child.dep == "acl" and child.i > head.i and child.tag in ("VBN", "VBD"):
            yield "object", child
        elif child.dep == "acl" and child.i > head.i and child.tag == "VBG":
            yield "subject", child
        elif child.dep == "relcl":
            yield _relative_role(child), child
    word = head
    for _ in range(7):
        above = word.head
        if above is word:
            return
        if word.dep == "nsubjpass":
            yield "object", above
            return
        if word.dep == "nsubj":
            have = any(c.dep == "aux" for c in above.children)
            yield ("object" if above.tag == "VBN" and not have else "subject"), above
            return
        if word.dep in ("dobj", "obj", "dative", "oprd"):
            yield "object", above
            return
        if word.dep == "attr":
            subject = above.child("nsubj", "nsubjpass")
            if subject is not None:
                yield "attribute", subject
            return
        if word.dep == "pobj":
            if above.lower == "of" and (above.head.lemma in _PARTITIVE or above.head.tag == "CD"):
                word = above.head
                continue
            yield f"of:{above.lower}", above.head
            return
        if word.dep not in ("conj", "appos", "nummod", "quantmod", "compound", "nmod", "amod", "advmod", "poss", "npadvmod", "dep"):
            return
        if word.dep in ("conj", "dep", "npadvmod", "advmod") and above.tag.startswith("V"):
            return
        word = above


def _relative_role(verb: Word) -> str:
    if verb.child("nsubjpass") is not None:
        return "object"
    subject = verb.child("nsubj")
    if subject is not None and subject.lower in ("who", "that", "which"):
        return "subject"
    return "object" if subject is not None else "none"


def _chain(verb: Word, role: str) -> Iterator[tuple[str, Word]]:
    """Yield a verb and those that share the counted with it: joined verbs, and complements of "were reported", "managed to"."""
    yield role, verb
    for child in verb.children:
        if (
            child.dep in ("xcomp", "ccomp", "oprd", "acomp", "advcl")
            and verb.lemma in _RAISING
            and child.child("nsubj", "nsubjpass") is None
        ):
            yield ("object" if child.tag == "VBN" and not any(c.lower == "have" for c in child.children) else "subject"), child
        if child.dep == "conj" and child.tag.startswith("V") and child.child("nsubj", "nsubjpass") is None:
            if role == "subject" or child.tag in ("VBN", "VBD") and child.child("dobj", "obj") is None:
                yield (role if role == "subject" or child.lemma in figure_words().object else "subject"), child
    if role == "object" and verb.dep == "conj" and verb.head.tag.startswith("V") and verb.head.child("dobj", "obj", "nsubjpass") is None:
        yield role, verb.head


def _from_parse(counted: Counted) -> Harm | None:
    found: list[Harm] = []
    for role, word in governors(counted.head):
        if role.startswith("of:") or role == "attribute":
            kind = look(figure_words().noun, word)
            if role == "attribute" and word.lemma == "toll":
                kind = "killed" if any(c.lower == "death" for c in word.children) else "casualties"
            if kind and fits(kind, counted.unit) and role in ("attribute", "of:of", "of:to", "of:among", "of:for", "of:at"):
                return Harm(kind, word)
            if role in ("of:to", "of:at", "of:from", "of:into") and word.tag.startswith("V"):
                subject = word.child("nsubj", "nsubjpass")
                if subject is not None and subject.lemma == "toll":
                    return Harm("killed" if any(c.lower == "death" for c in subject.children) else "casualties", subject)
            continue
        here = [h for r, v in _chain(word, role) if (h := _verb_harm(counted, v, r)) is not None]
        found.extend(here)
        if here and role != "none":
            break
    return min(found, key=lambda h: _SEVERITY.index(h.kind)) if found else None


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
    kind = _first((tables.object if role == "object" else tables.subject).get(verb.lemma), counted.unit)
    return Harm(kind, verb) if kind else None


def _complement(counted: Counted, verb: Word, role: str) -> Harm | None:
    """A verb with words near it that make the harm: "left 14 people dead", "were taken hostage", "have taken shelter"."""
    shown, end = counted.parsed.shown, counted.sentence.end_char
    near = [shown[verb.end_char : min(end, verb.end_char + 70)]]
    if verb.end_char <= counted.start_char:
        between = shown[verb.end_char : counted.start_char]
        near = [counted.after(50), between] if len(between) < 40 else [counted.after(50)]
    adverb = verb.sentence.words[max(0, verb.i - verb.sentence.words[0].i - 1)]
    if role == "object" and adverb.lower == "fatally":
        return Harm("killed", verb)
    for entry in figure_words().complements:
        if entry.role not in (role, "either") or entry.verbs and verb.lemma not in entry.verbs:
            continue
        if fits(entry.measure, counted.unit) and any(entry.near.match(text) for text in near):
            return Harm(entry.measure, verb, entry.term)
    return None


def _left_noun(counted: Counted) -> Harm | None:
    """A noun or label before the phrase: "death toll rose to 45", "Killed: 12", "evacuation of 60 families", "IDPs 12,300"."""
    before = counted.before(100)
    labels = [m for m in _TOLL.finditer(before) if _TOLL_GAP.fullmatch(before[m.end() :]) and not re.search(r"\d", before[m.end() :])]
    if not labels:
        return None
    found = labels[-1]
    kind = str(found.lastgroup)
    if not fits(kind, counted.unit):
        return None
    at = counted.start_char - len(before) + found.start()
    cues = counted.parsed.words_in(at, at + 1) or [counted.head]
    return Harm(kind, cues[0])


def counted_itself(words: list[Word], head: Word) -> Harm | None:
    """Return the harm that the noun phrase says itself: "12 deaths", "wounded soldiers", "displaced families"."""
    tables = figure_words()
    kind = look(tables.counted, head)
    if kind is not None:
        return Harm(kind, head)
    for word in words[:-1]:
        if word.tag in ("VBN", "JJ", "VBD", "NN") and word is not head:
            if word.lower in tables.predicate and word.lower != "unharmed":
                return Harm(tables.predicate[word.lower], word)
            if (
                word.tag in ("VBN", "VBD")
                and word.lemma in tables.object
                and tables.object[word.lemma][0] not in ("taken", "aided", "damaged", "casualties")
            ):
                return Harm(tables.object[word.lemma][0], word)
    return None


def names_events(head: Word) -> bool:
    """Tell whether a noun is an attack whose count is `strikes`."""
    return any(key in figure_words().strikes for key in noun_keys(head))

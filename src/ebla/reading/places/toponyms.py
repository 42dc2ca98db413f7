"""A parsed report in, mentions of places out: which words may be a place, of what kind, with what evidence. Nothing is resolved here.

Gazetteer, parser and context speak together: a name is looked up, then its labels, its preposition, kind words about it ("town of X", "X
air base") and what
stands beside it (titles, organisations, verbs of saying) raise or lower its score. Words that no gazetteer knows can be a place by their
context alone.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from ebla.gazetteer.find import Gazetteer, Hit
from ebla.gazetteer.store import Match
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.reading.places.lexicon import Words, words

_HYPHENS = "-\u2010\u2011\u2013"
_QUOTES = "'’‘`ʼʻ"
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|az|ez|es|ed|et|an|adh|ath|ul|l|d)[-'’‘]", re.I)
DATELINE = re.compile(
    r"\s*(?:,[^.\n]{0,25}\.?)?\s*(?:\([^)]{2,40}\)\s*)?(?:--+|[—–\x97]|-\s)|[^\n]{0,20}\s\((?:AP|AFP|Reuters|IRIN|Xinhua|RIA|TASS|Agencies)\b[^)]*\)"
)
LONGEST = 6  # units of a name


@dataclass(slots=True)
class Unit:
    """Words written without a blank between them ("al-Hol", "Deir"), as one part of a name."""

    start: int
    end: int
    text: str
    words: list[Word]
    name_like: bool
    joined: bool  # only blanks stand between it and the unit before

    @property
    def lower(self) -> str:
        """The unit in lower case."""
        return self.text.lower()


@dataclass(slots=True)
class Mention:
    """Words that may be a place. `start` and `end` are those of the record, `name` is what is looked up."""

    start: int
    end: int
    name: str
    sentence: Sentence
    words: list[Word]
    hits: tuple[Hit, ...] = ()
    kind: str | None = None
    score: float = 0.0
    rule: str = "gazetteer"
    shape: str = "point"  # point, area (vague) or line
    near: bool = False
    label: str = ""
    barred: bool = False  # said to be a person or an act; no other mention makes it a place
    containers: list[Mention] = field(default_factory=list)
    pieces: list[Mention] = field(default_factory=list)  # the places that a line or a vague area is told by

    @property
    def head(self) -> Word:
        """The last word of the name."""
        return self.words[-1]


def units_of(sentence: Sentence, shown: str) -> list[Unit]:
    """Return the units of a sentence."""
    out: list[Unit] = []
    for word in sentence.words:
        last = out[-1] if out else None
        touching = last is not None and last.end == word.start_char and word.tag != "POS"
        glue = _HYPHENS + _QUOTES
        if last and touching and (word.text[0] in glue or last.text[-1] in glue) and word.text[0].isalpha() | (word.text[0] in glue):
            last.words.append(word)
            last.end = word.end_char
            last.text = shown[last.start : last.end]
            continue
        joined = bool(last) and not shown[last.end : word.start_char].strip() and word.start_char > last.end if last else False
        out.append(Unit(word.start_char, word.end_char, word.text, [word], False, joined))
    for unit in out:
        unit.text = unit.text.rstrip(_HYPHENS + _QUOTES) or unit.text
        unit.end = unit.start + len(unit.text)
        unit.name_like = _name_like(unit)
    return out


def _name_like(unit: Unit) -> bool:
    text = _ARTICLE.sub("", unit.text) if unit.text[0].islower() else unit.text
    first = text[:1]
    if not first.isalpha() or unit.words[0].tag == "POS":
        return False
    if first.isupper():
        word = unit.words[0]
        return not (
            word is word.sentence.words[0]
            and len(unit.words) == 1
            and word.pos in ("ADP", "DET", "PRON", "CCONJ", "SCONJ", "AUX", "PART", "ADV")
        )
    return not first.islower() and len(text) > 1


def believable(name: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return the hits that a short form in capitals can mean: "EU", "US" and "DRC" are no small towns."""
    if len(name) <= 3 and name.isupper():
        return tuple(h for h in hits if h.entry.feature_code in ("PCLI", "CONT", "RGN", "BDR") or h.entry.name == name)
    return hits


class Finder:
    """Finds mentions in one report."""

    def __init__(self, parsed: ParsedText, gazetteer: Gazetteer) -> None:
        self.parsed, self.gazetteer, self.words = parsed, gazetteer, words()
        self.mentions: list[Mention] = []

    def run(self) -> list[Mention]:
        """Return the mentions in text order, unlikely ones left out."""
        for sentence in self.parsed.sentences:
            self._sentence(units_of(sentence, self.parsed.shown), sentence)
        self._second_look()
        return [m for m in self.mentions if m.score >= 1.5]

    def _second_look(self) -> None:
        """A name that was surely a place once, or surely a person, is so again where its words alone leave doubt."""
        sure: dict[str, float] = {}
        for m in self.mentions:
            sure[m.name.lower()] = max(sure.get(m.name.lower(), -9.0), m.score)
        for m in self.mentions:
            if -1.5 <= m.score < 1.5 and not m.barred and sure[m.name.lower()] >= 2.5:
                m.score = 1.5
        other = {
            m.name
            for m in self.mentions
            if m.rule == "unlisted" and m.kind is None and {w.entity_type for w in m.words} & {"NORP", "PERSON", "ORG"}
        }
        for m in self.mentions:
            if m.rule == "unlisted" and m.name in other and m.kind is None:
                m.score -= 3.0
        surnames = self._surnames()
        for m in self.mentions:
            if m.name in surnames and len(m.words) == 1 and m.kind is None and m.label != "GPE" and not m.containers:
                m.score -= 2.5

    def _surnames(self) -> set[str]:
        """Return the last words of the persons who are named in full: alone they mean the person."""
        out, words_ = set(), self.parsed.words
        for a, b in itertools.pairwise(words_):
            if (
                a.entity_type == b.entity_type == "PERSON"
                and a.text[0].isupper()
                and b.text[0].isupper()
                and b.start_char - a.end_char == 1
            ):
                out.add(b.text)
        return out

    def _sentence(self, units: list[Unit], sentence: Sentence) -> None:
        i, first = 0, len(self.mentions)
        while i < len(units):
            step = self._at(units, i, sentence)
            i += step
        self.mentions[first:] = self._drawn_out(units, self._listed_kinds(units, self.mentions[first:]))

    def _listed_kinds(self, units: list[Unit], mentions: list[Mention]) -> list[Mention]:
        """Give a kind word in the plural to all of its list: "Hilmand, Zabul and Kunar provinces", "the departments of A, B and C"."""
        text = self.parsed.shown
        for k, m in enumerate(mentions):
            after = re.match(r"\s+(\w+)", text[m.end : m.end + 20])
            back = re.search(r"(\w+) of (?:the )?$", text[max(0, m.start - 30) : m.start])
            ahead = after and self.words.kinds.get(after[1].lower()) if after and after[1].lower().endswith("s") else None
            behind = self.words.kinds.get(back[1].lower()) if back and back[1].lower().endswith("s") else None
            for kind, step in ((ahead, -1), (behind, 1)):
                if kind not in ("adm1", "adm2", "division", "town"):
                    continue
                m.kind, m.score, n = m.kind or kind, m.score + 1.5, k
                while 0 <= n + step < len(mentions):
                    a, b = (mentions[n + step], mentions[n]) if step < 0 else (mentions[n], mentions[n + step])
                    if not re.fullmatch(r"\s*(?:,|,? and|,? or)\s*(?:the |in |in the )?", text[a.end : b.start]):
                        break
                    n += step
                    mentions[n].kind = mentions[n].kind or kind
                    mentions[n].score += 1.5
        return mentions

    def _drawn_out(self, units: list[Unit], mentions: list[Mention]) -> list[Mention]:
        """Read "the road between A and B", "countryside of A", "border with A" as one vague place told by the names in it."""
        lex, out = self.words, list(mentions)
        for i, unit in enumerate(units[:-1]):
            kind = lex.kinds.get(unit.lower, lex.kinds.get(unit.lower.removesuffix("s")))
            if (
                kind not in ("line", "vague")
                or unit.lower in ("front", "area", "areas", "coast")
                or units[i + 1].lower not in lex.line_prepositions
            ):
                continue
            inside = [m for m in out if m.sentence is units[i].words[0].sentence and m.start > unit.start and m.shape == "point"]
            if not inside or self.parsed.shown[units[i + 1].end : inside[0].start].strip() not in ("", "the"):
                continue
            told = [inside[0]]
            if len(inside) > 1 and re.fullmatch(r",? and (?:the )?|-", self.parsed.shown[told[0].end : inside[1].start]):
                told.append(inside[1])
            start = unit.start
            m = Mention(start, told[-1].end, told[0].name, told[0].sentence, unit.words, shape="line", rule="vague", score=3.0, pieces=told)
            out = [x for x in out if x not in told and not (x.start < m.end and start < x.end)]
            out.append(m)
        return sorted(out, key=lambda m: m.start)

    def _at(self, units: list[Unit], i: int, sentence: Sentence) -> int:
        unit, lex = units[i], self.words
        lower = unit.lower
        if not unit.name_like and not (lower == "the" and unit.text[0] == "T"):
            if lower in lex.directions:
                return self._direction(units, i, sentence)
            if lower in ("desert", "border", "frontier", "highway") and i and units[i - 1].lower == "the":
                self._lone(units, i, sentence)
            return 1
        short = self._abbreviated(units, i, sentence)
        if short:
            return short
        stop = self._run_end(units, i)
        for j in range(stop, i, -1):
            if " ".join(u.lower for u in units[i:j]) in lex.demonyms and self._demonym(units, i, j, sentence):
                return j - i
            if units[j - 1].lower in lex.connectors and not units[j - 1].name_like:
                continue
            name = self.parsed.shown[unit.start : units[j - 1].end]
            if (j == i + 1 and (lower in lex.ordinary or (lower in lex.prefixes and stop > j))) or self._cut_short(units, j, stop):
                continue
            if name.lower() in lex.ordinary:
                return j - i
            hits = believable(name, self.gazetteer.named(name))
            if hits and self._believable(name, hits, units[i:j]):
                return self._listed(units, i, j, name, hits, sentence)
        if not unit.name_like:
            return 1
        if any(h in unit.text[1:] for h in _HYPHENS) and self._pair(unit, units, i, sentence):
            return 1
        if lower in lex.directions and i + 1 < len(units):
            return self._direction(units, i, sentence)
        return self._unlisted(units, i, sentence)

    def _cut_short(self, units: list[Unit], j: int, stop: int) -> bool:
        """Say whether a name that ends at `j` would leave its "de la …" behind: "San Luis" of "San Luis de la Reina"."""
        return (
            j + 1 < stop
            and units[j].lower in self.words.connectors - self.words.soft_connectors
            and not units[j].name_like
            and units[j].joined
        )

    def _run_end(self, units: list[Unit], i: int) -> int:
        """Return the end of the longest run of name-like units from `i`, connectors between them allowed."""
        lex, end, j = self.words, i + 1, i + 1
        while j < len(units) and j - i < LONGEST and units[j].joined:
            if units[j].name_like:
                end = j + 1
            elif units[j].lower not in lex.connectors:
                break
            j += 1
        return end

    def _believable(self, name: str, hits: tuple[Hit, ...], units: list[Unit]) -> bool:
        if len(units) > 1 and any(u.lower in ("and", "the", "of") for u in units[1:-1]):
            return hits[0].match <= Match.OTHER
        if units[0].lower == "the" and not hits[0].entry.name.lower().startswith("the "):
            return False
        if len(units) == 1 and hits[0].match == Match.LOOSE and units[0].lower in self.words.kind_words:
            return False
        return len(name) >= 3 or hits[0].entry.feature_code == "PCLI" or name.isupper()

    def _abbreviated(self, units: list[Unit], i: int, sentence: Sentence) -> int:
        """Read "Ga.", "W. Va." and, after a comma, "GA"; return the units taken, 0 for none."""
        lex, shown = self.words, self.parsed.shown
        for n in (2, 1):
            if i + n > len(units) or (n == 2 and not units[i + 1].joined):
                continue
            end = units[i + n - 1].end
            for stop in (end + 1, end):  # the full stop may stand as a word of its own
                form = " ".join(shown[units[i].start : stop].split())
                known = lex.abbreviations.get(form)
                if known is None and i >= 2 and units[i - 1].lower == "," and units[i - 2].name_like:
                    known = lex.postal.get(form)
                if known:
                    name, code = known
                    hits = tuple(h for h in self.gazetteer.named(name) if not code or h.entry.code == code)
                    if hits:
                        covered = [w for u in units[i : i + n] for w in u.words]
                        self._add(Mention(units[i].start, stop, name, sentence, covered, hits, score=4.0))
                        return n
        return 0

    def _demonym(self, units: list[Unit], i: int, j: int, sentence: Sentence) -> bool:
        """Read "Russian", "Sri Lankan" and "Palestinians" as words for a country that are no place."""
        hits = self._people(" ".join(u.lower for u in units[i:j]))
        covered = [w for u in units[i:j] for w in u.words]
        if hits and covered[0].entity_type not in ("PERSON", "WORK_OF_ART", "LANGUAGE"):
            self._add(Mention(units[i].start, units[j - 1].end, hits[0].entry.name, sentence, covered, hits, score=2.5, rule="demonym"))
        return bool(hits)

    def _people(self, phrase: str) -> tuple[Hit, ...]:
        code, name = self.words.demonyms.get(phrase, ("", ""))
        codes = ("PCLI",) if code else ("PCLI", "ADM1", "RGN", "CONT")
        return tuple(h for h in self.gazetteer.named(name) if h.entry.feature_code in codes) if name else ()

    # --- listed names ---

    def _listed(self, units: list[Unit], i: int, j: int, name: str, hits: tuple[Hit, ...], sentence: Sentence) -> int:
        covered = [w for u in units[i:j] for w in u.words]
        mention = Mention(units[i].start, units[j - 1].end, name, sentence, covered, hits)
        step = self._dress(mention, units, i, j)
        mention.score = self._score(mention, units, i, j)
        self._add(mention)
        return step

    def _dress(self, mention: Mention, units: list[Unit], i: int, j: int) -> int:
        """Read the kind words and directions about a name; widen the span of a facility or a line. Returns the units taken from `i`."""
        kind, taken, capital = self._kind_after(units, j)
        if kind is None:
            kind = self._kind_before(units, i)
            taken = 0
        mention.kind = kind
        if kind in ("airport", "camp", "crossing", "dam", "base", "site") and taken:
            full = self.parsed.shown[mention.start : units[j + taken - 1].end]
            found = self.gazetteer.named(full)
            if found:
                mention.hits = found
            mention.end = units[j + taken - 1].end
            mention.rule = "facility"
            return j + taken - i
        if kind in ("line", "vague") and taken:
            mention.shape = "line" if kind == "line" else "area"
            mention.end = units[j + taken - 1].end
            mention.pieces = [Mention(units[i].start, units[j - 1].end, mention.name, mention.sentence, mention.words, mention.hits)]
            mention.rule = "vague"
            return j + taken - i
        if taken and capital and kind in ("adm1", "adm2", "division"):
            mention.end = units[j + taken - 1].end
            return j + taken - i
        return j - i

    def _kind_after(self, units: list[Unit], j: int) -> tuple[str | None, int, bool]:
        """Return the kind of the words that follow, how many units they are, and whether they are capitalised."""
        for n in (4, 3, 2, 1):
            part = units[j : j + n]
            if len(part) == n and all(u.joined for u in part):
                phrase = " ".join(u.lower for u in part)
                if phrase in self.words.kinds:
                    kind = self.words.kinds[phrase]
                    capital = part[0].text[0].isupper()
                    after = units[j + n] if j + n < len(units) else None
                    if (
                        capital
                        and after
                        and after.joined
                        and after.name_like
                        and after.lower not in self.words.kind_words
                        and kind not in ("adm1", "adm2")
                    ):
                        return None, 0, False  # "Kabul Airport Road", "Raqqa Hospital Council": the chain goes on
                    if phrase in ("division", "front", "republic", "capital", "state", "states", "school") and kind != "adm1":
                        if phrase in ("division", "front", "republic", "capital", "states"):
                            return None, 0, False
                    if phrase.endswith("s") and kind in ("camp", "site", "building", "airport") and not capital:
                        return None, 0, False
                    return kind, n, capital
        return None, 0, False

    def _kind_before(self, units: list[Unit], i: int) -> str | None:
        """Return the kind said before a name: "the town of X", "province of X", "Camp X", "the villages of X"."""
        k = i - 1
        if k >= 0 and units[k].lower == "the":
            k -= 1
        of = k >= 0 and units[k].lower in ("of", "de")
        if of:
            k -= 1
        if k < 0:
            return None
        word = units[k].lower
        two = f"{units[k - 1].lower} {word}" if k else word
        kind = self.words.kinds.get(two) or self.words.kinds.get(word)
        if kind in ("line", "vague") or (
            not of and word not in ("camp", "mount", "lake", "city", "town", "village", "capital", "port", "province", "district")
        ):
            return None
        return kind

    # --- the score of a name ---

    def _score(self, m: Mention, units: list[Unit], i: int, j: int) -> float:
        labels = [w.entity_type for w in m.words if w.text[0].isalpha()]
        m.label = max(set(labels), key=lambda x: (labels.count(x), x)) if labels else ""
        score = {"GPE": 2.5, "LOC": 2.0, "FAC": 1.5, "": 0.0, "PERSON": -1.0, "ORG": -0.8, "NORP": -0.5}.get(m.label, -1.0)
        score += 0.5 if m.head.pos == "PROPN" else -0.5 if m.head.pos == "NOUN" else -1.5
        score += self._standing(m)
        before, after = units[i - 1] if i else None, units[j] if j < len(units) else None
        score += self._cue(m, units, i)
        if m.kind and m.kind not in ("line", "vague"):
            score += 2.5
        if m.shape != "point":
            score += 2.0
        score += self._person(m, before, after, units, i, j)
        score += self._organisation(m, before, after, units, j)
        self._government(m, before, after)
        if m.words[0] is m.sentence.words[0] and DATELINE.match(self.parsed.text, m.end):
            m.rule = "dateline"
            score += 3.0
        return score

    def _standing(self, m: Mention) -> float:
        best = m.hits[0]
        people = max(h.entry.population for h in m.hits if h.match == best.match)
        code = best.entry.feature_code
        score = 2.0 if code == "PCLI" else 1.0 if code == "RD" else 0.7 if code == "ADM1" else 0.0
        score += 1.0 if people >= 100_000 else 0.5 if people >= 15_000 else 0.0
        if best.match == Match.LOOSE:
            score -= 0.5
        if len(m.words) == 1 and not m.words[0].text.isascii():
            score += 2.0 if m.words[0].text[0].isalpha() and not m.words[0].text[0].isupper() else 0.0
        return score

    def _cue(self, m: Mention, units: list[Unit], i: int) -> float:
        """Return what the preposition before a name is worth, and mark "near"."""
        lex, k = self.words, i - 1
        while k >= 0 and units[k].lower in (
            "the",
            "nearby",
            "besieged",
            "rebel-held",
            "government-held",
            "strategic",
            "neighbouring",
            "neighboring",
        ):
            k -= 1
        if k < 0:
            return 0.0
        word = units[k].lower
        if word in lex.near:
            m.near = True
        if word == "of" and k and (units[k - 1].lower in lex.lone_directions or units[k - 1].lower in lex.kind_words):
            if units[k - 1].lower in lex.lone_directions:
                m.near = True
            return 2.0
        if word in lex.sure_prepositions:
            return 2.0
        if word in lex.place_prepositions:
            return 1.0
        if (
            word in (",", "and", "or")
            and self.mentions
            and self.mentions[-1].sentence is m.sentence
            and units[k].start - self.mentions[-1].end <= 2
        ):
            return 1.0 if self.mentions[-1].score >= 1.5 else 0.0
        return 0.0

    def _person(self, m: Mention, before: Unit | None, after: Unit | None, units: list[Unit], i: int, j: int) -> float:
        lex, score = self.words, 0.0
        if before and before.joined | True and m.words[0].start_char - before.end <= 1:
            if before.lower in lex.titles:
                score -= 3.0
                m.barred = True
            elif (
                before.name_like
                and before.lower not in lex.directions
                and before.lower not in lex.kind_words
                and before.lower not in lex.demonyms
            ):
                together = m.label == "PERSON" and before.words[-1].entity_type == "PERSON"
                m.barred = m.barred or together
                score -= 3.0 if together else 1.5
        if m.label == "PERSON" and after and after.joined and after.name_like and after.words[0].entity_type == "PERSON":
            score -= 3.0
            m.barred = True
        if m.hits[0].entry.feature_code not in ("PCLI", "PPLC") and m.label != "GPE":
            verb = m.head.head
            if m.head.dep in ("nsubj", "appos") and verb.lemma in lex.speech_verbs:
                score -= 2.0
            if m.label == "PERSON" and m.head.dep in ("nsubj", "poss", "compound", "dobj"):
                score -= 0.7
        return score

    def _organisation(self, m: Mention, before: Unit | None, after: Unit | None, units: list[Unit], j: int) -> float:
        """Lower a name inside an organisation, an agreement or talks: the capitalised chain goes on, or a word of that kind follows."""
        lex = self.words
        if after is None or not after.joined:
            return -1.5 if before and before.lower == "of" and m.label == "ORG" else 0.0
        if after.lower in lex.act_words:
            m.barred = True
            return -4.0
        k, chain = j, []
        while k < len(units) and units[k].joined and (units[k].name_like or units[k].lower in ("of", "for", "and")):
            chain.append(units[k])
            k += 1
        names = [u for u in chain if u.name_like]
        if any(u.lower in lex.organisation_words for u in names) and m.kind not in ("adm1", "adm2", "airport", "camp", "building", "site"):
            return -4.0
        if after.lower in lex.residents:
            return 1.5
        if names and after.name_like and m.kind is None and after.lower not in lex.demonyms and after.lower not in lex.kind_words:
            return -1.5 if m.label in ("GPE", "LOC") else -2.5
        return -1.0 if m.label == "ORG" and before and before.lower in ("of", "for") else 0.0

    def _government(self, m: Mention, before: Unit | None, after: Unit | None) -> None:
        """Mark a country or capital that stands for its government."""
        lex, code, head = self.words, m.hits[0].entry.feature_code, m.head
        seat = code == "PPLC" or (code == "PPL" and m.name in ("Washington", "Brussels", "Moscow", "Tel Aviv"))
        if m.kind or m.shape != "point" or not (code == "PCLI" or seat):
            return
        if (
            (head.dep in ("nsubj", "nsubjpass", "agent") and (code == "PCLI" or head.head.pos in ("VERB", "AUX")))
            or (head.dep == "conj" and head.head.dep == "nsubj")
            or (head.dep == "poss" and (code == "PCLI" or head.head.lemma in lex.state_heads))
            or (head.dep in ("compound", "nmod", "amod") and head.head.lemma in lex.state_heads)
            or (
                head.dep == "pobj"
                and (head.head.lower in lex.party_prepositions or (head.head.lower == "of" and head.head.head.lemma in lex.state_heads))
            )
        ):
            m.rule = "government"

    # --- vague areas, lines, pairs ---

    def _direction(self, units: list[Unit], i: int, sentence: Sentence) -> int:
        """Read "northwest Syria", "eastern and southern Gaza", "the northeast"; a listed name that holds the direction goes first."""
        j = i + 1
        while j + 1 < len(units) and units[j].lower in ("and", "or", "-", "/") and units[j + 1].lower in self.words.directions:
            j += 2
        lex = self.words
        if j < len(units) and units[j].joined and units[j].name_like and units[j].lower not in lex.demonyms:
            stop = self._run_end(units, j)
            for k in range(stop, j, -1):
                base = self.parsed.shown[units[j].start : units[k - 1].end]
                full = self.parsed.shown[units[i].start : units[k - 1].end]
                covered = [w for u in units[i:k] for w in u.words]
                whole = self.gazetteer.named(full)
                if whole and whole[0].match <= Match.OTHER and whole[0].entry.feature_code in ("ADM1", "ADM2", "RGN", "PCLI", "AREA"):
                    return self._listed(units, i, k, full, whole, sentence)
                hits = self.gazetteer.named(base)
                if not hits:
                    continue
                inner = Mention(units[j].start, units[k - 1].end, base, sentence, covered, hits)
                kind, taken, _ = self._kind_after(units, k)
                inner.kind = kind if kind in ("adm1", "adm2", "division", "town") else None
                end = units[k + taken - 1].end if kind in ("line", "vague") and taken else units[k - 1].end
                m = Mention(units[i].start, end, base, sentence, covered, hits, shape="area", rule="vague", pieces=[inner])
                m.score = self._score(m, units, i, k) + 1.0
                m.rule = "vague"
                self._add(m)
                return k - i + (taken if kind in ("line", "vague") else 0)
        word = units[i].words[-1]
        before = units[i - 1].lower if i else ""
        ends = j >= len(units) or not units[j].joined or units[j].words[0].pos not in ("NOUN", "PROPN", "ADJ")
        if units[i].lower in lex.lone_directions and before == "the" and word.pos in ("NOUN", "PROPN") and ends and j == i + 1:
            follows = units[j].lower if j < len(units) else ""
            if follows != "of" and i >= 2 and units[i - 2].lower in lex.place_prepositions:
                self._add(
                    Mention(units[i].start, units[i].end, units[i].text, sentence, units[i].words, shape="area", score=2.0, rule="vague")
                )
        return 1

    def _lone(self, units: list[Unit], i: int, sentence: Sentence) -> None:
        if i >= 2 and units[i - 2].lower in self.words.place_prepositions and units[i].words[0].pos == "NOUN":
            self._add(Mention(units[i].start, units[i].end, units[i].text, sentence, units[i].words, shape="area", score=1.6, rule="vague"))

    def _pair(self, unit: Unit, units: list[Unit], i: int, sentence: Sentence) -> bool:
        """Read "Aleppo-Damascus highway" and "Syrian-Turkish border" as lines; two listed names without a line word as two places."""
        parts = re.split(f"[{_HYPHENS}]", unit.text)
        if len(parts) != 2 or not parts[0][:1].isupper() or len(parts[0]) < 3:
            return False
        if not parts[1][:1].isupper():
            return self._compound(unit, parts, sentence)
        kind, taken, _ = self._kind_after(units, i + 1)
        codes = [p.lower() in self.words.demonyms for p in parts]
        found = [self.gazetteer.named(p) for p in parts]
        inner = [
            Mention(unit.start if k == 0 else unit.end - len(p), unit.start + len(p) if k == 0 else unit.end, p, sentence, unit.words, h)
            for k, (p, h) in enumerate(zip(parts, found, strict=True))
        ]
        if kind in ("line", "vague") and taken and (all(codes) or all(found) or (any(codes) and any(found))):
            m = Mention(unit.start, units[i + taken].end, unit.text, sentence, unit.words, shape="line", score=3.0, rule="vague")
            m.pieces = [x for x in inner if x.hits]
            self._add(m)
            return True
        if any(codes):
            for m in inner:
                m.hits = self._people(m.name.lower()) or m.hits
                if m.hits:
                    m.name, m.score, m.rule = m.hits[0].entry.name, 2.0, "demonym"
                    self._add(m)
            return True
        if all(found):
            for m in inner:
                m.score = self._score(m, units, i, i + 1)
                self._add(m)
            return True
        return False

    def _compound(self, unit: Unit, parts: list[str], sentence: Sentence) -> bool:
        """Read "Geneva-based" and "Turkish-backed": the place or people in them is no scene."""
        name, tail = parts[0], parts[1].lower()
        people = self._people(name.lower())
        hits = people or self.gazetteer.named(name)
        if not hits or tail not in self.words.compound_tails:
            return False
        m = Mention(unit.start, unit.start + len(name), people[0].entry.name if people else name, sentence, unit.words, hits, score=2.0)
        held = tail in ("held", "controlled", "occupied", "area")
        m.rule = "demonym" if people else "government" if hits[0].entry.feature_code in ("PCLI", "PPLC") or held else "organisation"
        self._add(m)
        return True

    # --- names that no gazetteer knows ---

    def _unlisted(self, units: list[Unit], i: int, sentence: Sentence) -> int:
        lex, unit = self.words, units[i]
        j = i + 1
        while (
            j < len(units)
            and j - i < LONGEST
            and units[j].joined
            and (
                units[j].name_like
                or self._connects(units, j)
                or (j - 1 > i and units[j - 1].lower in lex.connectors and not units[j - 1].name_like and self._connects(units, j - 1))
            )
        ):
            if units[j].lower in lex.kind_words or (units[j].name_like and self._stands_alone(units, j)):
                break
            j += 1
        name = self.parsed.shown[unit.start : units[j - 1].end]
        covered = [w for u in units[i:j] for w in u.words]
        m = Mention(unit.start, units[j - 1].end, name, sentence, covered, rule="unlisted")
        labels = {w.entity_type for w in covered}
        if (
            unit.lower in lex.demonyms
            or unit.lower in lex.kind_words
            or unit.lower in lex.ordinary
            or (j == i + 1 and unit.lower in lex.titles)
        ):
            return 1
        step = self._dress(m, units, i, j)
        cue = self._cue(m, units, i)
        m.score = (
            1.5
            if labels & {"GPE", "LOC", "FAC"}
            else -1.0
            if labels & {"PERSON", "ORG", "NORP", "DATE", "EVENT", "LAW", "WORK_OF_ART"}
            else -0.5
        )
        m.score += 0.5 if m.head.pos == "PROPN" else -1.0
        m.score += 3.0 if m.kind and m.kind not in ("vague", "building", "natural") else 0.0
        m.score += 0.6 * cue
        before, after = units[i - 1] if i else None, units[j] if j < len(units) else None
        if before and before.lower in lex.titles:
            m.score -= 3.0
        if any(u.lower in lex.organisation_words for u in units[i:j]) or (
            after and after.joined and after.lower in lex.act_words | lex.organisation_words
        ):
            m.score -= 3.0
        if m.head.dep == "nsubj" and m.head.head.lemma in lex.speech_verbs:
            m.score -= 2.0
        if len(name) < 3 or (name.isupper() and len(name) < 6):
            m.score -= 1.0
        m.label = next(iter(sorted(labels & {"GPE", "LOC", "FAC", "PERSON", "ORG"})), "")
        self._add(m)
        return max(step, j - i)

    def _connects(self, units: list[Unit], j: int) -> bool:
        """Say whether "de", "de la", "al" and the like lead on to another part of the name."""
        hard = self.words.connectors - self.words.soft_connectors
        k = j
        while k < len(units) and k < j + 2 and units[k].lower in hard and units[k].joined:
            k += 1
        return k > j and k < len(units) and units[k].name_like and units[k].joined

    def _stands_alone(self, units: list[Unit], j: int) -> bool:
        return (
            units[j].words[0].entity_type == "GPE"
            and units[j - 1].words[-1].entity_type != "GPE"
            and bool(self.gazetteer.named(units[j].text))
        )

    def _add(self, mention: Mention) -> None:
        self.mentions.append(mention)


def find_mentions(parsed: ParsedText, gazetteer: Gazetteer) -> list[Mention]:
    """Return the words of a report that are probably places, in text order."""
    return Finder(parsed, gazetteer).run()


__all__ = ["Finder", "Mention", "Unit", "Words", "find_mentions", "units_of"]

"""A parsed report in, mentions of places out: which words may be a place, of what kind, with what evidence. Nothing is resolved here.

Gazetteer, parser and context speak together: a name is looked up (longest first), then what stands about it raises or lowers its score.
Words that no
gazetteer knows can be a place by their context alone.
"""

from __future__ import annotations

import itertools

from ebla.gazetteer.find import Gazetteer
from ebla.reading.parse import ParsedText, Sentence
from ebla.reading.places.areas import Areas
from ebla.reading.places.listed import LONGEST
from ebla.reading.places.mention import HYPHENS, LEAST, Mention, Unit, believable, units_of


class Finder(Areas):
    """Finds mentions in one report."""

    def run(self) -> list[Mention]:
        """Return the mentions in text order, unlikely ones left out but for unknown names that may be a transliteration."""
        for sentence in self.parsed.sentences:
            self._sentence(units_of(sentence, self.parsed.shown), sentence)
        self._second_look()
        return [
            m for m in self.mentions if m.score >= LEAST or (m.cue >= 1.0 and not m.barred and (m.rule == "unlisted" or m.score >= 0.5))
        ]

    def _second_look(self) -> None:
        """A name that was surely a place once, or surely a person, is so again where its words alone leave doubt."""
        sure: dict[str, float] = {}
        for m in self.mentions:
            sure[m.name.lower()] = max(sure.get(m.name.lower(), -9.0), m.score)
        for m in self.mentions:
            if -1.5 <= m.score < LEAST and not m.barred and sure[m.name.lower()] >= 2.5:
                m.score = LEAST
        other = {
            m.name
            for m in self.mentions
            if (m.rule == "unlisted" and m.kind is None and not (m.near and len(m.words) == 1))
            and {w.entity_type for w in m.words} & {"NORP", "PERSON", "ORG"}
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

    def _at(self, units: list[Unit], i: int, sentence: Sentence) -> int:
        unit, lex = units[i], self.words
        lower = unit.lower
        if not unit.name_like and not (lower == "the" and unit.text[0] == "T"):
            if lower in lex.directions:
                return self._direction(units, i, sentence)
            if lower == "capital" and i and self._capital(units, i, sentence):
                return 1
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
            if (
                j == i + 1 and ((lower in lex.ordinary and not self._surely(units, i)) or (lower in lex.prefixes and stop > j))
            ) or self._cut_short(units, j, stop):
                continue
            if name.lower() in lex.ordinary and j > i + 1:
                return j - i
            hits = believable(name, self.gazetteer.named(name))
            if hits and self._believable(name, hits, units[i:j]):
                return self._listed(units, i, j, name, hits, sentence)
        if not unit.name_like:
            return 1
        if any(h in unit.text[1:] for h in HYPHENS) and self._pair(unit, units, i, sentence):
            return 1
        if lower in lex.directions and i + 1 < len(units):
            return self._direction(units, i, sentence)
        return self._unlisted(units, i, sentence)

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
        cue = m.cue = self._cue(m, units, i) or self._verb(m)
        m.score = (
            1.5
            if labels & {"GPE", "LOC", "FAC"}
            else -1.0
            if labels & {"DATE", "EVENT", "LAW", "WORK_OF_ART"} or (labels & {"PERSON", "ORG", "NORP"} and not (m.near and j == i + 1))
            else 0.0
            if cue >= 2.0 and self._stands_for_a_place(units, i, j)
            else -0.5
        )
        m.score += 0.5 if m.head.pos == "PROPN" else -1.0
        m.score += 3.0 if m.kind and m.kind not in ("vague", "building", "natural") else 0.0
        m.score += 0.6 * cue
        before, after = units[i - 1] if i else None, units[j] if j < len(units) else None
        if (before and before.lower in lex.titles) or any(u.lower in lex.titles for u in units[i : j - 1]):
            m.score -= 3.0
        if any(u.lower in lex.organisation_words for u in units[i:j]) or (
            after and after.joined and after.lower in lex.act_words | lex.organisation_words
        ):
            m.score -= 3.0
        if m.head.dep == "nsubj" and m.head.head.lemma in lex.speech_verbs:
            m.score -= 2.0
        if len(name) < 3 or (name.isupper() and not self.parsed.case_restored and m.kind is None):
            m.score -= 3.0 if any(c.isdigit() for c in name) else 9.0
        if m.kind is None and cue < 1.0:
            m.score -= 2.0
        m.label = next(iter(sorted(labels & {"GPE", "LOC", "FAC", "PERSON", "ORG"})), "")
        self._add(m)
        return max(step, j - i)

    def _stands_for_a_place(self, units: list[Unit], i: int, j: int) -> bool:
        """Say whether an unknown name stands as a town's does: "in X", not "from X", "in the X", "in X's case" or "in X 3A"."""
        before, after = units[i - 1].lower if i else "", units[j] if j < len(units) else None
        follows = after is not None and (
            after.words[0].tag == "POS" or (after.joined and after.text[0].isalnum() and after.text[0] != after.lower[0])
        )
        number = after is not None and after.joined and after.text[0].isdigit()
        return before not in ("the", "from", "throughout", "across") and not follows and not number

    def _surely(self, units: list[Unit], i: int) -> bool:
        """Say whether an ordinary word is a place here after all: "from Bar", labelled so by the parser and inside a sentence."""
        before = units[i - 1].lower if i else ""
        return units[i].words[0].entity_type == "GPE" and before in self.words.sure_prepositions and units[i].text[0].isupper()

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


def find_mentions(parsed: ParsedText, gazetteer: Gazetteer) -> list[Mention]:
    """Return the words of a report that are probably places, in text order."""
    return Finder(parsed, gazetteer).run()


__all__ = ["Finder", "Mention", "Unit", "believable", "find_mentions"]

"""What speaks for a name being a place and against it: labels, prepositions, kind words, titles, organisations, verbs of saying.

In: a mention and the units about it. Out: a score (1.5 is the least for a place), and marks on the mention: government, organisation,
dateline, barred.
"""

from __future__ import annotations

import re

from ebla.gazetteer.find import Gazetteer, Hit
from ebla.gazetteer.store import Match
from ebla.reading.parse import ParsedText
from ebla.reading.places.lexicon import words
from ebla.reading.places.mention import Mention, Unit

LEAD = 2  # the last paragraph, from 0, that may be the first of the text, after publisher and title
DATELINE = re.compile(
    r"\s*(?:,[^.\n]{0,25}\.?)?\s*(?:\([^)]{2,40}\)\s*)?(?:--+|[—–\x97]|-\s)|[^\n]{0,20}\s\((?:AP|AFP|Reuters|IRIN|Xinhua|RIA|TASS|Agencies)\b[^)]*\)"
)


class Evidence:
    """Scores mentions of one report. The parts of the finder stand on it, one on the other."""

    def __init__(self, parsed: ParsedText, gazetteer: Gazetteer) -> None:
        self.parsed, self.gazetteer, self.words = parsed, gazetteer, words()
        self.mentions: list[Mention] = []

    def _score(self, m: Mention, units: list[Unit], i: int, j: int) -> float:
        labels = [w.entity_type for w in m.words if w.text[0].isalpha()]
        m.label = max(set(labels), key=lambda x: (labels.count(x), x)) if labels else ""
        score = {"GPE": 2.5, "LOC": 2.0, "FAC": 1.5, "": 0.0, "PERSON": -1.0, "ORG": -0.8, "NORP": -0.5}.get(m.label, -1.0)
        score += 0.5 if m.head.pos == "PROPN" else -0.5 if m.head.pos == "NOUN" else -1.5
        score += self._standing(m)
        before, after = units[i - 1] if i else None, units[j] if j < len(units) else None
        label = self._is_label(m)
        m.cue = 3.0 if label else self._cue(m, units, i) or self._verb(m)
        score += m.cue
        if m.kind and m.kind not in ("line", "vague"):
            score += 2.5
        if m.shape != "point":
            score += 2.0
        score += self._person(m, before, after, units, i, j)
        score += self._organisation(m, before, after, units, j)
        self._government(m, before, after)
        opens = m.words[0] is m.sentence.words[0]
        if (opens and not label and DATELINE.match(self.parsed.text, m.end)) or (label and self._is_dateline(m)):
            m.rule = "dateline"
            score += 3.0
        return score

    @staticmethod
    def _is_label(m: Mention) -> bool:
        """Say whether a name is the whole label of a bullet or paragraph: "* Nuevo Laredo: a car bomb exploded"."""
        named = {w.i for w in m.words}
        return m.sentence.kind == "label" and all(w.i in named or not w.text[0].isalnum() for w in m.sentence.words)

    def _is_dateline(self, m: Mention) -> bool:
        """Say whether a label is where the report was written: the first of the text, in capitals, and the only one of that kind."""
        if m.sentence.paragraph > LEAD or self.parsed.case_restored:
            return False
        capitals = [s for s in self.parsed.sentences if s.kind == "label" and self.parsed.text[s.start_char : s.end_char].isupper()]
        return len(capitals) == 1 and capitals[0] is m.sentence

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
        if word == "of" and k and units[k - 1].lower in lex.place_acts:
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

    def _verb(self, m: Mention) -> float:
        """Return what the verb of a name is worth: towns are shelled, entered and held, and they fall."""
        dep, verb = m.head.dep, m.head.head
        if m.head.dep == "conj":
            dep, verb = m.head.head.dep, m.head.head.head
        lemma = verb.lemma
        if (dep in ("dobj", "nsubjpass") and lemma in self.words.place_verbs) or (dep == "nsubj" and lemma == "fall"):
            return 2.0
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
        if m.hits[0].entry.feature_code not in ("PCLI", "PPLC", "ADM1") and m.label != "GPE":
            verb = m.head.head
            if m.head.dep in ("nsubj", "appos") and verb.lemma in lex.speech_verbs:
                score -= 2.0
            if m.label == "PERSON" and m.head.dep in ("nsubj", "poss", "compound", "dobj") and not m.cue and not m.kind:
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
        if any(u.lower in lex.organisation_words for u in names) and m.kind not in ("airport", "camp", "building", "site"):
            m.rule, top = "organisation", m.hits[0]
            known = top.entry.feature_code in ("PCLI", "ADM1", "ADM2") or top.entry.population >= 15_000
            return 0.5 if known and top.match <= Match.OTHER and not m.barred else -4.0
        if after.lower in lex.residents:
            return 1.5
        if names and after.name_like and m.kind is None and after.lower not in lex.demonyms and after.lower not in lex.kind_words:
            return -1.5 if m.label in ("GPE", "LOC") else -2.5
        return -1.0 if m.label == "ORG" and before and before.lower in ("of", "for") else 0.0

    def _government(self, m: Mention, before: Unit | None, after: Unit | None) -> None:
        """Mark a country or capital that stands for its government."""
        lex, code, head = self.words, m.hits[0].entry.feature_code, m.head
        seat = code == "PPLC" or (code == "PPL" and m.name in ("Washington", "Brussels", "Moscow", "Tel Aviv"))
        if m.kind or m.shape != "point" or m.rule == "organisation" or not (code == "PCLI" or seat):
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

    def _people(self, phrase: str) -> tuple[Hit, ...]:
        code, name = self.words.demonyms.get(phrase, ("", ""))
        codes = ("PCLI",) if code else ("PCLI", "ADM1", "RGN", "CONT")
        return tuple(h for h in self.gazetteer.named(name) if h.entry.feature_code in codes) if name else ()

    def _add(self, mention: Mention) -> None:
        self.mentions.append(mention)

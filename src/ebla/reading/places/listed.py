"""Names that the gazetteer lists: their kind words, the span of a facility or a line, abbreviations, adjectives and compounds."""

from __future__ import annotations

import re

from ebla.gazetteer.find import Hit
from ebla.gazetteer.store import Match
from ebla.reading.parse import Sentence
from ebla.reading.places.evidence import Evidence
from ebla.reading.places.mention import HYPHENS, Mention, Unit

LONGEST = 6  # units of a name


class Listed(Evidence):
    """Makes mentions of listed names."""

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
        if kind == "natural" and taken:
            full = self.parsed.shown[mention.start : units[j + taken - 1].end]
            natural = tuple(h for h in self.gazetteer.named(full) if not (h.entry.feature_code or "").startswith(("PPL", "ADM")))
            mention.hits = natural or mention.hits
            mention.end = units[j + taken - 1].end
            if not natural:  # "Magdalena River" is no Magdalena
                mention.shape, mention.rule = "area", "vague"
                mention.pieces = [Mention(units[i].start, units[j - 1].end, mention.name, mention.sentence, mention.words, mention.hits)]
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

    def _cut_short(self, units: list[Unit], j: int, stop: int) -> bool:
        """Say whether a name that ends at `j` would leave its "de la …" behind: "San Luis" of "San Luis de la Reina"."""
        return (
            j + 1 < stop
            and units[j].lower in self.words.connectors - self.words.soft_connectors
            and not units[j].name_like
            and units[j].joined
        )

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
                if shown[stop - 1 : stop].isspace():
                    continue
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

    def _pair(self, unit: Unit, units: list[Unit], i: int, sentence: Sentence) -> bool:
        """Read "Aleppo-Damascus highway" and "Syrian-Turkish border" as lines; two listed names without a line word as two places."""
        parts = re.split(f"[{HYPHENS}]", unit.text)
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

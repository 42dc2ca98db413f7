"""Vague areas, lines and lists: "northwest Syria", "the road between A and B", "Hilmand, Zabul and Kunar provinces"."""

from __future__ import annotations

import re

from ebla.gazetteer.find import Hit
from ebla.gazetteer.store import Match
from ebla.reading.parse import Sentence
from ebla.reading.places.listed import Listed
from ebla.reading.places.mention import Mention, Unit

WIDE = frozenset({"LK", "SEA", "OCN", "GULF", "BAY", "STRT", "DSRT", "RGN", "AREA"})


class Areas(Listed):
    """Makes mentions of areas and lines, and shares a plural kind word among its list."""

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
                if inner.kind in ("adm1", "division") and self._owned_by_country(units, i):
                    return j - i
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

    def _capital(self, units: list[Unit], i: int, sentence: Sentence) -> bool:
        """Read "the Yemeni capital", "Yemen's capital" as the city where its name does not follow, from the word "capital"."""
        k = i + 2 if i + 1 < len(units) and units[i + 1].lower in (",", "city") else i + 1
        if k < len(units) and units[k].name_like:
            return False
        if i >= 2 and units[i - 1].words[0].tag == "POS":
            owner = units[i - 2]
            code = self._country_named(owner.text)
        else:
            owner = units[i - 1]
            code = self.words.demonyms.get(owner.lower, ("", ""))[0]
        entry = self.gazetteer.capital(code) if code else None
        if entry is not None:
            covered = [w for u in units[i - 1 : i + 1] for w in u.words if w.tag != "POS"]
            hits = (Hit(entry, Match.OWN),)
            self._add(Mention(owner.start, units[i].end, entry.name, sentence, covered, hits, score=4.0, cue=2.0, rule="capital"))
        return entry is not None

    def _owned_by_country(self, units: list[Unit], i: int) -> bool:
        """Tell whether a direction says where in its country a province lies: "Nigeria's northwestern Zamfara state"."""
        for k in (i - 1, i - 2):
            if k >= 1 and units[k].words[0].tag == "POS":
                owner = units[k - 1]
                return owner.lower in ("country", "nation") or self._country_named(owner.text) is not None
        return False

    def _country_named(self, name: str) -> str | None:
        """Return the ISO 3166-1 alpha-2 code of the country that bears a name, or None."""
        return next((h.entry.country for h in self.gazetteer.named(name) if h.entry.feature_code == "PCLI"), None)

    def _lone(self, units: list[Unit], i: int, sentence: Sentence) -> None:
        if i >= 2 and units[i - 2].lower in self.words.place_prepositions and units[i].words[0].pos == "NOUN":
            self._add(Mention(units[i].start, units[i].end, units[i].text, sentence, units[i].words, shape="area", score=1.6, rule="vague"))

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
                    if mentions[n].rule == "unlisted" and mentions[n].kind is None:
                        mentions[n].score += 3.5  # as if the kind word stood beside it
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
            if inside[0].hits and inside[0].hits[0].entry.latitude is not None and inside[0].hits[0].entry.feature_code in WIDE:
                continue  # "the shores of Lake Chad" are told by the lake
            told = [inside[0]]
            if len(inside) > 1 and re.fullmatch(r",? and (?:the )?|-", self.parsed.shown[told[0].end : inside[1].start]):
                told.append(inside[1])
            start = units[i - 1].start if i and units[i - 1].lower in lex.directions else unit.start
            m = Mention(start, told[-1].end, told[0].name, told[0].sentence, unit.words, shape="line", rule="vague", score=3.0, pieces=told)
            out = [x for x in out if x not in told and not (x.start < m.end and start < x.end)]
            out.append(m)
        return sorted(out, key=lambda m: m.start)

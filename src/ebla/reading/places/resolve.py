"""Mentions of one report in, a gazetteer entry for each out, weighed jointly: which Tripoli, which Idlib.

A candidate's score adds the log of its people, how its name was matched, what the kind words ask for, how much the report speaks of its
country and province, whether a place named beside it holds it, and how near it lies to the other places of the report. Scores become
probabilities by softmax. The weights were set by hand on LGL and GeoWebNews (`python -m evaluation.places`); to re-tune, change them and
run that again.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict

from ebla.gazetteer.find import Gazetteer, Hit
from ebla.gazetteer.names import loose_key
from ebla.gazetteer.store import Entry, Match
from ebla.reading.parse import ParsedText
from ebla.reading.places.candidates import FIT, PLAIN, SEATLESS, Candidate, Context, Name, distance_km, group
from ebla.reading.places.lexicon import words
from ebla.reading.places.mention import LEAST, Mention

MOST = 40  # candidates weighed in full for one name
MATCH = {Match.OWN: 0.0, Match.OTHER: -1.2, Match.LOOSE: -1.0, Match.SKELETON: -2.0}
# Weights of the shares of country and division, of nearness, and of a country for its lack of a division.
# Found by random search on both corpora.
COUNTRY, DIVISION, NEAR, LONE = 1.7, 0.5, 1.8, -1.0
# The share that a country not spoken of still has; the share of what lies in no one country.
FLOOR, NOWHERE = 0.08, 0.2
REACH_KM = 120.0
SURE, NEIGHBOURHOOD_KM = 0.85, 150.0  # likeness that needs no neighbour; how far one may be
SMALL = 100_000
SEAT = 20_000  # a smaller town of another name takes no name from its province
STATE = 3e8  # people that a country counts for
PEOPLE = {"ADM1": 3e5, "ADM2": 2e4, "AIRB": 1e3, "AIRP": 1e3, "CONT": 1e8, "RGN": 1e6, "AREA": 3e5, "SEA": 3e6, "OCN": 3e6, "GULF": 1e6}
_APPOSED = re.compile(r"\s*(?:,|is|was)\s+(?:the|a|an)\s+((?:[\w\u2019'-]+\s+){0,5}[\w\u2019'-]+)")


def _told_kind(text: str, m: Mention) -> str | None:
    """Return the kind that an apposition or a copula tells of a name: "X, the last rebel-held province", "X is a town"."""
    told = _APPOSED.match(text, m.end)
    found = (words().kinds.get(word) for word in told[1].split()) if told else ()
    return next((kind for kind in found if kind in ("adm1", "town")), None)


class Resolver:
    """Weighs the candidates of all names of one report together."""

    def __init__(self, parsed: ParsedText, gazetteer: Gazetteer, mentions: list[Mention]) -> None:
        self.parsed, self.gazetteer = parsed, gazetteer
        self.mentions = [p for m in mentions for p in (m.pieces or [m])]
        self.context = Context()
        self._said: dict[str, float] = defaultdict(float)
        for word in parsed.words:
            people = words().demonyms.get(word.lower)
            if people and people[0] and word.text[0].isupper():
                self._said[people[0]] += 0.7
        self.names: dict[tuple[str, str | None], Name] = {}

    def run(self) -> dict[int, Name]:
        """Resolve; return the name group of every mention by the mention's `id()`."""
        self._chains()
        self._provinces()
        for m in self.mentions:
            if not m.hits:
                continue
            self.names.setdefault(self._key(m), Name(self._key(m), [])).mentions.append(m)
        for name in self.names.values():
            name.candidates = self._candidates(name)
        self._weigh(near=False)
        self._transliterated()
        for _ in range(2):
            self._weigh(near=True)
        self._mistrust()
        return {id(m): name for name in self.names.values() for m in name.mentions}

    def _mistrust(self) -> None:
        """Mark names that lie far from all other places of the report where they were found by their consonants alone and are not spelled
        much alike, or are the small namesake of a building ("the Westgate mall")."""
        anchors = [(n, n.best.hit) for n in self.names.values() if n.best and n.best.hit.entry.feature_code not in ("PCLI", "CONT")]
        for name in self.names.values():
            if name.best is None:
                continue
            hit = name.best.hit
            unlike = hit.match == Match.SKELETON and hit.likeness < SURE
            namesake = hit.entry.population < SMALL and all(m.kind == "building" for m in name.mentions)
            abroad = namesake and all(h.entry.country != hit.entry.country for n, h in anchors if n is not name)
            if unlike or abroad:
                others = [h.entry for n, h in anchors if n.key[0] != name.key[0] and h.match != Match.SKELETON]
                name.far = bool(others) and min(distance_km(name.best.hit.entry, e) for e in others) > NEIGHBOURHOOD_KM

    def _provinces(self) -> None:
        """Take a bare name for the province where the report tells of it as a province and never as a town."""
        kinds: dict[str, set[str | None]] = defaultdict(set)
        bare: dict[str, list[Mention]] = defaultdict(list)
        for m in self.mentions:
            name = loose_key(m.name)
            kind = m.kind or (_told_kind(self.parsed.text, m) if m.shape == "point" else None)
            kinds[name].add(kind)
            if kind is None or m.kind is None:
                bare[name].append(m)
        for name, mentions in bare.items():
            if "adm1" not in kinds[name] or kinds[name] - {"adm1", "division", "vague", "line", None}:
                continue
            for m in mentions:
                if m.rule != "government" and any(h.entry.feature_code == "ADM1" and h.match <= Match.OTHER for h in m.hits):
                    m.kind = "adm1"

    def _key(self, m: Mention) -> tuple[str, str | None]:
        kind = m.kind if m.kind in FIT else None
        contained = m.containers[0].name if m.containers else ""
        return (loose_key(m.name) + "/" + contained, kind)

    def _chains(self) -> None:
        """Join "City, Province, Country", "X in Y province" and "Syria's Idlib": the larger place holds the smaller."""
        text = self.parsed.text
        for a, b in zip(self.mentions[-2::-1], self.mentions[:0:-1], strict=True):
            between = " ".join(text[a.end : b.start].split())
            if a.sentence is not b.sentence or not a.hits or not b.hits or a.shape != "point":
                continue
            if between in (
                ",",
                "(",
                ", in",
                "in",
                "of",
                ", of",
                ", in the",
                "in the",
                "district of",
                ", a town in",
                ", a village in",
            ) and self._holds(b, a):
                a.containers = [b, *b.containers]
                if between == "," and b.rule in ("gazetteer", "government"):
                    b.rule = "container"
            elif between in ("'s", "’s") and self._holds(a, b):
                b.containers = [a]

    def _holds(self, outer: Mention, inner: Mention) -> bool:
        outers = {(h.entry.store, h.entry.id) for h in outer.hits if h.entry.feature_code in ("PCLI", "ADM1", "ADM2")}
        return bool(outers) and any(outers & self._above(h.entry) for h in inner.hits)

    def _above(self, entry: Entry) -> set[tuple[int, int]]:
        out: set[tuple[int, int]] = set()
        at = self.gazetteer.parent(entry)
        while at is not None:
            out.add((at.store, at.id))
            at = self.gazetteer.parent(at)
        return out

    def _candidates(self, name: Name) -> list[Candidate]:
        first = name.mentions[0]
        kind = name.key[1]
        out = []
        towns = [h for h in first.hits if group(h.entry.feature_code) == "town" and h.match <= Match.LOOSE]
        seats = [h.entry for h in towns if h.match == Match.OWN or h.entry.population >= SEAT]
        near = {a.id for town in seats if (a := self.gazetteer.admin1(town))}
        seated = {h.entry.country for h in towns}
        for hit in first.hits:
            entry, code = hit.entry, group(hit.entry.feature_code)
            people = max(entry.population, PEOPLE.get(entry.feature_code or "", 0)) if entry.feature_code != "PCLI" else STATE
            base = 0.55 * math.log(people + 100) + MATCH[hit.match] + (2.0 * (hit.likeness - 0.7) if hit.match == Match.SKELETON else 0.0)
            base += FIT[kind].get(code, -2.0) if kind else PLAIN.get(code, 0.0)
            if kind is None and code == "ADM2" and entry.country not in seated and entry.latitude is not None:
                base += SEATLESS
            if entry.feature_code == "PPLC" and any(m.rule == "government" for m in name.mentions):
                base += 2.5
            if entry.feature_code == "ADM2" and entry.latitude is None and kind is None:
                base -= 1.0
            if not kind and entry.feature_code == "ADM1" and entry.id in near and not entry.population:
                base -= 2.5
            out.append((base, hit))
        out.sort(key=lambda x: (-x[0], x[1].entry.id))
        if len(out) > MOST:
            wanted = self.context.main_countries(0.05) | set(self._said)
            out = out[:MOST] + [x for x in out[MOST:] if x[1].entry.country in wanted][:MOST]
        made = []
        for base, hit in out:
            admin1 = self.gazetteer.admin1(hit.entry)
            made.append(Candidate(hit, base, hit.entry.country, admin1.id if admin1 else None))
        holders = first.containers
        if holders:
            for c in made:
                above = self._above(c.hit.entry)
                c.base += sum(5.0 for m in holders if any((h.entry.store, h.entry.id) in above for h in m.hits))
        self._softmax(made, [c.base for c in made])
        return made

    @staticmethod
    def _softmax(candidates: list[Candidate], scores: list[float]) -> None:
        if not candidates:
            return
        top = max(scores)
        parts = [math.exp(s - top) for s in scores]
        total = sum(parts)
        for candidate, part, score in zip(candidates, parts, scores, strict=True):
            candidate.probability, candidate.score = part / total, score
        candidates.sort(key=lambda c: (-c.probability, c.hit.entry.id))

    def _weigh(self, *, near: bool) -> None:
        self._speak()
        anchors = [
            (n, n.best.hit.entry, n.best.probability)
            for n in self.names.values()
            if n.best and n.best.hit.entry.feature_code not in ("PCLI", None)
        ]
        for name in self.names.values():
            scores = []
            countries, divisions, rest = self.context.without(name)
            for k, c in enumerate(name.candidates):
                score = c.base + COUNTRY * math.log(((countries.get(c.country, 0.0) if c.country else NOWHERE) + FLOOR) / (1 + FLOOR))
                if divisions:
                    score += (
                        DIVISION * math.log((divisions.get(c.admin1 or 0, 0.0) + 0.03) / 1.03)
                        if c.hit.entry.feature_code != "PCLI"
                        else LONE
                    )
                if near and k < 12 and c.hit.entry.feature_code != "PCLI":
                    pulls = (p * math.exp(-distance_km(c.hit.entry, e) / REACH_KM) for n, e, p in anchors if n.key[0] != name.key[0])
                    score += NEAR * max(pulls, default=0.0)
                scores.append(score)
            self._softmax(name.candidates, scores)
            if name.best:
                name.share, name.rest = countries.get(name.best.country or "", 0.0), rest

    def _speak(self) -> None:
        """Count what the report speaks of, from what its names mean so far; a name said often counts by the root of its mentions."""
        countries: dict[str, float] = defaultdict(float, self._said)
        divisions: dict[int, float] = defaultdict(float)
        for name in self.names.values():
            weight = math.sqrt(len(name.mentions))
            name.countries, name.divisions = {}, {}
            for c in name.candidates[:8]:
                if c.country:
                    more = weight * c.probability**2 * (1.5 if c.hit.entry.feature_code == "PCLI" else 1.0)
                    name.countries[c.country] = name.countries.get(c.country, 0.0) + more
                if c.admin1:
                    name.divisions[c.admin1] = name.divisions.get(c.admin1, 0.0) + weight * c.probability**2
            for country, more in name.countries.items():
                countries[country] += more
            for division, more in name.divisions.items():
                divisions[division] += more
        self.context.countries, self.context.divisions = countries, divisions

    def _transliterated(self) -> None:
        """Look for names that no spelling finds, or finds only abroad, by their consonants in the report's main countries."""
        main = self.context.main_countries()
        found: dict[str, tuple[Hit, ...]] = {}
        added: dict[tuple[str, str | None], Name] = {}
        for m in self.mentions:
            if m.hits and (any(h.entry.country in main for h in m.hits) or m.rule == "government"):
                continue
            if m.name not in found:
                found[m.name] = tuple(h for h in self.gazetteer.sounding(m.name, main) if h.likeness >= 0.6)[:8]
            hits = found[m.name]
            if not hits or ((m.hits or m.score < LEAST) and hits[0].likeness < 0.75):
                continue
            m.hits = (*m.hits, *hits)
            if m.rule == "unlisted":
                m.rule, m.score = "transliteration", max(m.score, LEAST + 1.0)
            key = self._key(m)
            if key in self.names:
                if m not in self.names[key].mentions:
                    self.names[key].mentions.append(m)
            else:
                self.names[key] = Name(key, [m])
            added[key] = self.names[key]
        for name in added.values():
            name.mentions[0].hits = max((m.hits for m in name.mentions), key=len)
            name.candidates = self._candidates(name)

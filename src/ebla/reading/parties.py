"""Words in; the party they name out: canonical name, PLOVER code and roster id, or None when they name no party.

The roster decides first, then titles and common nouns with the nationality beside them, then the country the report or scene is about.
Pronouns are resolved to the last party that fits. A party whose code the words do not support keeps its name alone.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from functools import cache

from ebla.actors import Roster, RosterEntry, RosterHit, code_on, country_by_demonym, country_by_name, iso3_of, name_on
from ebla.reading.grammar import antecedent, expand, is_verb, noun_phrase, prep_objects, raw_subjects
from ebla.reading.lexicon import rows
from ebla.reading.parse import ParsedText, Word
from ebla.records import Party

PRONOUNS = frozenset("he she they it him her them his their its himself themselves itself who which".split())
FIRST = frozenset("we us our i me my".split())
TELLING = frozenset("say tell report add note recall describe claim explain state announce".split())
PLURAL = frozenset("they them their themselves".split())
IMPERSONAL = frozenset("this that these those there what both all some many several others other each one ones".split())
NAME_SECTORS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:police|gendarmerie|carabineros)\b", re.I), "COP"),
    (re.compile(r"\b(?:battalion|brigade|regiment|division|corps|squadron|infantry|armed forces|army|navy|air force|border guard|coast ?guard|detachment|general staff|command|task force)\b", re.I), "MIL"),
    (re.compile(r"\b(?:ministry|government|presidency|governorate|municipality|authority|authorities|administration|foreign office|state department|embassy)\b", re.I), "GOV"),
    (re.compile(r"\b(?:parliament|senate|congress|knesset|assembly|duma|majlis)\b", re.I), "LEG"),
    (re.compile(r"\b(?:court|tribunal|prosecutor)\b", re.I), "JUD"),
    (re.compile(r"\b(?:liberation (?:front|army|movement)|resistance|mujahideen|insurgen\w+|rebel\w*|guerrilla\w*|jihad)\b", re.I), "REB"),
    (re.compile(r"\b(?:party|coalition)\b", re.I), "PTY"),
    (re.compile(r"\b(?:hospital|medical cent(?:er|re)|clinic|health (?:ministry|authorit\w+|official\w*))\b", re.I), "MED"),
    (re.compile(r"\b(?:red (?:cross|crescent)|observatory|human rights|watch|foundation|relief|committee|charity|network|doctors|council)\b", re.I), "NGO"),
    (re.compile(r"\b(?:news|agency|tv|radio|times|post|television|channel|daily|newspaper|gazette)\b", re.I), "JRN"),
    (re.compile(r"\b(?:university|school|college)\b", re.I), "EDU"),
    (re.compile(r"\b(?:church|diocese|archdiocese|mosque)\b", re.I), "REL"),
)  # fmt: skip
ARMED_NOUNS = frozenset("soldier troop police policeman guard force officer fighter rebel militant guerrilla insurgent gunman commander army".split())
NEVER_PARTY = frozenset(
    """attack strike airstrike fighting offensive war conflict area region town village city district province home house building night day
    week month year toll number figure situation condition access road result way part end lot series wave round statement report response
    agreement deal ceasefire truce resolution plan operation campaign violence explosion blast bomb fire shelling death case detail incident
    action effort use right order law thing matter issue time point threat call country world territory zone border line weapon missile rocket
    shell mine drone vehicle property aid food water humanitarian supply cause fear hope move step decision talk meeting visit power crisis
    emergency dozen hundred thousand million percent decade hour minute second front ground position target facility school hospital camp
    site place location base airport rest balance ruin rubble street market bus truck car route convoy infrastructure""".split()
)


@cache
def role_nouns() -> dict[str, str]:
    """Return the sector of each common noun that names a party."""
    return {row["lemma"]: row["sector"] for row in rows("roles.csv")}


class Parties:
    """Resolves words of one parsed text to parties; built once per text."""

    def __init__(self, parsed: ParsedText, on: datetime.date | None, countries: Counter[str] | None = None) -> None:
        self.parsed = parsed
        self.on = on
        self.roster = Roster.load()
        self._hits: dict[int, tuple[RosterEntry, int, int]] = {}
        self._cover: dict[int, int] = {}
        found = self._find_names()
        self.countries: Counter[str] = Counter()
        self._weigh_countries(countries or Counter(), found)
        self.main_country = self.countries.most_common(1)[0][0] if self.countries else None
        self._choose(found)
        self._cache: dict[tuple[int, bool, str | None], Party | None] = {}
        self._open: set[int] = set()
        self._learn_aliases()

    # ------------------------------------------------------------ names

    def _find_names(self) -> list[tuple[Word, list[Word], list[RosterHit]]]:
        """Return the roster names in the text, left to right, each with the entries it may stand for, longest name first."""
        out: list[tuple[Word, list[Word], list[RosterHit]]] = []
        for sentence in self.parsed.sentences:
            words = sentence.words
            texts = [self.parsed.shown[w.start_char : w.end_char] for w in words]
            k = 0
            while k < len(words):
                hits = self.roster.match(texts, k, self.on) if texts[k][:1].isalpha() else []
                if hits:
                    end = hits[0].end
                    if all(h.ambiguous or h.weak for h in hits) and end - k > 1:
                        hits = hits + self.roster.match(texts[: end - 1], k, self.on)
                    out.append((words[k], words, hits))
                    k = max(end, k + 1)
                else:
                    k += 1
        return out

    def _weigh_countries(self, places: Counter[str], found: list[tuple[Word, list[Word], list[RosterHit]]]) -> None:
        for iso2, weight in places.items():
            iso3 = iso3_of(iso2)
            if iso3:
                self.countries[iso3] += 2 * weight
        for _, _, hits in found:
            sure = [h for h in hits if not h.ambiguous and not h.weak]
            if sure and sure[0].entry.country:
                self.countries[sure[0].entry.country] += 2 if sure[0].entry.kind in ("army", "rebel_group", "militia", "police") else 1
        for word in self.parsed.words:
            if word.text[:1].isupper() and word.pos in ("ADJ", "PROPN", "NOUN"):
                iso3 = country_by_demonym(word.text, self.on)
                if iso3:
                    self.countries[iso3] += 1

    def _choose(self, found: list[tuple[Word, list[Word], list[RosterHit]]]) -> None:
        """Choose among the entries of a name by the countries that the report is about; leave out what only those could settle and do not."""
        named = {h.entry.actor_id for _, _, hits in found for h in hits if not h.ambiguous}
        for first, words, hits in found:
            usable = [h for h in hits if not (h.ambiguous or h.weak) or self._here(h) or h.entry.actor_id in named]
            if not usable:
                continue
            longest = max(h.end for h in usable)
            best = min((h for h in usable if h.end == longest), key=lambda h: self._unlikely(h, named))
            last = words[longest - 1]
            if best.entry.kind == "person" and first is last and first.pos not in ("PROPN", "NOUN", "X"):
                continue
            self._hits[first.i] = (best.entry, first.i, last.i)
            for i in range(first.i, last.i + 1):
                self._cover[i] = first.i

    def _here(self, hit: RosterHit) -> bool:
        where = {*hit.holds_in, *hit.entry.countries, hit.entry.country}
        return any(c in self.countries and self.countries[c] >= 2 for c in where if c)

    def _unlikely(self, hit: RosterHit, named: set[str]) -> tuple[bool, bool, bool, float]:
        where = {*hit.entry.countries, hit.entry.country}
        weight = max((self.countries[c] for c in where if c), default=0)
        return (hit.entry.actor_id not in named and hit.ambiguous and not self._here(hit), not hit.valid, hit.weak, -float(weight))

    def _learn_aliases(self) -> None:
        """Learn the short forms that the report itself gives: "Northern Front (NF)", "General Omar Sadiq ... Sadiq"."""
        self._aliases: dict[str, int] = {}
        for word in self.parsed.words:
            if word.entity_type == "PERSON" and word.pos == "PROPN" and word.dep not in ("compound",):
                phrase = [w for w in noun_phrase(word) if w.pos == "PROPN"]
                if len(phrase) > 1:
                    self._aliases.setdefault(word.lower, word.i)

    def name_at(self, word: Word) -> tuple[RosterEntry, int, int] | None:
        """Return the roster entry whose name covers a word, with the first and last word's index."""
        first = self._cover.get(word.i)
        return self._hits[first] if first is not None else None

    # ------------------------------------------------------------ parties

    def resolve(self, word: Word, *, force: bool = False, scene: str | None = None) -> Party | None:
        """Return the party that a word heads, or None.

        Args:
            word: Head of the phrase.
            force: A bare country name acts by arms (its army), not by words (its government).
            scene: ISO3 country of the event's place, for nouns that name no country themselves.
        """
        key = (word.i, force, scene)
        if key not in self._cache:
            self._cache[key] = None
            self._cache[key] = self._resolve(word, force, scene)
        return self._cache[key]

    def _resolve(self, word: Word, force: bool, scene: str | None) -> Party | None:
        """Resolve a word that may stand for another; a word that is being resolved already stands for nothing ("one of them" in a ring)."""
        word = antecedent(word)
        if word.i in self._open:
            return None
        self._open.add(word.i)
        try:
            return self._resolved(word, force, scene)
        finally:
            self._open.discard(word.i)

    def _resolved(self, word: Word, force: bool, scene: str | None) -> Party | None:
        if word.lower in FIRST or word.lower in IMPERSONAL and not any(c.dep in ("prep", "relcl") for c in word.children):
            return None
        if word.lower in PRONOUNS or word.tag in ("PRP", "PRP$"):
            return self._pronoun(word, force, scene)
        if word.pos in ("VERB", "AUX", "ADP", "PUNCT", "SCONJ", "CCONJ", "ADV"):
            return None
        phrase = noun_phrase(word)
        named = self._named(word, phrase, force, scene)
        if named is not None:
            return named
        if word.pos == "NUM" or word.tag == "CD" or word.lower in ("those", "people", "others", "some", "many", "members", "number", "hundreds", "dozens", "thousands", "scores"):
            inner = [w for w in prep_objects(word, "of") if w is not word]
            if inner:
                return self._resolve(inner[0], force, scene)
            if word.pos == "NUM" or word.tag == "CD":
                return None
        return self._common(word, phrase, force, scene)

    def _code_of(self, entry: RosterEntry, scene: str | None = None) -> str:
        return code_on(entry, self.on, scene or self.main_country)

    def _entry_party(self, entry: RosterEntry, words: list[Word], force: bool, scene: str | None = None) -> Party:
        code = self._code_of(entry, scene)
        if force and entry.country and code == f"{entry.country} GOV" and entry.kind in ("state", "government", "person"):
            return self._state(words, entry.country, "MIL")
        return self._party(words, name_on(entry, self.on), code, entry.actor_id)

    def _party(self, words: list[Word], name: str | None, code: str | None, actor_id: str | None = None, inferred: bool = False) -> Party:
        start, end = min(w.start_char for w in words), max(w.end_char for w in words)
        text = self.parsed.text[start:end]
        return Party(text=text, span=(start, end), name=name or " ".join(text.split()), code=code, actor_id=actor_id, inferred=inferred)

    def _named(self, word: Word, phrase: list[Word], force: bool, scene: str | None = None) -> Party | None:
        """Resolve by the roster: a name that covers the head, else one before the head ("FMLN guerrillas", "Assad's forces")."""
        shown = _trim(phrase)
        at_head = self.name_at(word)
        if at_head is not None:
            entry = at_head[0]
            whole = self.parsed.words[at_head[1] : at_head[2] + 1]
            if shown[0].i > whole[0].i:
                shown = [*whole[: shown[0].i - whole[0].i], *shown]
            return self._entry_party(entry, shown, force, scene)
        role = role_nouns().get(word.lemma)
        before = [self.name_at(w) for w in phrase if w is not word]
        hits = [h for h in before if h is not None]
        if role is None and word.pos != "PROPN" and word.lemma not in ("force", "airstrike"):
            return None
        if hits:
            entry = hits[-1][0]
            return self._with_role(entry, word, shown, role, force)
        if word.pos == "PROPN":
            return None
        of = [self.name_at(w) for w in prep_objects(word, "of", "from", "in") if role in ("SELF", "REB", "MIL", "GOV", "UAF", "PRM")]
        ofs = [h for h in of if h is not None]
        if ofs and ofs[0][0].kind not in ("state",):
            return self._with_role(ofs[0][0], word, shown, role, force)
        return None

    def _with_role(self, entry: RosterEntry, word: Word, shown: list[Word], role: str | None, force: bool) -> Party:
        """Combine a name and a noun: a state's soldiers are its army, a group's fighters are the group, a state's civilians its people."""
        code = self._code_of(entry)
        sector = code.split()[-1]
        country = entry.country
        if entry.kind in ("state", "government", "person", "party", "igo", "un_body") and role and role not in ("SELF",):
            if entry.kind in ("igo", "un_body"):
                if role in ("CVL", "REF"):
                    return self._party(shown, None, None)
                return self._party(shown, name_on(entry, self.on), code, entry.actor_id)
            if role == "GOV" and entry.kind == "person":
                return self._party(shown, None, code)
            if country:
                if role == "MIL":
                    army = self._body(country, "MIL")
                    return self._party(shown, name_on(army, self.on) if army else None, f"{country} MIL", army.actor_id if army else None)
                if role == "UNO":
                    return self._party(shown, None, "UNO")
                return self._party(shown, None, f"{country} {role}")
        if role in ("CVL", "REF", "JRN", "MED", "EDU", "REL", "LEG", "JUD") and country and sector not in ("",):
            return self._party(shown, None, f"{country} {role}")
        return self._entry_party(entry, shown, force or role in ("MIL",))

    def _country_in(self, phrase: list[Word], word: Word) -> str | None:
        """Return the ISO3 country that the words name: a demonym or country before the noun or after of, from, in."""
        for w in phrase:
            if w is word and w.pos != "PROPN":
                continue
            found = country_by_demonym(w.text) or (country_by_name(w.text) if w.pos in ("PROPN", "ADJ") else None)
            if found:
                return found
        joined = " ".join(w.text for w in phrase if w is not word)
        found = country_by_name(joined) or country_by_demonym(joined)
        if found:
            return found
        for w in prep_objects(word, "of", "from", "in"):
            found = country_by_name(w.text) or country_by_name(" ".join(x.text for x in noun_phrase(w) if x.lower != "the"))
            if found:
                return found
        return None

    def _common(self, word: Word, phrase: list[Word], force: bool, scene: str | None) -> Party | None:
        shown = _trim(phrase)
        text = " ".join(w.text for w in shown)
        lemma = word.lemma
        role = role_nouns().get(lemma) or role_nouns().get(word.lower)
        country = self._country_in(phrase, word)
        if word.lower in ("displaced", "wounded", "injured", "homeless") and any(c.dep == "det" for c in word.children):
            return self._party(shown, None, self._code("REF" if word.lower == "displaced" else "CVL", country or scene))
        own = country_by_demonym(word.text, self.on) if word.text[:1].isupper() else None
        if own and (word.pos == "ADJ" or word.dep in ("amod", "compound")):
            return self._state([word], own, "MIL" if force else "GOV")
        if word.pos == "PROPN" or word.entity_type in ("ORG", "PERSON", "NORP"):
            if country and len(shown) == 1 and (country_by_demonym(word.text) or country_by_name(word.text)):
                sector = "MIL" if force else "GOV"
                return self._state(shown, country, sector)
            return self._proper(word, shown, text, role, country or scene)
        if word.pos == "ADJ" or word.dep == "amod":
            if role and role not in ("CVL", "GOV", "SELF") and word.lower in ("rebel", "militant", "insurgent", "guerrilla", "jihadist", "separatist", "islamist", "terrorist", "military", "police", "paramilitary"):
                return self._party([word], None, self._code(role, country or scene))
            return None
        if word.pos == "NOUN" and word.dep == "compound" and role in ("REB", "MIL", "COP", "PRM", "GOV", "UAF"):
            return self._party([word], None, self._code(role, country or scene))
        if lemma == "officer" and any(w.lemma == "police" for w in self.parsed.words[max(0, word.i - 60) : word.i + 3]):
            role = "COP"
        if lemma == "party" and (word.tag == "NNS" or any(w.lower in ("warring", "fighting", "conflicting", "both", "all") for w in phrase)):
            return self._party(shown, None, None)
        owner = next((c for c in word.children if c.dep == "poss" and c.tag == "PRP$"), None)
        if owner is not None and country is None and role in ("MIL", "COP", "GOV", "CVL", "REB", "PRM"):
            holder = self._pronoun(owner, force, scene)
            if holder is not None and holder.code and " " in holder.code:
                if role == "MIL" and holder.code.split()[-1] in ("REB", "PRM"):
                    return self._party(shown, holder.name, holder.code, holder.actor_id)
                country = holder.code.split()[0]
        if role == "CVL" and lemma in ("man", "people", "member", "person"):
            for w in prep_objects(word, "of"):
                inner = self._resolve(w, force, scene)
                if inner is not None and inner.code and inner.code.split()[-1] in ("REB", "MIL", "PRM", "COP"):
                    return self._party(shown, inner.name, inner.code, inner.actor_id)
        if role == "SELF":
            return self._self_noun(word, shown, country, scene, force)
        if role is None:
            if lemma in NEVER_PARTY or word.pos not in ("NOUN",):
                return None
            if any(w.lemma in ARMED_NOUNS for w in shown):
                role = "MIL"
            elif lemma.endswith(("man", "men", "er", "ist", "or", "ian")) and lemma not in ("number", "order", "power", "shelter", "water", "winter", "factor", "sector", "corridor", "minor", "error", "border", "quarter", "center", "disaster", "matter", "order", "fire", "letter", "paper", "river", "tower", "october", "september", "november", "december", "mortar", "weather", "danger", "murder", "corner", "chapter", "register", "neighbor", "harbor", "labor", "tractor", "motor", "bunker", "tanker", "cover", "hunger", "anger", "trailer", "container"):
                return self._party(shown, None, f"{country} CVL" if country else None)
            else:
                return None
        lowered = text.lower()
        if role in ("MIL", "GOV", "COP") or lemma in ("force",):
            if re.search(r"\b(?:rebel|insurgent|opposition|separatist|anti-government|guerrilla|islamist|jihadist)\b", lowered) and lemma in ("force", "commander", "leader", "troop", "official", "spokesman", "soldier"):
                role = "REB"
            elif re.search(r"\b(?:paramilitary|pro-government|militia|allied|pro-regime)\b", lowered) and lemma in ("force", "fighter", "group", "troop"):
                role = "PRM"
            elif re.search(r"\b(?:police|riot)\b", lowered) and role == "MIL":
                role = "COP"
            elif re.search(r"\b(?:u\.?n\.?|united nations)\b", lowered):
                return self._party(shown, "United Nations", "UNO")
        if role == "GOV" and re.search(r"\b(?:army|military)\b", lowered):
            role = "MIL"
        if role == "GOV" and re.search(r"\b(?:police)\b", lowered):
            role = "COP"
        if role == "GOV" and re.search(r"\b(?:u\.?n\.?|united nations)\b", lowered):
            return self._party(shown, "United Nations", "UNO")
        if role in ("GOV",) and re.search(r"\b(?:hospital|medical|health|morgue|ambulance)\b", lowered):
            role = "MED"
        if role in ("GOV",) and re.search(r"\b(?:rebel|opposition)\b", lowered):
            role = "REB" if "rebel" in lowered else "OPP"
        if role == "REB" and re.search(r"\b(?:pro-government|government|allied)\b", lowered) and lemma in ("fighter",):
            role = "PRM"
        if role == "CVL" and (lemma in ("people", "person", "family", "man", "woman", "child", "resident", "villager", "civilian", "household", "population", "community")):
            if re.search(r"\bdisplaced\b", lowered) or any(c.lower == "displaced" for c in word.children):
                role = "REF"
        if role == "NGO" or role == "UNO":
            return self._party(shown, None, role)
        if role == "CRM":
            return self._party(shown, None, self._code("CRM", country or scene))
        return self._party(shown, None, self._code(role, country or scene))

    def _code(self, role: str, country: str | None) -> str | None:
        country = country or self.main_country
        return f"{country} {role}" if country else None

    def _state(self, words: list[Word], country: str, sector: str) -> Party:
        entry = self._body(country, sector)
        if entry is not None:
            return self._party(words, name_on(entry, self.on), f"{country} {sector}", entry.actor_id)
        return self._party(words, None, f"{country} {sector}")

    def _body(self, country: str, sector: str) -> RosterEntry | None:
        """Return the roster's army, government or police of a country."""
        actor_id = f"{country.lower()}-{ {'MIL': 'army', 'GOV': 'government', 'COP': 'police'}.get(sector, '') }"
        return self.roster[actor_id] if actor_id in self.roster else None

    def _self_noun(self, word: Word, shown: list[Word], country: str | None, scene: str | None, force: bool) -> Party | None:
        """ "Members of X", "X leaders", "both sides": the party is the one named beside the noun."""
        for w in prep_objects(word, "of", "from"):
            inner = self._resolve(w, force, scene)
            if inner is not None:
                return self._party(shown, inner.name, inner.code, inner.actor_id)
        sector = None
        low = " ".join(w.lower for w in shown)
        for pattern, value in (
            (r"\b(?:rebel|militant|insurgent|guerrilla|armed|separatist|jihadist|islamist|terrorist|opposition)\b", "REB"),
            (r"\b(?:militia|paramilitary|pro-government)\b", "PRM"),
            (r"\b(?:army|military)\b", "MIL"),
            (r"\b(?:police)\b", "COP"),
            (r"\b(?:aid|humanitarian|relief|rights|charity)\b", "NGO"),
            (r"\b(?:religious|church)\b", "REL"),
            (r"\b(?:government)\b", "GOV"),
        ):
            if re.search(pattern, low):
                sector = value
                break
        if sector == "NGO":
            return self._party(shown, None, "NGO")
        if sector:
            return self._party(shown, None, self._code(sector, country or scene))
        if country and word.lemma in ("leader", "chief", "head", "representative", "side"):
            return self._state(shown, country, "GOV")
        if word.lemma in ("group", "supporter", "loyalist", "movement", "organization", "organisation", "agency") and len(shown) > 1:
            return self._party(shown, None, None)
        if word.lemma in ("group", "movement", "leader") and any(c.lower in ("the", "this") for c in word.children):
            return self._last_group(word) or self._party(shown, None, None)
        if word.lemma in ("leader", "chief", "head", "representative", "operative", "agent"):
            return self._party(shown, None, None)
        return None

    def _last_group(self, word: Word) -> Party | None:
        for i in range(word.i - 1, max(-1, word.i - 120), -1):
            hit = self._hits.get(i)
            if hit and hit[0].kind in ("rebel_group", "militia", "party", "army"):
                entry = hit[0]
                return self._party(_trim(noun_phrase(word)), name_on(entry, self.on), self._code_of(entry), entry.actor_id)
        return None

    def _proper(self, word: Word, shown: list[Word], text: str, role: str | None, country: str | None) -> Party | None:
        """A proper name that the roster lacks: a person by title, a body by its type word, else the name alone."""
        if word.entity_type in ("GPE", "LOC", "FAC", "DATE", "TIME") and not any(p.search(text) for p, _ in NAME_SECTORS):
            return None
        titles = [w for w in shown if w is not word and role_nouns().get(w.lower)]
        if titles:
            sector = role_nouns()[titles[0].lower]
            low = text.lower()
            if sector in ("GOV", "SELF") and "police" in low:
                sector = "COP"
            if sector in ("GOV", "SELF") and re.search(r"\b(?:army|military|defen[cs]e)\b", low) and not re.search(r"minister|secretary", low):
                sector = "MIL"
            if sector == "SELF":
                return self._party(shown, None, None)
            return self._party(shown, _person_name(shown), self._code(sector, country))
        apposed = [c for c in word.children if c.dep == "appos"] + ([word.head] if word.dep == "appos" else [])
        for other in apposed:
            if other.pos == "NOUN" and (role_nouns().get(other.lemma)):
                party = self._common(other, noun_phrase(other), False, country)
                named = self._named(other, noun_phrase(other), False) or party
                if named is not None:
                    return self._party(shown, text, named.code, None)
        for pattern, sector in NAME_SECTORS:
            if pattern.search(text):
                if sector == "NGO":
                    return self._party(shown, None, "NGO")
                return self._party(shown, None, self._code(sector, country))
        earlier = self._aliases.get(word.lower)
        if earlier is not None and earlier != word.i and len(shown) == 1:
            full = self.parsed.words[earlier]
            party = self._resolve(full, False, country)
            if party is not None:
                return self._party(shown, party.name, party.code, party.actor_id)
        if word.entity_type in ("PERSON", "ORG", "NORP") or word.pos == "PROPN" and word.tag in ("NNP", "NNPS") and word.dep in ("nsubj", "nsubjpass", "agent", "pobj", "dobj", "conj"):
            return self._party(shown, None, None)
        return None

    # ------------------------------------------------------------ pronouns

    def _pronoun(self, word: Word, force: bool, scene: str | None) -> Party | None:
        """Resolve a pronoun to the last subject before it that fits; its words are the antecedent's, marked as inferred."""
        plural = word.lower in PLURAL
        personal = word.lower in ("he", "she", "him", "her", "his", "himself", "who")
        sentences = self.parsed.sentences
        index = word.sentence.index
        for back in range(0, 3):
            if index - back < 0:
                break
            sentence = sentences[index - back]
            if sentence.paragraph < word.sentence.paragraph - 1:
                break
            candidates: list[Word] = []
            for w in sentence.words:
                if back == 0 and w.i >= word.i:
                    break
                if w.dep in ("nsubj", "nsubjpass", "agent", "poss", "pobj", "dobj") and w.pos in ("NOUN", "PROPN") and w.tag not in ("PRP", "PRP$"):
                    candidates.append(w)
            candidates.sort(key=lambda w: (w.dep not in ("nsubj", "nsubjpass", "agent"), back > 0 and w.dep == "nsubj" and w.head.lemma in TELLING, -w.i))
            for w in candidates:
                if plural and w.tag in ("NN",) and not any(c.dep == "conj" for c in w.children) and role_nouns().get(w.lemma) not in ("MIL", "COP", "REB", "SELF"):
                    continue
                if personal and not (w.entity_type == "PERSON" or w.pos == "NOUN" and role_nouns().get(w.lemma) and w.tag == "NN" or w.pos == "PROPN" and w.entity_type not in ("GPE", "LOC", "DATE")):
                    continue
                if personal and w.tag in ("NNS", "NNPS"):
                    continue
                if word.lower in ("it", "its", "itself") and w.entity_type == "PERSON":
                    continue
                party = self._resolve(w, force, scene)
                if party is not None and (party.code or personal or plural or w.pos == "PROPN" and w.entity_type == "ORG"):
                    if word.lower == "it" and (party.code or "").endswith((" CVL", " REF")):
                        continue
                    return Party(text=party.text, span=party.span, name=party.name, code=party.code, actor_id=party.actor_id, inferred=True)
        return None

    def many(self, words: list[Word], *, force: bool = False, scene: str | None = None) -> list[Party]:
        """Return the parties of several heads with their conjuncts, each party once."""
        out: list[Party] = []
        for word in expand(words):
            for party in self._each(word, force, scene):
                if not any((p.code == party.code and p.name == party.name) for p in out):
                    out.append(party)
        return out

    def _each(self, word: Word, force: bool, scene: str | None) -> list[Party]:
        """Return the party of a word; "the ambassadors of A and B", "A and B forces" are one each."""
        role = role_nouns().get(word.lemma)
        if role in ("GOV", "MIL", "SELF") and word.tag == "NNS":
            owners = prep_objects(word, "of", "from")
            if len(owners) > 1:
                found = [(w, country_by_name(" ".join(x.text for x in noun_phrase(w) if x.lower != "the"))) for w in owners]
                if all(c for _, c in found):
                    return [self._state(_trim(noun_phrase(w)), c, role if role != "SELF" else "GOV") for w, c in found if c]
            adjectives = [c for c in word.children if c.dep == "amod" and country_by_demonym(c.text)]
            adjectives += [g for c in adjectives for g in c.children if g.dep == "conj" and country_by_demonym(g.text)]
            if len(adjectives) > 1:
                return [self._state([w], country_by_demonym(w.text) or "", role if role != "SELF" else "GOV") for w in adjectives]
        party = self.resolve(word, force=force, scene=scene)
        return [party] if party is not None else []


def _trim(phrase: list[Word]) -> list[Word]:
    """Drop articles, numbers and quantity words at the front of a phrase and a possessive mark at its end."""
    out = list(phrase)
    while len(out) > 1 and (out[0].dep in ("det", "predet", "nummod", "quantmod", "advmod") or out[0].tag in ("CD", "DT", "PDT") or out[0].dep == "punct" or out[0].lower in ("several", "many", "some", "at", "least", "over", "more", "than", "about", "around", "other")):
        out.pop(0)
    while len(out) > 1 and (out[-1].dep in ("case", "punct") or out[-1].text in ("'s", "’s", "'", "’")):
        out.pop()
    return out


def _person_name(shown: list[Word]) -> str | None:
    names = [w.text for w in shown if w.pos == "PROPN" and not role_nouns().get(w.lower)]
    return " ".join(names) or None


def governing_subject(word: Word) -> Word | None:
    """Return the first subject of the clause a word stands in."""
    for up in [word, *word.ancestors()]:
        if is_verb(up):
            subjects = raw_subjects(up)
            if subjects:
                return subjects[0]
    return None


__all__ = ["Parties", "governing_subject", "iso3_of", "role_nouns"]

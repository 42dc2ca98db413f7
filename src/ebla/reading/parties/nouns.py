"""A common noun in; the party it names out: by the sector of the noun, the words before it and the country they name.

"Syrian soldiers" are a state's army, "its forces" the army of whom "its" stands for, "members of X" the party X. A noun that names no party
gives None. Source: docs/claims.md, table of parties; `roles.csv` and `parties.toml` for the words.
"""

from __future__ import annotations

from ebla.actors import country_by_demonym, country_by_name
from ebla.reading.grammar import noun_phrase, prep_objects
from ebla.reading.lexicon import first_pattern, role_nouns, word_patterns, word_set
from ebla.reading.parse import ParsedText, Word
from ebla.reading.parties.making import Maker
from ebla.reading.parties.names import Names
from ebla.reading.parties.phrases import any_lower, trim
from ebla.reading.parties.pronouns import Resolve, pronoun_party
from ebla.records import Party

_ARMED = word_set("parties.toml", "armed")
_STANDING = word_set("parties.toml", "standing_adjectives")
_HELPLESS = word_set("parties.toml", "helpless")
_PEOPLE = word_set("parties.toml", "people")
_WARRING = word_set("parties.toml", "warring")
_LEADERS = word_set("parties.toml", "leaders")
_BODIES = word_set("parties.toml", "bodies")
_REBEL_LIKE = word_set("parties.toml", "rebel_like")
_MILITIA_LIKE = word_set("parties.toml", "militia_like")
_NEVER = word_set("parties.toml", "never")
_NO_PERSON = word_set("parties.toml", "no_person")
_PERSON_ENDINGS = ("man", "men", "er", "ist", "or", "ian")
_POLICE_BEFORE_WORDS = 60


def country_in(phrase: list[Word], word: Word) -> str | None:
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


def _role(word: Word) -> str | None:
    return role_nouns().get(word.lemma) or role_nouns().get(word.lower)


class Nouns:
    """Resolves the common nouns of one parsed text."""

    def __init__(self, parsed: ParsedText, maker: Maker, names: Names, resolve: Resolve) -> None:
        self._parsed, self._maker, self._names, self._resolve = parsed, maker, names, resolve

    def adjective(self, word: Word, country: str | None) -> Party | None:
        """Return the party that an adjective names alone ("a rebel attack")."""
        role = _role(word)
        if role and role not in ("CVL", "GOV", "SELF") and word.lower in _STANDING:
            return self._maker.coded([word], role, country)
        return None

    def helpless(self, word: Word, shown: list[Word], country: str | None) -> Party | None:
        """Return "the displaced", "the wounded" as people; None for other words."""
        if word.lower not in _HELPLESS or word.child("det") is None:
            return None
        return self._maker.coded(shown, "REF" if word.lower == "displaced" else "CVL", country)

    def noun(self, word: Word, phrase: list[Word], country: str | None, force: bool, scene: str | None) -> Party | None:
        """Return the party that a common noun names; `country` is the one its own words name."""
        shown = trim(phrase)
        role = _role(word)
        if word.dep == "compound" and word.pos == "NOUN" and role in ("REB", "MIL", "COP", "PRM", "GOV", "UAF"):
            return self._maker.coded([word], role, country or scene)
        if word.lemma == "officer" and self._police_before(word):
            role = "COP"
        if word.lemma == "party" and (word.tag == "NNS" or any_lower(phrase, _WARRING)):
            return self._maker.party(shown, None, None)
        holder = self._holder(word, role, force, scene) if country is None else None
        if holder is not None and holder.code:
            if role == "MIL" and holder.code.split()[-1] in ("REB", "PRM"):
                return self._maker.same(shown, holder)
            country = holder.code.split()[0]
        member = self._member(word, shown, role, force, scene)
        if member is not None:
            return member
        if role == "SELF":
            return self._self_noun(word, shown, country, force, scene)
        if role is None:
            return self._unlisted(word, shown, country, scene)
        return self._sector(word, shown, role, country or scene)

    def _police_before(self, word: Word) -> bool:
        near = self._parsed.words[max(0, word.i - _POLICE_BEFORE_WORDS) : word.i + 3]
        return any(w.lemma == "police" for w in near)

    def _holder(self, word: Word, role: str | None, force: bool, scene: str | None) -> Party | None:
        """Return whose "its forces" are, where that party has a country."""
        owner = next((c for c in word.children if c.dep == "poss" and c.tag == "PRP$"), None)
        if owner is None or role not in ("MIL", "COP", "GOV", "CVL", "REB", "PRM"):
            return None
        holder = pronoun_party(self._parsed, owner, force, scene, self._resolve)
        return holder if holder is not None and " " in (holder.code or "") else None

    def _member(self, word: Word, shown: list[Word], role: str | None, force: bool, scene: str | None) -> Party | None:
        """ "Men of the militia": the armed party after "of"."""
        if role != "CVL" or word.lemma not in ("man", "people", "member", "person"):
            return None
        for w in prep_objects(word, "of"):
            inner = self._resolve(w, force, scene)
            if inner is not None and inner.code and inner.code.split()[-1] in ("REB", "MIL", "PRM", "COP"):
                return self._maker.same(shown, inner)
        return None

    def _unlisted(self, word: Word, shown: list[Word], country: str | None, scene: str | None) -> Party | None:
        """A noun that no list knows: armed by the words before it, a person by its ending, else no party."""
        if word.lemma in _NEVER or word.pos != "NOUN":
            return None
        if any(w.lemma in _ARMED for w in shown):
            return self._sector(word, shown, "MIL", country or scene)
        if word.lemma.endswith(_PERSON_ENDINGS) and word.lemma not in _NO_PERSON:
            where = country or scene
            return self._maker.party(shown, None, f"{where} CVL" if where else None)
        return None

    def _sector(self, word: Word, shown: list[Word], role: str, country: str | None) -> Party:
        text = " ".join(w.text for w in shown)
        turned = _turned(word.lemma, role, text)
        if turned == "UNO" and role != "UNO":
            return self._maker.party(shown, "United Nations", "UNO")
        if turned in ("NGO", "UNO"):
            return self._maker.party(shown, None, turned)
        if turned == "CVL" and word.lemma in _PEOPLE:
            apart = any(c.lower == "displaced" for c in word.children)
            turned = "REF" if apart or first_pattern("parties.toml", "displaced", text) else turned
        return self._maker.coded(shown, turned, country)

    def _self_noun(self, word: Word, shown: list[Word], country: str | None, force: bool, scene: str | None) -> Party | None:
        """ "Members of X", "X leaders", "both sides": the party is the one named beside the noun."""
        for w in prep_objects(word, "of", "from"):
            inner = self._resolve(w, force, scene)
            if inner is not None:
                return self._maker.same(shown, inner)
        apposed = word.child("appos")
        named = self._names.at(apposed) if apposed is not None else None  # "the separatist group, ETA"
        if named is not None:
            return self._maker.entry(named[0], shown, force)
        sector = first_pattern("parties.toml", "before", " ".join(w.lower for w in shown))
        if sector == "NGO":
            return self._maker.party(shown, None, "NGO")
        if sector:
            return self._maker.coded(shown, sector, country or scene)
        if country and word.lemma in ("leader", "chief", "head", "representative", "side"):
            return self._maker.state(shown, country, "GOV")
        if word.lemma in _BODIES and len(shown) > 1:
            return self._maker.party(shown, None, None)
        if word.lemma in ("group", "movement", "leader") and any(c.lower in ("the", "this") for c in word.children):
            return self._last_group(word) or self._maker.party(shown, None, None)
        return self._maker.party(shown, None, None) if word.lemma in _LEADERS else None

    def _last_group(self, word: Word) -> Party | None:
        entry = self._names.group_before(word)
        return self._maker.entry(entry, trim(noun_phrase(word)), False) if entry is not None else None


def _turned(lemma: str, role: str, text: str) -> str:
    """Return the sector of a noun with the words before it: "rebel commander" REB, "riot police" COP, "hospital officials" MED."""
    if role in ("MIL", "GOV", "COP") or lemma == "force":
        for value, pattern in word_patterns("parties.toml", "turning"):
            fits = {"REB": lemma in _REBEL_LIKE, "PRM": lemma in _MILITIA_LIKE, "COP": role == "MIL"}.get(value, True)
            if fits and pattern.search(text):
                return value
    if role == "GOV":
        return first_pattern("parties.toml", "turning_officials", text) or role
    if role == "REB" and lemma == "fighter":
        return first_pattern("parties.toml", "turning_fighters", text) or role
    return role

"""Weapons and facilities of a deed: found among the words around it, taken out of the party roles; the weapon says the mode.

In come mentions and their words; what is changed is the mention. Which weapon or facility a noun is stands in `weapons.csv` and
`facilities.csv`, looked up with up to three words before the noun.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from ebla.reading.events.mention import EventMention
from ebla.reading.grammar import is_verb, objects, prep_objects, raw_subjects
from ebla.reading.lexicon import WeaponEntry, facilities, weapons, word_set
from ebla.reading.parse import Word

_T = TypeVar("_T")

_PLATFORMS = word_set("events.toml", "platforms")
_SCENE_LIKE = word_set("events.toml", "scene_like")
_TARGET_LIKE = word_set("events.toml", "target_like")
# Frames whose deed has the mode of its weapon.
_ARMED_FRAMES = frozenset(
    {
        "attack",
        "fire",
        "explode",
        "kill",
        "clash",
        "crowd",
        "destroy",
        "damage",
        "die",
        "leave",
        "land",
        "bombnoun",
        "usage",
        "brunt",
        "tear",
        "aim",
        "under",
    }
)
# Modes that say more than any weapon does.
_OWN_MODES = frozenset({"targeted", "destroy", "abduct", "sexual"})
_FROM_ABOVE = frozenset({"fall", "drop", "rain"})
_BEFORE_NOUN = frozenset({"compound", "amod", "poss", "nmod", "punct", "npadvmod"})


def _singular(word: Word) -> str:
    return word.lemma if word.tag in ("NNS", "NNPS") else word.lower


def match_table(word: Word, table: Mapping[tuple[str, ...], _T]) -> tuple[_T, Word] | None:
    """Look up a noun with up to three words before it in a table keyed by singular words; returns the value and the first word."""
    head = _singular(word)
    before = sorted((c for c in word.children if c.dep in _BEFORE_NOUN and word.i - 4 <= c.i < word.i), key=lambda c: c.i)
    chain = sorted((w for c in before for w in c.subtree() if w.i < word.i), key=lambda w: w.i)
    words = [w for w in chain if w.text not in ("'s", "’s")]
    for k in range(max(0, len(words) - 3), len(words)):
        joined = "".join((w.lower if w.lower == "-" else f" {w.lower}") for w in words[k:]).replace(" -", "-").replace("- ", "-").split()
        found = table.get((*joined, head))
        if found is not None:
            return found, words[k]
    found = table.get((head,))
    return (found, word) if found is not None else None


def weapon_at(word: Word) -> tuple[WeaponEntry, Word] | None:
    """Return the weapon that a noun names, with the first word of its name."""
    return match_table(word, weapons())


def facility_at(word: Word) -> tuple[str, Word] | None:
    """Return the facility that a noun names, as the contract's noun, with the first word of its name."""
    return match_table(word, facilities())


def is_thing(word: Word) -> bool:
    """Tell whether a noun names a weapon or a facility, and so no party."""
    return bool(weapon_at(word) or facility_at(word))


def person_like(word: Word) -> bool:
    """Tell whether a word may name a person or body."""
    return word.pos in ("PROPN", "PRON") or word.entity_type in ("PERSON", "ORG", "GPE", "NORP") or not is_thing(word)


def modifiers(noun: Word) -> list[Word]:
    """Return adjectives and nouns before a noun that may name a party ("Israeli airstrikes", "rebel attack", "army shelling")."""
    return [c for c in noun.children if c.dep in ("amod", "compound", "nmod") and c.i < noun.i and c.pos in ("ADJ", "PROPN", "NOUN")]


def take_things(m: EventMention) -> None:
    """Move weapons and facilities out of the party roles of a mention and let the weapon say the mode."""
    if m.event_type not in ("ASSAULT", "COERCE", None, "THREATEN", "PROTEST"):
        return
    seen: set[int] = set()
    for word in _around(m):
        if word.i in seen or word is m.trigger:
            continue
        seen.add(word.i)
        weapon = weapon_at(word)
        if weapon and m.event_type in ("ASSAULT", "PROTEST", "THREATEN"):
            _take_weapon(m, word, *weapon)
        else:
            _take_facility(m, word)
    if m.entry.weapon and not m.weapons:
        m.weapons.append((m.entry.weapon, m.trigger, m.trigger))


def _around(m: EventMention) -> list[Word]:
    """Return the words of a deed's clause that may name its means or its target."""
    out = [*m.actors, *m.recipients]
    if not is_verb(m.trigger):
        out += prep_objects(m.trigger, "with", "by", "using", "in", "at", "on", "of", "against", "inside", "outside", "near")
        return out + modifiers(m.trigger)
    verb = m.trigger
    out += objects(verb) + raw_subjects(verb)
    out += prep_objects(verb, "with", "using", "by", "in", "from", "at", "on", "under", "inside", "outside", "near")
    for child in verb.children:
        if child.dep in ("advcl", "prep", "acl") and child.lower == "using":
            out += objects(child) + [g for g in child.children if g.dep in ("pobj", "dobj")]
    return out


def _take_weapon(m: EventMention, word: Word, entry: WeaponEntry, first: Word) -> None:
    """Take a weapon as means; shot down it is the target's means, and a gun or tank that is attacked stays the target."""
    if m.frame == "intercept" and word in m.recipients:
        m.recipients.remove(word)
        m.weapons.append((entry.weapon, first, word))
        return
    if word in m.recipients and m.frame in ("attack", "destroy", "capture", "seizing", "damage") and word.lemma in _PLATFORMS:
        return
    if entry.rank > m.weapon_rank and m.frame not in ("capture", "seizing"):
        m.weapon_rank = entry.rank
        if m.event_type == "ASSAULT" and entry.mode and m.entry.mode not in _OWN_MODES and m.frame in _ARMED_FRAMES:
            m.mode, m.acled = entry.mode, entry.acled or m.acled
            if entry.weapon == "bomb" and m.trigger.lemma in _FROM_ABOVE:
                m.mode, m.acled = "aerial", "Air/drone strike"
    if entry.weapon not in [w for w, _, _ in m.weapons] and m.frame not in ("capture", "seizing", "meet"):
        m.weapons.append((entry.weapon, first, word))
    m.actors = [w for w in m.actors if w is not word]
    m.recipients = [w for w in m.recipients if w is not word]


def _take_facility(m: EventMention, word: Word) -> None:
    """Take a facility that is the target; a village, road, house or camp only where it is the object itself."""
    found = facility_at(word)
    if found is None or word.pos != "NOUN" or word.dep == "poss" or (word.dep == "pobj" and word.head.lower in ("near", "outside")):
        return
    value, first = found
    aimed = word.dep == "pobj" and word.head.lower in ("at", "on", "against", "in", "into", "inside", "of")
    if not (aimed or word in m.recipients or word.dep in ("dobj", "nsubjpass")) or value in [f for f, _, _ in m.facilities]:
        return
    if (word not in m.actors and value not in _SCENE_LIKE) or (word in m.recipients and value in _TARGET_LIKE):
        m.facilities.append((value, first, word))

"""A party, a claimant or an outlet's owner in; keys of the side it belongs to out. Two that share a key are one side.

All offices and forces of a state are one side; an armed group is known by its roster id and its names. Judges no deed.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from ebla.actors import Roster, iso3_of
from ebla.incidents.wording import fold
from ebla.records import Party

# PLOVER sectors of those who act for a state. Source: PLOVER manual 2.0, table of sectors.
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_VAGUE = frozenset({"UAF", "CRM"})
_NOBODY = frozenset({"CVL", "REF", "MED", "JRN", "EDU", "LAB", "BUS", "REL", "SOC"})


@functools.cache
def _words(table: str) -> frozenset[str]:
    return frozenset(tomllib.loads(files("ebla.incidents").joinpath("data", "claimant_words.toml").read_text("utf-8"))[table])


@functools.lru_cache(maxsize=1)
def _roster() -> Roster:
    return Roster.load()


@functools.lru_cache(maxsize=50_000)
def keys_of_name(name: str, country: str | None = None) -> frozenset[str]:
    """Return the keys of the side that a name stands for, in a country (ISO 3166-1 alpha-2); its own folded name at the least."""
    plain = fold(name).removeprefix("the ")
    iso3 = iso3_of(country) if country else None
    if plain in _words("state_words"):
        return frozenset({f"state:{iso3}"}) if iso3 else frozenset({f"name:{plain}"})
    entry = _roster().lookup(name, iso3)
    if entry is None:
        return frozenset({f"name:{plain}"})
    return frozenset({f"name:{plain}"}) | _keys(entry.code, entry.actor_id, entry.name)


@functools.lru_cache(maxsize=50_000)
def _keys(code: str | None, actor_id: str | None, name: str | None) -> frozenset[str]:
    land, _, sector = (code or "").partition(" ")
    if sector in _STATE or (code and not sector and actor_id and actor_id.endswith("-state")):
        return frozenset({f"state:{land}"})
    found = {f"id:{actor_id}"} if actor_id else set()
    return frozenset(found | ({f"name:{fold(name).removeprefix('the ')}"} if name else set()))


def keys_of(party: Party, country: str | None = None) -> frozenset[str]:
    """Return the keys of a party's side; empty for civilians, unknown gunmen and what has neither name nor code."""
    if is_vague(party) or is_civilian(party):
        return frozenset()
    own = _keys(party.code, party.actor_id, party.name)
    if any(key.startswith("state:") for key in own):
        return own
    for name in (party.name, party.text):
        own |= keys_of_name(name, country) if name else frozenset()
    return own


def all_keys(parties: Iterable[Party], country: str | None = None) -> frozenset[str]:
    """Return the keys of several parties' sides together."""
    return frozenset().union(*(keys_of(party, country) for party in parties))


def is_civilian(party: Party) -> bool:
    """Tell whether a party's code is that of civilians, refugees, medical staff or others who take no part."""
    return (party.code or "").partition(" ")[2] in _NOBODY


def is_vague(party: Party) -> bool:
    """Tell whether a party is nobody in particular: unidentified, or without code, id and name."""
    sector = (party.code or "").partition(" ")[2]
    return sector in _VAGUE or not (party.code or party.actor_id or party.name or party.text)


def compete(one: Iterable[Party], other: Iterable[Party], country: str | None = None) -> bool:
    """Tell whether two accounts give a deed to sides that cannot be one: each names somebody, no key is shared, and the codes differ.

    Two groups under one code (rebels of one country, say) do not compete: one account may name what the other calls by its kind.
    """
    ones, others = [p for p in one if keys_of(p, country)], [p for p in other if keys_of(p, country)]
    if not ones or not others or all_keys(ones, country) & all_keys(others, country):
        return False
    codes = [{_side_code(p.code) for p in parties if p.code} for parties in (ones, others)]
    return bool(codes[0] and codes[1] and not codes[0] & codes[1])


def _side_code(code: str) -> str:
    land, _, sector = code.partition(" ")
    if sector in _STATE:
        return f"{land} state"
    return f"{land} armed" if sector in ("REB", "PRM", "SEP", "INS") else code


def is_role(word: str) -> bool:
    """Tell whether a folded word calls a speaker by what they are ("residents", "spokesman")."""
    return word in _words("roles") or word in _words("mouths")


def is_mouth(word: str) -> bool:
    """Tell whether a folded word stands for the voice of the body named beside it ("spokesman", "sources")."""
    return word in _words("mouths")


def is_state_word(name: str) -> bool:
    """Tell whether a folded name is that of any state's force or office ("army", "the police")."""
    return name.removeprefix("the ") in _words("state_words")

"""A party, a claimant or an outlet's owner in; keys of the side it belongs to out. Two that share a key are one side.

All offices and forces of a state are one side; an armed group is known by its roster id and its names. Judges no deed.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from ebla.actors import Roster, country_by_demonym, country_by_name, iso3_of
from ebla.incidents.wording import fold
from ebla.records import Party

# PLOVER sectors of those who act for a state. Source: PLOVER manual 2.0, table of sectors.
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_VAGUE = frozenset({"UAF", "CRM"})
_REBEL = frozenset({"REB", "SEP", "INS"})
_MILITIA = frozenset({"PRM"})
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
    if land := _state_named(name):
        return frozenset({f"name:{plain}", f"state:{land}"})
    entry = _roster().lookup(name, iso3)
    if entry is None:
        return frozenset({f"name:{plain}"})
    return frozenset({f"name:{plain}"}) | _keys(entry.code, entry.actor_id, entry.name)


def _state_named(name: str) -> str | None:
    """Return the country of "Government of Syria" or "Syrian state"; None for other names."""
    if found := re.fullmatch(r"(?:the )?government of (?:the )?(.+)", name, re.IGNORECASE):
        return country_by_name(found.group(1))
    found = re.fullmatch(r"(?:the )?(.+) (?:state|government)", name, re.IGNORECASE)
    return country_by_demonym(found.group(1)) if found else None


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
    return _side_keys(party.code, party.actor_id, party.name, party.text, country)


@functools.lru_cache(maxsize=50_000)
def _side_keys(code: str | None, actor_id: str | None, name: str | None, text: str | None, country: str | None) -> frozenset[str]:
    own = _keys(code, actor_id, name)
    names = [one for one in (name, text) if one]
    if any(key.startswith("state:") for key in own):
        return own | {f"name:{fold(one).removeprefix('the ')}" for one in names}
    return own.union(*(keys_of_name(one, country) for one in names))


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
    camps = [{camp for p in parties if (camp := camp_of(p, country))} for parties in (ones, others)]
    return bool(camps[0] and camps[1] and not camps[0] & camps[1])


def camp_of(party: Party, country: str | None = None) -> str | None:
    """Return who a party fights beside, as far as its kind tells: `SYR state`, `SYR armed` or an id; None where that cannot be told.

    Rebels of one country are one camp, since accounts call them by a group's name or only by their kind. Militias fight for a state or
    against it; without an id they are in no camp.
    """
    own = _keys(party.code, party.actor_id, party.name)
    code = party.code
    if code is None and (name := party.name or party.text):
        plain = fold(name).removeprefix("the ")
        if plain in _words("rebel_words"):
            return f"{(iso3_of(country) if country else None) or '?'} armed"
        own |= keys_of_name(name, country)
        code = _code_of_name(name, country)
    if state := next((key for key in own if key.startswith("state:")), None):
        return f"{state.removeprefix('state:')} state"
    land, _, sector = (code or "").partition(" ")
    if sector in _REBEL:
        return f"{(iso3_of(country) if country else None) or land} armed"
    if sector in _MILITIA:
        return min((key for key in own if key.startswith("id:")), default=None)
    return code


def _code_of_name(name: str, country: str | None) -> str | None:
    entry = _roster().lookup(name, iso3_of(country) if country else None)
    return entry.code if entry else None


def is_role(word: str) -> bool:
    """Tell whether a folded word calls a speaker by what they are ("residents", "spokesman")."""
    return word in _words("roles") or word in _words("mouths")


def is_mouth(word: str) -> bool:
    """Tell whether a folded word stands for the voice of the body named beside it ("spokesman", "sources")."""
    return word in _words("mouths")


def is_state_word(name: str) -> bool:
    """Tell whether a folded name is that of any state's force or office ("army", "the police")."""
    return name.removeprefix("the ") in _words("state_words")

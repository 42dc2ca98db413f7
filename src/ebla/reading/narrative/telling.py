"""Bound drafts in; the deeds worth a claim, each once, out; later tellings become `also` and add what the first did not say."""

from __future__ import annotations

from ebla.reading.binding import Draft
from ebla.reading.events import HARM
from ebla.reading.lexicon import word_set
from ebla.reading.narrative.alike import looks_back, tells_again
from ebla.reading.parse import Word

_PURPOSES = word_set("narrative.toml", "purposes")
_RUNS = word_set("narrative.toml", "runs")
# Acts by words need no party or place of their own to be worth a claim, but most need somebody who speaks.
SELF_STANDING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "CONSULT", "AGREE", "CONCEDE", "SUPPORT"})
_SPOKEN_FRAMES = frozenset({"speak", "condemn", "request", "reject", "refuse", "agree", "threaten", "accuse", "warn"})
# So many deeds back a telling is compared with.
_REMEMBERED = 14


def tell_once(drafts: list[Draft]) -> list[Draft]:
    """Return the deeds of a report each once, in text order; later mentions become `also`."""
    kept: list[Draft] = []
    for draft in drafts:
        worth = _worth(draft)
        if not worth and not looks_back(draft):
            continue
        earlier = next((e for e in reversed(kept[-_REMEMBERED:]) if tells_again(draft, e)), None)
        if earlier is None:
            if worth:
                kept.append(draft)
        else:
            earlier.also.extend(s for s in draft.trigger if s not in earlier.also)
            _enrich(earlier, draft)
    return kept


def _worth(draft: Draft) -> bool:
    """Tell whether a draft says enough to be a claim; a question, a toll of none and a mere purpose do not."""
    m = draft.mention
    if draft.happened and draft.event_type in ("AID", "SUPPORT") and draft.word.tag == "VBG" and _purpose(draft.word):
        return False
    if draft.word.sentence.words[-1].text == "?" and draft.happened and draft.claimant.name == "report":
        return False
    if _latest_of(draft.word):
        return False
    sides = bool(draft.actor or draft.recipient or draft.place)
    if m.frame in HARM and (not sides or _toll_of_none(draft)):
        return False
    said = sides or bool(draft.weapon or draft.facility)
    if draft.event_type in SELF_STANDING:
        speaks = draft.actor or any(w.lower in ("we", "i", "our") for w in m.actors)
        if (not speaks and m.frame in _SPOKEN_FRAMES) or (draft.event_type == "CONSULT" and not draft.actor and draft.happened):
            return False
        return said or draft.status.value != "occurred"
    if said or draft.date is not None or not draft.happened:
        return True
    return m.frame in ("explode", "campaign") or (draft.status.value == "ongoing" and m.frame == "attack")


def _toll_of_none(draft: Draft) -> bool:
    """ "Nobody was killed" is a figure."""
    cue = draft.status.cue
    return draft.status.value == "denied" and cue is not None and cue.lower in ("no", "nobody", "none")


def _latest_of(word: Word) -> bool:
    """Tell whether a noun only says what the deed just told is the latest of: "the latest in a string of raids by gangs"."""
    above = list(word.ancestors())[:4]
    run = next((n for n, up in enumerate(above) if up.lemma in _RUNS), None)
    return word.dep == "pobj" and run is not None and any(up.lower == "latest" and up.dep != "pobj" for up in above[run:])


def _purpose(word: Word) -> bool:
    """Tell whether a gerund names what somebody is there for ("focused on providing aid"), no deed."""
    if word.dep not in ("pcomp", "conj"):
        return False
    top = word
    while top.dep == "conj":
        top = top.head
    return top.dep == "pcomp" and top.head.head.lemma in _PURPOSES


def _enrich(earlier: Draft, draft: Draft) -> None:
    """Take from a later mention what the first did not say, and a town in place of the country or province it lies in."""
    earlier.actor = earlier.actor or draft.actor
    earlier.recipient = earlier.recipient or draft.recipient
    earlier.weapon = earlier.weapon or draft.weapon
    earlier.facility = earlier.facility or draft.facility
    earlier.date = earlier.date or draft.date
    old, new = earlier.place, draft.place
    if old is None:
        earlier.place = new
    elif new is not None and old.place_precision in ("country", "admin1", "vague") and new.place_precision in ("exact", "near", None):
        earlier.place = new if new.country == old.country else old

"""Two drafts in; whether they can be, and are, one deed out: no place, day, doer or target against it, and a sign that it is told again.

Source: docs/claims.md, "One claim per deed per report".
"""

from __future__ import annotations

from ebla.reading.binding import Draft
from ebla.reading.events import ATTACK, HARM
from ebla.reading.grammar import is_verb
from ebla.reading.lexicon import word_set
from ebla.records import Party, Place

LOOKING_BACK = word_set("narrative.toml", "looking_back")
_UNNAMED_DOERS = word_set("narrative.toml", "unnamed_doers")
_CAMPAIGNS = word_set("narrative.toml", "campaigns")
_EXPLODING = frozenset({"heavy-weapons", "aerial", "drone", "suicide-attack"})
# How far back a deed is told again, in sentences: by "the attack", by the same word, after a title, as its toll.
_BACK_SENTENCES, _SAME_WORD_SENTENCES, _TITLE_SENTENCES, _TOLL_SENTENCES = 8, 5, 4, 2


def tells_again(draft: Draft, earlier: Draft) -> bool:
    """Tell whether a draft is a later telling of the deed of an earlier one."""
    if earlier.event_type != draft.event_type or earlier.happened != draft.happened:
        return False
    if (earlier.status.value != draft.status.value and not draft.happened) or conflict(earlier, draft):
        return False
    near, kind = draft.word.sentence.index - earlier.word.sentence.index, _kind(earlier, draft) or _blast_of(draft, earlier)
    if is_campaign(earlier) and is_campaign(draft) and (near <= _TOLL_SENTENCES or _pointed_at(draft)):
        return True
    if looks_back(draft) and near <= _BACK_SENTENCES and kind:
        return True
    frames = {earlier.mention.frame, draft.mention.frame}
    if draft.event_type == "CONSULT" and near <= 1 and draft.happened and frames == {"meet", "visit"}:
        return True
    if earlier.word.sentence.kind == "title" and near <= _TITLE_SENTENCES and kind:
        return True
    if near <= _SAME_WORD_SENTENCES and earlier.word.lemma == draft.word.lemma and kind and _repeats(draft, earlier):
        return True
    return near <= _TOLL_SENTENCES and _is_toll(draft, earlier)


def _pointed_at(draft: Draft) -> bool:
    return any(c.dep in ("det", "poss") and c.lower not in ("a", "an", "another") for c in draft.word.children)


def _is_toll(draft: Draft, earlier: Draft) -> bool:
    """Tell whether a draft only says whom a deed told just before harmed."""
    if draft.mention.frame not in HARM or earlier.mention.frame not in ATTACK | HARM | {"capture", "killing"}:
        return False
    if draft.word.sentence.paragraph - earlier.word.sentence.paragraph > 1 or draft.actor or draft.weapon:
        return False
    return (draft.place is None or _same_place(draft.place, earlier.place)) and (draft.date is None or _same_date(draft, earlier))


def looks_back(draft: Draft) -> bool:
    """Tell whether a mention points at a deed told before: "the attack", or a deed by "the gunman"."""
    word = draft.word
    if draft.mention.claimed:
        return True
    if (not is_verb(word) or word.tag == "VBG") and (word.lemma in LOOKING_BACK or word.lower in LOOKING_BACK):
        if any(c.dep in ("det", "poss") and c.lower in ("the", "this", "that", "these", "those") for c in word.children):
            return True
        bare = word.tag == "NNS" or draft.mention.frame in ("clash", "war")
        return bare and not (draft.actor or draft.recipient or draft.place or draft.date)
    if draft.mention.frame not in ATTACK | HARM:
        return False
    doers = [w for w in draft.mention.actors if w.lemma in _UNNAMED_DOERS]
    return any(c.dep == "det" and c.lower == "the" for w in doers for c in w.children)


def is_campaign(draft: Draft) -> bool:
    """Tell whether a deed is a campaign: an offensive, a battle for a place, a war."""
    return not is_verb(draft.word) and draft.word.lemma in _CAMPAIGNS


def conflict(a: Draft, b: Draft) -> bool:
    """Tell whether two tellings give different places, days or doers, and so are two deeds; b is the later one."""
    if a.place is not None and b.place is not None and a.place.name != b.place.name:
        if not (holds(a.place, b.place) or holds(b.place, a.place)):
            return True
    if _before(a, b) or _before(b, a):
        return True
    if a.actor and b.actor and not share(a.actor, b.actor) and not _unnamed(a, b) and not one_army(a, b):
        return True
    harm = a.mention.frame in HARM or b.mention.frame in HARM
    if a.recipient and b.recipient and not share(a.recipient, b.recipient) and not harm and not looks_back(b):
        return True
    return bool(a.facility and b.facility and not {f for f, _ in a.facility} & {f for f, _ in b.facility})


def _before(a: Draft, b: Draft) -> bool:
    """Tell whether one deed was over before the other began."""
    return bool(a.date and b.date and a.date.date_end and b.date.date_start and a.date.date_end < b.date.date_start)


def holds(outer: Place, inner: Place) -> bool:
    """Tell whether one place may lie in another, as far as country and province tell."""
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.place_precision in ("country", "vague"):
        return True
    if outer.place_precision != "admin1":
        return False
    return inner.place_precision != "country" and (inner.admin1_code is None or inner.admin1_code == outer.admin1_code)


def share(a: list[Party], b: list[Party]) -> bool:
    """Tell whether two sides have a party in common: by roster id, name, or a code that means one body."""
    return any(_same_party(x, y) for x in a for y in b)


def _same_party(x: Party, y: Party) -> bool:
    if (x.actor_id and x.actor_id == y.actor_id) or x.name == y.name:
        return True
    return bool(x.code) and x.code == y.code and not (x.code or "").endswith((" CVL", " MIL", " COP"))


def one_army(a: Draft, b: Draft) -> bool:
    """Tell whether one side says "its troops", "soldiers", where the other names the army or police of the same country."""
    return any(x.code == y.code and x.code and None in (x.actor_id, y.actor_id) for x in a.actor for y in b.actor)


def _unnamed(a: Draft, b: Draft) -> bool:
    """One side says only "gunmen", "militants" where the other may name them."""
    return any(p.code and p.code.endswith((" UAF", " REB")) and p.actor_id is None for d in (a, b) for p in d.actor)


def _kind(a: Draft, b: Draft) -> bool:
    """Tell whether one deed may be told in the modes of both."""
    pair = {a.mode, b.mode}
    return None in pair or len(pair) == 1 or pair <= {"firearms", "targeted"} or pair <= {"visit", "multilateral"}


def _blast_of(draft: Draft, earlier: Draft) -> bool:
    """Tell whether "the blast" may be that of a shell, a bomb from the air or of a bomber told before."""
    return draft.mention.frame == "explode" and draft.mode == "explosives" and earlier.mode in _EXPLODING and looks_back(draft)


def _same_place(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and a.name == b.name


def _same_date(a: Draft, b: Draft) -> bool:
    return a.date is not None and b.date is not None and (a.date.date_start, a.date.date_end) == (b.date.date_start, b.date.date_end)


def _repeats(draft: Draft, earlier: Draft) -> bool:
    """A repetition in the same words brings no place, day or target that the first telling lacks."""
    if draft.place is not None and not _same_place(draft.place, earlier.place):
        return earlier.word.sentence.kind == "title"
    if draft.date is not None and not _same_date(draft, earlier):
        return False
    return not draft.recipient or not earlier.recipient or share(draft.recipient, earlier.recipient)

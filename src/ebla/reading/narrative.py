"""Bound drafts of one text in; the same deeds told once each, with what carries over inside a scene and the links between them out.

"The attack", "the strike" after a deed is a further mention of it; a deed without a place in a paragraph about one place has that place,
inferred; a condemnation answers the deed it names. Nothing is carried from one paragraph to another but the report's only country.
"""

from __future__ import annotations

import copy

import msgspec

from ebla.reading.binding import ARMED, Binder, Draft
from ebla.reading.events import ATTACK, HARM
from ebla.reading.claimants import speaker_of
from ebla.reading.grammar import is_verb, objects
from ebla.reading.parse import ParsedText, Word
from ebla.reading.status import Status
from ebla.records import Party, Place

# Nouns that, with "the" or "this", look back at a deed told before.
LOOKING_BACK = frozenset(
    """attack strike airstrike air-strike bombing raid assault ambush shooting killing clash blast explosion shelling massacre incident
    assassination kidnapping abduction offensive bombardment battle fighting violence murder operation confrontation meeting talk visit""".split()
)
# Deeds that need no party or place of their own to be worth a claim.
SELF_STANDING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "CONSULT", "AGREE", "CONCEDE", "SUPPORT"})


def tell_once(drafts: list[Draft]) -> list[Draft]:
    """Return the deeds of a report each once, in text order; later mentions become `also`."""
    kept: list[Draft] = []
    for draft in drafts:
        if not _worth(draft):
            continue
        earlier = _same_deed(draft, kept)
        if earlier is not None:
            earlier.also.extend(s for s in draft.trigger if s not in earlier.also)
            _enrich(earlier, draft)
            continue
        kept.append(draft)
    return kept


def _worth(draft: Draft) -> bool:
    m = draft.mention
    if draft.event_type in ("AID", "SUPPORT") and draft.word.dep in ("pcomp", "conj") and draft.word.tag == "VBG" and draft.happened and _office(draft.word):
        return False
    if draft.word.sentence.words[-1].text == "?" and draft.happened and draft.claimant.name == "report":
        return False
    if m.frame in HARM and draft.status.value == "denied" and draft.status.cue is not None and draft.status.cue.lower in ("no", "nobody", "none"):
        return False  # a toll of none is a figure
    said = bool(draft.actor or draft.recipient or draft.place or draft.weapon or draft.facility)
    if m.frame in HARM and not (draft.actor or draft.recipient or draft.place):
        return False
    if draft.event_type in SELF_STANDING:
        first = any(w.lower in ("we", "i", "our") for w in m.actors)
        if not draft.actor and not first and m.frame in ("speak", "condemn", "request", "reject", "refuse", "agree", "threaten", "accuse", "warn"):
            return False
        if draft.event_type == "CONSULT" and not draft.actor and draft.happened:
            return False
        return said or draft.status.value != "occurred"
    return said or draft.date is not None or not draft.happened or m.frame in ("explode", "campaign") or draft.status.value == "ongoing" and m.frame == "attack"


def _office(word: Word) -> bool:
    """Tell whether a gerund names what somebody is there for ("focused on providing aid"), no deed."""
    top = word
    while top.dep == "conj":
        top = top.head
    return top.dep == "pcomp" and top.head.head.lemma in ("focus", "dedicate", "concentrate", "aim", "mandate", "specialise", "specialize", "devote", "charge", "task", "responsible")


def _looks_back(draft: Draft) -> bool:
    """Tell whether a mention points at a deed told before: "the attack", or a deed by "the gunman"."""
    word = draft.word
    if draft.mention.claimed:
        return True
    nominal = not is_verb(word) or word.tag == "VBG"
    if nominal and (word.lemma in LOOKING_BACK or word.lower in LOOKING_BACK):
        if any(c.dep in ("det", "poss") and c.lower in ("the", "this", "that", "these", "those") for c in word.children):
            return True
        bare = word.tag in ("NNS",) or draft.mention.frame in ("clash", "war")
        return bare and not (draft.actor or draft.recipient or draft.place or draft.date)
    if draft.mention.frame not in ATTACK | HARM:
        return False
    return any(w.lemma in UNNAMED_DOERS and any(c.dep == "det" and c.lower == "the" for c in w.children) for w in draft.mention.actors)


def _same_deed(draft: Draft, kept: list[Draft]) -> Draft | None:
    """Return the earlier draft that a mention tells again, or None."""
    for earlier in reversed(kept[-14:]):
        if earlier.event_type != draft.event_type or earlier.happened != draft.happened:
            continue
        if earlier.status.value != draft.status.value and not draft.happened:
            continue
        if _conflict(earlier, draft):
            continue
        near = draft.word.sentence.index - earlier.word.sentence.index
        if _campaign(earlier) and _campaign(draft) and (near <= 2 or any(c.dep in ("det", "poss") and c.lower not in ("a", "an", "another") for c in draft.word.children)):
            return earlier
        if _looks_back(draft) and near <= 8 and _kind(earlier, draft):
            return earlier
        if draft.event_type == "CONSULT" and near <= 1 and draft.happened and {earlier.mention.frame, draft.mention.frame} <= {"meet", "visit"} and draft.mention.frame != earlier.mention.frame:
            return earlier
        if earlier.word.sentence.kind == "title" and near <= 4 and _kind(earlier, draft):
            return earlier
        if near <= 5 and earlier.word.lemma == draft.word.lemma and _kind(earlier, draft) and _repeats(draft, earlier):
            return earlier
        if draft.mention.frame in HARM and earlier.mention.frame in ATTACK | HARM | {"capture", "killing"} and near <= 2 and draft.word.sentence.paragraph - earlier.word.sentence.paragraph <= 1:
            if not draft.actor and not draft.weapon and (draft.place is None or _same_place(draft.place, earlier.place)) and (draft.date is None or _same_date(draft, earlier)):
                return earlier
    return None


CAMPAIGNS = frozenset("offensive campaign battle war assault operation push advance insurgency conflict".split())


def _campaign(draft: Draft) -> bool:
    """Tell whether a deed is a campaign: an offensive, a battle for a place, a war."""
    return not is_verb(draft.word) and draft.word.lemma in CAMPAIGNS


UNNAMED_DOERS = frozenset("gunman assailant attacker shooter bomber raider militant insurgent kidnapper abductor".split())


def _kind(a: Draft, b: Draft) -> bool:
    """Modes that one deed may be told in."""
    pair = {a.mode, b.mode}
    return None in pair or len(pair) == 1 or pair <= {"firearms", "targeted"} or pair <= {"visit", "multilateral"}


def _same_place(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and a.name == b.name


def _same_date(a: Draft, b: Draft) -> bool:
    return a.date is not None and b.date is not None and (a.date.date_start, a.date.date_end) == (b.date.date_start, b.date.date_end)


def _holds(outer: Place, inner: Place) -> bool:
    """Tell whether one place may lie in another, as far as country and province tell."""
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.place_precision == "country":
        return True
    if outer.place_precision == "vague":
        return True
    if outer.place_precision == "admin1":
        return inner.place_precision != "country" and (inner.admin1_code is None or inner.admin1_code == outer.admin1_code)
    return False


def _conflict(a: Draft, b: Draft) -> bool:
    """Two tellings that give different places, days or doers are two deeds."""
    if a.place is not None and b.place is not None and a.place.name != b.place.name:
        if not (_holds(a.place, b.place) or _holds(b.place, a.place)):
            return True
    if a.date is not None and b.date is not None:
        if a.date.date_start and b.date.date_end and a.date.date_start > b.date.date_end:
            return True
        if b.date.date_start and a.date.date_end and b.date.date_start > a.date.date_end:
            return True
    if a.actor and b.actor and not _share(a.actor, b.actor) and not _unnamed(a, b) and not _one_army(a, b):
        return True
    if a.recipient and b.recipient and not _share(a.recipient, b.recipient) and a.mention.frame not in HARM and b.mention.frame not in HARM and not _looks_back(b):
        return True
    return bool(a.facility and b.facility and not {f for f, _ in a.facility} & {f for f, _ in b.facility})


def _one_army(a: Draft, b: Draft) -> bool:
    """One side says "its troops", "soldiers", the other names the army or police of the same country."""
    return any(x.code == y.code and x.code and None in (x.actor_id, y.actor_id) for x in a.actor for y in b.actor)


def _unnamed(a: Draft, b: Draft) -> bool:
    """One side says only "gunmen", "militants" where the other may name them."""
    return any(p.code and p.code.endswith((" UAF", " REB")) and p.actor_id is None for d in (a, b) for p in d.actor)


def _repeats(draft: Draft, earlier: Draft) -> bool:
    """A repetition in the same words brings no place, day or target that the first telling lacks."""
    if draft.place is not None and not _same_place(draft.place, earlier.place):
        return earlier.word.sentence.kind == "title"
    if draft.date is not None and not _same_date(draft, earlier):
        return False
    return not draft.recipient or not earlier.recipient or _share(draft.recipient, earlier.recipient)


def _share(a: list[Party], b: list[Party]) -> bool:
    for x in a:
        for y in b:
            if x.actor_id and x.actor_id == y.actor_id or x.name == y.name or x.code and x.code == y.code and not x.code.endswith((" CVL", " MIL", " COP")):
                return True
    return False


def _enrich(earlier: Draft, draft: Draft) -> None:
    """Take from a later mention what the first did not say."""
    if not earlier.actor and draft.actor:
        earlier.actor = draft.actor
    if not earlier.recipient and draft.recipient:
        earlier.recipient = draft.recipient
    for attribute in ("weapon", "facility"):
        have = getattr(earlier, attribute)
        if not have:
            setattr(earlier, attribute, getattr(draft, attribute))
    if draft.place is not None and (earlier.place is None or earlier.place.place_precision in ("country", "admin1", "vague") and draft.place.place_precision in ("exact", "near") and draft.place.country == earlier.place.country):
        earlier.place = draft.place
    if earlier.date is None and draft.date is not None:
        earlier.date = draft.date


def carry_over(drafts: list[Draft], binder: Binder) -> None:
    """Give a deed the place of its scene where its clause has none: the sentence before in its paragraph, else the paragraph's heading."""
    last: Draft | None = None
    for draft in drafts:
        m = draft.mention
        if last is not None and last.word.sentence.paragraph != draft.word.sentence.paragraph:
            last = None
        physical = draft.event_type in ("ASSAULT", "COERCE", "PROTEST", "RETREAT", "MOBILIZE", "SANCTION", "AID") and draft.happened
        if physical and draft.place is None and last is not None and last.place is not None and draft.word.sentence.index - last.word.sentence.index <= 2:
            draft.place = msgspec.structs.replace(last.place, inferred=True)
        if physical and draft.date is None and last is not None and last.date is not None and (draft.word.sentence is last.word.sentence or draft.word.sentence.index - last.word.sentence.index == 1 and _goes_on(draft, last)):
            if last.mention.frame != "war" and m.frame != "war":
                draft.date = msgspec.structs.replace(last.date, inferred=True)
        if physical and (draft.place is not None):
            last = draft


def _goes_on(draft: Draft, last: Draft) -> bool:
    """Tell whether a deed goes on from the one before: by the same doer, named by a pronoun or again, told as done."""
    if draft.status.value != "occurred" or last.status.value != "occurred" or not draft.actor or not last.actor:
        return False
    again = any(p.inferred for p in draft.actor) or any(c.dep == "det" and c.lower == "the" for w in draft.mention.actors for c in w.children)
    return again and _share(draft.actor, last.actor)


def follow_on(drafts: list[Draft]) -> None:
    """Give "This resulted in the destruction of ..." the doer and means of the deed told just before, inferred."""
    for n, draft in enumerate(drafts):
        if n == 0 or draft.actor or draft.event_type != "ASSAULT":
            continue
        subjects = [c for c in draft.mention.clause.children if c.dep == "nsubj" and c.lower in ("this", "that", "which", "these", "it")]
        before = drafts[n - 1]
        if not subjects or draft.mention.clause.lemma not in ("result", "lead", "cause", "leave", "bring") or before.event_type != "ASSAULT" or not before.happened:
            continue
        draft.actor = [msgspec.structs.replace(p, inferred=True) for p in before.actor]
        if not draft.weapon and before.weapon:
            draft.weapon = list(before.weapon)
            if draft.mode in (None, "destroy"):
                draft.mode, draft.acled = before.mode, before.acled


# Verbs that deny, and the words that stand for the deed denied.
DENYING = frozenset("deny reject dismiss refute".split())
DENIED = frozenset("it this that which charge allegation accusation claim report responsibility involvement part role".split())
OWN_HAND = frozenset("responsibility involvement part role".split())


def denials(parsed: ParsedText, drafts: list[Draft], binder: Binder) -> list[Draft]:
    """Return a denied telling of the deed just told where somebody denies "it", "the charge" or a part in it.

    Source: docs/claims.md: A says it happened, B says it did not: two claims, one for each claimant's stance.
    """
    told = {w.i for d in drafts for w in [d.word, d.mention.clause, *d.mention.words]}
    out = list(drafts)
    for word in parsed.words:
        if word.lemma not in DENYING or not is_verb(word) or word.i in told or _negated_denial(word):
            continue
        things = objects(word) or [c for c in word.children if c.lower == "which"] or ([word.head] if word.dep == "relcl" else [])
        which = any(c.lower == "which" for c in word.children)
        if not which and not any(w.lower in DENIED or w.lemma in DENIED for w in things):
            continue
        before = [d for d in drafts if d.happened and d.event_type in ("ASSAULT", "COERCE", "SANCTION", "RETREAT") and d.word.i < word.i]
        near = [d for d in before if word.sentence.index - d.word.sentence.index <= (0 if which else 2) and word.sentence.paragraph - d.word.sentence.paragraph <= 1]
        source = speaker_of(word)
        claimant = binder.sources.claimants([source])[0] if source is not None else None
        if not near or claimant is None or claimant.name == "report":
            continue
        one = copy.copy(near[-1])
        one.status, one.claimant, one.via = Status("denied", word), claimant, []
        one.trigger, one.also, one.response_to, one.part_of, one.key = [word.span], [], [], None, "denied"
        if any(w.lemma in OWN_HAND for w in things) and source is not None and source.head is not None:
            denier = binder.parties.resolve(source.head, force=True)
            one.actor = [denier] if denier is not None else one.actor
        one.place = msgspec.structs.replace(one.place, inferred=True) if one.place is not None else None
        one.date = msgspec.structs.replace(one.date, inferred=True) if one.date is not None else None
        out.append(one)
    return sorted(out, key=lambda d: d.trigger[0][0])


def _negated_denial(word: Word) -> bool:
    return any(c.dep == "neg" for c in word.children)


def during(drafts: list[Draft]) -> None:
    """Give an act by words the place and day of the meeting or visit during which it was done."""
    by_word = {d.word.i: d for d in drafts}
    for draft in drafts:
        if draft.event_type not in SELF_STANDING or draft.place is not None and draft.date is not None:
            continue
        for child in draft.word.children:
            if child.dep == "prep" and child.lower in ("during", "at", "after"):
                met = next((by_word[g.i] for g in child.children if g.i in by_word and by_word[g.i].mention.frame in ("meet", "visit")), None)
                if met is not None and child.lower != "after":
                    draft.place, draft.date = draft.place or met.place, draft.date or met.date


def link(drafts: list[Draft]) -> None:
    """Set part_of and response_to between the deeds of one report."""
    by_word: dict[int, Draft] = {}
    for draft in drafts:
        by_word[draft.word.i] = draft
        for other in draft.mention.merged:
            by_word[other.trigger.i] = draft
    for n, draft in enumerate(drafts):
        m = draft.mention
        if m.frame in ("condemn", "accuse", "speak") and draft.event_type == "ACCUSE":
            named = m.content and by_word.get(m.content.i)
            if named is None and m.content is not None:
                named = next((d for d in reversed(drafts[:n]) if d.event_type == "ASSAULT" and _points(m.content, d)), None)
            if named is not None and named is not draft:
                draft.response_to.append(named)
            elif named is None and m.content is not None and m.content.lemma in LOOKING_BACK:
                back = next((d for d in reversed(drafts[:n]) if d.event_type == "ASSAULT" and d.happened), None)
                if back is not None:
                    draft.response_to.append(back)


def series(drafts: list[Draft]) -> None:
    """Make the attacks of a campaign its parts: the same doer or none named, a place within the campaign's, not before it began.

    Source: docs/claims.md, "a campaign and a strike it names are two, joined by `part_of`".
    """
    campaigns = [d for d in drafts if _campaign(d) and d.happened and (d.actor or d.place is not None) and d.event_type == "ASSAULT"]
    for draft in drafts:
        if draft.event_type != "ASSAULT" or not draft.happened or _campaign(draft):
            continue
        for whole in campaigns:
            near = abs(draft.word.sentence.paragraph - whole.word.sentence.paragraph) <= 2
            if near and _within(draft, whole):
                draft.part_of = whole
                break


def _within(draft: Draft, whole: Draft) -> bool:
    if whole.actor and draft.actor and not _share(whole.actor, draft.actor) and not _one_army(whole, draft):
        return False
    if not draft.actor or not whole.actor:
        return False
    if whole.place is not None and draft.place is not None and whole.place.name != draft.place.name and not _holds(whole.place, draft.place):
        return False
    started = whole.date.date_start if whole.date is not None else None
    return not (started and draft.date is not None and draft.date.date_end and draft.date.date_end < started)


def _points(content: Word, draft: Draft) -> bool:
    return any(start <= content.start_char < end for start, end in draft.also)


def demote_own_orders(drafts: list[Draft]) -> list[Draft]:
    """Drop the COERCE of an order to one's own side and make its content the plan; keep orders to others with their content demanded."""
    out: list[Draft] = []
    for draft in drafts:
        m = draft.mention
        if m.frame == "order" and draft.event_type == "COERCE":
            own = _own_side(draft.actor, draft.recipient)
            content = next((d for d in drafts if m.content is not None and d.word is m.content), None)
            if own:
                if content is not None and content.happened is False:
                    content.status = Status("planned", draft.word)
                if content is None and m.content is not None:
                    draft.event_type = draft.mode = draft.acled = None
                    draft.status = Status("planned", draft.word)
                    out.append(draft)
                continue
            if content is not None and not content.happened:
                content.status = Status("demanded", draft.word)
        out.append(draft)
    return out


def _own_side(actors: list[Party], recipients: list[Party]) -> bool:
    """An order whose addressee is of the orderer's own state or group, or is not named."""
    if not recipients:
        return True
    codes = {(p.code or "").split()[0] for p in actors if p.code}
    to = [(p.code or "").split() for p in recipients if p.code]
    return bool(to) and all(t[0] in codes and t[-1] in ARMED | {"GOV"} for t in to)

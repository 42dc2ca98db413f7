"""Mentions of one sentence in; each deed told once out: the result joins the act, the carrying verb joins the noun.

"Launched an air strike that killed 3" is one deed of three mentions. An expulsion stays a deed of its own beside the attack that caused it.
"""

from __future__ import annotations

from ebla.reading.events.mention import ATTACK, HARM, EventMention
from ebla.reading.events.things import person_like
from ebla.reading.grammar import is_passive, is_verb
from ebla.reading.parse import Word


def merged(found: list[EventMention]) -> list[EventMention]:
    """Return the mentions of one sentence with those that tell one deed joined."""
    out = list(found)
    for result in found:
        act = next((a for a in found if a is not result and a in out and _joins(result, a)), None) if result in out else None
        if act is not None:
            _absorb(act, result)
            out.remove(result)
    for mention in out:
        names = {m.trigger for m in found if m is not mention}
        mention.actors = [w for w in mention.actors if w not in names or w.pos == "PROPN"]
        mention.recipients = [w for w in mention.recipients if w not in names or w.pos == "PROPN"]
    return out


def _joins(result: EventMention, act: EventMention) -> bool:
    """Tell whether one mention only says more of the deed of another."""
    if result.frame in ("expel", "force", "drive"):
        if act.frame in ATTACK and act.trigger in result.actors:
            result.actors = [*act.actors, *(w for w in result.actors if w is not act.trigger)]
        return False
    if act.frame == "protest" and result.frame in ("protest", "withhold"):
        return _joins_protest(result, act)
    if result.frame == "crowd" and act.frame in ("fire", "attack") and act.mode == "crowd-control":
        return _related(result.trigger, act.trigger)
    if act.frame == "destroy" and result.frame in HARM:  # "flattened a house, killing four"
        return result.trigger.tag == "VBG" and result.trigger.dep == "advcl" and result.trigger.head is act.trigger
    if act.frame not in ATTACK | HARM | {"capture", "killing"}:
        return False
    if result.frame in ("attack", "destroy", "damage", "kill", "intercept") and is_verb(result.trigger):
        stands = act.trigger.dep in ("nsubj", "csubj") and act.trigger.head is result.trigger
        subject = stands or (act.trigger in result.actors and not is_verb(act.trigger))
        if subject and act.frame in ATTACK:
            return True  # "the strike hit a school"
    if result.frame == "war" and act.frame == "clash":
        return _related(result.trigger, act.trigger)
    return result.frame in HARM | {"destroy"} and _joins_harm(result, act)


def _joins_protest(result: EventMention, act: EventMention) -> bool:
    """A march and its rally are one protest; a road that protesters block makes it an obstruction."""
    if result.frame == "protest":
        beside = result.trigger.head in (act.trigger, act.trigger.head) and result.trigger.i > act.trigger.i
        return beside or result.trigger in act.actors
    if act.trigger not in result.actors:
        return False
    act.mode, act.acled = "obstruct", "Peaceful protest"
    return True


def _joins_harm(result: EventMention, act: EventMention) -> bool:
    """The killed or destroyed belong to the act whose result they are said to be."""
    after, dep = result.trigger.i > act.trigger.i, result.trigger.dep
    if act.frame in HARM and not (result.frame in HARM and after and dep in ("conj", "advcl")):
        return False
    if result.frame == "destroy" and (act.frame in ("capture", "clash") or (dep == "conj" and result.trigger.tag != "VBG")):
        return False
    if dep == "relcl" and not person_like(result.trigger.head):
        return after
    told_by = (act.trigger, *(joined.trigger for joined in act.merged))
    return any(_related(result.trigger, word) for word in told_by) and _same_doer(act, result)


def _related(a: Word, b: Word) -> bool:
    """Tell whether two triggers stand in one telling: one hangs on the other with no new statement between."""
    path = [a, *a.ancestors()]
    if b not in path:
        a, b = b, a
        path = [a, *a.ancestors()]
        if b not in path:
            return False
    between = path[1 : path.index(b)]
    statements = [w for w in between if is_verb(w) and w.dep in ("ccomp", "relcl", "advcl")]
    return all(w.lemma in ("leave", "cause", "result", "lead") for w in statements)


def _absorb(act: EventMention, result: EventMention) -> None:
    """Take over what a joined mention says beyond the act."""
    act.recipients += [w for w in result.recipients if w not in act.recipients]
    if not act.actors:
        act.actors += [w for w in result.actors if w is not act.trigger]
    act.weapons += [w for w in result.weapons if w[0] not in [x for x, _, _ in act.weapons]]
    act.facilities += [f for f in result.facilities if f[0] not in [x for x, _, _ in act.facilities]]
    if result.weapon_rank > act.weapon_rank:
        act.weapon_rank, act.mode, act.acled = result.weapon_rank, result.mode, result.acled
    act.merged.append(result)
    act.merged.extend(result.merged)


def _same_doer(act: EventMention, result: EventMention) -> bool:
    """The result's doer is the act itself, its doer, its weapon, what it was done to, or not said."""
    if not result.actors or act.trigger in result.actors or any(w in act.actors for w in result.actors):
        return True
    if is_verb(act.trigger) and is_passive(act.trigger) and all(w in act.recipients for w in result.actors):
        return True  # "the hall was bombed, killing 140"
    return any(word is w for w in result.actors for _, _, word in act.weapons)

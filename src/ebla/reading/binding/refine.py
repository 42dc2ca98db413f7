"""A bound draft in; the same with type and mode as who did it to what decides them, and its ACLED types, out.

Source: docs/claims.md, table of deeds; ACLED codebook for the event types and sub-event types.
"""

from __future__ import annotations

from ebla.reading.binding.drafts import Draft, sectors
from ebla.reading.lexicon import word_set
from ebla.records import Place
from ebla.vocabulary import acled_sub_types

ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "CRM"})
UNARMED = frozenset({"CVL", "REF", "MED", "JRN", "EDU", "REL", "NGO", "UNO", "LAB", "SOC", "GOV", "LEG", "JUD", "BUS", "AGR", "PTY"})
_GOODS = word_set("binding.toml", "goods")
_GROUND = word_set("binding.toml", "ground")
_RAIDED = word_set("binding.toml", "raided")
_ONE_ON_ONE = (None, "firearms", "targeted", "massacre", "beat", "primitive")


def refine(draft: Draft) -> None:
    """Let who did it to what decide type and mode where the verb leaves it open.

    Source: docs/claims.md: captives are ASSAULT abduct, arms seized COERCE seize, looting ASSAULT destroy; police deployed MOBILIZE police.
    """
    m = draft.mention
    doers = sectors(draft.actor)
    if m.frame in ("capture", "take") and draft.event_type == "ASSAULT" and draft.mode != "abduct":
        _refine_capture(draft, doers)
    elif m.trigger.lemma == "raid" and {f for f, _ in draft.facility} & _RAIDED and not doers & {"MIL", "REB", "UAF", "PRM"}:
        draft.event_type, draft.mode, draft.acled = "COERCE", None, "Other"
    elif m.frame == "deploy" and doers == {"COP"}:
        draft.mode = "police"
    elif m.frame == "clash" and doers and doers <= {"CVL", "PTY"} and draft.acled == "Armed clash":
        draft.acled = "Mob violence"
    elif m.frame == "protest" and draft.mode == "demo":
        head = m.trigger.head
        turned = head.children if head.lemma == "turn" else []
        if any(c.lower == "violent" for c in [*m.trigger.children, *turned]):
            draft.mode, draft.acled = "riot", "Violent demonstration"


def _refine_capture(draft: Draft, doers: set[str]) -> None:
    """Tell goods and captives from ground: looting, arms seized, persons carried off, else a capture of ground."""
    m = draft.mention
    if any(w.lemma in _GROUND for w in m.recipients) or (draft.place is not None and _is_scene(draft.place, draft)):
        return
    if draft.weapon or any(w.lemma in _GOODS for w in m.recipients):
        if doers & {"REB", "UAF", "CRM", "PRM"} and not draft.weapon:
            draft.mode, draft.acled = "destroy", "Looting/property destruction"
        else:
            draft.event_type, draft.mode, draft.acled = "COERCE", "seize", "Disrupted weapons use" if draft.weapon else "Other"
    elif sectors(draft.recipient) & (UNARMED | ARMED) and m.trigger.lemma in ("capture", "seize", "take"):
        draft.mode, draft.acled = "abduct", "Abduction/forced disappearance"


def _is_scene(place: Place, draft: Draft) -> bool:
    """Tell whether what is captured is the scene itself or what bears its name ("the town of X")."""
    if place.span is None:
        return False
    start, end = place.span
    words = [w for w in draft.mention.sentence.words if start <= w.start_char < end]
    return any(w in draft.mention.recipients or w.head in draft.mention.recipients for w in words)


def acled_of(draft: Draft, home: str | None) -> tuple[str | None, str | None]:
    """Return (ACLED event type, sub-event type) of a deed; null outside ACLED's scope.

    Args:
        draft: The deed.
        home: ISO3 country that the report is about: its army regains territory, another's takes it.
    """
    sub = draft.acled
    if sub == "-":
        return None, None
    frame = draft.mention.frame
    if (
        draft.event_type == "ASSAULT"
        and frame in ("capture", "fall", "take", "clear", "secure")
        and draft.mode not in ("abduct", "destroy")
    ):
        first = next((p.code.split() for p in draft.actor if p.code), None)
        own = first is not None and first[-1] == "MIL" and (home is None or first[0] == home)
        sub = "Government regains territory" if own else "Non-state actor overtakes territory"
    elif draft.event_type == "ASSAULT" and sub in (None, "Armed clash") and draft.mode in _ONE_ON_ONE:
        sub = _fight(draft, sub)
    known = acled_sub_types().get(sub or "")
    return (known.event_type if known else None), sub


def _fight(draft: Draft, sub: str | None) -> str | None:
    """Tell an armed clash from an attack on people without arms, by the sectors of both sides."""
    doers, done_to = sectors(draft.actor), sectors(draft.recipient)
    if draft.mention.frame in ("clash", "repel"):
        return "Armed clash"
    if done_to and done_to <= UNARMED:
        return "Attack"
    if done_to & ARMED and (doers & ARMED or not doers):
        return "Armed clash"
    if draft.mention.frame in ("kill", "killing", "die", "leave") and not done_to:
        return "Attack" if doers else None
    return sub

"""A trigger in; what is said of its deed out: occurred, ongoing, planned, promised, demanded, threatened, forecast, hypothetical, denied.

Reads the verb's own auxiliaries, negation and tense, then climbs the tree: a verb or noun of planning, promising, asking, threatening,
fearing or denying above the trigger gives its status to what hangs below. Nearest cue wins, save that a denial or condition holds for all below it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ebla.reading.grammar import is_verb, raw_subjects
from ebla.reading.lexicon import rows
from ebla.reading.parse import Word

CONDITION = frozenset({"if", "unless", "whether", "should", "lest", "were"})
# Verbs that leave the status of their complement as it is ("began to shell", "managed to flee", "were forced to leave").
TEMPORAL = frozenset("after following since during despite amid over because due by through from without".split()) - {"without"}
# Verbs that carry the noun of a deed, so that their own tense and negation hold for it.
CARRIERS = frozenset(
    """launch carry conduct stage mount commit make begin start wage take place occur happen erupt break continue resume follow suffer come be
    report record see witness face escalate intensify rage persist hold perform execute deliver have expect need confirm go fall undergo
    kill wound injure destroy hit strike target damage repel result lead declare announce plan host attend join prepare answer respond
    retaliate react observe respect honour honor sign reach""".split()
)
FACTIVE = frozenset("use begin start continue manage succeed proceed resume keep go force compel lead cause help enable allow let make see hear find leave come end happen rush remain stop".split())
PROMISERS = frozenset({"i", "we"})
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN"})
# States of force that last: told in the perfect with "since" or "for", they go on.
LASTING = frozenset("besiege blockade block hold detain keep occupy encircle close seal fight battle surround control trap".split())
RUMOURS = frozenset("rumour rumor report claim allegation accusation suggestion charge".split())
DENYING_PREPOSITIONS = frozenset({"without"})
SPEECH_VERBS = frozenset(
    """say tell report state add claim announce confirm note explain describe declare write reveal acknowledge admit insist argue maintain
    allege indicate suggest estimate believe stress emphasize emphasise recall recount testify think read show quote cite post tweet comment
    assert contend repeat reiterate""".split()
)


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of a deed, with the word that says so (None where only the tense does)."""

    value: str
    cue: Word | None = None


@cache
def _cues() -> dict[tuple[str, str], str]:
    return {(row["lemma"], row["pos"]): row["status"] for row in rows("status.csv")}


def _auxiliaries(verb: Word) -> list[Word]:
    own = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if not own and verb.dep == "conj" and is_verb(verb.head) and not any(c.dep in ("nsubj", "nsubjpass") for c in verb.children):
        if verb.tag in ("VB", "VBN", "VBG") and verb.tag == verb.head.tag:
            return _auxiliaries(verb.head)
    return own


def _negated(word: Word) -> Word | None:
    for child in word.children:
        if child.dep == "neg" or child.lower in ("never", "no", "neither", "nor", "hardly") and child.dep in ("advmod", "det", "preconj", "cc"):
            if child.lower == "no" and child.dep == "det" and any(c.lower == "longer" for c in child.children):
                continue
            return child
        if child.dep in ("nsubj", "nsubjpass") and (child.lower in ("nobody", "none", "nothing") or any(g.dep == "det" and g.lower == "no" for g in child.children)):
            return child
    return None


def own_status(verb: Word, hostile: bool, title: bool = False) -> Status | None:
    """Return what a verb's own auxiliaries and tense say, None for a plain infinitive or participle that says nothing."""
    aux = _auxiliaries(verb)
    lowers = {a.lower: a for a in aux}
    negation = _negated(verb)
    modal = next((a for a in aux if a.tag == "MD" or a.lower in ("will", "would", "shall", "could", "might", "may", "must", "should", "can", "ca", "wo", "'ll", "’ll", "'d")), None)
    if verb.lemma == "go" and verb.tag == "VBG" and any(c.dep == "xcomp" for c in verb.children):
        return Status("planned", verb)
    if any(c.dep == "mark" and c.lower in ("if", "unless", "lest", "whether") for c in verb.children):
        return Status("hypothetical", next(c for c in verb.children if c.dep == "mark"))
    if any(c.dep in ("advmod", "mark") and c.lower in ("if", "though") and (c.lower == "if" or any(g.lower == "as" for g in [*c.children, *verb.children] if abs(g.i - c.i) == 1)) for c in verb.children):
        return Status("hypothetical")
    if modal is not None:
        low = modal.lower
        subject = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
        if low == "should" and subject is not None and modal.i < subject.i:
            return Status("hypothetical", modal)
        perfect = any(a.lemma == "have" for a in aux)
        if low in ("must", "should") or low == "ought":
            return Status("demanded", modal)
        if low in ("may", "might", "could", "can", "ca"):
            if negation is not None and low in ("could", "can", "ca"):
                return Status("denied", negation)
            if low in ("can", "ca"):
                return Status("hypothetical", modal)
            return Status("hypothetical" if low == "could" and perfect else "forecast", modal)
        if low in ("will", "shall", "'ll", "’ll", "wo"):
            speaker = raw_subjects(verb)
            first = bool(speaker) and speaker[0].lower in PROMISERS
            if first:
                return Status("threatened" if hostile and negation is None else "promised", modal)
            return Status("planned", modal)
        if low in ("would", "'d"):
            return Status("hypothetical" if perfect else "forecast", modal)
    if any(a.lemma == "have" and a.tag in ("VBP", "VBZ") for a in aux) and "to" in lowers:
        return Status("demanded")
    had = next((a for a in aux if a.lower == "had"), None)
    first = next((c for c in verb.children if c.dep in ("nsubj", "nsubjpass")), None)
    if had is not None and first is not None and had.i < first.i:
        return Status("hypothetical", had)
    if negation is not None and verb.lemma not in SPEECH_VERBS:
        return Status("denied", negation)
    if "to" in lowers:
        return None
    if verb.tag == "VBG":
        if any(a.lemma == "have" and a.tag in ("VBP", "VBZ") for a in aux):
            return Status("ongoing")
        be = next((a for a in aux if a.lemma in ("be", "'s", "'re", "’s", "’re")), None)
        if be is not None:
            return Status("ongoing" if be.tag in ("VBZ", "VBP") or be.lower in ("is", "are", "'s", "'re") else "occurred", None)
        return None
    if verb.tag in ("VBD", "VBN"):
        if verb.tag == "VBN" and not aux:
            return None if verb.dep in ("acl", "advcl", "xcomp", "conj", "ccomp", "oprd") else Status("occurred")
        if any(a.lower in ("being",) for a in aux) and any(a.lower in ("is", "are") for a in aux):
            return Status("ongoing")
        return Status("occurred")
    if verb.tag in ("VBZ", "VBP"):
        still = any(c.lower in ("still", "daily", "now", "currently") for c in verb.children)
        return Status("occurred" if title or hostile and not still else "ongoing")
    return None


def status_of(trigger: Word, clause: Word, event_type: str | None, performative: bool) -> Status:
    """Return the status of a deed.

    Args:
        trigger: The word that states it.
        clause: The verb whose clause carries it (for a noun, the verb it hangs on; the trigger itself for a verb).
        event_type: Its PLOVER type, for what is hostile.
        performative: An act by words ("condemns", "urges"), which a present tense performs.
    """
    title = trigger.sentence.kind == "title"
    hostile = event_type in HOSTILE
    found: Status | None = None
    word = trigger
    if not is_verb(trigger):
        noun = _noun_status(trigger)
        if noun is not None:
            return noun
    steps = 0
    while steps < 14:
        steps += 1
        if is_verb(word) and (is_verb(trigger) or word.lemma in CARRIERS or word is trigger):
            own = own_status(word, hostile, title)
            if own is not None and own.cue is not None and own.cue.lower in ("would", "will", "'d", "'ll") and own.value != "hypothetical":
                own = _undertaken(word, own, hostile)
                if own.value == "planned" and not is_verb(trigger) and trigger.dep == "nsubj" and trigger.head is word:
                    own = Status("forecast", own.cue)
            if own is not None and own.value == "denied" and word.tag == "VB" and any(c.lower == "to" and c.dep == "aux" for c in word.children):
                asked = _cue(word, word.head, hostile) if word.head is not word else None
                own = asked if asked is not None and asked.value in ("promised", "demanded", "planned", "threatened") else own
            if own is not None:
                if own.value == "ongoing" and (performative or word is not trigger and word is not clause and found is None and is_verb(trigger)):
                    own = Status("occurred", own.cue)
                if found is None or own.value in ("hypothetical", "denied") and found.value in ("occurred", "ongoing"):
                    found = own
                if found is not None and found.value not in ("occurred", "ongoing"):
                    return found
        above = word.head
        if above is word:
            break
        if found is not None and is_verb(word) and word.dep in ("relcl", "acl", "advcl") and word.tag in ("VBD", "VBZ", "VBP", "VBN"):
            break  # a finite clause of its own
        if found is None and word.dep in ("acl", "relcl") and word.tag == "VB" and (above.lemma, "n") not in _cues() and above.lemma not in ("first", "one", "second"):
            to = next((c for c in word.children if c.lower == "to" and c.dep == "aux"), None)
            if to is not None:  # "an operation to drive them out" is announced; "a chance to strike" is only thought of
                begun = is_verb(above.head) and above.head.lemma in ("announce", "launch", "begin", "start", "plan", "prepare", "mount")
                return Status("planned" if begun else "hypothetical", to)
        if word.dep in ("pobj", "pcomp") and above.lower in TEMPORAL and found is None and not (above.lower == "from" and above.head.lemma in ("refrain", "prevent", "stop")):
            if above.head.lemma not in ("threaten",):
                found = Status("occurred")
                break
        if not is_verb(trigger) and found is None and is_verb(word) and word.lemma not in CARRIERS:
            break  # the object of another deed's verb: told as a fact whatever that deed's status is
        cue = _cue(word, above, hostile or event_type is None)
        if cue is not None:
            return cue
        if above.pos == "NOUN" and above.lemma in RUMOURS and word.dep in ("acl", "ccomp", "relcl", "prep", "pobj") and is_verb(above.head) and above.head.lemma in ("deny", "dismiss", "reject", "refute") and above.dep in ("dobj", "nsubjpass", "obj"):
            return Status("denied", above.head)
        if found is not None and _new_statement(word):
            break
        if found is not None and is_verb(word) and word.dep not in ("xcomp", "conj", "advcl", "relcl", "acl", "ccomp", "pcomp"):
            break
        if found is not None and is_verb(above) and above.lemma not in ("be",) and word.dep in ("advcl", "relcl", "acl", "conj"):
            # a finite clause of its own; only a condition or a plan above could still hold, and those were seen as cues
            break
        word = above
    if found is None:
        found = Status("occurred")
    if found.value == "occurred" and not title:
        return _continuing(trigger, clause) or found
    return found


def _undertaken(verb: Word, own: Status, hostile: bool) -> Status:
    """Return the status of what somebody says he "would" or "will" do: promised, threatened or planned where the governor says so."""
    above = verb.head
    if above is verb or verb.dep not in ("ccomp", "acl", "xcomp", "conj", "relcl"):
        return own
    cue = _cue(verb, above, hostile)
    if cue is not None and cue.value in ("promised", "threatened", "planned", "demanded", "denied"):
        return cue
    if is_verb(above) and above.lemma in SPEECH_VERBS and verb.dep == "ccomp":
        speaker, doer = raw_subjects(above), raw_subjects(verb)
        if speaker and doer and (doer[0].lower in ("it", "they", "he", "she", "we", "i") or doer[0].lemma == speaker[0].lemma):
            return Status("threatened" if hostile else "promised", own.cue)
    return own


def _new_statement(word: Word) -> bool:
    return is_verb(word) and word.dep in ("ccomp", "parataxis") and word.tag in ("VBD", "VBZ", "VBP", "VBN")


def _continuing(trigger: Word, clause: Word) -> Status | None:
    """Return ongoing for "continues", "is under way", "remains under attack" said in the present."""
    for verb in {clause.i: clause, trigger.i: trigger}.values():
        if is_verb(verb) and verb.lemma in ("continue", "persist", "rage", "go", "remain") and verb.tag in ("VBZ", "VBP"):
            return Status("ongoing", verb)
    if is_verb(trigger) and trigger.lemma in LASTING and any(a.lemma == "have" and a.tag in ("VBP", "VBZ") for a in trigger.children) and any(c.lower in ("since", "for", "now", "still") for c in trigger.children):
        return Status("ongoing", trigger)
    for child in trigger.children:
        if child.lower in ("ongoing", "continuing", "continued", "current", "under-way", "underway") and child.dep == "amod" and child.lower != "continued":
            return Status("ongoing", child)
    return None


def _noun_status(noun: Word) -> Status | None:
    """Return what stands on the noun itself: "no shelling", "a possible attack", "a planned offensive", "an alleged raid"."""
    for child in noun.children:
        low = child.lower
        if child.dep == "det" and low == "no" or child.dep == "neg":
            return Status("denied", child)
        if child.dep in ("amod", "compound", "nmod"):
            if low in ("possible", "potential", "future", "further", "likely", "new", "hypothetical", "feared", "looming", "expected", "imminent"):
                if low in ("possible", "potential", "feared", "looming", "expected", "imminent", "likely", "future"):
                    return Status("forecast", child)
            if low in ("planned", "proposed", "intended", "attempted", "upcoming", "forthcoming", "scheduled"):
                return Status("planned", child) if low != "attempted" else None
            if low in ("threatened",):
                return Status("threatened", child)
            if low in ("promised", "pledged"):
                return Status("promised", child)
    return None


def _cue(word: Word, above: Word, hostile: bool) -> Status | None:
    """Return the status that a governor gives to what hangs on it, or None."""
    dep = word.dep
    if dep in ("nsubj", "nsubjpass", "agent", "poss", "csubj"):
        # "the threat of attack remains": handled at the noun above; a subject is not in its verb's scope, but for "is needed/expected"
        if is_verb(above) and above.lemma in ("need", "expect", "plan", "schedule", "fear", "threaten", "avert", "foil", "thwart", "deny", "prevent") and dep == "nsubjpass":
            value = {"need": "demanded", "schedule": "planned"}.get(above.lemma) or _cues().get((above.lemma, "v"))
            return Status(value, above) if value else None
        return None
    if is_verb(above):
        lemma = above.lemma
        if dep in ("xcomp", "ccomp", "advcl", "dobj", "pcomp", "prep", "pobj", "obj", "acl", "oprd", "acomp"):
            if dep == "advcl":
                marks = {c.lower for c in word.children if c.dep in ("mark", "advmod", "aux")}
                if marks & {"if", "unless", "lest"}:
                    return Status("hypothetical", next((c for c in word.children if c.lower in ("if", "unless", "lest")), None))
                if "to" in marks and word.tag == "VB" and lemma not in FACTIVE:
                    return Status("planned", next(c for c in word.children if c.lower == "to"))
                if "before" in marks and word.tag == "VBD" and any(c.lower in ("could", "can") for c in word.children):
                    return Status("denied")
                return None
            value = _cues().get((lemma, "v"))
            if value is None:
                if lemma == "be" and dep == "xcomp" and word.tag == "VB":
                    return Status("planned", above)
                return None
            if dep in ("prep", "pobj", "pcomp") and not (
                lemma in ("call", "appeal", "plead", "press", "push", "prepare", "plan", "aim", "warn", "refrain", "prevent", "stop", "discuss", "expect", "schedule")
                and _preposition(word) in ("for", "from", "of", "against", "at", "to", "on", "about")
            ):
                return None
            if lemma == "warn" and _preposition(word) == "against":
                return Status("demanded", above)
            if dep in ("dobj", "obj") and lemma in ("tell", "seek", "want", "try", "fail", "charge", "order", "stop", "work", "offer", "prepare", "commit", "undertake", "attempt", "dismiss", "press", "require", "face", "decline", "swear", "agree", "approve", "consider", "encourage", "disrupt", "command", "mean"):
                if lemma in ("seek", "want", "order", "prepare", "require", "approve", "consider", "offer"):
                    pass
                elif lemma in ("stop", "disrupt"):
                    return None
                else:
                    return None
            if lemma in ("tell", "ask", "order", "instruct", "command", "task", "charge") and dep == "ccomp" and word.tag != "VB":
                return None
            if lemma in ("work", "mean", "go", "risk", "stop", "charge", "offer", "approve", "propose", "discuss", "consider") and dep == "ccomp":
                return None
            if lemma == "agree" and dep == "ccomp" and word.tag in ("VBD", "VBN"):
                return None
            if lemma == "fail" and dep == "xcomp":
                return Status("denied", above)
            if lemma in ("insist", "expect", "hope", "fear", "warn", "worry") and dep == "ccomp" and word.tag in ("VBD",) :
                return Status("forecast", above) if lemma in ("fear",) else None
            if lemma == "insist" and dep == "ccomp":
                return None
            if lemma == "expect" and any(a.tag == "VBN" for a in (above,)):
                return Status("planned" if dep == "xcomp" and not hostile else "forecast", above)
            if lemma == "warn":
                if dep == "xcomp":
                    return Status("demanded", above)
                own = next((a for a in word.children if a.dep == "aux"), None)
                speaker, actor = raw_subjects(above), raw_subjects(word)
                same = bool(speaker and actor) and (actor[0] is speaker[0] or actor[0].lower in ("it", "they", "he", "she", "we", "i"))
                if own is not None and own.lower in ("would", "will", "'ll") and same:
                    return Status("threatened", above)
                if not any(a.dep == "aux" and a.tag == "MD" for a in word.children):
                    return None
                return Status("forecast", above)
            if lemma == "threaten":
                subject = raw_subjects(above)
                if subject and subject[0].pos == "NOUN" and subject[0].lemma in ("crisis", "conflict", "war", "situation", "violence", "fighting", "move", "dispute", "strike", "attack", "shortage"):
                    return Status("forecast", above)
            if lemma in ("vow", "swear", "pledge", "promise") and hostile:
                return Status("threatened" if lemma in ("vow", "swear", "threaten") else "promised", above)
            if lemma == "refuse" or lemma == "decline":
                return Status("denied", above)
            negation = _negated(above)
            if value == "denied" and negation is not None:
                return Status("occurred", above)
            if value == "planned" and lemma in ("order", "instruct", "command", "task", "charge", "authorize", "authorise"):
                return Status("planned", above)
            return Status(value, above)
        return None
    if above.pos in ("NOUN", "PROPN", "ADJ") and dep in ("acl", "prep", "pobj", "pcomp", "relcl", "xcomp", "ccomp", "compound", "advcl"):
        if dep == "relcl":
            return None
        lemma = above.lemma
        value = _cues().get((lemma, "n"))
        if value is not None and (dep != "compound"):
            preposition = _preposition(word)
            if dep in ("prep", "pobj", "pcomp") and preposition not in ("of", "for", "to", "at", "against", "about", "on", None):
                return None
            if lemma == "order" and preposition == "of":
                return None
            if lemma in ("threat", "fear", "risk") and preposition in ("to", "on"):
                return None
            if lemma == "threat" and dep in ("prep", "pobj", "pcomp"):
                return Status("forecast" if preposition == "of" else "threatened", above)
            if lemma in ("mission", "task", "order") and dep not in ("acl",) and not any(c.dep == "pcomp" for c in word.children):
                return None
            return Status(value, above)
        if above.pos == "ADJ" and above.lemma in ("ready", "able", "set", "poised", "due", "likely", "prepared", "eager", "willing", "determined", "unable", "unwilling", "keen", "committed", "bound") and dep in ("xcomp", "ccomp", "advcl", "prep", "pcomp"):
            value = {"able": "hypothetical", "likely": "forecast", "bound": "forecast", "unable": "denied", "unwilling": "denied", "committed": "promised", "willing": "promised"}.get(above.lemma, "planned")
            if above.lemma == "able" and any(w.lower in ("was", "were") for w in above.head.children) or above.lemma == "able" and above.head.lower in ("was", "were"):
                return None
            return Status(value, above)
        return None
    if above.pos in ("ADP", "SCONJ") and above.lower in DENYING_PREPOSITIONS:
        return Status("denied", above)
    return None


def _preposition(word: Word) -> str | None:
    if word.dep == "prep":
        return word.lower
    if word.dep in ("pobj", "pcomp"):
        return word.head.lower
    return None

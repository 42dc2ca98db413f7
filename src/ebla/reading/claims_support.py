"""Which date or place of a sentence belongs to a word that is no deed: a figure, an agreement, a tie."""

from __future__ import annotations

from ebla.reading.binding import NOT_SCENES, Binder, _since
from ebla.reading.grammar import is_verb
from ebla.reading.parse import Sentence, Word
from ebla.reading.status import SPEECH_VERBS
from ebla.records import Date, Place


def date_near(binder: Binder, sentence: Sentence, anchor: Word, head: Word) -> Date | None:
    """Return the date that hangs on a word or its clause, None where the tree ties none to it."""
    chain = [anchor, *anchor.ancestors()]
    own = {anchor.i, head.i}
    best: tuple[float, Date] | None = None
    for dated in binder._dates.get(sentence.index, ()):
        governor = dated.governor
        score = 0.0
        if _since(governor) and governor.i not in own and governor.head in chain:
            if best is None or best[0] < 3.0:
                best = (3.0, binder.since(dated.record))
            continue
        if governor.i in own or any(w.i in own for w in dated.head.ancestors()):
            score = 4.0
        elif governor in chain and not (is_verb(governor) and governor.lemma in SPEECH_VERBS):
            score = 2.5 - 0.2 * chain.index(governor)
        elif dated.head.i <= sentence.words[0].i + 4:
            score = 1.0
        if score > 0 and (best is None or score > best[0]):
            best = (score, dated.record)
    return best[1] if best else None


def place_near(binder: Binder, sentence: Sentence, anchor: Word, head: Word) -> Place | None:
    """Return the place that hangs on a word or its clause by "in", "at", "near" and the like."""
    chain = [anchor, *anchor.ancestors()]
    own = {anchor.i, head.i}
    best: tuple[float, Place] | None = None
    for located in binder._places.get(sentence.index, ()):
        if located.record.rule in NOT_SCENES:
            continue
        preposition = None
        word = located.head
        score = 0.0
        where = next((w for w in chain if w.dep == "relcl" and any(c.lower == "where" for c in w.children)), None)
        if where is not None and where.head in (located.head, located.head.head):
            best = (5.0, located.record)
            continue
        for steps, up in enumerate(located.head.ancestors()):
            if word.dep == "pobj" and preposition is None:
                preposition = up.lower
            if up.i in own:
                score = 4.0 - 0.2 * steps
                break
            if up in chain:
                score = 0.0 if is_verb(up) and up.lemma in SPEECH_VERBS else 2.5 - 0.2 * chain.index(up)
                break
            word = up
        if preposition not in ("in", "at", "near", "outside", "inside", "around", "across", "within", "throughout", "on", "from", "over", "of"):
            score = 0.0
        if preposition == "of" and score < 3.5:
            score = 0.0
        if score == 0.0 and located.head.i <= sentence.words[0].i + 4 and preposition in ("in", "at", "near", "across"):
            score = 1.0
        if score > 0 and (best is None or score > best[0]):
            best = (score, located.record)
    return best[1] if best else None

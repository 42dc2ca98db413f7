"""The places read in a text in; which of them is a deed's scene, origin or destination, or a figure's place, out.

The way up the tree from a place to the deed decides: the prepositions on it, and the clauses between. A place that is only named belongs
to no deed. Source: docs/claims.md, "Places" and "Several places"; the weights were set by hand on the open samples and the development
reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from ebla.reading.binding.clauses import WORD_ACTS, anchors, governor
from ebla.reading.events import EventMention
from ebla.reading.grammar import is_verb
from ebla.reading.lexicon import word_set
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.reading.status import SPEECH_VERBS
from ebla.records import Place, RankedPlace

_SCENE = word_set("binding.toml", "scene_prepositions")
_LOOSE = word_set("binding.toml", "loose_prepositions")
_NEAR = word_set("binding.toml", "near_prepositions")
_PLACE_NOUNS = word_set("binding.toml", "place_nouns")
_NO_SCENE = word_set("binding.toml", "no_scene_prepositions")
# Rules of `ebla.reading.places` for names that are no scene: a capital for its government, a dateline, a ship, a body.
_NO_SCENES = frozenset({"government", "dateline", "container", "demonym", "organisation", "organization", "person"})
_FRAMES_TO = frozenset({"journey", "move", "deploy", "send", "release", "expel", "help", "visit", "aid"})
_VAGUENESS = {"vague": 1.0, "country": 2.0, "admin1": 0.6, "international": 2.5}
_SCENE_BEFORE_SENTENCES = 4
_NOWHERE = RankedPlace(text="", name="", rule="meant")


@dataclass(frozen=True, slots=True)
class Located:
    """A place where it stands: its head word and the indices of all its words."""

    record: RankedPlace
    head: Word
    words: frozenset[int]
    end_char: int

    @property
    def may_be_scene(self) -> bool:
        """Whether its words can be a scene at all."""
        return self.record.rule not in _NO_SCENES


@dataclass(frozen=True, slots=True)
class _Way:
    """The way from a place up to a deed: the word below the deed, the deed's word (None when not reached), the first preposition."""

    below: Word
    top: Word | None
    preposition: str | None
    steps: int
    blocked: bool


class Places:
    """Ties the places of one parsed text to its deeds; built once per text.

    Args:
        parsed: The text.
        places: What `find_places` read in it.
        is_actor: Tells whether a word is part of a name of the roster.
    """

    def __init__(self, parsed: ParsedText, places: list[RankedPlace], is_actor: Callable[[Word], bool]) -> None:
        self._parsed, self._is_actor = parsed, is_actor
        self._by_sentence: dict[int, list[Located]] = {}
        self._by_word: dict[int, Located] = {}
        for place in places:
            head = self._parsed.head_of(*place.span) if place.span is not None else None
            if place.span is not None and head is not None:
                words = frozenset(w.i for w in parsed.words_in(*place.span))
                located = Located(place, head, words, place.span[1])
                self._by_sentence.setdefault(head.sentence.index, []).append(located)
        for one in (located for sentence in self._by_sentence.values() for located in sentence):
            self._by_word.update(dict.fromkeys(one.words, one))

    def at(self, word: Word) -> Located | None:
        """Return the place whose words a word is one of."""
        return self._by_word.get(word.i)

    def is_scene_word(self, word: Word) -> bool:
        """Tell whether a word in a party role is a place that is hit or held, no party: any but a country."""
        located = self.at(word)
        return located is not None and located.may_be_scene and not (located.record.feature_code or "").startswith("PCL")

    def scene(self, m: EventMention) -> Place | None:
        """Return where a deed is done as its own clause says, else the place of its label, None when neither does."""
        found = self.scenes(m)
        if found:
            return found[0].record
        label = m.sentence.label
        if m.event_type in WORD_ACTS:
            return None
        if label is None:
            return self._meant(m)
        here = [p.record for p in self._by_sentence.get(label.index, ()) if p.may_be_scene]
        if not here:
            return None
        town_after_area = len(here) > 1 and here[-1].place_precision == "exact"
        return msgspec.structs.replace(here[-1] if town_after_area else here[0], inferred=True)

    def _meant(self, m: EventMention) -> Place | None:
        """Return the place that "there" or "the town" in a deed's clause stands for, inferred."""
        own = anchors(m)
        for word in m.sentence.words:
            if self._stands_for_place(word) and self._score(m, own, Located(_NOWHERE, word, frozenset({word.i}), word.end_char)) > 0:
                return self._town(word)
        return None

    def _stands_for_place(self, word: Word) -> bool:
        if word.lower == "there":
            return word.dep == "advmod"
        if word.lemma not in _PLACE_NOUNS or word.tag != "NN" or self.at(word) is not None:
            return False
        if any(c.dep in ("appos", "compound", "nmod", "prep") or c.tag in ("NNP", "NNPS") for c in word.children):
            return False
        return any(c.dep == "det" and c.lower in ("the", "this", "that") for c in word.children)

    def _town(self, word: Word) -> Place | None:
        """Return the town that "there" (the last one named just before) or "the town" (the one that the report is about) stands for."""
        if word.lower == "there":
            before = [one for back in (1, 0) for one in self._by_sentence.get(word.sentence.index - back, ()) if one.head.i < word.i]
            towns = [one.record for one in before if _is_town(one)][-1:]
        else:
            towns = [one.record for sentence in self._by_sentence.values() for one in sentence if one.head.i < word.i and _is_town(one)]
        often = Counter(town.name for town in towns).most_common(2)
        if not often or (len(often) == 2 and often[0][1] == often[1][1]):
            return None
        return msgspec.structs.replace(next(town for town in reversed(towns) if town.name == often[0][0]), inferred=True)

    def scenes(self, m: EventMention) -> list[Located]:
        """Return the places of a deed's clause, best first."""
        own = anchors(m)
        options = [(self._score(m, own, one), one) for one in self._by_sentence.get(m.sentence.index, ()) if one.may_be_scene]
        return [one for score, one in sorted(options, key=lambda o: (-o[0], o[1].head.i)) if score > 0]

    def ends(self, words: list[Word]) -> Place | None:
        """Return the first place among the words where a movement starts or ends, or in what hangs on them."""
        for word in words:
            located = self.at(word) or next((one for one in map(self.at, word.subtree()) if one is not None), None)
            if located is not None and located.may_be_scene:
                return located.record
        return None

    def before(self, sentence: Sentence) -> Place | None:
        """Return the last place named in or before a sentence in its paragraph, marked as inferred."""
        for index in range(sentence.index, max(-1, sentence.index - _SCENE_BEFORE_SENTENCES), -1):
            if self._parsed.sentences[index].paragraph != sentence.paragraph:
                break
            for one in self._by_sentence.get(index, ()):
                if one.may_be_scene and not self._is_party_name(one):
                    return msgspec.structs.replace(one.record, inferred=True)
        return None

    def near(self, sentence: Sentence, anchor: Word, head: Word) -> Place | None:
        """Return the place that hangs by "in", "at" and the like on a word that is no deed (a figure) or on its clause."""
        chain = [anchor, *anchor.ancestors()]
        best: tuple[float, Place] | None = None
        for one in self._by_sentence.get(sentence.index, ()):
            if not one.may_be_scene:
                continue
            where = next((w for w in chain if w.dep == "relcl" and any(c.lower == "where" for c in w.children)), None)
            if where is not None and where.head in (one.head, one.head.head):
                best = (5.0, one.record)
                continue
            score = _near_score(one, chain, {anchor.i, head.i}, sentence.words[0].i)
            if score > 0 and (best is None or score > best[0]):
                best = (score, one.record)
        return best[1] if best else None

    def _score(self, m: EventMention, own: set[int], located: Located) -> float:
        """Score a place as the scene of a deed by the way from it up to the deed; 0 where it is none."""
        head = located.head
        if self._is_party_name(located):
            return 0.0
        if m.clause.dep == "relcl" and any(c.lower == "where" for c in m.clause.children) and m.clause.head in (head, head.head):
            return 5.0
        if m.frame == "outlook" and any(c.dep == "nsubj" and head in c.subtree() for c in m.trigger.children):
            return 3.0
        way = _way_up(head, own)
        if way.top is not None:
            return _tied_score(m, located, way)
        return 0.0 if head.i in own and not way.blocked else self._loose_score(m, located, way.preposition)

    def _is_party_name(self, located: Located) -> bool:
        """Tell whether a place that the gazetteer lacks is the name of a person or body."""
        if located.record.latitude is not None or located.record.rule not in ("unlisted", None):
            return False
        return located.head.entity_type in ("PERSON", "ORG", "NORP") or self._is_actor(located.head)

    def _loose_score(self, m: EventMention, located: Located, preposition: str | None) -> float:
        """Score a place elsewhere in the sentence: in a clause above the deed, or at the sentence's start."""
        if m.event_type in WORD_ACTS and m.event_type != "CONSULT":
            return 0.0
        first = m.sentence.words[0].i
        if located.head.i <= first + 3 and self._parsed.text[located.end_char : located.end_char + 1] == ":":
            return 2.0
        if preposition not in _LOOSE:
            return 0.0
        above = governor(located.head)
        if above.lemma in SPEECH_VERBS and is_verb(above) and located.head.i > above.i:
            return 0.0
        chain = [m.trigger, *m.trigger.ancestors()]
        if above in chain[1:]:
            steps = chain.index(above, 1)
            if not any(w.dep == "ccomp" and is_verb(w) for w in chain[:steps]):
                return 2.0 - 0.1 * (steps - 1)
        return 1.5 if located.head.i <= first + 4 else 0.0


def _is_town(one: Located) -> bool:
    exact = one.record.place_precision in ("exact", "near") or one.record.rule == "unlisted"
    return exact and (one.may_be_scene or one.record.rule in ("container", "dateline"))


def _way_up(head: Word, own: set[int]) -> _Way:
    """Return the way from a place up to one of a deed's own words; a verb of another clause on it blocks it."""
    preposition: str | None = None
    below, steps = head, 0
    for up in head.ancestors():
        steps += 1
        if below.dep == "pobj" and up.pos in ("ADP", "SCONJ") and preposition is None:
            preposition = up.lower
        if up.i in own:
            return _Way(below, up, preposition, steps, False)
        participle = up.dep in ("acl", "amod") and up.tag in ("VBN", "VBG")
        if is_verb(up) and not participle and not (up.dep == "xcomp" and up.head.i in own):
            return _Way(below, None, preposition, steps, True)
        below = up
    return _Way(below, None, preposition, steps, False)


def _tied_score(m: EventMention, located: Located, way: _Way) -> float:
    """Score a place that hangs on the deed itself, by preposition and role; vaguer places score less."""
    below, preposition = way.below, way.preposition
    by_words = m.event_type in WORD_ACTS and m.event_type not in ("CONSULT", "AGREE") and is_verb(m.trigger)
    target = below in m.recipients or below.dep in ("dobj", "nsubjpass", "compound", "nmod")
    lost = m.frame in ("fall", "under", "brunt") and below in m.recipients  # "the town fell to X"
    if (below in m.actors or below.dep in ("nsubj", "agent", "poss")) and below is not m.trigger and not lost:
        inside = below is not located.head and preposition in ("in", "at", "near")
        return 0.5 if inside and not by_words else 0.0
    if by_words:
        return 3.0 if way.steps <= 2 and preposition in ("in", "at") and below.dep == "prep" else 0.0
    if preposition in ("from", "to") and m.frame in _FRAMES_TO:
        return 0.0
    if preposition == "from" and below.dep == "prep" and m.frame != "fire":
        return 0.0
    if preposition == "to" and not target and below.head is not m.trigger:
        return 0.0  # "the fighting could spread to X"
    if preposition in _NO_SCENE and not target:
        return 0.0
    penalty = _VAGUENESS.get(located.record.place_precision or "", 0.0)
    if preposition in _SCENE or preposition == "of" or target:
        return 6.0 - 0.3 * way.steps - penalty
    return max(0.5, (3.0 if preposition is None else 1.0) - 0.3 * way.steps - penalty)


def _near_score(located: Located, chain: list[Word], own: set[int], first: int) -> float:
    """Score a place as that of a word that is no deed, by the way up from it; at the sentence's start it is weakly tied to all."""
    preposition, below, score = None, located.head, 0.0
    for steps, up in enumerate(located.head.ancestors()):
        if below.dep == "pobj" and preposition is None:
            preposition = up.lower
        if up.i in own:
            score = 4.0 - 0.2 * steps
            break
        if up in chain:
            score = 0.0 if is_verb(up) and up.lemma in SPEECH_VERBS else 2.5 - 0.2 * chain.index(up)
            break
        below = up
    if preposition not in _NEAR or (preposition == "of" and score < 3.5):
        score = 0.0
    if score == 0.0 and located.head.i <= first + 4 and preposition in ("in", "at", "near", "across"):
        return 1.0
    return score

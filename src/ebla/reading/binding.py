"""Event mentions in; bound drafts out: each deed with its status, source, parties, place and date, told once per report.

Which of the dates and places of a sentence belong to a deed is decided by the tree: the nearest clause that holds both. What a clause does
not say is carried over inside one scene only, and marked as inferred. Links between claims are made in `linking_within.py`.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, field, replace

import msgspec

from ebla.reading.claimants import THINGS_THAT_TELL, Claimants, Source
from ebla.reading.events import HARM, EventMention
from ebla.reading.grammar import clause_of, is_verb, noun_phrase, prep_objects, span_of
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.actors import iso3_of
from ebla.reading.lexicon import role_nouns
from ebla.reading.parties import FIRST_PERSON as FIRST
from ebla.reading.parties import Parties
from ebla.reading.status import SPEECH_VERBS, Status, status_of
from ebla.records import Claimant, Date, Party, Place, RankedPlace, Span

WORD_ACTS = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "CONSULT"})
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "CRM"})
UNARMED = frozenset({"CVL", "REF", "MED", "JRN", "EDU", "REL", "NGO", "UNO", "LAB", "SOC", "GOV", "LEG", "JUD", "BUS", "AGR", "PTY"})
SCENE_PREPOSITIONS = frozenset("in at near outside inside around on across throughout within over along off beyond between through into toward towards against above under by".split())
NOT_SCENES = frozenset({"government", "dateline", "container", "demonym", "organisation", "organization", "person"})
FIELD_FRAMES_TO = frozenset({"journey", "move", "deploy", "send", "release", "expel", "help", "visit", "aid"})
PRECISION_ORDER = {"exact": 0, "near": 1, "admin2": 2, "vague": 3, "admin1": 4, "country": 6, "international": 7, None: 5}


@dataclass(slots=True, eq=False)
class Draft:
    """A claim about a deed before it has an id."""

    mention: EventMention
    status: Status
    event_type: str | None
    mode: str | None
    acled: str | None
    sources: list[Source]
    claimant: Claimant
    via: list[Claimant] = field(default_factory=list)
    actor: list[Party] = field(default_factory=list)
    recipient: list[Party] = field(default_factory=list)
    supporter: list[Party] = field(default_factory=list)
    weapon: list[tuple[str, Span]] = field(default_factory=list)
    facility: list[tuple[str, Span]] = field(default_factory=list)
    place: Place | None = None
    origin: Place | None = None
    destination: Place | None = None
    date: Date | None = None
    also: list[Span] = field(default_factory=list)
    trigger: list[Span] = field(default_factory=list)
    part_of: Draft | None = None
    response_to: list[object] = field(default_factory=list)
    key: str = ""

    @property
    def word(self) -> Word:
        """The trigger word."""
        return self.mention.trigger

    @property
    def happened(self) -> bool:
        """Whether the report says that it was done."""
        return self.status.value in ("occurred", "ongoing")


@dataclass(slots=True)
class _Located:
    record: RankedPlace
    head: Word
    words: frozenset[int]


@dataclass(slots=True)
class _Dated:
    record: Date
    head: Word
    governor: Word


class Binder:
    """Binds the event mentions of one parsed text; built once per text."""

    def __init__(self, parsed: ParsedText, report_date: datetime.date | None, dates: list[Date], places: list[RankedPlace]) -> None:
        self.parsed = parsed
        self.report_date = report_date
        weights: Counter[str] = Counter(p.country for p in places if p.country and p.rule not in ("dateline",))
        self.parties = Parties(parsed, report_date, weights)
        self.claimants = Claimants(parsed)
        self._own_voice: tuple[Party | None] | None = None
        self._places: dict[int, list[_Located]] = {}
        self._dates: dict[int, list[_Dated]] = {}
        self._index(dates, places)
        self.main_places = Counter(p.name for p in places if p.rule not in NOT_SCENES)
        self.place_by_word = {i: p for ps in self._places.values() for p in ps for i in p.words}

    def _index(self, dates: list[Date], places: list[RankedPlace]) -> None:
        for place in places:
            if place.span is None:
                continue
            head = self.parsed.head_of(*place.span)
            if head is not None:
                words = frozenset(w.i for w in self.parsed.words_in(*place.span))
                self._places.setdefault(head.sentence.index, []).append(_Located(place, head, words))
        for date in dates:
            if date.span is None or date.timex_type == "SET" or (date.date_start is None and date.date_end is None):
                continue
            if date.timex == "PRESENT_REF" and (date.text or "").lower() in ("now", "currently", "at present", "presently"):
                continue
            head = self.parsed.head_of(*date.span)
            if head is not None:
                self._dates.setdefault(head.sentence.index, []).append(_Dated(date, head, _governor(head)))

    # ------------------------------------------------------------ one mention

    def draft(self, mention: EventMention) -> Draft:
        """Bind one mention by its own sentence alone."""
        own_act = mention.event_type in WORD_ACTS and is_verb(mention.trigger)
        status = status_of(mention.trigger, mention.clause, mention.event_type, own_act)
        if mention.content_of is not None and status.value in ("occurred", "ongoing"):
            status = Status(mention.content_of.content_status or status.value, mention.content_of.trigger)
        sources = self.claimants.of(mention.trigger, mention.clause, own_act)
        if status.value == "planned":
            sources = [s for s in sources if s.verb is None or s.verb.lemma in SPEECH_VERBS or s.verb.pos != "VERB"]
        claimant, via = self._claimants(sources)
        force = mention.event_type in ("ASSAULT", "MOBILIZE", "RETREAT") or mention.event_type == "COERCE"
        located = self.scene(mention)
        scene = self._scene_country(located)
        draft = Draft(mention, status, mention.event_type, mention.mode, mention.acled, sources, claimant, via)
        draft.actor = self._actors(mention, force, scene)
        draft.recipient = self._recipients(mention, force, scene, draft.actor)
        draft.supporter = self._supporters(mention, force, scene)
        draft.weapon = [(name, span_of([first, last])) for name, first, last in mention.weapons]
        draft.facility = [(name, span_of([first, last])) for name, first, last in mention.facilities]
        draft.place = located
        self._from_to(draft)
        draft.date = self.date_of(mention, status)
        draft.trigger = trigger_spans(self.parsed, mention)
        refine(draft)
        return draft

    def _claimants(self, sources: list[Source]) -> tuple[Claimant, list[Claimant]]:
        named = [c for c in map(self.claimant, sources) if c is not None]
        return (named[0], named[1:]) if named else (Claimant(name="report"), [])

    def claimant(self, source: Source) -> Claimant | None:
        """Return a source as a claimant: its canonical name where the roster or the report gives one, and its words."""
        if source.head is None:
            if source.span is None:
                return None
            text = self.parsed.text[slice(*source.span)]
            return Claimant(name=" ".join(text.split()), text=text, span=source.span)
        word = source.head
        if word.lower in ("i", "we", "our"):
            return None
        if word.tag in ("PRP", "PRP$", "WP", "WDT") or word.lower in ("he", "she", "they", "it"):
            party = self.parties.resolve(word)
            if party is None or party.span is None:
                return None
            return Claimant(name=party.name or party.text or "", text=party.text, span=party.span, inferred=True)
        phrase = [w for w in noun_phrase(word)]
        while len(phrase) > 1 and phrase[0].dep in ("det", "predet"):
            phrase.pop(0)
        if word.lemma in THINGS_THAT_TELL and word.lemma not in ("source", "witness", "agency", "newspaper", "channel", "station", "website", "medium", "media"):
            owners = [c for c in word.children if c.dep in ("poss", "compound", "amod", "nmod")] + prep_objects(word, "by", "from", "of")
            owner = next((p for p in map(self.parties.resolve, owners) if p is not None and (p.code or p.actor_id)), None)
            if owner is not None and owner.name:
                start, end = span_of([*phrase])
                return Claimant(name=owner.name, text=self.parsed.text[start:end], span=(start, end))
        of = [c for c in word.children if c.dep == "prep" and c.lower in ("of", "for", "in") and c.i == word.i + 1]
        start, end = span_of(phrase)
        text = self.parsed.text[start:end]
        party = self.parties.resolve(word)
        name = None
        if party is not None and party.actor_id is not None and word.pos == "PROPN":
            name = party.name
        elif word.entity_type == "PERSON" and party is not None:
            name = party.name
        if of and name is None and word.pos == "NOUN" and word.lemma in ("ministry", "source", "spokesman", "official", "office", "department", "director", "head", "chief"):
            tail = [w for w in of[0].subtree() if w.dep not in ("relcl", "acl", "punct")]
            if tail and len(tail) <= 6:
                end = max(w.end_char for w in tail if w.i < word.i + 8)
                text = self.parsed.text[start:end]
        return Claimant(name=name or " ".join(text.split()), text=text, span=(start, end)) if text.strip() else None

    def _actors(self, m: EventMention, force: bool, scene: str | None) -> list[Party]:
        words = [w for w in m.actors if not self._is_scene_word(w, m)]
        plain = [w for w in words if not (w.dep in ("amod", "compound") and w.lower in ("military", "army", "armed", "police"))]
        out = self.parties.many(plain or words, force=force, scene=scene)
        if not out and any(w.lower in FIRST for w in words):
            speaker = self._speaker(m)
            out = [speaker] if speaker is not None else []
        if not out:  # "Turkish drones": the owner of the weapon or of the act
            owners = [c for _, _, w in m.weapons for c in w.children if c.dep in ("amod", "compound", "poss", "nmod")]
            out = self.parties.many(owners, force=force, scene=scene)
        if m.frame == "die":
            return []
        return out

    def _speaker(self, m: EventMention) -> Party | None:
        """Return who "we" or "I" is: the one quoted or labelled, else the body in whose own voice the report speaks."""
        sources = self.claimants.of(m.trigger, m.clause, False)
        for source in sources:
            if source.head is not None and source.head.lower not in FIRST:
                party = self.parties.resolve(source.head)
                return msgspec.structs.replace(party, inferred=True) if party is not None else None
            if source.span is not None:
                text = self.parsed.text[slice(*source.span)]
                return Party(text=text, span=source.span, name=" ".join(w.capitalize() if w.isupper() else w for w in text.split()), inferred=True)
        if self._own_voice is None:
            self._own_voice = self._find_own_voice()
        return self._own_voice[0]

    def _find_own_voice(self) -> tuple[Party | None]:
        """Return the first body that performs an act by words in the present tense in the report's own voice."""
        for word in self.parsed.words:
            if word.tag in ("VBZ", "VBP") and word.lemma in ("condemn", "call", "urge", "welcome", "commend", "deplore", "demand", "support", "appeal", "stand", "express", "remain", "reiterate", "strongly"):
                subject = next((c for c in word.children if c.dep == "nsubj" and c.pos == "PROPN"), None)
                party = self.parties.resolve(subject) if subject is not None else None
                if party is not None:
                    return (msgspec.structs.replace(party, inferred=True),)
        return (None,)

    def _supporters(self, m: EventMention, force: bool, scene: str | None) -> list[Party]:
        owners = [c for w in m.supporters if w.pos == "NOUN" for c in w.children if c.dep in ("amod", "compound", "poss")]
        named = self.parties.many([w for w in m.supporters if w.pos != "NOUN" or not owners], force=force, scene=scene)
        return named or self.parties.many(owners, force=force, scene=scene)

    def _recipients(self, m: EventMention, force: bool, scene: str | None, actors: list[Party]) -> list[Party]:
        if m.frame in ("clash", "meet", "war"):
            return []  # a two-sided act: all sides are its actors
        words = [w for w in m.recipients if not self._is_scene_word(w, m)]
        if m.frame == "condemn" and not words and m.content is not None:
            words = [c for c in m.content.children if c.dep in ("poss", "amod", "compound")] + prep_objects(m.content, "by")
        out = self._others(words, force, scene, actors)
        if not out and m.frame in ("attack", "destroy", "fire", "capture", "kill", "land"):
            owners = [c for w in m.recipients for c in w.children if c.dep in ("poss", "compound", "amod", "nmod")]
            if any(c.lower == "our" for c in owners):
                speaker = self._speaker(m)
                return [speaker] if speaker is not None else []
            owners = [c for c in owners if c.pos in ("PROPN", "ADJ", "NOUN") and not self._is_scene_word(c, m)]
            out = self._others(owners, force, scene, actors)
        return out

    def _others(self, words: list[Word], force: bool, scene: str | None, actors: list[Party]) -> list[Party]:
        """Return the parties of words that are not the doers themselves nor mere things."""
        named = {w.start_char for w in words if w.entity_type in ("PERSON", "ORG", "NORP", "GPE") or w.tag in ("PRP", "NNPS")}
        found = self.parties.many(words, force=force, scene=scene)
        return [p for p in found if not any(_same(p, a) for a in actors) and (p.code or p.actor_id or p.span and any(p.span[0] <= n < p.span[1] for n in named))]

    def _is_scene_word(self, word: Word, m: EventMention) -> bool:
        """Tell whether a word in a party role is a place that is hit or held, no party."""
        located = self.place_by_word.get(word.i)
        if located is None or located.record.rule in NOT_SCENES:
            return False
        if located.record.feature_code and located.record.feature_code.startswith("PCL"):
            return False
        return True

    def _scene_country(self, place: Place | None) -> str | None:
        if place is None or place.country is None:
            return None
        return iso3_of(place.country)

    # ------------------------------------------------------------ places

    def scene(self, m: EventMention) -> Place | None:
        """Return where a deed is done as its own clause says, None when it does not."""
        found = self.scenes(m)
        if found:
            return found[0].record
        label = m.sentence.label
        if label is not None and m.event_type not in WORD_ACTS:
            here = [p.record for p in self._places.get(label.index, ()) if p.record.rule not in NOT_SCENES]
            if here:
                return msgspec.structs.replace(here[-1] if len(here) > 1 and here[-1].place_precision == "exact" else here[0], inferred=True)
        return None

    def scenes(self, m: EventMention) -> list[_Located]:
        """Return the places of a deed's clause, best first."""
        anchors = _anchors(m)
        options: list[tuple[tuple[float, int], _Located]] = []
        for located in self._places.get(m.sentence.index, ()):
            if located.record.rule in NOT_SCENES:
                continue
            score = self._scene_score(m, anchors, located)
            if score > 0:
                options.append(((-score, located.head.i), located))
        options.sort(key=lambda o: o[0])
        return [located for _, located in options]

    def _scene_score(self, m: EventMention, anchors: set[int], located: _Located) -> float:
        """Score a place as the scene of a deed by the way from it up to the deed; 0 where it is none."""
        head = located.head
        if self._is_party_name(located):
            return 0.0
        if m.clause.dep == "relcl" and any(c.lower == "where" for c in m.clause.children) and m.clause.head in (head, head.head):
            return 5.0
        if m.frame == "outlook" and head in m.trigger.subtree() and any(c.dep == "nsubj" and head in c.subtree() for c in m.trigger.children):
            return 3.0
        by_words = m.event_type in WORD_ACTS and m.event_type not in ("CONSULT", "AGREE") and is_verb(m.trigger)
        preposition: str | None = None
        word, depth = head, 0
        for up in head.ancestors():
            depth += 1
            if word.dep == "pobj" and up.pos in ("ADP", "SCONJ") and preposition is None:
                preposition = up.lower
            if up.i in anchors:
                break
            if is_verb(up) and not (up.dep in ("acl", "amod") and up.tag in ("VBN", "VBG")) and not (up.dep == "xcomp" and up.head.i in anchors):
                return self._loose_scene(m, located, preposition)
            word = up
        else:
            return 0.0 if head.i in anchors else self._loose_scene(m, located, preposition)
        return self._tied_scene(m, located, word, up, preposition, depth, by_words)

    def _tied_scene(self, m: EventMention, located: _Located, word: Word, top: Word, preposition: str | None, depth: int, by_words: bool) -> float:
        target = word in m.recipients or word.dep in ("dobj", "nsubjpass", "compound", "nmod")
        doer = word in m.actors or word.dep in ("nsubj", "agent", "poss")
        if doer and word is not m.trigger and not (m.frame in ("die", "fall", "clash") and not doer):
            if word is located.head or preposition not in ("in", "at", "near", "of", "from"):
                return 0.0
            return 0.5 if preposition in ("in", "at", "near") and not by_words else 0.0
        if by_words:
            return 3.0 if depth <= 2 and preposition in ("in", "at") and word.dep == "prep" else 0.0
        if preposition in ("from", "to") and m.frame in FIELD_FRAMES_TO:
            return 0.0
        if preposition == "from" and word.dep == "prep" and top.i in _anchors(m) and m.frame not in ("fire",):
            return 0.0
        if preposition in ("for", "with", "by", "about", "than", "like", "without", "against") and not target:
            return 0.0
        penalty = {"vague": 1.0, "country": 2.0, "admin1": 0.6, "international": 2.5}.get(located.record.place_precision or "", 0.0)
        if preposition in SCENE_PREPOSITIONS or preposition == "of" or target:
            return 6.0 - 0.3 * depth - penalty
        return max(0.5, (3.0 if preposition is None else 1.0) - 0.3 * depth - penalty)

    def _is_party_name(self, located: _Located) -> bool:
        """Tell whether a place that the gazetteer lacks is the name of a person or body."""
        if located.record.latitude is not None or located.record.rule not in ("unlisted", None):
            return False
        return located.head.entity_type in ("PERSON", "ORG", "NORP") or self.parties.is_named(located.head)

    def _loose_scene(self, m: EventMention, located: _Located, preposition: str | None) -> float:
        """Score a place elsewhere in the sentence: in a clause above the deed, or at the sentence's start."""
        if m.event_type in WORD_ACTS and m.event_type != "CONSULT":
            return 0.0
        if located.head.i <= m.sentence.words[0].i + 3 and self.parsed.text[located.record.span[1] : located.record.span[1] + 1] == ":":  # type: ignore[index]
            return 2.0
        if preposition not in ("in", "at", "near", "outside", "inside", "around", "on", "across", "throughout", "within"):
            return 0.0
        governor = _governor(located.head)
        if governor.lemma in SPEECH_VERBS and is_verb(governor) and located.head.i > governor.i:
            return 0.0
        chain = [w.i for w in m.trigger.ancestors()]
        if governor.i in chain and not any(w.dep == "ccomp" for w in [m.trigger, *m.trigger.ancestors()][: chain.index(governor.i) + 1] if is_verb(w)):
            return 2.0 - 0.1 * chain.index(governor.i)
        if located.head.i <= m.sentence.words[0].i + 4:
            return 1.5
        return 0.0

    def _from_to(self, draft: Draft) -> None:
        m = draft.mention
        for words, role in ((m.origins, "origin"), (m.destinations, "destination")):
            for word in words:
                located = self.place_by_word.get(word.i) or next((self.place_by_word[w.i] for w in word.subtree() if w.i in self.place_by_word), None)
                if located is not None and located.record.rule not in NOT_SCENES:
                    if m.frame in ("visit", "journey", "deploy", "enter") and role == "destination":
                        draft.place = draft.place or located.record
                        if m.frame in ("visit", "journey"):
                            break
                    setattr(draft, role, located.record)
                    break

    def scene_before(self, sentence: Sentence) -> Place | None:
        """Return the last place named before a sentence in its paragraph, marked as inferred."""
        for index in range(sentence.index, max(-1, sentence.index - 4), -1):
            if self.parsed.sentences[index].paragraph != sentence.paragraph:
                break
            found = [p for p in self._places.get(index, ()) if p.record.rule not in NOT_SCENES and not self._is_party_name(p)]
            if found:
                return msgspec.structs.replace(found[0].record, inferred=True)
        return None

    # ------------------------------------------------------------ dates

    def heading_date(self, sentence: Sentence) -> Date | None:
        """Return the day that a heading or label over a sentence gives ("SATURDAY 4 JUNE"), marked as inferred."""
        for index in range(sentence.index, max(-1, sentence.index - 25), -1):
            above = self.parsed.sentences[index]
            if above.kind not in ("title", "label") or above is sentence and above.kind == "title":
                continue
            dated = self._dates.get(index, ())
            if len(dated) != 1 or dated[0].record.span is None or above.paragraph < 2:
                continue
            length = dated[0].record.span[1] - dated[0].record.span[0]
            if length >= 0.6 * (above.end_char - above.start_char) or above.kind == "label" and above is sentence.label and "(" not in self.parsed.text[above.start_char : above.end_char]:
                return msgspec.structs.replace(dated[0].record, inferred=True)
        return None

    def since(self, date: Date) -> Date:
        """Return the time from a date to the report's date ("since the campaign began late last year")."""
        return msgspec.structs.replace(date, date_end=self.report_date, date_precision="open", rule=f"{date.rule}+since")

    def date_of(self, m: EventMention, status: Status) -> Date | None:
        """Return the date that a deed's own clause gives, as far as the tree ties them."""
        anchors = _anchors(m)
        chain = list(m.trigger.ancestors())
        best: tuple[float, Date, bool] | None = None
        options = self._dates.get(m.sentence.index, ())
        for dated in options:
            governor = dated.governor
            score, reported = 0.0, False
            if governor.i not in anchors and _since(governor) and governor.head.i in anchors | {w.i for w in chain}:
                if best is None or best[0] < 3.0:
                    best = (3.0, self.since(dated.record), False)
                continue
            if governor.i in anchors:
                score = 5.0
            elif is_verb(governor) and governor.lemma in SPEECH_VERBS and governor in chain and m.event_type not in WORD_ACTS:
                score, reported = 1.0, True
                if dated.head.i < governor.i and dated.head.i <= m.sentence.words[0].i + 4 and not any(c.dep in ("nsubj",) and c.i < dated.head.i for c in governor.children):
                    score = 1.2
            elif governor in chain:
                steps = chain.index(governor)
                if status.value not in ("occurred", "ongoing") and is_verb(m.trigger) and governor is not m.clause:
                    if status.value == "denied" and governor.lemma in SPEECH_VERBS | {"deny", "reject", "dismiss"}:
                        score, reported = 1.0, True
                    else:
                        continue  # the day of the vow, not of what is vowed
                else:
                    score = 3.5 - 0.3 * steps
                if any(w.dep in ("ccomp",) for w in [m.trigger, *chain[:steps]]):
                    score -= 1.5
                if any(w.dep in ("relcl", "acl") for w in [m.trigger, *chain[:steps]]):
                    score -= 1.0
            elif dated.head.i <= m.sentence.words[0].i + 5 and governor.dep in ("ROOT", "ccomp"):
                score = 1.5
            elif is_verb(governor) and governor.dep == "conj" and governor.head.i in anchors and governor.i > m.trigger.i:
                score = 0.0
            elif governor.dep in ("advcl", "acl", "relcl") and governor.head.i in anchors and governor.lemma in ("kill", "leave", "wound", "injure"):
                score = 2.0
            elif len(options) == 1 and len([w for w in m.sentence.words if is_verb(w) and w.tag in ("VBD", "VBZ", "VBP")]) <= 1:
                score = 1.0
            if score > 0 and (best is None or score > best[0]):
                best = (score, dated.record, reported)
        if best is None:
            return self.heading_date(m.sentence) if status.value in ("occurred", "ongoing", "denied") else None
        date = best[1]
        if best[2] and date.date_end is not None and status.value in ("occurred", "ongoing", "denied"):
            return msgspec.structs.replace(date, date_start=None, date_precision="open", rule=f"{date.rule}+reported")
        if best[2]:
            return None
        return date


GOODS = frozenset("good goods cattle livestock phone laptop money vehicle truck car document propaganda ammunition weapon arm rifle equipment materiel material cache drug cartridge uniform fuel food computer".split())


def refine(draft: Draft) -> None:
    """Let who did it to what decide type and mode where the verb leaves it open.

    Source: docs/claims.md: captives are ASSAULT abduct, arms seized COERCE seize, looting ASSAULT destroy; police deployed MOBILIZE police.
    """
    m = draft.mention
    doers = {p.code.split()[-1] for p in draft.actor if p.code}
    if m.frame in ("capture", "take") and draft.event_type == "ASSAULT" and draft.mode != "abduct":
        weapons = any(w.lemma in GOODS for w in m.recipients) or bool(draft.weapon)
        persons = [p for p in draft.recipient if p.code and p.code.split()[-1] in UNARMED | ARMED]
        ground = draft.place is not None and any(w.i in _scene_words(draft.place, m) for w in m.recipients) or any(w.lemma in ("town", "city", "village", "base", "district", "hill", "bridge", "airport", "road", "area", "position", "control", "stronghold") for w in m.recipients)
        if weapons and not ground:
            if doers & {"REB", "UAF", "CRM", "PRM"} and not draft.weapon:
                draft.mode, draft.acled = "destroy", "Looting/property destruction"
            else:
                draft.event_type, draft.mode, draft.acled = "COERCE", "seize", "Disrupted weapons use" if draft.weapon else "Other"
        elif persons and not ground and m.trigger.lemma in ("capture", "seize", "take"):
            draft.mode, draft.acled = "abduct", "Abduction/forced disappearance"
    elif m.trigger.lemma == "raid" and {f for f, _ in draft.facility} & {"house", "home", "office", "building", "shop"} and not doers & {"MIL", "REB", "UAF", "PRM"}:
        draft.event_type, draft.mode, draft.acled = "COERCE", None, "Other"
    elif m.frame == "deploy" and doers == {"COP"}:
        draft.mode = "police"
    elif m.frame == "clash" and doers and doers <= {"CVL", "PTY"} and draft.acled == "Armed clash":
        draft.acled = "Mob violence"
    elif m.frame == "protest" and draft.mode == "demo":
        head = m.trigger.head
        violent = any(c.lower == "violent" for c in m.trigger.children) or head.lemma == "turn" and any(c.lower == "violent" for c in head.children)
        if violent:
            draft.mode, draft.acled = "riot", "Violent demonstration"


def _scene_words(place: Place, m: EventMention) -> set[int]:
    if place.span is None:
        return set()
    return {w.i for w in m.sentence.words if place.span[0] <= w.start_char < place.span[1]} | {w.head.i for w in m.sentence.words if place.span[0] <= w.start_char < place.span[1]}


def _since(verb: Word) -> bool:
    """Tell whether a clause is one of "since ..."."""
    return is_verb(verb) and any(c.dep in ("mark", "advmod", "prep") and c.lower == "since" for c in verb.children)


def _governor(word: Word) -> Word:
    """Return the verb or noun of action that a date or place hangs on."""
    last = word
    for up in word.ancestors():
        if is_verb(up):
            return up
        last = up
    return last


def _anchors(m: EventMention) -> set[int]:
    """Return the words that are this deed: trigger, carrying verb, merged verbs, and nouns of the event phrase."""
    out = {w.i for w in m.words} | {m.trigger.i, m.clause.i}
    for other in m.merged:
        out |= {other.trigger.i, other.clause.i}
    return out


def _same(a: Party, b: Party) -> bool:
    return a.span == b.span or (a.actor_id is not None and a.actor_id == b.actor_id)


def trigger_spans(parsed: ParsedText, m: EventMention) -> list[Span]:
    """Return at most three spans of at most 160 characters in all that state the deed."""
    words = sorted({w.i: w for w in [*m.words, m.trigger]}.values(), key=lambda w: w.i)
    spans: list[Span] = []
    for word in words:
        if spans and word.start_char - spans[-1][1] <= 30:
            spans[-1] = (spans[-1][0], word.end_char)
        else:
            spans.append((word.start_char, word.end_char))
    total = 0
    kept: list[Span] = []
    for span in spans[:3]:
        if total + span[1] - span[0] <= 160:
            kept.append(span)
            total += span[1] - span[0]
    return kept or [m.trigger.span]


def acled_of(draft: Draft, home: str | None) -> tuple[str | None, str | None]:
    """Return (ACLED event type, sub-event type) of a deed; null outside ACLED's scope. Source: ACLED codebook; docs/claims.md."""
    sub = draft.acled
    if sub == "-":
        return None, None
    if draft.event_type == "ASSAULT" and draft.mention.frame in ("capture", "fall", "take", "clear", "secure") and draft.mode not in ("abduct", "destroy"):
        actors = [(p.code or "").split() for p in draft.actor if p.code]
        if actors and actors[0][-1] == "MIL" and (home is None or actors[0][0] == home):
            sub = "Government regains territory"
        else:
            sub = "Non-state actor overtakes territory"
    elif draft.event_type == "ASSAULT" and sub in (None, "Armed clash") and draft.mode in (None, "firearms", "targeted", "massacre", "beat", "primitive"):
        doers = {p.code.split()[-1] for p in draft.actor if p.code}
        done_to = {p.code.split()[-1] for p in draft.recipient if p.code}
        if draft.mention.frame in ("clash", "repel"):
            sub = "Armed clash"
        elif done_to and done_to <= UNARMED:
            sub = "Attack"
        elif done_to & ARMED and (doers & ARMED or not doers):
            sub = "Armed clash"
        elif draft.mention.frame in ("kill", "killing", "die") and not done_to:
            sub = "Attack" if doers else None
    return ACLED_TYPES.get(sub or ""), sub


ACLED_TYPES = {
    sub: kind
    for kind, subs in {
        "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
        "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
        "Riots": ("Violent demonstration", "Mob violence"),
        "Explosions/Remote violence": ("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade"),
        "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
        "Strategic developments": ("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other"),
    }.items()
    for sub in subs
}  # fmt: skip

__all__ = ["HARM", "Binder", "Draft", "acled_of", "clause_of", "replace", "role_nouns", "trigger_spans"]

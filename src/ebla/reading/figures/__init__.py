"""A parsed text in; its counts out, as `FigureMention`s: how many, of whom, killed, displaced, detained, destroyed …

The number expressions come from `reading/numbers`, the noun from `phrases.py`, what befell the counted from `harm.py`, counts without a
numeral from `singles.py`, and what is a part of what from `parts.py`. Status, claimant, party, place, period and event are bound elsewhere.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from ebla.reading.figures.counted import Counted, Harm, counted_itself, names_events, says_harm
from ebla.reading.figures.harm import harm_of
from ebla.reading.figures.measures import cumulative_of, measured, stock_flow_of, term_of
from ebla.reading.figures.mention import FigureMention
from ebla.reading.figures.parts import SLIGHT, Found, drop_repeated, join_lists, link_parts, link_sums, part_wholes
from ebla.reading.figures.phrases import Phrase, counted_phrase, is_never_counted
from ebla.reading.figures.singles import SINGLE_HARM, none_hurt, nth_attacks, single_persons
from ebla.reading.figures.words import is_person, noun_keys, who_by_name, who_of, word_set
from ebla.reading.numbers import find_numbers
from ebla.reading.parse import ParsedText
from ebla.records.date import Date
from ebla.records.span import Span

__all__ = ["FigureMention", "find_figures"]

_LONGEST = 160
_VERB_REACH = 45


def find_figures(parsed: ParsedText, dates: Sequence[Date] = ()) -> list[FigureMention]:
    """Return the counts of a text in text order.

    Args:
        parsed: The text with its words.
        dates: Time expressions of the text; numbers inside them count nothing.
    """
    blocked = sorted(d.span for d in dates if d.span is not None)
    found = [_read(parsed, phrase) for phrase in _phrases(parsed, blocked)]
    part_wholes(found)
    join_lists(parsed, found)
    link_parts(parsed, found)
    link_sums(found)
    found = drop_repeated(parsed, found)
    mentions = []
    for one in found:
        one.mention = _mention(parsed, one)
        if one.mention is not None:
            mentions.append(one.mention)
    for one in found:
        if one.mention is not None and one.part_of is not None:
            one.mention.part_of = one.part_of.mention
    mentions.extend(_without_numeral(parsed))
    mentions.sort(key=lambda m: m.span)
    return mentions


def _phrases(parsed: ParsedText, blocked: list[Span]) -> list[Phrase]:
    """Return the phrases with a number, and those of one person, in text order."""
    phrases = []
    for number in find_numbers(parsed.shown):
        if not _inside(number.start_char, number.end_char, blocked):
            phrase = counted_phrase(parsed, number)
            if phrase is not None and not is_never_counted(phrase):
                phrases.append(phrase)
    taken = {w.i for p in phrases for w in (p.first, *p.words)}
    for sentence in parsed.sentences:
        phrases.extend(single_persons(sentence, taken))
    return sorted(phrases, key=lambda p: p.start_char)


def _inside(start: int, end: int, spans: list[Span]) -> bool:
    k = bisect.bisect_left(spans, (end, end))
    return any(a < end and b > start for a, b in spans[max(0, k - 3) : k + 1])


def _read(parsed: ParsedText, phrase: Phrase) -> Found:
    unit = phrase.unit
    counted = Counted(parsed, phrase.sentence, phrase.head, phrase.start_char, phrase.end_char, unit)
    counted.single = phrase.singular
    harm = None
    if phrase.head.lower in ("others", "another"):
        unit = counted.unit = None
        harm = harm_of(counted)
    elif unit is not None or phrase.elliptical:
        harm = harm_of(counted)
    else:  # a noun on no list: persons, if harm is done to them
        counted.unit = "person" if is_person(phrase.head, lenient=True) else "other"
        harm = harm_of(counted)
        unit = counted.unit if harm is not None else None
    if counted.noun is not None:
        phrase.head, phrase.words, phrase.elliptical, unit = counted.noun, counted.noun_words, False, counted.unit
    itself = counted_itself(phrase.words, phrase.head) if phrase.words and not phrase.singular else None
    if itself is not None and itself.cue is phrase.head:
        unit = "person"
    return Found(phrase, harm, itself, unit)


def _harm_to_say(parsed: ParsedText, found: Found) -> Harm | None:
    """Return the harm that makes the mention: the verb's, else what the noun says itself, else a bare count worth saying."""
    harm, itself, phrase = found.harm, found.itself, found.phrase
    if phrase.singular:
        return harm if harm is not None and harm.kind in SINGLE_HARM and harm.cue is not phrase.head else None
    told = found.told
    if told is not None and told.kind == "displaced" and told.cue.lemma in ("flee", "escape", "leave") and _on_the_run(phrase):
        return None
    if told is not None and itself is not None and told.kind == "detained" and itself.kind == "abducted":
        return itself  # "holding 12 hostages"
    if told is not None and (told is itself or told.kind not in SLIGHT):
        return told
    if names_events(phrase.head) and not phrase.elliptical and (found.value or 0) > 1:
        return Harm("strikes", phrase.head)
    if harm is not None and harm.kind == "population" and (found.value or 0) < 100:
        return None
    if harm is not None and (found.value or 0) > (0 if harm.kind == "taken" else 1) and harm.kind != "deployed":
        return harm
    return _bare_count(parsed, found)


_TOWN = re.compile(
    r"\b(?:population\s+(?:of\s+)?(?:[^.;,]{1,40}?\s+(?:to|at|is|was|of)\s+)?|home\s+to|inhabited\s+by|(?:city|town|village|camp"
    r"|district)\s+of)\s+(?:[a-z]+\s+)?$",
    re.I,
)
_RANKS = word_set("rank")
_HAS = re.compile(r"\b(?:has|have|had|with|of)\s+(?:\w+\s+)?$", re.I)
_FEWEST_TOLD = 5
_RUNNING = word_set("on_the_run")
# "six of the dead were women", "two brothers, both farmers,"
_SAID_OF_THEM = re.compile(r"\s*(?:(?:were|are|was)\s+(?:all\s+|mostly\s+)?|,\s*(?:both|all)\s+(?:of\s+them\s+)?)(\w+)")


def _on_the_run(phrase: Phrase) -> bool:
    """Tell whether those who fled are fighters, suspects or prisoners: no displacement."""
    return not phrase.elliptical and (who_of(phrase.words) == "combatants" or any(k in _RUNNING for k in noun_keys(phrase.head)))


def _bare_count(parsed: ParsedText, found: Found) -> Harm | None:
    """Return what a count without harm is: inhabitants, fighters, or persons who do something together."""
    phrase = found.phrase
    before = parsed.shown[max(phrase.sentence.start_char, phrase.start_char - 40) : phrase.start_char]
    if found.unit in ("person", None) and _TOWN.search(before) and (found.value or 0) >= 100:
        return Harm("population", phrase.head)
    if found.unit not in ("person", "household") or phrase.elliptical or found.is_part:
        return None
    if any(k in ("inhabitant", "resident") for k in noun_keys(phrase.head)) and _HAS.search(before) and (found.value or 0) >= 100:
        return Harm("population", phrase.head)
    rank = any(k in _RANKS for k in noun_keys(phrase.head))
    armed = (not rank and who_of(phrase.words) == "combatants") or (
        phrase.head.lemma in ("member", "operative") and any(w.text[:1].isupper() for w in phrase.words[:-1])
    )
    if armed and (found.value or 0) > 1 and found.harm is not None and found.harm.kind == "deployed":
        return Harm("fighters", found.harm.cue)
    if (armed and (found.value or 0) > 2) or phrase.number.strong:
        return Harm("fighters", phrase.head)
    if found.harm is not None and found.harm.kind == "deployed" and (found.value or 0) > 1:
        return found.harm
    return Harm("other", phrase.head) if (found.value or 0) >= _FEWEST_TOLD else None


def _who(parsed: ParsedText, found: Found) -> str | None:
    phrase = found.phrase
    if found.unit not in ("person", None):
        return None
    own = None if phrase.elliptical or phrase.head.lower in ("others", "more", "another") else who_of(phrase.words)
    if own is not None:
        return own
    predicate = _SAID_OF_THEM.match(phrase.sentence_text(parsed, 40))
    if predicate and (named := who_by_name(predicate[1])) is not None:
        return named
    if found.is_part and found.part_of is not None and (phrase.elliptical or phrase.of_them):
        return _who(parsed, found.part_of)
    if phrase.head.lower in ("others", "another") and found.others_of is not None:
        before = _who(parsed, found.others_of)
        return before if before not in ("children", "women") else None
    return None


def _mention(parsed: ParsedText, found: Found) -> FigureMention | None:
    harm = _harm_to_say(parsed, found)
    phrase, number = found.phrase, found.phrase.number
    if harm is None or (
        phrase.elliptical and phrase.number.value == 1 and phrase.first.lower == "one" and harm.cue.start_char < phrase.start_char
    ):
        return None
    if number.value is None and harm.kind in ("aided", "other", "taken", "damaged", "in_need"):
        return None
    measure, unit = measured(harm, found.unit)
    clause = parsed.shown[max(phrase.sentence.start_char, phrase.start_char - 60) : min(phrase.sentence.end_char, phrase.end_char + 80)]
    return FigureMention(
        span=_trigger(parsed, phrase, harm),
        number_span=number.span,
        quantifier_span=number.quantifier_span,
        sentence=phrase.sentence,
        head=phrase.head,
        verb=None if harm.cue is phrase.head else harm.cue,
        measure=measure,
        unit=unit,
        who=_who(parsed, found),
        number=number,
        idmc_term=term_of(measure, harm, phrase.words, clause),
        stock_flow=stock_flow_of(measure, harm, phrase.head, clause),
        cumulative=None
        if measure in ("fighters", "population", "in_need", "missing")
        else cumulative_of(parsed, phrase.sentence, phrase.span, harm, number.value),
        party_words=[w for w in phrase.words if unit == "person" and w.tag not in ("DT", "PRP$", "CD", "HYPH") and not says_harm(w)],
    )


def _trigger(parsed: ParsedText, phrase: Phrase, harm: Harm) -> Span:
    """Return the number with its noun and, where it stands near with no other number between, the verb."""
    start, end = phrase.span
    a, b = harm.cue.start_char, harm.cue.end_char
    if harm.cue.sentence.kind == "label" and 0 <= start - b <= 3:
        return (a, min(end, a + _LONGEST))
    if harm.cue.sentence is phrase.sentence:
        if a >= end and a - end <= _VERB_REACH and not re.search(r"\d|[;(]", parsed.shown[end:a]) and parsed.shown[end:a].count(",") == 0:
            end = b
        elif b <= start and start - b <= _VERB_REACH and not re.search(r"\d|[;,]", parsed.shown[b:start]):
            start = a
    return (start, min(end, start + _LONGEST))


def _without_numeral(parsed: ParsedText) -> list[FigureMention]:
    """Return tolls of none and running counts of attacks."""
    out = []
    for sentence in parsed.sentences:
        for number, word, measure, person in none_hurt(parsed, sentence):
            who = who_of([person]) if person is not None else None
            mention = FigureMention(
                number.span, number.span, None, sentence, person or word, None, measure, "person", who, number, stock_flow="flow"
            )
            mention.party_words = [person] if person is not None else []
            out.append(mention)
        for number, word in nth_attacks(parsed, sentence):
            out.append(
                FigureMention(number.span, number.span, None, sentence, word, None, "strikes", "event", None, number, stock_flow="count")
            )
    return out

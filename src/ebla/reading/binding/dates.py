"""The dates read in a text in; which of them is a deed's, a figure's or a tie's out, as far as the tree ties them.

Nearest clause wins. The day of a vow is not that of what is vowed, and the day on which something was said is an end at most. A heading
that is a date holds for what stands under it, inferred. Source: docs/claims.md, "Dates".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from ebla.reading.binding.clauses import WORD_ACTS, anchors, governor, is_since
from ebla.reading.dates.words import number
from ebla.reading.events import EventMention
from ebla.reading.grammar import is_verb
from ebla.reading.lexicon import word_set
from ebla.reading.parse import ParsedText, Sentence, Word
from ebla.reading.status import SPEECH_VERBS, Status
from ebla.records import Date, Span

_TOLD = ("occurred", "ongoing")
_RISING = word_set("binding.toml", "rising")
_TOLLS = word_set("statements.toml", "tolls")
_NOW = frozenset({"now", "currently", "at present", "presently"})
# A heading holds for so many sentences after it, and must be a date for the most part.
_HEADING_SENTENCES = 25
_HEADING_SHARE = 0.6
_BYLINE_PARAGRAPHS = 5
_DAYS_APART = re.compile(r"(?:just |only |exactly |barely )?(?P<count>[\w-]+) (?P<unit>day|week)s? (?P<side>after|before)")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A date where it stands: its head word and the verb it hangs on."""

    record: Date
    head: Word
    governor: Word


@dataclass(frozen=True, slots=True)
class _Distance:
    """How far a clause or noun lies from the clause above it: the unit's word, "after" or "before", the days to go."""

    unit: Word
    side: Word
    days: int


@dataclass(frozen=True, slots=True)
class _Deed:
    """A deed as its dates see it: its own words and those above it."""

    mention: EventMention
    status: str
    anchors: set[int]
    chain: list[Word]

    @property
    def first(self) -> int:
        """The index of the first word of its sentence."""
        return self.mention.sentence.words[0].i


class Dates:
    """Ties the dates of one parsed text to its deeds; built once per text."""

    def __init__(self, parsed: ParsedText, report_date: datetime.date | None, dates: list[Date]) -> None:
        self._parsed, self._report_date = parsed, report_date
        self._by_sentence: dict[int, list[_Dated]] = {}
        self._distances: dict[int, list[_Distance]] = {}
        for date in dates:
            if date.span is not None and date.rule == "offset" and date.date_start is None and date.date_end is None:
                self._measure(date.span)
            if date.span is None or date.timex_type == "SET" or (date.date_start is None and date.date_end is None):
                continue
            if date.timex == "PRESENT_REF" and (date.text or "").lower() in _NOW:
                continue
            head = parsed.head_of(*date.span)
            if head is not None:
                self._by_sentence.setdefault(head.sentence.index, []).append(_Dated(date, head, governor(head)))

    def of(self, m: EventMention, status: Status) -> Date | None:
        """Return the date that a deed's own clause gives, else that of the heading over it."""
        deed = _Deed(m, status.value, anchors(m), list(m.trigger.ancestors()))
        options = self._by_sentence.get(m.sentence.index, ())
        told = status.value in (*_TOLD, "denied")
        far = self._distances.get(m.sentence.index, ()) if told else ()
        reckoned = next((date for one in far if (date := _reckoned(one, deed, options))), None)
        if reckoned is not None:
            return reckoned
        best: tuple[float, Date, bool] | None = None
        for dated in options:
            date = dated.record
            if dated.governor.i not in deed.anchors and _since_above(dated.governor, deed):
                score, reported, date = 3.0, False, self._since(date)
            else:
                score, reported = _tie(dated, deed, alone=len(options) == 1)
            if score > 0 and (best is None or score > best[0]):
                best = (score, date, reported)
        if best is None:
            return self._heading(m.sentence) if told else None
        _, date, reported = best
        if not reported:
            return date
        if date.date_end is None or not told:
            return None
        return msgspec.structs.replace(date, date_start=None, date_precision="open", rule=f"{date.rule}+reported")

    def _measure(self, span: Span) -> None:
        """Keep how far apart "a day after" says that two clauses are."""
        match = _DAYS_APART.fullmatch(self._parsed.text[slice(*span)].lower())
        words = self._parsed.words_in(*span)
        count = number(match["count"]) if match else None
        unit = next((w for w in words if w.lemma in ("day", "week")), None)
        if match and count is not None and unit is not None:
            days = count * (7 if match["unit"] == "week" else 1)
            away = _Distance(unit, words[-1], -days if match["side"] == "after" else days)
            self._distances.setdefault(unit.sentence.index, []).append(away)

    def near(self, sentence: Sentence, anchor: Word, head: Word) -> Date | None:
        """Return the date that hangs on a word that is no deed (a figure, an agreement, a tie) or on its clause."""
        chain = [anchor, *anchor.ancestors()]
        own = {anchor.i, head.i}
        best: tuple[float, Date] | None = None
        for dated in self._by_sentence.get(sentence.index, ()):
            above, date, score = dated.governor, dated.record, 0.0
            if above.i not in own and is_since(above) and above.head in chain:
                score, date = 3.0, self._since(date)
            elif above.i in own or any(w.i in own for w in dated.head.ancestors()):
                score = 4.0
            elif above in chain and not (is_verb(above) and above.lemma in SPEECH_VERBS):
                score = 2.5 - 0.2 * chain.index(above)
            elif dated.head.i <= sentence.words[0].i + 4:
                score = 1.0
            if score > 0 and (best is None or score > best[0]):
                best = (score, date)
        return best[1] if best else None

    def _heading(self, sentence: Sentence) -> Date | None:
        """Return the day that a heading or label over a sentence gives ("SATURDAY 4 JUNE"), marked as inferred."""
        for index in range(sentence.index, max(-1, sentence.index - _HEADING_SENTENCES), -1):
            above = self._parsed.sentences[index]
            if above.kind not in ("title", "label") or (above is sentence and above.kind == "title"):
                continue
            dated = self._by_sentence.get(index, ())
            if len(dated) != 1 or dated[0].record.span is None or above.paragraph < 2:
                continue
            if dated[0].record.date_end == self._report_date and above.paragraph < _BYLINE_PARAGRAPHS:
                continue  # the line that says when the report was published
            start, end = dated[0].record.span
            own_label = above.kind == "label" and above is sentence.label
            if end - start >= _HEADING_SHARE * (above.end_char - above.start_char) or (
                own_label and "(" not in self._parsed.text[above.start_char : above.end_char]
            ):
                return msgspec.structs.replace(dated[0].record, inferred=True)
        return None

    def _since(self, date: Date) -> Date:
        """Return the time from a date to the report's date ("since the campaign began late last year")."""
        return msgspec.structs.replace(date, date_end=self._report_date, date_precision="open", rule=f"{date.rule}+since")


def _reckoned(far: _Distance, deed: _Deed, options: Sequence[_Dated]) -> Date | None:
    """Return the day of a deed from that of the clause above: "they left on Sunday, a day after a shell hit the hospital"."""
    trigger = deed.mention.trigger
    below = [trigger, *deed.chain]
    clause = far.unit.head
    if trigger.i < far.side.i:
        return None
    if clause in below and clause.dep == "advcl" and (far.side.head is clause or far.side.head is far.unit):
        above = clause.head
    elif far.side in below:
        above = far.side.head if clause is far.side else clause
    else:
        return None
    days = [d.record for d in options if d.governor is above and d.record.date_start is not None]
    own = any(d.governor.i in deed.anchors and d.governor is not above for d in options)
    if own or len(days) != 1 or days[0].date_start != days[0].date_end or days[0].date_start is None or days[0].span is None:
        return None
    day = days[0].date_start + datetime.timedelta(days=far.days)
    return msgspec.structs.replace(days[0], date_start=day, date_end=day, timex=day.isoformat(), rule=f"{days[0].rule}+offset")


def _since_above(verb: Word, deed: _Deed) -> bool:
    return is_since(verb) and (verb.head.i in deed.anchors or verb.head in deed.chain)


def _tie(dated: _Dated, deed: _Deed, *, alone: bool) -> tuple[float, bool]:
    """Return how strongly a date is tied to a deed, 0 where it is not, and whether it only says when the deed was told."""
    above, m = dated.governor, deed.mention
    if above is not m.trigger and above.lemma in _RISING and any(c.dep == "nsubj" and c.lemma in _TOLLS for c in above.children):
        return 1.0, True  # "the toll of the attack rose on Monday"
    if above.i in deed.anchors:
        return 5.0, False
    if above in deed.chain:
        if is_verb(above) and above.lemma in SPEECH_VERBS and m.event_type not in WORD_ACTS:
            before_speaker = not any(c.dep == "nsubj" and c.i < dated.head.i for c in above.children)
            return (1.2 if dated.head.i < above.i and dated.head.i <= deed.first + 4 and before_speaker else 1.0), True
        return _tie_above(above, deed)
    if dated.head.i <= deed.first + 5 and above.dep in ("ROOT", "ccomp"):
        return 1.5, False
    if is_verb(above) and above.dep == "conj" and above.head.i in deed.anchors and above.i > m.trigger.i:
        return 0.0, False
    if above.dep in ("advcl", "acl", "relcl") and above.head.i in deed.anchors and above.lemma in ("kill", "leave", "wound", "injure"):
        return 2.0, False
    if above.dep == "acl" and above.tag == "VBG" and above.head.head.i in deed.anchors:
        return 2.0, False  # "hit a bus carrying children on Thursday"
    finite = sum(is_verb(w) and w.tag in ("VBD", "VBZ", "VBP") for w in m.sentence.words)
    return (1.0 if alone and finite <= 1 else 0.0), False


def _tie_above(above: Word, deed: _Deed) -> tuple[float, bool]:
    """Score a date of a clause above the deed: the more clauses between, the weaker."""
    trigger = deed.mention.trigger
    steps = deed.chain.index(above)
    score, reported = 3.5 - 0.3 * steps, False
    if deed.status not in _TOLD and is_verb(trigger) and above is not deed.mention.clause:
        if deed.status != "denied" or above.lemma not in SPEECH_VERBS | {"deny", "reject", "dismiss"}:
            return 0.0, False  # the day of the vow, not of what is vowed
        score, reported = 1.0, True
    between = {w.dep for w in [trigger, *deed.chain[:steps]]}
    return score - 1.5 * ("ccomp" in between) - 1.0 * bool(between & {"relcl", "acl"}), reported

"""Expressions of time in; dated records out, reckoned from the report's date or from the date just told.

The resolver walks the text in order and keeps what it has told. With no report date, and nothing told, a relative expression stays open.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ebla.reading.dates import calendars, intervals
from ebla.reading.dates.expressions import Expression, Source, leans_on_noun
from ebla.reading.dates.holidays import holiday
from ebla.reading.dates.intervals import DAY, Interval, Period
from ebla.reading.dates.tense import Tense, governing_verb, has_perfect, tells_present, tense_of
from ebla.records.date import Date, TimexType

_REPORTING = frozenset("say tell report announce state add claim confirm note write declare acknowledge estimate quote post warn record".split())
_UNIT_CODE = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "D", "week": "W", "weekend": "WE", "fortnight": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "generation": "GE"}
_SYNONYMS = ({"truce", "ceasefire", "cease-fire", "armistice"}, {"attack", "assault", "raid", "strike", "airstrike", "bombing", "bombardment", "explosion", "blast", "shelling"}, {"deal", "agreement", "accord"})


@dataclass(slots=True)
class Told:
    """A date that the text has told, for the expressions that follow it."""

    period: Period
    sentence: int
    paragraph: int
    aside: bool
    with_year: bool


@dataclass(slots=True)
class Read:
    """What an expression was read as, before bounds and clipping."""

    rule: str
    timex: str
    period: Period | None = None
    interval: Interval | None = None
    anchor: str | None = None
    timex_type: TimexType = "DATE"
    with_year: bool = False
    clip: bool = True


class Resolver:
    """Reads one report's expressions in text order."""

    def __init__(self, source: Source, report_date: datetime.date | None) -> None:
        self.source = source
        self.parsed = source.parsed
        self.today = report_date
        self.told: list[Told] = []
        self.day_first: bool | None = None

    # --- the walk ---------------------------------------------------------------------------------------------------

    def read(self, e: Expression) -> Date | None:
        """Return the record of an expression, or None where the calendar has no such day."""
        sentence = self.parsed.sentence_at(e.start)
        place = (sentence.index, sentence.paragraph) if sentence else (-1, -1)
        tense = tense_of(self.parsed, e.start, e.end)
        if e.bound in ("until", "by") and tells_present(self.parsed, e.start, e.end):
            tense = "future"
        if e.bound == "before" and e.kind in ("holiday", "weekday") and re.match(r"ahead", self.source.low[e.start : e.end]):
            tense = "future"
        read = self._read(e, tense, place)
        if read is None:
            return None
        if e.name == "overnight" and e.kind != "range" and read.period:
            read = replace(read, period=read.period._replace(end=read.period.start + DAY), rule="overnight")
        if e.clock and e.kind != "clock" and read.period and read.period.unit == "day" and e.kind != "dayrel":
            read = replace(read, timex=read.period.start.isoformat() + e.clock, timex_type="TIME")
        elif e.clock and e.kind == "dayrel" and read.period:
            read = replace(read, timex=read.period.start.isoformat() + e.clock, timex_type="TIME")
        if read.period and e.part and e.part not in ("eve", "earlier", "later", "so far"):
            period = intervals.part(read.period, e.part)
            read = replace(read, period=period, timex=period.timex if read.timex == read.period.timex else read.timex, rule=f"{read.rule}/{e.part}")
        self._remember(e, read, place)
        return self._record(e, read, tense)

    def _remember(self, e: Expression, read: Read, place: tuple[int, int]) -> None:
        if read.period is None or read.timex_type in ("DURATION", "SET"):
            return
        verb = governing_verb(self.parsed.head_of(e.start, e.end))
        aside = (verb is not None and verb.lemma in _REPORTING) or e.name == "named" or leans_on_noun(self.source, e)
        self.told.append(Told(read.period, *place, aside, read.with_year))

    def _record(self, e: Expression, read: Read, tense: Tense) -> Date:
        start, end = read.interval or ((read.period.start, read.period.end) if read.period else (None, None))
        rule = read.rule
        today = self.today
        if read.period and e.bound and e.bound != "about":
            rule = f"{rule}/{e.bound}"
            start, end = self._bounded(e.bound, read.period, tense)
        elif read.clip and today and tense == "past" and start and end and start <= today < end:
            end = today
        timex_type = read.timex_type
        return Date(
            text=self.parsed.text[e.start : e.end], span=(e.start, e.end), date_start=start, date_end=end,
            date_precision=intervals.precision(start, end), timex=read.timex, timex_type=timex_type, anchor=read.anchor, rule=rule,
        )  # fmt: skip

    def _bounded(self, bound: str, period: Period, tense: Tense) -> Interval:
        today = self.today
        if bound == "since":
            return Interval(period.start, today if today and today >= period.start else None)
        if bound == "starting":
            return Interval(period.start, today if tense == "past" and today and today >= period.start else None)
        if bound in ("by", "until"):
            return Interval(None, period.end)
        if bound == "before":
            return Interval(None, period.start - DAY)
        first = period.end + DAY
        if tense == "past" and today:
            return Interval(first, today) if first <= today else Interval(period.start, today) if period.start <= today else Interval(first, None)
        return Interval(first, None)

    # --- expressions ------------------------------------------------------------------------------------------------

    def _read(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        method = getattr(self, f"_{e.kind}")
        return method(e, tense, place)  # type: ignore[no-any-return]

    def _relative(self, rule: str, period: Period | None, open_timex: str, timex_type: TimexType = "DATE", timex: str | None = None, anchor: str = "report_date") -> Read:
        if period is None:
            return Read(rule, open_timex, timex_type=timex_type)
        return Read(rule, timex or period.timex, period, anchor=anchor, timex_type=timex_type)

    def _date(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.day is not None
        if e.year is not None and e.month is not None:
            found = intervals.safe_date(e.year, e.month, e.day)
            return Read("named_day" if e.name else "date", found.isoformat(), intervals.day(found), with_year=True) if found else None
        if e.month is None:
            return self._day_of_month(e, tense)
        if e.relation and e.relation.endswith("year"):
            base = self._year_of(e.relation)
            found = intervals.safe_date(base, e.month, e.day) if base else None
            return self._relative("date_of_year", intervals.day(found) if found else None, f"XXXX-{e.month:02d}-{e.day:02d}")
        return self._partial(e, tense, place)

    def _partial(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        month, day = e.month or 1, e.day
        open_timex = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        if intervals.safe_date(2000, month, day or 1) is None:
            return None

        def in_year(number: int) -> Period | None:
            if day is None:
                return intervals.month(number, month)
            found = intervals.safe_date(number, month, day)
            return intervals.day(found) if found else None

        rule = "partial_date" if day else "month"
        told = self._narrative_year(place, in_year)
        if told and tense == "past" and not e.bound == "since":
            first = told.period.start.year
            for number in (first, first + 1) if self.today else (first,):
                period = in_year(number)
                if period and period.end >= told.period.start and (self.today is None or period.start <= self.today):
                    return Read(rule + "_in_narrative", period.timex, period, anchor="narrative", with_year=True)
        if self.today is None:
            return Read(rule, open_timex)
        candidates = [p for n in range(self.today.year - 8, self.today.year + 9) if (p := in_year(n))]
        if e.weekday is not None:
            matching = [p for p in candidates if p.start.weekday() == e.weekday]
            candidates = matching or candidates
        return self._relative(rule, self._nearest(candidates, tense), open_timex)

    def _nearest(self, candidates: list[Period], tense: Tense) -> Period | None:
        today = self.today
        if today is None:
            return None
        before = next((p for p in reversed(candidates) if p.start <= today), None)
        after = next((p for p in candidates if p.end >= today), None)
        if tense == "future":
            return after
        if before and after and after.end - after.start < 6 * DAY and (today - before.start).days > 300 and (after.start - today).days <= 45:
            return after  # nobody names a day of eleven months ago without its year
        return before

    def _narrative_year(self, place: tuple[int, int], in_year: Callable[[int], Period | None]) -> Told | None:
        for told in reversed(self.told):
            if place[0] - told.sentence > 2 or (told.paragraph != place[1] and place[0] - told.sentence > 1):
                return None
            if told.with_year:
                if self.today is None and told.sentence == 0 and told.period.unit == "day" and place[0] > 0:
                    return None  # a dateline is no narrative
                if self.today is None:
                    return told
                if (self.today - told.period.start).days < 300:
                    return None
                usual = self._nearest([p for n in range(self.today.year - 1, self.today.year + 1) if (p := in_year(n))], "past")
                recent = usual is not None and (self.today - usual.start).days < 100
                return None if recent and told.period.unit not in ("day", "month") else told
            if told.period.unit in ("day", "week", "month"):
                return None
        return None

    def _day_of_month(self, e: Expression, tense: Tense) -> Read | None:
        today, day = self.today, e.day or 1
        if today is None:
            return Read("day_of_month", f"XXXX-XX-{day:02d}")
        candidates = []
        for shift in range(-4, 5):
            month = intervals.month(today.year, today.month + shift)
            found = intervals.safe_date(month.start.year, month.start.month, day)
            if found:
                candidates.append(intervals.day(found))
        return self._relative("day_of_month", self._nearest(candidates, tense), f"XXXX-XX-{day:02d}")

    def _slash(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.year and e.month and e.day
        first = datetime.date(e.year, e.month, e.day)
        other = datetime.date(e.year, e.day, e.month)
        chosen = first
        if self._day_first() is False:
            chosen = other
        elif self._day_first() is None and self.today:
            near, far = abs((first - self.today).days), abs((other - self.today).days)
            if (tense == "past" and first > self.today >= other) or (far <= 10 < near):
                chosen = other
        return Read("numeric_date", chosen.isoformat(), intervals.day(chosen), with_year=True)

    def _day_first(self) -> bool | None:
        if self.day_first is None:
            for match in re.finditer(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)(?![\d/])", self.source.low):
                if int(match[1]) > 12:
                    self.day_first = True
                elif int(match[2]) > 12:
                    self.day_first = False
        return self.day_first

    def _month(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.month is not None
        if e.year is not None:
            period = intervals.month(e.year, e.month)
            return Read("month_year", period.timex, period, with_year=True)
        open_timex = f"XXXX-{e.month:02d}"
        if e.relation is None:
            return self._partial(e, tense, place)
        today = self.today
        if e.relation.endswith("year"):
            base = self._year_of(e.relation)
            return self._relative("month_of_year", intervals.month(base, e.month) if base else None, open_timex)
        if today is None:
            return Read("month_relative", open_timex)
        if e.relation in ("last", "this past"):
            base = today.year if e.month < today.month else today.year - 1
        elif e.relation == "this":
            base = today.year
        else:
            base = today.year if e.month > today.month else today.year + 1
        return self._relative("month_relative", intervals.month(base, e.month), open_timex)

    def _year_of(self, relation: str) -> int | None:
        if relation.split()[0] in ("the", "that") and relation not in ("the last year",):
            told = self._last_told(("day", "week", "month", "year", "season", "quarter", "span"))
            if told is None:
                return None
            return told.period.start.year + {"the previous year": -1, "the following year": 1}.get(relation, 0)
        if self.today is None:
            return None
        return self.today.year + {"last year": -1, "next year": 1}.get(relation, 0)

    def _year(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.year is not None
        period = intervals.year(e.year)
        return Read("year", period.timex, period, with_year=True)

    def _years(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.year is not None and e.count is not None
        period = intervals.years(e.year, e.count)
        return Read("years", period.timex, period, with_year=True)

    def _weekday(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.weekday is not None
        today, relation = self.today, e.relation or ""
        open_timex = f"XXXX-WXX-{e.weekday + 1}"
        if relation in ("the following", "the next", "the previous", "that", "following") or (relation.startswith(("the ", "that")) and relation.endswith("week")):
            told = self._last_told(("day", "week"))
            if told is None:
                return Read("weekday", open_timex)
            step = -1 if "previous" in relation else 1
            if relation.endswith("week"):
                found = intervals.week(told.period.start + 7 * (0 if "same" in relation or relation.startswith("that") else step) * DAY).start + e.weekday * DAY
            else:
                base = told.period.end if step > 0 else told.period.start
                found = base if relation == "that" and base.weekday() == e.weekday else base + step * DAY
                while found.weekday() != e.weekday:
                    found += step * DAY
            return self._relative("weekday_narrative", intervals.day(found), open_timex, anchor="narrative")
        if today is None:
            return Read("weekday", open_timex)
        back = (today.weekday() - e.weekday) % 7
        ahead = (e.weekday - today.weekday()) % 7
        if relation.endswith("week"):
            found = intervals.week(today + {"last week": -7, "next week": 7}.get(relation, 0) * DAY).start + e.weekday * DAY
        elif relation == "ago":
            found = today - (back + 7 * (e.count or 1)) * DAY
        elif relation in ("last", "past", "this past"):
            found = today - (back or 7) * DAY
        elif relation in ("next", "coming", "the coming", "this coming"):
            found = today + (ahead or 7) * DAY
        elif tense == "future":
            found = today + ahead * DAY
        else:
            found = today - back * DAY
        return self._relative("weekday", intervals.day(found), open_timex)

    def _dayrel(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        word = e.relation or ""
        shift, ending = {
            "yesterday": (-1, ""), "today": (0, ""), "this very day": (0, ""), "tomorrow": (1, ""), "the day before yesterday": (-2, ""), "the day after tomorrow": (2, ""),
            "tonight": (0, "TNI"), "last night": (-1, "TNI"), "the night before last": (-2, "TNI"), "overnight": (-1, "TNI"),
            "this morning": (0, "TMO"), "this afternoon": (0, "TAF"), "this evening": (0, "TEV"),
        }[word]  # fmt: skip
        kind: TimexType = "TIME" if ending else "DATE"
        if word == "overnight":
            told = self._last_told(("day",))
            same = told is not None and told.paragraph == place[1] and (self.today is None or told.period.start < self.today - DAY) and not told.aside
            first = told.period.start if told and same else self.today - DAY if self.today and tense == "past" else self.today
            if first is None:
                return Read(word, "XXXX-XX-XXTNI", timex_type="TIME")
            period = Period(first, first + DAY, "day", first.isoformat() + "TNI")
            return Read(word, period.timex, period, anchor="narrative" if same else "report_date", timex_type="TIME")
        if self.today is None:
            return Read("relative_day", "XXXX-XX-XX" + ending, timex_type=kind)
        found = self.today + shift * DAY
        return self._relative("relative_day", intervals.day(found, found.isoformat() + ending), "", kind)

    def _last_told(self, units: tuple[str, ...]) -> Told | None:
        recent = [t for t in self.told[-6:] if t.period.unit in units]
        if not recent:
            return None
        plain = [t for t in recent if not t.aside]
        return plain[-1] if plain else recent[-1]

    def _unitref(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        relation, unit = e.relation or "", e.unit or "day"
        open_timex = {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(unit, "XXXX")
        narrative = relation in ("the following", "the next", "following", "the previous", "the preceding", "previous", "the same", "that", "that same", "the prior")
        base = self.today
        anchor = "report_date"
        if narrative:
            told = self._last_told(("day", "week", "weekend", "month", "quarter", "season", "year", "span"))
            forward = "next" in relation or "following" in relation
            if told is None:
                if relation in ("the previous", "the preceding", "previous", "the prior") and base:
                    anchor = "report_date"
                else:
                    return Read(f"{unit}_narrative", open_timex)
            else:
                base, anchor = (told.period.end if forward else told.period.start), "narrative"
        if base is None:
            return Read(unit, open_timex)
        step = -1 if relation in ("last", "this past", "the past", "the last", "the previous", "the preceding", "previous", "the prior") else 1 if ("next" in relation or "coming" in relation or "following" in relation) else 0
        if relation in ("the past", "the last") or (relation == "this past" and unit in ("month", "year")):
            return self._window(replace(e, count=1, relation="the past"), tense, place)
        period = self._unit_at(unit, base, step)
        if unit == "weekend" and step == 0 and tense == "past" and period.start > base:
            period = intervals.weekend(base - 7 * DAY)
        read = self._relative(f"{'this' if step == 0 else 'last' if step < 0 else 'next'}_{unit}" + ("_narrative" if anchor == "narrative" else ""), period, open_timex, anchor=anchor)
        if e.part and self.today and anchor == "report_date":
            if e.part in ("earlier", "so far") and step == 0:
                read.interval = Interval(period.start, min(self.today, period.end))
            elif e.part == "later" and step == 0:
                read.interval = Interval(max(self.today, period.start), period.end)
                read.clip = tense == "past"
        return read

    def _unit_at(self, unit: str, base: datetime.date, step: int) -> Period:
        if unit == "week":
            return intervals.week(base + 7 * step * DAY)
        if unit == "weekend":
            return intervals.weekend(base + 7 * step * DAY)
        if unit == "fortnight":
            start = intervals.week(base).start + 14 * step * DAY
            return Period(start, start + 13 * DAY, "span", "P2W")
        if unit == "month":
            return intervals.month(base.year, base.month + step)
        if unit == "quarter":
            index = base.year * 4 + (base.month - 1) // 3 + step
            return intervals.quarter(index // 4, index % 4 + 1)
        if unit == "decade":
            return intervals.decade(base.year // 10 * 10 + 10 * step)
        if unit == "century":
            return intervals.century((base.year - 1) // 100 + 1 + step)
        if unit == "year":
            return intervals.year(base.year + step)
        return intervals.day(base + step * DAY)

    def _narrday(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        unit, relation = e.unit or "day", e.relation or ""
        ending = {"night": "TNI", "morning": "TMO", "evening": "TEV", "afternoon": "TAF"}.get(unit, "")
        kind: TimexType = "TIME" if ending else "DATE"
        told = self._last_told(("day",))
        if told is None:
            return Read("narrative_day", "XXXX-XX-XX" + ending, timex_type=kind)
        step = 1 if ("next" in relation or "following" in relation) else -1 if ("previous" in relation or "preceding" in relation) else 0
        if step > 0 and unit in ("night", "evening") and "next" not in relation and "following" not in relation:
            step = 0
        base = told.period.end if step > 0 else told.period.start
        found = base + step * DAY
        return self._relative("narrative_day", intervals.day(found, found.isoformat() + ending), "", kind, anchor="narrative")

    def _offset(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        relation, unit = e.relation or "ago", e.unit or "day"
        ago = relation in ("ago", "hence", "from now")
        sign = -1 if relation in ("ago", "earlier", "before", "previously", "prior", "beforehand") else 1
        anchor_period: Period | None = intervals.day(self.today) if self.today and ago else None
        anchor = "report_date"
        if e.second is not None:
            inner = self._read(e.second, tense, place)
            anchor_period, anchor = (inner.period if inner else None), (inner.anchor if inner and inner.anchor else "")
        elif not ago:
            event = self._event_anchor(e) if relation in ("after", "before") else None
            told = event if event is not None else None if self._follows_event(e) else self._last_told(("day", "week", "month", "year", "season", "span", "quarter"))
            anchor_period, anchor = (told.period if told else None), "narrative"
        rule = "ago" if ago else "offset"
        if anchor_period is None:
            return Read(rule, "XXXX-XX-XX" if e.count else ("PAST_REF" if sign < 0 or tense == "past" else "FUTURE_REF"))
        base = anchor_period.start if sign < 0 else anchor_period.end
        if e.count is None:
            if ago:
                interval = Interval(None, base) if sign < 0 else Interval(base, None)
            elif sign < 0:
                interval = Interval(None, base)
            elif unit in ("hour", "minute", "second"):
                return self._relative(rule, anchor_period, "", anchor=anchor)
            else:
                interval = Interval(base, self.today if self.today and self.today >= base and tense == "past" else None)
            return Read(rule, "PAST_REF" if sign < 0 or tense == "past" else "FUTURE_REF", interval=interval, anchor=anchor or None, clip=False)
        period = self._moved(anchor_period, base, unit, sign * e.count)
        if period and not ago and e.second is None and tense == "past" and self.today and period.start > self.today:
            return Read(rule, "XXXX-XX-XX")
        return Read(rule, period.timex, period, anchor=anchor or None) if period else None

    def _moved(self, from_period: Period, base: datetime.date, unit: str, count: int) -> Period | None:
        try:
            if unit in ("hour", "minute", "second"):
                days = abs(count) // 24 if unit == "hour" else 0
                return intervals.day(base + (days if count > 0 else -days) * DAY)
            if unit in ("day", "night"):
                return intervals.day(base + count * DAY) if from_period.unit in ("day", "span", "week") else None
            if unit == "fortnight":
                return intervals.week(base + 14 * count * DAY)
            if unit == "week":
                return intervals.week(base + 7 * count * DAY)
            if unit == "weekend":
                return intervals.weekend(base + 7 * count * DAY)
            if unit == "month":
                return intervals.month(base.year, base.month + count)
            return intervals.year(base.year + count * {"decade": 10, "century": 100, "generation": 30}.get(unit, 1))
        except (ValueError, OverflowError):
            return None

    def _follows_event(self, e: Expression) -> bool:
        return bool(re.match(r"\s(?!and\b|but\b|when\b)[a-z]", self.source.low[e.end : e.end + 6])) and (e.relation in ("after", "before"))

    def _event_anchor(self, e: Expression) -> Told | None:
        if not self._follows_event(e):
            return None
        words = [w for w in self.parsed.words_in(e.end, e.end + 60) if w.pos in ("NOUN", "VERB", "PROPN", "PUNCT")]
        lemmas: list[str] = []
        for w in words:
            if w.pos == "PUNCT" and w.text in ",.;":
                break
            if w.pos in ("NOUN", "VERB") and w.dep not in ("compound", "amod"):
                lemmas.append(w.lemma)
                break
        for lemma in lemmas:
            group = next((s for s in _SYNONYMS if lemma in s), {lemma})
            here = self.parsed.sentence_at(e.start)
            for told in self.told:
                if told.sentence < 0 or told.period.unit not in ("day", "week", "month", "year"):
                    continue
                sentence = self.parsed.sentences[told.sentence]
                if sentence is not here and any(w.lemma in group for w in sentence.words):
                    return told
        return None

    def _inunits(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        unit, count = e.unit or "day", e.count
        timex = self._duration_timex(count, unit)
        forward = tense == "future" or "time" in self.source.low[e.start : e.end].split()
        if self.today is None or not forward or count is None:
            return Read("duration", timex, timex_type="DURATION")
        if e.relation == "within":
            end = self._last_day(unit, count)
            return Read("within", timex, interval=Interval(self.today, end), anchor="report_date", timex_type="DURATION", clip=False)
        period = self._moved(intervals.day(self.today), self.today, unit, count)
        return self._relative("in_units", period, timex)

    def _last_day(self, unit: str, count: int) -> datetime.date:
        assert self.today is not None
        if unit in ("hour", "minute", "second"):
            return self.today + (-(-count // 24) if unit == "hour" else 0) * DAY
        if unit in ("day", "night", "week", "fortnight"):
            return self.today + (count * {"week": 7, "fortnight": 14}.get(unit, 1) - 1) * DAY
        return intervals.shift_months(self.today, count * {"month": 1, "year": 12, "decade": 120}.get(unit, 12)) - DAY

    def _window(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        unit, relation = e.unit or "day", e.relation or ""
        forward = relation.split()[-1] in ("next", "coming")
        timex = self._duration_timex(e.count, unit)
        if self.today is None or "previous" in relation or "preceding" in relation:
            return Read("window", timex, timex_type="DURATION")
        if e.count is None:
            interval = Interval(self.today, None) if forward else Interval(None, self.today)
            return Read("window", timex, interval=interval, anchor="report_date", timex_type="DURATION", clip=False)
        if forward:
            return Read("window", timex, interval=Interval(self.today, self._last_day(unit, e.count)), anchor="report_date", timex_type="DURATION", clip=False)
        if unit in ("hour", "minute", "second"):
            start = self.today - (-(-e.count // 24) if unit == "hour" else 0) * DAY
        elif unit in ("day", "night", "week"):
            start = self.today - (e.count * (7 if unit == "week" else 1) - 1) * DAY
        else:
            start = intervals.shift_months(self.today, -e.count * {"month": 1, "year": 12}.get(unit, 120)) + DAY
        return Read("window", timex, interval=Interval(start, self.today), anchor="report_date", timex_type="DURATION", clip=False)

    @staticmethod
    def _duration_timex(count: int | None, unit: str) -> str:
        code = _UNIT_CODE.get(unit.removeprefix("half-"), "D")
        if unit.startswith("half-"):
            return {"half-hour": "PT30M", "half-day": "PT12H", "half-year": "P6M", "half-decade": "P5Y", "half-century": "P50Y"}[unit]
        amount = "X" if count is None else str(count * 2 if unit == "fortnight" else count)
        if code.startswith("T"):
            return f"PT{amount}{code[1]}"
        if code in ("DE", "CE") and count is not None:
            return f"P{count * (10 if code == 'DE' else 100)}Y"
        return f"P{amount}{code}"

    def _vague(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        word = e.relation or ""
        present = word in ("now", "currently", "at present", "presently", "at the moment", "nowadays", "these days")
        timex = "PRESENT_REF" if present or word in ("so far", "to date", "thus far", "until now", "up to now") else "PAST_REF"
        if self.today is None or tense == "future":
            return Read("vague", timex)
        start = self.today if present and not has_perfect(self.parsed, e.start, e.end) else None
        return Read("vague", timex, interval=Interval(start, self.today), anchor="report_date", clip=False)

    def _duration(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        return Read("duration", self._duration_timex(e.count, e.unit or "day"), timex_type="DURATION")

    def _running(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        count, unit = e.count or 1, e.unit or "day"
        timex = self._duration_timex(count, unit)
        here = [t for t in self.told if t.sentence == place[0] and t.period.unit == "day"]
        last = here[-1].period.end if here else self.today
        if last is None:
            return Read("running", timex, timex_type="DURATION")
        anchor = "narrative" if here else "report_date"
        if unit in ("day", "night"):
            start = last - (count - 1) * DAY
        elif unit == "week":
            start = intervals.week(last - 7 * (count - 1) * DAY).start
        elif unit == "month":
            start = intervals.month(last.year, last.month - count + 1).start
        else:
            start = datetime.date(last.year - count + 1, 1, 1)
        return Read("running", timex, interval=Interval(start, last), anchor=anchor, timex_type="DURATION", clip=False)

    def _set(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        if e.weekday is not None:
            return Read("set", f"XXXX-WXX-{e.weekday + 1}", timex_type="SET")
        word = e.name or ""
        if word:
            unit = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "hourly": "hour", "yearly": "year", "annually": "year", "fortnightly": "fortnight"}.get(word)
            last = word.split()[-1]
            unit = unit or {"daily": "day", "weekly": "week", "monthly": "month"}.get(last) or (last if last in _UNIT_CODE else "week")
            return Read("set", self._duration_timex(1, unit), timex_type="SET")
        unit = {"morning": "day", "evening": "day", "weekend": "week"}.get(e.unit or "day", e.unit or "day")
        return Read("set", self._duration_timex(e.count or 1, unit), timex_type="SET")

    def _season(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.name is not None
        if e.year is not None:
            period = intervals.season(e.year, e.name)
            return Read("season_year", period.timex, period, with_year=True)
        today, relation = self.today, e.relation or ""
        if relation.startswith(("the ", "that")) and "coming" not in relation:
            told = self._last_told(("day", "week", "month", "year", "season", "span"))
            if told is None:
                return Read("season", f"XXXX-{e.name}")
            base = told.period.end
            candidates = [intervals.season(n, e.name) for n in range(base.year - 1, base.year + 2)]
            period = next((p for p in candidates if (p.start > base or relation in ("the same", "that")) and p.end >= base), candidates[-1])
            return self._relative("season_narrative", period, "", anchor="narrative")
        if today is None:
            return Read("season", f"XXXX-{e.name}")
        candidates = [intervals.season(n, e.name) for n in range(today.year - 2, today.year + 3)]
        if relation in ("last", "this past"):
            period = next(p for p in reversed(candidates) if p.end < today)
        elif "next" in relation or "coming" in relation:
            period = next(p for p in candidates if p.start > today)
        else:
            period = next(p for p in candidates if p.end >= today) if tense == "future" else next(p for p in reversed(candidates) if p.start <= today)
        return self._relative("season", period, "")

    def _decade(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        period = intervals.decade(e.year or 0)
        return Read("decade", period.timex, period, with_year=True)

    def _century(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        if e.count is None or not 2 <= e.count <= 30:
            return None
        period = intervals.century(e.count)
        return Read("century", period.timex, period, with_year=True)

    def _subyear(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        number = e.year
        if number is None:
            if self.today is None:
                return Read("part_of_year", "XXXX")
            number = self.today.year + {"last": -1, "next": 1}.get(e.relation or "", 0)
        period = intervals.half(number, e.count or 1) if e.unit == "half" else intervals.quarter(number, e.count or 1)
        return Read("part_of_year", period.timex, period, anchor=None if e.year else "report_date", with_year=e.year is not None)

    def _holiday(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.name is not None
        if e.year is not None:
            found = list(holiday(e.name, e.year))
            period = found[0] if found else None
        elif self.today is None:
            return Read("holiday", f"XXXX-{e.name.replace(' ', '_')}")
        else:
            span = range(self.today.year - 2, self.today.year + 3)
            candidates = [p for n in span for p in holiday(e.name, n)]
            if e.relation in ("last", "this past"):
                tense = "past"
            elif e.relation in ("next", "this coming"):
                tense = "future"
            if e.relation == "last":
                period = next((p for p in reversed(candidates) if p.end < self.today), None)
            else:
                period = self._nearest(candidates, tense)
        if period is None:
            return None
        if e.part == "eve":
            period = intervals.day(period.start - DAY)
        elif e.day:
            period = intervals.day(period.start + (e.day - 1) * DAY)
        timex = period.end.isoformat() if period.unit == "span" and (period.end - period.start).days == 1 else period.timex
        return Read("holiday", timex, period, anchor=None if e.year else "report_date", with_year=e.year is not None)

    def _calendar(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.year and e.month and e.day
        convert = {"hijri": calendars.from_hijri, "persian": calendars.from_persian, "ethiopian": calendars.from_ethiopian}[e.name or "hijri"]
        found = convert(e.year, e.month, e.day)
        return Read(f"{e.name}_date", found.isoformat(), intervals.day(found), with_year=True) if found else None

    def _clock(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        told = self._last_told(("day",))
        if told is None or told.paragraph != place[1] or place[0] - told.sentence > 1:
            return Read("clock", f"XXXX-XX-XX{e.clock}", timex_type="TIME")
        found = told.period.start
        return self._relative("clock", intervals.day(found, found.isoformat() + (e.clock or "")), "", "TIME", anchor="narrative")

    def _range(self, e: Expression, tense: Tense, place: tuple[int, int]) -> Read | None:
        assert e.first is not None and e.second is not None
        one, two = self._ends(e.first, e.second, tense, place)
        if one is None or two is None or one.period is None or two.period is None:
            return Read("range", "/".join(r.timex for r in (one, two) if r)) if one and two else None
        if one.period.start > two.period.end:
            return None
        timex = f"{one.timex}/{two.timex}"
        period = Period(one.period.start, two.period.end, "span" if one.period.unit != "day" else "day", timex)
        return Read("range", timex, period, anchor=one.anchor, with_year=one.with_year)

    def _ends(self, a: Expression, b: Expression, tense: Tense, place: tuple[int, int]) -> tuple[Read | None, Read | None]:
        if tense == "past":
            two = self._parted(b, self._read(b, tense, place))
            if two and two.period and self.today:
                keep, self.today = self.today, two.period.end if two.period.end < self.today or a.kind == "weekday" else self.today
                one = self._parted(a, self._read(a, tense, place))
                self.today = keep
                return one, two
            return self._parted(a, self._read(a, tense, place)), two
        one = self._parted(a, self._read(a, tense, place))
        if one and one.period and self.today:
            keep, self.today = self.today, one.period.start
            two = self._parted(b, self._read(b, tense, place))
            self.today = keep
            return one, two
        return one, self._parted(b, self._read(b, tense, place))

    @staticmethod
    def _parted(e: Expression, read: Read | None) -> Read | None:
        if read and read.period and e.part and e.part not in ("eve", "earlier", "later", "so far"):
            return replace(read, period=intervals.part(read.period, e.part))
        return read

"""What the resolver knows while it walks a report: the report's date, what has been told, and how to reckon from either."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field

from ebla.reading.dates.intervals import DAY, Interval, Period
from ebla.reading.dates.tense import Tense
from ebla.reading.dates.words import Expression, Source
from ebla.reading.parse import ParsedText
from ebla.records.date import TimexType

Place = tuple[int, int]
_SAME_MONTH_SENTENCES = 8


@dataclass(slots=True)
class Told:
    """A date that the text has told, for the expressions that follow it. `aside` is on a reporting verb or only describes a noun.

    `in_relative` stands in a relative clause ("the band that rose on 3 May 1988"): its year is not the narrative's.
    """

    period: Period
    sentence: int
    paragraph: int
    aside: bool
    with_year: bool
    in_relative: bool = False


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


@dataclass(slots=True)
class Context:
    """The state of one walk. `inner` reads an expression that stands inside another; `place` in calls is (sentence, paragraph)."""

    source: Source
    today: datetime.date | None
    told: list[Told] = field(default_factory=list)
    inner: Callable[[Expression, Tense, Place], Read | None] = lambda e, tense, place: None

    @property
    def parsed(self) -> ParsedText:
        """The parse of the text."""
        return self.source.parsed

    def relative(
        self,
        rule: str,
        period: Period | None,
        open_timex: str,
        timex_type: TimexType = "DATE",
        timex: str | None = None,
        anchor: str = "report_date",
    ) -> Read:
        """Return a reading reckoned from an anchor, or an open one where there is no period."""
        if period is None:
            return Read(rule, open_timex, timex_type=timex_type)
        return Read(rule, timex or period.timex, period, anchor=anchor, timex_type=timex_type)

    def nearest(self, candidates: list[Period], tense: Tense) -> Period | None:
        """Return the candidate nearest to the report's date, on the side that the tense tells."""
        today = self.today
        if today is None:
            return None
        before = next((p for p in reversed(candidates) if p.start <= today), None)
        after = next((p for p in candidates if p.end >= today), None)
        if tense == "future":
            return after
        if (
            before
            and after
            and after.end - after.start < 6 * DAY
            and (today - before.start).days > 300
            and (after.start - today).days <= 45
        ):
            return after  # nobody names a day of eleven months ago without its year
        return before

    def last_told(self, units: tuple[str, ...]) -> Told | None:
        """Return the date told last, of these units; a date on a reporting verb or on a noun counts only where there is no other."""
        recent = [t for t in self.told[-6:] if t.period.unit in units]
        if not recent:
            return None
        plain = [t for t in recent if not t.aside]
        return plain[-1] if plain else recent[-1]

    def narrative_year(self, place: tuple[int, int], in_year: Callable[[int], Period | None]) -> Told | None:
        """Return the dated sentence just before whose year a date without year takes, or None.

        A date within the last hundred days is the report's own news, unless the sentence before tells a day or month of another year.
        A day of the month that the text has told with its year, some sentences before, is of that year.
        """
        for told in reversed(self.told):
            if told.with_year and told.period.unit in ("day", "month") and place[0] - told.sentence <= _SAME_MONTH_SENTENCES:
                same = in_year(told.period.start.year)
                past = self.today is not None and (self.today - told.period.start).days > 180
                if past and same is not None and same.start.month == told.period.start.month and told.period.end.month == same.end.month:
                    return told
        for told in reversed(self.told):
            if place[0] - told.sentence > 2 or (told.paragraph != place[1] and place[0] - told.sentence > 1):
                return None
            if told.in_relative:
                continue
            if told.with_year:
                if self.today is None and told.sentence == 0 and told.period.unit == "day" and place[0] > 0:
                    return None  # a dateline is no narrative
                if self.today is None:
                    return told
                if (self.today - told.period.start).days < 300:
                    return None
                usual = self.nearest([p for n in range(self.today.year - 1, self.today.year + 1) if (p := in_year(n))], "past")
                recent = usual is not None and (self.today - usual.start).days < 100
                return None if recent and told.period.unit not in ("day", "month") else told
            if told.period.unit in ("day", "week", "month"):
                return None
        return None

    def year_of(self, relation: str) -> int | None:
        """Return the year that "last year", "the same year" means."""
        if relation.split()[0] in ("the", "that") and relation not in ("the last year",):
            told = self.last_told(("day", "week", "month", "year", "season", "quarter", "span"))
            if told is None:
                return None
            return told.period.start.year + {"the previous year": -1, "the following year": 1}.get(relation, 0)
        if self.today is None:
            return None
        return self.today.year + {"last year": -1, "next year": 1}.get(relation, 0)

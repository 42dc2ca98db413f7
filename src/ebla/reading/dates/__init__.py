"""Text in; dates out, each an interval with its precision, TIMEX3 value, anchor and the rule that read it.

It does not say which event a date belongs to: `binding` does. A relative date without a report date, or with nothing told
before it, stays open.
"""

from ebla.reading.dates.reader import find_dates, is_time_word, read_dates

__all__ = ["find_dates", "is_time_word", "read_dates"]

"""How two claims may agree, field by field: levels with a label, the condition in SQL and the words that explain it.

The conditions are plain SQL over the columns of `table.py` (`_l` and `_r` are the two claims), of functions that DuckDB and Spark compute
alike; the first that holds is the level. The weights of the levels stand in the weights file by label, not here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_EARTH_KM = 6371.0
_WIDE_DAYS = 10
_FRESH_DAYS = 4


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two claims compare: label, SQL condition (None for whatever is left) and the words for it."""

    label: str
    condition: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field's levels in the order in which they are tried; `unknown` is the condition under which the field says nothing."""

    name: str
    unknown: str
    levels: tuple[Level, ...]
    unknown_last: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the weights file must have."""
        return tuple(level.label for level in self.levels)


def _both(condition: str) -> str:
    return f"(({condition.replace('*', '_l')}) AND ({condition.replace('*', '_r')}))"


def _either(condition: str) -> str:
    return f"(({condition.replace('*', '_l')}) OR ({condition.replace('*', '_r')}))"


def _one_way_or_other(condition: str) -> str:
    swapped = condition.replace("_l", "_#").replace("_r", "_l").replace("_#", "_r")
    return f"(({condition}) OR ({swapped}))"


KM = (
    f"{2 * _EARTH_KM} * asin(sqrt(least(1.0, pow(sin(radians(latitude_r - latitude_l) / 2), 2) "
    "+ cos(radians(latitude_l)) * cos(radians(latitude_r)) * pow(sin(radians(longitude_r - longitude_l) / 2), 2))))"
)
_POINTS = _both("place_kind* = 'point'")
_AREAS = _both("place_kind* = 'area'")
_SHARES = "list_has_any({0}_l, {0}_r)"
_SINGLE = _both("first_day* = last_day*")
_DATED = _both("dated*")
_GAP = "greatest(lo_l, lo_r) - least(hi_l, hi_r)"
_WIDTH = "greatest(hi_l - lo_l, hi_r - lo_r)"

DATE = Comparison(
    "date",
    "NOT dated_l AND NOT dated_r AND (report_day_l IS NULL OR report_day_r IS NULL)",
    (
        Level("same_day", f"{_SINGLE} AND first_day_l = first_day_r", "the same day"),
        Level("day_apart", f"{_SINGLE} AND abs(first_day_l - first_day_r) = 1", "days that follow each other"),
        Level("few_days_apart", f"{_SINGLE} AND abs(first_day_l - first_day_r) <= 5", "days two to five apart"),
        Level("days_apart", _SINGLE, "days further apart"),
        Level(
            "within",
            f"{_DATED} AND {_one_way_or_other('lo_l >= lo_r AND hi_l <= hi_r')} AND {_WIDTH} <= {_WIDE_DAYS}",
            f"the days of one lie within those of the other, {_WIDE_DAYS} days or less",
        ),
        Level(
            "within_wide",
            f"{_DATED} AND {_one_way_or_other('lo_l >= lo_r AND hi_l <= hi_r')}",
            "the days of one lie within the longer time of the other",
        ),
        Level("overlap", f"{_DATED} AND {_GAP} <= 0", "their days overlap"),
        Level("touch", f"{_DATED} AND {_GAP} <= 1", "their days follow each other"),
        Level("apart", _DATED, "their days are apart"),
        Level(
            "undated_fresh",
            _one_way_or_other(f"dated_l AND NOT dated_r AND report_day_r BETWEEN lo_l AND hi_l + {_FRESH_DAYS}"),
            f"one has no date, but its report came {_FRESH_DAYS} days after the other's or sooner",
        ),
        Level(
            "undated_old",
            _one_way_or_other("dated_l AND NOT dated_r AND report_day_r >= lo_l"),
            "one has no date, and its report came later",
        ),
        Level(
            "undated_early",
            _one_way_or_other("dated_l AND NOT dated_r AND report_day_r < lo_l"),
            "one has no date, and its report came before the other's day",
        ),
        Level(
            "both_undated_near",
            f"NOT dated_l AND NOT dated_r AND abs(report_day_l - report_day_r) <= {_FRESH_DAYS}",
            f"neither has a date; the reports are {_FRESH_DAYS} days apart or less",
        ),
        Level("both_undated", None, "neither has a date; the reports are further apart"),
    ),
)
PLACE = Comparison(
    "place",
    _either("place_kind* IS NULL AND len(near*) = 0")
    + " OR "
    + _one_way_or_other("place_kind_l = 'vague' AND len(near_l) = 0 AND (len(place_words_r) = 0 OR place_kind_r = 'vague')")
    + " OR "
    + _both("coalesce(place_kind*, 'vague') <> 'point'"),
    (
        Level("same_place", f"{_POINTS} AND place_id_l = place_id_r", "the same place"),
        Level("within_5_km", f"{_POINTS} AND {KM} <= 5", "places 5 km apart or less"),
        Level("within_25_km", f"{_POINTS} AND {KM} <= 25", "places 25 km apart or less"),
        Level("other_place", _POINTS, "places more than 25 km apart"),
        Level("same_area", f"{_AREAS} AND place_id_l = place_id_r", "the same area"),
        Level(
            "same_words",
            f"{_both('len(place_words*) > 0')} AND list_has_all(place_words_l, place_words_r) "
            "AND list_has_all(place_words_r, place_words_l)",
            "the same words for the place",
        ),
        Level(
            "names_it",
            _one_way_or_other("place_kind_l = 'point' AND place_kind_r <> 'point' AND list_has_any(point_words_l, place_words_r)"),
            "the name of one's place is in the other's words for the place",
        ),
        Level(
            "contains",
            _one_way_or_other("place_kind_l = 'point' AND place_kind_r IN ('area', 'vague') AND list_has_any(area_words_l, place_words_r)"),
            "the name of one's area or country is in the other's words for the place",
        ),
        Level(
            "told_in_report",
            _one_way_or_other(
                "place_kind_l = 'point' AND coalesce(place_kind_r, 'vague') <> 'point' AND list_contains(near_r, place_id_l)"
            ),
            "one names no point, but its report tells of the other's place",
        ),
        Level("shared_words", _SHARES.format("place_words"), "some of the same words for the place"),
        Level("outside", None, "one names no point, and nothing ties it to the other's place"),
    ),
    unknown_last=True,
)
KIND = Comparison(
    "kind",
    _either("event_type* IS NULL"),
    (
        Level("same_mode", "event_type_l = event_type_r AND mode_l = mode_r", "the same type and mode"),
        Level("same_group", "event_type_l = event_type_r AND mode_group_l = mode_group_r", "modes that reports of one deed may differ in"),
        Level(
            "mode_unknown_both", "event_type_l = event_type_r AND mode_l IS NULL AND mode_r IS NULL", "the same type, neither with a mode"
        ),
        Level("mode_unknown", f"event_type_l = event_type_r AND ({_either('mode* IS NULL')})", "the same type, one without a mode"),
        Level("other_mode", "event_type_l = event_type_r", "the same type, other modes"),
        Level("other_type", None, "other types"),
    ),
)
ACTOR = Comparison(
    "actor",
    _either("len(actors*) = 0"),
    (
        Level("same", _SHARES.format("actors"), "the same actor"),
        Level("same_side", _SHARES.format("sides"), "actors of one side (an army, its air force, its state)"),
        Level(
            "as_recipient",
            _one_way_or_other("list_has_any(actors_l, recipients_r)"),
            "who acts in one is acted upon in the other",
        ),
        Level("unidentified", _either("unidentified*"), "one is not identified"),
        Level("different", None, "different actors"),
    ),
)
RECIPIENT = Comparison(
    "recipient",
    _either("len(recipients*) = 0"),
    (
        Level("same", _SHARES.format("recipients"), "the same recipient"),
        Level("same_side", _SHARES.format("recipient_sides"), "recipients of one side or kind"),
        Level("as_actor", _one_way_or_other("list_has_any(recipients_l, actors_r)"), "who suffers in one acts in the other"),
        Level("different", None, "different recipients"),
    ),
)
WEAPON = Comparison(
    "weapon",
    _either("len(weapons*) = 0"),
    (Level("same", _SHARES.format("weapons"), "a weapon of the same kind"), Level("different", None, "weapons of other kinds")),
)
FACILITY = Comparison(
    "facility",
    _either("len(facilities*) = 0"),
    (
        Level("same", _SHARES.format("facilities"), "a facility of the same kind"),
        Level("different", None, "facilities of other kinds"),
    ),
)
_OVER = "least(killed_low_l, killed_low_r)"
KILLED = Comparison(
    "killed",
    _either("killed_low* IS NULL"),
    (
        Level("equal_few", "killed_low_l = killed_low_r AND killed_low_l <= 2", "the same few dead"),
        Level("equal", "killed_low_l = killed_low_r OR killed_high_l = killed_high_r", "the same number of dead"),
        Level("overlap", "killed_low_l <= killed_high_r AND killed_low_r <= killed_high_l", "numbers of dead that overlap"),
        Level("close", f"greatest(killed_low_l, killed_low_r) <= 1.5 * {_OVER} + 1", "numbers of dead that are close"),
        Level("rising", f"greatest(killed_low_l, killed_low_r) <= 3 * {_OVER} + 2", "numbers of dead of one size"),
        Level("contradictory", None, "numbers of dead that contradict each other"),
    ),
)
FIGURES = Comparison(
    "figures",
    _either("len(figures*) = 0"),
    (
        Level("shared", _SHARES.format("figures"), "another number in common (wounded, abducted, strikes, ...)"),
        Level("none_shared", None, "no other number in common"),
    ),
)
_BITS_APART = " + ".join(f"cast(bit_count(xor(text_{part}_l, text_{part}_r)) AS integer)" for part in "abcd")
TEXT = Comparison(
    "text",
    _either("text_a* IS NULL"),
    (
        Level("verbatim", "sentence_l = sentence_r", "the same sentence"),
        Level("copied", f"{_BITS_APART} <= 51", "sentences of mostly the same words (likeness 0.6 or more)"),
        Level("alike", f"{_BITS_APART} <= 92", "sentences that share many words (about 0.3 or more)"),
        Level("some", f"{_BITS_APART} <= 112", "sentences that share some words (about 0.12 or more)"),
        Level("none", None, "sentences that share hardly a word"),
    ),
)
NAMES = Comparison(
    "names",
    _either("len(names*) = 0"),
    (
        Level("several", "len(list_intersect(names_l, names_r)) >= 3", "three or more names in common"),
        Level("two", "len(list_intersect(names_l, names_r)) = 2", "two names in common"),
        Level("one", "len(list_intersect(names_l, names_r)) = 1", "a name in common"),
        Level("none", None, "no name in common"),
    ),
)
SCOPE = Comparison(
    "scope",
    "FALSE",
    (
        Level("both_campaign", _both("scope* = 'campaign'"), "both tell of a campaign"),
        Level("one_campaign", _either("scope* = 'campaign'"), "one tells of a campaign, the other does not"),
        Level("both_series", _both("scope* = 'series'"), "both tell of a series of deeds"),
        Level("one_series", _either("scope* = 'series'"), "one tells of a series of deeds, the other of a single one"),
        Level("single", None, "both tell of a single deed"),
    ),
)
COMPARISONS = (DATE, PLACE, KIND, ACTOR, RECIPIENT, WEAPON, FACILITY, KILLED, FIGURES, TEXT, NAMES, SCOPE)
"""Every comparison, in the order in which `ebla link --explain` tells them."""


def distance_km(latitude_a: float, longitude_a: float, latitude_b: float, longitude_b: float) -> float:
    """Return the great-circle distance of two points, by the same formula as the levels. [km]"""
    half = math.sin(math.radians(latitude_b - latitude_a) / 2) ** 2
    half += (
        math.cos(math.radians(latitude_a)) * math.cos(math.radians(latitude_b)) * math.sin(math.radians(longitude_b - longitude_a) / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))

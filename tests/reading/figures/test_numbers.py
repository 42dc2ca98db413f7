"""Number expressions: what they bound, and what counts nothing. Sentences are invented."""

import pytest

from ebla.reading.numbers import Number, find_numbers, word_value

EXACT = [
    ("12 people", 12),
    ("twelve people", 12),
    ("twenty-one people", 21),
    ("one hundred and five people", 105),
    ("two thousand five hundred people", 2500),
    ("a hundred people", 100),
    ("a thousand families", 1000),
    ("a dozen farmers", 12),
    ("half a dozen farmers", 6),
    ("two dozen farmers", 24),
    ("half a million people", 500_000),
    ("a million and more", 1_000_000),
    ("one and a half million people", 1_500_000),
    ("a couple of soldiers", 2),
    ("1,500 families", 1500),
    ("1 500 families", 1500),
    ("1\u202f500 families", 1500),
    ("1\u00a0500 families", 1500),
    ("61, 000 people", 61_000),
    ("1.500 families", 1500),
    ("1.5 thousand families", 1500),
    ("1.5 million people", 1_500_000),
    ("2.3m people", 2_300_000),
    ("20k people", 20_000),
    ("2.14 lakh people", 214_000),
    ("three crore people", 30_000_000),
    ("2,14,000 people", 214_000),
    ("a total of 1,057 people", 1057),
    ("2000 families fled", 2000),
]
BOUNDS = [
    ("at least 12", "at_least", 12, None, None),
    ("no fewer than twelve", "at_least", 12, None, None),
    ("not less than 40", "at_least", 40, None, None),
    ("12 or more", "at_least", 12, None, None),
    ("1,000+ people", "at_least", 1000, None, None),
    ("200-plus people", "at_least", 200, None, None),
    ("12 people or more", "at_least", 12, None, None),
    ("at least another 30", "at_least", 30, None, None),
    ("more than 12", "more_than", 12, None, None),
    ("over 500 homes", "more_than", 500, None, None),
    ("upwards of 60", "more_than", 60, None, None),
    ("in excess of 3,000", "more_than", 3000, None, None),
    ("more than two dozen", "more_than", 24, None, None),
    ("well over 100", "more_than", 100, None, None),
    ("up to 40", "up_to", None, None, 40),
    ("as many as 45,000", "up_to", None, None, 45_000),
    ("no more than six", "up_to", None, None, 6),
    ("fewer than 40", "less_than", None, None, 40),
    ("less than 40", "less_than", None, None, 40),
    ("about 500", "approximately", None, 500, None),
    ("some 500", "approximately", None, 500, None),
    ("nearly 500", "approximately", None, 500, None),
    ("an estimated 3,000", "approximately", None, 3000, None),
    ("close to 900", "approximately", None, 900, None),
    ("roughly 250", "approximately", None, 250, None),
    ("300-odd men", "approximately", None, 300, None),
    ("20 to 30", "between", 20, None, 30),
    ("between 20 and 30", "between", 20, None, 30),
    ("20-30 men", "between", 20, None, 30),
    ("15 or 16", "between", 15, None, 16),
    ("2 to 3 million", "between", 2_000_000, None, 3_000_000),
    ("five or six bodies", "between", 5, None, 6),
    ("dozens", "approximately", 24, None, None),
    ("several dozen", "approximately", 24, None, None),
    ("scores", "approximately", 40, None, None),
    ("hundreds", "approximately", 200, None, None),
    ("thousands", "approximately", 2000, None, None),
    ("several thousand", "approximately", 2000, None, None),
    ("tens of thousands", "approximately", 20_000, None, None),
    ("hundreds of thousands", "approximately", 200_000, None, None),
    ("several million", "approximately", 2_000_000, None, None),
    ("several people", None, None, None, None),
    ("many people", None, None, None, None),
    ("a number of people", None, None, None, None),
    ("a large number of people", None, None, None, None),
]
NOTHING = [
    "on 12 August 2014",
    "on August 12",
    "16 and 17 February",
    "in 2013",
    "from 2011 to 2014",
    "since mid-2013",
    "at 03:30",
    "at 6 p.m.",
    "a 45-year-old",
    "aged 45",
    "children aged 10 to 13 years",
    "Omar Haddad, 45, said",
    "the 7th Brigade",
    "the third man",
    "5 percent",
    "98 per cent",
    "12%",
    "$500",
    "500 dollars",
    "10 km",
    "200 metres",
    "300 square miles",
    "an 82mm mortar",
    "an S-300 and a T-72",
    "the M-19 movement",
    "Resolution 2254",
    "Article 5",
    "Battalion 313",
    "No. 14",
    "a three-day truce",
    "a 12-member council",
    "for 24 hours",
    "in the past two to three weeks",
    "Camp 4",
    "a 3-2 defeat",
    "40 per cent of the 5,000 houses",
    "half of the 200 families",
    "one in five",
]


def only(text: str) -> Number:
    found = list(find_numbers(text))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_number_exact_has_one_value(text: str, value: int) -> None:
    number = only(text)
    assert (number.quantifier, number.low, number.best, number.high) == ("exactly", value, value, value)


@pytest.mark.parametrize(("text", "quantifier", "low", "best", "high"), BOUNDS)
def test_number_bounds_follow_the_quantifier(
    text: str, quantifier: str | None, low: int | None, best: int | None, high: int | None
) -> None:
    number = only(text)
    assert (number.quantifier, number.low, number.best, number.high) == (quantifier, low, best, high)


@pytest.mark.parametrize("text", NOTHING)
def test_number_of_other_things_is_left_out(text: str) -> None:
    assert list(find_numbers(text)) == []


def test_number_inclusive_flags_follow_the_quantifier() -> None:
    assert only("at least 12").low_inclusive is True
    assert only("more than 12").low_inclusive is False
    assert only("up to 12").high_inclusive is True
    assert only("fewer than 12").high_inclusive is False
    assert only("12 men").low_inclusive is None


def test_number_spans_cover_number_and_quantifier() -> None:
    text = "they said at least 1,500 families fled"
    number = only(text)
    assert text[number.start_char : number.end_char] == "1,500"
    assert text[slice(*number.span)] == "at least 1,500"
    assert number.quantifier_span is not None
    assert text[slice(*number.quantifier_span)] == "at least"


def test_number_small_after_over_is_no_bound() -> None:
    assert only("anger over two killings").quantifier == "exactly"


def test_number_after_particle_over_is_no_bound() -> None:
    assert only("they handed over 15 bodies").quantifier == "exactly"


def test_number_rise_gives_the_new_value() -> None:
    assert only("the toll rose from 12 to 15").best == 15


def test_number_strong_force_is_marked() -> None:
    assert only("a 300-strong force").strong


def test_number_order_is_that_of_the_text() -> None:
    values = [n.value for n in find_numbers("12 dead, thirty hurt and 1,200 homeless")]
    assert values == [12, 30, 1200]


def test_number_of_thousands_of_digits_is_a_code() -> None:
    assert list(find_numbers("9" * 5000 + " men")) == []


def test_word_value_of_an_empty_text_is_zero() -> None:
    assert word_value("") == 0

"""Places of a report: recognised, resolved together, flagged where they are no scene."""

import pytest

from ebla.reading.parse import Parser
from ebla.reading.places import NOT_SCENES, find_places, read_places, resolve_places
from ebla.records import RankedPlace


def _one(text: str, words: str) -> RankedPlace:
    found = [p for p in read_places(text) if p.text == words]
    assert found, f"{words!r} not among {[p.text for p in read_places(text)]}"
    return found[0]


def _names(text: str) -> list[str | None]:
    return [p.text for p in find_places(Parser.load().parse(text)) if p.rule not in NOT_SCENES]


def test_places_come_in_text_order_with_their_words() -> None:
    text = "Shells hit Saraqib on Monday.\nOn Tuesday troops in Syria moved from Hama towards Aleppo."
    places = read_places(text)
    assert [p.text for p in places] == ["Saraqib", "Syria", "Hama", "Aleppo"]
    for place in places:
        assert place.span is not None
        assert text[place.span[0] : place.span[1]] == place.text


def test_province_and_city_are_told_apart_by_the_words() -> None:
    text = "Clashes went on in Idlib province. A bomb exploded in Idlib city, in northern Syria."
    province, city = (p for p in read_places(text) if p.name == "Idlib")
    assert (province.feature_code, province.place_precision, province.admin1_code) == ("ADM1", "admin1", "SY-ID")
    assert (city.feature_code, city.place_precision, city.admin1) == ("PPL", "exact", "Idlib")


def test_bare_name_in_a_report_is_the_city() -> None:
    assert _one("Syrian troops shelled the market in Aleppo.", "Aleppo").feature_code == "PPL"


def test_context_chooses_among_namesakes() -> None:
    libya = _one("Militias fought in Tripoli. Libya's government asked troops from Misrata and Zintan to help.", "Tripoli")
    lebanon = _one("Gunmen clashed in Tripoli. Lebanese soldiers came from Beirut and Sidon.", "Tripoli")
    assert (libya.country, lebanon.country) == ("LY", "LB")


def test_chain_names_the_first_and_flags_its_containers() -> None:
    places = read_places("Rebels attacked a checkpoint in Kafr Nabl, Idlib, Syria, killing two.")
    assert [(p.name, p.rule) for p in places] == [("Kafranbel", "gazetteer"), ("Idlib", "container"), ("Syria", "container")]


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Jets took off from Hmeymim Air Base in Syria.", "Hmeymim Air Base", "AIRB"),
        ("Aid came through the Bab al-Hawa crossing into Syria.", "Bab al-Hawa crossing", "PSTB"),
        ("Families fled from the Al-Hol camp in Syria.", "Al-Hol camp", "CMPRF"),
        ("Ukraine said the Kakhovka dam was blown up.", "Kakhovka dam", "DAM"),
    ],
)
def test_facilities_have_their_own_point(text: str, words: str, code: str) -> None:
    place = _one(text, words)
    assert place.feature_code == code
    assert place.place_precision == "exact"
    assert place.latitude is not None


def test_unknown_facility_takes_the_point_of_its_town_as_near() -> None:
    place = _one("Prisoners were freed from the Kunduz prison in Afghanistan.", "Kunduz prison")
    assert (place.name, place.place_precision, place.geonames_id) == ("Kunduz prison", "near", None)
    assert place.latitude == pytest.approx(36.73, abs=0.2)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Fighting spread across northwest Syria.", "northwest Syria", "SY"),
        ("Troops cut the Aleppo-Damascus highway in Syria.", "Aleppo-Damascus highway", "SY"),
        ("Guards opened fire at the Syrian-Turkish border.", "Syrian-Turkish border", None),
        ("Syrian rebels withdrew to the countryside of Hama.", "countryside of Hama", "SY"),
        ("Syrian jets bombed the Idlib countryside.", "Idlib countryside", "SY"),
        ("Syrian soldiers mined the road between Hama and Homs.", "road between Hama and Homs", "SY"),
        ("Shells fell across eastern Ukraine.", "eastern Ukraine", "UA"),
    ],
)
def test_vague_and_linear_places_have_a_name_and_no_point(text: str, words: str, country: str | None) -> None:
    place = _one(text, words)
    assert (place.place_precision, place.latitude, place.longitude, place.rule) == ("vague", None, None, "vague")
    if country:
        assert place.country == country


def test_seas_are_international_and_have_no_point() -> None:
    place = _one("A tanker was hit by a missile in the Red Sea.", "Red Sea")
    assert (place.place_precision, place.latitude) == ("international", None)


def test_country_has_its_centroid() -> None:
    place = _one("The war in Yemen went on.", "Yemen")
    assert (place.feature_code, place.place_precision, place.country) == ("PCLI", "country", "YE")
    assert place.latitude == pytest.approx(15.5, abs=1)


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("Moscow said its jets had struck militants.", "Moscow", "government"),
        ("Turkey has accused the rebels of shelling.", "Turkey", "government"),
        ("Russian jets struck a market.", "Russian", "demonym"),
        ("The Geneva-based group called for a truce.", "Geneva", "organisation"),
        ("BEIRUT (AP) - Gunmen killed two people.", "BEIRUT", "dateline"),
    ],
)
def test_names_that_are_no_scene_are_flagged(text: str, words: str, rule: str) -> None:
    place = _one(text, words)
    assert place.rule == rule
    assert rule in NOT_SCENES


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gen. Suheil Hassan said the attack had failed.", "Hassan"),
        ("They met under the Paris Agreement.", "Paris"),
        ("The Geneva talks have failed again.", "Geneva"),
        ("The Aleppo Media Center posted a video.", "Aleppo"),
        ("Police said that Police arrested him in March.", "March"),
    ],
)
def test_persons_bodies_and_agreements_are_no_places(text: str, word: str) -> None:
    assert word not in _names(text)


def test_unlisted_village_has_a_name_and_a_country_and_no_point() -> None:
    place = _one("In Afghanistan, Taliban fighters burned houses in the village of Qala Testabad near Kunduz.", "Qala Testabad")
    assert (place.country, place.latitude, place.rule) == ("AF", None, "unlisted")


def test_kind_word_in_the_plural_holds_for_its_list() -> None:
    text = "Afghan forces fought in Helmand, Kandahar and Kunduz provinces."
    assert [p.feature_code for p in read_places(text) if p.rule == "gazetteer"] == ["ADM1"] * 3


def test_transliteration_is_found_in_the_country_of_the_report() -> None:
    place = _one("Fighting in Yemen went on. Houthi fighters shelled Hodaydah; Yemen's army answered.", "Hodaydah")
    assert (place.name, place.country) == ("Al Hudaydah", "YE")


def test_resolve_places_answers_span_by_span() -> None:
    text = "Clashes in Idlib and Qwertzu went on, Syrian media said."
    spans = [
        (text.index("Qwertzu"), text.index("Qwertzu") + 7),
        (text.index("Idlib"), text.index("Idlib") + 5),
        (text.index("Syrian"), text.index("Syrian") + 6),
    ]
    unknown, idlib, syrian = resolve_places(text, spans)
    assert unknown is None
    assert idlib is not None
    assert idlib.country == "SY"
    assert syrian is not None
    assert (syrian.country, syrian.feature_code) == ("SY", "PCLI")


def test_candidates_are_ranked_with_probabilities() -> None:
    place = _one("Militias fought in Tripoli. Libya's government asked for help.", "Tripoli")
    chances = [c.probability for c in place.candidates]
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1.001


@pytest.mark.parametrize("text", ["", "   \n", "…", "A", "\ud800", "al-", "of the", "IN THE", "x" * 5000])
def test_no_text_makes_the_reader_fail(text: str) -> None:
    assert isinstance(read_places(text), list)


@pytest.mark.parametrize(
    "text",
    [
        "Syrian troops pushed into Idlib province on Monday. Thousands fled Idlib.",
        "The Syrian army advanced in Idlib, the last rebel-held province. Thousands fled Idlib.",
    ],
)
def test_name_told_as_a_province_stays_one_when_said_bare(text: str) -> None:
    assert [p.feature_code for p in read_places(text) if p.name == "Idlib"] == ["ADM1", "ADM1"]


def test_name_told_as_a_town_too_is_the_town_when_said_bare() -> None:
    text = "Taliban fighters hold posts in Kandahar province. A bomb went off in Kandahar city. Police in Kandahar said so."
    assert [p.feature_code for p in read_places(text) if p.name == "Kandahar"] == ["ADM1", "PPL", "PPL"]


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("In Myanmar, soldiers burned forty houses in Thanbo on Tuesday.", "Thanbo", "MM"),
        ("Ugandan troops hit a convoy near Namande, killing three. Uganda sent more.", "Namande", "UG"),
    ],
)
def test_unknown_name_after_in_or_near_is_an_unlisted_place(text: str, words: str, country: str) -> None:
    place = _one(text, words)
    assert (place.rule, place.country, place.latitude) == ("unlisted", country, None)


def test_small_namesake_abroad_gives_an_unlisted_place_of_the_reports_country() -> None:
    text = "Sri Lankan troops shelled Mallavi on Sunday. Tigers fought back near Kilinochchi. Sri Lanka's army lost 20 men in Mullaitivu."
    place = _one(text, "Mallavi")
    assert (place.rule, place.country, place.latitude) == ("unlisted", "LK", None)


def test_label_of_a_bullet_is_a_place() -> None:
    text = "Violence in Mexico on Monday:\n\n* Nuevo Laredo: a car bomb exploded, wounding three.\n* Reynosa: soldiers seized weapons.\n"
    assert [(p.text, p.rule) for p in read_places(text)] == [
        ("Mexico", "gazetteer"),
        ("Nuevo Laredo", "gazetteer"),
        ("Reynosa", "gazetteer"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Mexican marines fought gunmen in Matamoros.", "Matamoros"), ("Shells hit Tskhinvali, Georgia said.", "Tskhinvali")],
)
def test_towns_have_the_name_that_reports_write(text: str, name: str) -> None:
    assert read_places(text)[-1 if name == "Matamoros" else 0].name == name


def test_across_the_country_is_the_country_of_the_report() -> None:
    text = "Protests broke out across the country. Sudanese police fired tear gas in Khartoum. A nationwide curfew was declared in Sudan."
    places = [p for p in read_places(text) if p.rule == "whole_country"]
    assert [(p.text, p.country, p.place_precision, p.inferred) for p in places] == [
        ("the country", "SD", "country", True), ("nationwide", "SD", "country", True),
    ]  # fmt: skip


def test_across_the_country_is_nothing_where_no_country_stands_out() -> None:
    text = "Protests broke out across the country. Sudanese and Egyptian officials met in Khartoum and Cairo; Kenya and Egypt sent aid."
    assert not [p for p in read_places(text) if p.rule == "whole_country"]


def test_village_is_no_large_city_abroad_of_another_spelling() -> None:
    text = "Nigerian troops killed gunmen at Raka in Tangaza district of Sokoto State, Nigeria. They burned Raka, Sokoto police said."
    assert _one(text, "Raka").rule == "unlisted" and _one(text, "Raka").country == "NG"


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Gunmen killed 38 people in Nigeria's northwestern Zamfara state.", "Zamfara", "admin1"),
        ("A bomb went off in the country's restive southwestern Balochistan province, Pakistan said.", "Balochistan", "admin1"),
        ("Fighting raged in northern Idlib province in Syria.", "northern Idlib", "vague"),
    ],
)
def test_direction_after_a_country_says_where_in_it_its_province_lies(text: str, name: str, precision: str) -> None:
    assert (name, precision) in [(place.name, place.place_precision) for place in read_places(text)]


@pytest.mark.parametrize(
    ("text", "words", "name", "rule"),
    [
        ("Air strikes hit a funeral hall in the Yemeni capital on Saturday.", "Yemeni capital", "Sanaa", "capital"),
        ("Shelling hit Ukraine's capital on Friday.", "Ukraine's capital", "Kyiv", "capital"),
        ("ANKARA: Turkish jets bombed a camp in the Iraqi city of Zakho.", "ANKARA", "Ankara", "dateline"),
        ("In Parwan, two Afghan civilians died in a blast near Kabul.", "Parwan", "Parwan", "gazetteer"),
        ("Four Kenyan gunmen took over the Westgate mall in Nairobi.", "Westgate", "Westgate", "unlisted"),
    ],
)
def test_words_mean_the_place_that_reports_mean_by_them(text: str, words: str, name: str, rule: str) -> None:
    place = _one(text, words)
    assert (place.name, place.rule) == (name, rule)


def test_capital_that_is_named_is_read_by_its_name() -> None:
    text = "A bomb went off in the Somali capital, Mogadishu."
    assert [place.text for place in read_places(text) if place.rule != "demonym"] == ["Mogadishu"]

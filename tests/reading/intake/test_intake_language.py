import pytest

from ebla.reading.intake import detect_language

SENTENCES = {
    "en": "At least twelve people were killed on Tuesday in an attack on the city's market, the police said.",
    "es": "Al menos doce personas murieron el martes en un ataque contra el mercado de la ciudad, dijo la policía.",
    "fr": "Au moins douze civils ont été tués mardi dans une attaque contre le marché de la ville, selon l'armée.",
    "pt": "Pelo menos doze pessoas morreram na terça-feira num ataque ao mercado da cidade, disse a polícia.",
    "de": "Mindestens zwölf Menschen wurden am Dienstag bei einem Angriff auf den Markt der Stadt getötet, sagte die Polizei.",
    "it": "Almeno dodici persone sono morte martedì in un attacco al mercato della città, ha detto la polizia.",
    "tr": "Salı günü şehir pazarına düzenlenen saldırıda en az on iki kişi öldü, polis açıkladı.",
    "sw": "Watu wasiopungua kumi na wawili waliuawa siku ya Jumanne katika shambulio la soko la mji, polisi walisema.",
    "so": "Ugu yaraan laba iyo toban qof ayaa lagu dilay Talaadadii weerar lagu qaaday suuqa magaalada, ayay booliisku sheegeen.",
    "ar": "قتل اثنا عشر شخصا على الأقل يوم الثلاثاء في هجوم على سوق المدينة، بحسب الشرطة.",
    "fa": "دست کم دوازده نفر روز سه شنبه در حمله به بازار شهر کشته شدند، پلیس گفت.",
    "ur": "پولیس کے مطابق منگل کو شہر کے بازار پر حملے میں کم از کم بارہ افراد ہلاک ہو گئے۔",
    "he": "לפחות שנים עשר בני אדם נהרגו ביום שלישי בהתקפה על שוק העיר, אמרה המשטרה.",
    "uk": "Щонайменше дванадцять людей загинули у вівторок внаслідок удару по ринку міста, повідомила поліція.",
    "ru": "По меньшей мере двенадцать человек погибли во вторник в результате удара по рынку города, сообщила полиция.",
    "zh": "警方称,周二在城市市场发生的袭击造成至少十二人死亡。",
}
NAMES = "Ahmad Hassan al-Khatib\nMohammed Yusuf Ibrahim\nFatima Noor\nOmar Abdi Warsame\nKhalid bin Rashid\nAbdulrahman Saleh\n"
SPANISH_NAMES = "1. Juan Pérez, 34, Huanta\n2. María Quispe Huamán, 12, Huanta\n3. Pedro Ccori, 40, Luricocha\n"
TABLE = "Date | Town | Killed | Wounded\n2023-06-01 | Nyala | 12 | 30\n2023-06-02 | El Fasher | 3 | 5\n2023-06-03 | Zalingei | 0 | 7\n"


@pytest.mark.parametrize("language", SENTENCES)
def test_language_of_a_sentence_is_told_in_any_case(language):
    text = SENTENCES[language]
    assert {detect_language(text), detect_language(text.upper()), detect_language(text.lower())} == {language}


@pytest.mark.parametrize("text", [NAMES * 8, SPANISH_NAMES * 8, TABLE * 8], ids=["names", "Spanish names", "table"])
def test_language_of_names_and_tables_is_not_told(text):
    assert detect_language(text) is None
    assert detect_language(text.upper()) is None


@pytest.mark.parametrize("text", ["", "   ", "12 13 14", "Gao.", "Clashes in Darfur.", "\x00\x01", "???"])
def test_language_of_too_little_text_is_not_told(text):
    assert detect_language(text) is None


def test_language_is_told_by_the_start_of_the_text():
    assert detect_language(SENTENCES["fr"] * 30 + SENTENCES["en"] * 300) == "fr"


def test_mojibake_does_not_hide_the_language():
    assert detect_language(SENTENCES["fr"].encode().decode("cp1252")) == "fr"

"""Counts in sentences of many registers: what is counted, how many, and what befell them. Sentences are invented.

A case is a sentence and its figures as `measure[/unit[/who]] number`, in text order; a number is `12`, `>=12`, `>12`, `<=12`, `<12`,
`~12` (best), `~>24` (low only), `20-30`, or `?` for none. The unit is `person` where it is not written.
"""

import pytest

from ebla.reading.figures import FigureMention, find_figures
from ebla.reading.parse import Parser

CASES = {
    "killed and wounded": [
        ("At least 12 civilians were killed and 30 wounded when shells hit the market.", "killed/person/civilians >=12; wounded 30"),
        (
            "The blast killed 15 soldiers, wounding 30 and displacing 1 500 families.",
            "killed/person/combatants 15; wounded 30; displaced/household 1500",
        ),
        ("Gunmen shot dead three farmers near the river.", "killed/person/civilians 3"),
        ("The raid left 14 people dead and 20 injured.", "killed 14; wounded 20"),
        ("Rebels killed 15 and wounded 30 in the ambush.", "killed 15; wounded 30"),
        ("Fifty-two people lost their lives.", "killed 52"),
        ("The attack claimed 34 lives.", "killed 34"),
        ("The fighting cost the lives of at least 50 people.", "killed >=50"),
        ("Up to 50 people are feared dead.", "killed <=50"),
        ("As many as 300 people may have drowned.", "killed <=300"),
        ("He said 30 to 40 fighters had been killed on the government side.", "killed/person/combatants 30-40"),
        ("The bomb wounded dozens.", "wounded ~>24"),
        ("In 1994 some 800,000 Tutsis were slaughtered.", "killed ~800000"),
        ("We have lost 4,412 of our men, and more than 30,000 have been wounded.", "killed 4412; wounded >30000"),
        ("Seventeen bodies were found in a mass grave.", "killed 17"),
        ("I saw five or six dead bodies in the street.", "killed 5-6"),
        ("They executed him and eleven other men.", "killed 11"),
        ("A family of five was killed when a shell hit their house.", "killed 5"),
        ("There have been 23 deaths and over 100 injuries.", "killed 23; wounded >100"),
        ("Three of the wounded later died in hospital.", "killed 3"),
        ("Hospitals received 23 bodies and 71 injured.", "killed 23; wounded 71"),
        ("No fewer than 27 persons lost their lives while 15 others sustained injuries.", "killed >=27; wounded 15"),
        ("Twelve aid workers have been killed so far this year.", "killed/person/aid_workers 12"),
        ("Security forces opened fire on the crowd, killing at least nine and injuring scores more.", "killed >=9; wounded ~>40"),
        ("The 7th Brigade lost 20 soldiers.", "killed/person/combatants 20"),
        ("The shelling injured 5 persons and killed 1.", "wounded 5; killed 1"),
        ("15 people were killed or wounded in the bombing.", "casualties 15"),
        ("The conflict has killed or injured 20,000 civilians.", "casualties/person/civilians 20000"),
        ("Several people were wounded.", "wounded ?"),
        ("Many were killed.", "killed ?"),
        ("A number of civilians were injured.", "wounded/person/civilians ?"),
        ("Soldiers were killed in the ambush.", ""),
        ("Dozens of shepherds perished.", "killed/person/civilians ~>24"),
        (
            "The army said it had killed 20 militants and captured seven others.",
            "killed/person/combatants 20; abducted/person/combatants 7",
        ),
    ],
    "headlines, labels and bullets": [
        ("12 dead, 30 hurt in bus attack", "killed 12; wounded 30"),
        ("Dead (12), wounded (30)", "killed 12; wounded 30"),
        ("Killed: 12. Wounded: 34. Missing: 3.", "killed 12; wounded 34; missing 3"),
        ("Four soldiers dead in ambush", "killed/person/combatants 4"),
        ("16 killed in twin blasts", "killed 16"),
        ("Twin blasts kill 16", "killed 16"),
        ("Dozens dead, scores wounded", "killed ~>24; wounded ~>40"),
        ("Deaths: 45", "killed 45"),
        ("IDPs 12,300", "displaced 12300"),
        ("Casualties: 14 killed, 32 injured", "killed 14; wounded 32"),
        ("Houses destroyed: 120; damaged: 340", "homes_destroyed/home 120; other/home 340"),
        ("The toll rose to 45 on Friday, the ministry said.", "killed 45"),
        ("The death toll has risen from 12 to 15.", "killed 15"),
        ("Officials put the number of dead at 85.", "killed 85"),
        ("Soldier killed in ambush", "killed/person/combatants 1"),
        ("1. Twelve soldiers were killed in the north.", "killed/person/combatants 12"),
        ("(2) On 14 May, 3 people died.", "killed 3"),
        (
            "MILITARY SOURCES REPORTED THAT 14 GUERRILLAS DIED AND THREE SOLDIERS WERE WOUNDED IN A CLASH NEAR THE TOWN YESTERDAY.",
            "killed/person/combatants 14; wounded/person/combatants 3",
        ),
    ],
    "one person": [
        ("A soldier was wounded.", "wounded/person/combatants 1"),
        ("The mayor was killed by a roadside bomb.", "killed 1"),
        ("The shelling killed a woman and her two sons.", "killed/person/women 1; killed/person/children 2"),
        ("Killing journalist Omar Darwish and injuring his driver, the missile hit their car.", "killed 1; wounded/person/civilians 1"),
        ("A mother and her three children died.", "killed/person/women 1; killed/person/children 3"),
        ("A farmer was shot dead and another wounded.", "killed/person/civilians 1; wounded/person/civilians 1"),
        ("Armed men abducted the head of the district council.", "abducted 1"),
        ("One of the attackers was shot dead.", "killed/person/combatants 1"),
        ("The general was assassinated in 1996.", "killed/person/combatants 1"),
        ("One child is killed every ten minutes.", "killed/person/children 1"),
        ("An 11-year-old boy was among the dead.", "killed/person/children 1"),
        ("At least one person was killed.", "killed >=1"),
        ("The strike killed Mahmoud Zaki, a senior commander, and three bodyguards.", "killed 1; killed 3"),
        ("A villager, identified as Tomas Rade, was shot dead.", "killed/person/civilians 1"),
        ("He was wounded.", ""),
        ("The army was defeated.", ""),
        ("He is the fourth journalist killed this year.", ""),
    ],
    "none": [
        ("There were no casualties.", "casualties 0"),
        ("Nobody was hurt in the explosion.", "casualties 0"),
        ("No civilians were killed, the army said.", "killed/person/civilians 0"),
        ("The strike caused no deaths or injuries.", "killed 0"),
        ("No one was killed.", "killed 0"),
        ("The attack ended without casualties.", "casualties 0"),
        ("No one can say when the road will open.", ""),
    ],
    "parts": [
        ("Fifteen people were killed, among them three children.", "killed 15; killed/person/children 3 <15"),
        (
            "Twenty people were hurt, including five women and a baby.",
            "wounded 20; wounded/person/women 5 <20; wounded/person/children 1 <20",
        ),
        ("Police arrested 43 protesters, 12 of them minors.", "detained/person/civilians 43; detained/person/children 12 <43"),
        ("Five people, three men and two women, were killed.", "killed 5; killed 3 <5; killed/person/women 2 <5"),
        (
            "Six UN peacekeepers, four from Ghana and two from Nepal, were killed.",
            "killed/person/peacekeepers 6; killed/person/peacekeepers 4 <6; killed/person/peacekeepers 2 <6",
        ),
        ("More than 200 were injured, 60 of them seriously.", "wounded >200; wounded 60 <200"),
        (
            "According to the monitor, 34 fighters, including 21 from militias, have been killed since dawn.",
            "killed/person/combatants 34; killed/person/combatants 21 <34",
        ),
        ("Two boys, one of them a 9-year-old orphan, were shot and killed.", "killed/person/children 2; killed 1 <2"),
        ("Doctors treated 45 wounded people, 12 of whom died.", "wounded 45; killed 12 <45"),
        ("Six of the dead were women.", "killed/person/women 6"),
        ("The dead included four children.", "killed/person/children 4"),
        ("Among the dead were two nurses and an aid worker.", "killed/person/health_workers 2; killed/person/aid_workers 1"),
        (
            "The register lists 9,300 IDPs. This includes almost 4,000 women, over 1,200 men and over 4,100 children.",
            "displaced 9300; displaced/person/women ~4000 <9300; displaced >1200 <9300; displaced/person/children >4100 <9300",
        ),
        (
            "The army said 35 people died. It said 26 peasants were killed and nine rebels died.",
            "killed 35; killed/person/civilians 26 <35; killed/person/combatants 9 <35",
        ),
        ("Two of the three hostages were released.", "other 2 <3; abducted 3"),
        (
            "They said 2,398 children were killed (1,640 boys and 758 girls).",
            "killed/person/children 2398; killed/person/children 1640 <2398; killed/person/children 758 <2398",
        ),
    ],
    "displaced, returned, in need": [
        (
            "More than 120,000 people have fled their homes since the fighting began in March.",
            "displaced >120000 flow Forced to flee cumulative",
        ),
        ("Hundreds of thousands have been uprooted by the war.", "displaced ~>200000 flow Displaced cumulative"),
        ("Clashes have forced tens of thousands of families to flee.", "displaced/household ~>20000 flow Forced to flee"),
        ("The camp hosts 12,000 displaced people.", "displaced 12000 stock Displaced"),
        ("Some 800 families are sheltering in schools.", "displaced/household ~800 stock Sheltered"),
        ("More than 10 000 persons are living in 14 collective centres.", "displaced >10000 stock"),
        ("The authorities evacuated 3,000 villagers.", "displaced/person/civilians 3000 flow Evacuated"),
        ("The fighting forced the evacuation of 60 families.", "displaced/household 60 flow Evacuated"),
        ("The floods forced 17,000 residents from their homes.", "displaced/person/civilians 17000 flow Forced to flee"),
        ("About 250 were left homeless.", "displaced ~250 flow Homeless"),
        ("2,759 persons became homeless after the attack.", "displaced 2759 flow Homeless"),
        ("Officials relocated 158 000 people.", "displaced 158000 flow Relocated"),
        ("Some 800 residents had moved to safer places.", "displaced/person/civilians ~800 flow Relocated"),
        ("About 20,000 people are in relief camps.", "displaced ~20000 In relief camp"),
        ("Nearly 30,000 people crossed the border into Uganda last week.", "displaced ~30000 flow"),
        ("The number of displaced people has reached 60,000.", "displaced 60000 stock Displaced"),
        ("The fighting displaced 700 people in the north and 300 in the south.", "displaced 700; displaced 300"),
        ("About 1,400 people, or 200 families, have crossed into Chad.", "displaced ~1400; displaced/household 200"),
        ("6,500 refugees returned to the district last month.", "returned 6500 flow"),
        ("Almost 3,000 Iraqis returned to Mosul in June.", "returned ~3000 flow"),
        ("Some 54,000 returnees live in the district.", "returned ~54000"),
        ("An estimated 2.3 million people are in need of food aid.", "in_need ~2300000 stock"),
        ("The number of people in need has risen to 4.3 million.", "in_need 4300000 stock"),
        ("Four suspects fled on foot.", ""),
        ("Of the 2,000 families, some 60 per cent have left.", "other/household 2000"),
    ],
    "detained, abducted, missing": [
        ("Gunmen kidnapped 276 schoolgirls from a boarding school.", "abducted/person/children 276 flow"),
        ("About 40 students were taken hostage and later freed.", "abducted/person/civilians ~40 flow"),
        ("Her husband and three brothers were taken away by soldiers.", "abducted 1; abducted 3"),
        ("Police picked up a tailor at the bus station.", "detained/person/civilians 1"),
        ("The army said it had arrested 60 suspects.", "detained 60 flow"),
        ("Dozens of villagers, most of them women, were abducted.", "abducted/person/civilians ~>24"),
        ("The prison holds 400 detainees.", "detained 400 stock"),
        ("Thirty-five migrants are missing after the boat sank.", "missing 35 stock"),
        ("They freed 200 prisoners on Monday.", "other 200"),
        ("Sixteen people have been sentenced to death.", "other 16"),
    ],
    "homes, facilities, arms, strikes": [
        ("Between 20 and 30 houses were burned down.", "homes_destroyed/home 20-30"),
        ("The militia torched 45 huts and two schools.", "homes_destroyed/home 45; facilities_destroyed/facility 2"),
        ("Rebels set two schools and several houses on fire.", "facilities_destroyed/facility 2; homes_destroyed/home ?"),
        (
            "It damaged around 80 houses, destroyed 20 others and injured nine persons.",
            "other/home ~80; homes_destroyed/home 20; wounded 9",
        ),
        ("A total of 1,204 houses had been destroyed and 3,120 damaged.", "homes_destroyed/home 1204; other/home 3120"),
        ("Shells damaged or destroyed more than 120 houses.", "other/home >120"),
        ("The fire gutted 300 mud-and-thatch homes.", "homes_destroyed/home 300"),
        ("Forty villages were razed.", "facilities_destroyed/facility 40"),
        ("Three of the five villages were burned.", "facilities_destroyed/facility 3"),
        ("Troops seized 13 rifles, two machine guns and 4,000 rounds.", "other/other 13; other/other 2; other/other 4000"),
        ("One M-16 rifle and two mortars were captured.", "other/other 1; other/other 2"),
        ("Our forces eliminated 45 terrorists and destroyed three pickup trucks.", "killed/person/combatants 45; other/other 3"),
        ("The army lost two helicopters.", "other/other 2"),
        ("The gang made off with a pickup truck, an armoured car and seven motorbikes.", "other/other 7"),
        ("Warplanes carried out 14 air strikes overnight.", "strikes/event 14 count"),
        ("Three airstrikes hit the town.", "strikes/event 3 count"),
        ("It was the third attack on the town this week.", "strikes/event 3 count"),
        ("In the second attack, a bridge was hit.", ""),
        ("Air defences shot down 33 of 41 drones launched overnight.", "other/other 33"),
    ],
    "fighters, inhabitants, others": [
        ("Some 3,000 fighters are massed on the border.", "fighters/person/combatants ~3000 stock"),
        ("The United Nations has deployed 12,000 troops.", "fighters/person/combatants 12000 stock"),
        ("The town, home to some 40,000 people, has been under siege since May.", "population ~40000 stock"),
        ("The village of 4,000 people was emptied.", "population 4000 stock"),
        ("The valley has about 100,000 inhabitants.", "population/person/civilians ~100000 stock"),
        ("Thousands streamed out of the city.", "displaced ~>2000"),
        ("They are holding 12 hostages.", "abducted 12 stock"),
        ("At least two men on a motorcycle shot and killed him.", ""),
        ("He was the number two of the movement.", ""),
        ("Thousands of protesters clashed with police.", "other/person/civilians ~>2000 count"),
        ("Some 14,000 people received flour.", "other ~14000 count"),
        ("The two presidents met for three hours.", ""),
        ("The treaty was signed by 14 states.", ""),
        ("The bomb was planted 200 metres from the school.", ""),
        ("The convoy crossed three provinces in two days.", ""),
    ],
}
FLAT = [(group, text, expected) for group, cases in CASES.items() for text, expected in cases]


def bounds(mention: FigureMention) -> str:
    value = mention.number.value
    marks = {"at_least": ">=", "more_than": ">", "up_to": "<=", "less_than": "<", "exactly": ""}
    if mention.quantifier is None:
        return "?"
    if mention.quantifier == "between":
        return f"{mention.low}-{mention.high}"
    if mention.quantifier == "approximately":
        return f"~>{mention.low}" if mention.best is None else f"~{mention.best}"
    return f"{marks[mention.quantifier]}{value}"


def told(mention: FigureMention, wanted: str) -> str:
    """Write a mention as a case does, with as much of it as the case tells."""
    head, _, *rest = wanted.split(" ")
    parts = [mention.measure, mention.unit, mention.who]
    slashes = head.count("/")
    if slashes < 1:
        assert mention.unit == "person"
    if slashes < 2:
        assert mention.who is None or mention.unit != "person" or slashes == 1
    out = ["/".join(str(p) for p in parts[: slashes + 1]), bounds(mention)]
    extra = " ".join(rest)
    if extra.startswith("<"):
        assert mention.part_of is not None
        out.append(f"<{mention.part_of.number.value}")
    elif extra:
        said = [mention.stock_flow or "", mention.idmc_term or "", "cumulative" if mention.cumulative else ""]
        shown = [s for s in said if s and s in extra]
        out.append(" ".join(shown))
    return " ".join(out)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load("md")


@pytest.mark.parametrize(("group", "text", "expected"), FLAT, ids=[f"{g}: {t[:50]}" for g, t, _ in FLAT])
def test_figures_of_a_sentence(parser: Parser, group: str, text: str, expected: str) -> None:
    found = find_figures(parser.parse(text))
    wanted = [w for w in expected.split("; ") if w]
    shown = [(m.measure, m.unit, m.who, bounds(m), text[slice(*m.span)]) for m in found]
    assert len(found) == len(wanted), shown
    for mention, want in zip(found, wanted, strict=True):
        assert told(mention, want) == want, shown


def test_figures_spans_lie_in_their_sentence_and_are_short(parser: Parser) -> None:
    for _, text, _ in FLAT:
        parsed = parser.parse(text)
        for mention in find_figures(parsed):
            start, end = mention.span
            label = parsed.sentences[max(0, mention.sentence.index - 1)]
            floor = label.start_char if label.kind == "label" else mention.sentence.start_char
            assert floor <= start < end <= mention.sentence.end_char
            assert sum(b - a for a, b in mention.trigger) <= 160
            assert start <= mention.number_span[0] < mention.number_span[1] <= end or mention.span[1] >= mention.number_span[1]


def test_figures_inside_a_time_expression_are_left_out(parser: Parser) -> None:
    from ebla.records.date import Date

    text = "The 300 days war killed 40 people."
    assert [m.best for m in find_figures(parser.parse(text), [Date(text="300 days", span=(4, 12))])] == [40]


def test_figures_party_words_name_the_side(parser: Parser) -> None:
    (mention,) = find_figures(parser.parse("The ambush killed 12 Syrian soldiers."))
    assert [w.text for w in mention.party_words] == ["Syrian", "soldiers"]


def test_figures_trigger_has_the_verb_that_stands_apart(parser: Parser) -> None:
    text = "The sniper, who had hidden for hours in the tower of the old church, was killed."
    (mention,) = find_figures(parser.parse(text))
    assert [text[a:b] for a, b in mention.trigger] == ["The sniper", "killed"]


def test_figures_of_an_empty_text_are_none(parser: Parser) -> None:
    assert find_figures(parser.parse("")) == []


def test_figures_are_the_same_each_time(parser: Parser) -> None:
    parsed = parser.parse("At least 12 civilians were killed and 30 wounded, five of them children.")
    first = [(m.span, m.measure, m.who) for m in find_figures(parsed)]
    assert first == [(m.span, m.measure, m.who) for m in find_figures(parsed)]


def test_figures_of_broken_text_do_not_fail(parser: Parser) -> None:
    broken = ["12", "killed", "12 12 12", "of them 3", "(12", "12)", "— 14 —", "killed 12 of", "one of them", "a a a", "\ufeff12 dead\x00"]
    for text in broken:
        find_figures(parser.parse(text))

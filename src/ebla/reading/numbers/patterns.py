"""The patterns of number expressions: how a number is written, what bounds it, and what makes it a date, a measure or a name's part.

Regular expressions and values only; `cores.py` and the package itself apply them.
"""

from __future__ import annotations

import re

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SMALL: dict[str, int] = {
    **{w: i + 1 for i, w in enumerate(ONES)},
    **{w: i + 10 for i, w in enumerate(TEENS)},
    **{w: 20 + 10 * i for i, w in enumerate(TENS)},
    "fourty": 40,
}
BIG: dict[str, int] = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "lakh": 100_000, "lakhs": 100_000, "million": 10**6, "crore": 10**7,
    "crores": 10**7, "billion": 10**9, "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9,
}  # fmt: skip
# Open plurals and the number that they certainly reach. Source: the words table of `docs/claims.md`.
OPEN: dict[str, int] = {
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "tens of thousands": 20_000,
    "hundreds of thousands": 200_000, "tens of millions": 20 * 10**6, "hundreds of millions": 200 * 10**6, "lakhs": 200_000,
}  # fmt: skip

_DIGITS = (
    r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])"
    r"|[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)|\d{1,3},[ ]000(?!\d)|\d+(?:\.\d+)?"
)
_S = rf"(?:(?:{'|'.join(TENS)}|fourty)(?:[\s-]+(?:{'|'.join(ONES)})\b)?|{'|'.join(TEENS)}|{'|'.join(ONES)})"
_H = rf"(?:(?:{_S}|an?)[\s-]+hundred(?:\s+(?:and\s+)?{_S}\b)?|{_S})"
_T = rf"(?:(?:{_H}|an?)[\s-]+thousand(?:,?\s+(?:and\s+)?{_H}\b)?|{_H})"
_SIZE = r"(?:large|small|high|great|growing|unknown|unspecified|undisclosed|unconfirmed|huge|significant|considerable)"
CARDINAL = re.compile(
    rf"""(?:
      (?P<open>(?:tens|hundreds)\s+of\s+(?:thousands|millions)|dozens|scores|hundreds|thousands|millions|lakhs)
    | (?P<many>several|many|a\s+few|some\s+few)\s+(?P<manyunit>dozen|score|hundred|thousand|million|lakh|crore)s?
    | (?P<half>half\s+an?|half-a|a\s+quarter\s+of\s+an?)[\s-]+(?P<halfunit>dozen|hundred|thousand|million|billion)
    | (?P<andhalf>{_S}|an?)\s+and\s+a\s+half\s+(?P<andhalfunit>hundred|thousand|million|billion)
    | (?P<digits>{_DIGITS})
      (?:[\s-]?(?P<unit>dozen|score|hundred|thousand|million|billion|lakhs?|crores?|mn|bn)\b|(?P<short>[kKm])(?![\w'’.-]))?
    | (?P<words>(?:{_H}|an?)\s+(?P<wordsunit>million|billion|lakh|crore)\b(?:,?\s+(?:and\s+)?{_T})?
               |(?:{_S}|a)[\s-]+dozen|a\s+score(?=\s+of)|(?:{_T})(?!\s+(?:million|billion)))
    | (?P<couple>a\s+couple\s+of|a\s+couple)
    | (?P<vague>several|many|numerous|multiple|countless|a\s+handful\s+of|a\s+few|an?\s+(?:{_SIZE}\s+)?number\s+of)
    )(?![\w])""",
    re.VERBOSE | re.IGNORECASE,
)
CANDIDATE = re.compile(
    rf"(?<![\w])(?:\d|(?:{'|'.join(ONES + TEENS + TENS)}|fourty|dozens|scores|hundreds|thousands|millions|tens|lakhs|half|several|many"
    r"|some\s+few|numerous|multiple|countless"
    r"|an?\s+(?:hundred|thousand|million|billion|lakh|crore|dozen|score|couple|handful|few|quarter|(?:\w+\s+)?number))\b)",
    re.IGNORECASE,
)

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)"
)
MONTH_LEFT = re.compile(rf"\b{_MONTH}\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s*(?:,|and|to|or|-|–)\s*)*$")
# Before a number in digits: part of a name, a code, a decimal, money, or a numbered thing.
LEFT_NOT = re.compile(
    r"""(?:(?:\b[A-Za-z]+[-–/]|[A-Za-z_@#§]|\d[.,:/]|\d\s?[-–]|[:/.+])$|[$€£¥₦₹]\s*$|\b(?:US\$|USD|EUR|GBP|NGN|AFN|Rs\.?)\s*$
    |\+\d+\s$
    |\b(?:[Nn]os?\.|[Nn]umbers?|[Nn]r\.|[Rr]esolutions?|[Aa]rticles?|[Cc]hapter|[Ss]ections?|[Aa]nnex|[Pp]ages?|[Pp]aragraphs?|[Pp]aras?\.?
      |[Pp]hase|[Rr]ound|[Ss]tage|[Gg]rades?|[Cc]ategory|[Vv]ersion|[Vv]olume|[Bb]attalion|[Bb]rigade|[Dd]ivision|[Rr]egiment|[Ss]quadron
      |[Hh]ighway|[Rr]oute|[Mm]otorway|[Cc]hannel|[Ff]light|Camp|Zone|Sector|Area|Ward|District|Checkpoint|Block|Hill|Height|Point|Unit|Corps
      |Track|Station|Road|Line|Item|Protocol|Decree|Law|Order|Region|Day|Week|aged|ages?|aging|days?|[Tt]el\.?|[Pp]hone|[Ff]ax|[Tt]able
      |SITREP|[Ss]it[Rr]ep|[Uu]pdate|[Rr]eport|[Ii]ssue|[Ee]pisode|[Ll]evel|age\sof|out\sof|in\severy|one\sin)\s*$)""",
    re.VERBOSE,
)
AGES_LEFT = re.compile(
    r"\b(?:aged|ages?)\s+(?:between\s+|from\s+)?(?:\d+\s*(?:to|and|-|–)\s*)?$"
    r"|\b(?:children|kids|girls|boys|people|those|infants)\s+(?:under|over|below|above)\s+(?:the\s+age\s+of\s+)?$",
    re.IGNORECASE,
)
_MEASURE = (
    r"(?:%|per\s?cents?\b|percent|percentage|pct\b|kms?\b|kilomet\w+|miles?\b|met(?:er|re)s?\b|cm\b|mm\b|millimet\w+|centimet\w+"
    r"|feet\b|foot\b"
    r"|ft\b|yards?\b|inch\w*|hectares?\b|ha\b|acres?\b|square\b|sq\b|tons?\b|tonnes?\b|kgs?\b|kilos?\b|kilogram\w*|grams?\b"
    r"|pounds?\b|lbs?\b"
    r"|lit(?:er|re)s?\b|gallons?\b|barrels\s+(?:of\s+oil|per|a\s+day)|degrees?\b|(?:US\s+|U\.S\.\s+|American\s+)?dollars?\b|USD\b|euros?\b"
    r"|EUR\b|rupees?\b|naira\b|pesos?\b|riyals?\b|lira\b|shekels?\b|cents?\b|francs?\b|megawatts?\b|MW\b|knots\b|mph\b|seconds?\b"
    r"|minutes?\b"
    r"|hours?\b|hrs?\b|days?\b|nights?\b|weeks?\b|months?\b|years?\b|decades?\b|centur\w+|a\.?m\b|p\.?m\b|o['’]clock|GMT\b|UTC\b"
    r"|local\s+time"
    r"|times\b|fold\b|calib\w+|cal\b|volts?\b|points?\b|seats\b|votes?\b|goals?\b)"
)
# After a number: an ordinal, a measure, a date, a compound ("12-member"), a time, a share ("two in ten").
RIGHT_NOT = re.compile(
    rf"(?:(?:st|nd|rd|th)\b|\s?-?{_MEASURE}|[:/]\d|\.\d|(?:-|–)(?!plus|odd|strong|\d)\w|['’]s\b"
    rf"|(?:\s*(?:,|and|to|or|-|–)\s*\d{{1,2}}(?:st|nd|rd|th)?)*\s+(?:of\s+)?{_MONTH}\b"
    r"|\s+(?:or|to|and|-|–)\s+[\w-]+\s+(?:days|weeks|months|years|hours|minutes|kilomet\w+|km|miles|met(?:er|re)s|per\s?cent|percent)\b"
    r"|\s+(?:[a-z]+\s+)?(?:hours|days|weeks|months|years|kilomet\w+|miles)\b|[A-Za-z]|\s*°"
    r"|\s+(?:in|out of)\s+(?:every\s+)?(?:two|three|four|five|six|seven|eight|nine|ten)\b)",
)
# "40 per cent of the 5,000 houses": the number is that of which a share is told.
SHARE = re.compile(
    r"(?:\bone\s+in\s+(?:every\s+)?|\bno[\s-]|\bthe\s+number\s+"
    r"|(?:%|\b(?:per\s?cent|percent|half|thirds?|quarters?|fifths?|most|majority|some|much))"
    r"\s+of\s+(?:(?:the|its|their|these|those|all|an\s+estimated)\s+)*)$",
    re.IGNORECASE,
)
YEAR_LEFT = re.compile(
    r"\b(?:in|since|of|by|until|till|from|during|before|after|late|early|mid|to|and|year|the|between|summer|winter|spring|autumn"
    rf"|{_MONTH})[\s,-]*$",
    re.IGNORECASE,
)
YEAR_RIGHT = re.compile(r"\s+(?:[a-z-]+\s+){0,2}?(?:people|persons|women|men|children|police|[a-z]{3,}s)\b")

_QUANTIFIERS: tuple[tuple[str, str], ...] = (
    ("at_least", r"at\s+(?:the\s+very\s+)?least|no\s+(?:fewer|less)\s+than|not\s+(?:fewer|less)\s+than|a\s+minimum\s+of|minimum|min\."),
    (
        "up_to",
        r"up\s+to|as\s+(?:many|much|high)\s+as|at\s+(?:the\s+)?most|no\s+more\s+than|not\s+more\s+than|a\s+maximum\s+of|maximum|max\.",
    ),
    (
        "more_than",
        r"(?:well|far|slightly|just|many|significantly|considerably|much)?\s*(?:more|greater|higher)\s+than|(?:well|just"
        r"|slightly)?\s*(?:over|above)"
        r"|upwards?\s+of|in\s+excess\s+of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|>",
    ),
    ("less_than", r"(?:slightly|just|far|well)?\s*(?:fewer|less|lower)\s+than|(?:well)?\s*(?:under|below)|<"),
    (
        "approximately",
        r"about|around|some|approximately,?|approx\.?|roughly|nearly|almost|close\s+to|an\s+estimated|estimated(?:\s+at)?"
        r"|estimates?\s+of|circa"
        r"|ca?\.|~|±|more\s+or\s+less|just\s+under|just\s+short\s+of|in\s+the\s+region\s+of|an\s+average\s+of|perhaps|probably|possibly"
        r"|something\s+like|as\s+few\s+as",
    ),
)
_FILL = (
    r"(?:(?:another|an\s+additional|additional|a\s+further|further|a\s+total\s+of|an\s+estimated|estimated|some|about|around"
    r"|approximately|nearly"
    r"|almost|a|the)\s+)?"
)
PREFIX = re.compile(
    r"(?:^|(?<=[\s(\[“\"'‘—–:]))(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _QUANTIFIERS) + rf")\s*{_FILL}$", re.IGNORECASE
)
SUFFIX = re.compile(
    r"(?:(?P<at_least>\+|\s+or\s+(?:more|above)\b|[\s-]plus\b|\s+[a-z]+\s+or\s+more\b|,?\s+if\s+not\s+more\b|\s+and\s+(?:above|over)\b)"
    r"|(?P<approximately>-odd\b|\s+or\s+so\b)|(?P<up_to>\s+or\s+(?:fewer|less)\b))",
    re.IGNORECASE,
)
TOTAL = re.compile(r"\b(?:a|the)\s+(?:combined\s+|grand\s+)?total\s+of\s+$", re.IGNORECASE)
JOIN = re.compile(r"\s*[-–—]\s*|\s+(?:to|or)\s+(?:(?:about|around|even|perhaps|as many as|more than)\s+)?|\s+and\s+(?=\S)", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|an\s+estimated\s+)?$", re.IGNORECASE)
# "rose from 12 to 15" is a new value, no range.
RISE = re.compile(
    r"\b(?:ros?e|risen|rising|increas\w+|climb\w*|jump\w*|gr[eo]w\w*|up|f[ae]ll\w*|dropp?\w*|declin\w*|revis\w*|rais\w*|reduc\w*"
    r"|went|g[oe]\w*"
    r"|updat\w*|cut)\b[^.;]{0,40}from\s+$",
    re.IGNORECASE,
)
# "handed over 15 bodies": the word belongs to the verb.
PARTICLE = re.compile(
    r"\b(?:hand|turn|t[ao]k|g[ia]v|sign|carr|c[ao]m|pass|cross|br[io][nu]g|pull|mo[vw])\w*\s+(?:over|down|around|about)\s+$", re.IGNORECASE
)

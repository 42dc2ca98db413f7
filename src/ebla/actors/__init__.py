"""Who there is: the roster of conflict actors as data, and the ways to find a name in it.

>>> from ebla.actors import Roster, country_by_demonym
>>> Roster.load().lookup("the Kremlin").code, country_by_demonym("Syrian")
('RUS GOV', 'SYR')
"""

from ebla.actors.countries import Country, countries, country, country_by_demonym, country_by_name, iso2_of, iso3_of
from ebla.actors.entry import Dated, RosterEntry, code_on, name_on
from ebla.actors.roster import Roster, RosterHit

__all__ = [
    "Country",
    "Dated",
    "Roster",
    "RosterEntry",
    "RosterHit",
    "code_on",
    "countries",
    "country",
    "country_by_demonym",
    "country_by_name",
    "iso2_of",
    "iso3_of",
    "name_on",
]

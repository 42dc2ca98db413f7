"""An open ledger as programs use it: what `Ledger` holds, and what it says together: incidents, loose figures, agreements, coverage.

`ebla.open_ledger` gives one. Everything here is made anew from the ledger at each call, persons' words heeded; nothing is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ebla.heeding import said_for_views
from ebla.incidents.filtering import IncidentFilter
from ebla.ledger import Ledger
from ebla.viewing import IncidentList, one_incident, view_agreements, view_coverage, view_incidents, view_loose_figures

if TYPE_CHECKING:
    from ebla.incidents.sources import Register
    from ebla.ledger import AsOf
    from ebla.records.incident import Incident, IncidentFigure
    from ebla.records.joined import JoinedAgreement, WeekCoverage


class OpenedLedger(Ledger):
    """A ledger with its incidents. `register` is who the sources are, the one that comes with Ebla where none is given.

    >>> import ebla
    >>> with ebla.open_ledger("ebla.db") as ledger:  # doctest: +SKIP
    ...     for incident in ledger.incidents(ebla.IncidentFilter(countries=("SD",), grades=("confirmed", "fair"))):
    ...         print(incident.date_start, incident.place_name, incident.killed_best, incident.grading.reason)
    ...     ledger.incidents().to_frame()
    """

    def incidents(
        self, chosen: IncidentFilter = IncidentFilter(), *, register: Register | None = None, as_of: AsOf | None = None
    ) -> IncidentList:
        """Return the incidents of a filter, in the order of their days. Raises LedgerError when the ledger was never linked."""
        return view_incidents(self, chosen, register=register, reviewed=said_for_views(self, as_of), as_of=as_of)

    def seen_incident(self, incident_id: str, *, register: Register | None = None, as_of: AsOf | None = None) -> Incident:
        """Return one incident by its id or the start of it, redirects followed. Raises LedgerError for none or several."""
        return one_incident(self, incident_id, register=register, reviewed=said_for_views(self, as_of), as_of=as_of)

    def loose_figures(self, *, register: Register | None = None, as_of: AsOf | None = None) -> tuple[IncidentFigure, ...]:
        """Return the reconciled counts that no incident holds (displaced, in need), by measure, place and time."""
        return view_loose_figures(self, register=register, reviewed=said_for_views(self, as_of), as_of=as_of)

    def agreements(self, *, register: Register | None = None, as_of: AsOf | None = None) -> tuple[JoinedAgreement, ...]:
        """Return the agreements that reports tell of, each once, with the breaches that were alleged."""
        return view_agreements(self, register=register, reviewed=said_for_views(self, as_of), as_of=as_of)

    def coverage(self, *, register: Register | None = None) -> tuple[WeekCoverage, ...]:
        """Return how many reports each outlet gave in each week, silent weeks too."""
        return view_coverage(self, register=register)

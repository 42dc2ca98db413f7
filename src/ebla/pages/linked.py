"""A ledger in; its claims linked where some are new, and its incidents as users see them, persons' words heeded, out. Decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ebla.heeding import said_for_linking, said_for_views
from ebla.incidents.accounts import UNKNOWN_OUTLET
from ebla.incidents.sources import Register
from ebla.ledger import Ledger
from ebla.records import Report
from ebla.records.incident import Incident
from ebla.records.joined import JoinedAgreement
from ebla.viewing import Reviewed, each_incident, view_agreements


class Linker:
    """Links a ledger whenever it has changed, and remembers up to where."""

    def __init__(self) -> None:
        self._seen: int | None = None

    def warm_up(self) -> None:
        """Load what linking needs, so that the first new report does not wait for it."""
        import ebla.incidents
        import ebla.linking  # noqa: F401

    def link_new(self, ledger: Ledger, starting: Callable[[], None]) -> bool:
        """Link what is new since the last run, after telling so; False where nothing is.

        Raises LedgerError when the ledger cannot be written or another process linked it meanwhile.
        """
        latest, last = ledger.last_seq(), ledger.last_linking()
        if latest == self._seen:
            return False
        if any(entry.kind != "linking" for entry in ledger.changes(self._seen or (last.until if last else 0))):
            from ebla.incidents import load_weights
            from ebla.linking import cache_path, link_ledger

            starting()
            done = link_ledger(ledger, load_weights(), cache=cache_path(ledger.name), word=said_for_linking(ledger))
            latest = done.seq or latest
        self._seen = latest
        return True


class Views:
    """What users see of a ledger: its incidents, with what persons said laid over."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.said: Reviewed = said_for_views(ledger)
        self.register = Register.shipped()

    def outlet(self, report: Report) -> str:
        """Return the name of a report's outlet, as coverage counts it."""
        known = self.register.outlet(report.publisher, report.url)
        return known.name if known else report.publisher or UNKNOWN_OUTLET

    def incidents(self, incident_ids: Sequence[str]) -> Iterable[Incident]:
        """Yield the incidents of these ids; one whose claims are all gone, or that was merged into another, is left out."""
        if self._ledger.last_linking() is None:
            return
        wanted = set(incident_ids)
        for incident in each_incident(self._ledger, incident_ids, register=self.register, reviewed=self.said):
            if incident.incident_id in wanted:
                yield incident

    def agreements(self) -> Iterable[JoinedAgreement]:
        """Return the agreements that reports tell of, each once."""
        return view_agreements(self._ledger, register=self.register, reviewed=self.said)

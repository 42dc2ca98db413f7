"""Claims of one incident with their reports in; from which independent source each comes, out.

The rule, as in `docs/incidents.md`: a source is who would know. A copied text is its original's; what a named body or person says is
that body's, whichever outlet prints it; what an outlet says itself, or hears from people whom it does not name, is the outlet's, and
outlets of one owner are one source. Outlets that are unknown are one source together. Whether a source is right is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ebla.incidents.copies import Copy, Text, find_copies, is_own_passage, runs_of_body
from ebla.incidents.sides import is_mouth, is_role, is_state_word, keys_of_name
from ebla.incidents.sources import Register, Source
from ebla.incidents.wording import fold, sentence_around
from ebla.records import Claim, Report

UNKNOWN_OUTLET = "unknown outlet"
# Up to so many reports each is compared with each (a second or two); above, only those that MinHash proposes.
_EVERY_PAIR_REPORTS = 400
_REPORT = "report"
_SMALL = frozenset(
    ("a", "an", "the", "of", "and", "from", "for", "in", "at", "by", "to", "on", "its", "their", "our", "his", "her", "one", "with", "who")
)
# Before the first name: several speak, whom the outlet put together, or people who are only somewhere ("a nurse in Kas").
_APART = frozenset(("and", "or", "in", "at", "near", "on", "around", "outside"))
# Words of what a body deals in, which are a part of its name where they stand before it with a capital ("Medical Bridge").
_KINDS = frozenset(
    (
        "civilian",
        "health",
        "humanitarian",
        "local",
        "media",
        "medical",
        "military",
        "monitoring",
        "radio",
        "relief",
        "rescue",
        "security",
        "state",
    )
)
_WORD = re.compile(r"[^\W_](?:[\w'’.&-]*\w)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an account comes from.

    `key` counts the independent source, `claimant` who speaks; `outlets` printed it. `repeats` is true where the report only passes on: it
    is a copy, credits an agency, or quotes a named body other than its publisher. `sides` are the keys of the side that the source is of.
    """

    key: str
    name: str
    source: Source | None
    outlets: tuple[str, ...]
    claimant: str
    claimant_key: str
    repeats: bool
    sides: frozenset[str]


def named_body(claimant: str) -> str | None:
    """Return the name of the body or person that a claimant is or speaks for; None for one called only by what they are.

    >>> named_body("two traders and a nurse"), named_body("a spokesman for the Sudanese army"), named_body("Church sources")
    (None, 'Sudanese army', None)
    """
    if is_state_word(fold(claimant)):
        return claimant
    words = _WORD.findall(claimant)
    folded = [fold(word) for word in words]
    named = [i for i, word in enumerate(words) if word[0].isupper() and not is_role(folded[i]) and folded[i] not in _SMALL]
    if not named:
        return None
    first, last = named[0], named[-1]
    while last + 1 < len(words) and not is_mouth(folded[last + 1]) and folded[last + 1] not in _SMALL:
        last += 1
    if _APART.intersection(folded[:first]):
        return None
    while first and words[first - 1][0].isupper() and folded[first - 1] in _KINDS:
        first -= 1
    return claimant[_starts(claimant, first) : _ends(claimant, last)]


def _starts(text: str, number: int) -> int:
    return list(_WORD.finditer(text))[number].start()


def _ends(text: str, number: int) -> int:
    return list(_WORD.finditer(text))[number].end()


def text_of(report_id: str, report: Report, register: Register) -> Text:
    """Return what finding copies needs of a report; the id is given, since that of an erased text cannot be reckoned."""
    outlet = register.outlet(report.publisher, report.url)
    agency = register.credited(report.text)
    return Text(
        id=report_id,
        text=report.text,
        outlet=outlet.name if outlet else report.publisher,
        report_date=report.report_date,
        agency=agency.name if agency else None,
        is_agency=bool(outlet and outlet.kind == "agency"),
        prints=tuple(source.name if (source := register.named(name)) else name for name in (outlet.prints if outlet else ())),
    )


def copies_among(reports: Mapping[str, Report], register: Register) -> dict[str, Copy]:
    """Return, by report id, which of some reports copy which; of a few hundred, every pair is compared."""
    texts = [text_of(report_id, report, register) for report_id, report in reports.items()]
    every_pair = len(texts) <= _EVERY_PAIR_REPORTS
    return {copy.report_id: copy for copy in find_copies(texts, every_pair=every_pair)} if len(texts) > 1 else {}


class Origins:
    """Finds the origin of each claim of an incident. Copies are looked for among the reports given; `country` is the incident's.

    Of several publishers of one text (`also_by`), an agency is whose it is.
    """

    def __init__(
        self,
        reports: Mapping[str, Report],
        register: Register,
        country: str | None = None,
        also_by: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.reports, self.register, self.country = reports, register, country
        self._also_by = also_by or {}
        self._credits: dict[str, _Who | None] = {}
        self._outlets: dict[str, _Who] = {}
        self.copies = copies_among(reports, register)
        self._runs = {copy.of: runs_of_body(reports[copy.of].text) for copy in self.copies.values()}

    def copied_from(self, claim: Claim) -> str | None:
        """Return the report that a claim's words were copied from, None where they are the report's own."""
        copy = self.copies.get(claim.report_id)
        if copy is None:
            return None
        trigger = claim.evidence.get("trigger", ())
        if trigger and copy.kind == "edited":
            text = self.reports[claim.report_id].text
            if is_own_passage(sentence_around(text, trigger[0][0], trigger[-1][1]), self._runs[copy.of]):
                return None
        return copy.of

    def of(self, claim: Claim) -> Origin:
        """Return the origin of a claim."""
        printed = self._outlet(claim.report_id)
        outlets = tuple(dict.fromkeys((printed.name, *self._also_by.get(claim.report_id, ()))))
        original = self.copied_from(claim)
        writer = self._outlet(original) if original else self._credited(claim.report_id) or printed
        passed_on = writer != printed
        speaker = claim.claimant.name
        if speaker == _REPORT:
            return self._origin(writer, writer.name, outlets, writer.name, passed_on)
        named = speaker if self.register.named(speaker) else named_body(speaker)
        if named is None:
            return self._origin(writer, writer.name, outlets, speaker, passed_on)
        source = self.register.named(named)
        if source is not None:
            same = source.key == printed.key
            return self._origin(_Who(source.name, source.key, source), source.name, outlets, speaker, passed_on or not same)
        keys = keys_of_name(named, self.country)
        if keys & writer.sides(self.country):
            return self._origin(writer, writer.name, outlets, speaker, passed_on)
        key = min((key for key in keys if not key.startswith("name:")), default=fold(named).removeprefix("the "))
        return Origin(key=key, name=named, source=None, outlets=outlets, claimant=speaker, claimant_key=key, repeats=True, sides=keys)

    def _outlet(self, report_id: str) -> _Who:
        if report_id not in self._outlets:
            report = self.reports[report_id]
            source = self.register.outlet(report.publisher, report.url)
            name = source.name if source else report.publisher or UNKNOWN_OUTLET
            self._outlets[report_id] = _Who(name, source.key if source else fold(name), source)
        return self._outlets[report_id]

    def _credited(self, report_id: str) -> _Who | None:
        """Return the agency that a text credits, or that printed it word for word too."""
        if report_id not in self._credits:
            also = (self.register.outlet(name) for name in self._also_by.get(report_id, ()))
            agency = next((one for one in also if one and one.kind == "agency"), None)
            source = agency or self.register.credited(self.reports[report_id].text)
            self._credits[report_id] = _Who(source.name, source.key, source) if source else None
        return self._credits[report_id]

    def _origin(self, who: _Who, name: str, outlets: tuple[str, ...], claimant: str, repeats: bool) -> Origin:
        sides = who.sides(self.country)
        key = min((side for side in sides if not side.startswith("name:")), default=who.key) if who.speaks_for_a_side else who.key
        spoken = fold(claimant) if fold(claimant) == fold(who.name) or named_body(claimant) else f"{who.key}: {fold(claimant)}"
        return Origin(
            key=key, name=name, source=who.source, outlets=outlets, claimant=claimant, claimant_key=spoken, repeats=repeats, sides=sides
        )


@dataclass(frozen=True, slots=True)
class _Who:
    """An outlet or body, known to the register or not."""

    name: str
    key: str
    source: Source | None

    @property
    def speaks_for_a_side(self) -> bool:
        return self.source is not None and self.source.side is not None

    def sides(self, country: str | None) -> frozenset[str]:
        """Return the keys of the side that it speaks for, or of its owner or own name."""
        if self.source is None:
            return keys_of_name(self.name, country)
        return keys_of_name(self.source.side or self.source.owner or self.name, country)

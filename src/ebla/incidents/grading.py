"""What is known of an incident's accounts in; its grades, each with the rule that gave it and why in words, out.

The rules are published in `docs/grading.md` under the name `ebla-grades/1`; the same accounts and register give the same grades. The five
grades follow Airwars' for civilian harm, widened to any deed; source and information grades follow the Admiralty scale. A grade says how
well an account is supported, not that it is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from ebla.errors import InputError
from ebla.incidents.sides import all_keys, compete
from ebla.incidents.sources import GRADES
from ebla.records import Party
from ebla.records.incident import Grade, Grading, InformationGrade, SourceGrade

RULES = "ebla-grades/1"
GRADE_NAMES: tuple[Grade, ...] = ("confirmed", "fair", "weak", "contested", "discounted")
_UNRELIABLE = ("D", "E")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one independent source says of an incident.

    `actors` are those it gives the deed to, `sides` the keys of the side that it speaks for, `is_party` whether that side does or suffers
    the deed in anybody's account, or fights at all. `civilian_harm` is true when it tells of harm to civilians, false when it says that all
    harmed were combatants, None when it does not say. `denies` is true when it says that the deed did not happen.
    """

    name: str
    actors: tuple[Party, ...] = ()
    sides: frozenset[str] = frozenset()
    is_party: bool = False
    reliability: SourceGrade = "F"
    civilian_harm: bool | None = None
    denies: bool = False
    is_known: bool = True

    @property
    def is_credible(self) -> bool:
        """Whether it counts towards `fair`: no side of the fighting, an outlet that is named, and not graded D or E."""
        return not self.is_party and self.is_known and self.reliability not in _UNRELIABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's grade in place of the rule's, with a name and a note."""

    grade: Grade
    by: str
    note: str

    def __post_init__(self) -> None:
        if self.grade not in GRADE_NAMES:
            raise InputError("grade", f"{self.grade!r} is not known", f"Known: {', '.join(GRADE_NAMES)}")


def grade(voices: Iterable[Voice], country: str | None = None, *, all_withdrawn: bool = False, override: Override | None = None) -> Grading:
    """Return the grades of an incident.

    Args:
        voices: Its independent sources, those that deny it too.
        country: Of the scene, ISO 3166-1 alpha-2, for names such as "the army".
        all_withdrawn: Whether every report that told of it was withdrawn.
        override: A person's word, which replaces the grade and keeps the rule's beside it.
    """
    ordered = sorted(voices, key=lambda voice: (voice.denies, voice.name))
    telling, denying = [v for v in ordered if not v.denies], [v for v in ordered if v.denies]
    given, rule, reason = _grade(telling, denying, country, all_withdrawn)
    source_grade, source_reason = _source_grade(telling)
    information_grade, information_rule, information_reason = _information_grade(telling, denying, given)
    made = Grading(
        rules=RULES,
        grade=given,
        rule=rule,
        reason=reason,
        source_grade=source_grade,
        source_reason=source_reason,
        information_grade=information_grade,
        information_rule=information_rule,
        information_reason=information_reason,
    )
    if override is None:
        return made
    return msgspec.structs.replace(
        made, grade=override.grade, rule="override", reason=f"by rule {rule}: {given} ({reason})", by=override.by, note=override.note
    )


def _grade(telling: Sequence[Voice], denying: Sequence[Voice], country: str | None, all_withdrawn: bool) -> tuple[Grade, str, str]:
    if all_withdrawn or not telling:
        return "discounted", "withdrawn", "every report that told of it was withdrawn" if all_withdrawn else "nobody says that it happened"
    credible = [voice for voice in telling if voice.is_credible]
    for rule in (_combatants, _admitted, _competing):
        if found := rule(telling, credible, country):
            return found
    if denying and len(telling) == 1:
        return "contested", "denied", f"{_names(denying)} denies what only {_names(telling)} tells"
    if len(credible) >= 2:
        denied = f"; {_names(denying)} denies it" if denying else ""
        return "fair", "two-sources", f"{len(credible)} credible independent sources: {_names(credible)}{denied}"
    if len(telling) >= 2:
        return "weak", "sides-only", f"fewer than two of {_names(telling)} are credible sources outside the fighting"
    return "weak", "single-source", f"only {_names(telling)} tells of it"


_Found = tuple[Grade, str, str] | None


def _combatants(telling: Sequence[Voice], credible: Sequence[Voice], country: str | None) -> _Found:
    """Harm to civilians that one source alone alleges, where two credible ones say that combatants were hit."""
    civilians = [voice for voice in telling if voice.civilian_harm]
    against = [voice for voice in credible if voice.civilian_harm is False]
    if len(civilians) == 1 and len(against) >= 2:
        return "discounted", "combatants", f"{_names(against)} say that the harmed were combatants, against {_names(civilians)}"
    return None


def _admitted(telling: Sequence[Voice], credible: Sequence[Voice], country: str | None) -> _Found:
    """A side that says it did the deed itself; where others tell of harm to civilians it must not say that there was none."""
    harm = any(voice.civilian_harm for voice in telling)
    for voice in telling:
        if voice.is_party and voice.actors and voice.sides & all_keys(voice.actors, country) and not (harm and not voice.civilian_harm):
            return "confirmed", "admitted", f"{voice.name} says that its own side did it"
    return None


def _competing(telling: Sequence[Voice], credible: Sequence[Voice], country: str | None) -> _Found:
    """Accounts that give the deed to sides that cannot be one."""
    for i, one in enumerate(telling):
        for other in telling[i + 1 :]:
            if compete(one.actors, other.actors, country):
                return "contested", "responsibility", f"{one.name} names {_actors(one)}, {other.name} names {_actors(other)}"
    return None


def _source_grade(telling: Sequence[Voice]) -> tuple[SourceGrade, str]:
    """Return the best grade among those who tell of it; F counts after E."""
    graded = sorted((voice.reliability, voice.name) for voice in telling)
    if not graded:
        return "F", "no source tells of it"
    best = graded[0][0]
    if best == GRADES[-1]:
        return best, "the register grades none of its sources"
    return best, f"the best graded of its sources: {', '.join(name for grade, name in graded if grade == best)}"


def _information_grade(telling: Sequence[Voice], denying: Sequence[Voice], given: Grade) -> tuple[InformationGrade, str, str]:
    credible = [voice for voice in telling if voice.is_credible]
    if given == "discounted":
        return "5", "discounted", "the incident is discounted"
    if given == "contested":
        if len(credible) >= 2:
            return "3", "contested", "credible independent sources tell of it, but accounts differ on who did it"
        return "4", "contested", "its sources contradict one another"
    if denying:
        return _denied(credible, denying)
    if len(credible) >= 3 or (given == "confirmed" and len(credible) >= 2):
        return "1", "independent", f"told alike by {len(credible)} credible independent sources" + _and_admitted(given)
    if len(credible) == 2 or (given == "confirmed" and credible):
        return "2", "probable", f"told alike by {_names(credible)}" + _and_admitted(given)
    if not any(voice.is_known for voice in telling):
        return "6", "unknown", "nothing is known of who tells of it"
    return "3", "possible", f"told by {_names(telling)}, contradicted by nobody"


def _denied(credible: Sequence[Voice], denying: Sequence[Voice]) -> tuple[InformationGrade, str, str]:
    """Grade what is denied: a side's own denial weighs less than one of somebody who does not fight."""
    step = (0 if len(credible) >= 3 else 1 if len(credible) == 2 else 2) + (not all(voice.is_party for voice in denying))
    grades: tuple[InformationGrade, ...] = ("2", "3", "4", "5")
    return grades[step], "denied", f"{len(credible)} credible independent sources tell of it; {_names(denying)} denies it"


def _and_admitted(given: Grade) -> str:
    return ", and admitted" if given == "confirmed" else ""


def _names(voices: Sequence[Voice]) -> str:
    names = list(dict.fromkeys(voice.name for voice in voices))
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _actors(voice: Voice) -> str:
    return ", ".join(party.name or party.text or party.code or "somebody" for party in voice.actors)

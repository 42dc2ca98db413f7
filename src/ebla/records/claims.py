"""Claims: one report's account of a deed, a figure, an agreement, a violation or a tie, and the problems met while reading.

The fields and closed lists follow PLOVER, ACLED, UCDP GED, IDMC and GeoNames; `docs/claims.md` says what each means.
"""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from ebla.records.date import Date
from ebla.records.party import REPORT_VOICE, Claimant, Party
from ebla.records.place import Place
from ebla.records.span import Span

ClaimStatus = Literal["occurred", "ongoing", "planned", "promised", "demanded", "threatened", "forecast", "hypothetical", "denied"]
ViolationStatus = Literal["alleged", "admitted", "denied"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Mode = Literal[
    "visit", "third-party", "multilateral", "phone", "withdraw", "release", "disarm", "ceasefire", "access", "resign", "return", "assist",
    "change", "yield", "meet", "disapprove", "investigate", "allege", "restrict", "arrest", "relations", "expel", "territory", "violence",
    "ban", "rights", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "convict", "discontinue", "troops", "weapons", "police",
    "militia", "seize", "censor", "curfew", "martial-law", "deport", "withhold", "misinformation", "cyber", "abduct", "beat", "torture",
    "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons",
    "crowd-control", "unconventional", "execute", "assassinate", "cleansing", "massacre",
]  # fmt: skip
AcledEventType = Literal[
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots", "Strategic developments"
]
AcledSubEventType = Literal[
    "Government regains territory", "Non-state actor overtakes territory", "Armed clash", "Excessive force against protesters",
    "Protest with intervention", "Peaceful protest", "Violent demonstration", "Mob violence", "Chemical weapon", "Air/drone strike",
    "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade", "Sexual violence", "Attack",
    "Abduction/forced disappearance", "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
    "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory", "Other",
]  # fmt: skip
Measure = Literal[
    "killed", "wounded", "casualties", "missing", "detained", "abducted", "displaced", "returned", "population", "in_need",
    "facilities_destroyed", "homes_destroyed", "strikes", "fighters", "other",
]  # fmt: skip
Unit = Literal["person", "household", "facility", "home", "event", "other"]
Quantifier = Literal["exactly", "more_than", "at_least", "less_than", "up_to", "approximately", "between"]
StockFlow = Literal["stock", "flow", "count"]
AgreementType = Literal["ceasefire", "de-escalation zone", "peace", "evacuation", "prisoner exchange", "humanitarian access", "other"]
TieType = Literal["supports", "commands", "leads", "member_of", "ally_of", "signatory_of", "based_at"]


class BaseClaim(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What every claim has.

    `evidence` maps a field's name to the spans that support it and always holds `trigger`; `also` are later mentions of the same.
    `confidence` is the probability in 0..1 that the claim as filled is right, None until calibrated.
    """

    id: str
    report_id: str
    reader: str
    claimant: Claimant = REPORT_VOICE
    via: tuple[Claimant, ...] = ()
    confidence: float | None = None
    also: tuple[Span, ...] = ()
    evidence: dict[str, tuple[Span, ...]] = {}


class Event(BaseClaim, frozen=True, kw_only=True, tag="event"):
    """A deed, or one that is planned, promised, demanded, threatened, feared, thinkable or denied (see `status`)."""

    status: ClaimStatus
    event_type: EventType | None = None
    mode: Mode | None = None
    acled_event_type: AcledEventType | None = None
    acled_sub_event_type: AcledSubEventType | None = None
    actor: tuple[Party, ...] = ()
    recipient: tuple[Party, ...] = ()
    supporter: tuple[Party, ...] = ()
    weapon: tuple[str, ...] = ()
    facility: tuple[str, ...] = ()
    place: Place | None = None
    origin: Place | None = None
    destination: Place | None = None
    date: Date | None = None
    part_of: str | None = None
    agreement_id: str | None = None
    response_to: str | tuple[str, ...] | None = None


class Figure(BaseClaim, frozen=True, kw_only=True, tag="figure"):
    """A count with its bound, unit and source. Nothing is summed or filled from another figure."""

    status: ClaimStatus
    measure: Measure
    unit: Unit | None = None
    who: str | None = None
    party: Party | None = None
    quantifier: Quantifier | None = None
    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None
    low_inclusive: bool | None = None
    high_inclusive: bool | None = None
    idmc_term: str | None = None
    stock_flow: StockFlow | None = None
    period: Date | None = None
    place: Place | None = None
    origin: Place | None = None
    destination: Place | None = None
    event_id: str | None = None
    part_of: str | None = None
    cumulative: bool | None = None


class Agreement(BaseClaim, frozen=True, kw_only=True, tag="agreement"):
    """An agreement that the report tells of: its kind, names, parties, cover and dates."""

    status: ClaimStatus | None = None
    agreement_type: AgreementType
    names: tuple[str, ...] = ()
    signatories: tuple[Party, ...] = ()
    guarantors: tuple[Party, ...] = ()
    bound: tuple[Party, ...] = ()
    coverage: str | None = None
    signed: Date | None = None
    in_force: Date | None = None
    ends: Date | None = None


class Violation(BaseClaim, frozen=True, kw_only=True, tag="violation"):
    """Somebody's word that an agreement was broken."""

    status: ViolationStatus
    agreement_id: str | None = None
    violator: tuple[Party, ...] = ()
    alleger: tuple[Party, ...] = ()
    date: Date | None = None
    response_id: str | None = None
    event_ids: tuple[str, ...] = ()


if TYPE_CHECKING:
    TieEnd = Party | Place | str
else:  # on the wire party and place carry no tag, so msgspec leaves them plain and `Tie` tells them apart
    TieEnd = Annotated[
        Any, msgspec.Meta(extra_json_schema={"anyOf": [{"$ref": "#/$defs/Party"}, {"$ref": "#/$defs/Place"}, {"type": "string"}]})
    ]


class Tie(BaseClaim, frozen=True, kw_only=True, tag="tie"):
    """Who supports, commands, leads or belongs to whom; who signed what; who is based where."""

    status: ClaimStatus
    tie_type: TieType
    source: Party | str
    target: TieEnd
    date: Date | None = None

    def __post_init__(self) -> None:
        """Give a decoded target its type: a place has `place_precision` or coordinates among its keys, a party has not."""
        if isinstance(self.target, dict):
            record = Place if {"place_precision", "latitude"} & set(self.target) else Party
            msgspec.structs.force_setattr(self, "target", msgspec.convert(self.target, record))


class Problem(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="problem"):
    """What could not be read and why. Reading never fails on a text."""

    report_id: str
    stage: str
    message: str
    span: Span | None = None


Claim = Event | Figure | Agreement | Violation | Tie

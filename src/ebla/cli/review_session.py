"""What to review in; one claim a screen, one key a decision, each kept in the ledger at once. What a word changes is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from ebla.cli.keys import Keys
from ebla.cli.marked import print_claim
from ebla.cli.printing import say, visible
from ebla.cli.story import value_words
from ebla.cli.table import heading
from ebla.errors import EblaError, InputError, ReviewConflictError
from ebla.records import Claim, Event, Figure, Report, Review
from ebla.reviewing import accept, apply, comment, correct, fields_of, grade, link, read_value, record_review, reject, split, undo
from ebla.reviewing.places import places_named

if TYPE_CHECKING:
    from ebla.ledger import Ledger
    from ebla.reviewing import QueueItem, ReviewedClaim

_KEYS = "a accept  c correct  n not said  r reject  l link  p part  g grade  m comment  u undo  v text  s skip  q quit"
_HELP = """\
a  accept: every filled field is right as shown
c  correct a field: its name or number, then the value (- for "the report does not say")
n  not said: the report does not say the value of a field
r  reject: the report claims no such thing
l  link: this claim's incident and another are one deed
p  part: this claim tells of another deed than the rest of its incident
g  grade its incident yourself, with a note
m  comment; nothing is changed by it
u  undo your last word of this session
v  view the whole text of the report
s  skip, or the space bar; q quit. What was kept stays."""


class Session:
    """One person's session over a queue. `kept` counts the reviews that were kept."""

    def __init__(self, ledger: Ledger, reviewer: str, console: Console) -> None:
        self.ledger, self.reviewer, self.console = ledger, reviewer, console
        self.kept = 0
        self._keys = Keys(self._prompt)
        self._said: list[Review] = []
        self._seen_seq = 0

    def _prompt(self, text: str) -> None:
        self.console.print(Text(text, style="cyan"), end="", soft_wrap=True)

    def run(self, items: Sequence[QueueItem]) -> None:
        """Show the items one after the other until they are done or the person quits."""
        try:
            self._run(items)
        finally:
            self._keys.close()

    def _run(self, items: Sequence[QueueItem]) -> None:
        at, shown = 0, True
        while at < len(items):
            item = items[at]
            claim = self._now(item)
            if shown:
                self._show(item, claim, f"{at + 1}/{len(items)}")
            pressed = self._keys.key(f"[{_KEYS}] ")
            self.console.print()
            if pressed is None or pressed == "q":
                return
            if pressed in ("s", " "):
                at, shown = at + 1, True
                continue
            try:
                goes_on, shown = self._act(pressed, claim, item)
            except ReviewConflictError as error:
                say(f"ebla: {visible(str(error))}")
                goes_on, shown = False, True
            except EblaError as error:
                say(f"ebla: {visible(str(error))}")
                goes_on, shown = False, False
            at += goes_on

    def _now(self, item: QueueItem) -> ReviewedClaim | None:
        """Return the item's claim with all words on it laid over, and note up to where the ledger was seen."""
        self._seen_seq = self.ledger.last_seq()
        if item.claim is None:
            return None
        reading = self.ledger.reading(item.claim.report_id, item.claim.reader)
        done = apply(reading.claims, self.ledger.reviews(report_id=item.claim.report_id))
        return next((one for one in done.claims if one.read.id == item.claim.id), None)

    def _show(self, item: QueueItem, done: ReviewedClaim | None, count: str) -> None:
        why = ", ".join(item.reasons) or "not looked at yet"
        self.console.rule(characters="─")
        if done is None:
            self.console.print(Text(visible(f"{count}  incident {item.incident_id}  ({why})"), style="bold"), soft_wrap=True)
        else:
            claim, report = done.claim, self.ledger.report(done.read.report_id)
            kind = type(claim).__name__.lower()
            self.console.print(Text(visible(f"{count}  {kind} {claim.id}  ({why})"), style="bold"), soft_wrap=True)
            self.console.print(Text(heading(report), style="dim"), soft_wrap=True)
            incident = self._incident_of(done.read)
            if incident:
                members = self.ledger.members(incident)
                reports = len({member.report_id for member in members})
                self.console.print(Text(f"incident {incident}: {len(members)} claims of {reports} reports"), soft_wrap=True)
            print_claim(self.console, report, claim)
            self._show_words(done)
        if item.conflict is not None:
            for word in item.conflict.words:
                self._line(f"{word.reviewer} says {item.conflict.field or 'the claim'}: {value_words(word.value)}", "yellow")

    def _show_words(self, done: ReviewedClaim) -> None:
        for name, words in done.words.items():
            for word in words:
                mark = " (contested)" if name in done.contested else ""
                self._line(f"{word.reviewer} said {name or 'the claim'}: {value_words(word.value)}{mark}", "yellow")
        for review in done.comments:
            self._line(f"{review.reviewer} remarked: {review.reason}", "yellow")

    def _line(self, text: str, style: str = "") -> None:
        self.console.print(Text(visible(text), style=style), soft_wrap=True)

    def _act(self, pressed: str, done: ReviewedClaim | None, item: QueueItem) -> tuple[bool, bool]:
        """Do what a key says; return whether to go on to the next item, and whether to show this one again."""
        if pressed == "?":
            self._line(_HELP)
            return False, False
        if pressed == "u":
            return False, self._undo()
        claim = done.claim if done else None
        if pressed == "g":
            return self._grade(claim, item), True
        if claim is None:
            self._line("This is about an incident: g grades it, s skips.", "red")
            return False, False
        deeds: dict[str, Callable[[Claim], bool]] = {
            "a": lambda one: self._keep(accept(one, self.reviewer)),
            "r": self._reject,
            "c": self._correct,
            "n": self._not_said,
            "m": self._comment,
            "l": self._link,
            "p": self._part,
            "v": self._view,
        }
        if pressed not in deeds:
            self._line(f"{pressed!r} is no key here. ? tells the keys.", "red")
            return False, False
        done_now = deeds[pressed](claim)
        return done_now and pressed in "ar", pressed != "v"

    def _keep(self, review: Review) -> bool:
        self._said.append(record_review(self.ledger, review, self._seen_seq))
        self.kept += 1
        return True

    def _ask(self, prompt: str) -> str:
        return self._keys.line(prompt) or ""

    def _reason(self) -> str | None:
        return self._ask("why (Enter for none): ") or None

    def _reject(self, claim: Claim) -> bool:
        return self._keep(reject(claim, self.reviewer, reason=self._reason()))

    def _comment(self, claim: Claim) -> bool:
        said = self._ask("comment: ")
        return bool(said) and self._keep(comment(self.reviewer, said, claim=claim))

    def _field(self, claim: Claim) -> str | None:
        kind = type(claim).__name__.lower()
        names = fields_of(kind)
        self._line("  ".join(f"{number} {name}" for number, name in enumerate(names, 1)), "dim")
        typed = self._ask("field: ")
        if typed.isdigit() and 1 <= int(typed) <= len(names):
            return names[int(typed) - 1]
        starts = [name for name in names if name == typed] or [name for name in names if typed and name.startswith(typed)]
        if len(starts) == 1:
            return starts[0]
        if typed:
            raise InputError("field", f"{typed!r} names {'several fields' if starts else 'none'}", f"Known: {', '.join(names)}")
        return None

    def _correct(self, claim: Claim) -> bool:
        field = self._field(claim)
        if field is None:
            return False
        typed = self._ask(f"{field} (- for not said): ")
        if not typed:
            return False
        value = read_value(type(claim).__name__.lower(), field, typed, lambda name: self._place(name, claim))
        text = self.ledger.report(claim.report_id).text
        return self._keep(correct(claim, self.reviewer, field, value, reason=self._reason(), text=text))

    def _place(self, name: str, claim: Claim) -> dict[str, Any] | None:
        from ebla.gazetteer.find import Gazetteer

        country = claim.place.country if isinstance(claim, Event | Figure) and claim.place else None
        found = places_named(Gazetteer.world(), name, country)
        if len(found) <= 1:
            return found[0] if found else None
        for number, place in enumerate(found, 1):
            where = f"{place['admin1'] or ''}, {place['country']}  {place['latitude']}, {place['longitude']}"
            self._line(f"{number} {place['name']} ({place['feature_code']})  {where}", "dim")
        typed = self._ask("which (Enter for 1, 0 for none): ")
        number = int(typed) if typed.isdigit() else 1
        return found[number - 1] if 1 <= number <= len(found) else None

    def _not_said(self, claim: Claim) -> bool:
        field = self._field(claim)
        return field is not None and self._keep(reject(claim, self.reviewer, field=field, reason=self._reason()))

    def _undo(self) -> bool:
        if not self._said:
            self._line("Nothing of this session is left to undo.", "red")
            return False
        self._keep(undo(self._said[-1], self.reviewer))
        del self._said[-2:]
        self._line("Taken back.")
        return True

    def _view(self, claim: Claim) -> bool:
        from ebla.cli.marked import print_report

        report: Report = self.ledger.report(claim.report_id)
        print_report(self.console, report, [claim])
        return False

    def _incident_of(self, claim: Claim) -> str | None:
        event = claim.event_id if isinstance(claim, Figure) else claim.id
        return self.ledger.incident_of(event) if event else None

    def _own_incident(self, claim: Claim) -> str:
        incident = self._incident_of(claim)
        if incident is None:
            raise InputError(claim.id, "it tells of no incident", "Link first: ebla link")
        return incident

    def _claims_of(self, incident_id: str) -> list[Claim]:
        return [self.ledger.claim(member.claim_id).claim for member in self.ledger.members(incident_id)]

    def _link(self, claim: Claim) -> bool:
        own = self._own_incident(claim)
        typed = self._ask("the other incident's id: ")
        if not typed:
            return False
        other = self.ledger.resolve_incident(typed)
        if other == own:
            raise InputError(other, "that is its own incident", "Name another one")
        why = self._ask("why: ")
        self._keep(link(self.reviewer, why, (own, other), self._claims_of(own), self._claims_of(other)))
        self._line("Kept; the next `ebla link` joins them.")
        return True

    def _part(self, claim: Claim) -> bool:
        own = self._own_incident(claim)
        event = claim.event_id if isinstance(claim, Figure) else claim.id
        claims = self._claims_of(own)
        apart, rest = [one for one in claims if one.id == event], [one for one in claims if one.id != event]
        if not rest:
            raise InputError(own, "it has no other claim", "There is nothing to part it from")
        why = self._ask("why: ")
        self._keep(split(self.reviewer, why, (own,), apart, rest))
        self._line("Kept; the next `ebla link` parts them.")
        return True

    def _grade(self, claim: Claim | None, item: QueueItem) -> bool:
        incident = item.incident_id if claim is None else self._own_incident(claim)
        if incident is None:
            raise InputError("grade", "there is no incident here", "Link first: ebla link")
        typed = self._ask("grade (confirmed, fair, weak, contested, discounted): ")
        if not typed:
            return False
        self._keep(grade(self.reviewer, self._ask("note: "), incident, typed))
        return False

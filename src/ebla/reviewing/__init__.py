"""What a person should look at first, and what their word changes. Records in, records out. See `docs/reviewing.md`.

Pure but for `record_review`, which hands a checked review to a ledger.
"""

from ebla.reviewing.gold import to_gold, to_gold_text
from ebla.reviewing.incidents import GradeWord, PairWord, grades, judgements
from ebla.reviewing.queue import QueueItem, doubts, queue, summary
from ebla.reviewing.sampling import ErrorRate, error_rates, sample, wilson
from ebla.reviewing.saying import accept, check_review, comment, correct, grade, link, record_review, reject, split, undo
from ebla.reviewing.values import check_value, core, fields_of, read_value
from ebla.reviewing.versions import ClaimChange, FieldChange, ReadingChange, compare_readings, field_changes
from ebla.reviewing.words import Applied, Conflict, ReviewedClaim, Word, apply, attach, attach_ref, conflicts, reference, standing, words_of

__all__ = [
    "Applied",
    "ClaimChange",
    "Conflict",
    "ErrorRate",
    "FieldChange",
    "GradeWord",
    "PairWord",
    "QueueItem",
    "ReadingChange",
    "ReviewedClaim",
    "Word",
    "accept",
    "apply",
    "attach",
    "attach_ref",
    "check_review",
    "check_value",
    "comment",
    "compare_readings",
    "conflicts",
    "core",
    "correct",
    "doubts",
    "error_rates",
    "field_changes",
    "fields_of",
    "grade",
    "grades",
    "judgements",
    "link",
    "queue",
    "read_value",
    "record_review",
    "reference",
    "reject",
    "sample",
    "split",
    "standing",
    "summary",
    "to_gold",
    "to_gold_text",
    "undo",
    "wilson",
    "words_of",
]

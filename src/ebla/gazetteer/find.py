"""A name in, the gazetteer entries that bear it out: over the world gazetteer and the user's own, without ranking by any text.

The world gazetteer stands in the package; the user's stand in a folder (the setting EBLA_GAZETTEERS, read elsewhere) and are given by
path.
"""

from __future__ import annotations

import pathlib
from collections import OrderedDict
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ebla.gazetteer.names import hashed, loose_key, skeleton_key, strict_key
from ebla.gazetteer.store import Entry, Match, Store, code_key

WORLD = pathlib.Path(__file__).parent / "data" / "world.sqlite"


class Hit(NamedTuple):
    """An entry under a name: how the name leads to it, and how near the spelling is in 0..1."""

    entry: Entry
    match: Match
    likeness: float = 1.0


class Gazetteer:
    """Stores asked together. Opening costs milliseconds; answers are kept for the last few thousand names."""

    def __init__(self, paths: Iterable[pathlib.Path] = (WORLD,), kept: int = 20_000) -> None:
        self.stores = [Store(path, number) for number, path in enumerate(paths)]
        self._kept, self._known = kept, OrderedDict[tuple[str, str], tuple[Hit, ...]]()

    @staticmethod
    @cache
    def world() -> Gazetteer:
        """Return the world gazetteer, opened once per process. Raises GazetteerError when it was not built."""
        return Gazetteer()

    @staticmethod
    def with_own(paths: tuple[pathlib.Path, ...]) -> Gazetteer:
        """Return the world gazetteer together with the user's, opened once per process. Raises GazetteerError for a file that is none."""
        return _opened(paths) if paths else Gazetteer.world()

    def named(self, name: str) -> tuple[Hit, ...]:
        """Return the entries whose name, or other name, has the letters of `name`.

        Without articles where that finds none of them by their own.
        """
        return self._ask(("n", name), name)

    def sounding(self, name: str, countries: frozenset[str]) -> tuple[Hit, ...]:
        """Return the entries of these countries whose name has the same consonants and at least half of its letters alike.

        A weak hint, never a proof.
        """
        return self._alike(name, countries) if countries else ()

    def search(self, name: str, country: str | None = None, limit: int = 10) -> list[Hit]:
        """Return the entries that a name may mean, best first: by its letters, then by its consonants.

        Args:
            name: A name as a report spells it.
            country: ISO 3166-1 alpha-2, to look there only.
            limit: How many at most.

        >>> Gazetteer.world().search("Khmeimim")[0].entry.name
        'Hmeymim Air Base'
        """
        exact = [h for h in self.named(name) if country is None or h.entry.country == country]
        known = {(h.entry.store, h.entry.id) for h in exact}
        near = self._alike(name, frozenset({country}) if country else None)
        return (exact + [h for h in near if h.likeness >= 0.6 and (h.entry.store, h.entry.id) not in known])[:limit]

    def _alike(self, name: str, countries: frozenset[str] | None) -> tuple[Hit, ...]:
        bones = skeleton_key(name)
        if bones is None:
            return ()
        hits = []
        plain = loose_key(name)
        for store in self.stores:
            for entry, match in store.named(hashed("~" + bones)):
                if countries is None or entry.country in countries:
                    likeness = Levenshtein.normalized_similarity(plain, loose_key(entry.name))
                    hits.append(Hit(entry, Match.SKELETON if match else match, likeness))
        return tuple(sorted(hits, key=lambda h: (-h.likeness, -h.entry.population, h.entry.id)))

    def country(self, code: str) -> Entry | None:
        """Return the entry of a country by its ISO 3166-1 alpha-2 code, or None."""
        return self.stores[0].coded(code_key(code))

    def capital(self, code: str) -> Entry | None:
        """Return the capital of a country by its ISO 3166-1 alpha-2 code, or None."""
        return self.stores[0].capitals().get(code)

    def parent(self, entry: Entry) -> Entry | None:
        """Return the division or country that holds an entry, or None."""
        if self.stores[entry.store].own_ids:
            return self.stores[entry.store].entry(entry.parent) if entry.parent else None
        found = self.stores[0].coded(entry.parent) if entry.parent else None
        return found or (self.country(entry.country) if entry.country else None)

    def admin1(self, entry: Entry) -> Entry | None:
        """Return the first-order division that an entry is or lies in, or None."""
        at: Entry | None = entry
        while at is not None and at.feature_code != "ADM1":
            at = self.parent(at)
        return at

    def _ask(self, memo: tuple[str, str], name: str) -> tuple[Hit, ...]:
        found = self._known.get(memo)
        if found is None:
            found = tuple(self._hits(name))
            self._known[memo] = found
            if len(self._known) > self._kept:
                self._known.popitem(last=False)
        return found

    def _hits(self, name: str) -> list[Hit]:
        strict, loose = strict_key(name), loose_key(name)
        if not strict:
            return []
        best: dict[tuple[int, int], Hit] = {}
        for key, floor in ((strict, Match.OWN), (loose, Match.LOOSE)):
            if floor and key == strict:
                continue
            for store in self.stores:
                for entry, match in store.named(hashed(key)):
                    how = match if match >= floor else floor
                    known = best.get((entry.store, entry.id))
                    if known is None or how < known.match:
                        best[entry.store, entry.id] = Hit(entry, how)
        return sorted(best.values(), key=lambda h: (h.match, -h.entry.population, h.entry.store, h.entry.id))


def user_gazetteers(folder: str | pathlib.Path) -> tuple[pathlib.Path, ...]:
    """Return the compiled gazetteers of a folder, sorted by name; a leading `~` is the user's home."""
    home = pathlib.Path(folder).expanduser()
    return tuple(sorted(home.glob("*.sqlite"))) if home.is_dir() else ()


@cache
def _opened(paths: tuple[pathlib.Path, ...]) -> Gazetteer:
    return Gazetteer((WORLD, *paths))

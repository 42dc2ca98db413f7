"""What the package imports is what it says it needs, not what another dependency happens to bring."""

from __future__ import annotations

import ast
import importlib.metadata
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).parents[1]


def test_every_import_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    given = project["project"]["dependencies"] + [x for extra in project["project"]["optional-dependencies"].values() for x in extra]
    given += project["build-system"]["requires"]  # `gazetteer/compile.py` runs when the package is built
    declared = {plain(re.split(r"[\[<>=~!; ]", one)[0]) for one in given}
    owners = importlib.metadata.packages_distributions()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for name in sorted(imported(path) - set(sys.stdlib_module_names) - {"ebla", "compression"}):
            assert declared & {plain(owner) for owner in owners.get(name, [])}, f"{path.relative_to(ROOT)} imports {name}"


def plain(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def imported(path: pathlib.Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found

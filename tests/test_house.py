"""The house's laws held against the code: purity of reading, scripts, lock files, and the package as a user gets it."""

from __future__ import annotations

import ast
import os
import pathlib
import re
import subprocess
import sys
import tomllib
import zipfile

import pytest

import ebla

ROOT = pathlib.Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ebla"
# Parts that are records in, records out: no clock, no environment, no chance. Intake opens what the user names.
PURE = ("records", "vocabulary", "reading", "actors", "gazetteer")
NOT_PURE = (
    "reading/intake",
    "gazetteer/compile.py",
    "gazetteer/sources",
    "gazetteer/add.py",
    "gazetteer/rows.py",
    "gazetteer/writing.py",
    "actors/making",
)
# Modules of reading that open a file: the package's own word lists, models and code, by a name that no report gives.
OPENS_OWN_DATA = {"lexicon.py", "parse.py", "readers.py", "dates/calendars.py", "figures/words.py", "places/lexicon.py"}
FORBIDDEN = {
    ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("datetime", "utcnow"), ("time", "time"), ("os", "environ"),
    ("os", "getenv"), ("random", "random"), ("uuid", "uuid4"),
}  # fmt: skip
FORBIDDEN_MODULES = {"random", "secrets", "socket", "urllib.request", "http.client", "subprocess"}
HIDDEN = {"__pycache__", ".mypy_cache", ".ruff_cache"}
OPENING = {"open", "read_text", "read_bytes", "write_text", "write_bytes"}


def pure_modules() -> list[pathlib.Path]:
    """The modules that the purity laws hold for."""
    paths = [path for part in PURE for path in sorted((PACKAGE / part).rglob("*.py"))]
    return [path for path in paths if not inside(path).startswith(NOT_PURE)]


def inside(path: pathlib.Path) -> str:
    """A module's path inside the package."""
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", pure_modules(), ids=inside)
def test_module_knows_no_clock_environment_chance_or_network(path: pathlib.Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in FORBIDDEN:
                found.append(f"line {node.lineno}: {owner}.{node.attr}")
        if isinstance(node, ast.Import):
            found += [f"line {node.lineno}: import {alias.name}" for alias in node.names if alias.name in FORBIDDEN_MODULES]
        if isinstance(node, ast.ImportFrom) and node.module in FORBIDDEN_MODULES:
            found.append(f"line {node.lineno}: from {node.module}")
    assert found == []


def test_reading_opens_only_its_own_data():
    opening = set()
    for path in (PACKAGE / "reading").rglob("*.py"):
        if "intake" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            name = called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
            if name in OPENING:
                opening.add(path.relative_to(PACKAGE / "reading").as_posix())
    assert opening <= OPENS_OWN_DATA


def test_reader_imports_nothing_of_intake_but_the_language():
    for path in (PACKAGE / "reading").rglob("*.py"):
        if "intake" in path.parts:
            continue
        found = re.findall(r"^from ebla\.reading\.intake\S* import .*", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert found in ([], ["from ebla.reading.intake.language import detect_language"]), path.name


@pytest.mark.parametrize("name", [*sorted(p.name for p in (ROOT / "scripts").iterdir() if p.is_file() and not p.suffix), "../.ci/run"])
def test_script_can_be_run(name: str):
    path = ROOT / "scripts" / name
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert os.access(path, os.X_OK) and first in ("#!/usr/bin/env bash", "#!/usr/bin/env python3")
    if first.endswith("bash"):
        assert subprocess.run(["bash", "-n", str(path)], check=False).returncode == 0


def locked(name: str) -> dict[str, list[str]]:
    """The requirements of a lock file with their hashes, by name and version."""
    lines = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8").replace(" \\\n", " ").splitlines()
    return {line.split(" ")[0]: re.findall(r"--hash=sha256:[0-9a-f]{64}", line) for line in lines if line}


@pytest.mark.parametrize("name", ["run", "build", "dev"])
def test_lock_file_is_exact_and_hashed(name: str):
    requirements = locked(name)
    assert requirements
    for requirement, hashes in requirements.items():
        assert re.fullmatch(r"[a-z0-9.-]+==\S+", requirement) and hashes, requirement


def test_lock_files_hold_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {
        "run": project["project"]["dependencies"],
        "build": project["build-system"]["requires"] + project["dependency-groups"]["build"],
        "dev": project["dependency-groups"]["dev"] + [x for extra in project["project"]["optional-dependencies"].values() for x in extra],
    }
    for name, wanted in declared.items():
        held = {requirement.split("==")[0] for requirement in locked(name)}
        assert {re.sub("[-_.]+", "-", re.split(r"[\[<>=~!; ]", one)[0].lower()) for one in wanted} <= held, f"{name}: run scripts/lock"


def test_lock_files_agree_on_versions():
    versions: dict[str, str] = {}
    for name in ("run", "build"):
        for requirement in locked(name):
            package, version = requirement.split("==")
            assert name == "run" or versions.get(package, version) == version
            versions.setdefault(package, version)


def test_version_stands_in_one_more_place_only():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == ebla.__version__


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """The wheel, built without an index and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(ROOT),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(next(folder.glob("ebla-*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_wheel_holds_what_the_package_needs(unpacked: pathlib.Path):
    held = {path.relative_to(unpacked / "ebla").as_posix() for path in (unpacked / "ebla").rglob("*") if path.is_file()}
    wanted = {inside(path) for path in PACKAGE.rglob("*") if path.is_file() and not HIDDEN & set(path.parts)}
    assert wanted <= held and "gazetteer/data/world.sqlite" in held
    licences = {path.name for path in unpacked.glob("ebla-*.dist-info/licenses/*")}
    assert {"LICENSE", "NOTICE"} <= licences


def test_package_reads_away_from_the_checkout(unpacked: pathlib.Path, tmp_path: pathlib.Path):
    code = "import ebla, sys; print(ebla.__file__, file=sys.stderr); from ebla.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "read", "-", "--date", "2031-03-05", "--format", "jsonl"],
        cwd=tmp_path, env={"PYTHONPATH": str(unpacked), "PATH": os.environ["PATH"]}, capture_output=True, text=True, check=False,
        input="Rebels shelled Aleppo on Monday, killing at least 12 civilians, the mayor said.",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(str(unpacked)) and '"kind":"event"' in done.stdout and '"killed"' in done.stdout

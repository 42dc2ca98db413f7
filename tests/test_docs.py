"""Pages tell the truth: commands, settings, types, terms and fields are documented, what pages name exists, nothing foreign slips in."""

from __future__ import annotations

import dataclasses
import fnmatch
import functools
import hashlib
import importlib.util
import pathlib
import re
import shlex
import subprocess
from typing import Any, get_args

import msgspec
import pytest
import typer

from ebla.cli import main
from ebla.records import claims, schema
from ebla.records.date import Date
from ebla.records.party import Claimant, Party
from ebla.records.place import Place
from ebla.records.report import DateBasis, ReportLine
from ebla.settings import Settings

ROOT = pathlib.Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DATA = (".csv", ".psv", ".json", ".jsonl", ".toml", ".index", ".sqlite", ".sha256", ".txt")
DATA_FOLDERS = ("src/", "evaluation/", "tests/")
TERMS = (
    "report", "report_date", "ingested_at", "mention", "trigger", "claim", "evidence", "start_char", "end_char", "event_type", "mode",
    "actor", "recipient", "sub_event_type", "low", "best", "high", "killed", "wounded", "displaced", "date_start", "date_end",
    "date_precision", "place_precision", "toponym", "gazetteer", "feature_code", "admin1", "admin2", "incident", "match_weight",
    "judgement", "review", "obs", "fct", "baseline", "horizon_days", "issued_at", "as_of", "status", "claimant", "reader", "reading",
    "problem", "ledger", "roster",
)  # fmt: skip
# A path of somebody's machine, or the host of a package registry.
PLACES_OF_OURS = re.compile(r"(?<![\w.])/(?:work|root|home|Users)/|pypi\.org|pythonhosted|npmjs|deb\.debian|huggingface\.co")
# Names of writing tools, as the start of the SHA-256 of each word, so that this file does not hold them.
TOOL_WORDS = frozenset({"c857d09d", "c70eca6b", "60965168", "7d3194f7", "3ea125d0"})


@functools.cache
def tracked() -> tuple[str, ...]:
    """The files of the repository, also those not yet committed, without what git ignores."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return tuple(name for name in done.stdout.splitlines() if (ROOT / name).is_file())


def text_of(name: str) -> str:
    """A page's text."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_command_is_documented_with_its_options():
    page = text_of("docs/commands.md")
    for name in main.COMMANDS:
        assert f"## ebla {name}\n" in page
        for parameter in command(name).params:
            assert all(f"`{flag}`" in page for flag in parameter.opts if flag.startswith("--")), (name, parameter.opts)


def command(name: str) -> Any:
    """A command as click knows it."""
    module = importlib.import_module(f"ebla.cli.{name}")
    app = typer.Typer(add_completion=False)
    app.command(name)(getattr(module, f"{name}_command"))
    return typer.main.get_command(app)


def test_every_setting_is_documented():
    page = text_of("docs/commands.md")
    for setting in dataclasses.fields(Settings):
        assert f"`EBLA_{setting.name.upper()}`" in page and setting.metadata["help"], setting.name


@pytest.mark.parametrize("literal", [claims.EventType, claims.Mode])
def test_every_type_and_mode_is_documented(literal: Any):
    page = text_of("docs/vocabulary.md")
    assert [value for value in get_args(literal) if f"`{value}`" not in page] == []


def test_every_acled_value_is_documented():
    page = text_of("docs/vocabulary.md")
    values = (*get_args(claims.AcledEventType), *get_args(claims.AcledSubEventType))
    assert [value for value in values if f"| {value} |" not in page] == []


@pytest.mark.parametrize("term", TERMS)
def test_term_is_in_the_glossary(term: str):
    table = [line.split("|")[1] for line in text_of("docs/glossary.md").splitlines() if line.startswith("| ")]
    assert any(re.search(rf"(?<![\w-]){term}(?![\w-])", cell) for cell in table) or f"`{term}`" in text_of("docs/glossary.md")


@pytest.mark.parametrize("record", [*schema.CLAIM_RECORDS.values(), claims.Problem, ReportLine, Party, Claimant, Place, Date])
def test_every_field_is_documented(record: type[msgspec.Struct]):
    page = text_of("docs/claims.md")
    missing = [name for name in record.__struct_fields__ if not re.search(rf"[`\"]{name}[`\"]", page)]
    assert missing == []


def test_every_closed_value_is_documented():
    pages = text_of("docs/claims.md") + text_of("docs/vocabulary.md")
    values = {value for allowed in schema.CLOSED.values() for value in allowed} | set(get_args(DateBasis)) | schema.statuses("event")
    assert sorted(value for value in values if value not in pages) == []


def commands_of(page: pathlib.Path) -> list[str]:
    """The command lines in a page's code blocks and in its running text."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|bash|console)?\n(.*?)```", text, re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.splitlines()]
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    starts = ("ebla ", "scripts/", "python -m ")
    return [line for line in (*lines, *inline) if line.startswith(starts)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_on_a_page_exist(page: pathlib.Path):
    for line in commands_of(page):
        words = shlex.split(line.split(" | ")[0].split(" > ")[0].replace("…", ""))
        if words[0].startswith("scripts/"):
            assert (ROOT / words[0]).is_file() or "*" in words[0], line
        elif words[0] == "python":
            assert importlib.util.find_spec(words[2]) is not None, line
        elif words[1] in main.COMMANDS:
            known = {flag for parameter in command(words[1]).params for flag in parameter.opts} | {"--help", "-h"}
            assert {word.split("=")[0] for word in words if word.startswith("--")} <= known, line
        else:
            assert words[1] == "COMMAND" or words[1].startswith("-"), line


def slug(heading: str) -> str:
    """The anchor of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page: pathlib.Path):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {slug(heading) for heading in headings}, target


@pytest.mark.parametrize("folder", ["src", "evaluation", "benchmarks", "scripts"])
def test_pages_and_scripts_that_code_names_exist(folder: str):
    for name in tracked():
        if name.startswith(f"{folder}/") and not name.endswith((*DATA, ".md")):
            for named in re.findall(r"(?<![\w/])(?:docs/[\w./-]+\.(?:md|json)|scripts/[\w-]+(?:\.py)?)", text_of(name)):
                assert (ROOT / named).exists(), (name, named)


def test_readme_shows_output():
    blocks = re.findall(r"<!-- example: (\w+) -->\n```text\n(.*?)```", text_of("README.md"), re.DOTALL)
    assert [name for name, _ in blocks] == ["report", "table", "claim"] and all(body.strip() for _, body in blocks)


def test_changelog_names_the_version():
    from ebla import __version__

    assert f"\n## {__version__}" in text_of("CHANGELOG.md")


def patterns_of_notice() -> list[str]:
    """The paths that NOTICE names, `*` for any name."""
    return re.findall(rf"^ {{4}}((?:{'|'.join(DATA_FOLDERS)})\S+)", text_of("NOTICE"), re.MULTILINE)


def test_notice_names_every_data_file():
    files = [name for name in tracked() if name.endswith(DATA) and name.startswith(DATA_FOLDERS)]
    patterns = patterns_of_notice()
    assert [name for name in files if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns)] == []


def test_notice_names_nothing_else():
    for pattern in patterns_of_notice():
        assert list(ROOT.glob(pattern)), pattern


@pytest.mark.parametrize("folder", ["src/ebla/reading/lexicons", "src/ebla/vocabulary"])
def test_word_list_names_its_source(folder: str):
    for path in (ROOT / folder).glob("*.[ct]*"):
        if path.suffix in (".csv", ".toml"):
            head = "\n".join(path.read_text(encoding="utf-8").splitlines()[:10])
            assert re.search(r"source|written for ebla|facts", head, re.IGNORECASE), path.name


def foreign(name: str, line: str) -> bool:
    """Whether a line names a place of ours or, in code and pages, a tool."""
    if PLACES_OF_OURS.search(line):
        return True
    words = () if name.endswith(DATA) else re.findall(r"[a-z]+", line.lower())
    return any(hashlib.sha256(word.encode()).hexdigest()[:8] in TOOL_WORDS for word in words)


def test_files_name_no_place_and_no_tool_of_ours():
    names = [name for name in tracked() if name != "tests/test_docs.py" and not name.endswith((".lock", ".sqlite"))]
    lines = [(name, number, line) for name in names for number, line in enumerate(text_of(name).splitlines(), 1)]
    assert [f"{name}:{number}" for name, number, line in lines if foreign(name, line)] == []


def test_lock_files_name_no_address():
    for path in (ROOT / "requirements").glob("*.lock"):
        assert not re.search(r"://|index-url|find-links", path.read_text(encoding="utf-8")), path.name

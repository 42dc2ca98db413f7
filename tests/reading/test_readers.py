"""The table of readers and their versions."""

from __future__ import annotations

import pathlib
import pickle
import re

import pytest

from ebla.errors import InputError
from ebla.reading import readers
from ebla.reading.readers import READERS, get_reader, read_with
from factory import make_report


def test_versions_name_reader_edition_and_digest() -> None:
    versions = [reader.version for reader in READERS.values()]
    assert all(re.fullmatch(r"rules(-sm)?/0\.1\+[0-9a-f]{8}", version) for version in versions)
    assert len(set(versions)) == len(versions)


def test_digest_covers_code_lexicons_roster_gazetteer_and_model_but_not_intake() -> None:
    covered = {name for name, _ in readers._files()}
    assert covered >= {"reading/events/verbs.py", "reading/parse.py", "reading/lexicons/models.sha256", "records/claims.py"}
    assert covered >= {"actors/__init__.py", "gazetteer/__init__.py"}
    assert not [name for name in covered if name.startswith("reading/intake/") or "__pycache__" in name]


def test_digest_changes_with_any_file(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    lexicon = tmp_path / "words.csv"
    lexicon.write_text("bombed\n")
    digest = readers._digest.__wrapped__
    files = [("reading/lexicons/words.csv", lexicon), ("reading/readers.py", pathlib.Path(readers.__file__))]
    monkeypatch.setattr(readers, "_files", lambda: iter(files))
    before = digest("md", ())
    assert digest("md", ()) == before
    lexicon.write_text("bombed\nshelled\n")
    assert digest("md", ()) != before


def test_reader_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(get_reader("rules"))) == get_reader("rules")


def test_reader_names_itself_in_what_it_reads() -> None:
    reader = get_reader("rules")
    reading = reader.read(make_report())
    assert reading.reader == reader.version
    assert {claim.reader for claim in reading.claims} == {reader.version}
    assert read_with(make_report(), "md", reader.version) == reading


def test_unknown_reader_is_told() -> None:
    with pytest.raises(InputError, match=r"no reader is called 'rule'\. Known: rules, rules-sm\. See: ebla read --list-readers"):
        get_reader("rule")

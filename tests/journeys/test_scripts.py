"""The first of the README's two commands, as a newcomer runs it, and every command that it names next."""

from __future__ import annotations

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """What scripts/demo prints, run from another folder."""
    if not (ROOT / ".venv" / "ebla.stamp").is_file():
        if os.environ.get("EBLA_CI") == "1":
            pytest.fail("EBLA_CI=1, and scripts/setup has not made .venv")
        pytest.skip("scripts/setup has not made .venv")
    folder = tmp_path_factory.mktemp("elsewhere")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EBLA_")} | {"TMPDIR": str(folder)}
    command = [str(ROOT / "scripts" / "demo")]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False), environment


def test_demo_shows_the_samples_as_a_table(demo: tuple[subprocess.CompletedProcess[str], dict[str, str]]):
    done, _ = demo
    assert done.returncode == 0, done.stderr
    assert "INVENTED" in done.stdout and "status" in done.stdout and " 0 refused" in done.stderr


def test_demo_names_commands_that_work(demo: tuple[subprocess.CompletedProcess[str], dict[str, str]]):
    done, environment = demo
    hints = [line.strip() for line in done.stdout.split("What to try next")[1].splitlines() if line.startswith("  ")]
    assert hints[0].startswith("export") and len(hints) > 5
    for hint in hints[1:]:
        ran = subprocess.run(["bash", "-c", f"{hints[0]}\n{hint}"], env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0 and ran.stdout, (hint, ran.stderr)

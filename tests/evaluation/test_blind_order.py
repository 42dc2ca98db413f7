from __future__ import annotations

import pathlib
import subprocess
import sys

import pytest

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "blind-order"
SAMPLES = pathlib.Path("src/ebla/samples")


class Project:
    """A small repository with one blind sample."""

    def __init__(self, root: pathlib.Path) -> None:
        self.root = root
        self.git("init", "-q")
        self.write(SAMPLES / "blind.txt", "osk\n")
        self.write(SAMPLES / "osk.txt", "text")
        self.write(SAMPLES / "osk.gold.jsonl", "{}")

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=self.root, check=True)

    def write(self, path: pathlib.Path | str, content: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(content, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", ".")
        self.git("commit", "-qm", "change")

    def look(self) -> None:
        self.write("evaluation/first_look.json", "{}")
        self.commit()

    def order(self) -> tuple[int, str]:
        done = subprocess.run([sys.executable, SCRIPT, self.root], check=False, capture_output=True, text=True)
        return done.returncode, done.stdout


@pytest.fixture
def project(tmp_path: pathlib.Path) -> Project:
    return Project(tmp_path)


def test_order_holds_when_samples_were_committed_first(project: Project):
    project.commit()
    project.look()
    project.write("later.txt", "x")
    project.commit()
    status, out = project.order()
    assert status == 0 and out.count("before the first look, unchanged") == 3


def test_order_waits_for_the_first_look(project: Project):
    assert project.order()[0] == 1
    project.commit()
    status, out = project.order()
    assert status == 0 and "no first look yet" in out


def test_order_fails_when_a_sample_came_with_the_look(project: Project):
    project.look()
    status, out = project.order()
    assert status == 1 and "not before the first look" in out


@pytest.mark.parametrize("name", ["osk.txt", "osk.gold.jsonl", "blind.txt"])
def test_order_fails_when_a_sample_was_changed_since(project: Project, name: str):
    project.commit()
    project.look()
    project.write(SAMPLES / name, "osk \n")
    assert project.order()[0] == 1
    project.commit()
    status, out = project.order()
    assert status == 1 and f"{name}: was committed in" in out


def test_order_fails_when_the_look_was_written_again(project: Project):
    project.commit()
    project.look()
    project.write("evaluation/first_look.json", '{"better": 1}')
    project.commit()
    assert project.order()[0] == 1


def test_order_fails_without_a_sample(project: Project):
    project.write(SAMPLES / "blind.txt", "osk\nmissing\n")
    project.commit()
    project.look()
    assert "missing.txt: is missing" in project.order()[1]


def test_order_of_this_repository_holds():
    root = SCRIPT.parents[1]
    if not (root / ".git").exists():
        pytest.skip("no repository here")
    done = subprocess.run([sys.executable, SCRIPT], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout

"""The API does what its document says, whatever it is asked: no answer is a failure of the server, and each has a documented form."""

from __future__ import annotations

import pathlib
import subprocess
import sys

import httpx

DOCUMENT = pathlib.Path(__file__).parents[2] / "docs" / "openapi.json"
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


def test_schemathesis_finds_no_fault(client: httpx.Client, tmp_path: pathlib.Path):
    program = pathlib.Path(sys.executable).with_name("schemathesis")
    options = ["--url", str(client.base_url), "--checks", CHECKS, "--max-examples", "25", "--seed", "1", "--no-color"]
    done = subprocess.run([program, "run", DOCUMENT, *options], capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-4_000:]

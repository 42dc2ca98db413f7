"""Who may ask, what is refused, and that nothing asked makes the server fail."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page_server import serving

from ebla.errors import InputError
from ebla.pages.app import documented
from ebla.pages.security import CSP, Guard, read_tokens

TOKEN = "0123456789abcdef-\u00e9"


@pytest.fixture(scope="module")
def guarded(made: tuple[pathlib.Path, pathlib.Path]) -> Iterator[httpx.Client]:
    """A server that needs a token."""
    with serving(*made, Guard({"Ada": TOKEN.encode(), "Bo": b"another-token-of-bo"})) as client:
        yield client


@pytest.mark.parametrize("address", ["/incidents", "/api/v1/incidents", "/nowhere", "/incidents?from=never", "/static/nothing"])
def test_every_answer_has_the_headers(client: httpx.Client, address: str):
    headers = client.get(address).headers
    assert headers["content-security-policy"] == CSP and headers["x-content-type-options"] == "nosniff"
    assert "require-trusted-types-for 'script'" in CSP and "unsafe" not in CSP


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::2]"])
def test_foreign_host_is_refused(client: httpx.Client, host: str):
    assert client.get("/incidents", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1", "[::1]:80", "LOCALHOST"])
def test_own_host_is_served(client: httpx.Client, host: str):
    assert client.get("/api/v1/status", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_write_without_the_pages_token_is_refused(client: httpx.Client, method: str):
    assert client.request(method, "/incidents", json={}).status_code == 403
    assert client.request(method, "/incidents", json={}, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.request(method, "/incidents", content=b"x", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_large_body_is_refused(client: httpx.Client):
    assert client.post("/incidents", content=b"x" * 1_100_000).status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/%00", "/static/....//app.py",
        "/reports/../../etc/passwd", "/reports/%2e%2e%2fetc", "/incidents/%00", "/claims/'%20OR%201=1", "/actors/%ff%fe", "/places/'--",
    ],
)  # fmt: skip
def test_path_that_is_none_is_not_found(client: httpx.Client, path: str):
    assert client.get(path).status_code in (400, 404)


def test_token_opens_by_header_and_by_form(guarded: httpx.Client):
    assert guarded.get("/incidents").status_code == 303
    assert guarded.get("/api/v1/status").status_code == 401 and guarded.get("/static/ebla.css").status_code == 200
    bearer = {"authorization": b"Bearer " + TOKEN.encode()}
    assert guarded.get("/api/v1/status", headers=bearer).status_code == 200
    with httpx.Client(base_url=guarded.base_url) as browser:
        answer = browser.post("/sign-in", data={"token": TOKEN})
        cookie = answer.headers["set-cookie"]
        assert answer.status_code == 303 and "HttpOnly" in cookie and "SameSite=Strict" in cookie
        assert "reviewer Ada" in browser.get("/incidents").text


@pytest.mark.parametrize("given_token", [b"x", b"short", b"\xff\xfe", "пароль".encode(), TOKEN.encode()[:-1], TOKEN.encode() + b"x"])
def test_wrong_token_is_no_fault_of_the_server(guarded: httpx.Client, given_token: bytes):
    assert guarded.get("/api/v1/status", headers={"authorization": b"Bearer " + given_token}).status_code == 401
    assert guarded.get("/api/v1/status", headers={"cookie": b"ebla_session=" + given_token}).status_code == 401


def test_sign_in_is_held_up_after_some_failures(made: tuple[pathlib.Path, pathlib.Path]):
    with serving(*made, Guard({"Ada": TOKEN.encode()})) as client:
        statuses = [client.post("/sign-in", data={"token": "guess"}).status_code for _ in range(7)]
        assert statuses == [403] * 5 + [429] * 2
        assert client.post("/sign-in", data={"token": TOKEN}).status_code == 429


def test_session_of_another_server_is_none():
    mine, other = Guard(), Guard()
    session = mine.new_session("Ada")
    assert mine.session(session.cookie) == session and other.session(session.cookie) is None
    assert mine.session(session.cookie.replace(".", "..", 1)) is None and mine.session(None) is None


@pytest.mark.parametrize("content", ["", "Ada: short", f"Ada: {'a' * 16}\nAda: {'b' * 16}", f"Ada: {'a' * 16}\nBo: {'a' * 16}"])
def test_file_of_tokens_that_cannot_be_is_refused(tmp_path: pathlib.Path, content: str):
    (tmp_path / "tokens").write_text(content)
    with pytest.raises(InputError):
        read_tokens(tmp_path / "tokens")


def _asked() -> list[tuple[str, list[str]]]:
    """Every address of the API with its parameters, and the pages that take the same."""
    paths = documented().openapi()["paths"]
    found = [
        (path, [one["name"] for one in methods["get"].get("parameters", ()) if one["in"] == "query"]) for path, methods in paths.items()
    ]
    api = [(path, names) for path, names in found if "{" not in path]
    pages = {"/api/v1/bins": "/charts/incidents.svg", "/api/v1/incidents": "/incidents", "/api/v1/claims": "/claims.csv"}
    pages |= {f"/api/v1/{name}": f"/{name}" for name in ("displacement", "agreements", "actors", "places", "sources", "search", "reports")}
    return api + [(page, dict(api)[path]) for path, page in pages.items()] + [("/summary", dict(api)["/api/v1/places"])]


ASKED = _asked()
VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "", "\0", "'", "';--", "%", "_", "\\", "1e999", "nan", "-1", "99999999999999999999", "0001-01-01", "9999-12-31", "2024-02-30",
            "ASSAULT", "true", "1,2,3", "1,2,3,4", "-180,-90,180,90", "nan,0,1,2", "179,0,-179,1", "0:x", "-99999999999999:a", "\u202e",
            "exact", "SD", "newest", "../../etc", "<script>", "a" * 300, "confirmed", "20", "1", "\U0001f4a5", "\u0661\u0662",
        ]
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_value_makes_the_server_fail(client: httpx.Client, data: st.DataObject):
    path, names = data.draw(st.sampled_from(ASKED))
    query = data.draw(st.lists(st.tuples(st.sampled_from([*names, "unknown"]), VALUES), max_size=4))
    encoded = [(name, value.encode("utf-8", "surrogatepass")) for name, value in query]
    answer = client.get(path, params=httpx.QueryParams([(name, value.decode("utf-8", "replace")) for name, value in encoded]))
    assert answer.status_code in (200, 400, 404), (path, query)
    if answer.status_code == 400:
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("raw", ["q=%ff%fe&place=%00", "%", "=&=&", "place=%ud800"])
@pytest.mark.parametrize("path", ["/incidents", "/api/v1/search", "/reports"])
def test_query_that_is_no_text_is_no_fault(client: httpx.Client, path: str, raw: str):
    assert client.get(f"{path}?{raw}").status_code in (200, 400)

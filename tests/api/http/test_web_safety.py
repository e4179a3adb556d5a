"""HTTP conventions over all endpoints: problem documents, ETags, CORS, caching, methods and safe headers."""

import re
from typing import Any

import pytest

from tests.support.addresses import ADDRESSES
from tests.support.endpoints import ENDPOINTS, READER, Endpoint, every_endpoint
from tests.support.factories import ClaimFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 3

ORIGIN = {"Origin": "https://somewhere.example"}
ROWS = [endpoint for endpoint in ENDPOINTS if endpoint.action != "list"]
UNSAFE = ("post", "put", "patch", "delete")


def ask(path: str, method: str = "get", **headers: str) -> Any:
    return getattr(READER, method)(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def listed(header: str) -> set[str]:
    return {part.strip().lower() for part in header.split(",")}


def assert_problem(response: Any, status: int) -> dict[str, Any]:
    """The answer is a problem document (RFC 9457) of that status, and names the request."""
    assert response.status_code == status, response.content[:500]
    assert response.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= problem.keys()
    assert problem["status"] == status
    assert problem["instance"] == f"urn:request:{response.headers['X-Request-Id']}"
    assert all(isinstance(problem[name], str) and problem[name] for name in ("type", "title", "detail"))
    return problem


@every_endpoint
def test_a_bad_request_is_a_problem_with_its_errors(endpoint: Endpoint) -> None:
    problem = assert_problem(ask(endpoint.path("nonsense=1&%00=2")), 400)
    assert [(error["parameter"], error["code"]) for error in problem["errors"]] == [
        ("nonsense", "unknown"),
        ("\0", "unknown"),
    ]
    assert all(error.keys() == {"parameter", "code", "detail"} and error["detail"] for error in problem["errors"])


@pytest.mark.parametrize("endpoint", ROWS, ids=str)
@pytest.mark.parametrize("key", ["no-such-row", "0", "999999999999999999", "9" * 30, "%00", "a%00b", "x" * 5_000, "Ä"])
def test_a_row_that_does_not_exist_is_a_404(endpoint: Endpoint, key: str) -> None:
    mine = endpoint.path().split("/")
    path = "/".join([*mine[:4], key, *mine[5:]])
    assert_problem(ask(path), 404)


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/nonsense/",
        "/api/v2/claims/",
        "/api/v1/claims/x/nonsense/",
        "/api/v1/claims/?/../x",
        "/nothing",
    ],
)
def test_an_address_that_does_not_exist_is_a_404(path: str) -> None:
    assert_problem(ask(path.replace("?", "%3F")), 404)


def allowed(endpoint: Endpoint) -> set[str]:
    """The methods of an address: of a collection, of a row, of a question about one."""
    writes = {
        "list": {"create": "post"},
        "retrieve": {"update": "put", "partial_update": "patch", "destroy": "delete"},
    }
    found = writes.get(endpoint.action, {})
    return {"get", "head", "options"} | {method for action, method in found.items() if hasattr(endpoint.view, action)}


@every_endpoint
@pytest.mark.parametrize("method", UNSAFE)
def test_writing_is_refused_and_the_answer_says_what_is_allowed(endpoint: Endpoint, method: str) -> None:
    """A request without a key is a 401 where a key could write, and a 405 elsewhere."""
    response = ask(endpoint.path(), method)
    if method in allowed(endpoint):
        assert_problem(response, 401)
        assert response.headers["WWW-Authenticate"] == "Bearer"
    else:
        assert_problem(response, 405)
        assert listed(response.headers["Allow"]) == allowed(endpoint)


@every_endpoint
def test_answers_are_json_and_cacheable_after_revalidation(endpoint: Endpoint) -> None:
    response = ask(endpoint.path())
    assert response.headers["Content-Type"] == "application/json"
    assert listed(response.headers["Cache-Control"]) == {"public", "no-cache"}
    assert "accept" in listed(response.headers["Vary"])
    assert "cookie" not in listed(response.headers["Vary"])


@every_endpoint
def test_the_etag_is_strong_and_spares_the_body(endpoint: Endpoint) -> None:
    tag = ask(endpoint.path()).headers["ETag"]
    assert re.fullmatch('"[^"]+"', tag)
    for given in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = ask(endpoint.path(), If_None_Match=given)
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag), given
    assert ask(endpoint.path(), If_None_Match='"other"').status_code == 200


@every_endpoint
def test_a_304_still_says_how_to_cache_and_who_may_read(endpoint: Endpoint) -> None:
    tag = ask(endpoint.path()).headers["ETag"]
    again = ask(endpoint.path(), If_None_Match=tag, **ORIGIN)
    assert again.status_code == 304
    assert {"cache-control", "vary", "access-control-allow-origin"} <= {header.lower() for header in again.headers}


@every_endpoint
def test_head_answers_as_get_does_without_the_body(endpoint: Endpoint) -> None:
    got, head = ask(endpoint.path()), ask(endpoint.path(), "head")
    assert (head.status_code, head.content) == (200, b"")
    kept = ("Content-Type", "ETag", "Cache-Control", "Vary", "Link", "Content-Length")
    assert {name: head.headers.get(name) for name in kept} == {name: got.headers.get(name) for name in kept}


@every_endpoint
def test_options_describes_the_endpoint(endpoint: Endpoint) -> None:
    described = ask(endpoint.path(), "options")
    assert (described.status_code, described.headers["Content-Type"]) == (200, "application/json")
    about = described.json()
    assert about["name"]
    assert about["description"]
    assert {method.lower() for method in about["methods"]} == allowed(endpoint)
    assert set(about["parameters"]) == set(endpoint.parameters.names)
    assert set(about["orderings"]) == set(endpoint.parameters.orderings)
    assert set(about["fields"]) == set(endpoint.view.documented(endpoint.action).fields)


@every_endpoint
def test_scripts_of_other_sites_may_read_the_answer_and_its_headers(endpoint: Endpoint) -> None:
    for path in (endpoint.path(), endpoint.path("nonsense=1")):
        response = ask(path, **ORIGIN)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        readable = {"etag", "link", "location", "ratelimit", "ratelimit-policy", "retry-after", "x-request-id"}
        assert readable <= listed(response.headers["Access-Control-Expose-Headers"])
        assert "Access-Control-Allow-Credentials" not in response.headers


@every_endpoint
def test_a_preflight_allows_conditional_requests(endpoint: Endpoint) -> None:
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match,x-request-id"}
    response = ask(endpoint.path(), "options", **ORIGIN, **asked)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "get" in listed(response.headers["Access-Control-Allow-Methods"])
    allowed = listed(response.headers["Access-Control-Allow-Headers"])
    assert allowed >= {"authorization", "idempotency-key", "if-match", "if-none-match"}


@every_endpoint
def test_every_answer_says_how_many_requests_are_left(endpoint: Endpoint) -> None:
    tag = ask(endpoint.path()).headers["ETag"]
    answers = [
        ask(endpoint.path()),
        ask(endpoint.path(), If_None_Match=tag),
        ask(endpoint.path("nonsense=1")),
        ask(endpoint.path(), Accept="image/png"),
        ask(endpoint.path(), Authorization="Bearer nonsense"),
        *(ask(endpoint.path(), method) for method in ("head", "options", *UNSAFE)),
    ]
    assert [answer.status_code for answer in answers[:7]] == [200, 304, 400, 406, 401, 200, 200]
    for answer in answers:
        assert re.fullmatch(r'"address";q=\d+;w=60', answer.headers["RateLimit-Policy"])
        assert re.fullmatch(r'"address";r=\d+;t=\d+', answer.headers["RateLimit"])


def test_pages_other_than_the_api_are_not_for_scripts_of_other_sites() -> None:
    assert "Access-Control-Allow-Origin" not in ask("/problems/", **ORIGIN).headers


@pytest.mark.parametrize("given", ["0b7a4f0e5b3f4c0c", "a.b_c-d-1234", "x" * 64])
def test_a_well_formed_request_id_is_kept(given: str) -> None:
    assert ask("/api/v1/claims/", X_Request_Id=given).headers["X-Request-Id"] == given


@pytest.mark.parametrize(
    "given", ["", "short", "x" * 65, "with space in it", "a\tb12345678", "<script>alert(1)</script>"]
)
def test_an_ill_formed_request_id_is_replaced(given: str) -> None:
    response = ask("/api/v1/claims/?nonsense=1", X_Request_Id=given)
    assert re.fullmatch("[0-9a-f]{32}", response.headers["X-Request-Id"])
    assert_problem(response, 400)


def test_each_request_has_an_id_of_its_own() -> None:
    assert len({ask("/api/v1/claims/").headers["X-Request-Id"] for _ in range(5)}) == 5


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:x", ""]
)
@pytest.mark.parametrize(
    "path", ["/api/v1/claims/", "/api/v1/claims/?limit=1", "/api/v1/claims/?nonsense=1", "/nothing"]
)
def test_a_foreign_host_is_refused_and_never_repeated(host: str, path: str) -> None:
    response = ask(path, Host=host)
    assert_problem(response, 400)
    assert "evil" not in response.content.decode()


def test_a_forwarded_host_does_not_change_the_addresses() -> None:
    ClaimFactory()
    answer = ask("/api/v1/claims/?limit=1", X_Forwarded_Host="evil.example", Forwarded="host=evil.example")
    assert answer.json()["next"].startswith("http://localhost/api/v1/claims/")
    assert b"evil" not in answer.content


def test_an_unforeseen_error_is_a_problem_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise RuntimeError("the password is swordfish")

    monkeypatch.setattr("claims.api.views.endpoint.plan_of", fail)
    response = ask("/api/v1/claims/")
    assert_problem(response, 500)
    assert b"swordfish" not in response.content


@pytest.mark.parametrize(
    "accept", ["application/json", "*/*", "application/*;q=0.5", "application/json; charset=utf-8"]
)
def test_json_is_what_comes_by_default(accept: str) -> None:
    assert ask("/api/v1/claims/", Accept=accept).headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("accept", ["text/html", "image/png", "nonsense"])
def test_a_format_that_there_is_not_is_a_406(accept: str) -> None:
    assert_problem(ask("/api/v1/claims/", Accept=accept), 406)


def test_the_root_lists_every_address_that_is_read_and_names_no_row() -> None:
    links = ask("/api/v1/").json()
    read = [each for each in ADDRESSES if not each.actions or "get" in dict(each.actions)]
    paths = {each.path() for each in read if "(?P<" not in each.route}
    assert {link.removeprefix("http://localhost") for link in links.values()} == {
        path for path in paths if path.startswith("/api/v1/") and path != "/api/v1/"
    }
    assert links["match"] == "http://localhost/api/v1/claims/match/"
    assert links["changes"] == "http://localhost/api/v1/changes/"
    # These two take what to look for.
    asked = {**links, "search": f"{links['search']}?q=drones", "match": f"{links['match']}?text=drones"}
    assert {ask(link).status_code for link in asked.values()} == {200}


@pytest.mark.parametrize("path", ["/api/v1/claims/", "/api/v1/", "/api/v1/claims/?nonsense=1"])
def test_an_answer_is_not_sniffed_nor_framed(path: str) -> None:
    headers = ask(path).headers
    assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")

"""The tools: questions of the API with its answers, its errors and its bounds, and nothing that writes."""

import json

import jsonschema
import pytest
from django.test import Client, override_settings
from mcp_types import methods

from claims.api.mcp.schema import described
from claims.choices import Role
from claims.models import Stance
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.mcp import REVISION, call, headers, message, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("article")]

CLAIM, INCIDENT = "russia-responsible-for-copenhagen-drones", "copenhagen-airport-drones-2025"
# A question for each tool; a new tool needs a line.
QUESTIONS = {
    "search": {"q": "Peskow"},
    "match_claims": {"text": "Who sent drones over Copenhagen Airport?"},
    "list_claims": {"speaker": "dmitry-peskov", "disputed": True},
    "list_statements": {"speaker": ["dmitry-peskov", "mark-rutte"], "made_on__gte": "2025-09-01", "limit": 2},
    "get_statement": {"slug": "dmitry-peskov-2025-09-22-baseless"},
    "claim_stances": {"slug": CLAIM, "position": "denies"},
    "claim_positions": {"slug": CLAIM, "as_of": "2025-09-22"},
    "speaker_positions": {"slug": "dmitry-peskov", "as_of": "2025-09-30"},
    "list_contradictions": {"claim": CLAIM},
    "list_incidents": {"country": "DK"},
    "incident_matrix": {"slug": INCIDENT, "position": "denies"},
}
OTHERS = {
    "claim_positions": {"slug": CLAIM},
    "speaker_positions": {"slug": "dmitry-peskov"},
    "list_incidents": {},
    "list_contradictions": {},
    "list_statements": {"role": "spokesman"},
    "incident_matrix": {"slug": INCIDENT},
}
ASKED = [*QUESTIONS.items(), *OTHERS.items()]


def listed():
    return {each["name"]: each for each in send(message("tools/list"), headers("tools/list")).json()["result"]["tools"]}


def told(result):
    """The problem that a tool reports."""
    assert result["isError"]
    assert "structuredContent" not in result
    return json.loads(result["content"][0]["text"])


def test_every_tool_is_tried_here():
    assert list(listed()) == list(QUESTIONS)


@pytest.mark.parametrize(("name", "arguments"), ASKED)
def test_a_tool_answers_what_the_api_answers_within_its_schemas(name, arguments):
    tool, result = listed()[name], call(name, **arguments)
    assert not result["isError"], result["content"]
    jsonschema.Draft202012Validator.check_schema(tool["inputSchema"])
    found = result["structuredContent"]
    jsonschema.validate(found, tool["outputSchema"], jsonschema.Draft202012Validator)
    assert json.loads(result["content"][0]["text"]) == found
    assert (
        found["answer"] == Client().get(found["api"].removeprefix("http://localhost"), SERVER_NAME="localhost").json()
    )
    assert found["answer"].get("results", True), "the question finds something"


@pytest.mark.parametrize(("name", "arguments"), ASKED)
def test_an_answer_has_the_address_of_its_page(name, arguments):
    page = call(name, **arguments)["structuredContent"]["page"]
    if name == "match_claims":
        assert page is None
    else:
        assert page.startswith("http://localhost/")
        assert Client().get(page, SERVER_NAME="localhost").status_code == 200


def test_answers_are_those_of_the_revision():
    methods.validate_server_result(
        "tools/list", REVISION, send(message("tools/list"), headers("tools/list")).json()["result"]
    )
    methods.validate_server_result("tools/call", REVISION, call("search", q="Peskow"))


def test_who_denied_a_claim_comes_with_the_words_the_day_and_the_source():
    row = call("claim_stances", slug=CLAIM, position="denies")["structuredContent"]["answer"]["results"][0]
    said = row["statement"]
    assert (said["speaker"]["name"], row["excerpt"], said["made_on"]) == ("Dmitry Peskov", "baseless", "2025-09-22")
    assert said["affiliation"]["role"] == "Spokesman"
    assert said["source"]["slug"] == "nato-article-4-report-2025"


def test_the_next_page_is_asked_for_with_its_cursor():
    first = call("claim_stances", slug=CLAIM, limit=1)["structuredContent"]
    second = call("claim_stances", slug=CLAIM, limit=1, cursor=first["next_cursor"])["structuredContent"]
    assert [len(each["answer"]["results"]) for each in (first, second)] == [1, 1]
    assert first["answer"]["results"] != second["answer"]["results"]


@pytest.mark.parametrize(
    ("name", "arguments", "error"),
    [
        ("list_claims", {"speker": "x"}, ("speker", "There is no such parameter here. Did you mean “speaker”?")),
        ("list_claims", {"fields": "text"}, ("fields", "There is no such parameter here.")),
        (
            "list_claims",
            {"speaker": "dmitry-peskow"},
            ("speaker", "“dmitry-peskow”: there is no speaker with this slug. Did you mean “dmitry-peskov”?"),
        ),
        (
            "list_statements",
            {"made_on__gte": "22.9.2025"},
            ("made_on__gte", "“22.9.2025”: is no date of the form YYYY-MM-DD."),
        ),
        ("claim_stances", {}, ("slug", "This tool needs it.")),
        ("claim_stances", {"slug": "../../speakers"}, ("slug", "“../../speakers” is no slug: `search` finds slugs.")),
        ("claim_stances", {"slug": "A claim?"}, ("slug", "“A claim?” is no slug: `search` finds slugs.")),
        ("list_claims", {"limit": 51}, ("limit", "At most 50.")),
        ("list_claims", {"speaker": {"slug": "x"}}, ("speaker", "A value, or a list of at most 50.")),
        ("list_claims", {"speaker": ["x"] * 51}, ("speaker", "A value, or a list of at most 50.")),
        ("list_claims", {"speaker": None}, ("speaker", "A value, or a list of at most 50.")),
    ],
    ids=str,
)
def test_what_the_api_refuses_is_an_error_of_the_tool_that_helps(name, arguments, error):
    problem = told(call(name, **arguments))
    assert (problem["status"], [(each["parameter"], each["detail"]) for each in problem["errors"]]) == (400, [error])


def test_a_row_that_there_is_not_is_an_error_of_the_tool():
    assert told(call("get_statement", slug="nobody-said-this"))["status"] == 404


def test_a_former_slug_leads_to_the_row():
    Stance._meta.get_field("claim").related_model.objects.filter(slug=CLAIM).update(slug="another-address")
    found = call("claim_stances", slug=CLAIM, position="denies")["structuredContent"]
    assert found["api"] == "http://localhost/api/v1/claims/another-address/stances/?position=denies&limit=10"
    assert found["page"] == "http://localhost/claims/another-address/stances/?position=denies"


def test_an_answer_that_is_too_large_is_an_error_that_says_so(monkeypatch):
    monkeypatch.setattr("claims.api.mcp.calls.MOST_BYTES", 1_000)
    problem = told(call("claim_stances", slug=CLAIM))
    assert (problem["status"], problem["title"]) == (413, "Answer too large")


def test_a_tool_shows_what_the_role_of_the_key_sees():
    claim = make.ClaimFactory()
    stance = make.StanceFactory(claim=claim, review_status="suggested")
    assert call("claim_stances", slug=claim.slug)["structuredContent"]["answer"]["results"] == []
    coder = Keyed(Role.CODER, "carla")
    (row,) = call("claim_stances", coder.key, slug=claim.slug)["structuredContent"]["answer"]["results"]
    assert row["id"] == stance.pk


def test_no_tool_writes():
    for each in described().values():
        assert each.listed["annotations"]["readOnlyHint"] is True
    before = Stance.objects.count()
    for name, arguments in ASKED:
        call(name, **arguments)
    assert Stance.objects.count() == before


@override_settings(RATE_LIMIT_ADDRESS=None)
def test_all_tools_together_are_short_enough_to_be_read_by_a_model():
    inputs = {name: [each["description"], each["inputSchema"]] for name, each in listed().items()}
    assert len(json.dumps(inputs)) < 30_000

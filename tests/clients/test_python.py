"""A client in Python, as openapi-python-client generates it from openapi.yaml: it reads answers and makes bodies."""

import json
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.support import factories as make
from tests.support.clients import Get, Keyed
from tests.support.openapi import COMMITTED
from tests.support.processes import BIN, run
from tests.support.served import HOST, served

PAGE = (Path(settings.BASE_DIR) / "docs" / "clients.md").read_text(encoding="utf-8")

# What a user of the generated client would write; the answers come in on stdin, by name.
IMPORTED = """
import importlib, json, pkgutil, sys
import tracker_client
from tracker_client import models
for module in pkgutil.walk_packages(tracker_client.__path__, "tracker_client."):
    importlib.import_module(module.name)
def same(read, answer):
    back = json.loads(json.dumps(read.to_dict()).replace("+00:00", "Z"))
    assert back == answer, (back, answer)
answers = json.load(sys.stdin)
"""
STANCES = """
page = models.StancePage.from_dict(answers)
assert page.next_ is None, page.next_
for stance, row in zip(page.results, answers["results"], strict=True):
    assert stance.position is models.StancePosition.DENIES
    assert stance.statement.made_on.isoformat() == row["statement"]["made_on"]
    assert stance.statement.speaker.kind.value == row["statement"]["speaker"]["kind"]
    assert not stance.additional_properties, stance.additional_properties
same(page, answers)
"""
SEARCH = """
for answer in answers:
    [row] = models.SearchRowPage.from_dict(answer).results
    print(type(row).__name__)
    assert not row.additional_properties, row.additional_properties
    same(row, answer["results"][0])
"""
DETAILS = """
for name, answer in answers.items():
    row = getattr(models, name).from_dict(answer)
    assert not row.additional_properties, row.additional_properties
    same(row, answer)
"""
# In place of the network: the one request that the program in the docs makes, and its answer.
ANSWERED = """
import httpx, json, sys
given = json.load(sys.stdin)
def answer(transport, request):
    assert str(request.url) == given["address"], request.url
    return httpx.Response(200, json=given["answer"])
httpx.HTTPTransport.handle_request = answer
"""
BODIES = """
Topic, Patch = models.TopicBodyRequest, models.PatchedTopicBodyRequest
print(json.dumps([Topic(slug="elections", name="Elections").to_dict(), Patch(name="All elections").to_dict()]))
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the package `tracker_client`, generated without a warning."""
    place = tmp_path_factory.mktemp("python")
    package = place / "tracker_client"
    said = run(
        BIN / "openapi-python-client",
        "generate",
        *("--path", COMMITTED, "--output-path", package, "--meta", "none", "--fail-on-warning"),
        cwd=place,
    )
    assert "warn" not in said.lower(), said
    run(sys.executable, "-W", "error", "-m", "compileall", "-q", package, cwd=place)
    return place


@pytest.mark.django_db(transaction=True)
def test_the_documented_command_makes_the_package_from_a_running_tracker(generated: Path, tmp_path: Path) -> None:
    [command] = re.findall(r"(?m)^openapi-python-client generate .*$", PAGE)
    with served(1) as tracker:
        assert tracker.status("/api/v1/schema/") == 200  # the first time takes longer than the generator may wait
        run(*command.replace("127.0.0.1:8000", f"{HOST}:{tracker.port}").split(), cwd=tmp_path)
    assert sources(tmp_path) == sources(generated)


def sources(place: Path) -> dict[str, str]:
    package = place / "tracker_client"
    return {str(file.relative_to(package)): file.read_text(encoding="utf-8") for file in package.rglob("*.py")}


def execute(generated: Path, program: str, answers: object) -> str:
    return run(sys.executable, "-c", IMPORTED + program, cwd=generated, given=json.dumps(answers))


@pytest.mark.usefixtures("article")
def test_a_list_is_read_with_types_and_written_back_the_same(generated: Path, get: Get) -> None:
    answer = get("claims/russia-responsible-for-copenhagen-drones/stances/?position=denies")
    assert answer["results"]
    execute(generated, STANCES, answer)


@pytest.mark.usefixtures("article")
def test_a_row_that_was_found_is_read_into_the_class_of_its_type(generated: Path, get: Get) -> None:
    make.SourceFactory(headline="Drones over the harbour", publisher="The Tide")
    words = {
        "speaker": "Peskov",
        "claim": "deliberate",
        "statement": "accidental",
        "incident": "Sentry",
        "source": "Harbour",
    }
    answers = [get(f"search/?q={word}&type={kind}&limit=1") for kind, word in words.items()]
    assert [row["type"] for answer in answers for row in answer["results"]] == list(words)
    assert execute(generated, SEARCH, answers).split() == [
        "FoundSpeaker",
        "FoundClaim",
        "FoundStatement",
        "FoundIncident",
        "FoundSource",
    ]


@pytest.mark.usefixtures("article")
def test_a_detail_has_the_fields_of_the_list_and_its_own(generated: Path, get: Get) -> None:
    details = {
        "ClaimDetail": get("claims/russia-responsible-for-copenhagen-drones/"),
        "IncidentDetail": get("incidents/russian-airspace-violations-2025/"),
        "StatementDetail": get("statements/anitta-hipper-2025-09-22-this-was-not-accidental/"),
    }
    execute(generated, DETAILS, details)


@pytest.mark.usefixtures("article")
def test_the_program_in_the_docs_prints_who_denied_a_claim(generated: Path, get: Get) -> None:
    [program] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    path = "claims/russia-responsible-for-copenhagen-drones/stances/?limit=30&position=denies"
    given = {"address": f"http://127.0.0.1:8000/api/v1/{path}", "answer": get(path)}
    said = run(sys.executable, "-c", ANSWERED + program, cwd=generated, given=json.dumps(given))
    assert sorted(said.splitlines()) == [
        "2025-09-22 Dmitry Peskov baseless",
        "2025-09-22 Russia rejects the accusation of having been behind the drones",
    ]


def test_bodies_of_post_and_patch_have_the_given_members_and_are_accepted(generated: Path, editor: Keyed) -> None:
    new, change = json.loads(execute(generated, BODIES, None))
    assert (new, change) == ({"slug": "elections", "name": "Elections"}, {"name": "All elections"})
    made = editor.post("topics/", new)
    assert made.status_code == 201, made.content
    changed = editor.patch("topics/elections/", change)
    assert (changed.status_code, changed.json()["name"]) == (200, "All elections")

"""What the README shows is what the tracker answers: the tour, the examples of errors, figures and settings."""

import json
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from claims.models import Claim, Stance, Statement

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOST, PORT = "127.0.0.1", "8000"
BLOCK = re.compile(r"```console\n\$ (?P<command>(?:[^\n]*\\\n)*[^\n]*)\n(?P<answer>.*?)\n```", re.DOTALL)
COMMAND = re.compile(
    r"curl -s '(?P<address>http://127\.0\.0\.1:8000/[^']*)' \\\n +\| python3 -m json\.tool --no-ensure-ascii"
)
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/model.md",
    "docs/api.md",
    "docs/clients.md",
    "docs/deployment.md",
)
SETTINGS = ("tracker/settings.py", "claims/management/commands/quickstart.py")


class Step(NamedTuple):
    """A request of the tour, and the answer printed below it."""

    address: str
    answer: str


def section(heading: str) -> str:
    """The text below a heading of the README, up to the next one."""
    return README.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def steps() -> list[Step]:
    found = []
    for block in BLOCK.finditer(section("A tour")):
        command = COMMAND.fullmatch(block["command"])
        assert command, f"not a request that this test can run: {block['command']}"
        found.append(Step(command["address"], block["answer"]))
    return found


def path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@pytest.mark.django_db
def test_the_tour_shows_what_the_api_answers(article):
    reader = Client(SERVER_NAME=HOST, SERVER_PORT=PORT)
    wrong = []
    for step in steps():
        response = reader.get(path(step.address))
        answer = json.dumps(response.json(), indent=4, ensure_ascii=False)
        if (response.status_code, answer) != (200, step.answer):
            wrong.append(f"The README shows another answer to {step.address}\nThe API answers:\n{answer}")
    assert not wrong, "\n\n".join(wrong)


def test_the_tour_has_eight_steps_and_nothing_else_in_its_blocks():
    assert len(steps()) == 8 == section("A tour").count("```console")


@pytest.mark.django_db
def test_the_mistakes_get_the_answers_shown(article, reader):
    rows = re.findall(r"^\| `(/api/v1/.*?)` \| (.*?) \|$", section("Three common mistakes"), re.MULTILINE)
    assert len(rows) == 3
    for address, detail in rows:
        response = reader.get(address)
        assert (response.status_code, [error["detail"] for error in response.json()["errors"]]) == (400, [detail])


@pytest.mark.django_db
def test_the_figures_are_those_of_the_article(article):
    speakers = Statement.objects.values("speaker").distinct().count()
    first = f"{Statement.objects.count()} statements by {speakers} speakers"
    assert f"{first}, {Claim.objects.count()} claims, {Stance.objects.count()} stances" in README


def test_every_setting_is_explained_and_every_explained_setting_is_read():
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", section("Settings"), re.MULTILINE))
    code = "".join((ROOT / name).read_text() for name in SETTINGS)
    read = re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", code) + re.findall(r"environ\.get\(\"([A-Z_]+)\"", code)
    assert explained == set(read)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_between_the_documents_lead_somewhere(name):
    document = ROOT / name
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert target.startswith("https://") or (document.parent / target).exists(), target


def status_of(response):
    """The status of a response that is read to its end: a stream then gives its place to another one."""
    assert b"".join(response)
    return response.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["api", "model"])
def test_requests_in_the_documents_are_answered(article, reader, name):
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    requests = re.findall(r"^GET (/\S+)$", text, re.MULTILINE)
    assert requests
    assert [request for request in requests if status_of(reader.get(request)) != 200] == []

"""“Your own article in ten minutes”: the steps of the README, from an account to the answer of the API."""

import re
from html import unescape
from typing import Any

import pytest

from claims.models import Source, Stance, Statement
from tests.support.copies import BASE
from tests.support.desk import desk

pytestmark = pytest.mark.django_db

ARTICLE = (BASE / "docs" / "example-article.txt").read_text(encoding="utf-8")
DENIED = "Not one litre of oil left our ship"
NEW_CLAIM = {"claim_text": "Oil left the ferry Astrid.", "claim_name": "Oil from the Astrid", "claim_kind": "event"}


def form_of(response: Any) -> dict[str, Any]:
    """What a browser would send for the second step of adding a text."""
    form = response.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def card_of(client: Any, words: str) -> tuple[str, dict[str, Any]]:
    """The address and the fields of the card for some words."""
    start = ARTICLE.index(words)
    address = f"/desk/read/{Source.objects.get().slug}/?at={start}-{start + len(words)}"
    return address, {name: value for name, value in client.get(address).context["card"].values.items() if value}


def record(client: Any, words: str, **chosen: Any) -> None:
    address, values = card_of(client, words)
    answer = client.post(address, values | chosen | {"intent": "record"})
    assert answer.status_code == 303, answer.context["card"].errors


def test_the_steps_of_the_readme_lead_from_an_article_to_the_answer_of_the_api(get: Any) -> None:
    coder, colleague = desk("administrator"), desk("reviewer")
    found = coder.post("/desk/texts/", {"pasted": ARTICLE})
    sent = form_of(found)
    assert (sent["headline"], sent["language"], str(sent["published_on"])) == (
        *("Ferry company and mayor at odds over oil in Ostby harbour", "en"),
        "",
    )
    sent |= {"published_on": "2025-05-14", "keep": "1"}
    assert coder.post("/desk/texts/", sent)["Location"] == f"/desk/read/{Source.objects.get().slug}/"

    record(coder, "The oil on our beaches came from the ferry Astrid", claim="new", position="affirms", **NEW_CLAIM)
    claim = Stance.objects.get().claim.slug
    record(coder, DENIED, claim=claim, position="denies")
    record(coder, "The accusation is entirely without foundation")
    record(coder, "We do not know yet where the oil came from", claim=claim, position="declines")
    record(coder, "The results will be here on Friday")
    speakers = [said.speaker.name for said in Statement.objects.order_by("pk")]
    assert speakers == ["Karen Dahl", "Peter Lund", "Peter Lund", "Ingrid Moe", "Tomas Berg"]

    address, _ = card_of(colleague, DENIED)
    assert address in unescape(colleague.get("/admin/claims/stance/").content.decode())
    page = colleague.get(address).content.decode()
    stance, seen = re.findall(r'name="stance" value="(\d+)"><input type="hidden" name="seen" value="(\w+)"', page)[0]
    assert colleague.post(address, {"intent": "confirm", "stance": stance, "seen": seen}).status_code == 303

    (answer,) = get("claims/?speaker=peter-lund")["results"]
    assert answer["text"] == "Oil left the ferry Astrid."
    (position,) = get(f"speakers/peter-lund/positions/?claim={claim}")["results"]
    assert (position["position"], position["timeline"][0]["statement"]["text"]) == ("denies", DENIED)

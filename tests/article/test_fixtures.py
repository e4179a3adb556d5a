"""The fixtures: one news article about NATO, encoded as statements, claims and stances."""

import json
import random
import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pgtrigger
import pytest
from django.apps import apps
from django.core.management import call_command

from claims.models import Affiliation, Change, Claim, ClaimTally, Position, Stance, Statement
from tests.support.loaded import loaded
from tests.support.tables import TABLES

FILES = sorted((Path(__file__).parents[2] / "fixtures").glob("*.json"))
COPENHAGEN = "copenhagen-airport-drones-2025"
RUSSIA_DID_IT = "russia-responsible-for-copenhagen-drones"
NO_EVIDENCE = "accusations-against-russia-lack-evidence"
DELIBERATE = "airspace-incidents-were-deliberate"
FIGURES = (
    *("10 September 2025", "12 September 2025", "second time in two weeks", "Three Russian MiG-31s", "12 minutes"),
    *("Article 4", "Article 5", "F-35A", "fifth time", "nine months", "0.25%", "ten years", "one billion euros"),
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("backwards")]


def load(files):
    call_command("loaddata", *map(str, files), verbosity=0)


@pytest.fixture(scope="module")
def backwards(django_db_setup, django_db_blocker):
    """The fixtures, loaded once for the tests of this file, last file first, and taken back after them."""
    with loaded(django_db_blocker, lambda: load(FILES[::-1])):
        yield


def positions(speaker, capacity="own"):
    held = Position.objects.filter(speaker__slug=speaker, capacity=capacity)
    return dict(held.values_list("claim__slug", "position"))


def rows():
    """Every row of every table of ours, with its timestamps."""
    tables = *TABLES, Statement.incidents.through, Claim.topics.through
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_each_record_of_the_files_is_one_row():
    records = Counter(record["model"] for file in FILES for record in json.loads(file.read_text(encoding="utf-8")))
    assert records == {model: apps.get_model(model).objects.count() for model in records}


@pytest.mark.parametrize("seed", range(4))
def test_loading_again_in_any_order_changes_nothing(seed):
    long_ago = datetime(2025, 1, 1, tzinfo=UTC)
    with pgtrigger.ignore():
        for table in set(TABLES) - {Change}:
            table.objects.update(updated_at=long_ago)
    before = rows()
    assert {row["updated_at"] for row in before["Stance"]} == {long_ago}
    load(random.Random(seed).sample(FILES, len(FILES)))  # noqa: S311
    assert rows() == before
    call_command("check_positions")


def test_the_article_gives_many_statements_and_each_takes_a_stance():
    assert Statement.objects.count() > 25
    assert not Statement.objects.exclude(stances__review_status="confirmed").exists()


def test_quotes_are_cited_and_paraphrases_are_not():
    for statement in Statement.objects.prefetch_related("citations"):
        cited = [citation.exact for citation in statement.citations.all()]
        assert cited == ([statement.text] if statement.kind == "quote" else [])


def test_peskov_denies_that_russia_did_it_and_the_kremlin_with_him():
    assert positions("dmitry-peskov") == {RUSSIA_DID_IT: "denies", NO_EVIDENCE: "affirms"}
    assert positions("kremlin", "represented") == positions("dmitry-peskov")
    assert positions("kremlin") == {}


def test_zelensky_holds_russia_responsible_and_russia_rejects_it():
    assert positions("volodymyr-zelensky") == {RUSSIA_DID_IT: "affirms"}
    assert positions("russia") == {RUSSIA_DID_IT: "denies"}


def test_hipper_calls_the_incidents_deliberate_and_the_commission_with_her():
    assert set(positions("anitta-hipper").values()) == {"affirms"}
    assert DELIBERATE in positions("anitta-hipper")
    assert positions("european-commission", "represented") == positions("anitta-hipper")
    stance = Stance.objects.get(claim__slug=DELIBERATE, excerpt="This was not accidental")
    assert (stance.position, stance.explicitness) == ("affirms", "explicit")


def test_rutte_leaves_open_whether_it_was_deliberate_and_asserts_all_the_rest():
    held = positions("mark-rutte")
    assert held.pop(DELIBERATE) == "questions"
    assert {*held.values()} == {"affirms"}
    assert {"nato-will-use-force-if-necessary", "three-mig-31s-entered-estonian-airspace"} <= held.keys()


def test_only_who_did_it_is_disputed_about_copenhagen():
    disputed = ClaimTally.objects.filter(disputed=True)
    assert set(disputed.values_list("claim__slug", flat=True)) == {RUSSIA_DID_IT}
    claim = Claim.objects.get(slug=RUSSIA_DID_IT)
    assert list(claim.incident_links.values_list("incident__slug", "aspect")) == [(COPENHAGEN, "responsibility")]


def test_statements_show_the_role_held_then_and_never_a_former_one():
    former = Affiliation.objects.get(former=True)
    assert (former.person.slug, former.role) == ("kestutis-budrys", "National security adviser to the president")
    assert not former.statements.exists()
    by_persons = Statement.objects.filter(speaker__kind="person")
    roles = set(by_persons.values_list("speaker__slug", "affiliation__role"))
    assert ("kestutis-budrys", "Foreign Minister") in roles
    assert len(roles) == 7


def test_claims_name_no_speaker_and_are_full_sentences():
    for claim in Claim.objects.all():
        words = re.findall(r"\w+", f"{claim.name} {claim.text}".lower())
        assert not {"said", "says", "stated", "claims", "claimed", "according", "denies", "affirms"} & {*words}
        assert claim.text.endswith(".")


def test_every_figure_of_the_article_is_in_a_claim():
    texts = " ".join(Claim.objects.values_list("text", flat=True))
    assert [figure for figure in FIGURES if figure not in texts] == []

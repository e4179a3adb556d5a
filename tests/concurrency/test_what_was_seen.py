"""A confirmation counts for what the reviewer saw: a change of anything that the judgement rests on voids it."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from claims.choices import Role
from claims.models import Affiliation, Citation, Claim, Source, Speaker, Stance, Statement
from claims.roles import grant
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.desk import desk, page, seen, told
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES = {
    "position": lambda: Stance.objects.update(position="denies"),
    "words": lambda: Statement.objects.update(text="It was nobody."),
    "original words": lambda: Statement.objects.update(original_text="Ingen.", original_language="da"),
    "language": lambda: Statement.objects.update(language="da"),
    "day": lambda: Statement.objects.update(made_on=date(2025, 9, 22)),
    "attribution": lambda: Statement.objects.update(attribution="an enemy"),
    "venue": lambda: Statement.objects.update(venue="Moscow"),
    "speaker": lambda: Speaker.objects.filter(slug="ann").update(name="Zoe"),
    "for whom": lambda: Speaker.objects.filter(slug="party").update(name="The other party"),
    "role": lambda: Affiliation.objects.update(role="Former minister"),
    "organisation": lambda: Speaker.objects.filter(slug="ministry").update(name="The circus"),
    "address of the source": lambda: Source.objects.update(url="https://other.example/"),
    "day of the source": lambda: Source.objects.update(published_on=date(1999, 1, 1), published_on_precision="day"),
    "text of the source": lambda: Source.objects.update(content="This was not accidental."),
    "citation": lambda: Citation.objects.update(prefix="Not "),
    "new citation": lambda: make.CitationFactory(statement=Statement.objects.get(), exact="nobody"),
    "citation that goes": lambda: Citation.objects.all().delete(),
    "claim": lambda: Claim.objects.update(text="It was an accident."),
    "name of the claim": lambda: Claim.objects.update(name="An accident"),
    "context of the claim": lambda: Claim.objects.update(context="A joke."),
    "kind of the claim": lambda: Claim.objects.update(kind="intent"),
}
every_change = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)


@pytest.fixture
def stance():
    grant(apps)
    role = make.AffiliationFactory(person__slug="ann", organization__slug="ministry")
    said = make.StatementFactory(
        speaker=role.person, affiliation=role, on_behalf_of=make.OrganizationFactory(slug="party")
    )
    make.CitationFactory(statement=said)
    return make.StanceFactory(statement=said, review_status="suggested")


def by_the_api(stance):
    """Reads the stance; returns what confirms it then."""
    client, path = Keyed(Role.REVIEWER, "rita"), f"stances/{stance.pk}/"
    tag = client.get(path)["ETag"]
    return lambda: client.post(f"{path}confirm/", {}, **{"If-Match": tag}).status_code == 200


def on_its_page(stance):
    client = desk("reviewer", "rita")
    sent = {"verdict": "confirm"} | seen(client.get(page(stance)))
    address = reverse("admin:claims_stance_review", args=[stance.pk])
    return lambda: "1 stance confirmed." in told(client, client.post(address, sent))


def in_the_queue(stance):
    client = desk("reviewer", "rita")
    sent = {"action": "confirm_selected", "_selected_action": [stance.pk]} | seen(client.get(page(Stance)))
    return lambda: "1 stance confirmed." in told(client, client.post(page(Stance), sent))


every_door = pytest.mark.parametrize("read", [by_the_api, on_its_page, in_the_queue])


@every_door
def test_what_stayed_as_it_was_read_is_confirmed(stance, read):
    confirm = read(stance)
    Source.objects.create(kind="document", slug="another-source")
    assert confirm()
    assert Stance.objects.get().review_status == "confirmed"


@every_door
@every_change
def test_what_changed_since_it_was_read_is_not_confirmed(stance, read, change):
    confirm = read(stance)
    change()
    assert not confirm()
    assert Stance.objects.get().review_status == "suggested"


@every_door
@every_change
def test_what_is_being_changed_while_it_is_confirmed_is_not_confirmed(stance, read, change):
    confirm, done = read(stance), []
    assert interleaved(change, lambda: done.append(confirm())) == (None, None)
    assert done == [False]
    assert Stance.objects.get().review_status == "suggested"


@pytest.mark.parametrize("place", ["page", "queue"])
def test_what_was_not_shown_is_not_confirmed_at_the_desk(stance, place):
    client = desk("reviewer", "rita")
    if place == "page":
        answer = client.post(reverse("admin:claims_stance_review", args=[stance.pk]), {"verdict": "confirm"})
    else:
        answer = client.post(page(Stance), {"action": "confirm_selected", "_selected_action": [stance.pk]})
    assert "look once more" in told(client, answer)
    assert Stance.objects.get().review_status == "suggested"


@pytest.mark.parametrize("path", ["speakers/ann/", "sources/report/"])
def test_a_coder_does_not_change_ones_own_rows_while_what_rests_on_them_is_confirmed(path):
    grant(apps)
    coder, reviewer, answers = Keyed(Role.CODER, "carla"), Keyed(Role.REVIEWER, "rita"), []
    claim = make.ClaimFactory()
    coder.post("speakers/", {"slug": "ann", "kind": "person", "name": "Ann", "sort_name": "Ann"})
    coder.post("sources/", {"slug": "report", "kind": "document"})
    taken = {"claim": claim.slug, "position": "affirms", "explicitness": "explicit"}
    said = {"speaker": "ann", "source": "report", "kind": "paraphrase", "text": "It was.", "made_on": "2025-09-23"}
    assert coder.post("statements/", {**said, "stances": [taken]}).status_code == 201
    assert coder.patch(path, {"slug": path.split("/")[1]}).status_code == 200
    interleaved(
        lambda: answers.append(reviewer.post(f"stances/{Stance.objects.get().pk}/confirm/", {}).status_code),
        lambda: answers.append(coder.patch(path, {"slug": "another"}).status_code),
    )
    assert answers == [200, 403]

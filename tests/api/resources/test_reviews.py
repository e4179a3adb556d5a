"""Reviews: their workflow by the API, who sees which, and what a claim shows of them."""

from datetime import date
from typing import Any

import pytest

from claims.choices import Role
from claims.models import Change, Review
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.endpoints import READER
from tests.support.positions import assert_positions_are_right

pytestmark = pytest.mark.django_db


def read(path: str) -> Any:
    answer = READER.get(f"/api/v1/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def slugs(path: str) -> list[str]:
    return [row["slug"] for row in read(path)["results"]]


def body(**fields: Any) -> dict[str, Any]:
    found = {"author": "Faktencheck", "external_url": "https://facts.example/a", "rating": "Falsch", "verdict": "false"}
    return {"claim": make.ClaimFactory(slug="drones").slug, **found, **fields}


def test_a_review_of_ours_is_public_once_two_people_have_brought_it_there(coder: Keyed, reviewer: Keyed) -> None:
    made = coder.post("reviews/", body(own=True, external_url="", body="Nobody saw any."))
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    path = f"reviews/{made.json()['slug']}/"
    assert coder.get(path).json()["body"] == "Nobody saw any."
    for by, action, status in (
        (coder, "submit", "approval_needed"),
        (reviewer, "approve", "proofreading_needed"),
        (reviewer, "publish", "published"),
    ):
        assert READER.get(f"/api/v1/{path}").status_code == 404
        assert slugs("reviews/") == slugs("claims/drones/reviews/") == []
        assert read("claims/drones/")["agreement"] is None
        answer = by.post(f"{path}{action}/", {})
        assert (answer.status_code, answer.json()["status"]) == (200, status)
    assert slugs("reviews/") == slugs("claims/drones/reviews/") == [made.json()["slug"]]
    claim = read("claims/drones/")
    assert ([each["verdict"] for each in claim["reviews"]], claim["agreement"]) == (["false"], "single")


def test_a_review_by_others_is_public_with_the_approval(coder: Keyed, reviewer: Keyed) -> None:
    path = f"reviews/{coder.post('reviews/', body()).json()['slug']}/"
    assert coder.post(f"{path}submit/", {}).json()["status"] == "approval_needed"
    assert reviewer.post(f"{path}approve/", {}).json()["status"] == "published"
    assert read(path)["external_url"] == "https://facts.example/a"


def test_what_is_taken_up_again_is_not_public_any_more_and_its_reason_stays_in_the_team(reviewer: Keyed) -> None:
    review = make.ReviewFactory()
    answer = reviewer.post(f"reviews/{review.slug}/reopen/", {"reason": "A typing error."})
    assert (answer.status_code, answer.json()["status"]) == (200, "draft")
    assert "typing error" not in answer.content.decode()
    assert READER.get(f"/api/v1/reviews/{review.slug}/").status_code == 404
    assert read(f"claims/{review.claim.slug}/")["agreement"] is None


def test_several_reviews_are_recorded_at_once_or_none(coder: Keyed) -> None:
    first = body()
    second = {**first, "external_url": "http://FACTS.example/a/"}
    answer = coder.post("reviews/", [first, second])
    told = (answer.status_code, answer.json()["errors"][0]["code"], Review.objects.count())
    assert told == (409, "review_url_unique", 0)
    second["external_url"] = "https://facts.example/b"
    assert coder.post("reviews/", [first, second]).status_code == 201
    assert {*Review.objects.values_list("status", "coder__username")} == {("draft", "carla-coder")}


def test_an_outcome_is_refused_for_what_is_no_promise_in_the_words_of_the_rule(coder: Keyed) -> None:
    answer = coder.post("reviews/", body(verdict="kept"))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "review_verdict_fits_claim")
    assert "Outcomes are for promises" in answer.json()["detail"]


def test_a_published_review_says_why_it_does_not_change(editor: Keyed) -> None:
    review = make.ReviewFactory()
    answer = editor.patch(f"reviews/{review.slug}/", {"verdict": "true"})
    assert answer.status_code == 409
    assert f"`verdict`: It is published: `POST /reviews/{review.slug}/reopen/` first." in answer.json()["detail"]
    same = editor.patch(f"reviews/{review.slug}/", {"verdict": "false", "rating": "Falsch"})
    assert same.status_code == 200


def test_a_renamed_review_is_found_under_its_former_slug(editor: Keyed) -> None:
    review = make.ReviewFactory(slug="first")
    assert editor.patch("reviews/first/", {"slug": "second"}).status_code == 200
    moved = READER.get("/api/v1/reviews/first/")
    assert (moved.status_code, moved["Location"].endswith("/reviews/second/")) == (301, True)
    assert Review.objects.get().pk == review.pk


def test_nothing_of_a_draft_is_in_the_feed_not_even_its_former_slugs(editor: Keyed) -> None:
    draft = make.ReviewFactory(status="draft", slug="secret")
    assert editor.patch("reviews/secret/", {"slug": "very-secret"}).status_code == 200
    Review.objects.filter(pk=draft.pk).delete()
    recorded = Change.objects.filter(collection="reviews")
    assert recorded.exists()
    assert not recorded.exclude(shown="").exists()
    assert READER.get("/api/v1/reviews/very-secret/history/").status_code == 404


@pytest.mark.parametrize(
    ("verdicts", "agreement"),
    [
        ([], None),
        (["false"], "single"),
        (["satire", "satire"], "unanimous"),
        (["false", "mostly_false", "mostly_false"], "close"),
        (["half_true", "mostly_true"], "close"),
        (["false", "half_true"], "mixed"),
        (["false", "mostly_false", "half_true"], "mixed"),
        (["false", "misleading"], "mixed"),
        (["other", "unverifiable"], "mixed"),
    ],
)
def test_how_reviews_agree(verdicts: list[str], agreement: str | None) -> None:
    claim, other = make.ClaimFactory(slug="drones"), make.ClaimFactory()
    for verdict in verdicts:
        make.ReviewFactory(claim=claim, verdict=verdict)
    make.ReviewFactory(claim=claim, verdict="true", status="draft")
    make.ReviewFactory(claim=other, verdict="true")
    assert read("claims/drones/")["agreement"] == agreement
    assert ("drones" in slugs("claims/?agreement=mixed")) == (agreement == "mixed")
    assert_positions_are_right()


def test_agreement_follows_each_change_of_the_reviews() -> None:
    one, other = make.ClaimFactory(), make.ClaimFactory()
    first, second = make.ReviewFactory(claim=one), make.ReviewFactory(claim=one, verdict="true")

    def agreements() -> list[str | None]:
        return [read(f"claims/{claim.slug}/")["agreement"] for claim in (one, other)]

    assert agreements() == ["mixed", None]
    Review.objects.filter(pk=second.pk).update(status="draft")
    assert agreements() == ["single", None]
    Review.objects.filter(pk=second.pk).update(claim=other)
    Review.objects.filter(pk=second.pk).update(status="published")
    assert agreements() == ["single", "single"]
    Review.objects.filter(pk=first.pk).update(status="draft")
    Review.objects.filter(pk=first.pk).delete()
    assert agreements() == [None, "single"]
    assert_positions_are_right()


def test_denied_but_rated_true(coder: Keyed) -> None:
    denied, affirmed, rated_false, unpublished = (make.ClaimFactory(slug=name) for name in ("a", "b", "c", "d"))
    somebody = make.SpeakerFactory()
    for claim in (denied, rated_false, unpublished):
        make.take(somebody, claim, "denies", date(2025, 9, 23))
    make.take(somebody, affirmed, "affirms", date(2025, 9, 23))
    make.ReviewFactory(claim=denied, verdict="true")
    make.ReviewFactory(claim=affirmed, verdict="true")
    make.ReviewFactory(claim=rated_false, verdict="false")
    make.ReviewFactory(claim=unpublished, verdict="true", status="draft")
    assert slugs("claims/?position=denies&verdict=true") == ["a"]
    # Drafts do not count for the team either.
    assert [row["slug"] for row in coder.get("claims/?position=denies&verdict=true").json()["results"]] == ["a"]
    assert sorted(slugs("claims/?verdict__in=true,false")) == ["a", "b", "c"]
    assert sorted(slugs(f"claims/?speaker={somebody.slug}&verdict=true")) == ["a", "b"]


def test_filters_of_reviews(coder: Keyed) -> None:
    claim = make.ClaimFactory(slug="drones", kind="promise")
    incident = make.IncidentClaimFactory(claim=claim).incident
    speaker = make.take(make.SpeakerFactory(), claim, "affirms", date(2025, 9, 23)).statement.speaker
    day = {"published_on": date(2025, 9, 20), "published_on_precision": "day"}
    make.ReviewFactory(
        slug="x",
        claim=claim,
        verdict="kept",
        author="Fakten­check Köln",
        language="de",
        own=True,
        url="https://x.example/1",
        **day,
    )
    make.ReviewFactory(slug="y")
    make.ReviewFactory(slug="z", status="draft")
    for query in (
        "claim=drones",
        "kind=promise",
        "verdict=kept",
        "verdict__in=kept,broken",
        "author=FAKTENCHECK%20k%C3%B6ln",
        "language=DE",
        "own=true",
        "published_on=2025-09-20",
        "published_on__gte=2025-09-01",
        "external_url=http://X.example/1/",
        f"incident={incident.slug}",
        f"speaker={speaker.slug}",
    ):
        assert slugs(f"reviews/?{query}") == ["x"], query
    assert slugs("reviews/?status=draft") == []
    assert [row["slug"] for row in coder.get("reviews/?status=draft").json()["results"]] == ["z"]
    assert slugs("reviews/") == ["x", "y"]  # what has no date comes last
    assert slugs("reviews/?ordering=published_on") == ["x", "y"]


def test_a_claim_shows_its_latest_reviews_and_says_where_all_are() -> None:
    claim = make.ClaimFactory(slug="drones")
    for number in range(1, 8):
        day = {"published_on": date(2025, 9, number), "published_on_precision": "day"}
        make.ReviewFactory(claim=claim, slug=f"r-{number}", **day)
    assert [each["slug"] for each in read("claims/drones/")["reviews"]] == ["r-7", "r-6", "r-5", "r-4", "r-3"]
    assert len(slugs("claims/drones/reviews/")) == 7


@pytest.mark.parametrize(
    ("taken", "change"),
    [
        (["affirms", "affirms"], "none"),
        (["affirms", "reports"], "none"),
        (["affirms", "qualifies"], "half"),
        (["questions", "denies"], "half"),
        (["affirms", "denies"], "full"),
        (["denies", "questions", "affirms"], "full"),
    ],
)
def test_how_far_somebody_changed_position(taken: list[str], change: str) -> None:
    speaker, claim = make.SpeakerFactory(), make.ClaimFactory()
    make.IncidentClaimFactory(claim=claim, incident=make.IncidentFactory(slug="drones"))
    for number, position in enumerate(taken):
        make.take(speaker, claim, position, date(2025, 9, 1 + number))
    (position,) = read(f"speakers/{speaker.slug}/positions/")["results"]
    assert (position["change"], position["changed"]) == (change, change != "none")
    assert read("incidents/drones/matrix/")["cells"][0]["change"] == change
    (then,) = read(f"claims/{claim.slug}/positions/?as_of=2025-09-01")["results"]
    assert then["change"] == "none"
    for asked in ("none", "half", "full"):
        found = read(f"claims/{claim.slug}/positions/?change={asked}")["results"]
        assert bool(found) == (asked == change)
        # On the first day there was one position.
        found = read(f"claims/{claim.slug}/positions/?as_of=2025-09-01&change={asked}")["results"]
        assert bool(found) == (asked == "none")
    for address in (f"claims/{claim.slug}/positions/", f"speakers/{speaker.slug}/positions/"):
        assert bool(read(f"{address}?change__in=half,full")["results"]) == (change != "none")
    assert bool(read("incidents/drones/matrix/?change__in=half,full")["cells"]) == (change != "none")


def test_no_stance_follows_from_a_review() -> None:
    claim = make.ReviewFactory().claim
    assert read(f"claims/{claim.slug}/stances/")["results"] == []
    assert sum(read(f"claims/{claim.slug}/")["tallies"].values()) == 0


def test_who_wrote_a_review_does_not_approve_it(reviewer: Keyed) -> None:
    path = f"reviews/{reviewer.post('reviews/', body()).json()['slug']}/"
    reviewer.post(f"{path}submit/", {})
    answer = reviewer.post(f"{path}approve/", {})
    assert (answer.status_code, "somebody else has to approve it" in answer.json()["detail"]) == (403, True)
    assert Keyed(Role.REVIEWER, "another").post(f"{path}approve/", {}).status_code == 200

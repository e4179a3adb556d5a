"""Who may do what to which row, by which door: one literal table, to which every door is held."""

from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from claims.choices import Role
from claims.models import (
    Affiliation,
    Claim,
    Correction,
    Incident,
    IncidentKind,
    Review,
    Source,
    Speaker,
    Stance,
    Statement,
    Topic,
)
from claims.roles import ROLES as TABLE_OF_ROLES
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.doubles import doubled, merged
from tests.support.factories import SourceFactory, SpeakerFactory
from tests.support.policy import (
    Case,
    add,
    amended,
    at_the_desk,
    by_key,
    by_loaddata,
    change,
    cited,
    confirmed,
    new,
    of,
    own,
    recorded,
    rejected,
    retracted,
    review,
    reworded,
    suggested,
    used,
    used_by_own,
    used_by_reviewed,
)

pytestmark = pytest.mark.django_db

ROLES = {"c": Role.CODER, "r": Role.REVIEWER, "e": Role.EDITOR}
WHY = {"what": "It was not said.", "why": "Misheard."}
reason = {"reason": "So."}.copy
the_double = {"merged": "double"}.copy


def said(**fields: Any) -> Case:
    """A new statement."""
    needed = {"speaker": make.SpeakerFactory, "source": make.SourceFactory, "kind": "paraphrase", "text": "No."}
    return add(Statement, **needed, made_on="2025-09-24", made_on_precision="day", **fields)


AFFILIATION = add(Affiliation, person=make.SpeakerFactory, organization=make.OrganizationFactory, role="Envoy")
INCIDENT = add(Incident, name="Drones", kind=lambda: make.IncidentFactory().kind, status="confirmed")
TAKEN = {"position": "affirms", "explicitness": "explicit"}
SUGGESTION = add(Stance, statement=make.StatementFactory, claim=make.ClaimFactory, **TAKEN)
FOUND = {"author": "Us", "rating": "Wrong", "verdict": "false", "own": True}
REVIEW = add(Review, claim=make.ClaimFactory, **FOUND)
SUBMITTED_BY_ONESELF = review("approval_needed", mine=True)
# What confirmed stances rest on, and what suggestions rest on.
REVIEWED, AFFIRMED = of(confirmed, "statement"), of(confirmed, "claim")
HEARD, SUPPOSED = of(suggested, "statement"), of(suggested, "claim")
# What is tried, and who may do it: by the API and at the desk (c: a coder, r: a reviewer, e: an editor), and by loading
# a fixture (o: the operator, for whom the rules of the database alone hold). A minus is a door that does not exist.
TABLE: dict[str, tuple[Case, str, str, str]] = {
    # Statements
    "a statement": (said(), "cre", "cre", "o"),
    "a statement that supersedes another one": (said(supersedes=make.StatementFactory), "cre", "cre", "o"),
    "words of a statement with suggestions": (change(HEARD, "text", "No."), "cre", "cre", "o"),
    "words of a reviewed statement": (change(REVIEWED, "text", "No."), "", "", ""),
    "speaker of a reviewed statement": (change(REVIEWED, "speaker", make.SpeakerFactory), "", "", ""),
    "role in a reviewed statement": (change(REVIEWED, "affiliation", make.AffiliationFactory), "", "", ""),
    "for whom a reviewed statement is": (change(REVIEWED, "on_behalf_of", make.OrganizationFactory), "", "", ""),
    "source of a reviewed statement": (change(REVIEWED, "source", make.SourceFactory), "", "", ""),
    "day of a reviewed statement": (change(REVIEWED, "made_on", "2025-09-22"), "", "", ""),
    "kind of a reviewed statement": (change(REVIEWED, "kind", "official_text"), "", "", ""),
    "language of a reviewed statement": (change(REVIEWED, "language", "da"), "", "", ""),
    "attribution of a reviewed statement": (change(REVIEWED, "attribution", "a foe"), "", "", ""),
    "venue of a reviewed statement": (change(REVIEWED, "venue", "Brussels"), "", "", ""),
    "address of a reviewed statement": (change(REVIEWED, "slug", "said"), "e", "", "o"),
    "what a statement supersedes": (change(HEARD, "supersedes", make.StatementFactory), "cre", "cre", "o"),
    "what a reviewed statement supersedes": (change(REVIEWED, "supersedes", make.StatementFactory), "e", "e", "o"),
    "words of a retracted statement": (change(retracted, "text", "No."), "", "", ""),
    "venue of a retracted statement": (change(retracted, "venue", "Brussels"), "", "", ""),
    "retracting a reviewed statement": (Case(REVIEWED, "correct", {**WHY, "status": "retracted"}.copy), "e", "e", "-"),
    "deleting a statement": (Case(new(make.StatementFactory), "delete"), "", "", "-"),
    "a correction": (add(Correction, statement=make.StatementFactory, status="retracted", **WHY), "e", "e", "o"),
    "words of a correction": (change(new(make.CorrectionFactory), "what", "All of it."), "e", "e", "o"),
    "what a correction did": (change(new(make.CorrectionFactory), "status", "misattributed"), "", "", ""),
    "deleting a correction": (Case(new(make.CorrectionFactory), "delete"), "", "", "-"),
    # Citations
    "a citation": (change(cited(suggested), "exact", "not accidental"), "cre", "cre", "o"),
    "a reviewed citation": (change(cited(confirmed), "exact", "not accidental"), "", "", ""),
    "deleting a citation": (Case(cited(suggested), "delete"), "cre", "cre", "-"),
    "deleting a reviewed citation": (Case(cited(confirmed), "delete"), "", "", "-"),
    # Claims
    "a claim": (add(Claim, text="It was so.", name="So", kind="event", checkable=True), "cre", "cre", "o"),
    "text of a claim with suggestions": (change(SUPPOSED, "text", "It was no one."), "cre", "cre", "o"),
    "text of a reviewed claim": (change(AFFIRMED, "text", "It was an accident."), "", "", ""),
    "name of a reviewed claim": (change(AFFIRMED, "name", "An accident"), "", "", ""),
    "kind of a reviewed claim": (change(AFFIRMED, "kind", "intent"), "", "", ""),
    "context of a reviewed claim": (change(AFFIRMED, "context", "In fact a joke."), "", "", ""),
    "whether a reviewed claim is checkable": (change(AFFIRMED, "checkable", value=False), "", "", ""),
    "address of a reviewed claim": (change(AFFIRMED, "slug", "accident"), "e", "", "o"),
    "where a reviewed claim is from": (change(AFFIRMED, "first_appearance", make.SourceFactory), "cre", "cre", "o"),
    "deleting a claim": (Case(new(make.ClaimFactory), "delete"), "e", "e", "-"),
    "deleting a reviewed claim": (Case(AFFIRMED, "delete"), "", "", "-"),
    # Incidents
    "an incident": (INCIDENT, "cre", "cre", "o"),
    "how sure an incident is": (change(new(make.IncidentFactory), "status", "confirmed"), "e", "e", "o"),
    "summary of an incident": (change(new(make.IncidentFactory), "summary", "At night."), "cre", "cre", "o"),
    "deleting an incident": (Case(new(make.IncidentFactory), "delete"), "e", "e", "-"),
    "a kind of incidents": (add(IncidentKind, slug="jamming", name="jamming"), "-", "e", "o"),
    "name of a kind of incidents": (change(lambda user: make.IncidentFactory().kind, "name", "drones"), "-", "e", "o"),
    # Speakers, roles, sources, topics: what others use
    "a speaker": (add(Speaker, kind="person", name="Ann", sort_name="Ann"), "cre", "cre", "o"),
    "a speaker of somebody else": (change(new(make.SpeakerFactory), "summary", "A liar."), "e", "e", "o"),
    "one's own speaker": (change(recorded(make.SpeakerFactory), "summary", "Hm."), "cre", "cre", "o"),
    "one's own speaker, used by oneself": (
        change(used_by_own(SpeakerFactory, "speaker"), "summary", "Hm."),
        "cre",
        "cre",
        "o",
    ),
    "one's own speaker, used by others": (change(used(SpeakerFactory, "speaker"), "summary", "Hm."), "e", "e", "o"),
    "one's own speaker, reviewed": (
        change(used_by_reviewed(SpeakerFactory, "speaker"), "summary", "Hm."),
        "e",
        "e",
        "o",
    ),
    "deleting a speaker": (Case(recorded(make.SpeakerFactory), "delete"), "e", "e", "-"),
    "a role": (AFFILIATION, "cre", "cre", "o"),
    "a role recorded by somebody else": (change(new(make.AffiliationFactory), "role", "Envoy"), "e", "e", "o"),
    "a role recorded by oneself": (change(recorded(make.AffiliationFactory), "role", "Envoy"), "cre", "cre", "o"),
    "deleting a role": (Case(recorded(make.AffiliationFactory), "delete"), "e", "e", "-"),
    "a source": (add(Source, kind="document"), "cre", "cre", "o"),
    "a source of somebody else": (change(new(make.SourceFactory), "headline", "Lies"), "e", "e", "o"),
    "one's own source, used by oneself": (
        change(used_by_own(SourceFactory, "source"), "headline", "No"),
        "cre",
        "cre",
        "o",
    ),
    "one's own source, used by others": (change(used(SourceFactory, "source"), "headline", "No"), "e", "e", "o"),
    "one's own source, reviewed": (change(used_by_reviewed(SourceFactory, "source"), "headline", "No"), "e", "e", "o"),
    "deleting a source": (Case(recorded(make.SourceFactory), "delete"), "e", "e", "-"),
    "a topic": (add(Topic, name="War"), "cre", "cre", "o"),
    "a topic of somebody else": (change(new(make.TopicFactory), "name", "War"), "e", "e", "o"),
    "one's own topic": (change(recorded(make.TopicFactory), "name", "War"), "cre", "cre", "o"),
    "deleting a topic": (Case(recorded(make.TopicFactory), "delete"), "e", "e", "-"),
    # Stances
    "a suggestion": (SUGGESTION, "cre", "cre", "o"),
    "one's own suggestion": (change(own(), "position", "denies"), "cre", "cre", "o"),
    "somebody else's suggestion": (change(suggested, "position", "denies"), "", "", "o"),
    "a confirmed stance": (change(confirmed, "position", "denies"), "", "", ""),
    "one's own confirmed stance": (change(own("confirmed"), "position", "denies"), "", "", ""),
    "one's own rejected stance": (change(own("rejected"), "position", "denies"), "", "", "o"),
    "deleting one's own suggestion": (Case(own(), "delete"), "cre", "cre", "-"),
    "deleting somebody else's suggestion": (Case(suggested, "delete"), "e", "e", "-"),
    "deleting a rejected stance": (Case(rejected, "delete"), "e", "e", "-"),
    "deleting a confirmed stance": (Case(confirmed, "delete"), "", "", "-"),
    "confirming a suggestion": (Case(suggested, "confirm"), "re", "re", "-"),
    "confirming one's own suggestion": (Case(own(), "confirm"), "", "", "-"),
    "confirming after one has changed the words": (Case(amended("statement"), "confirm"), "", "", "-"),
    "confirming after one has changed the claim": (Case(amended("claim"), "confirm"), "", "", "-"),
    "confirming after one has added a citation": (Case(amended("citation"), "confirm"), "", "", "-"),
    "confirming a rejected stance": (Case(rejected, "confirm"), "", "", "-"),
    "rejecting a suggestion": (Case(suggested, "reject", reason), "re", "re", "-"),
    "rejecting one's own suggestion": (Case(own(), "reject", reason), "re", "re", "-"),
    "rejecting a confirmed stance": (Case(confirmed, "reject", reason), "", "", "-"),
    "reopening a confirmed stance": (Case(confirmed, "reopen", reason), "re", "re", "-"),
    "reopening a rejected stance": (Case(rejected, "reopen", reason), "re", "re", "-"),
    "reopening a suggestion": (Case(suggested, "reopen", reason), "", "", "-"),
    # Reviews
    "a review": (REVIEW, "cre", "cre", "o"),
    "one's own draft": (change(review("draft", mine=True), "verdict", "true"), "cre", "cre", "o"),
    "somebody else's draft": (change(review("draft"), "verdict", "true"), "re", "re", "o"),
    "one's own submitted review": (change(SUBMITTED_BY_ONESELF, "verdict", "true"), "re", "re", "o"),
    "verdict of an approved review": (change(review("proofreading_needed"), "verdict", "true"), "", "", ""),
    "claim of an approved review": (change(review("proofreading_needed"), "claim", make.ClaimFactory), "", "", ""),
    "words of an approved review": (change(review("proofreading_needed"), "body", "Seen."), "re", "re", "o"),
    "verdict of a published review": (change(review("published"), "verdict", "true"), "", "", ""),
    "words of a published review": (change(review("published"), "body", "Seen."), "", "", ""),
    "address of a published review": (change(review("published"), "slug", "found-out"), "e", "", "o"),
    "deleting one's own draft": (Case(review("draft", mine=True), "delete"), "cre", "cre", "-"),
    "deleting somebody else's draft": (Case(review("draft"), "delete"), "e", "e", "-"),
    "deleting a submitted review": (Case(review("approval_needed"), "delete"), "", "", "-"),
    "deleting a published review": (Case(review("published"), "delete"), "", "", "-"),
    "submitting one's own draft": (Case(review("draft", mine=True), "submit"), "cre", "cre", "-"),
    "submitting somebody else's draft": (Case(review("draft"), "submit"), "re", "re", "-"),
    "approving a review": (Case(review("approval_needed"), "approve"), "re", "re", "-"),
    "approving one's own review": (Case(SUBMITTED_BY_ONESELF, "approve"), "", "", "-"),
    "approving after one has changed the review": (Case(reworded("review"), "approve"), "", "", "-"),
    "approving after one has changed the claim": (Case(reworded("claim"), "approve"), "", "", "-"),
    "approving a draft": (Case(review("draft"), "approve"), "", "", "-"),
    "publishing an approved review": (Case(review("proofreading_needed"), "publish"), "re", "re", "-"),
    "publishing a review that nobody approved": (Case(review("approval_needed"), "publish"), "", "", "-"),
    "reopening a published review": (Case(review("published"), "reopen", reason), "re", "re", "-"),
    "reopening a draft": (Case(review("draft"), "reopen", reason), "", "", "-"),
    "text of a claim with drafts": (change(of(review("draft"), "claim"), "text", "It was no one."), "cre", "cre", "o"),
    "text of a claim with published reviews": (change(of(review("published"), "claim"), "text", "No."), "", "", ""),
    "deleting a claim with reviews": (Case(of(review("draft"), "claim"), "delete"), "", "", "-"),
    # Merges: the desk has none.
    "merging speakers": (Case(doubled(make.SpeakerFactory, country="DK"), "merge", the_double), "e", "-", "-"),
    "merging claims": (Case(doubled(make.ClaimFactory, context="At night."), "merge", the_double), "e", "-", "-"),
    "merging incidents": (Case(doubled(make.IncidentFactory, summary="No."), "merge", the_double), "e", "-", "-"),
    "merging sources": (Case(doubled(make.SourceFactory, author="A. Writer"), "merge", the_double), "e", "-", "-"),
    "undoing a merge of speakers": (Case(merged(make.SpeakerFactory, country="DK"), "unmerge"), "e", "-", "-"),
    "undoing a merge of claims": (Case(merged(make.ClaimFactory, context="At night."), "unmerge"), "e", "-", "-"),
    "undoing a merge of incidents": (Case(merged(make.IncidentFactory, summary="No."), "unmerge"), "e", "-", "-"),
    "undoing a merge of sources": (Case(merged(make.SourceFactory, author="A. Writer"), "unmerge"), "e", "-", "-"),
}
BY_API, AT_THE_DESK, BY_COMMAND = (
    {name: line[column] for name, line in TABLE.items() if line[column] != "-"} for column in (1, 2, 3)
)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", BY_API)
def test_each_role_may_do_by_the_api_what_the_table_says(name: str, role: str) -> None:
    assert by_key(ROLES[role], TABLE[name][0]) == (role in BY_API[name])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", AT_THE_DESK)
def test_each_role_may_do_at_the_desk_what_the_table_says(name: str, role: str) -> None:
    assert at_the_desk(ROLES[role], TABLE[name][0]) == (role in AT_THE_DESK[name])


@pytest.mark.parametrize("name", BY_COMMAND)
def test_a_fixture_does_what_the_table_says(name: str, tmp_path: Path) -> None:
    assert by_loaddata(TABLE[name][0], tmp_path) == ("o" in BY_COMMAND[name])


# Rows that are written with the row that shows them.
ELSEWHERE = {"incidentactor", "incidentclaim", "claimrelation", "citation"}


def test_every_action_of_the_roles_is_tried() -> None:
    needed = {
        (table, action)
        for tables in TABLE_OF_ROLES.values()
        for table, actions in tables.items()
        for action in actions.split()
        if table not in ELSEWHERE and action != "view"
    }
    # What the table calls otherwise.
    assert needed - tried() == {("incident", "set_status"), ("stance", "review"), ("incidentkind", "delete")}


def tried() -> set[tuple[str, str]]:
    """The tables and actions that the table tries."""
    user = Keyed(Role.EDITOR, "somebody").user
    found = set()
    for case, *_ in TABLE.values():
        with transaction.atomic():
            row = case.row if isinstance(case.row, type) else case.row(user)
            found.add((str(row._meta.model_name), case.action))
            transaction.set_rollback(True)  # so that the next case can use the same slugs
    return found


def test_a_stance_is_reopened_with_a_reason_and_counts_no_more_until_it_is_confirmed_anew(reviewer: Keyed) -> None:
    stance = confirmed()
    path = f"stances/{stance.pk}/"
    assert reviewer.post(f"{path}reopen/", {}).status_code == 400
    answer = reviewer.post(f"{path}reopen/", {"reason": "Misheard."})
    assert (answer.status_code, answer.json()["review_status"]) == (200, "suggested")
    assert reviewer.get(f"claims/{stance.claim.slug}/").json()["tallies"]["affirms"] == 0
    assert reviewer.patch(f"statements/{stance.statement.slug}/", {"text": "Other words."}).status_code == 200
    alone = reviewer.post(f"{path}confirm/", {})
    assert (alone.status_code, "somebody else has to confirm it" in alone.json()["detail"]) == (403, True)
    assert Keyed(Role.REVIEWER, "another").post(f"{path}confirm/", {}).status_code == 200


def test_what_is_refused_is_said_with_the_field(editor: Keyed) -> None:
    stance = confirmed()
    answer = editor.patch(f"statements/{stance.statement.slug}/", {"text": "Other words."})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#conflict")
    assert "`text`: Confirmed stances rest on this" in answer.json()["detail"]


def test_what_stays_the_same_is_no_change(coder: Keyed) -> None:
    stance = confirmed()
    said: Statement = Statement.objects.get()
    assert coder.patch(f"statements/{said.slug}/", {"text": said.text, "citations": []}).status_code == 200
    assert coder.patch(f"claims/{stance.claim.slug}/", {"text": "It was deliberate."}).status_code == 200
    assert Claim.objects.get().text == "It was deliberate."


def test_a_new_incident_is_as_sure_as_its_coder_says(coder: Keyed) -> None:
    kind = make.IncidentFactory().kind_id
    body = {"name": "Drones over Oslo", "kind": kind, "status": "confirmed"}
    assert coder.post("incidents/", body).status_code == 201
    assert Incident.objects.filter(status="confirmed").exists()

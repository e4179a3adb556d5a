"""Who may do what to which row: one literal table, which the API and the desk are both held to."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db.models import Model
from django.urls import reverse

from claims.choices import Role
from claims.models import Claim, Incident, Stance, Statement
from claims.models.redirect import collection_of
from claims.services.authorship import Author, written_by
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.desk import desk, page, save
from tests.support.doubles import doubled, merged

pytestmark = pytest.mark.django_db

ROLES = (Role.CODER, Role.REVIEWER, Role.EDITOR)


class Case(NamedTuple):
    """What is tried: the row, made for the user who tries it, and a change of it, or an action."""

    row: Callable[[Any], Any]
    action: str
    change: Callable[[], tuple[str, Any]] | None = None


def confirmed(user: Any = None) -> Stance:
    speaker, claim = make.SpeakerFactory(), make.ClaimFactory(text="It was deliberate.")
    return make.take(speaker, claim, "affirms", date(2025, 9, 23))


def suggested(user: Any) -> Stance:
    return make.StanceFactory(review_status="suggested")  # type: ignore[no-any-return]


def own(status: str = "suggested") -> Callable[[Any], Stance]:
    return lambda user: make.StanceFactory(review_status=status, coder=user)


def retracted(user: Any) -> Statement:
    return make.correct(make.StatementFactory(), "retracted").statement  # type: ignore[no-any-return]


def recorded(factory: Any, **fields: Any) -> Callable[[Any], Any]:
    """A row that the user who tries recorded."""

    def row(user: Any) -> Any:
        with written_by(lambda: Author(user.pk)):
            return factory(**fields)

    return row


def used(user: Any) -> Any:
    """A speaker whom the user recorded, and about whom somebody else has recorded a statement."""
    speaker = recorded(make.SpeakerFactory)(user)
    make.StatementFactory(speaker=speaker)
    return speaker


def used_by_own(user: Any) -> Any:
    """A speaker whom the user recorded, with a statement and a suggestion of the same user."""
    speaker = recorded(make.SpeakerFactory)(user)
    statement = recorded(make.StatementFactory, speaker=speaker)(user)
    make.StanceFactory(statement=statement, coder=user, review_status="suggested")
    return speaker


def used_by_reviewed(user: Any) -> Any:
    """The same after a reviewer has confirmed the suggestion."""
    speaker = used_by_own(user)
    Stance.objects.filter(coder=user).update(review_status="confirmed")
    return speaker


def of(stance: Callable[[Any], Stance], name: str) -> Callable[[Any], Any]:
    return lambda user: getattr(stance(user), name)


def to(field: str, value: Any) -> Callable[[], tuple[str, Any]]:
    return lambda: (field, value() if callable(value) else value)


CASES = {
    "words of a statement with suggestions": Case(of(suggested, "statement"), "change", to("text", "Other words.")),
    "venue of a reviewed statement": Case(of(confirmed, "statement"), "change", to("venue", "Brussels")),
    "words of a reviewed statement": Case(of(confirmed, "statement"), "change", to("text", "Other words.")),
    "speaker of a reviewed statement": Case(of(confirmed, "statement"), "change", to("speaker", make.SpeakerFactory)),
    "source of a reviewed statement": Case(of(confirmed, "statement"), "change", to("source", make.SourceFactory)),
    "day of a reviewed statement": Case(of(confirmed, "statement"), "change", to("made_on", "2025-09-22")),
    "kind of a reviewed statement": Case(of(confirmed, "statement"), "change", to("kind", "official_text")),
    "for whom a reviewed statement is": Case(
        of(confirmed, "statement"), "change", to("on_behalf_of", make.OrganizationFactory)
    ),
    "venue of a retracted statement": Case(retracted, "change", to("venue", "Brussels")),
    "words of a retracted statement": Case(retracted, "change", to("text", "Other words.")),
    "what a statement supersedes": Case(
        lambda user: make.StatementFactory(), "change", to("supersedes", make.StatementFactory)
    ),
    "a statement": Case(lambda user: make.StatementFactory(), "delete"),
    "text of a claim with suggestions": Case(of(suggested, "claim"), "change", to("text", "It was an accident.")),
    "text of a reviewed claim": Case(of(confirmed, "claim"), "change", to("text", "It was an accident.")),
    "kind of a reviewed claim": Case(of(confirmed, "claim"), "change", to("kind", "intent")),
    "context of a reviewed claim": Case(of(confirmed, "claim"), "change", to("context", "In fact a joke.")),
    "name of a reviewed claim": Case(of(confirmed, "claim"), "change", to("name", "Deliberate")),
    "how sure an incident is": Case(lambda user: make.IncidentFactory(), "change", to("status", "confirmed")),
    "summary of an incident": Case(lambda user: make.IncidentFactory(), "change", to("summary", "At night.")),
    "a speaker of somebody else": Case(lambda user: make.SpeakerFactory(), "change", to("summary", "A liar.")),
    "one's own speaker": Case(recorded(make.SpeakerFactory), "change", to("summary", "A spokesman.")),
    "one's own speaker, used by oneself": Case(used_by_own, "change", to("summary", "A spokesman.")),
    "one's own speaker, used by others": Case(used, "change", to("summary", "A spokesman.")),
    "one's own speaker, reviewed": Case(used_by_reviewed, "change", to("summary", "A spokesman.")),
    "a topic of somebody else": Case(lambda user: make.TopicFactory(), "change", to("name", "War")),
    "one's own topic": Case(recorded(make.TopicFactory), "change", to("name", "War")),
    "a role recorded by somebody else": Case(lambda user: make.AffiliationFactory(), "change", to("role", "Envoy")),
    "a role recorded by oneself": Case(recorded(make.AffiliationFactory), "change", to("role", "Envoy")),
    "a speaker": Case(recorded(make.SpeakerFactory), "delete"),
    "one's own suggestion": Case(own(), "change", to("position", "denies")),
    "somebody else's suggestion": Case(suggested, "change", to("position", "denies")),
    "a confirmed stance": Case(confirmed, "change", to("position", "denies")),
    "one's own confirmed stance": Case(own("confirmed"), "change", to("position", "denies")),
    "one's own rejected stance": Case(own("rejected"), "change", to("position", "denies")),
    "one's own suggestion itself": Case(own(), "delete"),
    "somebody else's suggestion itself": Case(suggested, "delete"),
    "a confirmed stance itself": Case(confirmed, "delete"),
    "confirming a suggestion": Case(suggested, "confirm"),
    "confirming one's own suggestion": Case(own(), "confirm"),
    "rejecting a suggestion": Case(suggested, "reject"),
    "reopening a confirmed stance": Case(confirmed, "reopen"),
    "merging speakers": Case(doubled(make.SpeakerFactory, country="DK"), "merge"),
    "merging claims": Case(doubled(make.ClaimFactory, context="At night."), "merge"),
    "merging incidents": Case(doubled(make.IncidentFactory, summary="At night."), "merge"),
    "merging sources": Case(doubled(make.SourceFactory, author="A. Writer"), "merge"),
    "undoing a merge of speakers": Case(merged(make.SpeakerFactory, country="DK"), "unmerge"),
    "undoing a merge of claims": Case(merged(make.ClaimFactory, context="At night."), "unmerge"),
    "undoing a merge of incidents": Case(merged(make.IncidentFactory, summary="At night."), "unmerge"),
    "undoing a merge of sources": Case(merged(make.SourceFactory, author="A. Writer"), "unmerge"),
}
EVERYBODY, NOBODY = set(ROLES), set[Role]()
REVIEWERS, EDITORS = {Role.REVIEWER, Role.EDITOR}, {Role.EDITOR}
MAY = {
    "words of a statement with suggestions": EVERYBODY,
    "venue of a reviewed statement": EVERYBODY,
    "words of a reviewed statement": NOBODY,
    "speaker of a reviewed statement": NOBODY,
    "source of a reviewed statement": NOBODY,
    "day of a reviewed statement": NOBODY,
    "kind of a reviewed statement": NOBODY,
    "for whom a reviewed statement is": NOBODY,
    "venue of a retracted statement": EDITORS,
    "words of a retracted statement": NOBODY,
    "what a statement supersedes": EDITORS,
    "a statement": NOBODY,
    "text of a claim with suggestions": EVERYBODY,
    "text of a reviewed claim": NOBODY,
    "kind of a reviewed claim": NOBODY,
    "context of a reviewed claim": NOBODY,
    "name of a reviewed claim": EVERYBODY,
    "how sure an incident is": EDITORS,
    "summary of an incident": EVERYBODY,
    "a speaker of somebody else": EDITORS,
    "one's own speaker": EVERYBODY,
    "one's own speaker, used by oneself": EVERYBODY,
    "one's own speaker, used by others": EDITORS,
    "one's own speaker, reviewed": EDITORS,
    "a topic of somebody else": EDITORS,
    "one's own topic": EVERYBODY,
    "a role recorded by somebody else": EDITORS,
    "a role recorded by oneself": EVERYBODY,
    "a speaker": EDITORS,
    "one's own suggestion": EVERYBODY,
    "somebody else's suggestion": NOBODY,
    "a confirmed stance": NOBODY,
    "one's own confirmed stance": NOBODY,
    "one's own rejected stance": NOBODY,
    "one's own suggestion itself": EVERYBODY,
    "somebody else's suggestion itself": EDITORS,
    "a confirmed stance itself": NOBODY,
    "confirming a suggestion": REVIEWERS,
    "confirming one's own suggestion": NOBODY,
    "rejecting a suggestion": REVIEWERS,
    "reopening a confirmed stance": REVIEWERS,
    "merging speakers": EDITORS,
    "merging claims": EDITORS,
    "merging incidents": EDITORS,
    "merging sources": EDITORS,
    "undoing a merge of speakers": EDITORS,
    "undoing a merge of claims": EDITORS,
    "undoing a merge of incidents": EDITORS,
    "undoing a merge of sources": EDITORS,
}


def state(row: Model) -> Any:
    return type(row)._default_manager.filter(pk=row.pk).values().first()


def by_key(role: Role, case: Case) -> tuple[Any, Any]:
    """Tries the case through the API; returns the row before and after."""
    client = Keyed(role, "somebody")
    row = case.row(client.user)
    path = f"{collection_of(type(row))}/{getattr(row, 'slug', row.pk)}/"
    before = state(row)
    if case.change:
        field, value = case.change()
        answer = client.patch(path, {field: getattr(value, "slug", value)})
    elif case.action == "delete":
        answer = client.delete(path)
    elif case.action == "unmerge":
        answer = client.post(path.replace("kept", "double") + "unmerge/")
    else:
        bodies = {"confirm": {}, "merge": {"merged": "double"}}
        answer = client.post(f"{path}{case.action}/", bodies.get(case.action, {"reason": "So."}))
    assert answer.status_code in {200, 204, 403, 405, 409}, answer.content
    assert (answer.status_code < 300) == (state(row) != before), answer.content
    return before, state(row)


def at_the_desk(role: Role, case: Case) -> tuple[Any, Any]:
    """Tries the same at the desk."""
    client = desk(role.value, "somebody")
    row = case.row(client.user)
    before = state(row)
    if case.change:
        field, value = case.change()
        save(client, row, **{field: getattr(value, "pk", value)})
    elif case.action == "delete":
        client.post(page(row, "delete"), {"post": "yes"})
    else:
        address = reverse("admin:claims_stance_review", args=[row.pk])
        client.post(address, {"verdict": case.action, "reason": "So."})
    return before, state(row)


# The desk does not merge.
AT_THE_DESK = [(name, at_the_desk) for name, case in CASES.items() if case.action not in {"merge", "unmerge"}]
DOORS = [*((name, by_key) for name in CASES), *AT_THE_DESK]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "door"), DOORS)
def test_each_role_may_do_what_the_table_says_by_every_door(name: str, door: Any, role: Role) -> None:
    before, after = door(role, CASES[name])
    assert (before != after) == (role in MAY[name])


def test_every_case_has_its_line_in_the_table() -> None:
    assert CASES.keys() == MAY.keys()


@pytest.mark.parametrize("role", ROLES)
def test_a_new_statement_supersedes_another_one_by_an_editor_alone(role: Role) -> None:
    client, earlier = Keyed(role, "somebody"), make.StatementFactory()
    body = {"speaker": earlier.speaker.slug, "source": earlier.source.slug, "kind": "paraphrase", "text": "No."}
    answer = client.post("statements/", {**body, "made_on": "2025-09-24", "supersedes": earlier.slug})
    assert answer.status_code == (201 if role == Role.EDITOR else 403), answer.content
    assert Statement.objects.filter(supersedes=earlier).exists() == (role == Role.EDITOR)


def test_a_stance_is_reopened_with_a_reason_and_counts_no_more_until_it_is_confirmed_anew(reviewer: Keyed) -> None:
    stance = confirmed()
    path = f"stances/{stance.pk}/"
    assert reviewer.post(f"{path}reopen/", {}).status_code == 400
    answer = reviewer.post(f"{path}reopen/", {"reason": "Misheard."})
    assert (answer.status_code, answer.json()["review_status"]) == (200, "suggested")
    assert reviewer.get(f"claims/{stance.claim.slug}/").json()["tallies"]["affirms"] == 0
    assert reviewer.patch(f"statements/{stance.statement.slug}/", {"text": "Other words."}).status_code == 200
    assert reviewer.post(f"{path}confirm/", {}).status_code == 200


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

"""`If-Match` covers all that a GET shows: what others change meanwhile is a 412, or waits for the write."""

import re

import pytest

from claims.api.collections import COLLECTIONS
from claims.api.query.shape import QueryShape
from claims.api.views.endpoint import plan_of
from claims.api.views.writable import WritableEndpoint
from claims.api.writing.shown import shown_rows
from claims.choices import Role
from claims.models import Citation, Incident, IncidentClaim, Source, Speaker, Stance, Statement, Topic
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)

WRITABLE = {name: view for name, view in COLLECTIONS.items() if issubclass(view, WritableEndpoint)}

# What others do to the rows that a statement's or a claim's detail shows, beside the row itself.
CHANGES = {
    "speaker": ("statements/said/", lambda: Speaker.objects.filter(slug="speaker").update(name="Renamed")),
    "organization": ("statements/said/", lambda: Speaker.objects.filter(slug="body").update(country="AQ")),
    "source": ("statements/said/", lambda: Source.objects.update(headline="Changed")),
    "stance": ("statements/said/", lambda: Stance.objects.update(explicitness="implied")),
    "deleted stance": ("statements/said/", lambda: Stance.objects.all().delete()),
    "citation": ("statements/said/", lambda: Citation.objects.update(prefix="He said: ")),
    "incident": ("statements/said/", lambda: Incident.objects.update(name="Changed")),
    "incident left out": ("statements/said/", lambda: Statement.incidents.through.objects.all().delete()),
    "topic": ("claims/claim/", lambda: Topic.objects.update(name="Changed")),
    "aspect": ("claims/claim/", lambda: IncidentClaim.objects.update(aspect="cause")),
    "tally": ("claims/claim/", lambda: Stance.objects.update(position="denies")),
}
every_change = pytest.mark.parametrize(("path", "change"), CHANGES.values(), ids=CHANGES)


@pytest.fixture
def editor():
    role = make.AffiliationFactory(person__slug="speaker", organization__slug="body")
    incident = make.IncidentFactory()
    said = make.StatementFactory(slug="said", speaker=role.person, affiliation=role, incidents=[incident])
    make.CitationFactory(statement=said)
    claim = make.ClaimFactory(slug="claim")
    claim.topics.add(make.TopicFactory())
    make.IncidentClaimFactory(claim=claim, incident=incident)
    make.StanceFactory(statement=said, claim=claim)
    client = Keyed(Role.EDITOR, "ed-editor")
    client.get("claims/")  # writes down when the key was used, which the next requests need not do
    return client


def write(editor, path, tag, answers):
    body = {"supersedes": None} if path.startswith("statements") else {"first_appearance": None}
    answers.append(editor.patch(path, body, **{"If-Match": tag}).status_code)


@every_change
@pytest.mark.usefixtures("unguarded")
def test_a_write_waits_for_a_change_of_what_its_tag_covers_and_is_refused_then(editor, path, change):
    tag, answers = editor.get(path)["ETag"], []
    assert interleaved(change, lambda: write(editor, path, tag, answers)) == (None, None)
    assert answers == [412]


@every_change
@pytest.mark.usefixtures("unguarded")
def test_a_change_of_what_a_tag_covers_waits_for_the_write(editor, path, change):
    tag, answers, ends = editor.get(path)["ETag"], [], []

    def changed():
        change()
        ends.append("change")

    outcome = interleaved(lambda: write(editor, path, tag, answers), changed, last=lambda: ends.append("write"))
    assert outcome == (None, None)
    assert (answers, ends) == ([200], ["write", "change"])


def test_a_reviewer_who_names_a_tag_confirms_no_words_that_are_being_changed(editor):
    Stance.objects.update(review_status="suggested")
    stance = Stance.objects.get()
    reviewer, answers = Keyed(Role.REVIEWER, "rita-reviewer"), []
    path = f"stances/{stance.pk}/"
    tag = reviewer.get(path)["ETag"]
    interleaved(
        lambda: Statement.objects.update(text="Something else."),
        lambda: answers.append(reviewer.post(f"{path}confirm/", {}, **{"If-Match": tag}).status_code),
    )
    assert answers == [412]


@pytest.mark.parametrize("path", ["statements/said/", "claims/claim/"])
def test_a_coder_does_not_change_words_that_are_being_confirmed(editor, path):
    Stance.objects.update(review_status="suggested")
    stance = Stance.objects.get()
    coder, reviewer, answers = Keyed(Role.CODER, "carla-coder"), Keyed(Role.REVIEWER, "rita-reviewer"), []
    interleaved(
        lambda: answers.append(reviewer.post(f"stances/{stance.pk}/confirm/", {}).status_code),
        lambda: answers.append(coder.patch(path, {"text": "Something else."}).status_code),
    )
    assert answers == [200, 409]


@pytest.mark.parametrize("collection", WRITABLE)
def test_every_table_that_a_detail_is_composed_from_is_locked(collection):
    view = WRITABLE[collection]
    detail = view.documented("retrieve")
    sql = plan_of(view, detail, QueryShape(), Role.EDITOR).statement.text
    composed_from = {table or link for table, link in re.findall(r'"(claims_\w+)" n\d|JOIN "(claims_\w+)"', sql)}
    locked = {model._meta.db_table for model, _ in shown_rows(detail.serializer(), view.model, [])}
    assert locked == composed_from

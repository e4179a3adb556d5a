"""What was reviewed stays as it was reviewed, whoever writes: the database refuses to change it."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import connection

from claims.models import Citation, Claim, Stance, Statement
from claims.services.merge import merge
from tests.support import factories as make
from tests.support.positions import assert_positions_are_right
from tests.support.rules import accepted, execute, refused

pytestmark = pytest.mark.django_db

ANOTHER_STATEMENT = {
    "speaker_id": lambda: make.SpeakerFactory().pk,
    "on_behalf_of_id": lambda: make.OrganizationFactory().pk,
    "source_id": lambda: make.SourceFactory().pk,
    "kind": lambda: "official_text",
    "made_on": lambda: date(2025, 9, 22),
    "made_on_precision": lambda: "week",
    "text": lambda: "It was nobody.",
    "language": lambda: "da",
    "original_text": lambda: "Det var ingen.",
    "original_language": lambda: "da",
    "attribution": lambda: "an enemy",
    "venue": lambda: "Moscow",
    "affiliation_id": lambda: make.AffiliationFactory().pk,
}
ANOTHER_CLAIM = {
    "text": "It was nobody.",
    "name": "Nobody",
    "kind": "opinion",
    "language": "da",
    "context": "A joke.",
    "checkable": False,
}
ANOTHER_CITATION = {"exact": "not", "prefix": "It ", "suffix": ".", "media_start": 1.0}
ANOTHER_STANCE = {
    "statement_id": lambda: make.StatementFactory().pk,
    "claim_id": lambda: make.ClaimFactory().pk,
    "position": lambda: "denies",
    "explicitness": lambda: "implied",
    "qualification": lambda: "perhaps",
    "excerpt": lambda: "Something",
    "rationale": lambda: "Because.",
    "confidence": lambda: 0.5,
    "method": lambda: "model",
    "model_name": lambda: "a model",
    "review_status": lambda: "rejected",
    "review_note": lambda: "Well said.",
    "coder_id": lambda: User.objects.create(username="somebody").pk,
    "reviewer_id": lambda: User.objects.create(username="somebody").pk,
}
# The columns that are not guarded: the address of a row, what it is found by and filed under, its times, and copies of
# other rows' columns.
FREE = {
    Statement: {"slug", "status", "supersedes_id"},
    Claim: {"slug", "other_names", "first_appearance_id"},
    Citation: set(),
    Stance: {"made_on", "speaker_id", "on_behalf_of_id"},
}
GUARDED = {
    Statement: ANOTHER_STATEMENT.keys(),
    Claim: ANOTHER_CLAIM.keys(),
    Citation: ANOTHER_CITATION.keys() | {"statement_id", "start", "end", "media_end"},
    Stance: ANOTHER_STANCE.keys(),
}


@pytest.fixture
def stance():
    return make.take(make.SpeakerFactory(), make.ClaimFactory(), "affirms", date(2025, 9, 23))


@pytest.mark.parametrize("model", FREE)
def test_every_column_is_guarded_but_those_that_are_listed(model):
    columns = {each.column for each in model._meta.concrete_fields if not each.generated}
    assert columns - {"id", "created_at", "updated_at"} - FREE[model] == GUARDED[model]


@pytest.mark.parametrize("field", ANOTHER_STATEMENT)
def test_what_a_confirmed_stance_rests_on_in_a_statement_stays(stance, field):
    value = ANOTHER_STATEMENT[field]()
    with refused("statement_is_as_reviewed"):
        Statement.objects.filter(pk=stance.statement_id).update(**{field: value})


@pytest.mark.parametrize("field", ANOTHER_CLAIM)
def test_what_a_confirmed_stance_rests_on_in_a_claim_stays(stance, field):
    with refused("claim_is_as_reviewed"):
        Claim.objects.filter(pk=stance.claim_id).update(**{field: ANOTHER_CLAIM[field]})


@pytest.mark.parametrize("field", ANOTHER_STANCE)
def test_a_confirmed_stance_stays(stance, field):
    value = ANOTHER_STANCE[field]()
    with refused("stance_is_as_reviewed"):
        Stance.objects.filter(pk=stance.pk).update(**{field: value})


def test_a_confirmed_stance_is_not_deleted(stance):
    with refused("stance_is_as_reviewed"):
        execute("DELETE FROM claims_stance")


@pytest.mark.parametrize("field", ANOTHER_CITATION)
def test_a_citation_under_a_confirmed_stance_stays(stance, field):
    citation = make.CitationFactory(statement=stance.statement, exact="Something")
    with refused("statement_is_as_reviewed"):
        Citation.objects.filter(pk=citation.pk).update(**{field: ANOTHER_CITATION[field]})
    with refused("statement_is_as_reviewed"):
        execute("DELETE FROM claims_citation")


def test_the_words_of_what_does_not_stand_stay():
    said = make.correct(make.StatementFactory(), "retracted").statement
    with refused("statement_is_as_corrected"):
        Statement.objects.filter(pk=said.pk).update(text="It was nobody.")
    with refused("statement_is_as_corrected"):
        Statement.objects.filter(pk=said.pk).update(venue="Brussels")


@pytest.mark.django_db(transaction=True)
def test_no_citation_is_added_or_moved_to_what_was_reviewed_or_does_not_stand():
    reviewed = make.StanceFactory().statement
    retracted = make.correct(make.StatementFactory(), "retracted").statement
    other = make.CitationFactory()
    for said, rule in ((reviewed, "statement_is_as_reviewed"), (retracted, "statement_is_as_corrected")):
        with refused(rule):
            make.CitationFactory(statement=said)
        with refused(rule):
            Citation.objects.filter(pk=other.pk).update(statement=said)


@pytest.mark.django_db(transaction=True)
def test_a_statement_is_loaded_with_its_citations_stances_and_corrections_in_any_order():
    with accepted():
        stance = make.StanceFactory()
        make.correct(stance.statement, "retracted")
        make.CitationFactory(statement=stance.statement)


def test_what_somebody_suggested_is_confirmed_by_somebody_else_who_is_named():
    coder, reviewer = (User.objects.create(username=name) for name in ("coder", "reviewer"))
    for somebody in (None, coder):
        with refused("stance_confirmed_by_somebody_else"):
            make.StanceFactory(coder=coder, reviewer=somebody)
    with accepted():
        make.StanceFactory(coder=coder, reviewer=reviewer)
        make.StanceFactory()  # of a fixture, whose authors have no accounts


def test_the_refusal_names_the_stances_the_row_and_what_would_change(stance):
    with pytest.raises(Exception, match=rf"{stance.pk}.*{stance.statement.slug}.*speaker, text.*reopen"):
        Statement.objects.filter(pk=stance.statement_id).update(text="It was nobody.", speaker=make.SpeakerFactory())


def test_what_nothing_rests_on_is_free(stance):
    with accepted():
        Statement.objects.filter(pk=stance.statement_id).update(slug="said", supersedes=make.StatementFactory())
        Statement.objects.get(slug="said").incidents.add(make.IncidentFactory())
        Claim.objects.filter(pk=stance.claim_id).update(
            slug="claim", other_names=["bedroom tax"], first_appearance=make.SourceFactory()
        )
        Claim.objects.get(slug="claim").topics.add(make.TopicFactory())
        make.IncidentClaimFactory(claim=stance.claim)


def test_a_role_that_is_recorded_later_does_not_come_under_what_was_reviewed(stance):
    make.AffiliationFactory(person=stance.statement.speaker)
    with accepted():
        Statement.objects.get(pk=stance.statement_id).save()
    assert Statement.objects.get(pk=stance.statement_id).affiliation is None


def test_after_reopening_everything_changes(stance):
    with accepted():
        Stance.objects.filter(pk=stance.pk).update(review_status="suggested")
        Statement.objects.filter(pk=stance.statement_id).update(text="It was nobody.")
        Claim.objects.filter(pk=stance.claim_id).update(text="It was nobody.")
        Stance.objects.all().delete()
    assert_positions_are_right()


def test_a_correction_passes_since_it_changes_none_of_the_words(stance):
    with accepted():
        make.correct(stance.statement, "corrected", replacement=make.StatementFactory(supersedes=stance.statement))
    assert_positions_are_right()


def test_merges_move_what_was_reviewed_and_change_nothing_else_of_it(stance):
    other = make.take(stance.statement.speaker, make.ClaimFactory(), "affirms", date(2025, 9, 24))
    twin = make.StanceFactory(statement=stance.statement, claim=other.claim)
    stance.claim.refresh_from_db()
    with accepted():
        merge(stance.claim, other.claim, by=None)
        merge(make.SpeakerFactory(), stance.statement.speaker, by=None)
        merge(make.SourceFactory(), stance.statement.source, by=None)
    assert set(Stance.objects.values_list("pk", flat=True)) == {stance.pk, other.pk} - {twin.pk}
    assert_positions_are_right()


def test_a_merge_of_claims_leaves_the_context_that_stances_rest_on_empty(stance):
    merged = make.ClaimFactory(context="It was a joke.")
    done = merge(stance.claim, merged, by=None)
    assert any("It was a joke." in each for each in done.dropped)
    assert Claim.objects.get().context == ""


def test_a_merge_opens_nothing_for_later_statements_of_its_transaction(stance):
    merge(make.SpeakerFactory(), stance.statement.speaker, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('claims.merging')")
        assert cursor.fetchone() == ("",)
    with refused("statement_is_as_reviewed"):
        Statement.objects.update(speaker=make.SpeakerFactory())

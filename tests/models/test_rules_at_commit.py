"""Rules over several tables: when they are checked, which rows are, and how a refusal names the row."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.support import factories as make
from tests.support.rules import accepted, execute, refused
from tests.support.transactions import queryset

pytestmark = pytest.mark.django_db


def wrong_role():
    """A statement without a role, and one that gives it somebody else's."""
    said, role = make.StatementFactory(), make.AffiliationFactory()
    return "statement_affiliation_is_the_speakers", said, {"affiliation": role}, {"affiliation": None}


def wrong_excerpt():
    """A stance without an excerpt, and one that gives it words of another statement."""
    stance = make.StanceFactory(statement__text="It was a drone.", review_status="suggested")
    return "stance_excerpt_in_statement", stance, {"excerpt": "a balloon"}, {"excerpt": ""}


def wrong_kind():
    """A paraphrase, which becomes a quote without a citation."""
    return "statement_quote_is_cited", make.StatementFactory(), {"kind": "quote"}, {"kind": "paraphrase"}


broken = pytest.mark.parametrize("broken", [wrong_role, wrong_excerpt, wrong_kind])


@broken
def test_a_rule_that_did_not_concern_the_row_when_it_was_written_is_checked_when_it_does(broken):
    rule, row, wrong, _ = broken()
    with refused(rule):
        queryset(row).update(**wrong)


@broken
def test_what_is_put_right_before_the_commit_was_never_wrong(broken):
    _, row, wrong, right = broken()
    with accepted():
        queryset(row).update(**wrong)
        queryset(row).update(**right)


@broken
def test_what_is_rolled_back_to_a_savepoint_is_not_checked_and_what_came_before_is(broken):
    rule, row, wrong, right = broken()
    with accepted():
        undone = transaction.savepoint()
        queryset(row).update(**wrong)
        transaction.savepoint_rollback(undone)
    with refused(rule):
        queryset(row).update(**wrong)
        undone = transaction.savepoint()
        queryset(row).update(**right)
        transaction.savepoint_rollback(undone)


@broken
def test_rules_that_are_checked_in_the_middle_are_checked_again_for_what_follows(broken):
    rule, row, wrong, right = broken()
    with refused(rule):
        queryset(row).update(**right)
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        execute("SET CONSTRAINTS ALL DEFERRED")
        queryset(row).update(**wrong)
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        queryset(row).update(**wrong)
    assert error.value.__cause__.diag.constraint_name == rule


@broken
def test_a_refusal_at_commit_names_the_row_as_that_of_a_foreign_key_does(broken):
    _, row, wrong, _ = broken()
    with pytest.raises(IntegrityError) as error, accepted():
        queryset(row).update(**wrong)
    diagnosis = error.value.__cause__.diag
    assert (diagnosis.table_name, diagnosis.message_detail) == (row._meta.db_table, f"Key (id)=({row.pk}).")


def test_a_refusal_of_a_write_names_no_row_that_was_checked_before():
    make.quote("It was.")
    connection.check_constraints()
    topic = make.TopicFactory()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        queryset(topic).update(broader=topic)
    diagnosis = error.value.__cause__.diag
    assert diagnosis.constraint_name == "topic_not_broader_than_itself"
    assert (diagnosis.table_name, diagnosis.message_detail) == (None, None)

"""Functions work whatever the search path is: pg_restore and maintenance commands run with another one.

And they never make a large transaction slow, see docs/decisions/0037-loading-in-sets.md.
"""

from datetime import UTC, datetime

import pgtrigger
import pytest
from django.db import IntegrityError, connection

from tests.support import factories as make
from tests.support.transactions import queryset

pytestmark = pytest.mark.django_db

OURS = """
    SELECT p.proname, p.prosqlbody IS NOT NULL AS resolved,
           EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%') AS pinned
    FROM pg_proc p
    WHERE p.pronamespace = current_schema()::regnamespace AND p.prokind = 'f'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def test_every_function_is_resolved_when_it_is_made_or_has_its_own_search_path() -> None:
    found = {name: resolved or pinned for name, resolved, pinned in rows(OURS)}
    assert len(found) > 40
    assert {name for name, safe in found.items() if not safe} == set()


@pytest.mark.usefixtures("article")
def test_triggers_write_the_same_under_an_empty_search_path() -> None:
    ((schema,),) = rows("SELECT current_schema()")
    rows("SET LOCAL search_path = ''")
    rows(f"UPDATE {schema}.claims_speaker SET slug = slug || '-2', name = name || ' II'")
    unreviewed = f"id NOT IN (SELECT statement_id FROM {schema}.claims_stance WHERE review_status = 'confirmed')"
    rows(f"UPDATE {schema}.claims_statement SET made_on = made_on - 1 WHERE made_on_precision = 'day' AND {unreviewed}")
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    assert rows(f"SELECT count(*) > 3 FROM {schema}.claims_redirect") == [(True,)]
    assert rows(f"SELECT * FROM {schema}.claims_position_differences()") == []


def test_a_threshold_of_similarity_holds_until_it_is_set_back() -> None:
    ((former,),) = rows("SELECT claims_similar_from('0.3')")
    assert rows(f"SELECT claims_similar_from('{former}')")
    assert rows("SELECT current_setting('pg_trgm.strict_word_similarity_threshold')") == [(former,)]


def test_a_rule_is_refused_in_its_own_words_under_an_empty_search_path() -> None:
    ((schema,),) = rows("SELECT current_schema()")
    rows("SET LOCAL search_path = ''")
    with pytest.raises(IntegrityError, match="as it stands"):
        rows(f"SELECT {schema}.claims_refuse('some_rule', 'as it stands')")


def test_no_function_catches_errors_since_each_time_visits_all_deferred_checks_of_the_transaction() -> None:
    """A block with EXCEPTION is a subtransaction; when one is rolled back, PostgreSQL goes through these checks."""
    ours = "pronamespace = current_schema()::regnamespace"
    assert rows(f"SELECT proname FROM pg_proc WHERE {ours} AND prosrc ~* 'exception\\s+when'") == []


def test_no_trigger_joins_the_rows_before_and_after_an_update_by_nested_loops() -> None:
    """A session keeps the plan of its first run; only a FULL JOIN is the same for one row and for many."""
    both = "prosrc ~ 'old_rows' AND prosrc ~ 'new_rows' AND prosrc ~ 'JOIN' AND prosrc !~ 'EXECUTE'"
    ours = "pronamespace = current_schema()::regnamespace"
    assert len(rows(f"SELECT proname FROM pg_proc WHERE {ours} AND {both}")) > 10
    inner = r"(?<!FULL )JOIN (old_rows|new_rows|\(SELECT [^()]*(\([^()]*\)[^()]*)*FROM new_rows r\))"
    assert rows(f"SELECT proname FROM pg_proc WHERE {ours} AND {both} AND prosrc ~ '{inner}'") == []
    assert rows(f"SELECT proname FROM pg_proc WHERE {ours} AND {both} AND prosrc !~ 'FULL JOIN'") == []


def test_a_trigger_that_is_ignored_does_nothing_and_others_still_work() -> None:
    topic, long_ago = make.TopicFactory(), datetime(2001, 1, 1, tzinfo=UTC)
    with pgtrigger.ignore("claims.Topic:acyclic_broader"):
        queryset(topic).update(updated_at=long_ago, name="Drones")
    assert queryset(topic).get().updated_at > long_ago
    with pgtrigger.ignore("claims.Topic:touch"):
        queryset(topic).update(updated_at=long_ago)
    assert queryset(topic).get().updated_at == long_ago
    queryset(topic).update(name="Airports")
    assert queryset(topic).get().updated_at > long_ago

"""Functions work whatever the search path is: pg_restore and maintenance commands run with another one."""

import pytest
from django.db import IntegrityError, connection

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
    rows(f"UPDATE {schema}.claims_speaker SET slug = slug || '-2', name = name || ' II'")  # noqa: S608
    unreviewed = f"id NOT IN (SELECT statement_id FROM {schema}.claims_stance WHERE review_status = 'confirmed')"  # noqa: S608
    rows(f"UPDATE {schema}.claims_statement SET made_on = made_on - 1 WHERE made_on_precision = 'day' AND {unreviewed}")  # noqa: S608
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    assert rows(f"SELECT count(*) > 3 FROM {schema}.claims_redirect") == [(True,)]  # noqa: S608
    assert rows(f"SELECT * FROM {schema}.claims_position_differences()") == []  # noqa: S608


def test_a_threshold_of_similarity_holds_until_it_is_set_back() -> None:
    ((former,),) = rows("SELECT claims_similar_from('0.3')")
    assert rows(f"SELECT claims_similar_from('{former}')")
    assert rows("SELECT current_setting('pg_trgm.strict_word_similarity_threshold')") == [(former,)]


def test_a_rule_is_refused_in_its_own_words_under_an_empty_search_path() -> None:
    ((schema,),) = rows("SELECT current_schema()")
    rows("SET LOCAL search_path = ''")
    with pytest.raises(IntegrityError, match="as it stands"):
        rows(f"SELECT {schema}.claims_refuse('some_rule', 'as it stands')")

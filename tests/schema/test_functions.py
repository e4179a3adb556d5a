"""Functions of the schema work whatever the search path is: pg_restore and maintenance commands run with another one."""

import pytest
from django.db import IntegrityError, connection

pytestmark = pytest.mark.django_db

# PL/pgSQL functions that name nothing outside pg_catalog, with a call of each. They are called for every row that is
# written, and a search path of their own would cost each call about a microsecond.
ONLY_PG_CATALOG = {
    "claims_words": "claims_words('x<y/é')",
    "claims_url_key": "claims_url_key('HTTPS://a.example:443/b/?utm_x=1#c')",
    "claims_offset_before_nfc": "claims_offset_before_nfc('e\u0301x', 1)",
    "claims_similar_from": "claims_similar_from('0.5')",
}
# It raises, so it cannot be called like these.
REFUSES = "claims_refuse"
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
    assert len(found) > len(ONLY_PG_CATALOG) + 40
    assert {name for name, safe in found.items() if not safe} == {*ONLY_PG_CATALOG, REFUSES}


@pytest.mark.parametrize("name", ONLY_PG_CATALOG)
def test_a_function_without_a_search_path_needs_none(name: str) -> None:
    ((schema,),) = rows("SELECT current_schema()")
    expected = rows(f"SELECT {ONLY_PG_CATALOG[name]}")
    rows("SET LOCAL search_path = ''")
    assert rows(f"SELECT {schema}.{ONLY_PG_CATALOG[name]}") == expected


@pytest.mark.usefixtures("article")
def test_triggers_write_the_same_under_an_empty_search_path() -> None:
    ((schema,),) = rows("SELECT current_schema()")
    rows("SET LOCAL search_path = ''")
    rows(f"UPDATE {schema}.claims_speaker SET slug = slug || '-2', name = name || ' II'")
    rows(f"UPDATE {schema}.claims_statement SET made_on = made_on - 1 WHERE made_on_precision = 'day'")
    rows("SET CONSTRAINTS ALL IMMEDIATE")
    assert rows(f"SELECT count(*) > 3 FROM {schema}.claims_redirect") == [(True,)]
    assert rows(f"SELECT * FROM {schema}.claims_position_differences()") == []


def test_a_rule_is_refused_in_its_own_words_under_an_empty_search_path() -> None:
    ((schema,),) = rows("SELECT current_schema()")
    rows("SET LOCAL search_path = ''")
    with pytest.raises(IntegrityError, match="as it stands"):
        rows(f"SELECT {schema}.claims_refuse('some_rule', 'as it stands')")

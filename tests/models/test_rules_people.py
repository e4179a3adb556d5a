"""Rules of speakers and roles: affiliations, the role that a statement shows, identifiers."""

from datetime import date

import pytest
from django.db.models import JSONField, Value

from claims.models import Affiliation, Speaker, SpeakerIdentifier, Statement
from tests.support import factories as make
from tests.support.rules import accepted, execute, refused

pytestmark = pytest.mark.django_db


def held(person, start=None, end=None, precision="day", role="Spokesperson", **fields):
    """A role from a day to a vague day; None is an open end."""
    return make.AffiliationFactory(
        **{"person": person, "role": role, "start_date": start, "end_date": end}
        | {"start_date_precision": "day" if start else "", "end_date_precision": precision if end else ""}
        | fields
    )


# A first role of 1 January 2020 to 2022 (a year), and a second one with the same person, organisation and role.
SECOND_ROLES = [
    ({"start": "2023-01-01"}, True),
    ({"start": "2022-12-31"}, False),
    ({"end": "2019-12-31"}, True),
    ({"end": "2020-01-01"}, False),
    ({"end": "2019-01-01", "precision": "year"}, True),
    ({"end": "2020-01-01", "precision": "month"}, False),
    ({"start": "2021-05-05", "end": "2021-05-05"}, False),
    ({}, False),
    ({"role": "Secretary General"}, True),
    ({"role": "spokesperson"}, False),
    ({"role": "Spokes\u00adperson\u00a0"}, False),
    ({"role": "Ｓpokesperson"}, False),
    ({"role": "Spokespersón"}, True),
    ({"former": True}, True),
]


@pytest.mark.parametrize(("second", "possible"), SECOND_ROLES)
def test_nobody_holds_the_same_role_twice_at_once(second, possible):
    first = held(make.SpeakerFactory(), "2020-01-01", "2022-01-01", precision="year")
    with accepted() if possible else refused("affiliation_does_not_overlap"):
        held(first.person, organization=first.organization, **second)


@pytest.mark.parametrize(("start", "end"), [(None, None), ("2030-01-01", None), (None, "1990-01-01")])
def test_a_role_without_dates_overlaps_any_other(start, end):
    first = held(make.SpeakerFactory())
    with refused("affiliation_does_not_overlap"):
        held(first.person, start, end, organization=first.organization)
    with accepted():
        held(first.person, start, end)
        held(make.SpeakerFactory(), start, end, organization=first.organization)


def test_a_former_role_has_no_end_date_and_is_recorded_once():
    former = held(make.SpeakerFactory(), former=True)
    with refused("affiliation_former_once"):
        held(former.person, "2020-01-01", organization=former.organization, former=True)
    with refused("affiliation_former_has_no_end_date"):
        held(former.person, end="2020-01-01", former=True)
    with accepted():
        held(former.person, "2020-01-01", former=True)
        held(former.person, organization=former.organization, role="Minister", former=True)


@pytest.mark.parametrize("kind", ["organization", "group"])
def test_only_a_person_holds_a_role(kind):
    with refused("affiliation_person_is_person"):
        make.AffiliationFactory(person__kind=kind)
    role = make.AffiliationFactory()
    with refused("affiliation_person_is_person"):
        Speaker.objects.filter(pk=role.person_id).update(kind=kind)


@pytest.mark.parametrize("kind", ["person", "group"])
def test_a_role_is_held_in_an_organisation_only(kind):
    with refused("affiliation_organization_is_organization"):
        make.AffiliationFactory(organization__kind=kind)
    role = make.AffiliationFactory()
    with refused("affiliation_organization_is_organization"):
        Speaker.objects.filter(pk=role.organization_id).update(kind=kind)


def test_nobody_is_affiliated_with_themselves():
    role = make.AffiliationFactory()
    with refused("affiliation_not_with_itself"):
        Affiliation.objects.filter(pk=role.pk).update(person=role.organization_id)


def test_a_speaker_changes_kind_together_with_their_roles_in_one_transaction():
    role = make.AffiliationFactory()
    with accepted():
        Speaker.objects.filter(pk=role.person_id).update(kind="group")
        Speaker.objects.filter(pk=make.SpeakerFactory().pk).update(kind="group")
        Affiliation.objects.filter(pk=role.pk).update(person=make.SpeakerFactory().pk)


# Of a statement of 23 September 2025 or that week, month or year: the roles its speaker held, and which one it shows.
RESOLVED = [
    ([{}], "2025-09-23", "day", 0),
    ([{"start": "2025-09-23", "end": "2025-09-23"}], "2025-09-23", "day", 0),
    ([{"start": "2025-09-24"}], "2025-09-23", "day", None),
    ([{"end": "2025-09-22"}], "2025-09-23", "day", None),
    ([{"end": "2025-09-01", "precision": "month"}], "2025-09-23", "day", 0),
    ([{"end": "2025-09-15", "precision": "week"}], "2025-09-23", "day", None),
    ([{"start": "2025-09-28"}], "2025-09-22", "week", 0),
    ([{"start": "2025-09-29"}], "2025-09-22", "week", None),
    ([{"start": "2025-09-30"}], "2025-09-01", "month", 0),
    ([{"start": "2025-12-31"}], "2025-01-01", "year", 0),
    ([{"start": "2026-01-01"}], "2025-01-01", "year", None),
    ([{"former": True}], "2025-09-23", "day", None),
    ([{"former": True}, {}], "2025-09-23", "day", 1),
    ([{"end": "2020-12-31"}, {"start": "2021-01-01"}], "2025-09-23", "day", 1),
    ([{}, {"role": "Minister"}], "2025-09-23", "day", None),
    ([], "2025-09-23", "day", None),
]


@pytest.mark.parametrize(("roles", "made_on", "precision", "shown"), RESOLVED)
def test_a_statement_shows_the_one_role_held_when_it_was_made(roles, made_on, precision, shown):
    speaker = make.SpeakerFactory()
    make.AffiliationFactory()
    rows = [held(speaker, **role) for role in roles]
    with accepted():
        said = make.StatementFactory(speaker=speaker, made_on=made_on, made_on_precision=precision)
    said.refresh_from_db()
    assert said.affiliation == (None if shown is None else rows[shown])


def test_where_several_roles_were_held_the_writer_names_one():
    role = held(make.SpeakerFactory())
    held(role.person, role="Minister")
    with accepted():
        said = make.StatementFactory(speaker=role.person, affiliation=role)
    assert Statement.objects.get(pk=said.pk).affiliation == role


@pytest.mark.parametrize("role", [{"start": "2025-09-24"}, {"end": "2025-09-22"}, {"former": True}])
def test_a_role_not_held_then_is_refused(role):
    role = held(make.SpeakerFactory(), **role)
    with refused("statement_affiliation_held_then"):
        make.StatementFactory(speaker=role.person, affiliation=role)


def test_somebody_elses_role_is_refused():
    with refused("statement_affiliation_is_the_speakers"):
        make.StatementFactory(affiliation=make.AffiliationFactory())


@pytest.mark.parametrize("by_sql", [True, False], ids=["sql", "orm"])
def test_the_role_follows_a_change_of_speaker_or_day(by_sql):
    earlier = held(make.SpeakerFactory(), end="2025-08-31")
    later, other = held(earlier.person, "2025-09-01", role="Minister"), held(make.SpeakerFactory())
    said = make.StatementFactory(speaker=earlier.person)
    this_row = Statement.objects.filter(pk=said.pk)

    def change(**fields):
        with accepted():
            if by_sql:
                columns = ", ".join(f"{field} = %s" for field in fields)
                execute(f"UPDATE claims_statement SET {columns} WHERE id = %s", *fields.values(), said.pk)
            else:
                this_row.update(**fields)
        return this_row.get().affiliation

    assert this_row.get().affiliation == later
    assert change(made_on=date(2025, 8, 31)) == earlier
    assert change(made_on=date(2025, 8, 1), made_on_precision="month") == earlier
    assert change(made_on=date(2025, 1, 1), made_on_precision="year") is None
    assert change(speaker_id=other.person_id) == other
    assert change(speaker_id=make.SpeakerFactory().pk) is None


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"start_date": "2025-09-24"}, "statement_affiliation_held_then"),
        ({"end_date": "2025-09-22", "end_date_precision": "day"}, "statement_affiliation_held_then"),
        ({"end_date": "2025-09-15", "end_date_precision": "week"}, "statement_affiliation_held_then"),
        ({"former": True}, "statement_affiliation_held_then"),
        ({"person": None}, "statement_affiliation_is_the_speakers"),
        ({"start_date": "2025-09-23"}, None),
        ({"end_date": "2025-09-22", "end_date_precision": "week"}, None),
        ({"role": "Press secretary"}, None),
    ],
)
def test_a_role_cannot_change_so_that_a_statement_shows_one_not_held(change, rule):
    role = held(make.SpeakerFactory(), "2020-01-01")
    make.StatementFactory(speaker=role.person)
    if "person" in change:
        change = {"person": make.SpeakerFactory()}
    with refused(rule) if rule else accepted():
        Affiliation.objects.filter(pk=role.pk).update(**change)


IDENTIFIERS = {"wikidata": "Q57792", "viaf": "1"}


def test_an_identifier_belongs_to_one_speaker():
    first, second = make.SpeakerFactory(identifiers=IDENTIFIERS), make.SpeakerFactory(identifiers={"viaf": "2"})
    for pair in ({"wikidata": "Q57792"}, {"isni": "3", "viaf": "1"}):
        with refused("speaker_identifier_unique"):
            make.SpeakerFactory(identifiers=pair)
        with refused("speaker_identifier_unique"):
            Speaker.objects.filter(pk=second.pk).update(identifiers=pair)
    with accepted():
        Speaker.objects.filter(pk=second.pk).update(identifiers={"wikidata": "1", "viaf": "Q57792"})
        Speaker.objects.filter(pk=first.pk).update(identifiers={})
        make.SpeakerFactory(identifiers=IDENTIFIERS)


def test_identifiers_are_forgotten_with_their_speaker():
    make.SpeakerFactory(identifiers=IDENTIFIERS).delete()
    with accepted():
        make.SpeakerFactory(identifiers=IDENTIFIERS)
    assert set(SpeakerIdentifier.objects.values_list("scheme", "value")) == {*IDENTIFIERS.items()}


@pytest.mark.parametrize(
    "wrong", [[], ["Q57792"], "Q57792", 1, Value(None, JSONField()), {"wikidata": 57792}, {"wikidata": None}]
)
def test_identifiers_map_schemes_to_texts(wrong):
    speaker = make.SpeakerFactory()
    with refused("speaker_identifiers_map_schemes_to_values"):
        Speaker.objects.filter(pk=speaker.pk).update(identifiers=wrong)


@pytest.mark.parametrize("wrong", [{"": "Q57792"}, {"wikidata": ""}, {"wikidata": {"id": "Q57792"}}])
def test_neither_scheme_nor_value_is_empty(wrong):
    with refused("speaker_identifiers_map_schemes_to_values"):
        make.SpeakerFactory(identifiers=wrong)


@pytest.mark.parametrize("scheme", ["Wikidata", "1st", "wiki data", "wikidata:q"])
def test_a_scheme_is_a_word_in_lower_case(scheme):
    with refused("speaker_identifier_scheme_well_formed"):
        make.SpeakerFactory(identifiers={scheme: "Q57792"})
    with accepted():
        make.SpeakerFactory(identifiers={"open-sanctions_2": "Q57792"})

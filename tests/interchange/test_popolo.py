"""`import popolo`: persons, organizations and memberships become speakers and affiliations."""

import json

import pytest

from claims.models import Affiliation, Change, Speaker
from tests.support import factories as make
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db
ANN = {
    "id": "p1",
    "name": "Ann Example",
    "sort_name": "Example, Ann",
    "other_names": [{"name": "Анна Пример", "lang": "ru"}, {"name": "Ann Example", "note": "same"}],
    "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}, {"scheme": "Parl ID", "identifier": "77"}],
    "image": "https://example.org/ann.jpg",
    "links": [{"note": "website", "url": "https://example.org/"}],
}
HOUSE = {"id": "o1", "name": "House", "classification": "legislature"}
SEAT = {"person_id": "p1", "organization_id": "o1", "role": "member", "start_date": "2010", "end_date": "2014-05"}


def world(**lists):
    return {"persons": [ANN], "organizations": [HOUSE], "memberships": [SEAT], **lists}


@pytest.fixture
def said(tmp_path, team):
    def work(content, text=None, mapping="", command=run, **options):
        (tmp_path / "house.json").write_text(json.dumps(content) if text is None else text, encoding="utf-8")
        if mapping:
            (tmp_path / "house.toml").write_text(mapping, encoding="utf-8")
            options["mapping"] = tmp_path / "house.toml"
        options = {"coder": "ada", "report": tmp_path / "report.csv", **options}
        return command("import", "popolo", tmp_path / "house.json", **options)

    return work


def dates(held):
    return [
        str(held.start_date),
        held.start_date_precision,
        str(held.end_date),
        held.end_date_precision,
    ]


def test_persons_and_organizations_become_speakers(said):
    said(world())
    ann = Speaker.objects.get(kind="person")
    assert (ann.name, ann.sort_name, ann.other_names) == ("Ann Example", "Example, Ann", ["Анна Пример"])
    assert ann.identifiers == {"wikidata": "Q1", "parl_id": "77"}
    assert (ann.image_url, ann.website) == ("https://example.org/ann.jpg", "https://example.org/")
    assert Speaker.objects.get(kind="organization").name == "House"


def test_a_membership_becomes_an_affiliation_with_dates_as_vague_as_they_are(said):
    said(world())
    held = Affiliation.objects.get()
    assert (held.person.name, held.organization.name, held.role) == ("Ann Example", "House", "member")
    assert dates(held) == ["2010-01-01", "year", "2014-05-01", "month"]


def test_the_order_of_the_lists_does_not_matter(said):
    turned = {name: world()[name] for name in ("memberships", "organizations", "persons")}
    assert "1 affiliations created" in said(turned)


def test_one_object_a_line_and_a_list_of_objects_are_read(said):
    typed = [{**ANN, "@type": "Person"}, {**HOUSE, "type": "organization"}, {**SEAT, "@type": "Membership"}]
    said(None, text="\n".join(map(json.dumps, typed)))
    said(typed, system="again-as-a-list")
    assert (Speaker.objects.count(), Affiliation.objects.count()) == (1 + 1, 1)


def test_a_membership_in_its_person_is_that_person_s(said):
    inside = {name: value for name, value in SEAT.items() if name != "person_id"}
    said({"persons": [{**ANN, "memberships": [inside]}], "organizations": [HOUSE]})
    assert Affiliation.objects.get().person.name == "Ann Example"


def test_a_legislative_period_has_the_dates_and_a_post_the_role(said):
    period = {"id": "t1", "classification": "legislative period", "start_date": "2010-06-01", "end_date": "2014-00-00"}
    post = {"id": "s1", "label": "Speaker of the House", "organization_id": "o1"}
    seat = {"person_id": "p1", "post_id": "s1", "legislative_period_id": "t1"}
    said(world(memberships=[seat], posts=[post], events=[period]))
    held = Affiliation.objects.get()
    assert (held.role, held.organization.name) == ("Speaker of the House", "House")
    assert dates(held) == ["2010-06-01", "day", "2014-01-01", "year"]


def test_terms_of_a_legislature_in_its_organization_have_the_dates_of_its_seats(said):
    terms = [{"id": f"t{n}", "start_date": f"201{n}-05-01", "end_date": f"201{n + 3}-04-30"} for n in (1, 5)]
    seats = [
        {"person_id": "p1", "organization_id": "o1", "role": "member", "legislative_period_id": f"t{n}"} for n in (1, 5)
    ]
    said(world(organizations=[{**HOUSE, "legislative_periods": terms}], memberships=seats))
    assert {str(held.start_date) for held in Affiliation.objects.all()} == {"2011-05-01", "2015-05-01"}


def test_an_identifier_decides_who_is_meant(said):
    known = make.SpeakerFactory(name="A. Example", identifiers={"wikidata": "Q1"})
    said(world())
    assert Affiliation.objects.get().person == known
    assert not Speaker.objects.filter(name="Ann Example").exists()


def test_a_name_decides_nothing_and_a_person_says_who_is_meant(said, reported):
    known = make.SpeakerFactory(name="Ann Example")
    nameless = {**ANN, "identifiers": []}
    said(world(persons=[nameless]))
    assert [line[:3] for line in reported()] == [
        ["persons 1", "refused", "speaker_may_be_known"],
        ["memberships 1", "refused", "speaker_may_be_known"],
    ]
    said(world(persons=[nameless]), mapping=f'[same.speaker]\np1 = "{known.slug}"\n')
    assert Affiliation.objects.get().person == known


def test_the_same_file_again_changes_nothing(said):
    said(world())
    before = Change.objects.count()
    assert "0 records changed, 3 as before, 0 refused" in said(world())
    assert Change.objects.count() == before


def test_a_changed_person_and_a_new_membership_of_a_known_one_are_taken_over(said, reported):
    said(world())
    later = {**SEAT, "role": "chair", "start_date": "2016", "end_date": ""}
    said(world(persons=[{**ANN, "name": "Ann Sample"}], memberships=[SEAT, later]))
    assert Speaker.objects.get(kind="person").name == "Ann Sample"
    assert set(Affiliation.objects.values_list("role", "person__name")) == {
        ("member", "Ann Sample"),
        ("chair", "Ann Sample"),
    }
    assert reported()[0][:2] == ["persons 1", "changed"]


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ({"organization_id": None}, ""),
        ({"person_id": "nobody"}, ""),
        ({"role": None}, "affiliation_role_not_blank"),
        ({"start_date": "2015", "end_date": "2014"}, "affiliation_ends_after_start"),
        ({"start_date": "the spring"}, ""),
        ({"organization_id": "p1"}, "affiliation_not_with_itself"),
    ],
)
def test_a_membership_that_says_too_little_or_cannot_be_is_refused_and_the_rest_imported(said, reported, members, rule):
    said(world(memberships=[{**SEAT, **members}, {**SEAT, "role": "chair"}]))
    assert [line[:3] for line in reported()] == [["memberships 1", "refused", rule]]
    assert Affiliation.objects.get().role == "chair"


def test_areas_and_persons_without_a_name_are_refused(said, reported):
    said(world(persons=[ANN, {"id": "p2"}, {"name": "No Id"}], areas=[{"id": "a1", "name": "North"}]))
    assert {(line[0], line[3]) for line in reported()} == {
        ("persons 2", "It has no name."),
        ("persons 3", "It has no “id”, which names it."),
        ("areas 1", "Areas have no place in the tracker."),
    }


def test_what_is_no_address_and_a_second_identifier_are_left_out_and_told(said, reported):
    odd = {**ANN, "image": "ann.jpg", "identifiers": [*ANN["identifiers"], {"scheme": "wikidata", "identifier": "Q2"}]}
    said(world(persons=[odd]))
    assert [line[3] for line in reported()] == [
        "identifier: a second wikidata, “Q2”",
        "image_url: “ann.jpg” is no address",
    ]
    assert Speaker.objects.get(kind="person").identifiers["wikidata"] == "Q1"


def test_what_is_no_json_is_said(said):
    assert "no JSON" in said(None, text='{"persons": [', command=fails)

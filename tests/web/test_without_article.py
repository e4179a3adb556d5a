"""The pages in a database without the article."""

import pytest

from claims.models import Source
from claims.web.questions import ABOUT_ANYTHING
from tests.support import factories as make
from tests.support.html import read_page
from tests.support.streams import status_of

pytestmark = pytest.mark.django_db


def test_an_empty_tracker_says_how_to_begin(reader):
    page = read_page(reader, "/")
    assert "Nothing has been recorded here yet." in page.text
    assert "/desk/texts/" in page.addresses
    assert "What is disputed" not in page.text


def test_a_database_without_the_article_is_not_asked_about_it(reader):
    Source.objects.create(kind="transcript", headline="Another one")
    asked = [
        link for link in read_page(reader, "/developers/").addresses if link.startswith("/api/v1/") and "?" in link
    ]
    assert asked == [question.address for group in ABOUT_ANYTHING for question in group.questions]


def test_other_data_is_asked_about_what_is_in_it(reader):
    stance = make.StanceFactory(statement__speaker__slug="mette", claim__slug="grave")
    make.StanceFactory(statement__speaker=stance.statement.speaker)
    make.StanceFactory(claim=stance.claim)
    make.IncidentClaimFactory(incident__slug="drones", claim=stance.claim)
    asked = [link for link in read_page(reader, "/developers/").addresses if link.startswith("/api/v1/")]
    for address in (
        "speakers/mette/positions/",
        "claims/grave/stances/",
        "incidents/drones/matrix/",
        "claims/?speaker=mette",
    ):
        assert f"/api/v1/{address}" in asked
    assert {status_of(link, reader) for link in asked} == {200}

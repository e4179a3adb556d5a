"""The home page, in a database without the article."""

import pytest

from claims.models import Source
from claims.web.overview import ABOUT_ANYTHING
from tests.support import factories as make
from tests.support.html import read_page


@pytest.mark.django_db
def test_a_database_without_the_article_is_not_asked_about_it(reader):
    Source.objects.create(kind="transcript", headline="Another one")
    page = read_page(reader, "/")
    asked = [link for link in page.addresses if "?" in link]
    assert asked == [question.address for group in ABOUT_ANYTHING for question in group.questions]
    assert {reader.get(link).status_code for link in asked} == {200}


@pytest.mark.django_db
def test_other_data_is_asked_about_what_is_in_it(reader):
    stance = make.StanceFactory(statement__speaker__slug="mette", claim__slug="grave")
    make.StanceFactory(statement__speaker=stance.statement.speaker)
    make.StanceFactory(claim=stance.claim)
    make.IncidentClaimFactory(incident__slug="drones", claim=stance.claim)
    asked = [link for link in read_page(reader, "/").addresses if link.startswith("/api/v1/") and link.count("/") > 4]
    asked += [link for link in read_page(reader, "/").addresses if "?" in link]
    assert asked[:3] == [
        "/api/v1/speakers/mette/positions/",
        "/api/v1/claims/grave/stances/",
        "/api/v1/incidents/drones/matrix/",
    ]
    assert "/api/v1/claims/?speaker=mette" in asked
    assert {reader.get(link).status_code for link in asked} == {200}

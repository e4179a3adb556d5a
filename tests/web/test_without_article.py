"""The home page, in a database without the article."""

import pytest

from claims.models import Source
from claims.web.overview import ABOUT_ANYTHING
from tests.support.html import read_page


@pytest.mark.django_db
def test_a_database_without_the_article_is_not_asked_about_it(reader):
    Source.objects.create(kind="transcript", headline="Another one")
    page = read_page(reader, "/")
    asked = [link for link in page.addresses if "?" in link]
    assert asked == [question.address for group in ABOUT_ANYTHING for question in group.questions]
    assert {reader.get(link).status_code for link in asked} == {200}

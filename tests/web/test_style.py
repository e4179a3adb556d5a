"""The page that shows every part of the pages, in development only."""

import pytest
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from claims.choices import StancePosition, StatementStatus
from claims.web.style import style
from tests.support.html import Page


def test_every_part_is_there_in_each_of_its_states():
    html = style(RequestFactory().get("/style/", SERVER_NAME="localhost")).content.decode()
    page = Page(html)
    assert page.tags.count("svg") > 1
    assert page.tags.count("table") == 2
    assert [each for each in StancePosition.values if f"position {each}" not in html] == []
    assert [each for each in StatementStatus.values if each != "active" and each not in page.text] == []


def test_a_server_for_readers_does_not_have_it():
    with pytest.raises(Resolver404):
        resolve("/style/")

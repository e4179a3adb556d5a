"""The page at `/developers/`: each question is there, with its request and the beginning of its answer."""

import html
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.web.questions import ABOUT_ANYTHING, ABOUT_THE_ARTICLE
from tests.support.html import read_page

pytestmark = pytest.mark.django_db

QUESTIONS = [question for group in ABOUT_THE_ARTICLE + ABOUT_ANYTHING for question in group.questions]


def answers_on(reader):
    text = reader.get("/developers/").content.decode()
    return [html.unescape(each) for each in re.findall(r'<code class="answer">(.*?)</code>', text, re.DOTALL)]


def test_every_question_is_on_the_page_and_answered_by_the_article(reader, article):
    answers = {question.address: reader.get(question.address).json() for question in QUESTIONS}
    assert [address for address, answer in answers.items() if not (answer.get("results") or answer.get("cells"))] == []
    page = read_page(reader, "/developers/")
    assert [q for q in QUESTIONS if q.words not in page.text or q.address not in page.addresses] == []


def test_each_answer_is_the_beginning_of_what_the_api_answers(reader, article):
    shown = answers_on(reader)
    assert len(shown) == len(QUESTIONS)
    for question, lines in zip(QUESTIONS, shown, strict=True):
        address = question.address
        if "matrix" not in address:
            address += f"{'&' if '?' in address else '?'}limit=1"
        whole = json.dumps(reader.get(address).json(), indent=2, ensure_ascii=False)
        # A cursor is signed for its request, so it is the same here and there.
        assert whole.startswith(lines.removesuffix("\n…"))


def test_each_request_is_there_for_a_shell_and_as_a_page(reader, article):
    page = read_page(reader, "/de/developers/")
    assert "$ curl 'http://localhost/api/v1/claims/?speaker=dmitry-peskov&limit=1'" in page.text
    assert "$ curl 'http://localhost/api/v1/incidents/copenhagen-airport-drones-2025/matrix/'" in page.text
    assert page.text.count("$ curl 'http://localhost/api/v1/") == len(QUESTIONS)
    assert [q for q in QUESTIONS if f"/de/{q.request}" not in page.addresses] == []


def test_headings_are_in_the_language_of_the_page_and_questions_are_marked_as_english(reader, article):
    html = reader.get("/de/developers/").content.decode()
    assert "<h2>Über eine Person oder Organisation</h2>" in html
    assert html.count('<article class="question" lang="en">') == len(QUESTIONS)


def test_the_page_is_small_however_large_the_answers_are(reader, article):
    response = reader.get("/developers/", headers={"Accept-Encoding": "gzip"})
    assert len(response.content) < 60_000
    assert [each for each in answers_on(reader) if each.count("\n") > 36] == []


def test_all_answers_are_read_by_one_statement(reader, article):
    reader.get("/developers/")
    with CaptureQueriesContext(connection) as asked:
        reader.get("/developers/")
    assert len(asked) == 2  # whether the article is there, and the answers

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
    return [html.unescape(each) for each in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", text, re.DOTALL)]


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


def test_all_answers_are_read_by_one_statement(reader, article):
    reader.get("/developers/")
    with CaptureQueriesContext(connection) as asked:
        reader.get("/developers/")
    assert len(asked) == 2  # whether the article is there, and the answers

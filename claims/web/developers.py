"""The page at `/developers/`: questions, each with its request and the beginning of its answer."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from claims.api.reads import read_of
from claims.web.page import Answers, Part, Parts, read_parts, rendered
from claims.web.questions import Group, Question, questions

# What an answer shows: so many rows, and so many lines of them.
ROWS, LINES = "1", 36


class Answered(NamedTuple):
    """A question, the address that was asked, and the beginning of its answer; `is_cut`: the answer has more lines."""

    question: Question
    asked: str
    lines: str
    is_cut: bool


class AnsweredGroup(NamedTuple):
    heading: Any
    answered: list[Answered]


def part_of(question: Question) -> Part:
    """The read that answers a question, with one row where it is a list."""
    path, _, query = question.request.partition("?")
    collection, key, below, *_ = [*path.strip("/").split("/"), None, None]
    read = read_of(str(collection), key is not None, below)
    if read is None:
        raise ValueError(f"no read of a collection: {question.request}")
    given = QueryDict(query, mutable=True)
    if read.action != "matrix":
        given["limit"] = ROWS
    return Part(read.endpoint, read.action, given, key)


def answered(groups: tuple[Group, ...], parts: Parts, answers: Answers) -> Iterator[AnsweredGroup]:
    for group in groups:
        found = []
        for question in group.questions:
            lines = json.dumps(answers[question.request], indent=2, ensure_ascii=False).split("\n")
            asked = parts[question.request].address
            found.append(Answered(question, asked, "\n".join(lines[:LINES]), len(lines) > LINES))
        yield AnsweredGroup(group.heading, found)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """The questions; all answers are read by one statement."""
    groups = questions()
    parts = {question.request: part_of(question) for group in groups for question in group.questions}
    answers, kept = read_parts(request, parts)
    # Which questions are asked depends on all that is there.
    shown = {"groups": list(answered(groups, parts, answers)), "host": request.build_absolute_uri("/").rstrip("/")}
    return rendered(request, "web/developers.html", shown, kept.of_everything())

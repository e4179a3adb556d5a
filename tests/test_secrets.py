"""What a role may not know: it shows in no answer, and no answer is another one because of it.

Suggested and rejected stances are known to the editorial team alone; the text of a source, to nobody. So every GET
address is asked, in every way it can be, before such rows are there and afterwards.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.api.filters.base import ChoiceFilter, SlugFilter
from claims.choices import ReviewStatus, Role, StancePosition
from claims.models import Claim, Source, Stance, Statement
from tests import factories as make
from tests.keys import Keyed
from tests.test_permissions import DESCRIPTIONS, PAGES
from tests.test_query_counts import ENDPOINTS, Endpoint, every_endpoint, value_of, world

pytestmark = pytest.mark.django_db

# In every text of a stance that is not public, and in the names of those who coded and reviewed it.
SECRET = "nobody-may-read-this"
TEXT = "the-text-of-a-source"
SIZE = 3
# Where the team sees what others do not. Nothing else depends on it: no position, tally, matrix, history or feed.
KNOWN_TO_THE_TEAM = {
    "stances-list",
    "statements-list",
    "statements-retrieve",
    "claims-stances",
}

Answers = dict[str, tuple[int, bytes, str, str]]


def asked(endpoint: Endpoint, role: Role) -> Iterator[str]:
    """The endpoint for rows that it can be asked of, and of the last of them with everything that it understands.

    To be thorough for one role of the team is enough: all of it knows the same.
    """
    path = ""
    for path in addresses(endpoint):
        yield path
    if role in {Role.READER, Role.CODER}:
        yield from (f"{path}{'&' if '?' in path else '?'}{query}" for query in ("brief=true", *queries(endpoint)))


def addresses(endpoint: Endpoint) -> Iterator[str]:
    path = endpoint.path()
    if endpoint.action == "list":
        yield path
        return
    first, *others = [getattr(row, endpoint.view.lookup_field) for row in endpoint.model.objects.order_by("pk")]
    # The first row of each table has most to show, and the last one least.
    yield from (path.replace(f"/{first}/", f"/{key}/") for key in (*others[:2], *others[-2:], first))


def queries(endpoint: Endpoint) -> Iterator[str]:
    parameters = endpoint.accepts.filters.parameters()
    if not endpoint.accepts.paged or "count" not in endpoint.accepts.page_parameters:
        return
    yield "count=exact&limit=1"
    yield from (f"ordering={sign}{name}" for name in endpoint.accepts.orderings for sign in ("", "-"))
    for name, each in parameters.items():
        yield f"count=exact&{name}={value_of(each.filter)}"
    choices = [
        name for name, each in parameters.items() if isinstance(each.filter, ChoiceFilter) and each.lookup == "exact"
    ]
    slugs = {
        name: each.filter
        for name, each in parameters.items()
        if isinstance(each.filter, SlugFilter) and each.lookup == "exact"
    }
    for choice, (name, each) in product(choices, slugs.items()):
        rows = each.model._default_manager.order_by("pk").values_list("slug", flat=True)
        for value in parameters[choice].filter.choices.values:
            yield f"count=exact&{choice}={value}&{name}={rows.last()}"


def answers(who: Keyed, paths: list[str]) -> Answers:
    found = {path: who.get(path) for path in paths}
    return {
        path: (answer.status_code, answer.content, answer.headers.get("ETag", ""), answer.headers.get("Link", ""))
        for path, answer in found.items()
    }


def hide() -> None:
    """Suggested and rejected stances of every position, of each statement on each claim."""
    coder, reviewer = (
        User.objects.create(username=f"{SECRET}-coder"),
        User.objects.create(username=f"{SECRET}-reviewer"),
    )
    common = {"qualification": SECRET, "rationale": SECRET, "coder": coder, "method": "model", "confidence": 0.5}
    pairs = product(Statement.objects.all(), Claim.objects.all(), StancePosition.values)
    Stance.objects.bulk_create(
        Stance(
            statement=statement,
            claim=claim,
            position=position,
            explicitness="explicit",
            made_on=statement.made_on,
            review_status=status,
            reviewer=reviewer if status == ReviewStatus.REJECTED else None,
            review_note=SECRET,
            model_name=f"{SECRET} {status}",
            **common,
        )
        for statement, claim, position in pairs
        for status in (ReviewStatus.SUGGESTED, ReviewStatus.REJECTED)
    )


class Twice:
    """Every answer to every role, before and after there is something to hide."""

    def __init__(self) -> None:
        # Statements and claims with nothing public on them, too.
        make.StatementFactory(speaker=make.SpeakerFactory())
        make.ClaimFactory()
        Source.objects.update(content=f"{TEXT} {' '.join(f'word {number}' for number in range(SIZE))}")
        self.people = {role: Keyed(role, f"a-{role}") for role in Role}
        self.paths = {(str(each), role): list(asked(each, role)) for each in ENDPOINTS for role in Role}
        # The page of the documentation has a token in it that is made anew each time.
        pages = [reverse(name) for name in (PAGES | DESCRIPTIONS) - {"docs"}]
        self.paths |= {("pages", role): pages for role in Role}
        self.before = self.ask()
        hide()
        self.after = self.ask()

    def ask(self) -> dict[tuple[str, Role], Answers]:
        return {(name, role): answers(self.people[role], paths) for (name, role), paths in self.paths.items()}


@pytest.fixture(scope="module")
def twice(django_db_setup: None, django_db_blocker: Any) -> Iterator[Twice]:
    with world(django_db_blocker, SIZE):
        yield Twice()


@every_endpoint
@pytest.mark.parametrize("role", list(Role))
def test_no_answer_depends_on_what_a_role_may_not_know(twice: Twice, endpoint: Endpoint, role: Role) -> None:
    before, after = twice.before[str(endpoint), role], twice.after[str(endpoint), role]
    different = [path for path in before if before[path] != after[path]]
    if role == Role.READER or str(endpoint) not in KNOWN_TO_THE_TEAM:
        assert different == []
    else:
        assert different, "the team is shown what waits for it"


@pytest.mark.parametrize("role", list(Role))
def test_no_page_depends_on_what_is_not_public(twice: Twice, role: Role) -> None:
    before, after = twice.before["pages", role], twice.after["pages", role]
    assert [path for path in before if before[path] != after[path]] == []


@pytest.mark.parametrize("role", list(Role))
def test_what_is_hidden_from_a_role_shows_in_none_of_its_answers(twice: Twice, role: Role) -> None:
    words = [SECRET, TEXT] if role == Role.READER else [f"{SECRET}-coder", f"{SECRET}-reviewer", TEXT]
    told = {
        path: word
        for (_, who), found in twice.after.items()
        for path, (_, content, *_) in found.items()
        for word in words
        if who == role and word.encode() in content
    }
    assert told == {}


@pytest.mark.parametrize("role", [Role.CODER, Role.REVIEWER, Role.EDITOR])
def test_the_whole_team_knows_of_all_suggestions_and_rejections(twice: Twice, role: Role) -> None:
    who = twice.people[role]
    for status in ReviewStatus.values:
        listed = who.get(f"stances/?review_status={status}&count=exact").json()["count"]
        assert listed == Stance.objects.filter(review_status=status).count() > 0
    said = Statement.objects.filter(stances__isnull=False).latest("pk")
    assert len(who.get(f"statements/{said.slug}/").json()["stances"]) == said.stances.count()


def test_a_hidden_stance_is_to_a_reader_as_if_it_were_not_there(twice: Twice) -> None:
    hidden, never = Stance.objects.filter(review_status="suggested").latest("pk").pk, 10**12
    for path, method in product(("", "history/", "confirm/"), ("GET", "HEAD", "POST", "PATCH", "DELETE")):
        there, nowhere = (
            twice.people[Role.READER].send(method, f"stances/{key}/{path}", **{"X-Request-Id": "the-same-request"})
            for key in (hidden, never)
        )
        assert there.status_code == nowhere.status_code
        assert there.content.replace(str(hidden).encode(), b"") == nowhere.content.replace(str(never).encode(), b"")

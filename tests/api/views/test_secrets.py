"""What a role may not know: it shows in no answer, and no answer is another one because of it.

Suggested and rejected stances are known to the editorial team alone; the text of a source, and who is on the team, to
nobody. So every GET address is asked, in every way it can be, before such rows are there and afterwards.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.api.query.filters import SlugFilter
from claims.api.query.parameters import Parameters
from claims.api.search.views import VIEWS
from claims.choices import ReviewStatus, Role, StancePosition
from claims.models import Claim, Source, Stance, Statement
from tests.support import factories as make
from tests.support.addresses import ADDRESSES
from tests.support.clients import Keyed
from tests.support.endpoints import ENDPOINTS, Endpoint, value_of
from tests.support.loaded import loaded
from tests.support.streams import content_of
from tests.support.world import make_world

pytestmark = pytest.mark.django_db

# In every text of a stance that is not public, and in the names of those who coded and reviewed it.
SECRET = "nobody-may-read-this"
TEXT = "the-text-of-a-source"
SIZE = 3
# Where the team sees what others do not. Nothing else depends on it: no position, tally, matrix or feed.
KNOWN_TO_THE_TEAM = {
    "stances-list",
    "statements-list",
    "statements-retrieve",
    "claims-stances",
    "search-list",
}

# Filters by what may be said of a stance alone.
OF_STANCES = {"position", "review_status", "explicitness", "method"}

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
    parameters = endpoint.parameters
    if endpoint.collection == "search":
        yield from (
            f"type={name}&{query}"
            for name, view in VIEWS.items()
            for query in filtered(view.documented("list").parameters)
        )
        yield "facets=true"
    elif parameters.paged:
        yield "count=exact&limit=1"
        yield from (f"ordering={sign}{name}" for name in parameters.orderings for sign in ("", "-"))
        yield from (f"count=exact&{query}" for query in filtered(parameters))


def filtered(parameters: Parameters) -> Iterator[str]:
    """Each filter alone; and those of stances, of any value, together with a row that the stance may be of."""
    named = {name: each for name, (each, lookup) in parameters.filters.parameters().items() if lookup != "in"}
    yield from (f"{name}={value_of(each)}" for name, each in named.items())
    for choice, slug in product(OF_STANCES & named.keys(), named):
        if isinstance(named[slug], SlugFilter):
            last = named[slug].model._default_manager.order_by("pk").values_list("slug", flat=True).last()
            yield from (f"{choice}={value}&{slug}={last}" for value in named[choice].choices.values)


def answers(who: Keyed, paths: list[str]) -> Answers:
    return {path: seen(who.get(path, **{"X-Request-Id": "always-the-same"})) for path in paths}


def seen(answer: Any) -> tuple[int, bytes, str, str]:
    headers = answer.headers
    return answer.status_code, content_of(answer), headers.get("ETag", ""), headers.get("Link", "")


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


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with loaded(django_db_blocker, make_rows):
        yield


def make_rows() -> None:
    make_world(SIZE)
    # A statement and a claim with nothing public on them, too.
    make.StatementFactory(speaker=make.SpeakerFactory())
    make.ClaimFactory()
    Source.objects.update(content=f"{TEXT} {' '.join(f'word {number}' for number in range(SIZE))}")


@pytest.fixture
def people(rows: None, db: None) -> dict[Role, Keyed]:
    return {role: Keyed(role, f"a-{role}") for role in Role}


def requests() -> dict[tuple[str, Role], list[str]]:
    """All that each role asks, by endpoint."""
    # The page of the documentation has a token in it that is made anew each time.
    pages = [each.path() for each in ADDRESSES if not each.collection and each.name != "docs"]
    pages.append(f"{reverse('claims-match')}?text={quote(Claim.objects.earliest('pk').text)}")
    asking = {(str(each), role): list(asked(each, role)) for each in ENDPOINTS for role in Role}
    return asking | {("pages", role): pages for role in Role}


def test_no_answer_depends_on_what_a_role_may_not_know_or_tells_it(people: dict[Role, Keyed]) -> None:
    paths = requests()
    before = {key: answers(people[key[1]], each) for key, each in paths.items()}
    hide()
    after = {key: answers(people[key[1]], each) for key, each in paths.items()}

    changed = {key: [path for path in paths[key] if before[key][path] != after[key][path]] for key in paths}
    told = {(name, role) for name, role in changed if role != Role.READER and name in KNOWN_TO_THE_TEAM}
    assert {key: different for key, different in changed.items() if different and key not in told} == {}
    assert all(changed[name, Role.CODER] for name in KNOWN_TO_THE_TEAM), "the team is shown what waits for it"

    names = [f"{SECRET}-coder", f"{SECRET}-reviewer", TEXT]
    leaks = {
        path: word
        for (_, role), each in after.items()
        for path, (_, content, *_) in each.items()
        for word in ([SECRET, TEXT] if role == Role.READER else names)
        if word.encode() in content
    }
    assert leaks == {}


def test_nothing_is_found_by_words_of_a_sources_text(people: dict[Role, Keyed]) -> None:
    for who in people.values():
        assert who.get(f"search/?q={TEXT}").json()["results"] == []


def test_the_whole_team_knows_of_all_suggestions_and_rejections(people: dict[Role, Keyed]) -> None:
    hide()
    said = Statement.objects.latest("pk")
    for role in set(people) - {Role.READER}:
        for status in ReviewStatus.values:
            listed = people[role].get(f"stances/?review_status={status}&count=exact").json()["count"]
            assert listed == Stance.objects.filter(review_status=status).count() > 0
        assert len(people[role].get(f"statements/{said.slug}/").json()["stances"]) == said.stances.count() > 0


def test_a_hidden_stance_is_to_a_reader_as_if_it_were_not_there(people: dict[Role, Keyed]) -> None:
    hide()
    hidden, never = Stance.objects.filter(review_status="suggested").latest("pk").pk, 10**12
    for path, method in product(("", "history/", "confirm/"), ("GET", "HEAD", "POST", "PATCH", "DELETE")):
        there, nowhere = (
            people[Role.READER].send(method, f"stances/{key}/{path}", **{"X-Request-Id": "always-the-same"})
            for key in (hidden, never)
        )
        assert there.status_code == nowhere.status_code
        assert there.content.replace(str(hidden).encode(), b"") == nowhere.content.replace(str(never).encode(), b"")

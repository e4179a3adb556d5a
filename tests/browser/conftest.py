"""One browser and one server for the tests of this folder; people who open the newsroom's article; readers."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser

from claims.models import Source
from tests.support.article import correct_something, load_article, review_something
from tests.support.browser import CHROMIUM, People, Person, Reader, Readers, chromium
from tests.support.desk import desk
from tests.support.newsroom import SLUG, open_newsroom
from tests.support.readers_world import committed, make_readers_world, publish_source
from tests.support.served import Server, served


@pytest.fixture(scope="package")
def tracker(django_db_setup: None) -> Iterator[Server]:
    if not CHROMIUM:
        pytest.skip("chromium is not installed")
    with served(1, "browser") as server:
        yield server


@pytest.fixture(scope="package")
def browser(tracker: Server) -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, chromium() as browser:
        # Playwright keeps an event loop in this thread, in which Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield browser
        # Django keeps a connection of its own for the thread with this loop; nobody else would close it.
        connection.close()


@pytest.fixture
def article(transactional_db: None) -> Source:
    return open_newsroom()


@pytest.fixture
def person(browser: Browser, tracker: Server, transactional_db: None) -> Iterator[People]:
    """Makes people with a browser each; after the test, nothing may have gone wrong in any of them."""
    clients: dict[str, Any] = {}
    people = []

    def make(role: str = "coder", name: str = "", **more: Any) -> Person:
        name = name or role
        clients[name] = clients.get(name) or desk(role, name)
        people.append(Person(browser, tracker.port, clients[name], **more))
        return people[-1]

    yield make
    for each in people:
        each.context.close()
    assert [each.problems for each in people] == [[] for _ in people]


@pytest.fixture
def carla(article: Source, person: People) -> Person:
    """A coder who has opened the article."""
    made = person("coder", "carla")
    made.read(SLUG)
    return made


@pytest.fixture(scope="module")
def readers_world(browser: Browser, django_db_blocker: Any) -> Iterator[None]:
    """What readers see in tests, for all tests of a module, which only read."""
    with committed(django_db_blocker, make_readers_world):
        yield


@pytest.fixture(scope="module")
def published_article(browser: Browser, django_db_blocker: Any) -> Iterator[None]:
    """The article and a correction, for all tests of a module, which only read."""
    with committed(django_db_blocker, load_article, correct_something, review_something, publish_source):
        yield


@pytest.fixture
def readers(browser: Browser, tracker: Server) -> Iterator[Readers]:
    """Makes readers with a browser each; after the test, nothing may have gone wrong in any of them."""
    made: list[Reader] = []

    def make(**more: Any) -> Reader:
        made.append(Reader(browser, tracker.port, **more))
        return made[-1]

    yield make
    for each in made:
        each.context.close()
    assert [each.problems for each in made] == [[] for _ in made]


@pytest.fixture
def somebody(readers: Readers) -> Reader:
    """A reader."""
    return readers()

"""Who may do what: every role at every method of every address, generated from the URL configuration."""

import pytest

from claims.api.permissions import WRITES
from claims.api.urls import COLLECTIONS, router
from claims.choices import Role
from tests import factories as make
from tests.keys import Keyed
from tests.test_query_counts import world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]

# What each role gets to hear, by what an operation takes; 0 stands for an answer to its body, whatever that is.
ROLES = [Role.READER, Role.CODER, Role.REVIEWER, Role.EDITOR]


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    with world(django_db_blocker, 2):
        yield


def operations():
    """Each write that the URL configuration has: collection, method, action and whether it names a row."""
    for url in router.urls:
        view = url.callback
        if not hasattr(view, "actions"):
            continue
        for method, action in view.actions.items():
            if method not in {"get", "head", "options"}:
                yield view.initkwargs["basename"], method, action, str(url.pattern)


OPERATIONS = sorted(set(operations()))


@pytest.mark.parametrize(("collection", "method", "action", "route"), OPERATIONS)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says_and_nothing_else(role, collection, method, action, route):
    somebody = Keyed(role, "somebody")
    view = COLLECTIONS[collection]
    row = view.queryset.model.objects.order_by("pk").first()
    path = f"/api/v1/{collection}/"
    if "(?P<" in route:
        path += f"{getattr(row, view.lookup_field)}/"
        if action not in {"update", "partial_update", "destroy"}:
            path += f"{action}/"
    answer = somebody.send(method.upper(), path, "{")
    if role.includes(WRITES[collection][action]):
        # Past the table: the body is what is refused, or the row that it would change is somebody else's.
        assert answer.status_code in {204, 400, 409} or (collection == "stances" and answer.status_code == 403)
        assert b"takes the role of a" not in answer.content or collection == "stances"
    else:
        assert answer.status_code == (401 if role == Role.READER else 403)
        assert "takes the role of a" in answer.json()["detail"] or role == Role.READER


def test_every_write_of_the_url_configuration_is_in_the_table_and_the_table_has_no_others():
    assert {(c, a) for c, _, a, _ in OPERATIONS} == {(c, a) for c, actions in WRITES.items() for a in actions}


HIDDEN = "nobody-may-read-this"


def test_nothing_hidden_shows_in_any_answer_to_a_reader():
    source = make.SourceFactory(content=f"{HIDDEN} content")
    said = make.StatementFactory(source=source)
    for status in ("suggested", "rejected"):
        make.StanceFactory(statement=said, rationale=HIDDEN, qualification=HIDDEN, review_status=status)
    reader, coder = Keyed(None, ""), Keyed(Role.CODER, "carla")
    for collection, view in COLLECTIONS.items():
        for row in view.queryset.model.objects.all():
            key = getattr(row, view.lookup_field)
            below = [f"{each.url_path}/" for each in view.get_extra_actions() if "get" in each.mapping]
            for path in ("", *below):
                answer = reader.get(f"{collection}/{key}/{path}").content.decode()
                assert HIDDEN not in answer, f"{collection}/{key}/{path}"
                assert f"{HIDDEN} content" not in coder.get(f"{collection}/{key}/{path}").content.decode()
        listed = reader.get(f"{collection}/?count=exact&limit=200").content.decode()
        assert HIDDEN not in listed
    assert HIDDEN in coder.get("stances/?review_status=suggested").content.decode()
    assert reader.get("stances/?review_status=suggested&count=exact").json()["count"] == 0

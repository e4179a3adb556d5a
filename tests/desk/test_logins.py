"""Logins at the desk are limited by address and by account, and leave threads for readers."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from claims.desk.logins import HASHING, LoginMiddleware
from tracker.rates import Rate

pytestmark = pytest.mark.django_db
FROM_ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def limited(settings):
    settings.LOGIN_LIMIT_ADDRESS, settings.LOGIN_LIMIT_ACCOUNT = Rate(5, 86_400), Rate(3, 86_400)
    get_user_model().objects.create_user("ann", password="right", is_staff=True)
    return Client(SERVER_NAME="localhost")


def log_in(client, name="ann", word="wrong", **from_where):
    return client.post("/admin/login/?next=/admin/", {"username": name, "password": word}, **from_where)


def test_an_account_is_tried_so_often_and_no_more(limited):
    assert [log_in(limited).status_code for _ in range(3)] == [200] * 3
    refused = log_in(limited, "ANN ", "right", **FROM_ELSEWHERE)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert log_in(limited, "bob").status_code == 200


def test_an_account_that_does_not_exist_is_limited_alike(limited):
    assert [log_in(limited, "nobody").status_code for _ in range(4)] == [200] * 3 + [429]


def test_an_address_tries_so_many_accounts_and_no_more(limited):
    assert [log_in(limited, f"name-{number}").status_code for number in range(6)] == [200] * 5 + [429]
    assert log_in(limited, "ann", "right", **FROM_ELSEWHERE).status_code == 302


def test_the_page_of_the_login_itself_is_not_limited(limited):
    assert {limited.get("/admin/login/").status_code for _ in range(8)} == {200}


def test_so_many_passwords_are_hashed_at_once_and_no_more(rf, settings):
    """While the last one is being checked, a further login is refused."""
    statuses = []

    def check(request):
        if len(statuses) < HASHING:
            statuses.append(0)
            return middleware(rf.post("/admin/login/", {"username": "x"}))
        return middleware(rf.post("/admin/login/", {"username": "y"}))

    middleware = LoginMiddleware(check)
    answer = middleware(rf.post("/admin/login/", {"username": "z"}))
    assert (answer.status_code, answer["Retry-After"]) == (503, "3")


@pytest.mark.parametrize(("size", "status"), [(10_000, 200), (10_001, 413)])
def test_the_form_of_a_login_is_short(limited, size, status):
    form = "username=ann&password="
    sent = form + "x" * (size - len(form))
    assert limited.post("/admin/login/", sent, content_type="application/x-www-form-urlencoded").status_code == status


@pytest.mark.parametrize("path", ["/admin/claims/statement/add/", "/admin/logout/", "/admin/nothing/"])
def test_a_form_of_somebody_who_is_not_logged_in_is_not_parsed(path):
    """It has more fields than are parsed. The check of its token would parse it."""
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    client.cookies["desk_csrf"] = "a" * 32
    answer = client.post(path, "a&" * 1_001, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={path}")

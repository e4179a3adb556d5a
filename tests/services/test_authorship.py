"""The author and the request of each change are recorded; a request that reads sends no query for it."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from claims.models import Change, Claim, Topic
from claims.services.authorship import Author, written_by
from tests.support import factories as make
from tracker.middleware import AuthorMiddleware

pytestmark = pytest.mark.django_db


def test_who_did_it_is_kept_and_not_shown(get):
    vera = get_user_model().objects.create_user("vera")
    with written_by(lambda: Author(vera.pk, "request-1")):
        claim = make.ClaimFactory()
    Claim.objects.update(context="Afterwards.")
    later, first = Change.objects.filter(collection="claims").order_by("-pk")
    assert (first.user_id, first.request) == (vera.pk, "request-1")
    assert (later.user_id, later.request) == (None, "")
    shown = get(f"claims/{claim.slug}/history/")["results"]
    assert [entry["request"] for entry in shown] == ["", "request-1"]
    assert "vera" not in json.dumps(shown)
    assert shown[0].keys() == {"id", "url", "kind", "changed_at", "request", "changes"}


def send(method, work, user=None):
    """Sends a request through the middleware to a view that does `work`."""

    def view(request):
        request.user = user  # as Django REST Framework does after authentication
        work()
        return HttpResponse()

    request = RequestFactory().generic(method, "/")
    request.META["REQUEST_ID"] = "request-2"
    return AuthorMiddleware(view)(request)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("atomic", [True, False], ids=["in_a_transaction", "by_themselves"])
def test_what_a_request_writes_is_its_users(atomic):
    vera = get_user_model().objects.create_user("vera")

    def work():
        if atomic:
            with transaction.atomic():
                make.TopicFactory()
                make.TopicFactory()
        else:
            make.TopicFactory()
            make.TopicFactory()

    send("POST", work, vera)
    make.TopicFactory()
    assert list(Change.objects.order_by("pk").values_list("user_id", "request")) == [
        (vera.pk, "request-2"),
        (vera.pk, "request-2"),
        (None, ""),
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_tried_again_after_an_error_is_still_its_users():
    vera = get_user_model().objects.create_user("vera")
    make.TopicFactory(slug="drones")

    def work():
        for slug in ("drones", "jets"):
            try:
                with transaction.atomic():
                    make.TopicFactory(slug=slug)
            except IntegrityError:
                continue

    send("POST", work, vera)
    assert Change.objects.latest("pk").user_id == vera.pk


@pytest.mark.django_db(transaction=True)
def test_a_request_that_reads_sends_no_statement_for_the_history():
    with CaptureQueriesContext(connection) as captured:
        send("GET", lambda: list(Topic.objects.all()))
    assert len(captured) == 1

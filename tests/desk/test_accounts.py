"""Accounts at the desk: who has written anything is deactivated, not deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from claims.choices import Role
from claims.services import keys
from claims.services.authorship import Author, written_by
from tests.support import factories as make
from tests.support.desk import desk

pytestmark = pytest.mark.django_db


def with_a_key(user: User) -> None:
    keys.create(user, "tests", Role.CODER)


def with_a_stance(user: User) -> None:
    make.StanceFactory(coder=user, review_status="suggested")


def with_a_review(user: User) -> None:
    make.StanceFactory(reviewer=user)


def with_a_change(user: User) -> None:
    with written_by(lambda: Author(user.pk)):
        make.TopicFactory()


@pytest.mark.parametrize("work", [with_a_key, with_a_stance, with_a_review, with_a_change])
@pytest.mark.parametrize("several", [False, True])
def test_who_has_written_anything_is_deactivated_instead_of_deleted(work: Any, several: bool) -> None:
    client, alice = desk("administrator"), User.objects.create(username="alice")
    work(alice)
    address = reverse("admin:auth_user_changelist") if several else reverse("admin:auth_user_delete", args=[alice.pk])
    chosen = {"action": "delete_selected", "_selected_action": [alice.pk]} if several else {}
    assert "Untick “Active” instead" in client.post(address, {**chosen, "post": "yes"}).content.decode()
    assert User.objects.filter(pk=alice.pk).exists()


def test_who_has_written_nothing_is_deleted() -> None:
    client, alice = desk("administrator"), User.objects.create(username="alice")
    client.post(reverse("admin:auth_user_delete", args=[alice.pk]), {"post": "yes"})
    assert not User.objects.filter(pk=alice.pk).exists()

"""A key does what its owner may now, and never more."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from claims.choices import Role
from claims.models import ApiKey, Topic
from tests.support import factories as make
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db


def in_group(user: User, *roles: str) -> None:
    user.groups.set(Group.objects.filter(name__in=roles))


def merges(editor: Keyed) -> int:
    kept, merged = make.ClaimFactory.create_batch(2)
    return int(editor.post(f"claims/{kept.slug}/merge/", {"merged": merged.slug}).status_code)


def test_a_demotion_takes_effect_at_once(editor: Keyed) -> None:
    assert merges(editor) == 200
    in_group(editor.user, "coder")
    assert merges(editor) == 403
    assert editor.post("topics/", {"name": "War"}).status_code == 201
    in_group(editor.user)
    assert editor.post("topics/", {"name": "Peace"}).status_code == 403
    in_group(editor.user, "editor")
    assert merges(editor) == 200


def test_a_key_of_somebody_without_a_role_reads_what_is_public(coder: Keyed) -> None:
    suggested = make.StanceFactory(review_status="suggested")
    path = f"stances/{suggested.pk}/"
    assert coder.get(path).status_code == 200
    in_group(coder.user)
    assert coder.get(path).status_code == 404


def test_a_deactivation_takes_effect_at_once(editor: Keyed) -> None:
    User.objects.filter(pk=editor.user.pk).update(is_active=False)
    assert editor.get("claims/").status_code == 401


def test_a_promotion_does_not_widen_a_key(coder: Keyed) -> None:
    in_group(coder.user, "editor")
    assert merges(coder) == 403


def test_an_administrator_is_an_editor(coder: Keyed) -> None:
    User.objects.filter(pk=coder.user.pk).update(is_superuser=True)
    in_group(coder.user)
    assert coder.post("topics/", {"name": "War"}).status_code == 201
    assert Topic.objects.exists()


def create(owner: str, role: str) -> str:
    out = StringIO()
    call_command(
        "api_key", "create", "--owner", owner, "--role", role, "--name", "tests", stdout=out, stderr=StringIO()
    )
    return out.getvalue()


def test_the_command_promotes_nobody(coder: Keyed) -> None:
    with pytest.raises(CommandError, match=r"carla-coder is a coder.*group “editor”"):
        create("carla-coder", "editor")
    assert not ApiKey.objects.filter(role="editor").exists()
    assert create("carla-coder", "coder")
    assert create("somebody-new", "editor")
    assert set(coder.user.groups.values_list("name", flat=True)) == {Role.CODER.value}

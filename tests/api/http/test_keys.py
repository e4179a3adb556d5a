"""Keys: shown once, kept as a hash, refused when they do not work, and noted when they do."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.choices import Role
from claims.models import ApiKey
from claims.services import keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice():
    return User.objects.create(username="alice")


def ask(reader, text):
    return reader.get("/api/v1/claims/", headers={"Authorization": text})


def test_a_key_is_not_kept_anywhere_only_its_hash(alice):
    key, text = keys.create(alice, "transcripts", Role.CODER)
    assert text.startswith(f"sct_{key.prefix}_")
    secret = text.split("_", 2)[2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text FROM claims_apikey a")
        assert [row for (row,) in cursor.fetchall() if secret in row or text in row] == []


def test_a_key_that_works_reads_and_is_noted_as_used(reader, alice):
    key, text = keys.create(alice, "transcripts", Role.CODER)
    assert ask(reader, f"Bearer {text}").status_code == 200
    key.refresh_from_db()
    assert key.last_used_at is not None


def end(key):
    ApiKey.objects.filter(pk=key.pk).update(expires_at=timezone.now() - timedelta(seconds=1))


def leave(key):
    User.objects.filter(pk=key.owner_id).update(is_active=False)


@pytest.mark.parametrize("what", [keys.revoke, end, leave, lambda key: key.delete()])
def test_a_key_that_was_revoked_or_has_ended_or_whose_owner_left_is_refused(reader, alice, what):
    key, text = keys.create(alice, "transcripts", Role.CODER)
    what(key)
    answer = ask(reader, f"Bearer {text}")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer sct_x", "Basic YTpi", "Token abc", "Bearer " + "x" * 5000])
def test_what_is_no_key_is_refused_and_not_taken_for_a_reader(reader, header):
    assert ask(reader, header).status_code == 401


def test_another_secret_under_the_same_prefix_is_refused(reader, alice):
    _, text = keys.create(alice, "transcripts", Role.CODER)
    forged = text[:-1] + ("A" if text[-1] != "A" else "B")
    assert ask(reader, f"Bearer {forged}").status_code == 401


def test_reading_without_a_key_looks_up_none(reader):
    with CaptureQueriesContext(connection) as queries:
        reader.get("/api/v1/claims/")
    assert [q["sql"] for q in queries if "apikey" in q["sql"]] == []


def test_what_a_key_reads_is_private_and_what_anybody_reads_is_public(reader, alice):
    _, text = keys.create(alice, "transcripts", Role.CODER)
    assert ask(reader, f"Bearer {text}")["Cache-Control"] == "private, no-cache"
    public = reader.get("/api/v1/claims/")
    assert public["Cache-Control"] == "public, no-cache"
    assert "Authorization" in public["Vary"]


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("api_key", *arguments, stdout=out, stderr=err)
    return out.getvalue()


def test_the_command_makes_a_key_that_opens_lists_it_without_its_secret_and_revokes_it(reader):
    text = run("create", "--owner", "bob", "--role", "editor", "--name", "desk").strip()
    assert ask(reader, f"Bearer {text}").status_code == 200
    prefix = text.split("_")[1]
    assert f"{prefix}\tworks\teditor\tbob\tdesk" in run("list")
    assert text.split("_", 2)[2] not in run("list")
    run("revoke", prefix)
    assert f"{prefix}\trevoked" in run("list")
    assert ask(reader, f"Bearer {text}").status_code == 401


@pytest.mark.parametrize("wrong", [["--days", "0"], ["--days", "99999999"], ["--name", " "], ["--name", "x" * 101]])
def test_the_command_refuses_what_makes_no_key(wrong):
    with pytest.raises(CommandError):
        run("create", "--owner", "bob", "--role", "editor", "--name", "desk", *wrong)


def test_the_command_names_a_key_that_is_not_there():
    with pytest.raises(CommandError, match="no key “abc”"):
        run("revoke", "abc")

"""Settings that do not go with a public server are refused, in sentences."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tracker.checks import check_production, refusals

KEY = "a-secret-key-of-fifty-characters-or-more-0123456789-abcdef"
PRODUCTION = {"PRODUCTION": "true", "SECRET_KEY": KEY, "ALLOWED_HOSTS": "tracker.example", "DEBUG": "false"}


def run(*command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=os.environ | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "tracker.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"DEBUG": True}, "DEBUG=true"),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS=*"),
        ({"ALLOWED_HOSTS": ["."]}, "ALLOWED_HOSTS=*"),
        ({"ALLOWED_HOSTS": []}, "ALLOWED_HOSTS is empty"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
    ],
)
def test_a_setting_that_does_not_go_with_production_is_refused(settings, changes, word):
    settings.PRODUCTION, settings.ALLOWED_HOSTS, settings.SECRET_KEY = True, ["tracker.example"], KEY
    settings.DEBUG = False
    assert list(refusals()) == []
    for name, value in changes.items():
        setattr(settings, name, value)
    (sentence,) = refusals()
    assert word in sentence
    assert [error.msg for error in check_production()] == [sentence]


def test_the_server_does_not_start_with_them_and_says_why():
    done = run("-c", "import tracker.wsgi", DEBUG="true", ALLOWED_HOSTS="*")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["With", "ALLOWED_HOSTS=*"]


def test_the_system_checks_name_them_and_pass_without_them():
    refused = run("manage.py", "check", DEBUG="true", ALLOWED_HOSTS="*")
    assert refused.returncode == 1
    assert "ALLOWED_HOSTS=*" in refused.stderr
    assert run("manage.py", "check", "--deploy", "--fail-level", "WARNING").returncode == 0


def test_browsers_are_told_of_this_host_only():
    shown = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    assert run("-c", shown).stdout.split() == ["False", "False"]

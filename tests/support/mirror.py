"""The command `mirror_check`, which compares a copy kept from the feed of changes with the API."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def check_mirror(*arguments):
    out = StringIO()
    try:
        call_command("mirror_check", *arguments, stdout=out, no_color=True)
    except CommandError as error:
        pytest.fail(f"{out.getvalue()}{error}")
    return out.getvalue()

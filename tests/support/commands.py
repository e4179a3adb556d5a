"""Management commands, run with their output as text."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(command, *arguments, **options):
    """The output of a command."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, no_color=True, **options)
    return out.getvalue()


def fails(command, *arguments, **options):
    """The output of a command that fails, with its error."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command(command, *map(str, arguments), stdout=out, no_color=True, **options)
    assert error.value.returncode != 0
    return f"{out.getvalue()}{error.value}"

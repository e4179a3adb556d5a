"""The article's data: the files in `fixtures/`."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

FIXTURES = sorted(str(path) for path in (Path(settings.BASE_DIR) / "fixtures").glob("*.json"))


def load_article() -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)

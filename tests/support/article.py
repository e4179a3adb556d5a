"""The article's data: the files in `fixtures/`, and a correction, which they lack."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from claims.models import Source
from tests.support import factories as make

FIXTURES = sorted(str(path) for path in (Path(settings.BASE_DIR) / "fixtures").glob("*.json"))


def load_article() -> None:
    call_command("loaddata", *FIXTURES, verbosity=0)


def correct_something() -> None:
    """A correction: the article has none."""
    made = {"speaker": make.SpeakerFactory(slug="a-mayor", name="A mayor"), "source": Source.objects.get()}
    said = make.StatementFactory(slug="a-mayor-no-drones", text="There are no drones.", **made)
    more = make.StatementFactory(
        slug="a-mayor-no-more-drones", text="There are no more drones.", supersedes=said, **made
    )
    make.correct(
        said, "corrected", what="A word was missing: “more”.", why="The recording, at 12:07.", replacement=more
    )

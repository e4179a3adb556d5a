"""The article's data: the files in `fixtures/`; and a correction and a review, which they lack."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from claims.models import Claim, Source
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


def review_something() -> None:
    """A review of the team, of a claim that the article itself settles: it has none by others."""
    make.ReviewFactory(
        slug="fact-desk-twelve-minutes",
        claim=Claim.objects.get(slug="mig-31s-stayed-12-minutes-in-estonian-airspace"),
        author="The fact desk",
        url="",
        own=True,
        headline="One source says twelve minutes",
        published_on="2025-09-24",
        published_on_precision="day",
        language="en",
        rating="Not settled by one source",
        verdict="unverifiable",
        body="The article gives the number, and does not say how it was measured.",
    )

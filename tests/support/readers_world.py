"""What readers of the pages see in tests: the article, a world of rows, a large matrix, and hostile texts.

The rows are committed, so that a server of its own reads them, and stay for all tests of a module.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from claims.models import Incident, IncidentKind, Source, Speaker, Statement
from tests.support import factories as make
from tests.support.article import correct_something, load_article, review_something
from tests.support.pages import LISTS, OF_ROWS
from tests.support.records import empty
from tests.support.world import make_world

HTML = (
    """</title></script></svg><script>alert(1)</script><img src=x onerror="alert(2)" class=injected>"'><b>&lt;&amp;`"""
)
LONG = "W" * 420
# Letters from right to left; a number after them would be drawn on their left if they were not kept apart.
HEBREW = "אבגדה"
# Of texts of several lines: an isolate that is not closed, a zero width space, and a mark from right to left.
UNCLOSED = "\u2067open\u200b\u200f"
# Of texts that are kept word for word: a right-to-left override that is not closed, and controls.
OVERRIDE = "\u202eoverride\x01\x08\x1b\x7f"
LINE, LINES, WORDS = f"{HTML} {HEBREW}", f"{UNCLOSED} {HTML} {LONG}", f"{OVERRIDE} {HTML} {LONG}"
SHORT = "<script>alert(3)</script><b class=injected>"
# Words whose surroundings in the source are hostile.
PLAIN = "No drones were seen"
# The page of each hostile row, and those that quote it.
HOSTILE = (
    "/",
    "/claims/",
    "/claims/hostile/",
    "/claims/hostile/positions/",
    "/claims/hostile/reviews/",
    "/claims/hostile/stances/",
    "/contradictions/?claim=hostile",
    "/corrections/",
    "/incidents/",
    "/incidents/hostile/",
    "/incidents/hostile/matrix/",
    "/publishers/",
    "/reviews/",
    "/reviews/hostile/",
    "/search/?q=alert",
    "/search/?q=%E2%80%AE%3C%2Fscript%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "/sources/",
    "/sources/hostile/",
    "/speakers/",
    "/speakers/hostile/",
    "/speakers/hostile/positions/",
    "/statements/?incident=hostile",
    "/statements/hostile/",
    "/statements/hostile-around/",
    "/statements/hostile-corrected/",
    "/topics/",
    "/topics/hostile/",
    "/no-such-page/%E2%80%AE%3Cimg%20src=x%20onerror=alert(1)%3E/",
    "/claims/?speaker=%3Cimg%20src=x%20onerror=alert(1)%3E",
)


def make_large_matrix(claims: int = 21, speakers: int = 42) -> Incident:
    """An incident with more claims and speakers than a matrix shows, and a position in every eighth cell."""
    incident: Incident = make.IncidentFactory(slug="large", name="An incident with many claims")
    rows = [make.SpeakerFactory(slug=f"large-{n}", name=f"Representative Number {n}") for n in range(speakers)]
    aspects = ("occurrence", "responsibility", "cause", "intent")
    for x in range(claims):
        claim = make.ClaimFactory(slug=f"large-{x:02}", name=f"Claim number {x} with a name of some length")
        make.IncidentClaimFactory(incident=incident, claim=claim, aspect=aspects[x % len(aspects)])
        for y, speaker in enumerate(rows):
            if (x + y) % 8 == 0:
                make.take(speaker, claim, ("affirms", "denies", "qualifies")[y % 3], date(2025, 9, 1))
    return incident


def make_change_of_mind() -> Speaker:
    """A speaker who affirmed a claim, later denied it, and whose first statement was corrected after that."""
    speaker: Speaker = make.SpeakerFactory(slug="changed", name="Vera Turner")
    claim = make.ClaimFactory(slug="turned", name="The harbour was closed", text="The harbour was closed.")
    for position, day in (("affirms", date(2025, 3, 3)), ("denies", date(2025, 8, 8))):
        make.take(speaker, claim, position, day, text=f"{position.title()} it, in these words.")
    return speaker


def make_hostile() -> Statement:
    """A row of each collection whose texts are as bad as the database admits; all have the slug “hostile”."""
    source = make.SourceFactory(
        slug="hostile",
        headline=f"{LONG[:300]} {HTML} {HEBREW}",
        publisher=LINE,
        author=LINE,
        url="https://example.org/\"onmouseover=alert(3)'><script>alert(4)</script>?a=#:~:text=x",
        published_on=date(2025, 3, 3),
        published_on_precision="day",
    )
    body = make.OrganizationFactory(slug="hostile-body", name=LINE)
    speaker = make.SpeakerFactory(slug="hostile", name=LINE, other_names=[f"{LINE} also"], summary=LINES)
    role = make.AffiliationFactory(person=speaker, organization=body, role=LINE)
    above = make.TopicFactory(slug="hostile-above", name=f"{SHORT} above")
    topic = make.TopicFactory(slug="hostile", name=f"{SHORT} {HEBREW}", broader=above)
    incident = make.IncidentFactory(slug="hostile", name=LINE, summary=LINES, location_name=LINE)
    incident.actors.create(speaker=speaker, role="witness")
    claim = make.ClaimFactory(
        slug="hostile", name=f"{SHORT} {HEBREW}", text=LINES, context=LINES, first_appearance=source
    )
    claim.topics.add(topic)
    make.IncidentClaimFactory(incident=incident, claim=claim)
    given: dict[str, Any] = {
        "speaker": speaker,
        "source": source,
        "affiliation": role,
        "on_behalf_of": make.OrganizationFactory(slug="hostile-other", name=LINE),
        "incidents": [incident],
        "venue": LINE,
        "attribution": LINE,
    }
    said: Statement = make.StatementFactory(
        slug="hostile", kind="quote", text=WORDS, original_text=WORDS, original_language="he", **given
    )
    make.CitationFactory(statement=said, exact=WORDS, prefix=f"before {OVERRIDE}", suffix=f" {OVERRIDE} after")
    make.StanceFactory(statement=said, claim=claim, position="denies", excerpt=WORDS)
    for position, day in (("affirms", date(2025, 1, 1)), ("qualifies", date(2025, 8, 8))):
        condition = LINES if position == "qualifies" else ""
        earlier = make.StatementFactory(text=WORDS, made_on=day, **given)
        make.StanceFactory(statement=earlier, claim=claim, position=position, qualification=condition)
    bad = "https://example.org/\"onmouseover=alert(5)'><script>alert(6)</script>"
    make.ReviewFactory(
        slug="hostile",
        claim=claim,
        author=LINE,
        author_url=bad,
        url=bad,
        headline=LINE,
        rating=LINE,
        body=LINES,
        own=True,
    )
    fallen = make.StatementFactory(slug="hostile-corrected", text=WORDS, made_on=date(2025, 2, 2), **given)
    make.correct(fallen, "retracted", what=LINES, why=LINES)
    plain = make.StatementFactory(slug="hostile-around", kind="quote", text=PLAIN, **given)
    make.CitationFactory(statement=plain, exact=PLAIN, prefix="before \u202e", suffix="\u202e after")
    return said


def addresses() -> list[str]:
    """The page of each route with the article's first row, and with the rows that are unusual."""
    unusual = ["/speakers/changed/", "/claims/turned/", "/incidents/large/", "/contradictions/?kind=change_of_mind"]
    usual = ["/", "/developers/", "/search/?q=drones+over+Copenhagen", "/no-such-page/"]
    return [
        *usual,
        *unusual,
        *(each.path() for each in (*LISTS, *OF_ROWS)),
        "/claims/russia-responsible-for-copenhagen-drones/",
        "/statements/a-mayor-no-drones/",
        "/statements/hostile/",
    ]


def publish_source() -> None:
    """Gives the article's source an address, which the fixtures leave out."""
    Source.objects.update(url="https://example.org/report")


def make_readers_world() -> None:
    load_article()
    correct_something()
    review_something()
    make_world(3)
    make_change_of_mind()
    make_large_matrix()
    make_hostile()


@contextmanager
def committed(blocker: Any, *makers: Any) -> Iterator[None]:
    """The rows that `makers` make, in the database until the end."""
    with blocker.unblock():
        kinds = list(IncidentKind.objects.all())  # a migration made them, and other tests need them
        try:
            with transaction.atomic():
                for each in makers:
                    each()
            yield
        finally:
            empty()
            IncidentKind.objects.bulk_create(kinds)

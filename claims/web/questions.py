"""The questions at `/developers/`: about the article of the fixtures, or else about what is there."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Model
from django.utils.translation import gettext_lazy as _

from claims.models import IncidentClaim, Position, Source

API = "/api/v1/"
# The source of the fixtures. Questions about its speakers are shown only if it is in the database.
ARTICLE = "nato-article-4-report-2025"


class Question(NamedTuple):
    """A question in words, and the request that answers it, relative to the API's root."""

    words: str
    request: str

    @property
    def address(self) -> str:
        return f"{API}{self.request}"


class Group(NamedTuple):
    """Questions under a heading, which is translated."""

    heading: Any
    questions: tuple[Question, ...]


DRONES = "russia-responsible-for-copenhagen-drones"
COPENHAGEN = "copenhagen-airport-drones-2025"
ABOUT_THE_ARTICLE = (
    Group(
        _("About a speaker"),
        (
            Question("What does Dmitry Peskov claim, and where does he stand?", "claims/?speaker=dmitry-peskov"),
            Question("What did Anitta Hipper say, word for word?", "statements/?speaker=anitta-hipper&kind=quote"),
            Question("Where does Mark Rutte stand on every claim?", "speakers/mark-rutte/positions/"),
            Question("Which claim does Mark Rutte leave open?", "speakers/mark-rutte/positions/?position=questions"),
            Question("What is claimed in the Kremlin’s name?", "speakers/kremlin/positions/?capacity=represented"),
            Question("Who is called Peskow, in whichever spelling?", "search/?q=Peskow"),
        ),
    ),
    Group(
        _("About a claim"),
        (
            Question(
                "Who denied that Russia was behind the drones over Copenhagen, when, in which role?",
                f"claims/{DRONES}/stances/?position=denies",
            ),
            Question(
                "Who was the first to say whether Russia was behind them?", f"claims/{DRONES}/stances/?ordering=made_on"
            ),
            Question(
                "Where did everybody stand on that claim on 22 September 2025?",
                f"claims/{DRONES}/positions/?as_of=2025-09-22",
            ),
        ),
    ),
    Group(
        _("About an incident"),
        (
            Question(
                "What about the drones over Copenhagen is disputed?", f"claims/?incident={COPENHAGEN}&disputed=true"
            ),
            Question("Who stands where on each claim about the drones?", f"incidents/{COPENHAGEN}/matrix/"),
            Question(
                "What did Mark Rutte say about the jets over Estonia on 23 September 2025?",
                "statements/?speaker=mark-rutte&incident=estonia-mig-31-incursion-2025&made_on=2025-09-23",
            ),
        ),
    ),
    Group(
        _("About a role, an organisation, a country"),
        (
            Question("What did foreign ministers say?", "statements/?role=foreign+minister"),
            Question("What did NATO and its people say?", "statements/?organization=nato"),
            Question("What was said for Denmark?", "statements/?country=dk"),
        ),
    ),
)
ABOUT_ANYTHING = (
    Group(
        _("About everything here"),
        (
            Question("Which claims are disputed?", "claims/?disputed=true"),
            Question("Which incidents are confirmed?", "incidents/?status=confirmed"),
            Question("Which statements have no copy in an archive?", "statements/?archived=false"),
        ),
    ),
)


NEWEST = 1_000  # rows among which the most frequent speaker, claim or incident is looked for


def about_what_is_there() -> Iterator[Group]:
    """Questions about the speaker, the claim and the incident that are most frequent among the newest rows."""
    if speaker := most_frequent(Position, "speaker__slug", "speaker__name"):
        slug, name = speaker
        yield Group(
            _("About a speaker"),
            (
                Question(f"What does {name} claim?", f"claims/?speaker={slug}"),
                Question(f"Where does {name} stand on every claim?", f"speakers/{slug}/positions/"),
                Question(f"What did {name} say?", f"statements/?speaker={slug}"),
                Question(f"Where does the name “{name}” occur?", f"search/?{urlencode({'q': name})}"),
            ),
        )
    if claim := most_frequent(Position, "claim__slug", "claim__name"):
        slug, name = claim
        yield Group(
            _("About a claim"),
            (Question(f"Who said what about “{name}”, when, in which role?", f"claims/{slug}/stances/"),),
        )
    if incident := most_frequent(IncidentClaim, "incident__slug", "incident__name"):
        slug, name = incident
        yield Group(
            _("About an incident"),
            (
                Question(f"Who stands where on each claim about “{name}”?", f"incidents/{slug}/matrix/"),
                Question(f"What about “{name}” is disputed?", f"claims/?incident={slug}&disputed=true"),
            ),
        )


def most_frequent(model: type[Model], slug: str, name: str) -> tuple[str, str] | None:
    """The slug and the name that most of the newest rows of `model` have; None where there are no rows."""
    newest = model._default_manager.order_by("-pk").values("pk")[:NEWEST]
    rows = model._default_manager.filter(pk__in=newest).order_by().values_list(slug, name)
    found: tuple[str, str] | None = (
        rows.annotate(rows=Count("pk")).order_by("-rows", slug).values_list(slug, name).first()
    )
    return found


def questions() -> tuple[Group, ...]:
    """The questions; takes one statement, and three more where the article is not there."""
    groups = ABOUT_THE_ARTICLE if Source.objects.filter(slug=ARTICLE).exists() else tuple(about_what_is_there())
    return groups + ABOUT_ANYTHING

"""A newsroom's article, and what it has recorded before: speakers with their roles, claims, an incident."""

from datetime import date

from django.apps import apps

from claims.models import Source
from claims.roles import grant
from tests.support import factories as make

SLUG = "ferry"
TEXT = """\
SKERRY SOUND. The ferry to Skerry Island will stay in port after its second engine failure in a month. “The Aurora is not safe to sail,” said the harbour master, Ines Calder, on Thursday.

“We serviced both engines in January, as the law requires,” said Martin Voss, the managing director of Sound Lines, which runs the ferry. “The engine failure could not have been foreseen.”

Calder disagreed. “Sound Lines was warned in writing in November,” Calder said.

“Our members reported the oil leak three times,” said Ruth Adeyemi, who leads the seafarers’ union. “Nobody came to look at the leak.”

Voss rejected that. “No report about an oil leak has reached us,” said Voss.

In a message to members, with a ⚓ and a 😀, Adeyemi wrote: “We will not sail with a broken engine.”

Transport minister Lena Brandt promised an inquiry. “We will examine the maintenance records of all ferries,” said Brandt. “The island must not be cut off,” Brandt added.

“Sound Lines should lose its licence,” said Paul Reid, a member of the island council.

“The licence of Sound Lines is not in question,” Brandt said.

“The second ferry can sail within a week,” Calder said.

“I want my money back for the whole season,” said Mae Lin, who keeps a guest house on the island.

The inquiry has been given the name “Safe Passage”.
"""  # noqa: E501 - a paragraph is a line
# The words of the first two passages.
UNSAFE, SERVICED = "The Aurora is not safe to sail", "We serviced both engines in January, as the law requires"

# slug: name, role, organisation
SPEAKERS = {
    "calder": ("Ines Calder", "Harbour master", "Skerry Sound Harbour"),
    "voss": ("Martin Voss", "Managing director", "Sound Lines"),
    "adeyemi": ("Ruth Adeyemi", "President", "Seafarers’ Union"),
    "brandt": ("Lena Brandt", "Transport minister", "Government"),
    "reid": ("Paul Reid", "Councillor", "Skerry Island Council"),
}
CLAIMS = {
    "aurora-unsafe": "The ferry Aurora is not safe to sail.",
    "engines-serviced": "Sound Lines serviced both engines of the ferry in January.",
    "failure-unforeseeable": "The engine failure could not have been foreseen.",
    "company-warned": "Sound Lines was warned in writing in November.",
    "leak-reported": "The crew had reported the oil leak before the engine failed.",
    "leak-ignored": "Nobody at Sound Lines came to look at the oil leak.",
    "records-examined": "The maintenance records of all ferries will be examined.",
    "not-cut-off": "Skerry Island must not be cut off.",
    "licence-lost": "Sound Lines should lose its licence.",
    "second-ferry": "The second ferry can sail within a week.",
}


def open_newsroom() -> Source:
    """Makes the rows, and the roles of the team; the article is not read yet."""
    grant(apps)
    organizations = {}
    for slug, (name, role, organization) in SPEAKERS.items():
        if organization not in organizations:
            organizations[organization] = make.OrganizationFactory(name=organization)
        person = make.SpeakerFactory(slug=slug, name=name, sort_name=", ".join(reversed(name.split())))
        make.AffiliationFactory(person=person, organization=organizations[organization], role=role)
    for slug, text in CLAIMS.items():
        make.ClaimFactory(slug=slug, name=text.removesuffix("."), text=text)
    make.IncidentFactory(slug="aurora-engine", name="Engine failure of the ferry Aurora", start_date=date(2026, 3, 12))
    made: Source = make.SourceFactory(
        slug=SLUG,
        headline="Ferry to Skerry Island stays in port after second engine failure",
        publisher="The Harbour Post",
        published_on=date(2026, 3, 13),
        language="en",
        content=TEXT,
    )
    return made


def span(words: str) -> str:
    """The words of the article as an address of the page names them."""
    start = TEXT.index(words)
    return f"{start}-{start + len(words)}"

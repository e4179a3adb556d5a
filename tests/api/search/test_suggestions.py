"""What is suggested where nothing was found: a name, or words that are nearly those, or nothing."""

import pytest

from tests.support.clients import Get
from tests.support.factories import ClaimFactory, OrganizationFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded() -> None:
    SpeakerFactory(name="Maria Zakharova")
    OrganizationFactory(name="Airports of Denmark")
    ClaimFactory(text="It comes from Copenhagen: a drone was sighted.", name="x", language="en")


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("copenh", "copenhagen"),
        ("copnehagen", "copenhagen"),
        ("sightde drnoe", "sighted drone"),
        ("cope", "copenhagen"),
        ("zakh", "Maria Zakharova"),
        ("airp", "Airports of Denmark"),
        # Half of the letters are no likeness.
        ("comxyz", None),
        ("cozemh", None),
        ("dolphin", None),
        ("drink", None),
        ("c", None),
    ],
)
def test_only_what_is_nearly_the_same_is_suggested_and_names_first(
    get: Get, query: str, suggestion: str | None
) -> None:
    answer = get(f"search/?q={query}")
    assert (answer["results"], answer["suggestion"]) == ([], suggestion)


def test_a_beginning_of_nothing_suggests_nothing(get: Get) -> None:
    ClaimFactory(text="It comes and goes.", name="x", language="en")
    assert get("search/?q=copenh")["suggestion"] is None
    assert get("search/?q=copenh&prefix=true")["suggestion"] is None

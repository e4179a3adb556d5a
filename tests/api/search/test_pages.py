"""Pages of a search: a row that is written between two pages repeats no row and leaves none out."""

import pytest

from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def drones():
    """Rows of several types whose scores differ: longer and shorter texts, one word or both."""
    for number in range(8):
        make.ClaimFactory(text=f"Drones {'flew on ' * number}over airport.", name=f"Drones {number}")
        make.StatementFactory(text=f"The airport {'was closed ' * number}for drones.", language="en")
    make.SpeakerFactory(name="Drones")


@pytest.mark.usefixtures("drones")
@pytest.mark.parametrize("limit", [1, 3])
def test_rows_written_between_two_pages_repeat_no_row_and_leave_none_out(get, limit):
    path = f"search/?q=drones+airport&limit={limit}"
    expected = [(row["url"], row["score"]) for row in get("search/?q=drones+airport&limit=200")["results"]]
    page = get(path)
    found = [(row["url"], row["score"]) for row in page["results"]]
    make.ClaimFactory.create_batch(20, text="A ship, and nothing else at all, as long as it is here.")
    make.ClaimFactory.create_batch(3, text="The drones are gone.", name="Gone")
    while page["next"]:
        page = get(page["next"].partition("/api/v1/")[2])
        found += [(row["url"], row["score"]) for row in page["results"]]
    old = {url for url, _ in expected}
    assert [each for each in found if each[0] in old] == expected
    assert len(set(found)) == len(found)


@pytest.mark.usefixtures("drones")
def test_a_page_read_backwards_has_the_rows_and_scores_that_it_had(get):
    first = get("search/?q=drones+airport&limit=3")
    second = get(first["next"].partition("/api/v1/")[2])
    make.ClaimFactory.create_batch(20, text="A ship, and nothing else at all, as long as it is here.")
    again = get(second["previous"].partition("/api/v1/")[2])
    assert again["results"] == first["results"]


@pytest.mark.usefixtures("drones")
def test_a_cursor_of_a_long_query_fits_in_an_address(get):
    # Each word is in a claim, in two languages that stem it differently.
    words = " or ".join(f"flying{number}" for number in range(40))
    make.ClaimFactory(text=words.replace(" or ", " "))
    make.ClaimFactory(text=words.replace(" or ", " "), language="de")
    assert len(get(f"search/?q={words.replace(' ', '+')}&limit=1")["next"]) < 4_000

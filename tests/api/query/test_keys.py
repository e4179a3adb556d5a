"""`slug__in` and `id__in`: many known rows in one request, on every list."""

import json

import pytest

from claims.api.query.filterset import MAX_VALUES
from tests.support import factories as make
from tests.support.asking import ask, body, complaints
from tests.support.endpoints import LISTS, SORTED, Endpoint
from tests.support.redirects import rename

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 4

# Lists whose rows have no address of their own, with the reason.
WITHOUT_KEYS = {
    "positions": "a position is named by its speaker, its claim and its capacity",
    "history": "an entry of a history is no row; those of the feed are read at /changes/",
    "contradictions": "a contradiction is named by its two stances",
    "publishers": "a publisher is named by its name",
}
KEYED = [each for each in SORTED if not {each.action, each.collection} & WITHOUT_KEYS.keys()]
every_keyed_list = pytest.mark.parametrize("endpoint", KEYED, ids=str)


def key_of(endpoint: Endpoint) -> str:
    return "slug" if "slug" in endpoint.variant.fields else "id"


def test_every_list_has_the_filter_or_a_reason_to_have_none() -> None:
    for endpoint in LISTS:
        keys = {name for name in endpoint.parameters.names if name in {"slug__in", "id__in"}}
        without = {endpoint.action, endpoint.collection} & {"search", *WITHOUT_KEYS}
        assert keys == (set() if without else {f"{key_of(endpoint)}__in"}), endpoint


@every_keyed_list
def test_rows_are_asked_for_by_their_keys(endpoint: Endpoint) -> None:
    key = key_of(endpoint)
    everything = body(endpoint.path("limit=200"))["results"]
    assert len(everything) >= 3
    wanted = [everything[2][key], everything[0][key]]
    asked = ",".join(map(str, wanted))
    found = body(endpoint.path(f"{key}__in={asked}"))["results"]
    assert found == [everything[0], everything[2]]
    assert body(endpoint.path(f"{key}__in={wanted[0]}&{key}__in={wanted[1]}"))["results"] == found


@every_keyed_list
def test_a_key_that_no_row_has_selects_nothing(endpoint: Endpoint) -> None:
    """The feed names rows that may be gone when they are asked for."""
    key = key_of(endpoint)
    (first, *_) = body(endpoint.path("limit=1"))["results"]
    gone = "never-there" if key == "slug" else "999999999999999999"
    assert body(endpoint.path(f"{key}__in={gone}"))["results"] == []
    assert body(endpoint.path(f"{key}__in={gone},{first[key]}"))["results"] == [first]


@every_keyed_list
def test_the_number_of_keys_is_bounded(endpoint: Endpoint) -> None:
    key = key_of(endpoint)
    most = ",".join(str(number) for number in range(1, MAX_VALUES + 1))
    assert ask(endpoint.path(f"{key}__in={most}")).status_code == 200
    assert f"{key}__in" in complaints(ask(endpoint.path(f"{key}__in={most},0")))


def test_keys_are_combined_with_other_filters_fields_and_pages(get) -> None:
    made = [make.TopicFactory(slug=f"t-{letter}", name=letter) for letter in "abc"]
    asked = f"topics/?slug__in={','.join(each.slug for each in made)}&fields=slug"
    assert get(f"{asked}&name=B")["results"] == [{"slug": "t-b"}]
    page = get(f"{asked}&limit=2&count=exact")
    rest = get(page["next"].partition("/api/v1/")[2])
    assert (page["count"], page["results"] + rest["results"]) == (3, [{"slug": f"t-{letter}"} for letter in "abc"])


def test_a_former_slug_selects_the_present_row_once(get) -> None:
    row = make.TopicFactory(slug="peace")
    rename(row, "quiet")
    for asked in ("peace", "quiet", "peace,quiet", "peace,nothing"):
        assert [each["slug"] for each in get(f"topics/?slug__in={asked}")["results"]] == ["quiet"]


def test_a_suggested_stance_is_not_found_by_its_number_without_a_key(get, coder) -> None:
    stance = make.StanceFactory(review_status="suggested", coder=coder.user)
    assert get(f"stances/?id__in={stance.pk}")["results"] == []
    assert [each["id"] for each in coder.get(f"stances/?id__in={stance.pk}").json()["results"]] == [stance.pk]


def test_a_search_for_one_type_takes_the_keys_of_its_rows(get) -> None:
    made = [make.TopicFactory(), *(make.ClaimFactory(slug=slug, text="Zebras are striped.") for slug in ("z-1", "z-2"))]
    found = get("search/?q=zebras&type=claim&slug__in=z-2")["results"]
    assert [each["slug"] for each in found] == [made[-1].slug]
    assert get("search/?q=zebras&slug__in=z-2", status=400)["errors"][0]["parameter"] == "slug__in"


def test_the_rows_that_the_feed_names_are_read_in_one_request_for_each_collection(get, reader) -> None:
    make.TopicFactory.create_batch(3)
    changed = get("changes/?collection=topics&limit=200")["results"]
    keys = dict.fromkeys(each["key"] for each in changed)
    answer = reader.get(f"/api/v1/topics/?limit=200&slug__in={','.join(keys)}")
    assert {each["slug"] for each in json.loads(answer.content)["results"]} <= keys.keys()
    assert len(json.loads(answer.content)["results"]) >= 3

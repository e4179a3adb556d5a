"""Slugs that are made where none is given: valid whatever the words, and numbered where they are taken."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.choices import CitableCollection
from claims.models import Speaker, Topic
from claims.models.base import SLUG_PATTERN
from claims.models.slugs import Slugs
from tests.support import factories as make
from tests.support.commands import fails
from tests.support.desk import desk, errors, save
from tests.support.redirects import rename

pytestmark = pytest.mark.django_db

FACTORIES = {
    "speakers": make.SpeakerFactory,
    "sources": make.SourceFactory,
    "topics": make.TopicFactory,
    "incidents": make.IncidentFactory,
    "statements": make.StatementFactory,
    "claims": make.ClaimFactory,
    "reviews": make.ReviewFactory,
}
every_collection = pytest.mark.parametrize("collection", CitableCollection.values)


def slug_of(name):
    return make.TopicFactory(slug="", name=name).slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Dmitry S. Peskov", "dmitry-s-peskov"),
        ("Conor O'Brien", "conor-obrien"),
        ("Conor O’Brien", "conor-obrien"),
        ("MiG-31", "mig-31"),
        ("and/or", "and-or"),
        ("news_article", "news-article"),
        ("__init__", "init"),
        ("  -- Ann --  ", "ann"),
        ("R&amp;D &#8364;", "r-amp-d-8364"),
        # Latin letters of all sorts, composed or not.
        ("Größe", "grosse"),
        ("Ærø Łódź Đặng Þór", "aero-lodz-dang-thor"),
        ("Cafe\u0301", "cafe"),
        ("İstanbul", "istanbul"),
        # Other scripts.
        ("Дмитрий Песков", "dmitrii-peskov"),
        ("Дмитрии\u0306 Песков", "dmitrii-peskov"),
        ("Володимир Зеленський", "volodimir-zelenskii"),
        ("Κυριάκος Μητσοτάκης", "kuriakos-metsotakes"),
        ("محمود عباس", "mhmwd-bs"),
        ("ישראל", "yshrl"),
        ("习近平", "xi-jin-ping"),
        ("안녕", "annyeong"),
        ("ไทย", "aithy"),
        ("नरेन्द्र मोदी", "nrendr-modii"),
        # Nothing that could be transliterated.
        ("_", "topic-1"),
        ("🎉", "topic-1"),
        ("★ ☆", "topic-1"),
        ("«»", "topic-1"),
    ],
)
def test_a_slug_is_made_of_the_words_in_any_script(name, slug):
    assert slug_of(name) == slug


# Marks need a base, and nobody sees fillers: such names are refused.
NAMED = st.characters(categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u2800\u3164\uffa0")


@settings(max_examples=50)
@given(st.text(NAMED, min_size=1, max_size=90))
def test_every_name_makes_a_valid_slug(name):
    slug = slug_of(f"{name}.")
    assert re.fullmatch(SLUG_PATTERN, slug)
    assert len(slug) <= 120


def test_a_slug_that_is_taken_gets_a_number():
    make.TopicFactory(slug="peace-talks")
    assert [slug_of("Peace") for _ in range(11)] == ["peace", *(f"peace-{number}" for number in range(2, 12))]
    assert [slug_of("★"), slug_of("♥")] == ["topic-1", "topic-2"]
    assert [slug_of("Topic"), slug_of("Topic"), slug_of("★")] == ["topic", "topic-3", "topic-4"]


def test_a_number_that_became_free_is_used_again():
    peace = [make.TopicFactory(slug="", name="Peace") for _ in range(3)]
    peace[1].delete()
    assert slug_of("Peace") == "peace-2"


def test_a_slug_costs_no_more_where_very_many_rows_have_the_same_words():
    asked = []

    def taken(slugs):
        asked.extend(slugs)
        return [slug for slug in slugs if int(slug.rpartition("-")[2]) <= 1_000_000]

    assert Slugs("topic", taken).choose(["", ""]) == ["topic-1000001", "topic-1000002"]
    assert len(asked) < 300


@given(
    st.lists(st.sampled_from(["", "a", "a-2", "topic"]), max_size=12),
    st.sets(st.builds("{}-{}".format, st.sampled_from(["a", "a-2", "topic"]), st.integers(1, 60)) | st.just("a")),
)
def test_slugs_are_free_and_made_of_their_stems_whatever_is_taken(stems, there):
    made = Slugs("topic", there.intersection).choose(stems)
    assert len({*made}) == len(made) == len(stems)
    assert not there.intersection(made)
    for stem, slug in zip(stems, made, strict=True):
        assert slug == stem != "" or re.fullmatch(f"{stem or 'topic'}-[1-9][0-9]*", slug)


def test_a_former_slug_counts_as_taken():
    rename(make.TopicFactory(slug="peace"), "quiet")
    rename(make.TopicFactory(slug="topic-1"), "other")
    assert (slug_of("Peace"), slug_of("★")) == ("peace-2", "topic-2")


def test_a_long_text_makes_a_slug_that_leaves_room_for_a_number():
    name = "Words " * 30
    slugs = [make.SpeakerFactory(slug="", name=name).slug for _ in range(3)]
    stem = "-".join(["words"] * 16) + "-word"
    assert slugs == [stem, f"{stem}-2", f"{stem}-3"]
    chinese = make.StatementFactory(slug="", speaker__slug="xi", text="他们为什么不说中文" * 1000)
    assert re.fullmatch(SLUG_PATTERN, chinese.slug)
    assert len(chinese.slug) <= 100


@every_collection
def test_rows_of_every_collection_get_a_slug(collection):
    words = {"speakers": "name", "topics": "name", "incidents": "name", "claims": "name"}.get(collection)
    fields = {words: "★"} if words else {}
    first, second = (FACTORIES[collection](slug="", **fields) for _ in range(2))
    assert first.slug != second.slug
    for row in (first, second):
        row.refresh_from_db()
        assert re.fullmatch(SLUG_PATTERN, row.slug)
    assert not fields or first.slug == f"{collection[:-1]}-1"


@pytest.mark.parametrize(("name", "slug"), [("_", "topic-1"), ("Мир", "mir"), ("和平", "he-ping")])
def test_the_api_and_the_desk_make_valid_slugs(coder, name, slug):
    made = coder.post("topics/", {"name": name})
    assert (made.status_code, made.json().get("slug")) == (201, slug)
    assert errors(save(desk("coder"), Topic, name=f"{name}!")) == ""
    stem, _, number = slug.rpartition("-") if slug == "topic-1" else (slug, "", "1")
    assert Topic.objects.latest("pk").slug == f"{stem}-{int(number) + 1}"


def test_a_row_of_an_array_gets_another_slug_than_the_one_before(coder):
    made = coder.post("topics/", [{"name": "Мир"}, {"name": "Mir"}, {"name": "★"}, {"name": "☆"}])
    assert [each["slug"] for each in made.json()] == ["mir", "mir-2", "topic-1", "topic-2"]


def test_another_broken_rule_is_reported_as_it_is(coder):
    make.SourceFactory(url="https://example.org/", slug="there")
    again = {"kind": "interview", "publisher": "NATO", "external_url": "https://example.org"}
    assert [each["code"] for each in coder.post("sources/", again).json()["errors"]] == ["source_url_unique"]


def test_a_fixture_names_its_rows_so_that_it_can_be_loaded_twice(tmp_path):
    """A slug that is made of the words would be another one the second time."""
    file = tmp_path / "speakers.json"
    fields = {"kind": "person", "name": "A", "sort_name": "A"}
    file.write_text(json.dumps([{"model": "claims.speaker", "fields": fields}]), encoding="utf-8")
    assert "speaker_slug_not_blank" in fails("loaddata", file)
    assert not Speaker.objects.exists()

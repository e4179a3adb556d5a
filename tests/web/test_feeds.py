"""Feeds: what they tell, about what, in which form and order (for polling, see `tests/concurrency/test_feeds.py`)."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from lxml import etree

from claims.api.collections import COLLECTIONS
from claims.api.http.kept import answers
from claims.models import Review
from claims.services.merge import merge
from claims.web import news
from tests.support import factories as make
from tests.support.feeds import Poller, one, read_feed
from tests.support.redirects import rename
from tests.support.transactions import queryset

pytestmark = pytest.mark.django_db
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))


@pytest.fixture
def told():
    """A claim on a topic and about an incident, which Ann denies after she affirmed it, and a retraction of Bob's."""
    topic, incident = (
        make.TopicFactory(slug="drones", name="Drones"),
        make.IncidentFactory(slug="airport", name="Airport"),
    )
    claim = make.ClaimFactory(slug="they-were-drones", text="They were drones.")
    claim.topics.set([topic])
    make.IncidentClaimFactory(claim=claim, incident=incident)
    ann, bob = make.SpeakerFactory(slug="ann", name="Ann"), make.SpeakerFactory(slug="bob", name="Bob")
    role = make.AffiliationFactory(person=ann, role="minister", organization__name="The Ministry")
    source = make.SourceFactory(publisher="The Paper", url="https://paper.example/a")
    before = make.StatementFactory(speaker=ann, made_on=date(2025, 9, 1), text="They were drones, it was said.")
    make.StanceFactory(statement=before, claim=claim, position="affirms")
    first = make.StatementFactory(
        speaker=ann, affiliation=role, source=source, made_on=date(2025, 9, 23), text="No drones, it was said."
    )
    first.incidents.set([incident])
    make.StanceFactory(statement=first, claim=claim, position="denies")
    wrong = make.StatementFactory(speaker=bob, text="Bob said so.")
    make.StanceFactory(statement=wrong, claim=claim)
    make.correct(wrong, "misattributed", what="It was Ann.", why="The recording says so.")


ALL = [
    "Correction (misattributed): Bob: Bob said so.",
    "Ann at different times affirmed and denied: They were drones.",
    "Ann: No drones, it was said.",
    "Ann: They were drones, it was said.",
]
TITLES = {
    "/feeds/": ALL,
    "/feeds/corrections/": ALL[:1],
    "/feeds/speakers/ann/": ALL[1:],
    "/feeds/speakers/bob/": ALL[:1],
    "/feeds/incidents/airport/": ALL[1:3],
    "/feeds/claims/they-were-drones/": [
        *ALL[:2],
        "Ann denies: They were drones.",
        "Ann affirms: They were drones.",
    ],
}
TITLES["/feeds/topics/drones/"] = TITLES["/feeds/claims/they-were-drones/"]
every_feed = pytest.mark.parametrize("address", TITLES)


@every_feed
def test_a_feed_tells_what_was_recorded_the_last_first(reader, told, address):
    assert read_feed(reader, f"/en{address}").titles == TITLES[address]


@every_feed
@pytest.mark.parametrize("language", ["en", "de"])
def test_it_is_a_feed_by_its_rfc(reader, told, address, language):
    read = read_feed(reader, f"/{language}{address}")
    assert SCHEMA.validate(read.tree), SCHEMA.error_log
    assert read.tree.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert one(read.tree, "a:link[@rel='self']/@href") == f"http://localhost/{language}{address}"
    links = [one(read.tree, "a:link[@rel='alternate']/@href"), *(each.link for each in read.entries)]
    assert {each: reader.get(each).status_code for each in links} == dict.fromkeys(links, 200)
    assert all(each.startswith(f"http://localhost/{language}/") for each in links)


@pytest.mark.parametrize("address", ["/feeds/", "/feeds/corrections/"])
def test_a_feed_without_entries_is_one_as_well(reader, address):
    read = read_feed(reader, address)
    assert (read.entries, SCHEMA.validate(read.tree)) == ([], True)


def test_an_entry_has_the_words_the_speaker_the_role_then_the_day_and_the_source(reader, told):
    (entry,) = [each for each in read_feed(reader, "/de/feeds/").entries if each.title == ALL[2]]
    assert entry.summary == (
        '<blockquote dir="auto">No drones, it was said.</blockquote>'
        "<p><bdi>Ann</bdi> · <bdi>minister</bdi>, <bdi>The Ministry</bdi> · 23. September 2025 · sinngemäß · "
        '<a href="https://paper.example/a"><bdi>The Paper</bdi></a></p>'
    )


def test_a_review_is_told_when_it_is_published_and_no_more_when_it_is_taken_up_again(reader):
    claim = make.ClaimFactory(slug="they-were-drones", text="They were drones.")
    found = {"author": "Fakten & Co", "rating": "<b>Falsch</b>", "headline": "No drones", "published_on": "2025-09-24"}
    review = make.ReviewFactory(claim=claim, url="https://facts.example/a", status="draft", **found)
    for address in ("/feeds/", "/feeds/claims/they-were-drones/"):
        assert read_feed(reader, address).entries == []
    Review.objects.filter(pk=review.pk).update(status="published")
    for address in ("/feeds/", "/feeds/claims/they-were-drones/"):
        (entry,) = read_feed(reader, address).entries
        assert entry.title == "Fakten & Co: <b>Falsch</b> – They were drones."
        assert entry.link == f"http://localhost/reviews/{review.slug}/"
        assert entry.summary == (
            '<blockquote dir="auto">They were drones.</blockquote>'
            "<p><bdi>Fakten &amp; Co</bdi>: &lt;b&gt;Falsch&lt;/b&gt;</p>"
            '<p>false · 24 September 2025 · <a href="https://facts.example/a"><bdi>No drones</bdi></a></p>'
        )
    Review.objects.filter(pk=review.pk).update(status="draft")
    assert read_feed(reader, "/feeds/").entries == []


def test_words_keep_their_language_and_are_no_markup(reader):
    make.StatementFactory(text="<b>Ça va & co</b>", language="fr")
    (entry,) = read_feed(reader, "/feeds/").entries
    assert entry.summary.startswith('<blockquote lang="fr" dir="auto">&lt;b&gt;Ça va &amp; co&lt;/b&gt;</blockquote>')
    assert entry.title.endswith(": <b>Ça va & co</b>")


def test_characters_that_xml_has_not_are_left_out(reader):
    statement = make.StatementFactory()
    with connection.cursor() as cursor:  # the database refuses them, so this is what an older one may hold
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE claims_statement SET text = %s WHERE id = %s", ["a\x0bb\ufffec\x1fd", statement.pk])
    (entry,) = read_feed(reader, "/feeds/").entries
    assert entry.title.endswith(": abcd")
    assert "abcd" in entry.summary


def test_a_correction_says_what_was_wrong_and_strikes_what_does_not_stand(reader, told):
    (entry,) = read_feed(reader, "/feeds/corrections/").entries
    assert "It was Ann." in entry.summary
    assert "The recording says so." in entry.summary
    assert "<s>Bob said so.</s>" in entry.summary


def test_ids_do_not_depend_on_the_language_the_host_or_the_feed(reader, told, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asked = [read_feed(reader, address) for address in ("/en/feeds/", "/de/feeds/")]
    reader.defaults["SERVER_NAME"] = "other.example"
    asked.append(read_feed(reader, "/feeds/"))
    assert [each.ids for each in asked] == [asked[0].ids] * 3
    assert {one(each.tree, "a:id/text()") for each in asked} == {one(asked[0].tree, "a:id/text()")}
    assert set(read_feed(reader, "/feeds/speakers/ann/").ids) < set(asked[0].ids)


def test_the_order_is_that_of_recording_not_of_the_days(reader):
    for day in (3, 1, 2):
        make.StatementFactory(text=f"Of day {day}.", made_on=date(2025, 1, day))
    titles = read_feed(reader, "/feeds/").titles
    assert [each.rpartition(" ")[2] for each in titles] == ["2.", "1.", "3."]


def test_what_no_reviewer_has_confirmed_is_not_told_until_one_does(reader):
    stance = make.StanceFactory(review_status="suggested", claim__slug="c")
    assert read_feed(reader, "/feeds/claims/c/").entries == []
    queryset(stance).update(review_status="confirmed")
    (entry,) = read_feed(reader, "/feeds/claims/c/").entries
    queryset(stance).update(review_status="suggested")
    assert read_feed(reader, "/feeds/claims/c/").entries == []
    queryset(stance).update(review_status="confirmed")
    (again,) = read_feed(reader, "/feeds/claims/c/").entries
    assert again.id != entry.id


def test_a_suggested_stance_changes_nobodys_mind(reader):
    ann, claim = make.SpeakerFactory(), make.ClaimFactory()
    make.take(ann, claim, "affirms", date(2025, 1, 1))
    denial = make.StanceFactory(
        statement=make.StatementFactory(speaker=ann), claim=claim, position="denies", review_status="suggested"
    )
    assert not any("different times" in each for each in read_feed(reader, "/en/feeds/").titles)
    queryset(denial).update(review_status="confirmed")
    assert sum("different times" in each for each in read_feed(reader, "/en/feeds/").titles) == 1


def test_a_changed_position_goes_with_the_statement_it_rests_on(reader):
    ann, claim = make.SpeakerFactory(), make.ClaimFactory()
    make.take(ann, claim, "affirms", date(2025, 1, 1))
    denial = make.take(ann, claim, "denies", date(2025, 1, 2))
    make.correct(denial.statement)
    assert not any("different times" in each for each in read_feed(reader, "/en/feeds/").titles)


def test_a_position_changes_for_whom_somebody_speaks(reader):
    body = make.OrganizationFactory(slug="body", name="The Body")
    claim = make.ClaimFactory(text="So it is.")
    for position, day in (("affirms", 1), ("denies", 2)):
        statement = make.StatementFactory(on_behalf_of=body, made_on=date(2025, 1, day))
        make.StanceFactory(statement=statement, claim=claim, position=position)
    assert read_feed(reader, "/en/feeds/speakers/body/").titles == [
        "The Body at different times affirmed and denied: So it is."
    ]


def test_a_merge_that_shows_a_change_of_mind_tells_it_then(reader):
    kept, merged, claim = make.SpeakerFactory(name="Ann"), make.SpeakerFactory(), make.ClaimFactory(text="So it is.")
    make.take(kept, claim, "affirms", date(2025, 1, 1))
    make.take(merged, claim, "denies", date(2025, 1, 2))
    poller = Poller(reader, "/en/feeds/")
    poller.poll()
    merge(kept, merged, by=None)
    assert poller.poll() == ["Ann at different times affirmed and denied: So it is."]


def test_pages_of_a_feed_follow_each_other_without_a_gap(reader, monkeypatch):
    for number in range(7):
        make.StatementFactory(text=f"Number {number}.")
    monkeypatch.setattr(news, "MOST", 3)
    whole, address, sizes = [], "/de/feeds/", []
    while address:
        read = read_feed(reader, address)
        assert SCHEMA.validate(read.tree), SCHEMA.error_log
        make.StatementFactory()  # what comes meanwhile comes above
        whole += read.entries
        sizes.append(len(read.entries))
        address = read.next
    assert sizes == [3, 3, 1]
    assert [each.title.rpartition(": ")[2] for each in whole] == [f"Number {n}." for n in reversed(range(7))]


def test_an_answer_has_at_most_fifty_entries(reader):
    make.StatementFactory.create_batch(51)
    read = read_feed(reader, "/feeds/")
    assert len(read.entries) == 50
    assert len(read_feed(reader, read.next).entries) == 1


@every_feed
def test_a_feed_is_read_by_two_statements(reader, told, address):
    answers.clear()
    reader.get("/claims/")  # what a connection asks once
    with CaptureQueriesContext(connection) as asked:
        read_feed(reader, address)
    assert len(asked) == 2, [each["sql"][:200] for each in asked]


@every_feed
def test_a_feed_is_revalidated_with_its_tag(reader, told, address):
    first = reader.get(address)
    assert first["Cache-Control"] == "public, no-cache"
    assert first["Vary"] == "Accept-Encoding, Accept-Language"
    again = reader.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.StatementFactory()
    assert (reader.get(address)["ETag"] == first["ETag"]) == (address != "/feeds/")


def test_a_former_slug_is_redirected_in_the_language_of_the_address(reader, told):
    for collection, slug in (("speakers", "ann"), ("claims", "they-were-drones"), ("topics", "drones")):
        model = COLLECTIONS[collection].model
        rename(model.objects.get(slug=slug), f"present-{slug}")
        response = reader.get(f"/de/feeds/{collection}/{slug}/")
        assert (response.status_code, response["Location"]) == (301, f"/de/feeds/{collection}/present-{slug}/")


@pytest.mark.parametrize("collection", ["speakers", "claims", "incidents", "topics"])
def test_an_unknown_slug_is_a_404(reader, collection):
    assert reader.get(f"/feeds/{collection}/nobody/").status_code == 404


@pytest.mark.parametrize("query", ["before=1", "before=", "before=1-%D9%A1", "before=1-9999999999999999999", "limit=3"])
def test_what_a_feed_does_not_understand_is_an_error(reader, query):
    assert reader.get(f"/feeds/?{query}").status_code == 400


def test_what_others_append_to_a_shared_link_changes_nothing(reader):
    assert reader.get("/feeds/?utm_source=mail").status_code == 200


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({"feed": "feed"}, "/feeds/"),
        ({"feed": "corrections-feed"}, "/feeds/corrections/"),
        ({"feed": "speaker-feed", "key": "ann", "of": "Ann & Co"}, "/feeds/speakers/ann/"),
    ],
)
def test_a_page_names_its_feed_in_its_head(given, address):
    head = render_to_string("web/parts/feed.html", given).strip()
    title = "What is new: Ann &amp; Co" if "of" in given else "What is new"
    assert head == f'<link rel="alternate" type="application/atom+xml" href="{address}" title="{title}">'

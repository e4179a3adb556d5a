"""What pages say for programs: schema.org's own terms, as exactly as it is known, and nothing that is not certain."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from claims.models import Incident
from claims.web import structured
from tests.support import factories as make

pytestmark = pytest.mark.django_db

# An extract of the vocabulary: what each type is a kind of; where a property may stand, and what its values are.
TERMS = json.loads(Path(__file__).with_name("schema_org.json").read_text(encoding="utf-8"))
HOST = "http://localhost"
DAY = re.compile(r"\d{4}(-(W\d\d|\d\d(-\d\d)?))?")
LITERALS = {
    "Text": lambda value: isinstance(value, str),
    "URL": lambda value: isinstance(value, str) and value.startswith(("http://", "https://")),
    "Date": lambda value: isinstance(value, str) and DAY.fullmatch(value),
    "DateTime": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", value),
    "Number": lambda value: isinstance(value, int | float),
    "Integer": lambda value: isinstance(value, int),
}


def kinds(name):
    """A type and all that it is a kind of."""
    return {name}.union(*(kinds(above) for above in TERMS["types"][name]))


def wrong(node):
    """What the vocabulary does not allow in a node and below."""
    for name, given in node.items():
        if name.startswith("@"):
            continue
        term = TERMS["properties"].get(name, {"of": [], "values": []})
        if not kinds(node["@type"]) & {*term["of"]}:
            yield f"{node['@type']} has no {name}"
        for value in given if isinstance(given, list) else [given]:
            if isinstance(value, dict):
                if not kinds(value["@type"]) & {*term["values"]}:
                    yield f"{name} is no {value['@type']}"
                yield from wrong(value)
            elif not any(LITERALS[each](value) for each in term["values"] if each in LITERALS):
                yield f"{name} is not {value!r}"
            elif value == "":
                yield f"{name} is empty"


def data(reader, address):
    """The nodes that a page has for programs."""
    response = reader.get(address)
    assert response.status_code == 200
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    read = json.loads(script)
    assert read["@context"] == "https://schema.org"
    assert [problem for node in read["@graph"] for problem in wrong(node)] == []
    return {node["@type"]: node for node in read["@graph"]}


def test_the_check_itself_finds_what_the_vocabulary_does_not_allow():
    claim = {"@type": "Claim", "spokenByCharacter": {"@type": "Event"}, "dateCreated": "yesterday", "name": ""}
    assert [*wrong(claim)] == [
        "Claim has no spokenByCharacter",
        "spokenByCharacter is no Event",
        "dateCreated is not 'yesterday'",
        "name is empty",
    ]


def test_every_page_of_the_article_says_what_the_vocabulary_allows(reader, article, get):
    for collection in ("claims", "incidents", "sources", "speakers", "statements", "topics"):
        for row in get(f"{collection}/?limit=200")["results"]:
            assert data(reader, f"/{collection}/{row['slug']}/")


def test_a_quote_is_a_quotation_of_its_speaker_on_the_day_as_far_as_it_is_known(reader):
    source = make.SourceFactory(slug="news", publisher="Ostby Courier", headline="Oil", url="https://courier.example/1")
    said = make.quote(
        "We closed it",
        slug="said",
        language="en",
        speaker=make.SpeakerFactory(name="Anna Larsen", slug="anna"),
        source=source,
        made_on=date(2025, 9, 1),
        made_on_precision="month",
    )
    make.StanceFactory(statement=said, claim=make.ClaimFactory(slug="it", text="It was closed.", language="en"))
    anna = {"@type": "Person", "@id": f"{HOST}/speakers/anna/", "url": f"{HOST}/speakers/anna/", "name": "Anna Larsen"}
    assert data(reader, "/statements/said/") == {
        "Quotation": {
            "@type": "Quotation",
            "@id": f"{HOST}/statements/said/",
            "url": f"{HOST}/statements/said/",
            "text": "We closed it",
            "inLanguage": "en",
            "creator": anna,
            "spokenByCharacter": anna,
            "dateCreated": "2025-09",
            "citation": {"@type": "CreativeWork", "@id": f"{HOST}/sources/news/"},
            "isBasedOn": {
                "@type": "CreativeWork",
                "@id": f"{HOST}/sources/news/",
                "url": f"{HOST}/sources/news/",
                "headline": "Oil",
                "publisher": {"@type": "Organization", "name": "Ostby Courier"},
                "sameAs": ["https://courier.example/1"],
            },
            "about": [
                {
                    "@type": "Claim",
                    "@id": f"{HOST}/claims/it/",
                    "url": f"{HOST}/claims/it/",
                    "text": "It was closed.",
                    "inLanguage": "en",
                }
            ],
        }
    }


@pytest.mark.parametrize(
    ("day", "precision", "written"),
    [
        ("2025-09-23", "day", "2025-09-23"),
        ("2025-09-22", "week", "2025-W39"),
        ("2024-12-30", "week", "2025-W01"),
        ("2025-09-01", "month", "2025-09"),
        ("2025-01-01", "year", "2025"),
    ],
)
def test_a_day_is_written_as_exactly_as_it_is_known(reader, day, precision, written):
    make.quote("We closed it", slug="said", made_on=day, made_on_precision=precision)
    make.IncidentFactory(slug="there", start_date=day, start_date_precision=precision)
    assert data(reader, "/statements/said/")["Quotation"]["dateCreated"] == written
    assert data(reader, "/incidents/there/")["Event"]["startDate"] == written


def test_a_paraphrase_is_no_quotation(reader):
    make.StatementFactory(slug="said", text="That the harbour was closed.", speaker__name="Anna Larsen")
    node = data(reader, "/statements/said/")["CreativeWork"]
    assert (node["description"], node["about"][0]["name"]) == ("That the harbour was closed.", "Anna Larsen")
    assert not {"text", "creator", "author", "spokenByCharacter"} & node.keys()


@pytest.mark.parametrize("status", ["retracted", "corrected", "misattributed"])
def test_words_that_do_not_stand_are_nobodys_quotation(reader, status):
    said = make.quote("Two drones", slug="said", speaker=make.SpeakerFactory(name="Anna Larsen"))
    replacement = {"replacement": make.StatementFactory(speaker=said.speaker, source=said.source, supersedes=said)}
    make.correct(said, status, what="It was three.", **(replacement if status == "corrected" else {}))
    nodes = data(reader, "/statements/said/")
    assert nodes["CreativeWork"]["creativeWorkStatus"] == status
    assert nodes["CreativeWork"]["correction"][0]["text"] == "It was three."
    assert "Two drones" not in json.dumps(nodes)
    assert "Anna Larsen" not in json.dumps(nodes)


@pytest.mark.parametrize(
    ("status", "kind"), [("reported", "Event"), ("confirmed", "Event"), ("alleged", "Thing"), ("disproved", "Thing")]
)
def test_only_what_is_known_to_have_happened_is_an_event(reader, status, kind):
    make.IncidentFactory(slug="there", status=status, start_date="2025-01-01", start_date_precision="year")
    node = data(reader, "/incidents/there/")[kind]
    assert (node.get("startDate"), node.get("disambiguatingDescription")) == (
        ("2025", None) if kind == "Event" else (None, status)
    )


def test_an_event_has_its_place(reader):
    make.IncidentFactory(slug="there", location_name="Ostby")
    Incident.objects.update(latitude=0, longitude=12.5)
    place = data(reader, "/incidents/there/")["Event"]["location"]
    assert (place["name"], place["geo"]) == ("Ostby", {"@type": "GeoCoordinates", "latitude": 0, "longitude": 12.5})


def test_a_claim_says_where_it_was_first_and_in_which_statements_it_appears(reader):
    first = make.SourceFactory(slug="first", publisher="Ostby Courier")
    claim = make.ClaimFactory(slug="it", text="It was closed.", first_appearance=first)
    make.take(make.SpeakerFactory(), claim, "affirms", "2025-09-23", slug="affirming")
    make.take(make.SpeakerFactory(), claim, "denies", "2025-09-23", slug="denying")
    node = data(reader, "/claims/it/")["Claim"]
    assert node["text"] == "It was closed."
    assert node["firstAppearance"]["@id"] == f"{HOST}/sources/first/"
    assert [each["@id"] for each in node["appearance"]] == [f"{HOST}/statements/affirming/"]
    assert not {"author", "creator"} & node.keys()


@pytest.mark.parametrize(
    ("kind", "said"), [("person", "Person"), ("organization", "Organization"), ("group", "Organization")]
)
def test_a_speaker_is_a_person_or_an_organisation(reader, kind, said):
    make.SpeakerFactory(
        slug="anna", kind=kind, name="Anna", website="https://anna.example/", identifiers={"wikidata": "Q1"}
    )
    node = data(reader, "/speakers/anna/")[said]
    assert (node["name"], node["sameAs"]) == ("Anna", ["https://anna.example/"])
    assert node["identifier"] == [{"@type": "PropertyValue", "propertyID": "wikidata", "value": "Q1"}]


def test_a_former_role_is_not_given_as_one_of_now(reader):
    person = make.SpeakerFactory(slug="anna")
    make.AffiliationFactory(person=person, role="Harbour master", organization__name="Port of Ostby")
    make.AffiliationFactory(person=person, role="Pilot", former=True)
    node = data(reader, "/speakers/anna/")["Person"]
    assert (node["jobTitle"], [each["name"] for each in node["affiliation"]]) == (["Harbour master"], ["Port of Ostby"])


SCALE = {"false": 1, "mostly_false": 2, "half_true": 3, "mostly_true": 4, "true": 5}


@pytest.mark.parametrize("verdict", [*SCALE, "misleading", "missing_context", "unverifiable", "satire", "other"])
def test_a_review_of_ours_is_told_with_those_who_affirm_the_claim_and_nobody_else(reader, verdict):
    claim = make.ClaimFactory(slug="it", text="It was closed.")
    for position in ("affirms", "denies", "reports", "questions", "qualifies", "declines"):
        make.take(make.SpeakerFactory(slug=position, name=position), claim, position, "2025-09-23")
    month = {"published_on": "2025-09-01", "published_on_precision": "month"}
    found = {"author": "Us", "rating": "Not quite", "verdict": verdict, "headline": "Open"}
    make.ReviewFactory(claim=claim, slug="r", own=True, url="", **found, **month)
    nodes = data(reader, "/reviews/r/")
    number = {"ratingValue": SCALE[verdict], "bestRating": 5, "worstRating": 1} if verdict in SCALE else {}
    assert nodes["ClaimReview"] == {
        "@type": "ClaimReview",
        "@id": f"{HOST}/reviews/r/",
        "url": f"{HOST}/reviews/r/",
        "claimReviewed": "It was closed.",
        "author": {"@type": "Organization", "name": "Us"},
        "datePublished": "2025-09",
        "headline": "Open",
        "reviewRating": {"@type": "Rating", "alternateName": "Not quite", **number},
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{HOST}/claims/it/",
            "url": f"{HOST}/claims/it/",
            "text": "It was closed.",
            "author": [
                {
                    "@type": "Person",
                    "@id": f"{HOST}/speakers/affirms/",
                    "url": f"{HOST}/speakers/affirms/",
                    "name": "affirms",
                }
            ],
        },
    }


def test_what_others_found_out_is_theirs_to_tell_programs(reader):
    make.ReviewFactory(slug="r", headline="Found out")
    assert "ClaimReview" not in data(reader, "/reviews/r/")
    assert "ClaimReview" not in reader.get(f"/claims/{make.ReviewFactory().claim.slug}/").content.decode()


def test_a_page_says_which_list_it_is_in(reader):
    broader = make.TopicFactory(name="Harbours", slug="harbours")
    make.TopicFactory(name="Towing", slug="towing", broader=broader)
    steps = data(reader, "/topics/towing/")["BreadcrumbList"]["itemListElement"]
    assert [(each["position"], each["name"], each["item"]["@id"]) for each in steps] == [
        (1, "Topics", f"{HOST}/topics/"),
        (2, "Harbours", f"{HOST}/topics/harbours/"),
        (3, "Towing", f"{HOST}/topics/towing/"),
    ]


def test_nothing_in_a_row_ends_the_data_or_begins_a_script(reader):
    speaker = make.SpeakerFactory(slug="anna", name="</script><script>alert(1)</script><!-- & ")
    source = make.SourceFactory(slug="news", headline="]]></script><img src=x onerror=alert(1)>", author="<b>")
    claim = make.ClaimFactory(slug="it", name="</SCRIPT ><script>", text="<!--<script>", first_appearance=None)
    make.take(speaker, claim, "affirms", "2025-09-23", slug="said", source=source, text="</script\t><svg/onload=a()>")
    make.IncidentFactory(slug="there", name="<script>", summary="</script>")
    make.ReviewFactory(
        claim=claim, slug="r", own=True, author="</script>", rating="<!--<script>", headline="&</SCRIPT>"
    )
    for address, ours in (
        ("/speakers/anna/", "Person"),
        ("/sources/news/", "NewsArticle"),
        ("/claims/it/", "Claim"),
        ("/statements/said/", "CreativeWork"),
        ("/incidents/there/", "Event"),
        ("/reviews/r/", "ClaimReview"),
    ):
        assert ours in data(reader, address)
        html = reader.get(address).content.decode()
        assert len(re.findall(r"<script", html, re.IGNORECASE)) == len(re.findall(r"</script", html, re.IGNORECASE))
        [inside] = re.findall(r'<script type="application/ld\+json">(.*?)</script', html, re.DOTALL | re.IGNORECASE)
        assert not re.search(r"[<>&]", inside)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd"]
)
def test_an_address_that_is_not_of_the_web_is_left_out(address):
    """The database refuses it already, so no page can show it."""
    row = {"url": f"{HOST}/api/v1/sources/a/", "slug": "a", "headline": "", "publisher": ""}
    node = structured.source_brief({**row, "external_url": address, "archived_url": address})
    assert not {"sameAs", "archivedAt"} & node.keys()


@pytest.mark.parametrize("address", ["/", "/claims/", "/search/", "/claims/nothing/", "/corrections/"])
def test_a_page_that_is_not_about_one_row_has_no_data(reader, address):
    assert b"ld+json" not in reader.get(address).content

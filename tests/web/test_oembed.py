"""The oEmbed provider: what an editorial system gets for the address of a page, and what it does not."""

import json
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction

from claims.api.http.kept import answers
from claims.models import Claim, Redirect
from tests.support import factories as make
from tests.support.html import read_page

pytestmark = pytest.mark.django_db

HOST = "http://localhost"
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"


@pytest.fixture(autouse=True)
def rows():
    answers.clear()
    make.ClaimFactory(slug="it", name="The harbour was closed", text="The harbour was closed by the authorities.")
    make.IncidentFactory(slug="there", name="Oil in the harbour")
    with transaction.atomic():
        make.quote("We closed it", slug="said", speaker=make.SpeakerFactory(name="Anna Larsen", slug="anna"))


def ask(reader, url=f"{HOST}/claims/it/", status=200, **given):
    response = reader.get("/oembed/", {"url": url, **given})
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


class Frame(HTMLParser):
    """The elements of a piece of HTML with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.texts = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.texts.append(data)


def test_the_address_of_a_claim_gives_a_frame_with_its_card(reader):
    answer = ask(reader)
    frame = answer.pop("html")
    assert answer == {
        "version": "1.0",
        "type": "rich",
        "title": "The harbour was closed",
        "provider_name": "Statement and claim tracker",
        "provider_url": "http://localhost/",
        "thumbnail_url": "http://localhost/en/preview/claims/it.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "width": 600,
        "height": 340,
    }
    assert Frame(frame).texts == []
    assert Frame(frame).elements == [
        (
            "iframe",
            {
                "src": "http://localhost/embed/claims/it/",
                "title": "The harbour was closed",
                "width": "600",
                "height": "340",
                "sandbox": SANDBOX,
                "loading": "lazy",
                "referrerpolicy": "no-referrer",
                "style": "border:0;max-width:100%",
            },
        )
    ]


def test_a_statement_names_its_speaker(reader):
    answer = ask(reader, f"{HOST}/statements/said/")
    assert (answer["title"], answer["author_name"]) == ("Anna Larsen: “We closed it”", "Anna Larsen")
    assert answer["author_url"] == "http://localhost/speakers/anna/"
    assert "author_name" not in ask(reader, f"{HOST}/incidents/there/")


def test_a_statement_that_does_not_stand_says_so_in_the_title(reader):
    make.correct(make.StatementFactory(slug="fallen", text="Two drones", speaker__name="Anna Larsen"))
    answer = ask(reader, f"{HOST}/statements/fallen/")
    assert answer["title"] == "Retracted: Anna Larsen: Two drones"
    assert 'title="Retracted: Anna Larsen: Two drones"' in answer["html"]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/claims/it/",
        "https://localhost/claims/it/?utm_source=x#said",
        "http://LOCALHOST/claims/it/",
        "http://localhost/embed/claims/it/",
    ],
)
def test_a_page_is_known_by_its_host_and_path(reader, address):
    assert 'src="http://localhost/embed/claims/it/"' in ask(reader, address)["html"]


def test_the_card_has_the_language_of_the_address(reader):
    answer = ask(reader, f"{HOST}/de/statements/said/")
    assert 'src="http://localhost/de/embed/statements/said/"' in answer["html"]
    assert answer["provider_name"] == "Register der Aussagen und Behauptungen"
    assert answer["thumbnail_url"] == "http://localhost/de/preview/statements/said.png"
    assert (answer["provider_url"], answer["author_url"]) == (
        "http://localhost/de/",
        "http://localhost/de/speakers/anna/",
    )


def test_a_former_slug_is_answered_with_the_present_one(reader):
    Redirect.objects.create(collection="claims", old_slug="former", new_slug="it")
    assert 'src="http://localhost/embed/claims/it/"' in ask(reader, f"{HOST}/claims/former/")["html"]


@pytest.mark.parametrize(
    "address",
    [
        "/claims/it/",
        "//localhost/claims/it/",
        "http://localhost",
        "http://localhost/",
        "http://localhost/claims/",
        "http://localhost/claims/nothing/",
        "http://localhost/claims/it/positions/",
        "http://localhost/speakers/anna/",
        "http://localhost/api/v1/claims/it/",
        "http://localhost/admin/",
        "http://localhost/fr/claims/it/",
        "http://evil.example/claims/it/",
        "http://localhost:81/claims/it/",
        "http://localhost@evil.example/claims/it/",
        "http://user@localhost/claims/it/",
        "http://localhost.evil.example/claims/it/",
        "javascript:alert(1)//localhost/claims/it/",
        "file://localhost/claims/it/",
        "http://[/claims/it/",
        "http://localhost/claims/\x00/",
        "http://localhost/" + "claims/" * 5000,
    ],
)
def test_what_is_no_page_with_a_card_here_is_404(reader, address):
    assert ask(reader, address, status=404)["status"] == 404


def test_no_address_at_all_is_400(reader):
    assert {reader.get(address).status_code for address in ("/oembed/", "/oembed/?url=")} == {400}


def test_another_format_is_501(reader):
    assert ask(reader, format="xml", status=501)["status"] == 501
    assert ask(reader, format="json")["type"] == "rich"


@pytest.mark.parametrize(
    ("given", "size"),
    [
        ({}, (600, 340)),
        ({"maxwidth": "2000", "maxheight": "2000"}, (600, 340)),
        ({"maxwidth": "400"}, (400, 440)),
        ({"maxwidth": "400", "maxheight": "200"}, (400, 200)),
        ({"maxheight": "1"}, (600, 1)),
        ({"maxwidth": ""}, (600, 340)),
    ],
)
def test_a_card_is_no_larger_than_asked_for(reader, given, size):
    answer = ask(reader, **given)
    assert (answer["width"], answer["height"]) == size
    assert f'width="{size[0]}" height="{size[1]}"' in answer["html"]


def test_a_picture_that_is_larger_than_asked_for_is_not_named(reader):
    assert not {"thumbnail_url", "thumbnail_width", "thumbnail_height"} & ask(reader, maxwidth="600").keys()
    assert "thumbnail_url" in ask(reader, maxwidth="1200", maxheight="630")


@pytest.mark.parametrize("value", ["0", "-1", "wide", "1e3", "٣", "9" * 5000])
@pytest.mark.parametrize("name", ["maxwidth", "maxheight"])
def test_a_size_that_is_none_is_refused(reader, name, value):
    assert ask(reader, **{name: value}, status=400)["status"] == 400


def test_nothing_in_a_row_gets_out_of_the_attribute_that_it_is_in(reader):
    name = '"><script>alert(1)</script><img src=x onerror="alert(2)'
    make.ClaimFactory(slug="odd", name=name)
    answer = ask(reader, f"{HOST}/claims/odd/")
    assert answer["title"] == name
    [(tag, given)] = Frame(answer["html"]).elements
    assert (tag, given["title"], Frame(answer["html"]).texts) == ("iframe", name, [])


@pytest.mark.parametrize("more", ['"><script>alert(1)</script>', "' onload='alert(1)", "%22%3E%3Cscript%3E"])
def test_nothing_of_the_address_that_was_asked_for_is_in_the_answer(reader, more):
    answer = json.dumps(ask(reader, f"{HOST}/claims/it/?{more}#{more}"))
    assert "alert" not in answer
    assert "script" not in answer


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_kept_until_its_row_changes(reader, monkeypatch):
    first = reader.get("/oembed/", {"url": f"{HOST}/claims/it/"})
    with monkeypatch.context() as patch:
        patch.setattr("claims.web.oembed.described", None)  # nothing is composed
        assert ask(reader) == first.json()
        again = reader.get("/oembed/", {"url": f"{HOST}/claims/it/"}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    Claim.objects.filter(slug="it").update(name="It was closed")
    assert ask(reader)["title"] == "It was closed"


@pytest.mark.parametrize("language", ["", "/de"])
@pytest.mark.parametrize("path", ["/claims/it/", "/incidents/there/", "/statements/said/"])
def test_each_page_with_a_card_says_where_it_is_described(reader, path, language):
    [address] = [each for each in read_page(reader, f"{language}{path}").addresses if "/oembed/" in each]
    assert parse_qs(urlsplit(address).query) == {"url": [f"{HOST}{language}{path}"]}
    answer = reader.get(address.removeprefix(HOST)).json()
    assert f'src="{HOST}{language}/embed{path}"' in answer["html"]


@pytest.mark.parametrize("path", ["/speakers/anna/", "/claims/", "/claims/nothing/", "/", "/search/"])
def test_other_pages_do_not(reader, path):
    assert b"oembed" not in reader.get(path).content

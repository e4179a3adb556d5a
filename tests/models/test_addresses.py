"""The normal form of a source's address: one for all spellings of a page, another one for another page."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support import factories as make
from tests.support.rules import accepted, refused

pytestmark = pytest.mark.django_db

# Spellings of one address each: RFC 3986, section 6.2; the URL standard; UTS 46.
SPELLINGS = [
    # Case of scheme and host, the port of the scheme, the dot of the root, empty parts.
    ["https://example.org/a", "HTTPS://EXAMPLE.ORG/a", "http://example.org/a", "https://example.org./a"],
    ["https://example.org/", "https://example.org:443", "http://example.org:80/", "http://example.org:", "https://example.org?"],
    ["https://example.org/a", "https://example.org:0443/a/", "https://example.org/a?&", "https://example.org/a#top"],
    ["https://me@example.org/a", "https://me@EXAMPLE.org/a/"],
    ["https://[2001:DB8::1]/a", "https://[2001:db8::1]:443/a"],
    # Escapes.
    ["https://example.org/a%2fb", "https://example.org/a%2Fb"],
    ["https://example.org/~ann/b-c", "https://example.org/%7Eann/b%2dc", "https://example.org/%7e%61nn/b-c"],
    ["https://example.org/A_(b)", "https://example.org/A_%28b%29", "https://example.org/%41%5F(b)"],
    ["https://example.org/a b?c d", "https://example.org/a%20b?c%20d"],
    ["https://example.org/?a[]=1|2", "https://example.org/?a%5B%5D=1%7C2"],
    ["https://example.org/100%", "https://example.org/100%25"],
    # Text that is not ASCII.
    ["https://example.org/café", "https://example.org/caf%C3%A9", "https://example.org/caf%c3%a9"],
    ["https://example.org/café", "https://example.org/cafe\u0301", "https://example.org/cafe%CC%81"],
    ["https://example.org/?q=прав", "https://example.org/?q=%D0%BF%D1%80%D0%B0%D0%B2"],
    ["https://example.org/𝄞", "https://example.org/%F0%9D%84%9E"],
    # Internationalised domain names.
    ["https://bücher.example/", "https://xn--bcher-kva.example/", "https://BÜCHER.example", "https://b%C3%BCcher.example"],
    ["https://bücher.example/", "https://bu\u0308cher.example/", "https://XN--Bcher-KVA.example./", "https://bü\u00adcher.example"],
    ["https://правда.рф/a", "https://xn--80aafi6cg.xn--p1ai/a", "https://ПРАВДА.РФ/a"],
    ["https://παράδειγμα.gr/", "https://xn--hxajbheg2az3al.gr/", "https://ΠΑΡΆΔΕΙΓΜΑ.gr/"],
    ["https://例え。テスト/", "https://xn--r8jz45g.xn--zckzah/", "https://例え.テスト/"],
    ["https://example.org/", "https://ｅｘａｍｐｌｅ．ｏｒｇ/"],
    # Dot segments.
    ["https://example.org/b", "https://example.org/a/../b", "https://example.org/./b", "https://example.org/a/%2e%2E/b"],
    ["https://example.org/a", "https://example.org/a/b/..", "https://example.org/a/.", "https://example.org/../a"],
    # What browsers repair.
    ["https://example.org/a/b", "https://example.org\\a\\b", " https://example.org/a/b\n", "https://example.org/a/\tb"],
    # Parameters that only track readers.
    ["https://example.org/a?id=1", "https://example.org/a?UTM_Source=x&id=1", "https://example.org/a?utm%5Fid=x&id=1"],
    ["https://example.org/a", "https://example.org/a?gbraid=1&WBRAID=2&msclkid=3&twclid=4&ttclid=5&_gl=6&mtm_campaign=7"],
    ["https://example.org/a", "https://example.org/a?fbclid&gclid=&igsh=x&__twitter_impression=true&at_medium=RSS&wt_zmc=x"],
    # Routes of pages that a script makes.
    ["https://example.org/#!/a/1", "https://example.org#!/a/1", "https://example.org/#!/a/1/", "https://example.org/#!/a/%31"],
    ["https://example.org/#/a", "https://example.org/#/a?utm_source=x", "https://example.org/#/a:~:text=words"],
    ["https://example.org/", "https://example.org/#!", "https://example.org/#/", "https://example.org/#!/"],
]  # fmt: skip

# Addresses of two pages each.
APART = [
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a", "https://www.example.org/a"),
    ("https://example.org/a", "https://example.com/a"),
    ("https://me@example.org/a", "https://Me@example.org/a"),
    ("https://example.org/", "https://example.org:80/"),
    ("http://example.org/", "http://example.org:443/"),
    ("http://example.org:8080/", "http://example.org:8081/"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org/a%3Fb", "https://example.org/a?b"),
    ("https://example.org/a%23/b", "https://example.org/a#/b"),
    ("https://example.org/a%252Fb", "https://example.org/a%2Fb"),
    ("https://example.org/a%26b", "https://example.org/a&b"),
    ("https://example.org/a//b", "https://example.org/a/b"),
    ("https://example.org/a/..b", "https://example.org/b"),
    ("https://example.org/%E9", "https://example.org/%C3%A9"),
    ("https://example.org/é", "https://example.org/e"),
    ("https://example.org/ß", "https://example.org/ss"),
    ("https://straße.example/", "https://strasse.example/"),
    ("https://a／b.example/", "https://a/b.example/"),
    ("https://пример.example/", "https://примера.example/"),
    ("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1"),
    ("https://example.org/?a=1&a=2", "https://example.org/?a=2&a=1"),
    ("https://example.org/?a", "https://example.org/?a="),
    ("https://example.org/?a=1", "https://example.org/?A=1"),
    ("https://example.org/?q=a+b", "https://example.org/?q=a%20b"),
    ("https://example.org/a?u=/", "https://example.org/a?u="),
    ("https://example.org/a?u=a/", "https://example.org/a?u=a"),
    ("https://example.org/?u=a/../b", "https://example.org/?u=b"),
    ("https://example.org/?u=//a", "https://example.org/?u=/a"),
    ("https://example.org/?u=a?b", "https://example.org/?u=a&b"),
    ("https://example.org/?gclids=1", "https://example.org/"),
    ("https://example.org/?myutm_source=1", "https://example.org/"),
    ("https://example.org/?page=utm_source", "https://example.org/"),
    ("https://example.org/#!/a/1", "https://example.org/#!/a/2"),
    ("https://example.org/#!/a", "https://example.org/#/a"),
    ("https://example.org/#/a", "https://example.org/"),
    ("https://example.org/#/a?id=1", "https://example.org/#/a?id=2"),
    ("https://example.org/#/a", "https://example.org/a"),
]


def key(address):
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_url_key(%s)", [address])
        return cursor.fetchone()[0]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda each: each[0])
def test_spellings_of_one_address_have_one_normal_form(spellings):
    assert {address: key(address) for address in spellings} == dict.fromkeys(spellings, key(spellings[0]))


@pytest.mark.parametrize(("one", "other"), APART)
def test_addresses_of_two_pages_have_two_normal_forms(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTPS://Example.ORG:443/a/../B/./c/?utm_source=x&A=1&&b=%2f%7e#x", "example.org/B/c?A=1&b=%2F~"),
        ("http://Bücher.example/Straße?q=ü", "xn--bcher-kva.example/Stra%C3%9Fe?q=%C3%BC"),
        ("https://example.org/#!/a/1", "example.org#!/a/1"),
        ("", ""),
    ],
)
def test_the_normal_form_is_an_address_in_ascii_without_its_scheme(address, normal):
    assert key(address) == normal


# The samples of RFC 3492, section 7.1, (A), (B), (I) and (L), and those of scripts that names of domains are in.
@pytest.mark.parametrize(
    ("label", "encoded"),
    [
        ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),
        ("bücher", "bcher-kva"),
        ("ü", "tda"),
    ],
)
def test_labels_are_encoded_as_in_rfc_3492(label, encoded):
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_punycode(%s)", [label])
        assert cursor.fetchone() == (encoded,)


@given(st.text(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]) | st.sampled_from("abz09-"), min_size=1))
def test_punycode_is_what_other_encoders_write(label):
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_punycode(%s)", [label])
        assert cursor.fetchone() == (label.encode("punycode").decode(),)


ANY = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
# Texts of what addresses are made of, so that generated ones have ports, escapes, routes and dot segments.
PARTS = [
    "http://",
    "https://",
    "a",
    "Ä",
    "é",
    "e\u0301",
    "中",
    "@",
    ":",
    ":80",
    ":443",
    ".",
    "..",
    "/",
    "//",
    "\\",
    "?",
    "#",
]
PARTS += [
    "#!",
    "#/",
    "&",
    "=",
    "%",
    "%2",
    "%2f",
    "%41",
    "%c3%a9",
    "%e9",
    "%CC%81",
    "%2e",
    "utm_source=1",
    "[",
    "]",
    " ",
    "\t",
    "、",
    "。",
]


@example("#/?http://")
@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join) | ANY)
def test_a_normal_form_is_its_own_normal_form(address):
    address = f"https://example.org/{address}"
    assert key(key(address)) == key(address)


@given(ANY)
def test_a_normal_form_is_made_of_what_may_stand_in_an_address(path):
    assert set(key(f"https://example.org/{path}")) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%#"
    )


LABELS = st.text(st.sampled_from("abcäöüéжщ中文ßø"), min_size=1, max_size=8)
WORDS = st.text(st.sampled_from("abcZ09-._~ äéжщ中文𝄞!*'()"), min_size=1, max_size=6).filter(
    lambda word: word.strip(" ") == word and word.strip(".")
)
ADDRESSES = st.tuples(
    st.lists(LABELS, min_size=1, max_size=3),
    st.lists(WORDS, max_size=3),
    st.lists(st.tuples(WORDS, WORDS), max_size=3),
    st.none() | st.lists(WORDS, min_size=1, max_size=2),
)


def spelled(draw, text):
    """The text composed or decomposed, with some of its characters escaped, in either case."""
    form, escapes = draw(st.sampled_from(["NFC", "NFD"])), draw(st.sampled_from(["%{:02x}", "%{:02X}"]))
    escaped = draw(st.sets(st.integers(0, 7)))
    return "".join(
        "".join(escapes.format(byte) for byte in each.encode()) if number in escaped else each
        for number, each in enumerate(unicodedata.normalize(form, text))
    )


@st.composite
def two_spellings(draw):
    labels, path, query, route = draw(ADDRESSES)

    def spelling():
        encoded = [each if each.isascii() else f"xn--{each.encode('punycode').decode()}" for each in labels]
        host = [
            draw(st.sampled_from([each, each.upper().replace("SS", "ß"), a_label]))
            for each, a_label in zip(labels, encoded, strict=True)
        ]
        scheme, port = draw(
            st.sampled_from([("https", ""), ("http", ""), ("HTTPS", ":443"), ("http", ":80"), ("https", ":")])
        )
        text = f"{scheme}://{'.'.join(host)}{draw(st.sampled_from(['', '.']))}{port}"
        for word in path:
            text += draw(st.sampled_from(["/", "/./", "/x/../", "/x/%2e%2E/"])) + spelled(draw, word)
        text += draw(st.sampled_from(["", "/"]))
        parameters = ["=".join(spelled(draw, each) for each in pair) for pair in query]
        for tracker in draw(st.lists(st.sampled_from(["utm_x=1", "GCLID=2", "fbclid", ""]), max_size=2)):
            parameters.insert(draw(st.integers(0, len(parameters))), tracker)
        text += "?" * bool(parameters) + "&".join(parameters)
        if route is None:
            return text + draw(st.sampled_from(["", "#", "#top", "#/", "#!"]))
        return f"{text}#/{'/'.join(spelled(draw, word) for word in route)}{draw(st.sampled_from(['', '/']))}"

    return spelling(), spelling()


@given(two_spellings())
def test_generated_spellings_of_an_address_have_one_normal_form(spellings):
    one, other = spellings
    assert key(one) == key(other)


def test_an_address_may_be_as_long_as_its_column_in_any_script():
    path = "".join(chr(0x4E00 + number * 7) for number in range(1_980))
    with accepted():
        make.SourceFactory(url=f"https://example.org/{path}")
        make.SourceFactory(url=f"https://example.org/{path[:-1]}")
    with refused("source_url_unique"):
        make.SourceFactory(url=f"http://EXAMPLE.org/{path}")


@pytest.mark.parametrize("address", ["HTTPS://example.org/a", "Http://example.org"])
def test_a_scheme_may_be_in_capital_letters(address):
    with accepted():
        make.SourceFactory(url=address)

"""What crawlers are told: the pages that there are (https://www.sitemaps.org/protocol.html), and where not to go.

A part of the sitemap has the rows of a block of primary keys, so that it is one range of an index at any depth; the
index finds the blocks that have rows by going from one to the next (docs/decisions/0052-feeds-and-sitemaps.md).
"""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from claims.api.http.kept import ReadFrom
from claims.api.sql.versions import VERSION
from claims.choices import CitableCollection, PublicationStatus, StatementStatus
from claims.web.page import composed
from tracker.languages import CODES, in_language

# Primary keys in a part: with an address in each language, some 5 MB, of the 50 MB that a part may have.
BLOCK = 10_000
XML = "application/xml; charset=utf-8"
STANDING = {
    CitableCollection.STATEMENTS: f"WHERE status = '{StatementStatus.ACTIVE}'",
    CitableCollection.REVIEWS: f"WHERE status = '{PublicationStatus.PUBLISHED}'",
}
# Searches have no end, and the desk is for the team.
CLOSED = ("/admin/", "/desk/", "/search/?")


def rows_of(collection: str) -> str:
    """The SQL of a subquery of the rows that have a page, with `id` and `slug`."""
    condition = STANDING.get(CitableCollection(collection), "")
    return f"(SELECT id, slug FROM claims_{collection[:-1]} {condition})"  # noqa: S608


# The numbers of the blocks that have rows.
BLOCKS = """
    SELECT '{collection}', number FROM (
        WITH RECURSIVE blocks (number) AS (
            SELECT min(id) / {block} FROM {rows} r
            UNION ALL
            SELECT (SELECT min(id) / {block} FROM {rows} r WHERE r.id >= (number + 1) * {block})
            FROM blocks WHERE number IS NOT NULL
        )
        SELECT number FROM blocks WHERE number IS NOT NULL
    ) {collection}
"""


def read(select: str) -> tuple[list[tuple[str, int | str]], bytes]:
    """The rows of a SELECT of two columns, and the version of the database that they were read from."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.version, r.* FROM (SELECT {VERSION}) v (version) LEFT JOIN ({select}) r (a, b) ON true"  # noqa: S608
        )
        rows = cursor.fetchall()
    return [(a, b) for _, a, b in rows if b is not None], (rows[0][0] or "").encode()


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The addresses of the parts."""
    parts, version = read(
        " UNION ALL ".join(
            BLOCKS.format(collection=each, rows=rows_of(each), block=BLOCK) for each in CitableCollection.values
        )
    )
    root = request.build_absolute_uri("/")
    entries = "".join(
        f"<sitemap><loc>{escape(root)}sitemap-{collection}-{number}.xml</loc></sitemap>\n"
        for collection, number in parts
    )
    return document("sitemapindex", "", entries, ReadFrom(version, tuple(CitableCollection.values)))


@require_safe
def part_of(request: HttpRequest, collection: str, number: int) -> HttpResponse:
    """The pages of the rows in a block, each with its address in each language."""
    if collection not in CitableCollection.values or number >= 2**63 // BLOCK:
        raise Http404
    block = f"id >= {number * BLOCK} AND id < {(number + 1) * BLOCK}"
    slugs, version = read(f"SELECT '', slug FROM {rows_of(collection)} r WHERE {block} ORDER BY id")  # noqa: S608
    if not slugs:
        raise Http404
    root = escape(request.build_absolute_uri("/")[:-1])
    entries = "".join(url(root, f"/{collection}/{slug}/") for _, slug in slugs)
    return document("urlset", ' xmlns:xhtml="http://www.w3.org/1999/xhtml"', entries, ReadFrom(version, (collection,)))


def url(root: str, path: str) -> str:
    """A page. Its address without a language answers in the one that the reader prefers."""
    addresses = {code: in_language(code, path, "") for code in CODES} | {"x-default": path}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{root}{address}"/>' for code, address in addresses.items()
    )
    return f"<url><loc>{root}{path}</loc>{links}</url>\n"


def document(name: str, more: str, entries: str, kept: ReadFrom) -> HttpResponse:
    text = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<{name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>\n{entries}</{name}>\n'
    )
    return composed(text.encode(), kept, XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers do not go, and where the sitemap is (RFC 9309)."""
    closed = [f"{prefix}{path}" for prefix in ("", *(f"/{code}" for code in CODES)) for path in CLOSED]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    text = "\n".join([*lines, f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")

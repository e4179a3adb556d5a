"""Pages for people, as a test reads them."""

from html.parser import HTMLParser

from django.test import Client


class Page(HTMLParser):
    """The tags, links, ids and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.addresses += [given[name] for name in ("href", "src") if given.get(name)]
        self.ids += [given["id"]] if given.get("id") else []

    def handle_data(self, data: str) -> None:
        self.text += data


def read_page(reader: Client, address: str) -> Page:
    response = reader.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/html; charset=utf-8")
    return Page(response.content.decode())

"""What is said about a page where somebody shares it: in a link's preview, in its picture, and by oEmbed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, npgettext

from claims.choices import StancePosition, StatementKind, StatementStatus
from claims.templatetags.dates import as_known
from claims.templatetags.languages import in_words
from claims.templatetags.pages import spoken_for
from claims.web.page import Answers
from claims.web.words import HELD_BY, SIGNS

# Characters of a statement in a title.
TITLE = 160
# Pixels of the picture of a link's preview.
WIDTH, HEIGHT = 1200, 630


class Line(NamedTuple):
    """A line below the heading; `position` is the one that it tells about, or empty."""

    text: str
    position: str = ""


@dataclass(frozen=True)
class Shared:
    """What is said about a row, in the language of the page, as plain text.

    Attributes:
        kind: what the row is.
        heading: its sentence, its words or its name, as they are; not translated.
        name: whose words they are, or a shorter name of a claim; empty where the heading is the name.
        title: heading and name in one line.
        warning: why its words do not stand; empty where they do.
    """

    kind: str
    heading: str
    title: str
    lines: list[Line] = field(default_factory=list)
    name: str = ""
    warning: str = ""

    @property
    def description(self) -> str:
        return " · ".join(each for each in (self.warning, *(line.text for line in self.lines), self.kind) if each)


def claim(answers: Answers) -> Shared:
    row = answers["claim"]
    tallies = [
        Line(f"{SIGNS[each]} {HELD_BY[each]} {speakers(row['tallies'][each.value])}", each.value)
        for each in StancePosition
        if row["tallies"][each.value]
    ]
    kind = [gettext("Claim"), *([gettext("disputed")] if row["disputed"] else [])]
    return Shared(" · ".join(kind), row["text"], row["name"], tallies, name=row["name"])


def statement(answers: Answers) -> Shared:
    row = answers["statement"]
    role, behalf, who = row["affiliation"], spoken_for(row), row["speaker"]["name"]
    spoke = [who, *([role["role"], role["organization"]["name"]] if role else [])]
    if behalf:
        spoke.append(" ".join([gettext("for"), behalf]))
    words = "“{}”" if row["kind"] == StatementKind.QUOTE else "{}"
    title, warning = f"{who}: {words.format(Truncator(row['text']).chars(TITLE))}", ""
    if row["status"] != StatementStatus.ACTIVE:
        status, fallen = in_words(row["status"]).capitalize(), gettext("This statement does not stand.")
        title, warning = f"{status}: {title}", f"{status}. {fallen}"
    return Shared(
        " · ".join([gettext("Statement"), in_words(row["kind"])]),
        words.format(row["text"]),
        title,
        [Line(", ".join(spoke)), Line(as_known(row["made_on"], row["made_on_precision"]))],
        name=who,
        warning=warning,
    )


def speaker(answers: Answers) -> Shared:
    row = answers["speaker"]
    roles = [
        Line(f"{each['role']}, {each['organization']['name']}")
        for each in row["affiliations"]
        if not each["former"] and not each["end_date"]
    ]
    count = answers.get("statements", {}).get("count")
    recorded = ngettext("{number} statement recorded here", "{number} statements recorded here", count or 0)
    lines = [*roles[:2], *([Line(recorded.format(number=count))] if count is not None else [])]
    return Shared(in_words(row["kind"]), row["name"], row["name"], lines)


def incident(answers: Answers) -> Shared:
    row = answers["incident"]
    day = as_known(row["start_date"], row["start_date_precision"]) if row["start_date"] else ""
    lines = [Line(" · ".join(filter(None, (day, row["location_name"]))))] if day or row["location_name"] else []
    claims, disputed = (answers.get(name, {}).get("count") for name in ("claims", "disputed"))
    if claims:
        said = ngettext("{number} claim about it", "{number} claims about it", claims)
        lines.append(Line(said.format(number=claims)))
    if disputed:
        said = ngettext("{number} of them disputed", "{number} of them disputed", disputed)
        lines.append(Line(said.format(number=disputed), StancePosition.DENIES.value))
    kind = " · ".join([gettext("Incident"), in_words(row["kind"]), in_words(row["status"])])
    return Shared(kind, row["name"], row["name"], lines)


def speakers(number: int) -> str:
    said = npgettext("affirmed or denied by", "{number} speaker", "{number} speakers", number)
    return said.format(number=number)


KINDS: Mapping[str, Callable[[Answers], Shared]] = {
    "claim": claim,
    "statement": statement,
    "speaker": speaker,
    "incident": incident,
}


def kind_of(request: HttpRequest, answers: Answers) -> str:
    """What a page is about, such as “claim”, by its route and its answers; empty for a list and for a problem."""
    match = request.resolver_match
    kind, page, _ = (match.url_name or "" if match else "").rpartition("-page")
    return kind if page and isinstance(answers.get(kind), dict) else ""

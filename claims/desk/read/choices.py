"""What a card offers to choose from: speakers, roles, claims with who stands where, and incidents."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from claims.api.matching.answers import claim_rows
from claims.api.query.errors import InvalidParameters
from claims.api.resources.claims.holders import HOLDERS
from claims.api.search.views import SearchViewSet
from claims.api.sql.rows import API_ROOT
from claims.choices import Role
from claims.desk.labels import label
from claims.models import Affiliation, Claim, Incident, Source, Speaker
from claims.search import matching
from claims.templatetags.dates import as_known

MAX_FOUND = 8  # rows that a look-up shows
MAX_CLAIMS = 5  # claims that are proposed without a look-up
MAX_INCIDENTS = 5
MAX_NAMES = 3  # of speakers beside a claim; their number is always shown
MIN_SCORE = 0.02  # the least probability of a claim that is proposed


@dataclass(frozen=True)
class Option:
    """A row to choose: its slug, what it is called, and what helps to tell it from others."""

    value: str
    words: str
    details: Sequence[str] = field(default=())


def slugs_found(kind: str, words: str) -> list[str]:
    """The slugs of the rows of a kind that words find, the best first; none where they cannot be searched for."""
    given = QueryDict(mutable=True)
    given.update({"q": words[:200], "type": kind, "prefix": "true", "limit": str(MAX_FOUND), "fields": "slug"})
    try:
        answer = SearchViewSet.read("list", given, role=Role.EDITOR, root=API_ROOT)
    except InvalidParameters:
        return []
    return [row["slug"] for row in json.loads(answer.body)["results"]]


def in_order(model: Any, slugs: Iterable[str]) -> list[Any]:
    """The rows of some slugs, in their order, each once."""
    wanted = list(dict.fromkeys(each for each in slugs if each))
    rows = {row.slug: row for row in model.objects.filter(slug__in=wanted)} if wanted else {}
    return [rows[slug] for slug in wanted if slug in rows]


def speakers(chosen: str, proposed: str, words: str, alike: Iterable[Speaker] = ()) -> list[Option]:
    """The chosen speaker, the one whom reading found, those like a new one, and those whom words find."""
    slugs = [chosen, proposed, *(each.slug for each in alike)]
    found = slugs_found("speaker", words) if words.strip() else []
    rows = in_order(Speaker, [*slugs, *found])
    return [Option(row.slug, row.name, [each for each in (described(row),) if each]) for row in rows]


def described(row: Speaker) -> str:
    """What tells a speaker from others: the latest role, or the summary."""
    role = Affiliation.objects.filter(person=row).select_related("organization").order_by("-start_date", "-pk").first()
    return f"{role.role}, {role.organization.name}" if role else str(row.summary)[:100]


def roles(speaker: str) -> list[Option]:
    """The roles of a speaker, the latest first. The database finds the one of the day where there was only one."""
    rows = Affiliation.objects.filter(person__slug=speaker).select_related("organization")
    return [Option(str(row.pk), label(row), [dates(row)]) for row in rows.order_by("-start_date", "-pk")[:MAX_FOUND]]


def dates(row: Affiliation) -> str:
    begun = as_known(row.start_date, row.start_date_precision) if row.start_date else ""
    ended = as_known(row.end_date, row.end_date_precision) if row.end_date else ""
    return " – ".join((begun, ended)) if begun or ended else ""


def claims(chosen: str, passage: str, language: str, words: str, alike: Iterable[Claim] = ()) -> list[Option]:
    """The chosen claim, those like a new one, those that words find, and those that the passage may be about."""
    found = slugs_found("claim", words) if words.strip() else []
    listed = in_order(Claim, [chosen, *(each.slug for each in alike), *found])
    matched = [each for each in matching.match(passage, language, MAX_CLAIMS).matches if each.score >= MIN_SCORE]
    keys = list(dict.fromkeys([*(row.pk for row in listed), *(each.claim for each in matched)]))
    rows = claim_rows(passage, language, keys, Role.EDITOR, API_ROOT, holders=HOLDERS)
    texts = {row.pk: row for row in Claim.objects.filter(pk__in=keys).select_related("tally")}
    return [Option(texts[key].slug, texts[key].text, who_stands_where(texts[key], rows[key])) for key in keys]


BY = {"affirmed_by": _("affirmed by {names}"), "denied_by": _("denied by {names}")}


def who_stands_where(claim: Any, row: dict[str, Any]) -> list[str]:
    """Sentences such as “affirmed by 12: Frederiksen, Hipper and 10 others”."""
    tally = getattr(claim, "tally", None)
    counts = {"affirmed_by": getattr(tally, "affirms", 0), "denied_by": getattr(tally, "denies", 0)}
    return [
        BY[name].format(names=listed([each["speaker"]["name"] for each in row[name]], counts[name]))
        for name in HOLDERS
        if row.get(name)
    ]


def listed(names: Sequence[str], number: int) -> str:
    """The first names, and how many others there are."""
    shown, others = names[:MAX_NAMES], max(number, len(names)) - len(names[:MAX_NAMES])
    names = ", ".join(shown)
    more = ngettext("{names} and {number} other", "{names} and {number} others", others)
    return more.format(names=names, number=others) if others else names


def incidents(chosen: Iterable[str], source: Source, words: str) -> list[Option]:
    """The chosen incidents, those that words find, and those that other statements of the source are about."""
    found = slugs_found("incident", words) if words.strip() else []
    nearby = Incident.objects.filter(statements__source=source).order_by("slug").distinct()[:MAX_INCIDENTS]
    rows = in_order(Incident, [*chosen, *found, *(row.slug for row in nearby)])
    return [Option(row.slug, row.name, [each for each in (when_and_where(row),) if each]) for row in rows]


def when_and_where(row: Incident) -> str:
    day = as_known(row.start_date, row.start_date_precision) if row.start_date else ""
    return ", ".join(filter(None, (day, row.location_name)))

"""Reading sources: finds the speakers whom a text may quote, reads it, and makes candidates into rows of statements."""

import logging
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from claims.choices import Precision, SpeakerKind
from claims.models import Affiliation, Source, Statement
from claims.models import Speaker as SpeakerRow
from claims.reading import Candidate, Role, Speaker, name_stems, read
from claims.reading.candidates import lower

LOGGER = logging.getLogger(__name__)
# Characters that are read at once, and candidates that are answered at once; the rest takes another request.
MAX_CHARACTERS = 100_000
MAX_CANDIDATES = 200
# Characters before them in which people are introduced.
MAX_BEFORE = 300_000
# Of names in a text, and of speakers who have them.
MAX_STEMS = 1_000
MAX_SPEAKERS = 2_000
# Characters of the text that a citation has on either side.
AROUND = 32
# A deployment's own model (READING_EVIDENCE): text, language, day and speakers in, candidates out.
Model = Callable[[str, str, date | None, Sequence[Speaker]], Iterable[Candidate]]
MAX_ATTRIBUTION = Statement._meta.get_field("attribution").max_length or 0


@dataclass(frozen=True)
class Reading:
    """What was found.

    Attributes:
        text: the composed text (NFC), whose code points the offsets count.
        next: where to go on, if not all of the text was read.
    """

    text: str
    candidates: list[Candidate]
    next: int | None


def read_text(text: str, language: str, day: date | None, start: int = 0) -> Reading:
    """The candidates of a text from the code point `start` on, with the speakers of the tracker.

    People whom the text named before, in the last `MAX_BEFORE` characters, are known by their family names as well.
    """
    text = unicodedata.normalize("NFC", text)
    begin, end = max(start - MAX_BEFORE, 0), end_of_part(text, start)
    speakers = speakers_in(text[start:end], language, text[begin:start])
    by_rules = [each.moved(begin) for each in read(text[begin:end], language, day, speakers, start - begin)]
    by_model = [each.moved(start) for each in found_by_model(text[start:end], language, day, speakers)]
    found = sorted([*by_rules, *besides(by_rules, by_model)], key=lambda each: each.first)
    shown = found[:MAX_CANDIDATES]
    if len(found) > len(shown):
        return Reading(text, shown, found[len(shown)].start)
    return Reading(text, shown, end if end < len(text) else None)


def found_by_model(text: str, language: str, day: date | None, speakers: Sequence[Speaker]) -> Iterator[Candidate]:
    """The candidates of a deployment's own model, at most as `carried`. Where it fails, the rules' own remain."""
    name = settings.READING_EVIDENCE
    if not name:
        return
    model: Model = import_string(name)
    try:
        found = list(model(text, language, day, speakers))
    except Exception:
        LOGGER.exception("The model %s failed; the text was read by rules alone.", name)
        return
    for each in found:
        if 0 <= each.start <= each.first < each.last <= each.end <= len(text):
            yield replace(each, tier=lower(each.tier, "carried"), model=each.model or name)
        else:
            LOGGER.error("The model %s answered offsets that name no words: %s", name, each)


def besides(found: Sequence[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    """Those of `others` that share no character with what was found, or with one another."""
    new = list(others)
    if not new:
        return []  # most deployments have no model
    taken = {place for each in found for place in range(each.first, each.last)}
    kept = []
    for each in new:
        places = range(each.first, each.last)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(each)
    return kept


def end_of_part(text: str, start: int) -> int:
    """The end of the part that is read at once: after a line, where there is one."""
    end = start + MAX_CHARACTERS
    if end >= len(text):
        return len(text)
    line = text.rfind("\n", start, end)
    return line + 1 if line > start else end


def speakers_in(text: str, language: str, before: str = "") -> list[Speaker]:
    """The speakers whose names, or whose organisations, a text may contain; then those of the text before it."""
    stems = sorted(name_stems(text, language))
    stems = [*stems, *sorted(name_stems(before, language).difference(stems))][:MAX_STEMS]
    if not stems:
        return []
    # Stems are of a-z and 0-9; PostgreSQL compares all of them in one pass over a name.
    named = Q(folded_names__regex=rf"\m({'|'.join(stems)})")
    rows = SpeakerRow.objects.filter(named).order_by("pk")
    organizations = rows.exclude(kind=SpeakerKind.PERSON).values("pk")
    held = Affiliation.objects.filter(Q(person__in=rows) | Q(organization__in=organizations))
    roles: dict[int, list[Role]] = {}
    people: dict[int, SpeakerRow] = {}
    for each in held.select_related("person", "organization").order_by("pk")[:MAX_SPEAKERS]:
        roles.setdefault(each.person_id, []).append(role_of(each))
        people[each.person_id] = each.person
    people |= {each.pk: each for each in rows[:MAX_SPEAKERS]}
    return [speaker_of(each, roles.get(key, [])) for key, each in people.items()]


def speaker_of(row: SpeakerRow, roles: list[Role]) -> Speaker:
    family_name = row.sort_name.partition(",")[0] if row.kind == SpeakerKind.PERSON else ""
    return Speaker(row.slug, (row.name, *row.other_names), family_name, tuple(roles))


def role_of(row: Affiliation) -> Role:
    end = last_day(row.end_date, row.end_date_precision) if row.end_date else None
    organization = row.organization
    return Role(row.role, (organization.name, *organization.other_names), row.start_date, end, row.former)


def last_day(first: date, precision: str) -> date:
    """The last day of the period that begins on `first`."""
    if precision == Precision.WEEK:
        return first + timedelta(days=6)
    if precision == Precision.MONTH:
        return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(month=12, day=31) if precision == Precision.YEAR else first


def read_source(source: Source, start: int = 0) -> Reading:
    """The candidates of the text that is kept of a source; none where no text is kept."""
    return read_text(source.content, source.language, source.published_on, start)


def statement_of(source: Source, text: str, candidate: Candidate) -> dict[str, Any]:
    """The body of a statement, as `POST /statements/` takes it; without speaker or day where nobody knows them.

    A paraphrase has no text: what somebody said, without what the writer adds, is for a person to write.
    """
    words = text[candidate.first : candidate.last]
    row: dict[str, Any] = {"source": source.slug, "kind": candidate.kind}
    if candidate.kind == "quote":
        row["text"] = words
    if candidate.speaker:
        row["speaker"] = candidate.speaker
    if candidate.source:
        row["attribution"] = " ".join(text[slice(*candidate.source)].split())[:MAX_ATTRIBUTION]
    if candidate.day:
        row["made_on"] = candidate.day.first.isoformat()
        row["made_on_precision"] = candidate.day.precision or source.published_on_precision or str(Precision.DAY)
    return {**row, "citations": [citation_of(text, candidate.first, candidate.last)]}


def citation_of(text: str, start: int, end: int) -> dict[str, Any]:
    """The body of a citation of the words from `start` to `end` of a text, with what stands around them."""
    return {
        "exact": text[start:end],
        "prefix": text[max(start - AROUND, 0) : start],
        "suffix": text[end : end + AROUND],
        "start": start,
        "end": end,
    }

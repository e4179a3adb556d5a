"""Parity over generated rows: any text, date and number comes out as Django REST Framework would render it."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.support.factories import (
    AffiliationFactory,
    ClaimFactory,
    IncidentClaimFactory,
    IncidentFactory,
    OrganizationFactory,
    SpeakerFactory,
    StanceFactory,
    StatementFactory,
    TopicFactory,
    quote,
)
from tests.support.parity import check_everything

# Quotes, escapes, control characters, a line separator, right-to-left text, an emoji, characters of SQL and formats.
AWKWARD = "\"\\\n\t\x01\x7f\u2028\u200f\u0639\u0631\U0001f600'%{}"
# Texts of one line have nothing that is not seen; those of several lines have no controls.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
SEEN = st.characters(categories=("L", "N", "P", "S"), exclude_characters=FILLERS)
LINE = st.text(SEEN | st.sampled_from("\"\\ \u0639\u0631\U0001f600'%{}"), min_size=1, max_size=40).map("a{}".format)
LINES = st.text(SEEN | st.sampled_from('"\\\n\t\u2028\u200f'), min_size=1, max_size=40).map("a{}".format)
TEXT = st.text(
    st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)) | st.sampled_from(AWKWARD),
    min_size=1,
    max_size=40,
).map(lambda text: f"a{text}")
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)) | st.sampled_from(
    [
        datetime(2025, 1, 1, tzinfo=UTC),
        datetime(2025, 1, 1, microsecond=1, tzinfo=UTC),
        datetime(2025, 1, 1, microsecond=120000, tzinfo=UTC),
    ]
)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))


def stamp(row: Any, moment: datetime) -> None:
    """Sets the timestamps of a row without its triggers, which would overwrite them."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET created_at = %s, updated_at = %s WHERE id = %s",
            [moment, moment, row.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


class TestGeneratedRows(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        text=TEXT, line=LINE, lines=LINES, moment=MOMENTS, day=DATES, latitude=st.floats(-90, 90), empty=st.booleans()
    )
    def test_any_text_date_and_number_comes_out_as_the_serializers_render_it(  # noqa: PLR0917
        self, text: str, line: str, lines: str, moment: datetime, day: date, latitude: float, empty: bool
    ) -> None:
        speaker = SpeakerFactory(
            name=line,
            sort_name=line,
            summary=lines,
            other_names=[] if empty else [line, "b"],
            identifiers={} if empty else {"wikidata": line, "viaf": "b"},
        )
        dated = {} if empty else {"start_date": day, "start_date_precision": "day"}
        role = None if empty else AffiliationFactory(person=speaker, role=line)
        incident = IncidentFactory(
            name=line,
            summary=lines,
            latitude=None if empty else latitude,
            longitude=None if empty else latitude,
            **dated,
        )
        claim = ClaimFactory(text=lines, context=lines)
        if not empty:
            claim.topics.add(TopicFactory(name=line, broader=TopicFactory(name="b")))
            IncidentClaimFactory(incident=incident, claim=claim)
            quote(text.replace("[", "(").strip(), speaker=OrganizationFactory(), made_on=day)
        statement = StatementFactory(
            speaker=speaker, text=text + lines, made_on=day, incidents=[] if empty else [incident], affiliation=role
        )
        StanceFactory(
            statement=statement, claim=claim, excerpt=text, rationale=lines, confidence=None if empty else 0.1
        )
        for row in (speaker, incident, claim, statement):
            stamp(row, moment)

        def get(path: str) -> Any:
            response = self.client.get(f"/api/v1/{path}", SERVER_NAME="localhost")
            assert response.status_code == 200, response.content
            return response.json()

        check_everything(get)

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
            f"UPDATE {row._meta.db_table} SET created_at = %s, updated_at = %s WHERE id = %s",  # noqa: S608
            [moment, moment, row.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


class TestGeneratedRows(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(text=TEXT, other=TEXT, moment=MOMENTS, day=DATES, latitude=st.floats(-90, 90), empty=st.booleans())
    def test_any_text_date_and_number_comes_out_as_the_serializers_render_it(  # noqa: PLR0917
        self, text: str, other: str, moment: datetime, day: date, latitude: float, empty: bool
    ) -> None:
        speaker = SpeakerFactory(
            name=text,
            sort_name=other,
            summary=other,
            other_names=[] if empty else [text, other],
            identifiers={} if empty else {"wikidata": text, "viaf": other},
        )
        dated = {} if empty else {"start_date": day, "start_date_precision": "day"}
        role = None if empty else AffiliationFactory(person=speaker, role=text[:50])
        incident = IncidentFactory(
            name=text,
            summary=other,
            latitude=None if empty else latitude,
            longitude=None if empty else latitude,
            **dated,
        )
        claim = ClaimFactory(text=text, context=other)
        if not empty:
            claim.topics.add(TopicFactory(name=text, broader=TopicFactory(name=other)))
            IncidentClaimFactory(incident=incident, claim=claim)
            quote(text.replace("[", "(").strip(), speaker=OrganizationFactory(), made_on=day)
        statement = StatementFactory(
            speaker=speaker, text=text + other, made_on=day, incidents=[] if empty else [incident], affiliation=role
        )
        StanceFactory(
            statement=statement, claim=claim, excerpt=text, rationale=other, confidence=None if empty else 0.1
        )
        for row in (speaker, incident, claim, statement):
            stamp(row, moment)

        def get(path: str) -> Any:
            response = self.client.get(f"/api/v1/{path}", SERVER_NAME="localhost")
            assert response.status_code == 200, response.content
            return response.json()

        check_everything(get)

"""Images of rows: a deleted row is put back as it was."""

import pytest
from django.db import connection

from claims.models import Source, Stance
from claims.services.images import images, put_back
from tests.support import factories as make
from tests.support.dumps import dump

pytestmark = pytest.mark.django_db


def test_rows_are_put_back_with_their_keys_and_the_times_of_their_recording():
    made = make.IncidentFactory.create_batch(2, countries=["DK", "SE"], latitude=55.618, longitude=-0.1)
    keys = [row.pk for row in made]
    before, kept = dump(), images(type(made[0]), keys)
    type(made[0]).objects.all().delete()
    put_back(type(made[0]), kept)
    assert dump() == before


def test_a_column_that_is_newer_than_an_image_gets_its_default():
    stance = make.StanceFactory(review_status="suggested", review_note="Hm.")
    [image] = images(Stance, [stance.pk])
    stance.delete()
    put_back(Stance, [{name: image[name] for name in image if name != "review_note"}])
    assert Stance.objects.get().review_note == ""


def test_the_text_of_a_source_is_in_no_image():
    source = make.SourceFactory(content="All rights reserved.")
    [image] = images(Source, [source.pk])
    assert "rights" not in str(image)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(sha256(convert_to('All rights reserved.', 'UTF8')), 'hex')")
        assert cursor.fetchone() == (image["content"],)

"""Texts at the desk: the database's sentence stands at the field."""

import pytest

from claims.models import Speaker, Statement, Topic
from tests.support import factories as make
from tests.support.desk import desk, errors, inline, save

pytestmark = pytest.mark.django_db


def test_a_text_that_is_refused_is_explained_at_its_field() -> None:
    answer = save(desk("editor"), Topic, name="Secu\u200brity")
    assert answer.context["adminform"].form.errors.as_data().keys() == {"name"}
    assert "Name holds the character U+200B (zero width space) after “Secu”" in errors(answer)
    assert not Topic.objects.exists()


def test_a_text_that_shows_nothing_is_blank_at_the_desk() -> None:
    answer = save(desk("editor"), Topic, name="\u3164")
    assert "This cannot be blank." in errors(answer)


def test_a_name_is_saved_as_it_is_stored() -> None:
    person = make.SpeakerFactory()
    assert errors(save(desk("editor"), person, name="A\u0308der\u00a0János", other_names="Á\r\nA\u0301\r\nB")) == ""
    assert Speaker.objects.values_list("name", "other_names").get() == ("Äder János", ["Á", "B"])


def test_the_words_of_the_source_stand_in_the_error_of_a_citation() -> None:
    source = make.SourceFactory(content="“Don’t panic,” she said.")
    said = {"kind": "quote", "text": "Don't panic", "speaker": make.SpeakerFactory().pk, "source": source.pk}
    fields = {**said, "made_on": "2025-09-23", "made_on_precision": "day"}
    answer = save(desk("coder"), Statement, **fields, **inline("citations", {"exact": "Don't panic"}))
    assert "do not stand in the text of its source, which has “Don’t panic”." in errors(answer)

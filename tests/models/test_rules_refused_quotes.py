"""Refusals of quotes: they show the words as they stand in the source, and where."""

import pytest

from tests.support import factories as make
from tests.support.rules import accepted, refused

pytestmark = pytest.mark.django_db


def cite(exact, source, **fields):
    """A paraphrase of `source`, and a citation of it."""
    return make.CitationFactory(statement=make.StatementFactory(source=source), exact=exact, **fields)


# Words as somebody cites them, and as they stand in the source.
NEARLY = [
    ("Don't panic", "He said: “Don’t panic.”", "Don’t panic"),
    ('say "no" now', "We say “no” now.", "say “no” now"),
    ("« Non »", "Il dit «\u00a0Non\u00a0».", "Non"),
    ("10 000 euros", "Plus de 10\u202f000 euros.", "10\u202f000 euros"),
    ("This was not", "This\r\n  was\tnot", "This\r\n  was\tnot"),
    ("accidental shooting", "No acci-\ndental shooting.", "acci-\ndental shooting"),
    ("accidental", "No acci\u00addental shooting.", "acci\u00addental"),
    ("Bundeskanzler", "Der Bundes\u200bkanzler kommt.", "Bundes\u200bkanzler"),
    ("1990-2000", "From 1990–2000.", "1990–2000"),
    ("ﬁve ﬂags", "All five flags.", "five flags"),
    ("THIS WAS NOT", "This was not.", "This was not"),
    ("Straße", "DIE STRASSE!", "STRASSE"),
    ("Не случайно", "Это «не\u00a0случайно».", "не\u00a0случайно"),
    ("می‌گوید نه", "او میگوید نه", "میگوید نه"),
    ("これは 事故", "「これは事故」", "これは事故"),
    ("no accident, she", "no accident she", "no accident she"),
]


def meant(error):
    """What a refusal says that its author may have meant: the HINT of the error."""
    return error.value.__cause__.diag.message_hint or None


@pytest.mark.parametrize(("exact", "content", "stands"), NEARLY)
def test_the_refusal_of_words_that_nearly_stand_in_the_source_has_them_as_they_stand_there(exact, content, stands):
    with refused("citation_is_verbatim") as error:
        cite(exact, make.SourceFactory(content=content))
    assert meant(error) == stands
    assert f"which has “{stands}”" in str(error.value)
    with accepted():
        cite(stands, make.SourceFactory(content=content))


@pytest.mark.parametrize("exact", ["This is another matter", "was not accidental at all", "plac", "…"])
def test_the_refusal_of_words_that_stand_nowhere_shows_none(exact):
    with refused("citation_is_verbatim") as error:
        cite(exact, make.SourceFactory(content="“This was not accidental.” Placid."))
    assert meant(error) is None


def test_a_refusal_says_where_the_words_stand_whose_offsets_do_not_match():
    with refused("citation_offsets_match") as error:
        cite("no", make.SourceFactory(content="Oh, no. We said no."), start=3, end=5)
    assert "at characters 3 to 5 of its source, but at 4 to 6, 16 to 18." in str(error.value)


def test_the_refusal_of_words_that_nearly_stand_in_the_text_of_a_statement_has_them_as_they_stand_there():
    with refused("statement_quote_is_verbatim") as error:
        make.CitationFactory(statement=make.StatementFactory(kind="quote", text="Don't panic"), exact="Don’t panic")
    assert meant(error) == "Don't panic"
    with refused("stance_excerpt_in_statement") as error:
        make.StanceFactory(statement__text="She says “no”.", excerpt='says "no"')
    assert meant(error) == "says “no"

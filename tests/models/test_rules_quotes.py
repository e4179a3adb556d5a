"""Rules of quotes: cited, verbatim in the source that is held, and of nothing but the cited words."""

import pytest

from claims.models import Citation, Source, Statement
from tests.support import factories as make
from tests.support.rules import accepted, execute, refused

pytestmark = pytest.mark.django_db

ARTICLE = "“This was not accidental,” she said. “We said no. He said no!” Ärger 😀 kostet nichts."


def article(**fields):
    return make.SourceFactory(content=ARTICLE, **fields)


def cite(exact, source=None, **fields):
    """A paraphrase of `source`, and a citation of it."""
    statement = make.StatementFactory(source=source or article())
    return make.CitationFactory(statement=statement, exact=exact, **fields)


def quoted(text, *exacts, **fields):
    """A quote with any number of citations."""
    statement = make.StatementFactory(kind="quote", text=text, **fields)
    for exact in exacts:
        make.CitationFactory(statement=statement, exact=exact)
    return statement


def test_a_quote_without_a_citation_is_refused_at_commit():
    with refused("statement_quote_is_cited"):
        quoted("This was not accidental")
    paraphrase = make.StatementFactory()
    with refused("statement_quote_is_cited"):
        Statement.objects.filter(pk=paraphrase.pk).update(kind="quote")
    with accepted():
        quoted("This was not accidental", "This was not accidental")


def test_the_citation_of_a_quote_is_neither_deleted_nor_given_to_another_statement():
    citation = quoted("Yes.", "Yes.").citations.get()
    with refused("statement_quote_is_cited"):
        Citation.objects.all().delete()
    with refused("statement_quote_is_cited"):
        execute("DELETE FROM claims_citation WHERE id = %s", citation.pk)
    with refused("statement_quote_is_cited"):
        Citation.objects.update(statement=make.StatementFactory())
    with accepted():
        Citation.objects.all().delete()
        make.CitationFactory(statement=citation.statement, exact="Yes.")


def test_a_citation_may_come_before_its_statement_but_is_not_checked_without_it():
    number, source = make.StatementFactory().pk + 1_000, article()
    with refused("citation_is_verbatim"):
        Citation.objects.create(statement_id=number, exact="no such words")
        make.StatementFactory(id=number, kind="quote", text="no such words", source=source)
    with refused("claims_citation_statement_id_55224b58_fk_claims_statement_id"):
        Citation.objects.create(statement_id=number, exact="no such words")
        execute("SET CONSTRAINTS pgtrigger_quote_83ae5 IMMEDIATE")


@pytest.mark.parametrize("kind", ["paraphrase", "official_text", "non_verbal"])
def test_what_is_no_quote_needs_no_citation(kind):
    with accepted():
        make.StatementFactory(kind=kind)


# Words, prefix and suffix that are, or are not, in the text that is held.
VERBATIM = [
    ("This was not accidental", "", "", True),
    ("This was not accidental", "“", ",”", True),
    ("no", "We said ", ". He", True),
    ("Ärger 😀", "", " kostet", True),
    ("this was not accidental", "", "", False),
    ("This was  not accidental", "", "", False),
    ("This was not accidental.", "", "", False),
    ('"This was not accidental', "", "", False),
    ("This was not accidental", "”", "", False),
    ("This was not accidental", "", ".", False),
    ("no", "He said ", ".", False),
    ("A\u0308rger", "", "", True),
]


@pytest.mark.parametrize(("exact", "prefix", "suffix", "stands"), VERBATIM)
def test_a_citation_stands_word_for_word_in_the_text_that_is_held(exact, prefix, suffix, stands):
    with accepted() if stands else refused("citation_is_verbatim"):
        cite(exact, prefix=prefix, suffix=suffix)
    with accepted():
        cite(exact, make.SourceFactory(), prefix=prefix, suffix=suffix)


@pytest.mark.parametrize(
    ("exact", "start", "stands"),
    [
        ("This", 1, True),
        ("This", 0, False),
        ("This", 2, False),
        ("no", ARTICLE.index("no."), True),
        ("no", ARTICLE.index("no!"), True),
        ("no", 10_000, False),
        ("kostet", ARTICLE.index("kostet"), True),
    ],
)
def test_offsets_count_the_characters_before_the_words(exact, start, stands):
    with accepted() if stands else refused("citation_offsets_match"):
        cite(exact, start=start, end=start + len(exact))


def test_offsets_and_context_mean_the_same_place():
    with refused("citation_offsets_match"):
        cite("no", prefix="He said ", start=ARTICLE.index("no."), end=ARTICLE.index("no.") + 2)


@pytest.mark.parametrize(
    ("prefix", "exact", "start", "stands"),
    [
        ("“", "This", 1, True),
        ("“", "This", 0, False),
        ("“This ", "was", 6, True),
        ("“This ", "was", 0, False),
        ("“This ", "was", 5, False),
        ("“This ", "was", 7, False),
    ],
)
def test_a_start_right_after_the_beginning_of_the_text_counts_the_prefix(prefix, exact, start, stands):
    with accepted() if stands else refused("citation_offsets_match"):
        cite(exact, prefix=prefix, start=start, end=start + len(exact))


@pytest.mark.parametrize("exact", ["his was", "acciden", "inal", "ostet", "rger"])
def test_a_citation_begins_and_ends_where_words_of_the_source_do(exact):
    with refused("citation_of_whole_words"):
        cite(exact, make.SourceFactory(content=f"{ARTICLE} Final."))
    with accepted():
        cite(exact, make.SourceFactory())


@pytest.mark.parametrize(
    ("exact", "end", "rule"),
    [
        ("A\u0308rger", 6, "citation_offsets_count_composed"),
        ("A\u0308rger", 5, None),
        ("A\u0308rger", 7, "citation_offsets_span_the_words"),
    ],
)
def test_offsets_count_the_characters_of_a_composed_text(exact, end, rule):
    source = make.SourceFactory(content="A\u0308rger kostet")
    with refused(rule) if rule else accepted():
        cite(exact, source, start=0, end=end)


@pytest.mark.parametrize(("start", "end"), [(0, 5), (0, 3), (4, 0), (None, 4), (0, None)])
def test_offsets_come_in_pairs_that_span_the_words(start, end):
    with refused("citation_offsets_span_the_words"):
        cite("This", make.SourceFactory(), start=start, end=end)
    with accepted():
        cite("This", make.SourceFactory(), start=0, end=4)


@pytest.mark.parametrize(
    ("start", "end"),
    [(2, 1), (-1, 1), (1, None), (None, 1), (float("nan"), float("nan")), (1, float("nan")), (1, float("inf"))],
)
def test_media_times_come_in_pairs_and_in_order(start, end):
    with refused("citation_media_times_in_order"):
        cite("This", media_start=start, media_end=end)
    with accepted():
        cite("This", media_start=0, media_end=0)
        cite("This", media_start=1.5, media_end=61.25)


def test_a_place_is_cited_once():
    first = cite("no")
    with refused("citation_recorded_once"):
        make.CitationFactory(statement=first.statement, exact="no", prefix="said ")
    with accepted():
        make.CitationFactory(
            statement=first.statement, exact="no", start=ARTICLE.index("no."), end=ARTICLE.index("no.") + 2
        )
        make.CitationFactory(statement=first.statement, exact="This")
        cite("no", first.statement.source)


def test_the_text_of_a_source_cannot_change_so_that_a_citation_no_longer_stands():
    citation = cite("no", start=ARTICLE.index("no!"), end=ARTICLE.index("no!") + 2)
    source = Source.objects.filter(pk=citation.statement.source_id)
    with refused("citation_is_verbatim"):
        source.update(content="“This was not accidental,” she said.".replace("not", "nit"))
    with refused("citation_offsets_match"):
        source.update(content=f"By our own reporter. {ARTICLE}")
    with accepted():
        source.update(content=f"{ARTICLE} (Ends.)")
        source.update(content="")


def test_a_text_that_is_held_later_must_hold_the_citations_made_before():
    before = cite("This was accidental", make.SourceFactory())
    with refused("citation_is_verbatim"):
        Source.objects.filter(pk=before.statement.source_id).update(content=ARTICLE)


def test_a_statement_moves_only_to_a_source_that_has_its_words():
    statement = Statement.objects.filter(pk=cite("no").statement_id)
    with refused("citation_is_verbatim"):
        statement.update(source=make.SourceFactory(content="Yes."))
    with accepted():
        statement.update(source=article())
        statement.update(source=make.SourceFactory())


# The text of a quote, the words it cites, and whether nothing but cited words is in it.
WORDS = [
    ("This was not accidental", ["This was not accidental"], True),
    ("“This was not accidental.”", ["This was not accidental"], True),
    ("This was … accidental", ["This was", "accidental"], True),
    ("This was ... accidental!", ["This was", "accidental"], True),
    ("This was [...] accidental", ["This was", "accidental"], True),
    ("[The incident] was not accidental", ["was not accidental"], True),
    ("This [drone, she added,] was not accidental", ["This", "was not accidental"], True),
    ("This", ["This was not accidental"], False),
    ("This was not accidental", ["This was not"], False),
    ("This was certainly not accidental", ["This was", "not accidental"], False),
    ("This was (certainly) not accidental", ["This was", "not accidental"], False),
    ("Certainly. This was not accidental", ["This was not accidental"], False),
    ("this was not accidental", ["This was not accidental"], False),
    ("This was not accidental 9", ["This was not accidental"], False),
    ("This was [not accidental", ["This was"], False),
    ("¿No fue un accidente?", ["No fue un accidente"], True),
    ("¡No fue un accidente!", ["No fue un accidente"], True),
    ("«\u00a0Ce n’était pas un accident\u202f!\u00a0»", ["Ce n’était pas un accident"], True),
    ("― Нет. ―", ["Нет"], True),
    ("هل كان ذلك حادثًا؟ لا،", ["هل كان ذلك حادثًا؟ لا"], True),
    ("\u200fلا، لم يكن\u200f.\u200f", ["لا، لم يكن"], True),
    ("\u2067זה לא היה מקרי\u2069״׃", ["זה לא היה מקרי"], True),
    ("「これは事故ではない。」", ["これは事故ではない"], True),
    ("『這不是意外』！\u3000", ["這不是意外"], True),
    ("· Δεν ήταν τυχαίο ·", ["Δεν ήταν τυχαίο"], True),
    ("यह दुर्घटना नहीं थी।", ["यह दुर्घटना नहीं थी"], True),
    ("՛Դա պատահական չէր։", ["Դա պատահական չէր"], True),
    ("ይህ ድንገተኛ አልነበረም።", ["ይህ ድንገተኛ አልነበረም"], True),
    ("\ufeffThis was not accidental\u00ad", ["This was not accidental"], True),
    ("This was not accidental €", ["This was not accidental"], False),
    ("This was not accidental 😀", ["This was not accidental"], False),
    ("This was not accidental\u0301", ["This was not accidental"], False),
    ("これは事故ではない何", ["これは事故ではない"], False),
    ("لا لم", ["لا"], False),
]


@pytest.mark.parametrize(("text", "exacts", "verbatim"), WORDS)
def test_a_quote_consists_of_cited_words_omissions_and_insertions(text, exacts, verbatim):
    with accepted() if verbatim else refused("statement_quote_is_verbatim"):
        quoted(text, *exacts)
    paraphrase = quoted("Something.", "Something.")
    with accepted() if verbatim else refused("statement_quote_is_verbatim"):
        Citation.objects.filter(statement=paraphrase).delete()
        Statement.objects.filter(pk=paraphrase.pk).update(text=text)
        for exact in exacts:
            make.CitationFactory(statement=paraphrase, exact=exact)


RUSSIAN = {"original_text": "Это не случайно.", "original_language": "ru", "language": "en"}


def test_a_translated_quote_cites_the_original():
    with accepted():
        said = quoted("That is no accident.", "Это не случайно", **RUSSIAN)
    with refused("statement_quote_is_verbatim"):
        quoted("That is no accident.", "Это не", **RUSSIAN)
    with refused("statement_quote_is_verbatim"):
        quoted("That is no accident.", "That is", "Это не случайно", **RUSSIAN)
    with refused("statement_quote_is_verbatim"):
        Statement.objects.filter(pk=said.pk).update(original_text="Случайно.")
    with refused("statement_quote_is_verbatim"):
        Statement.objects.filter(pk=said.pk).update(original_text="", original_language="")


@pytest.mark.parametrize("alone", [{"original_text": "Да."}, {"original_language": "ru"}])
def test_an_original_text_comes_with_its_language(alone):
    with refused("statement_original_with_language"):
        make.StatementFactory(language="en", **alone)


def test_an_original_is_in_another_language():
    with refused("statement_original_language_differs"):
        make.StatementFactory(**RUSSIAN | {"language": "ru"})
    with accepted():
        make.StatementFactory(**RUSSIAN)
        make.StatementFactory(**RUSSIAN | {"language": ""})

"""Which words of a paragraph say whose each of its quotations is."""

from claims.reading.after import after_frame
from claims.reading.before import before_frame
from claims.reading.lists import Language
from claims.reading.subjects import DASHES, Attributed, first_phrase, is_name, narrowed, phrase
from claims.reading.tokens import QUOTE, WORD, Row, sentence


def attributed(row: Row, language: Language) -> list[Attributed | None]:
    """Whose each quotation of a paragraph is, in their order."""
    found: list[Attributed | None] = []
    last: tuple[int, Attributed] | None = None
    for place, token in enumerate(row):
        if token.kind != QUOTE:
            continue
        start, _ = sentence(row, place)
        one = alone(row, place, start, language) or carried(row, place, start, last, language)
        found.append(one)
        if one and one.rule != "first phrase":
            last = place, one
    return found


def carried(
    row: Row, place: int, start: int, last: tuple[int, Attributed] | None, language: Language
) -> Attributed | None:
    """Whose a quotation is by what stands before its sentence, or by the subject of the sentence."""
    if last and last[0] >= start:
        return Attributed("same sentence", last[1].source)
    while start < place and row[start].text in DASHES:
        start += 1
    if start == place and start:
        end = end_of_sentence(row, start - 1)
        before, _ = sentence(row, end)
        if last and last[0] >= before:
            _, stop = sentence(row, place)
            is_alone = all(each.kind != WORD for each in row[place:stop])
            return Attributed("next sentence" if is_alone else "carried", last[1].source)
        if said := before_frame(row, end, before, language):
            return Attributed("sentence before", said.source)
    elif subject := first_phrase(row, start, place, language):
        return Attributed("first phrase", subject)
    return Attributed("carried", last[1].source) if last else None


def end_of_sentence(row: Row, place: int) -> int:
    """The last token of the sentence before a dash at `place`."""
    while place > 0 and row[place].text in DASHES:
        place -= 1
    return place


def opening(row: Row, language: Language) -> Attributed | None:
    """Whose words follow a paragraph that ends with a colon, or with a verb of saying and a comma."""
    if not row or row[-1].text not in {":", ","}:
        return None
    last = len(row) - 1
    start, _ = sentence(row, last)
    if said := before_frame(row, last, start, language):
        return Attributed("colon before", said.source)
    subject = first_phrase(row, start, last, language)
    return Attributed("colon phrase", subject) if subject and row[-1].text == ":" else None


def alone(row: Row, place: int, start: int, language: Language) -> Attributed | None:
    """Whose a quotation is by the words of its own sentence."""
    before = before_frame(row, place, start, language)
    after = after_frame(row, place, language) if place + 1 < len(row) else None
    # “…, “A?” she said” begins anew; “…, “A,” she said” does not.
    leads = before is not None and row[place - 1].text in {",", ":"} and row[place].text[-1:] != ","
    if after and not leads and not after.rule.startswith(("weak", "far")):
        return after
    if before is None and place - 2 >= start and row[place - 1].text == ":":
        named = phrase(row, start, place - 1, language)
        name = narrowed(row, *named, language) if named else None
        if name and is_name(row[name[1] - 1], language):
            return Attributed("name colon", name)
    return before or after

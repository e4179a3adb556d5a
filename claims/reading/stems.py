"""Which words of a text may be parts of names: their folds without inflected endings, to look speakers up by."""

from claims.reading.fold import fold
from claims.reading.lists import language_of
from claims.reading.tokens import TOKEN

# Letters that stay of a short word.
SHORTEST = 3


def name_stems(text: str, language: str = "") -> set[str]:
    """The folded beginnings of the capitalised words of a text, of a-z and 0-9."""
    lists = language_of(language)
    words = {each[0] for each in TOKEN.finditer(text) if each[0][0].isupper() or not each[0].isascii()}
    folded = {part for word in words if word.casefold() not in lists.starters for part in fold(word).split()}
    return {stem(word, lists.endings) for word in folded if len(word) > 1 and word.isascii()}


def stem(word: str, endings: int) -> str:
    return word[: max(SHORTEST, len(word) - endings)]

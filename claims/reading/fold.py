"""The fold of a name, as `claims_fold` in SQL makes it: Latin letters by their sound, so that spellings compare."""

import re
import unicodedata
from functools import lru_cache

LATIN = str.maketrans("øØłŁđĐıßæÆœŒþÞðÐ’‘", "oOlLdDisaAoOtTdD''")
SOUNDS = str.maketrans("wjyq", "viik", "'")
CYRILLIC = str.maketrans(
    dict.fromkeys("жшщз", "s")
    | dict.fromkeys("цчћ", "c")
    | {"џ": "dz", "х": "h", "ю": "iu", "я": "ia", "ё": "io", "є": "ie", "ђ": "di"}
    | dict(zip("абвгґдеиіїйјклљмнњопрстуўфыэ", "abvggdeiiiiikllmnnoprstuufie", strict=True))
    | {"ъ": "", "ь": ""}
)
MARKS = re.compile(r"[\u0300-\u036f]")
# Several letters for one sound (English, German, Polish, French, Hungarian), then letters that sound alike.
STEPS = (
    (re.compile(r"tsch|tsh|tch|cz|cs|ts|tz"), "c"),
    (re.compile(r"shch|sch|sz|sh|zh|z"), "s"),
    (re.compile(r"ch"), "c"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ou"), "u"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"([aou])e"), r"\1"),
    (re.compile(r"ie"), "e"),
    (re.compile(r"c(?![ei]|\b)"), "k"),
    (re.compile(r"[^a-z0-9]++"), " "),
    (re.compile(r"([a-z])\1++"), r"\1"),
)


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """The fold of a name. It is equal for spellings of one name in different languages, as far as rules can tell."""
    word = unicodedata.normalize("NFC", name).lower().translate(CYRILLIC)
    word = MARKS.sub("", unicodedata.normalize("NFKD", word)).translate(LATIN).lower().translate(SOUNDS)
    for pattern, instead in STEPS:
        word = pattern.sub(instead, word)
    return word.strip()

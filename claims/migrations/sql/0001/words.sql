-- What makes texts comparable, for documents, queries and passages alike. docs/api.md says what is equal to what.
--
-- The functions here keep the letters and digits of a text in their order, so that highlighting can find a word again in
-- the original by counting letters (`claims_places`). Ranges of characters are written out, since what `\w` means depends
-- on the locale of the database.

-- A regular expression in which the names of classes of characters, in brackets, stand for their ranges.
CREATE FUNCTION claims_pattern(pattern text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(replace(replace(replace(pattern,
    'LETTER', 'A-Za-z\u00c0-\u1fff\u2c00-\u2dff\u3005-\ud7ff\uf900-\ufdff\ufe70-\uff9f\U00010000-\U0003ffff'),
    -- What `claims_other_scripts` may change: invisible characters, combining marks, and scripts without spaces among it.
    'UNUSUAL', '\u00ad\u0300-\u036f\u0591-\u11ff\u1700-\u1cff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3000-\ua4cf'
        '\ua700-\uabff\ud7b0-\uffff\U00011000-\U0001dfff\U00020000-\U0010ffff'),
    -- Soft hyphens, zero-width characters, directions, variation selectors, fillers.
    'INVISIBLE', '\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f'
        '\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff'),
    -- Hebrew points and accents; Arabic marks, and the tatweel, which only lengthens a line.
    'POINT', '\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc'
        '\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08e1\u08e3-\u08ff'),
    -- What normalisation (NFC) joins to the character before, or separates from it.
    'COMBINING', '\u0300-\u036f\u0653-\u0655\u093c\u09bc\u09be\u09d7\u0a3c\u0b3c\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0c56\u0cc2'
        '\u0cd5\u0cd6\u0d3e\u0d57\u0dca\u0dcf\u0ddf\u0f71-\u0f75\u0f80\u0f81\u0fb5\u0fb7\u102e\u1160-\u11ff\u1b35\u3099\u309a'
        '\U000110ba\U00011127\U0001133e\U00011357\U000114b0\U000114ba\U000114bd\U000115af\U00011930\U0001d165-\U0001d172'),
    -- What spellings differ in between letters; U+0001 and U+0003 are signs of our own.
    'BETWEEN', '\u0001\u0003 ''’,./<>\u002d\u2010\u2011\u00a0\u2009\u202f\ue000-\uf8ff'),
    -- Scripts without spaces (Thai, Lao, Burmese, Khmer, Japanese, Chinese): marks that belong to the letter before.
    'ATTACHED', '\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060'
        '\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u17dd\u3099\u309a\uaa7b-\uaa7d'),
    'UNSPACED', '\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf'
        '\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e\u1780-\u17b3\u17d7'
        '\u17dc\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff'
        '\uaa60-\uaa76\uaa7a\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff');

-- A text in which, in scripts without spaces, each pair of neighbouring characters is a word: a character between two
-- others stands twice, with U+0001 between. Beside a letter or digit of another script, as in `2025年に`, a character is
-- a word as well.
CREATE FUNCTION claims_pairs(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    -- In Khmer and Burmese, a letter after U+17D2 or U+1039 stands below the one before, and is part of that character.
    one text := '((?<![\u17d2\u1039])[UNSPACED](?:[\u17d2\u1039][UNSPACED]|[ATTACHED])*)';
    other text := 'A-Za-z0-9\u00c0-\u0dff\u10a0-\u16ff\uac00-\ud7ff';
BEGIN
    RETURN regexp_replace(
        regexp_replace(
            words COLLATE "C",
            claims_pattern(
                '(?<=[UNSPACEDATTACHED])' || one || '(?=[UNSPACED' || other || '])|(?<=[' || other || '])' || one || '(?=[UNSPACED])'
            ),
            E'\\1\\2\x01\\1\\2', 'g'
        ),
        claims_pattern('([UNSPACED][ATTACHED]*)(?=[' || other || '])|([' || other || '])(?=[UNSPACED])'), '\1\2 ', 'g'
    );
END $$;

-- A text without invisible characters, composed (NFC), without points, with full-width letters and digits as usual ones,
-- and with pairs of characters in scripts without spaces. Characters for private use are blanks.
CREATE FUNCTION claims_other_scripts(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    shown text COLLATE "C" := normalize(regexp_replace(words COLLATE "C", claims_pattern('[INVISIBLE]+'), '', 'g'), NFC);
BEGIN
    shown := regexp_replace(shown, claims_pattern('[POINT]+'), '', 'g');
    IF shown ~ '[\ue000-\uf8ff\uff10-\uff5a]' THEN
        shown := translate(
            regexp_replace(shown, '[\ue000-\uf8ff]', ' ', 'g'),
            '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
            '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
        );
    END IF;
    RETURN CASE WHEN shown ~ claims_pattern('[UNSPACED]') THEN claims_pairs(shown) ELSE shown END;
END $$;

-- A text with `instead` of the separators of thousands, as `12,000` has one. Groups have three digits, and the first has
-- no zero at its beginning, so neither a date nor 0.125 is changed. U+0003 follows the first separator, then the second
-- and the third.
CREATE FUNCTION claims_ungrouped(words text, separator text, instead text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(
        regexp_replace(
            regexp_replace(
                words COLLATE "C",
                replace('(?<![0-9.,])[1-9][0-9]{0,2}S(?=[0-9]{3}(?:S[0-9]{3}){0,2}(?![0-9]|S[0-9]))', 'S', separator),
                E'\\&\x03', 'g'
            ),
            replace('\x03[0-9]{3}S(?=[0-9]{3}(?![0-9]))', 'S', separator), E'\\&\x03', 'g'
        ),
        replace('\x03[0-9]{3}S(?=[0-9]{3}(?![0-9]))', 'S', separator), E'\\&\x03', 'g'
    ),
    replace('S\x03', 'S', separator), instead, 'g'
);

-- A text with letters and digits apart, as `MiG31` has them together.
CREATE FUNCTION claims_digits_apart(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    words COLLATE "C", claims_pattern('(?<=[LETTER])(?=[0-9])|(?<=[0-9])(?=[LETTER])'), ' ', 'g'
);

-- The spellings of a text, as PostgreSQL's text search parser should read them. The first has parts as words: `MiG` and
-- `31` of `MiG-31s`. Where parts can be written as one, the second has joined words: `cooperation` for `co-operation`,
-- `S300` for `S-300`, `12000` for `12 000`, `OBrien` for `O’Brien`; and the third is the piece of the second from the
-- first to the last joined word.
--
-- Every text that is written comes through here: conditions are faster than what they avoid, and patterns have no
-- groups. Patterns look back at a single character only. For more, PostgreSQL reads the text from its beginning again at
-- each match.
CREATE FUNCTION claims_spellings(words text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    parts text COLLATE "C" := CASE WHEN octet_length(words) > 100000 THEN left(words, 100000) ELSE words END;
    joined text COLLATE "C";
    numbers boolean;
BEGIN
    IF octet_length(parts) > length(parts) AND parts ~ claims_pattern('[UNUSUAL]') THEN
        parts := claims_other_scripts(parts);
    END IF;
    IF parts !~ claims_pattern(
        '[LETTER]([-‐‑][LETTER0-9]|[0-9]|\.[LETTER])|[0-9]([-‐‑''’]?[LETTER]|[ .,''’\u00a0\u2009\u202f][0-9]{3})'
        '|[A-Z]([''’][A-Z]| [0-9])'
    ) THEN
        RETURN ARRAY[replace(replace(replace(replace(parts, '-', ' '), '/', ' '), '<', ' '), '>', ' ')];
    END IF;
    numbers := parts ~ claims_pattern(
        '[LETTER][-‐‑]?[0-9]|[0-9]([-‐‑''’]?[LETTER]|[ .,''’\u00a0\u2009\u202f][0-9]{3})|[A-Z] [0-9]'
    );
    -- U.S.A.
    IF parts ~ claims_pattern('[LETTER]\.[LETTER]') THEN
        parts := replace(regexp_replace(
            parts, claims_pattern('(?<![LETTER0-9])[LETTER]\.(?=[LETTER](?![LETTER0-9]))'), E'\\&\x03', 'g'
        ), E'.\x03', '');
    END IF;
    IF numbers THEN
        IF parts ~ '[0-9][.,''’\u00a0\u2009\u202f][0-9]{3}' THEN
            parts := claims_ungrouped(parts, ',', '');
            parts := claims_ungrouped(parts, '\.', '');
            parts := claims_ungrouped(parts, '[''’\u00a0\u2009\u202f]', '');
        END IF;
        -- The s of 31s; a blank instead of it keeps the number of letters.
        parts := regexp_replace(parts, claims_pattern('(?<=[0-9])[''’]?s(?![LETTER0-9])'), E'\x02', 'g');
    END IF;
    -- U+0003 is where words are joined: at a hyphen between letters, and at an apostrophe after a single capital.
    joined := regexp_replace(
        parts, claims_pattern('(?<=[LETTER])[-‐‑](?=[LETTER])|(?<![LETTER])[A-Z][''’](?=[A-Z])'), E'\\&\x03', 'g'
    );
    IF numbers THEN
        -- And between a single letter and the number beside it.
        IF joined ~ '[0-9] [0-9]{3}' THEN
            joined := claims_ungrouped(joined, ' ', E'\x03');
        END IF;
        joined := regexp_replace(
            joined,
            claims_pattern(
                '(?<![LETTER])[LETTER][-‐‑]?(?=[0-9])|(?<![LETTER0-9])[A-Z] (?=[0-9])|[0-9][-‐‑]?(?=[A-Za-z](?![LETTER]))'
            ),
            E'\\&\x03', 'g'
        );
        parts := claims_digits_apart(parts);
        joined := claims_digits_apart(joined);
    END IF;
    -- Hyphens separate words, and angle brackets are no HTML tags.
    parts := replace(replace(replace(replace(parts, '-', ' '), '/', ' '), '<', ' '), '>', ' ');
    IF strpos(joined, E'\x03') = 0 THEN
        RETURN ARRAY[parts];
    END IF;
    joined := regexp_replace(joined, '[-‐‑''’ ]\x03', E'\x03', 'g');
    joined := replace(replace(replace(replace(joined, '-', ' '), '/', ' '), '<', ' '), '>', ' ');
    RETURN ARRAY[
        parts, replace(joined, E'\x03', ''),
        replace(substring(joined FROM '[^ ]*\x03.*\x03[^ ]*|[^ ]*\x03[^ ]*'), E'\x03', '')
    ];
END $$;

-- The parts of a text.
CREATE FUNCTION claims_words(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (claims_spellings(words))[1];

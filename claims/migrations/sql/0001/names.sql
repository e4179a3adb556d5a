-- Names: the key that they are sorted by, and a fold that makes different spellings of a name comparable.

-- The sort key of a name: no accents, no case, compared by code point (collation C), so the same on every server.
CREATE FUNCTION claims_sort_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lower(
    translate(
        regexp_replace(normalize(name, NFKD) COLLATE "C", '[\u0300-\u036f]', '', 'g'),
        'øØłŁđĐıßæÆœŒþÞðÐ’‘', 'oOlLdDisaAoOtTdD'''''
    ) COLLATE "C"
);

-- The fold of a name: Latin letters roughly by their sound, no accents, no case, words separated by single spaces.
-- Cyrillic is transliterated. Where newspapers of different countries transliterate differently, their spellings get
-- one fold: the fold of Lawrow is lavrov, those of Zełenski and Selenskyj are equal, and those of Loukachenko and
-- Lukaschenko differ in one letter.
CREATE FUNCTION claims_fold(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    word text;
    pair text[];
BEGIN
    IF octet_length(name) = length(name) THEN
        -- A name in ASCII has no letters of other scripts and no accents, so lower case is enough.
        word := lower(name COLLATE "C");
    ELSE
        word := translate(
            normalize(name, NFC),
            'АБВГҐДЕЁЄЖЗИІЇЙЈКЛЉМНЊОПРСТЋУЎФХЦЧЏШЩЪЫЬЭЮЯЂ', 'абвгґдеёєжзиіїйјклљмнњопрстћуўфхцчџшщъыьэюяђ'
        );
        IF word ~ '[\u0400-\u04ff]' THEN
            FOREACH pair SLICE 1 IN ARRAY ARRAY[
                ['[жшщз]', 's'], ['[цчћ]', 'c'], ['џ', 'dz'], ['х', 'h'], ['ю', 'iu'], ['я', 'ia'], ['ё', 'io'],
                ['є', 'ie'], ['ђ', 'di']
            ] LOOP
                word := regexp_replace(word, pair[1], pair[2], 'g');
            END LOOP;
            word := translate(word, 'абвгґдеиіїйјклљмнњопрстуўфыэъь', 'abvggdeiiiiikllmnnoprstuufie');
        END IF;
        word := claims_sort_key(word);
    END IF;
    word := translate(word, 'wjyq''', 'viik');
    -- Several letters for one sound: English, German, Polish, French and Hungarian.
    word := regexp_replace(word, 'tsch|tsh|tch|cz|cs|ts|tz', 'c', 'g');
    word := regexp_replace(word, 'shch|sch|sz|sh|zh|z', 's', 'g');
    word := replace(word, 'ch', 'c');
    word := replace(word, 'kh', 'h');
    word := replace(word, 'ph', 'f');
    word := replace(word, 'ck', 'k');
    word := replace(word, 'x', 'ks');
    word := replace(word, 'ou', 'u');
    word := regexp_replace(word, 'gu(?=[ei])', 'g', 'g');
    word := regexp_replace(word, '([aou])e', '\1', 'g');
    word := replace(word, 'ie', 'e');
    -- Letters that sound alike.
    word := regexp_replace(word, 'c(?![ei]|\M)', 'k', 'g');
    word := regexp_replace(word, '[^a-z0-9]+', ' ', 'g');
    -- Repeated letters, halved until each is there once: `([a-z])\1+` takes cubic time for a long word.
    WHILE word ~ 'aa|bb|cc|dd|ee|ff|gg|hh|ii|jj|kk|ll|mm|nn|oo|pp|qq|rr|ss|tt|uu|vv|ww|xx|yy|zz' LOOP
        word := regexp_replace(word, '([a-z])\1', '\1', 'g');
    END LOOP;
    RETURN trim(word);
END $$;

-- The folds of all names of a speaker, each once, separated by two spaces.
CREATE FUNCTION claims_folded_names(name text, others text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
    SELECT coalesce(string_agg(DISTINCT folded, '  '), '')
    FROM (SELECT claims_fold(each) AS folded FROM unnest(name || others) AS each) f
    WHERE folded <> '';
END;

-- The name of a speaker as it is sorted. The last word of a person's name goes first, with the particles in lower case
-- before it ("von der Leyen, Ursula"); "Jr." and the like stay behind. A single word, a name with a comma, and the name
-- of an organisation or a group stay as they are.
CREATE FUNCTION claims_sort_name(kind text, name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN kind = 'person' AND strpos(name, ',') = 0 THEN regexp_replace(
        name, '^(\S.*?)\s+((?:[[:lower:]][^\s]*\s+)*\S+?)((?:\s+(?:[JS]r\.?|II|III|IV))?)\s*$', '\2, \1\3'
    )
    ELSE name
END;

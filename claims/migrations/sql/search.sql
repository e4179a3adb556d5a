-- Searching: every language's words as they are stemmed there, without accents; names without spelling.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- One configuration for each that the server has: the same, but accents do not matter.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT cfgname FROM pg_ts_config WHERE cfgnamespace = 'pg_catalog'::regnamespace LOOP
        EXECUTE format('CREATE TEXT SEARCH CONFIGURATION %I (COPY = pg_catalog.%I)', 'claims_' || name, name);
        EXECUTE format(
            'ALTER TEXT SEARCH CONFIGURATION %I ALTER MAPPING FOR hword, hword_part, word WITH unaccent, %I',
            'claims_' || name, CASE name WHEN 'simple' THEN name ELSE name || '_stem' END
        );
    END LOOP;
END $$;

-- The configuration of a language (BCP 47). Texts that do not say theirs are taken for English, as claims are; what
-- the server cannot stem is compared word by word.
DO $$
DECLARE
    cases text;
BEGIN
    SELECT string_agg(format('WHEN %L THEN %L::regconfig', code, 'claims_' || cfgname), ' ') INTO cases
    FROM (VALUES
        ('', 'english'), ('ar', 'arabic'), ('ca', 'catalan'), ('da', 'danish'), ('de', 'german'), ('el', 'greek'),
        ('en', 'english'), ('es', 'spanish'), ('et', 'estonian'), ('eu', 'basque'), ('fi', 'finnish'),
        ('fr', 'french'), ('ga', 'irish'), ('hi', 'hindi'), ('hu', 'hungarian'), ('hy', 'armenian'),
        ('id', 'indonesian'), ('it', 'italian'), ('lt', 'lithuanian'), ('nb', 'norwegian'), ('ne', 'nepali'),
        ('nl', 'dutch'), ('nn', 'norwegian'), ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'),
        ('ru', 'russian'), ('sr', 'serbian'), ('sv', 'swedish'), ('ta', 'tamil'), ('tr', 'turkish'), ('yi', 'yiddish')
    ) AS known (code, cfgname)
    JOIN pg_ts_config USING (cfgname)
    WHERE cfgnamespace = 'pg_catalog'::regnamespace;
    EXECUTE format(
        'CREATE FUNCTION claims_search_config(language text) RETURNS regconfig '
        'LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT '
        'RETURN CASE split_part(language, ''-'', 1) %s ELSE ''claims_simple''::regconfig END', cases
    );
END $$;

-- A text as the parser is to see it: hyphens and slashes part words, so that no spelling of `MiG-31` hides it, and no
-- angle bracket does; what is written with combining marks is composed. Each check before a step is cheaper than the step.
CREATE FUNCTION claims_words(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    shown text := replace(replace(replace(replace(left(words, 100000), '-', ' '), '/', ' '), '<', ' '), '>', ' ');
BEGIN
    IF octet_length(shown) > length(shown) AND shown ~ '[\u0300-\u036f\u0590-\u0dff\u1100-\u11ff\u3099\u309a]' THEN
        RETURN normalize(shown, NFC);
    END IF;
    RETURN shown;
END $$;

-- A name roughly as it sounds, for comparing: Latin letters without accents and case, words with single spaces. Cyrillic
-- as newspapers transliterate it; where their habits differ, one spelling for all: Lawrow is lavrov, Loukachenko and
-- Lukaschenko differ by a letter, Zełenski and Selenskyj by none.
CREATE FUNCTION claims_fold(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
    word text := translate(
        normalize(name, NFC),
        'АБВГҐДЕЁЄЖЗИІЇЙЈКЛЉМНЊОПРСТЋУЎФХЦЧЏШЩЪЫЬЭЮЯЂ', 'абвгґдеёєжзиіїйјклљмнњопрстћуўфхцчџшщъыьэюяђ'
    );
    pair text[];
BEGIN
    IF word ~ '[\u0400-\u04ff]' THEN
        FOREACH pair SLICE 1 IN ARRAY ARRAY[
            ['[жшщз]', 's'], ['[цчћ]', 'c'], ['џ', 'dz'], ['х', 'h'], ['ю', 'iu'], ['я', 'ia'], ['ё', 'io'],
            ['є', 'ie'], ['ђ', 'di']
        ] LOOP
            word := regexp_replace(word, pair[1], pair[2], 'g');
        END LOOP;
        word := translate(word, 'абвгґдеиіїйјклљмнњопрстуўфыэъь', 'abvggdeiiiiikllmnnoprstuufie');
    END IF;
    word := translate(claims_sort_key(word), 'wjyq''', 'viik');
    FOREACH pair SLICE 1 IN ARRAY ARRAY[
        -- Several letters for one sound, in English, German, Polish, French and Hungarian.
        ['tsch|tsh|tch|cz|cs|ts|tz', 'c'], ['shch|sch|sz|sh|zh|z', 's'], ['ch', 'c'], ['kh', 'h'], ['ph', 'f'],
        ['ck', 'k'], ['x', 'ks'], ['ou', 'u'], ['gu(?=[ei])', 'g'], ['([aou])e', '\1'], ['ie', 'e'],
        -- What sounds alike, whatever the letter.
        ['c(?![ei]|\M)', 'k'], ['([a-z])\1+', '\1'], ['[^a-z0-9]+', ' ']
    ] LOOP
        word := regexp_replace(word, pair[1], pair[2], 'g');
    END LOOP;
    RETURN trim(word);
END $$;

-- All names of a speaker, folded, with two spaces between them.
CREATE FUNCTION claims_folded_names(name text, others text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(string_agg(DISTINCT folded, '  '), '')
    FROM (SELECT claims_fold(each) AS folded FROM unnest(name || others) AS each) f
    WHERE folded <> ''
$$;

-- The tsvector of a row, which searches read. These functions are in PL/pgSQL, which caches its plans for the session;
-- an SQL function would be inlined and planned for each row of an INSERT, which takes 0.3 ms.

-- A text as PostgreSQL's text search parser should read it. Hyphens and slashes become spaces, so that every spelling
-- of `MiG-31` has the same lexemes; angle brackets become spaces, so that nothing is skipped as an HTML tag; combining
-- marks are composed (NFC). The IF avoids normalize(), which is slower than the tests before it.
CREATE FUNCTION claims_words(words text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    shown text := replace(replace(replace(replace(left(words, 100000), '-', ' '), '/', ' '), '<', ' '), '>', ' ');
BEGIN
    IF octet_length(shown) > length(shown) AND shown ~ '[\u0300-\u036f\u0590-\u0dff\u1100-\u11ff\u3099\u309a]' THEN
        RETURN normalize(shown, NFC);
    END IF;
    RETURN shown;
END $$;

-- The tsvector of up to three texts in one language, with the weights A, B and C.
CREATE FUNCTION claims_document(language text, first text, second text, third text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    config regconfig := claims_search_config(language);
BEGIN
    RETURN setweight(to_tsvector(config, claims_words(first)), 'A')
        || setweight(to_tsvector(config, claims_words(second)), 'B')
        || setweight(to_tsvector(config, claims_words(third)), 'C');
END $$;

-- The tsvector of a text (weight A) and of its original in another language (weight B), if there is one.
CREATE FUNCTION claims_translated(
    language text, words text, original_language text, original text
) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    document tsvector := setweight(to_tsvector(claims_search_config(language), claims_words(words)), 'A');
BEGIN
    IF original = '' THEN
        RETURN document;
    END IF;
    RETURN document || setweight(to_tsvector(claims_search_config(original_language), claims_words(original)), 'B');
END $$;

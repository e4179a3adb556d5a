-- The tsvector of a row, which searches read. These functions are in PL/pgSQL, which caches its plans for the session;
-- an SQL function would be inlined and planned for each row of an INSERT, which takes 0.3 ms.

-- The lexemes of a text: of its parts, with their places, and of its joined words.
CREATE FUNCTION claims_lexemes(config regconfig, words text, weight "char") RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    spellings text[] := claims_spellings(words);
    parts tsvector := setweight(to_tsvector(config, spellings[1]), weight);
BEGIN
    IF cardinality(spellings) = 1 THEN
        RETURN parts;
    END IF;
    -- A lexeme that is removed again keeps the two so far apart that no phrase reaches from one into the other.
    RETURN ts_delete(
        parts || U&'''\0001'':9'::tsvector
        || setweight(ts_delete(to_tsvector(config, spellings[3]), tsvector_to_array(parts)), weight),
        U&'\0001'
    );
END $$;

-- The tsvector of up to three texts in one language, with the weights A, B and C.
CREATE FUNCTION claims_document(language text, first text, second text, third text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    config regconfig := claims_search_config(language);
    document tsvector := claims_lexemes(config, first, 'A');
BEGIN
    IF second <> '' THEN
        document := document || claims_lexemes(config, second, 'B');
    END IF;
    IF third <> '' THEN
        document := document || claims_lexemes(config, third, 'C');
    END IF;
    RETURN document;
END $$;

-- The same, with the other names of the row.
CREATE FUNCTION claims_document(
    language text, first text, second text, third text, other_names text[], weight "char"
) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    document tsvector := claims_document(language, first, second, third);
    each text;
BEGIN
    FOREACH each IN ARRAY other_names LOOP
        -- No phrase reaches from one name into the next, as in `claims_lexemes`.
        document := document || U&'''\0001'':9'::tsvector || claims_lexemes(claims_search_config(language), each, weight);
    END LOOP;
    RETURN ts_delete(document, U&'\0001');
END $$;

-- The tsvector of a text (weight A) and of its original in another language (weight B), if there is one.
CREATE FUNCTION claims_translated(
    language text, words text, original_language text, original text
) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT SET search_path FROM CURRENT AS $$
DECLARE
    document tsvector := claims_lexemes(claims_search_config(language), words, 'A');
BEGIN
    IF original = '' THEN
        RETURN document;
    END IF;
    RETURN document || claims_lexemes(claims_search_config(original_language), original, 'B');
END $$;

-- Searching: what a query means in each language, how well a row answers it, and where in a text it does.

-- The languages of texts, and those that they were translated from, as far as there are any.
CREATE OR REPLACE FUNCTION claims_language_pairs() RETURNS TABLE (language text, original text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH RECURSIVE statements AS (
        (SELECT s.language, s.original_language FROM claims_statement s ORDER BY 1, 2 LIMIT 1)
        UNION ALL
        SELECT beyond.* FROM statements known CROSS JOIN LATERAL (
            SELECT s.language, s.original_language FROM claims_statement s
            WHERE (s.language, s.original_language) > (known.language, known.original_language) ORDER BY 1, 2 LIMIT 1
        ) beyond
    ), claims AS (
        (SELECT c.language FROM claims_claim c ORDER BY 1 LIMIT 1)
        UNION ALL
        SELECT beyond.* FROM claims known CROSS JOIN LATERAL (
            SELECT c.language FROM claims_claim c WHERE c.language > known.language ORDER BY 1 LIMIT 1
        ) beyond
    ), sources AS (
        (SELECT s.language FROM claims_source s ORDER BY 1 LIMIT 1)
        UNION ALL
        SELECT beyond.* FROM sources known CROSS JOIN LATERAL (
            SELECT s.language FROM claims_source s WHERE s.language > known.language ORDER BY 1 LIMIT 1
        ) beyond
    )
    SELECT * FROM statements
    UNION SELECT language, '' FROM claims
    UNION SELECT language, '' FROM sources
    UNION SELECT '', ''
$$;

CREATE OR REPLACE AGGREGATE claims_all (tsquery) (SFUNC = tsquery_and, STYPE = tsquery, PARALLEL = SAFE);
CREATE OR REPLACE AGGREGATE claims_any (tsquery) (SFUNC = tsquery_or, STYPE = tsquery, PARALLEL = SAFE);

-- What the terms of a query mean in each configuration in use. `asked` are alternatives; each is an array of terms that
-- must be there or, where they are `without`, must not. What a configuration leaves out, as English does `the`, is not
-- there.
CREATE OR REPLACE FUNCTION claims_terms_asked(asked jsonb) RETURNS TABLE (
    config regconfig, alternative bigint, term bigint, without boolean, query tsquery, lexemes text[]
)
LANGUAGE sql STABLE AS $$
    SELECT * FROM (
        SELECT config, a.place, t.place, (t.value ->> 'without')::boolean,
               phraseto_tsquery(config, claims_words(t.value ->> 'words')) AS query,
               tsvector_to_array(to_tsvector(config, claims_words(t.value ->> 'words')))
        FROM (
            SELECT claims_search_config(language) FROM claims_language_pairs()
            UNION SELECT claims_search_config(original) FROM claims_language_pairs() WHERE original <> ''
        ) used (config)
        CROSS JOIN jsonb_array_elements(asked) WITH ORDINALITY a (value, place)
        CROSS JOIN jsonb_array_elements(a.value) WITH ORDINALITY t (value, place)
    ) read WHERE numnode(query) > 0
$$;

-- What a query means for each pair of languages that a text and its original have: a word is there if it is in either of
-- them, read in its own language, so that what must not be there is in neither. `lexemes` are those that count, and
-- `weights` says how telling each of them is.
CREATE OR REPLACE FUNCTION claims_readings(asked jsonb) RETURNS TABLE (
    language text, original text, query tsquery, alternatives tsquery[], lexemes text[], weights double precision[]
)
LANGUAGE sql STABLE AS $$
    WITH read AS MATERIALIZED (
        SELECT * FROM claims_terms_asked(asked)
    ), spoken AS MATERIALIZED (
        SELECT language, original, claims_search_config(language) AS first,
               claims_search_config(CASE original WHEN '' THEN language ELSE original END) AS second
        FROM claims_language_pairs()
    ), meant AS MATERIALIZED (
        SELECT pair.first, pair.second, alternative, term, a.without, a.lexemes || b.lexemes AS lexemes,
               CASE WHEN a.query = b.query THEN a.query ELSE a.query || b.query END AS query
        FROM (SELECT DISTINCT first, second FROM spoken) pair
        JOIN read a ON a.config = pair.first
        JOIN read b USING (alternative, term)
        WHERE b.config = pair.second
    ), queries AS (
        SELECT first, second, claims_any(query) AS query, array_agg(query) AS alternatives FROM (
            SELECT first, second, claims_all(CASE WHEN without THEN !! query ELSE query END) AS query
            FROM meant GROUP BY first, second, alternative HAVING NOT bool_and(without)
        ) alternatives GROUP BY first, second
    ), counting AS MATERIALIZED (
        SELECT ARRAY(SELECT DISTINCT unnest(lexemes) FROM read WHERE NOT without) AS lexemes
    ), telling AS (
        SELECT lexeme, claims_idf(coalesce(known.documents, 0), totals.documents) AS weight
        FROM counting CROSS JOIN unnest(counting.lexemes) lexeme CROSS JOIN claims_totals() totals
        LEFT JOIN claims_documents(counting.lexemes) known USING (lexeme)
    ), counted AS (
        SELECT first, second, array_agg(lexeme) AS lexemes, array_agg(weight) AS weights
        FROM (SELECT DISTINCT first, second, unnest(lexemes) AS lexeme FROM meant WHERE NOT without) l
        JOIN telling USING (lexeme)
        GROUP BY first, second
    )
    SELECT language, original, query, alternatives, lexemes, weights
    FROM spoken JOIN queries USING (first, second) JOIN counted USING (first, second)
$$;

-- How many rows of a table an index would have to look at for a query, at most: for each alternative, those that hold its
-- rarest lexeme. The planner's statistics know the common ones; any other is as good as none.
CREATE OR REPLACE FUNCTION claims_frequency(relation regclass, asked jsonb) RETURNS double precision
LANGUAGE sql STABLE AS $$
    WITH common AS (
        SELECT known.lexeme, known.share * c.reltuples AS frequency
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = 'document'
        CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) known (lexeme, share)
        WHERE c.oid = relation
    )
    SELECT coalesce(max(frequency), 0) FROM (
        SELECT config, sum(frequency) AS frequency FROM (
            SELECT config, alternative, min(coalesce(frequency, 0)) AS frequency
            FROM claims_terms_asked(asked) CROSS JOIN unnest(lexemes) l (lexeme) LEFT JOIN common USING (lexeme)
            WHERE NOT without
            GROUP BY config, alternative
        ) alternatives GROUP BY config
    ) configs
$$;

-- How well a document answers (Okapi BM25 with k1 = 1.2 and b = 0.75): lexemes of its first text count in full, of the
-- second half, of the third a quarter. `average` is how long documents are. A table of one row, since PostgreSQL composes
-- it with the statement that asks; and the length is that of different lexemes: adding them up takes four times as long.
CREATE OR REPLACE FUNCTION claims_bm25(
    document tsvector, lexemes text[], telling double precision[], average double precision
) RETURNS TABLE (score double precision)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(sum(
        weight * 2.2 * times / (times + 0.3::float8 + 0.9::float8 * length(document) / average)
    ), 0::float8) FROM (
        SELECT telling[array_position(lexemes, d.lexeme)] AS weight, (
            SELECT sum(CASE w WHEN 'A' THEN 1::float8 WHEN 'B' THEN 0.5::float8 ELSE 0.25::float8 END)
            FROM unnest(d.weights) w
        ) AS times
        FROM unnest(document) d WHERE d.lexeme = ANY (lexemes)
    ) found
$$;

-- How like two words are, from 0 to 1: what share of the letters need not be changed. Letters in another order are one
-- change, and an initial stands for a word.
CREATE OR REPLACE FUNCTION claims_likeness(one text, other text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN one = other THEN 1
    WHEN length(one) = 1 THEN CASE WHEN left(other, 1) = one THEN 0.8 ELSE 0 END
    WHEN length(one) = length(other) AND translate(one, other, '') || translate(other, one, '') = ''
        THEN 1 - 1.0 / length(one)
    ELSE 1 - levenshtein(left(one, 200), left(other, 200))::float8 / greatest(length(one), length(other))
END;

-- The speakers who go by a name like one of `names`, which are folded. Words that are right count as if they occurred
-- nowhere else, so that no text answers better; what is only like them counts much less.
CREATE OR REPLACE FUNCTION claims_speakers_named(names text[]) RETURNS TABLE (speaker bigint, score double precision)
LANGUAGE sql STABLE SET pg_trgm.strict_word_similarity_threshold = 0.2 AS $$
    SELECT s.id, 2.2 * claims_idf(0, (SELECT documents FROM claims_totals()))
           * max(alike + 0.05 * similarity(asked, s.folded_names))
    FROM unnest(names) asked
    -- OFFSET keeps it a look into the index for each name: PostgreSQL takes comparing for cheaper than it is.
    CROSS JOIN LATERAL (SELECT id, folded_names FROM claims_speaker WHERE folded_names %>> asked OFFSET 0) s
    CROSS JOIN LATERAL (
        SELECT sum(likeness ^ 8) AS alike, avg(likeness) AS likeness, count(*) AS words FROM (
            SELECT max(claims_likeness(word, own)) AS likeness
            FROM regexp_split_to_table(asked, ' ') word CROSS JOIN regexp_split_to_table(s.folded_names, ' +') own
            GROUP BY word
        ) each
    ) compared
    WHERE likeness >= CASE words WHEN 1 THEN 0.6 ELSE 0.7 END
    GROUP BY s.id
$$;

-- The place in a text where a place in its composed form is.
CREATE OR REPLACE FUNCTION claims_uncomposed(words text, place integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    low integer := place;
    high integer := length(words);
    middle integer;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF length(normalize(left(words, middle), NFC)) <= place THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;

-- Where the words that a query asks for are, in characters (code points) from the beginning of a text; of a long one, the
-- first part is looked at. A text that holds the marks itself has none.
CREATE OR REPLACE FUNCTION claims_marks(config regconfig, words text, query tsquery) RETURNS TABLE ("start" integer, "end" integer)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    looked text := left(words, 10000);
    shown text := claims_words(looked);
    marked text;
    piece text;
    place integer := 0;
BEGIN
    IF shown ~ '[\uE000\uE001]' THEN
        RETURN;
    END IF;
    marked := ts_headline(config, shown, query, U&'HighlightAll=true, StartSel=\E000, StopSel=\E001');
    IF translate(marked, U&'\E000\E001', '') <> shown THEN
        RETURN;
    END IF;
    FOREACH piece IN ARRAY string_to_array(marked, U&'\E000') LOOP
        IF strpos(piece, U&'\E001') > 0 THEN
            "start" := place;
            "end" := place + strpos(piece, U&'\E001') - 1;
            IF length(shown) < length(looked) THEN
                "start" := claims_uncomposed(looked, "start");
                "end" := claims_uncomposed(looked, "end");
            END IF;
            RETURN NEXT;
            place := place - 1;
        END IF;
        place := place + length(piece);
    END LOOP;
END $$;

-- Where the words of a name are that are like a word of one of `names`.
CREATE OR REPLACE FUNCTION claims_name_marks(name text, names text[]) RETURNS TABLE ("start" integer, "end" integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_instr(name, '\S+', 1, n) - 1, regexp_instr(name, '\S+', 1, n, 1) - 1
    FROM generate_series(1, regexp_count(name, '\S+')) n
    WHERE EXISTS (
        SELECT FROM unnest(names) asked CROSS JOIN regexp_split_to_table(asked, ' ') word
        WHERE claims_likeness(word, claims_fold(regexp_substr(name, '\S+', 1, n))) >= 0.6
    )
$$;

-- A word of claims that is like `word`, and how like it is: it begins with the same letter. The word itself where claims
-- have it, or where a language leaves it out.
CREATE OR REPLACE FUNCTION claims_known_word(word text) RETURNS TABLE (known text, likeness double precision)
LANGUAGE sql STABLE AS $$
    WITH lexemes AS MATERIALIZED (
        SELECT DISTINCT l.lexeme
        FROM claims_language_pairs() LEFT JOIN LATERAL unnest(
            to_tsvector(claims_search_config(language), claims_words(word))
        ) l ON true
    ), closest AS MATERIALIZED (
        SELECT term, claims_likeness(lexeme, term) AS likeness
        FROM lexemes CROSS JOIN LATERAL (
            SELECT term, documents FROM claims_term_counts
            WHERE term COLLATE "C" BETWEEN left(lexeme, 1) AND left(lexeme, 1) || U&'\+10FFFF'
        ) t
        WHERE length(term) BETWEEN length(lexeme) - 2 AND length(lexeme) + 2
        ORDER BY likeness DESC, documents DESC, term LIMIT 1
    ), written AS (
        -- Not the lexeme, but a word that somebody wrote.
        SELECT lower(p.token) FROM closest CROSS JOIN LATERAL (
            SELECT claims_search_config(language) AS config, concat_ws(' ', name, text, context) AS words
            FROM claims_claim WHERE document @@ plainto_tsquery('pg_catalog.simple', term) LIMIT 10
        ) c CROSS JOIN LATERAL ts_parse('default', claims_words(c.words)) p
        WHERE term = ANY (tsvector_to_array(to_tsvector(c.config, p.token)))
        ORDER BY claims_likeness(word, lower(p.token)) DESC LIMIT 1
    )
    SELECT CASE WHEN said THEN word ELSE (SELECT * FROM written) END,
           CASE WHEN said THEN 1 ELSE (SELECT likeness FROM closest) END
    FROM (
        SELECT bool_or(lexeme IS NULL) OR EXISTS (SELECT FROM claims_documents(array_agg(lexeme))) FROM lexemes
    ) s (said)
$$;

-- What else could have been meant by a few words: a speaker, or words of claims.
CREATE OR REPLACE FUNCTION claims_suggestion(words text) RETURNS text
LANGUAGE sql STABLE SET pg_trgm.strict_word_similarity_threshold = 0.1 AS $$
    SELECT meant FROM (
        SELECT s.name, min(likeness) FROM (
            SELECT s.id, s.name, max(claims_likeness(word, own)) AS likeness
            FROM claims_speaker s
            CROSS JOIN regexp_split_to_table(claims_fold(words), ' ') WITH ORDINALITY w (word, place)
            CROSS JOIN regexp_split_to_table(s.folded_names, ' +') own
            WHERE s.folded_names %>> claims_fold(words)
            GROUP BY s.id, place
        ) s GROUP BY s.id, s.name
        UNION ALL
        SELECT string_agg(known, ' ' ORDER BY place), min(likeness)
        FROM regexp_split_to_table(words, '\s+') WITH ORDINALITY w (word, place)
        CROSS JOIN LATERAL claims_known_word(word)
        HAVING bool_and(known IS NOT NULL)
    ) each (meant, likeness)
    WHERE likeness >= 0.5 AND likeness < 1
    ORDER BY likeness DESC, meant LIMIT 1
$$;

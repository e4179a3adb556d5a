-- Reading a search query: its terms in each language, and how many rows it may find.

-- The languages in use: each pair of the language of a text and that of its original, '' where there is no original.
-- Recursive CTEs step along the indexes from one distinct value to the next (a loose index scan), which PostgreSQL does
-- not do for DISTINCT.
CREATE FUNCTION claims_language_pairs() RETURNS TABLE (language text, original text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
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
    UNION SELECT '', '';
END;

-- Aggregates that join queries with AND and with OR.
CREATE AGGREGATE claims_all (tsquery) (SFUNC = tsquery_and, STYPE = tsquery, PARALLEL = SAFE);
CREATE AGGREGATE claims_any (tsquery) (SFUNC = tsquery_or, STYPE = tsquery, PARALLEL = SAFE);

-- The tsquery for one lexeme, with its special characters escaped.
CREATE FUNCTION claims_lexeme_query(lexeme text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''')::tsquery;

-- The spellings of words that are searched for. The parts of `S-300` are none of them in English, where the S is a stop
-- word: they would find every 300.
CREATE FUNCTION claims_asked_spellings(config regconfig, words text) RETURNS SETOF text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT spelling
    FROM claims_spellings(words) spellings, unnest(spellings[:2]) WITH ORDINALITY each (spelling, number)
    WHERE number = 2 OR cardinality(spellings) = 1
       OR spellings[1] !~ claims_pattern('(?<![LETTER])[LETTER] [0-9]|[0-9] [LETTER](?![LETTER])')
       OR numnode(phraseto_tsquery(config, spellings[2])) > 1
       OR numnode(phraseto_tsquery(config, spellings[1])) = numnode(phraseto_tsquery('pg_catalog.simple', spellings[1]));
END;

-- A query (`query_language.query_json`) in which the last word is the beginning of a word, and of a name. Of one letter
-- there are too many beginnings.
CREATE FUNCTION claims_typed(asked jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT CASE WHEN asked ->> 'last' IS NULL THEN named
                ELSE jsonb_set(named, ARRAY['alternatives', asked -> 'last' ->> 0, asked -> 'last' ->> 1, 'beginning'], 'true')
           END
    FROM (
        SELECT CASE WHEN asked ->> 'last_name' IS NULL THEN asked
                    ELSE jsonb_set(asked, ARRAY['names', asked ->> 'last_name', 'beginning'], 'true') END
    ) n (named);
END;

-- The tsquery for a word of which `words` are the beginning: its last lexeme, stemmed and as it is, begins another one.
CREATE FUNCTION claims_beginning(config regconfig, words text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT claims_any((query::text || ':*')::tsquery)
    FROM unnest(ARRAY[phraseto_tsquery(config, words), phraseto_tsquery('claims_simple', words)]) query
    WHERE query::text LIKE '%''';
END;

-- The most frequent lexemes of claims that begin with `beginning`. If there is none, the word may already reach into an
-- ending that its stem lacks, as `investiga` does: then it is the longest lexeme that the word begins with.
CREATE FUNCTION claims_lexemes_beginning(beginning text) RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH longer AS MATERIALIZED (
        SELECT term FROM claims_term_counts
        WHERE term COLLATE "C" BETWEEN beginning AND beginning || U&'\+10FFFF'
        GROUP BY term HAVING sum(documents) > 0 ORDER BY sum(documents) DESC, term LIMIT 10
    ), stem AS (
        SELECT term FROM claims_term_counts WHERE term IN (
            SELECT left(beginning, size) FROM generate_series(greatest(5, length(beginning) - 4), length(beginning) - 1) size
        )
        GROUP BY term HAVING sum(documents) > 0 ORDER BY length(term) DESC LIMIT 1
    )
    SELECT term FROM longer WHERE term <> beginning
    UNION ALL
    SELECT term FROM stem WHERE NOT EXISTS (SELECT FROM longer);
END;

-- The spellings of the terms that are beginnings (`claims_typed`), in each configuration in use, as in
-- `claims_query_terms`: the beginning itself, of weight B, and the frequent words that begin so, of weight C. A beginning
-- has at least three letters. PL/pgSQL keeps the plan, so that searches without a beginning do not wait for planning it.
CREATE FUNCTION claims_begun_terms(asked jsonb) RETURNS TABLE (
    config regconfig, alternative bigint, term bigint, without boolean, query tsquery, words tsvector
)
LANGUAGE plpgsql STABLE ROWS 1 SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY
    WITH begun AS MATERIALIZED (
        SELECT used.config, a.number AS alternative, t.number AS term, spelling, claims_beginning(used.config, spelling) AS query,
               setweight(to_tsvector(used.config, spelling) || to_tsvector('claims_simple', spelling), 'B') AS words
        FROM (
            SELECT claims_search_config(language) FROM claims_language_pairs()
            UNION SELECT claims_search_config(original) FROM claims_language_pairs() WHERE original <> ''
        ) used (config)
        CROSS JOIN jsonb_array_elements(asked) WITH ORDINALITY a (value, number)
        CROSS JOIN jsonb_array_elements(a.value) WITH ORDINALITY t (value, number)
        CROSS JOIN LATERAL claims_asked_spellings(used.config, t.value ->> 'words') spelling
        WHERE (t.value ->> 'beginning')::boolean AND spelling ~ '[^\s]{3}\s*$'
    )
    SELECT b.config, b.alternative, b.term, false, b.query, b.words FROM begun b
    UNION ALL
    SELECT b.config, b.alternative, b.term, false, CASE WHEN begins THEN b.query ELSE claims_lexeme_query(longer) END,
           (claims_lexeme_query(longer)::text || ':1C')::tsvector
    FROM begun b CROSS JOIN LATERAL (
        SELECT longer, bool_or(starts_with(longer, lexeme)) AS begins
        FROM unnest(tsvector_to_array(b.words)) lexeme, claims_lexemes_beginning(lexeme) longer GROUP BY longer
    ) l
    WHERE numnode(phraseto_tsquery('claims_simple', b.spelling)) = 1;
END $$;

-- The tsquery of each spelling of each term of a query, in each text search configuration in use, and the lexemes with
-- their places in it. `asked` is an array of alternatives (OR), each of them an array of terms {"words": …, "without": …}
-- that must all occur or, if `without` is true, must not. A term occurs if one of its spellings does, or in German one
-- of its other forms. A term of stop words alone, such as `the` in English, has no row for that configuration. Spellings
-- of beginnings come last.
CREATE FUNCTION claims_query_terms(asked jsonb) RETURNS TABLE (
    config regconfig, alternative bigint, term bigint, without boolean, query tsquery, words tsvector
)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT * FROM (
        SELECT config, a.number, t.number, (t.value ->> 'without')::boolean,
               phraseto_tsquery(config, spelling) AS query, to_tsvector(config, spelling)
        FROM (
            SELECT claims_search_config(language) FROM claims_language_pairs()
            UNION SELECT claims_search_config(original) FROM claims_language_pairs() WHERE original <> ''
        ) used (config)
        CROSS JOIN jsonb_array_elements(asked) WITH ORDINALITY a (value, number)
        CROSS JOIN jsonb_array_elements(a.value) WITH ORDINALITY t (value, number)
        CROSS JOIN LATERAL (
            SELECT spelling FROM claims_asked_spellings(config, t.value ->> 'words') spelling
            UNION ALL
            SELECT form FROM claims_german_forms(t.value ->> 'words') form WHERE config = claims_search_config('de')
        ) spellings
        UNION ALL
        SELECT t.* FROM claims_begun_terms(asked) t WHERE jsonb_path_exists(asked, '$[*][*].beginning')
    ) read WHERE numnode(query) > 0;
END;

-- The statistics that scores are computed from: the number of claims and of the words in them, and in how many claims
-- each lexeme of a query occurs, for those that occur.
CREATE FUNCTION claims_statistics(asked jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (SELECT jsonb_build_object(
        'documents', documents,
        'average', average,
        'frequencies', (
            SELECT coalesce(jsonb_object_agg(known.lexeme, known.documents), '{}') FROM claims_documents(ARRAY(
                SELECT DISTINCT unnest(tsvector_to_array(words)) FROM claims_query_terms(asked) WHERE NOT without
            )) known
        )
    ) FROM claims_totals());
END $$;

-- The query for each pair of languages in use (`claims_language_pairs`). A term occurs if it occurs in the text,
-- stemmed in its language, or in the original, stemmed in its own; an excluded term must occur in neither.
-- `alternatives` are the parts of the query that OR joins. `lexemes` are those of the terms that are not excluded, and
-- `weights` their IDF by the `statistics`, half of it for a word that only begins with a term. For highlighting,
-- `marked` finds any of the lexemes and beginnings, and `phrases`, if a term has several words, has the words of all
-- terms with their places.
CREATE FUNCTION claims_readings(asked jsonb, statistics jsonb) RETURNS TABLE (
    language text, original text, query tsquery, alternatives tsquery[], lexemes text[], weights double precision[],
    marked tsquery, phrases tsvector[]
)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH read AS MATERIALIZED (
        SELECT config, alternative, term, without, claims_any(DISTINCT query) AS query, array_agg(words) AS spellings,
               max(numnode(query)) AS longest
        FROM claims_query_terms(asked) GROUP BY config, alternative, term, without
    ), spoken AS MATERIALIZED (
        SELECT language, original, claims_search_config(language) AS first,
               claims_search_config(CASE original WHEN '' THEN language ELSE original END) AS second
        FROM claims_language_pairs()
    ), meant AS MATERIALIZED (
        SELECT pair.first, pair.second, alternative, term, a.without, a.spellings || b.spellings AS spellings,
               greatest(a.longest, b.longest) AS longest,
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
    ), wanted AS MATERIALIZED (
        SELECT first, second, spelling, longest FROM meant CROSS JOIN unnest(spellings) spelling WHERE NOT without
    ), ranked AS MATERIALIZED (
        SELECT first, second, lexeme, min(weights[1]) FILTER (WHERE weights[1] <> 'C') AS label
        FROM wanted CROSS JOIN unnest(spelling) GROUP BY first, second, lexeme
    ), weighted AS (
        SELECT lexeme, claims_idf(
            coalesce((statistics -> 'frequencies' ->> lexeme)::bigint, 0), (statistics ->> 'documents')::bigint
        ) AS weight
        FROM (SELECT DISTINCT lexeme FROM ranked) r
    ), counted AS (
        SELECT first, second, array_agg(lexeme) AS lexemes,
               array_agg(CASE WHEN label IS NULL THEN weight / 2 ELSE weight END) AS weights,
               claims_any(CASE label
                   WHEN 'B' THEN (claims_lexeme_query(lexeme)::text || ':*')::tsquery ELSE claims_lexeme_query(lexeme)
               END) AS marked
        FROM ranked JOIN weighted USING (lexeme) GROUP BY first, second
    ), phrased AS (
        SELECT first, second, array_agg(DISTINCT spelling) AS phrases FROM wanted
        GROUP BY first, second HAVING max(longest) > 1
    )
    SELECT language, original, query, alternatives, lexemes, weights, marked, phrases
    FROM spoken JOIN queries USING (first, second) JOIN counted USING (first, second)
    LEFT JOIN phrased USING (first, second);
END;

-- An estimate of the rows of a table in which a word begins so, for each term that is a beginning, by the planner's
-- statistics of the most common lexemes.
CREATE FUNCTION claims_begun_frequencies(relation regclass, asked jsonb) RETURNS TABLE (
    config regconfig, alternative bigint, term bigint, frequency double precision
)
LANGUAGE plpgsql STABLE ROWS 1 SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY
    SELECT b.config, b.alternative, b.term, sum(known.share * c.reltuples)::float8
    FROM claims_begun_terms(asked) b CROSS JOIN pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = 'document'
    CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) known (lexeme, share)
    WHERE c.oid = relation AND EXISTS (
        SELECT FROM unnest(b.words) own WHERE 'B' = ANY (own.weights) AND starts_with(known.lexeme, own.lexeme)
    )
    GROUP BY b.config, b.alternative, b.term;
END $$;

-- An estimate of the rows of a table that its GIN index finds for a query: for each alternative, the rows with its
-- rarest term, and for each spelling of a term, the rows with its rarest lexeme or, of a beginning, with all lexemes that
-- begin so. It is read from the planner's statistics of the most common lexemes; any other lexeme counts as 0 rows.
CREATE FUNCTION claims_frequency(relation regclass, asked jsonb) RETURNS double precision
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (WITH common AS (
        SELECT known.lexeme, known.share * c.reltuples AS frequency
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = 'document'
        CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) known (lexeme, share)
        WHERE c.oid = relation
    ), spellings AS (
        SELECT config, alternative, term, min(coalesce(frequency, 0)) AS frequency
        FROM claims_query_terms(asked)
        CROSS JOIN unnest(tsvector_to_array(words)) l (lexeme) LEFT JOIN common USING (lexeme)
        WHERE NOT without
        GROUP BY config, alternative, term, query
        UNION ALL
        SELECT f.* FROM claims_begun_frequencies(relation, asked) f WHERE jsonb_path_exists(asked, '$[*][*].beginning')
    ), terms AS (
        SELECT config, alternative, sum(frequency) AS frequency FROM spellings GROUP BY config, alternative, term
    )
    SELECT coalesce(max(frequency), 0) FROM (
        SELECT config, sum(frequency) AS frequency FROM (
            SELECT config, alternative, min(frequency) AS frequency FROM terms GROUP BY config, alternative
        ) alternatives GROUP BY config
    ) configs);
END $$;

-- Reading a search query: its terms in each language.

-- The language of a text and that of its original, '' where there is no original.
CREATE TYPE claims_spoken AS (language text, original text);

-- The languages in use: each pair of them.
-- Recursive CTEs step along the indexes from one distinct value to the next (a loose index scan), which PostgreSQL does
-- not do for DISTINCT.
CREATE FUNCTION claims_language_pairs() RETURNS SETOF claims_spoken
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

-- The text search configurations for the languages of some pairs.
CREATE FUNCTION claims_configs(spoken claims_spoken[]) RETURNS SETOF regconfig
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT claims_search_config(language) FROM unnest(spoken)
    UNION SELECT claims_search_config(original) FROM unnest(spoken) WHERE original <> '';
END;

-- Aggregates that join queries with AND and with OR.
CREATE AGGREGATE claims_all (tsquery) (SFUNC = tsquery_and, STYPE = tsquery, PARALLEL = SAFE);
CREATE AGGREGATE claims_any (tsquery) (SFUNC = tsquery_or, STYPE = tsquery, PARALLEL = SAFE);

-- A spelling of a term of a query, in one text search configuration: the numbers of its alternative and of the term, whether
-- the term is excluded, the tsquery, and the lexemes with their places in it.
CREATE TYPE claims_spelling AS (
    config regconfig, alternative bigint, term bigint, without boolean, query tsquery, words tsvector
);

-- Queries joined with OR, each of them once. They are compared as texts, since PostgreSQL takes `a` and `a:*` for equal.
CREATE FUNCTION claims_either(queries tsquery[]) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (SELECT claims_any(each::tsquery) FROM (SELECT DISTINCT query::text FROM unnest(queries) query) q (each));

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
    SELECT claims_either(array_agg((query::text || ':*')::tsquery))
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

-- The spellings of the terms that are beginnings (`claims_typed`), in each configuration of the languages, as in
-- `claims_query_terms`: the beginning itself, of weight B, and the frequent words that begin so, of weight C. A beginning
-- has at least three letters. PL/pgSQL keeps the plan, so that searches without a beginning do not wait for planning it.
CREATE FUNCTION claims_begun_terms(asked jsonb, spoken claims_spoken[]) RETURNS SETOF claims_spelling
LANGUAGE plpgsql STABLE ROWS 1 SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY
    WITH begun AS MATERIALIZED (
        SELECT used.config, a.number AS alternative, t.number AS term, spelling, claims_beginning(used.config, spelling) AS query,
               setweight(to_tsvector(used.config, spelling) || to_tsvector('claims_simple', spelling), 'B') AS words
        FROM claims_configs(spoken) used (config)
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

-- The spellings of the terms of a query, in each text search configuration of the languages. `asked` is an array of alternatives
-- (OR), each of them an array of terms {"words": …, "without": …} that must all occur or, if `without` is true, must not. A
-- term occurs if one of its spellings does, or in German one of its other forms. A term of stop words alone, such as `the`
-- in English, has no spelling for that configuration. Spellings of beginnings come last.
CREATE FUNCTION claims_query_terms(asked jsonb, spoken claims_spoken[]) RETURNS claims_spelling[]
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    found claims_spelling[] := ARRAY(
        SELECT (config, a.number, t.number, (t.value ->> 'without')::boolean, query, to_tsvector(config, spelling))::claims_spelling
        FROM claims_configs(spoken) used (config)
        CROSS JOIN jsonb_array_elements(asked) WITH ORDINALITY a (value, number)
        CROSS JOIN jsonb_array_elements(a.value) WITH ORDINALITY t (value, number)
        CROSS JOIN LATERAL (
            SELECT spelling FROM claims_asked_spellings(config, t.value ->> 'words') spelling
            UNION ALL
            SELECT form FROM claims_german_forms(t.value ->> 'words') form WHERE config = claims_search_config('de')
        ) spellings
        CROSS JOIN LATERAL (SELECT phraseto_tsquery(config, spelling) OFFSET 0) q (query)
        WHERE numnode(query) > 0
    );
BEGIN
    IF jsonb_path_exists(asked, '$[*][*].beginning') THEN
        found := found || ARRAY(SELECT t FROM claims_begun_terms(asked, spoken) t WHERE numnode(t.query) > 0);
    END IF;
    RETURN found;
END $$;

-- A short query that finds all rows which a query finds in any language, and others: what the GIN index is searched for. A
-- row must have one spelling, in any configuration, of each wanted term of an alternative that is no stop word in its
-- languages: the smallest sets of such terms are enough.
CREATE FUNCTION claims_index_query(spellings claims_spelling[], spoken claims_spoken[]) RETURNS tsquery
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (
        WITH terms AS MATERIALIZED (
            SELECT alternative, term, claims_either(array_agg(query)) AS query, array_agg(config) AS configs
            FROM unnest(spellings) WHERE NOT without GROUP BY alternative, term
        ), pairs AS (
            SELECT DISTINCT claims_search_config(language) AS first,
                   claims_search_config(CASE original WHEN '' THEN language ELSE original END) AS second
            FROM unnest(spoken)
        ), sets AS MATERIALIZED (
            SELECT DISTINCT alternative, members FROM (
                SELECT alternative, array_agg(term ORDER BY term) AS members
                FROM pairs JOIN terms ON first = ANY (configs) AND second = ANY (configs)
                GROUP BY first, second, alternative
            ) each
        )
        SELECT claims_any(query) FROM (
            SELECT claims_all(query) AS query FROM sets s JOIN terms USING (alternative)
            WHERE term = ANY (members) AND NOT EXISTS (
                SELECT FROM sets o WHERE o.alternative = s.alternative AND o.members <@ s.members AND o.members <> s.members
            )
            GROUP BY alternative, members
        ) alternatives
    );
END $$;

-- The statistics that scores are computed from: the number of claims and of the words in them, and in how many claims
-- each lexeme of a query occurs, for those that occur.
CREATE FUNCTION claims_statistics(read claims_spelling[]) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    RETURN (SELECT jsonb_build_object(
        'documents', documents,
        'average', average,
        'frequencies', (
            SELECT coalesce(jsonb_object_agg(known.lexeme, known.documents), '{}') FROM claims_documents(ARRAY(
                SELECT DISTINCT unnest(tsvector_to_array(words)) FROM unnest(read) WHERE NOT without
            )) known
        )
    ) FROM claims_totals());
END $$;

-- The query for each pair of languages. A term occurs if it occurs in the text, stemmed in its language, or in the
-- original, stemmed in its own; an excluded term must occur in neither. `lexemes` are those of the terms that are not
-- excluded, and `weights` their IDF by the `statistics`, half of it for a word that only begins with a term; `telling` is
-- the one with the highest weight. For highlighting, `marked` finds any of the lexemes and beginnings, and `phrases`, if
-- a term has several words, has the words of all terms with their places.
--
-- Configurations that read the query alike are one here: most words have few stems, and pairs of the same two readings
-- have the same query.
CREATE FUNCTION claims_readings(spellings claims_spelling[], spoken claims_spoken[], statistics jsonb) RETURNS TABLE (
    language text, original text, query tsquery, lexemes tsquery[], weights double precision[], telling tsquery,
    marked tsquery, phrases tsvector[]
)
LANGUAGE plpgsql STABLE ROWS 20 SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH alike AS MATERIALIZED (
        SELECT config, min(config::oid) OVER (PARTITION BY read) AS reading
        FROM (
            SELECT config, string_agg(format('%s %s %s %s %s', alternative, term, without, query, words), ',') AS read
            FROM unnest(claims_readings.spellings) GROUP BY config
        ) each
    ), read AS MATERIALIZED (
        SELECT reading, alternative, term, without, array_agg(words) AS spellings,
               CASE count(*) WHEN 1 THEN (array_agg(query))[1] ELSE claims_either(array_agg(query)) END AS query,
               bool_or(query::text LIKE '% <%> %') AS is_phrase
        FROM unnest(claims_readings.spellings) JOIN alike USING (config) WHERE config::oid = reading
        GROUP BY reading, alternative, term, without
    ), pairs AS MATERIALIZED (
        SELECT language, original, least(a.reading, b.reading) AS first, greatest(a.reading, b.reading) AS second
        FROM unnest(spoken)
        JOIN alike a ON a.config = claims_search_config(language)
        JOIN alike b ON b.config = claims_search_config(CASE original WHEN '' THEN language ELSE original END)
    ), meant AS MATERIALIZED (
        SELECT first, second, alternative, term, a.without,
               CASE WHEN first = second THEN a.spellings ELSE a.spellings || b.spellings END AS spellings,
               a.is_phrase OR b.is_phrase AS is_phrase,
               CASE WHEN a.query::text = b.query::text THEN a.query ELSE a.query || b.query END AS query
        FROM (SELECT DISTINCT first, second FROM pairs) pair
        JOIN read a ON a.reading = first
        JOIN read b USING (alternative, term)
        WHERE b.reading = second
    ), queries AS (
        SELECT first, second, claims_any(query) AS query FROM (
            SELECT first, second, claims_all(CASE WHEN without THEN !! query ELSE query END) AS query
            FROM meant GROUP BY first, second, alternative HAVING NOT bool_and(without)
        ) alternatives GROUP BY first, second
    ), wanted AS MATERIALIZED (
        SELECT first, second, spelling, is_phrase FROM meant CROSS JOIN unnest(spellings) spelling WHERE NOT without
    ), ranked AS MATERIALIZED (
        SELECT first, second, lexeme, min(weights[1]) FILTER (WHERE weights[1] <> 'C') AS label
        FROM wanted CROSS JOIN unnest(spelling) GROUP BY first, second, lexeme
    ), weighted AS (
        SELECT lexeme, claims_idf(
            coalesce((statistics -> 'frequencies' ->> lexeme)::bigint, 0), (statistics ->> 'documents')::bigint
        ) AS weight
        FROM (SELECT DISTINCT lexeme FROM ranked) r
    ), counted AS (
        SELECT first, second, array_agg(claims_lexeme_query(lexeme)) AS lexemes,
               array_agg(CASE WHEN label IS NULL THEN weight / 2 ELSE weight END) AS weights,
               (array_agg(claims_lexeme_query(lexeme) ORDER BY label IS NULL, weight DESC, lexeme))[1] AS telling,
               claims_any(CASE label
                   WHEN 'B' THEN (claims_lexeme_query(lexeme)::text || ':*')::tsquery ELSE claims_lexeme_query(lexeme)
               END) AS marked
        FROM ranked JOIN weighted USING (lexeme) GROUP BY first, second
    ), phrased AS (
        SELECT first, second, array_agg(DISTINCT spelling) AS phrases FROM wanted
        GROUP BY first, second HAVING bool_or(is_phrase)
    )
    SELECT language, original, query, lexemes, weights, telling, marked, phrases
    FROM pairs JOIN queries USING (first, second) JOIN counted USING (first, second)
    LEFT JOIN phrased USING (first, second);
END $$;

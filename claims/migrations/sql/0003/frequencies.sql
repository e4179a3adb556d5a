-- How many rows a search query may find.

-- An estimate of the rows of each table that its GIN index finds for a query: for each alternative, the rows with its
-- rarest term, times the share of rows with each other term to the power of 3/4, as words of a query tend to occur
-- together; and for each spelling of a term, the rows with its rarest lexeme or, of a beginning (weight B), with all
-- lexemes that begin so. It is read from the planner's statistics of the most common lexemes; any other lexeme counts as
-- 0 rows.
CREATE FUNCTION claims_frequencies(read claims_spelling[], VARIADIC relations regclass[])
RETURNS TABLE (relation regclass, frequency double precision)
LANGUAGE plpgsql STABLE ROWS 4 SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH wanted AS MATERIALIZED (
        SELECT config, alternative, term, query, lexeme, 'B' = ANY (weights) AS is_beginning
        FROM unnest(read) spelling CROSS JOIN unnest(words) WHERE NOT without
    ), beginnings AS MATERIALIZED (
        SELECT DISTINCT lexeme FROM wanted WHERE is_beginning
    ), common AS MATERIALIZED (
        -- The lexemes as one text, each between separators: reading them as an array takes longer.
        SELECT oid, U&'\0001' || array_to_string(s.most_common_elems, U&'\0001') || U&'\0001' AS lexemes,
               s.most_common_elem_freqs AS shares
        FROM pg_stats s CROSS JOIN LATERAL to_regclass(format('%I.%I', s.schemaname, s.tablename)) oid
        WHERE s.tablename = ANY (ARRAY(SELECT relname FROM pg_class WHERE oid = ANY (relations)))
          AND s.attname = 'document' AND oid = ANY (relations)
    ), counted AS MATERIALIZED (
        -- Before its place are as many separators as its number.
        SELECT oid, lexeme, false AS is_beginning,
               shares[cardinality(string_to_array(left(lexemes, place), U&'\0001')) - 1]::float8 AS share
        FROM common
        CROSS JOIN (SELECT DISTINCT lexeme FROM wanted) w
        CROSS JOIN LATERAL strpos(lexemes, U&'\0001' || lexeme || U&'\0001') place
        WHERE place > 0
        UNION ALL
        SELECT c.oid, b.lexeme, true, sum(known.share)
        FROM common c
        CROSS JOIN LATERAL unnest((string_to_array(c.lexemes, U&'\0001'))[2:], c.shares) known (lexeme, share)
        JOIN beginnings b ON starts_with(known.lexeme, b.lexeme)
        WHERE EXISTS (SELECT FROM beginnings)
        GROUP BY c.oid, b.lexeme
    ), spellings AS (
        SELECT each.oid, config, alternative, term, CASE
            WHEN bool_or(w.is_beginning) THEN max(coalesce(share, 0)) ELSE min(coalesce(share, 0))
        END AS share
        FROM wanted w CROSS JOIN unnest(relations) each (oid)
        LEFT JOIN counted c ON c.oid = each.oid AND c.lexeme = w.lexeme AND c.is_beginning = w.is_beginning
        GROUP BY each.oid, config, alternative, term, query
    ), terms AS (
        SELECT oid, config, alternative, least(sum(share), 1) AS share FROM spellings GROUP BY oid, config, alternative, term
    ), alternatives AS (
        SELECT oid, config, CASE
            WHEN min(share) > 0 THEN min(share) ^ 0.25 * exp(0.75 * sum(ln(share)) FILTER (WHERE share > 0)) ELSE 0
        END AS share
        FROM terms GROUP BY oid, config, alternative
    )
    SELECT c.oid::regclass, c.reltuples * coalesce(max(share), 0) FROM pg_class c LEFT JOIN (
        SELECT oid, sum(share) AS share FROM alternatives GROUP BY oid, config
    ) configs USING (oid) WHERE c.oid = ANY (relations) GROUP BY c.oid;
END $$;

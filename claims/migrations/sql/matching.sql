-- What speaks for a claim being the one that a passage is about. `claims/search/matching.py` weighs it.

-- The languages that claims are in: one step along the index for each.
CREATE OR REPLACE FUNCTION claims_languages() RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH RECURSIVE used AS (
        (SELECT language FROM claims_claim ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT c.language FROM claims_claim c WHERE c.language > used.language ORDER BY c.language LIMIT 1)
        FROM used WHERE used.language IS NOT NULL
    )
    SELECT language FROM used WHERE language IS NOT NULL
$$;

-- How to read a text in a language (BCP 47); where that is empty, in each language that claims are in.
CREATE OR REPLACE FUNCTION claims_configurations(tongue text) RETURNS SETOF regconfig
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT DISTINCT claims_search_config(language)
    FROM (
        SELECT language FROM claims_languages() language WHERE tongue = ''
        UNION ALL
        SELECT tongue WHERE tongue <> ''
    ) languages
$$;

-- The query for one lexeme, whatever characters it has.
CREATE OR REPLACE FUNCTION claims_lexeme_query(lexeme text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN ('''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''')::tsquery;

-- The likeliest claims, and what of each is like the passage.
--
-- The words of the passage are looked up from the most telling one on, as long as they lead to no more than `look_ups`
-- claims together: what half of all claims contain tells nothing, but is weighed with the rest. Where even the most
-- telling one is too common, the newest 2 × `look_ups` claims are looked at; `cut` says so.
--
CREATE OR REPLACE FUNCTION claims_match(passage text, tongue text, look_ups int, candidates int)
RETURNS TABLE (
    claim bigint, cut boolean, bm25 float, telling float, text_share float, foreign_numbers int, stems float,
    text_trigrams float, name_trigrams float, again boolean
)
-- PL/pgSQL plans a statement once for each session.
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 60 AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH totals AS MATERIALIZED (
        -- The unit is what one word tells that a single claim has, so that scores mean the same among few claims.
        SELECT * FROM claims_totals()
    ), read AS MATERIALIZED (
        SELECT DISTINCT lexeme
        FROM claims_configurations(tongue) config, unnest(to_tsvector(config, claims_words(passage)))
    ), asked AS MATERIALIZED (
        SELECT lexeme, frequency, claims_idf(frequency, documents) / unit AS idf
        FROM totals, (
            SELECT lexeme, coalesce(known.documents, 0) AS frequency
            FROM read LEFT JOIN claims_documents(ARRAY(SELECT lexeme FROM read)) known USING (lexeme)
        ) counted
        ORDER BY frequency, lexeme LIMIT 300
    ), telling AS MATERIALIZED (
        SELECT lexeme, idf, frequency, sum(frequency) OVER (ORDER BY frequency, lexeme) AS so_far
        FROM asked WHERE frequency > 0
    ), common AS MATERIALIZED (
        SELECT lexeme, idf FROM telling
        WHERE frequency > look_ups AND frequency = so_far
    ), found AS (
        SELECT c.id, t.idf, length(c.document) AS size
        FROM telling t, LATERAL (
            SELECT id, document FROM claims_claim WHERE document @@ claims_lexeme_query(t.lexeme)
        ) c
        WHERE t.so_far <= look_ups
        UNION ALL
        SELECT c.id, t.idf, length(c.document)
        FROM common t, LATERAL (
            SELECT id, document FROM claims_claim ORDER BY id DESC LIMIT 2 * look_ups
        ) c
        WHERE c.document @@ claims_lexeme_query(t.lexeme)
    ), likely AS MATERIALIZED (
        SELECT id, sum(idf * 2.2 / (1 + 1.2 * (0.25 + 0.75 * size / average))) AS score
        FROM found, totals GROUP BY id ORDER BY score DESC, id LIMIT candidates
    ), lexemes AS MATERIALIZED (
        SELECT c.id, u.lexeme, u.positions, u.weights, a.idf,
               sum(cardinality(u.positions)) OVER (PARTITION BY c.id) AS size
        FROM likely JOIN claims_claim c USING (id) CROSS JOIN unnest(c.document) u LEFT JOIN asked a USING (lexeme)
    ), likeness AS (
        SELECT l.id,
               sum(l.idf * 2.2 * tf / (tf + norm)) FILTER (WHERE l.idf IS NOT NULL) AS bm25,
               count(l.idf) FILTER (WHERE of_text)::float / nullif(count(*) FILTER (WHERE of_text), 0) AS text_share,
               max(l.idf) AS telling,
               count(*) FILTER (WHERE l.idf IS NULL AND l.lexeme ~ '^[0-9]') AS foreign_numbers
        FROM lexemes l, totals,
             LATERAL (SELECT 1.2 * (0.25 + 0.75 * l.size / average) AS norm) n,
             LATERAL (SELECT cardinality(l.positions) AS tf, 'A' = ANY (l.weights) AS of_text) t
        GROUP BY l.id
    ), stems AS (
        -- Words that differ in their endings only.
        SELECT id, sum(idf) AS weight
        FROM (
            SELECT DISTINCT l.id, a.lexeme, a.idf
            FROM lexemes l JOIN asked a ON left(a.lexeme, 5) = left(l.lexeme, 5)
            WHERE l.idf IS NULL AND length(l.lexeme) >= 5 AND length(a.lexeme) >= 5
              AND NOT EXISTS (SELECT FROM lexemes m WHERE m.id = l.id AND m.lexeme = a.lexeme)
        ) s GROUP BY id
    ), asked_trigrams AS MATERIALIZED (
        SELECT trigram, max(idf) AS idf FROM asked, unnest(show_trgm(lexeme)) trigram GROUP BY trigram
    ), trigrams AS (
        SELECT likely.id,
               sum(a.idf) FILTER (WHERE part = 'text') AS in_text,
               sum(a.idf) FILTER (WHERE part = 'name') AS in_name
        FROM likely JOIN claims_claim c USING (id)
        CROSS JOIN LATERAL (VALUES ('text', c.text), ('name', c.name)) parts (part, words)
        CROSS JOIN LATERAL unnest(show_trgm(words)) trigram
        JOIN asked_trigrams a USING (trigram) GROUP BY likely.id
    ), firsts AS (
        -- A claim that was recorded before, in the same words, is the one to find.
        SELECT id, row_number() OVER (
            PARTITION BY lower(regexp_replace(c.text, '\W+', ' ', 'g')) ORDER BY id
        ) > 1 AS again
        FROM likely JOIN claims_claim c USING (id)
    )
    SELECT likely.id, EXISTS (SELECT FROM common), bm25, telling, coalesce(text_share, 0), foreign_numbers::int,
           coalesce(stems.weight, 0), coalesce(in_text / total, 0), coalesce(in_name / total, 0), again
    FROM likely JOIN likeness USING (id) JOIN firsts USING (id)
    LEFT JOIN trigrams USING (id) LEFT JOIN stems USING (id)
    CROSS JOIN (SELECT nullif(sum(idf), 0) AS total FROM asked_trigrams) t;
END $$;

-- Which of `words` each of some claims has as well, in whatever form.
CREATE OR REPLACE FUNCTION claims_shared_words(words text[], tongue text, wanted bigint[])
RETURNS TABLE (claim bigint, word text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH read AS MATERIALIZED (
        SELECT DISTINCT word, lexeme
        FROM claims_configurations(tongue) config, unnest(words) word, unnest(to_tsvector(config, claims_words(word)))
    )
    SELECT DISTINCT c.id, r.word
    FROM claims_claim c CROSS JOIN unnest(c.document) u JOIN read r USING (lexeme)
    WHERE c.id = ANY (wanted)
$$;

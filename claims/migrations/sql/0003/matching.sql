-- Claim matching: candidates for the claim that a passage is about, and the evidence for each.
-- `claims/search/matching.py` computes a probability from the evidence.

-- The languages of claims, by a loose index scan: one step along the index for each distinct value.
CREATE FUNCTION claims_languages() RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    WITH RECURSIVE used AS (
        (SELECT language FROM claims_claim ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT c.language FROM claims_claim c WHERE c.language > used.language ORDER BY c.language LIMIT 1)
        FROM used WHERE used.language IS NOT NULL
    )
    SELECT language FROM used WHERE language IS NOT NULL;
END;

-- The text search configurations for a passage: that of its language (BCP 47) or, if that is empty, those of all
-- claims.
CREATE FUNCTION claims_configurations(tongue text) RETURNS SETOF regconfig
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT DISTINCT claims_search_config(language)
    FROM (
        SELECT language FROM claims_languages() language WHERE tongue = ''
        UNION ALL
        SELECT tongue WHERE tongue <> ''
    ) languages;
END;

-- The claims that are most similar to a passage, at most `candidates`, and the evidence for each.
--
-- Lexemes of the passage are looked up in the index from the rarest to the most frequent, as long as together they find
-- at most `look_ups` claims. More frequent lexemes are not looked up, but count in the evidence for the claims found.
-- If even the rarest lexeme occurs in more than `look_ups` claims, only the newest 2 × `look_ups` claims are searched
-- for it, and `cut` is true.
--
-- Evidence: `bm25`, Okapi BM25 with k1 = 1.2 and b = 0.75; `telling`, the highest IDF of a shared lexeme; `text_share`,
-- the share of the lexemes in the claim's text that the passage has; `foreign_numbers`, numbers of the claim, but for
-- those of its other names, that the passage does not have; `stems`, the IDF of words that share their first five letters
-- only; `text_trigrams` and `name_trigrams`, the weighted share of the passage's trigrams that occur in the text and in
-- the names of the claim; `again`, whether an older candidate has the same text. IDF is in units of
-- `claims_totals().unit`, the IDF of a lexeme that occurs in one claim, so that evidence is comparable between small and
-- large databases.
CREATE FUNCTION claims_match(passage text, tongue text, look_ups int, candidates int)
RETURNS TABLE (
    claim bigint, cut boolean, bm25 float, telling float, text_share float, foreign_numbers int, stems float,
    text_trigrams float, name_trigrams float, again boolean
)
-- PL/pgSQL caches the plan for the session.
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 50 SET search_path FROM CURRENT AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH totals AS MATERIALIZED (
        SELECT * FROM claims_totals()
    ), read AS MATERIALIZED (
        SELECT DISTINCT lexeme
        FROM claims_configurations(tongue) config, unnest(claims_lexemes(config, passage, 'A'))
    ), asked AS MATERIALIZED (
        SELECT lexeme, frequency, claims_idf(frequency, documents) / unit AS idf,
               CASE WHEN length(lexeme) >= 5 THEN left(lexeme, 5) END AS stem
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
        SELECT c.id, t.idf
        FROM telling t, LATERAL (SELECT id FROM claims_claim WHERE document @@ claims_lexeme_query(t.lexeme)) c
        WHERE t.so_far <= look_ups
        UNION ALL
        SELECT c.id, t.idf
        FROM common t, LATERAL (
            SELECT id, document FROM claims_claim ORDER BY id DESC LIMIT 2 * look_ups
        ) c
        WHERE c.document @@ claims_lexeme_query(t.lexeme)
    ), likely AS MATERIALIZED (
        -- The length of a claim is looked up for those with the most telling words only.
        SELECT id
        FROM (SELECT id, sum(idf) AS weight FROM found GROUP BY id ORDER BY weight DESC, id LIMIT 5 * candidates) f
        ORDER BY weight / (
            1.3::float8 + 0.9::float8 * (SELECT length(document) FROM claims_claim c WHERE c.id = f.id) / (SELECT average FROM totals)
        ) DESC, id LIMIT candidates
    ), compared AS MATERIALIZED (
        SELECT id, document, text, array_to_string(name || other_names, ' ') AS names,
               CASE WHEN other_names = '{}' THEN '{}' ELSE
                   tsvector_to_array(to_tsvector('claims_simple', claims_words(array_to_string(other_names, ' '))))
               END AS called
        FROM likely JOIN claims_claim USING (id)
    ), lexemes AS MATERIALIZED (
        SELECT c.id, u.lexeme, cardinality(u.positions)::float8 AS tf, 'A' = ANY (u.weights) AS of_text, a.idf,
               u.lexeme = ANY (c.called) AS called,
               sum(cardinality(u.positions)) OVER (PARTITION BY c.id) AS size
        FROM compared c CROSS JOIN unnest(c.document) u LEFT JOIN asked a USING (lexeme)
    ), likeness AS (
        SELECT l.id,
               sum(l.idf * 2.2 * tf / (tf + norm)) FILTER (WHERE l.idf IS NOT NULL) AS bm25,
               count(l.idf) FILTER (WHERE of_text)::float / nullif(count(*) FILTER (WHERE of_text), 0) AS text_share,
               max(l.idf) AS telling,
               count(*) FILTER (
                   WHERE l.idf IS NULL AND l.lexeme BETWEEN '0' AND ':' AND (of_text OR NOT called)
               ) AS foreign_numbers
        FROM lexemes l, totals, LATERAL (SELECT 0.3::float8 + 0.9::float8 * l.size / average AS norm) n
        GROUP BY l.id
    ), stems AS (
        -- Lexemes that share their first five letters.
        SELECT id, sum(idf) AS weight
        FROM (
            SELECT DISTINCT l.id, a.lexeme, a.idf
            FROM (SELECT id, left(lexeme, 5) AS stem FROM lexemes WHERE idf IS NULL AND length(lexeme) >= 5 OFFSET 0) l
            JOIN asked a USING (stem)
            WHERE NOT EXISTS (SELECT FROM lexemes m WHERE m.id = l.id AND m.lexeme = a.lexeme)
        ) s GROUP BY id
    ), asked_trigrams AS MATERIALIZED (
        SELECT trigram, max(idf) AS idf FROM asked, unnest(show_trgm(lexeme)) trigram GROUP BY trigram
    ), trigrams AS (
        SELECT id, sum(idf) FILTER (WHERE of_text) AS in_text, sum(idf) FILTER (WHERE NOT of_text) AS in_name
        FROM (
            SELECT id, true AS of_text, unnest(show_trgm(text)) AS trigram FROM compared
            UNION ALL
            SELECT id, false, unnest(show_trgm(names)) FROM compared
        ) parts JOIN asked_trigrams USING (trigram) GROUP BY id
    ), firsts AS (
        -- Of claims with the same words, the one recorded first is the one to find.
        SELECT id, row_number() OVER (
            PARTITION BY lower(regexp_replace(text, '\W+', ' ', 'g')) ORDER BY id
        ) > 1 AS again
        FROM compared
    )
    SELECT likely.id, EXISTS (SELECT FROM common), bm25, telling, coalesce(text_share, 0), foreign_numbers::int,
           coalesce(stems.weight, 0), coalesce(in_text / total, 0), coalesce(in_name / total, 0), again
    FROM likely JOIN likeness USING (id) JOIN firsts USING (id)
    LEFT JOIN trigrams USING (id) LEFT JOIN stems USING (id)
    CROSS JOIN (SELECT nullif(sum(idf), 0) AS total FROM asked_trigrams) t;
END $$;

-- The ranges of the words of a passage that occur, in any inflection, in each of the claims with the ids `wanted`, in code
-- points.
CREATE FUNCTION claims_shared_words(passage text, tongue text, wanted bigint[])
RETURNS TABLE (claim bigint, "start" integer, "end" integer)
-- The plan is made once for a session: to make it takes twice as long as to execute it.
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH configs AS MATERIALIZED (
        SELECT config FROM claims_configurations(tongue) config
    ), spellings AS MATERIALIZED (
        SELECT which, spelling FROM unnest((claims_spellings(passage))[:2]) WITH ORDINALITY s (spelling, which)
    ), tokens AS MATERIALIZED (
        -- Without the spelling: each of its words would carry it.
        SELECT which, token, number, sum(length(token)) OVER (PARTITION BY which ORDER BY number)::integer AS until
        FROM spellings CROSS JOIN ts_parse('default', spelling) WITH ORDINALITY t (type, token, number)
    ), lexemes AS (
        SELECT DISTINCT token, lexeme
        FROM configs, (SELECT DISTINCT token FROM tokens) t, unnest(tsvector_to_array(to_tsvector(config, token))) lexeme
    ), places AS (
        SELECT p."start", p."end", token
        FROM spellings JOIN (
            SELECT which, array_agg(until - length(token) ORDER BY number) AS starts, array_agg(until ORDER BY number) AS ends
            FROM tokens GROUP BY which
        ) ranges USING (which)
        CROSS JOIN LATERAL claims_places(passage, spelling, starts, ends) p
        JOIN tokens USING (which, number)
    ), shared AS (
        SELECT DISTINCT c.id, l.token
        FROM claims_claim c CROSS JOIN unnest(tsvector_to_array(c.document)) lexeme JOIN lexemes l USING (lexeme)
        WHERE c.id = ANY (wanted)
    )
    SELECT id, lower(place), upper(place) FROM (
        SELECT id, range_agg(int4range("start", "end")) AS ranges FROM shared JOIN places USING (token) GROUP BY id
    ) each CROSS JOIN LATERAL unnest(ranges) place;
END $$;

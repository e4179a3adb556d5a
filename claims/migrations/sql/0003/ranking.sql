-- Ranking: how well a document or a name answers a query.

-- The score of a document for `lexemes`, whose weights (IDF) are the array `telling`, in the same order: Okapi BM25
-- (Robertson and others, TREC-3) with k1 = 1.2 and b = 0.75. An occurrence counts 1 in the text of weight A, 0.5 in B
-- and 0.25 in C. The length of a document is the number of its distinct lexemes, since counting all words takes four
-- times as long; `average` is the average length. It returns a table of one row, because PostgreSQL inlines such a
-- function into the calling query.
CREATE FUNCTION claims_bm25(
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

-- The similarity of two words, from 0 to 1: 1 minus the edit distance (Levenshtein) over the length of the longer word.
-- Two words of the same letters in another order have distance 1, and a word and its initial have similarity 0.8.
CREATE FUNCTION claims_likeness(one text, other text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN one = other THEN 1
    WHEN length(one) = 1 THEN CASE WHEN left(other, 1) = one THEN 0.8 ELSE 0 END
    WHEN length(one) = length(other) AND translate(one, other, '') || translate(other, one, '') = ''
        THEN 1 - 1.0 / length(one)
    ELSE 1 - levenshtein(left(one, 200), left(other, 200))::float8 / greatest(length(one), length(other))
END;

-- The speakers with a name similar to one of `names`, which are folded, and their scores. An equal word gets the BM25
-- weight of a lexeme that occurs in no claim, so that no text scores higher for it. The eighth power of the similarity
-- makes words that are only similar count much less.
CREATE FUNCTION claims_speakers_named(names text[]) RETURNS TABLE (speaker bigint, score double precision)
LANGUAGE sql STABLE SET pg_trgm.strict_word_similarity_threshold = 0.2 AS $$
    SELECT s.id, 2.2 * claims_idf(0, (SELECT documents FROM claims_totals()))
           * max(alike + 0.05 * similarity(asked, s.folded_names))
    FROM unnest(names) asked
    -- OFFSET 0 keeps the planner from merging this subquery, so that each name is looked up in the trigram index. The
    -- planner would scan the table, since it underestimates the cost of comparing names.
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

-- Ranking: how well a document answers a query, and how similar two words are.

-- What an occurrence of a lexeme adds to the score of a document: Okapi BM25 (Robertson and others, TREC-3) with k1 = 1.2
-- and b = 0.75. `telling` is the weight of the lexeme (IDF). Its first occurrence counts 1 in the text of weight A, 0.5 in
-- B and 0.25 in C, and the n-th a part of 1/n², as ts_rank() counts: that takes a tenth of the time of reading the
-- tsvector in SQL. The length of a document is the number of its distinct lexemes; `average` is the average length.
CREATE FUNCTION claims_bm25(
    document tsvector, lexeme tsquery, telling double precision, average double precision
) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN telling * 2.2::float8 * (1::float8 - (0.3::float8 + 0.9::float8 * length(document) / average) / (
    0.3::float8 + 0.9::float8 * length(document) / average
    -- Over π²/6, the sum of all 1/n².
    + ts_rank('{0, 0.25, 0.5, 1}', document, lexeme) * 1.6449340668482264::float8
));

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

-- Sets how similar a name must be to be found by `%>>` (strict word similarity), and returns the former value. The
-- value is set for the transaction, and by a function that is called at run time: CREATE FUNCTION … SET of a parameter of
-- an extension is left to superusers.
CREATE FUNCTION claims_similar_from(threshold text) RETURNS text
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    former text := coalesce(current_setting('pg_trgm.strict_word_similarity_threshold', true), '0.5');
BEGIN
    PERFORM set_config('pg_trgm.strict_word_similarity_threshold', threshold, true);
    RETURN former;
END $$;

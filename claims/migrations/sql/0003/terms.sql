-- Term counts: the number of claims in which each lexeme occurs. The weights of BM25 are computed from them.
--
-- `claims_term` has the merged counts. A trigger on claims only appends whole documents to `claims_term_pending`, which
-- has no index, so that writers pay little and do not wait for each other. A reader adds the lexemes of the few pending
-- documents to the merged counts, so the counts are exact in every transaction. About one write in a hundred, and every
-- large one, merges the pending documents (`claims/models/terms.py`).

CREATE TABLE claims_term (
    -- '' has the totals over all lexemes.
    term text COLLATE "C" PRIMARY KEY,
    -- The claims in which the lexeme occurs.
    documents bigint NOT NULL,
    -- Its occurrences in all claims.
    occurrences bigint NOT NULL
);

-- Documents of claims that were added or removed since the last merge.
CREATE TABLE claims_term_pending (
    document tsvector NOT NULL,
    -- 1 for an added document, -1 for a removed one.
    sign smallint NOT NULL
);

-- The number of words in a document.
CREATE FUNCTION claims_occurrences(document tsvector) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(sum(cardinality(positions)), 0) FROM unnest(document)
$$;

-- Merged and pending counts: the sum of a lexeme's rows is its count.
CREATE VIEW claims_term_counts AS
SELECT term, documents, occurrences FROM claims_term
UNION ALL
SELECT lexeme, sign, sign * cardinality(positions) FROM claims_term_pending, unnest(document)
UNION ALL
SELECT '', sign, sign * claims_occurrences(document) FROM claims_term_pending;

-- Merges the pending documents into the counts, unless another transaction is doing so.
CREATE FUNCTION claims_merge_term_counts() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('claims_merge_term_counts')) THEN
        RETURN;
    END IF;
    WITH pending AS (
        DELETE FROM claims_term_pending RETURNING *
    ), counted AS (
        SELECT lexeme AS term, sign, sign * cardinality(positions) AS occurrences FROM pending, unnest(document)
        UNION ALL
        SELECT '', sign, sign * claims_occurrences(document) FROM pending
    )
    INSERT INTO claims_term AS t
    SELECT term, sum(sign), sum(occurrences) FROM counted GROUP BY term
    ON CONFLICT (term) DO UPDATE
    SET documents = t.documents + excluded.documents, occurrences = t.occurrences + excluded.occurrences;
END $$;

-- Counts all claims from the beginning, for instance after rows were loaded with triggers disabled.
CREATE FUNCTION claims_count_terms() RETURNS void
LANGUAGE sql AS $$
    TRUNCATE claims_term, claims_term_pending;
    INSERT INTO claims_term
    SELECT lexeme, count(*), sum(cardinality(positions)) FROM claims_claim, unnest(document) GROUP BY lexeme
    UNION ALL
    SELECT '', count(*), coalesce(sum(claims_occurrences(document)), 0) FROM claims_claim;
$$;

-- The number of claims in which each of `lexemes` occurs. A lexeme that occurs in none has no row.
CREATE FUNCTION claims_documents(lexemes text[]) RETURNS TABLE (lexeme text, documents bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT term, sum(documents)::bigint FROM claims_term_counts
    WHERE term = ANY (lexemes) GROUP BY term HAVING sum(documents) > 0
$$;

-- The inverse document frequency (IDF) of BM25: the weight of a lexeme that occurs in `frequency` of `documents`
-- documents, with the smoothing of Lucene, by which no weight is negative.
CREATE FUNCTION claims_idf(frequency bigint, documents bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ln(1 + (greatest(documents - frequency, 0) + 0.5) / (frequency + 0.5));

-- The number of claims, their average length in words (at least 1), and the IDF of a lexeme that occurs in one claim.
CREATE FUNCTION claims_totals() RETURNS TABLE (documents bigint, average double precision, unit double precision)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT documents, greatest(1, occurrences / nullif(documents, 0)::float8), claims_idf(1, documents)
    FROM (
        SELECT coalesce(sum(documents), 0)::bigint AS documents, sum(occurrences) AS occurrences
        FROM claims_term_counts WHERE term = ''
    ) counted
$$;

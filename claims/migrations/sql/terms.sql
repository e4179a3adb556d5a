-- In how many claims each lexeme occurs: what tells a telling word from a common one (BM25).
--
-- Writers of claims only ever add rows to `claims_term_news`, so that none waits for another; a reader adds them up, so
-- the numbers are exact in every transaction. From time to time a writer settles the news into `claims_term`.

CREATE TABLE claims_term (
    -- '' stands for all of them.
    term text COLLATE "C" PRIMARY KEY,
    documents bigint NOT NULL,
    -- How often it occurs in all claims together.
    occurrences bigint NOT NULL
);

CREATE TABLE claims_term_news (
    term text COLLATE "C" NOT NULL,
    documents bigint NOT NULL,
    occurrences bigint NOT NULL
);
CREATE INDEX claims_term_news_term ON claims_term_news (term);

CREATE FUNCTION claims_occurrences(document tsvector) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(sum(cardinality(positions)), 0) FROM unnest(document)
$$;

-- Moves the news into the settled numbers, unless somebody else is at it.
CREATE FUNCTION claims_settle_terms() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('claims_settle_terms')) THEN
        RETURN;
    END IF;
    WITH news AS (DELETE FROM claims_term_news RETURNING *)
    INSERT INTO claims_term AS t
    SELECT term, sum(documents), sum(occurrences) FROM news GROUP BY term
    ON CONFLICT (term) DO UPDATE
    SET documents = t.documents + excluded.documents, occurrences = t.occurrences + excluded.occurrences;
END $$;

-- Counts everything anew: after rows were loaded with their triggers silenced.
CREATE FUNCTION claims_count_terms() RETURNS void
LANGUAGE sql AS $$
    TRUNCATE claims_term, claims_term_news;
    INSERT INTO claims_term
    SELECT lexeme, count(*), sum(cardinality(positions)) FROM claims_claim, unnest(document) GROUP BY lexeme
    UNION ALL
    SELECT '', count(*), coalesce(sum(claims_occurrences(document)), 0) FROM claims_claim;
$$;

-- In how many claims a lexeme occurs; of '', how many claims there are.
CREATE FUNCTION claims_documents(lexeme text) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (coalesce((SELECT documents FROM claims_term WHERE term = lexeme), 0)
            + coalesce((SELECT sum(documents) FROM claims_term_news WHERE term = lexeme), 0))::bigint
$$;

-- How telling a lexeme is that occurs in `frequency` of `documents` (the inverse document frequency of BM25).
CREATE FUNCTION claims_idf(frequency bigint, documents bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ln(1 + (greatest(documents - frequency, 0) + 0.5) / (frequency + 0.5));

-- In how many claims each lexeme occurs, for writers who pay little: they put down whole documents, unread.
--
-- A document that came or went since the numbers were settled is a row of `claims_term_news`, with no index. Readers
-- count the few there are, so the numbers are exact in every transaction; about one write in a hundred settles them.

SELECT claims_settle_terms();
DROP TABLE claims_term_news;
CREATE TABLE claims_term_news (
    document tsvector NOT NULL,
    -- 1 where it came, -1 where it went.
    sign smallint NOT NULL
);

-- The numbers of one or more lexemes: add up the rows. '' stands for all lexemes.
CREATE VIEW claims_term_counts AS
SELECT term, documents, occurrences FROM claims_term
UNION ALL
SELECT lexeme, sign, sign * cardinality(positions) FROM claims_term_news, unnest(document)
UNION ALL
SELECT '', sign, sign * claims_occurrences(document) FROM claims_term_news;

-- Moves the news into the settled numbers, unless somebody else is at it.
CREATE OR REPLACE FUNCTION claims_settle_terms() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('claims_settle_terms')) THEN
        RETURN;
    END IF;
    WITH news AS (
        DELETE FROM claims_term_news RETURNING *
    ), counted AS (
        SELECT lexeme AS term, sign, sign * cardinality(positions) AS occurrences FROM news, unnest(document)
        UNION ALL
        SELECT '', sign, sign * claims_occurrences(document) FROM news
    )
    INSERT INTO claims_term AS t
    SELECT term, sum(sign), sum(occurrences) FROM counted GROUP BY term
    ON CONFLICT (term) DO UPDATE
    SET documents = t.documents + excluded.documents, occurrences = t.occurrences + excluded.occurrences;
END $$;

DROP FUNCTION claims_documents(text);

-- In how many claims each of some lexemes occurs. Those that occur in none are not there.
CREATE FUNCTION claims_documents(lexemes text[]) RETURNS TABLE (lexeme text, documents bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT term, sum(documents)::bigint FROM claims_term_counts
    WHERE term = ANY (lexemes) GROUP BY term HAVING sum(documents) > 0
$$;

-- How many claims there are, how long they are on average, and what one word tells that a single claim has.
CREATE FUNCTION claims_totals() RETURNS TABLE (documents bigint, average double precision, unit double precision)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT documents, greatest(1, occurrences / nullif(documents, 0)::float8), claims_idf(1, documents)
    FROM (
        SELECT coalesce(sum(documents), 0)::bigint AS documents, sum(occurrences) AS occurrences
        FROM claims_term_counts WHERE term = ''
    ) counted
$$;

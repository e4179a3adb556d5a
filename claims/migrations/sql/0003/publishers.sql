-- Publishers, which follow from the sources, and whom they quote. No number of sources makes an answer slow.

-- A text as the value of a parameter in an address (RFC 3986).
CREATE FUNCTION claims_percent_encoded(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
BEGIN ATOMIC
    SELECT string_agg(
        CASE WHEN part COLLATE "C" ~ '[A-Za-z0-9_.~-]' THEN part
             ELSE upper(regexp_replace(encode(convert_to(part, 'UTF8'), 'hex'), '..', '%\&', 'g')) END,
        '' ORDER BY place)
    FROM regexp_split_to_table(value, '') WITH ORDINALITY parts (part, place);
END;

-- The sources of a publisher that appeared last, at most `most` of them; `publisher` as claims_same() gives it. The
-- index has them in this order. The planner would read and sort all of them: it expects as few of each publisher.
CREATE FUNCTION claims_newest_sources(of_publisher text, most int) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan
SET enable_sort = off SET enable_bitmapscan = off SET enable_seqscan = off AS $$
BEGIN
    RETURN QUERY SELECT id FROM claims_source WHERE claims_same(publisher) = of_publisher
        ORDER BY published_on DESC NULLS LAST, id DESC LIMIT most;
END $$;

-- The speakers of the statements in the 200 newest sources that stand: one for each statement, at most 2,000.
CREATE FUNCTION claims_newest_statements(of_publisher text) RETURNS SETOF bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT said.speaker_id FROM claims_newest_sources(of_publisher, 200) source (id) CROSS JOIN LATERAL (
        SELECT speaker_id FROM claims_statement s WHERE s.source_id = source.id AND s.status = 'active' LIMIT 2000
    ) said LIMIT 2000;
END;

-- Each publisher once, with the name as its latest source spells it.
CREATE VIEW claims_publisher_name AS
    SELECT DISTINCT ON (claims_same(publisher)) claims_same(publisher) AS key, publisher AS name
    FROM claims_source WHERE claims_same(publisher) > ''
    ORDER BY claims_same(publisher), published_on DESC NULLS LAST, id DESC;

CREATE VIEW claims_publisher AS
    SELECT key, name, source_count, source_count = 1000 AS source_count_at_least,
           (SELECT count(*)::int FROM claims_newest_sources(key, 200)) AS newest_sources,
           (SELECT count(*)::int FROM claims_newest_statements(key)) AS newest_statements
    FROM claims_publisher_name
    CROSS JOIN LATERAL (SELECT count(*)::int AS source_count FROM claims_newest_sources(key, 1000)) counted;

-- The speakers of these statements, and how many are by each.
CREATE VIEW claims_quoted AS
    SELECT key || '-' || speaker_id AS id, key AS publisher_id, speaker_id, count(*)::int AS statement_count
    FROM claims_publisher_name CROSS JOIN LATERAL claims_newest_statements(key) said (speaker_id)
    GROUP BY key, speaker_id;

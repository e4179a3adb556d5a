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

-- The sources of a publisher that appeared last, at most 200 of them; `publisher` as claims_same() gives it.
CREATE FUNCTION claims_newest_sources(publisher text) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 200
BEGIN ATOMIC
    SELECT id FROM claims_source s WHERE claims_same(s.publisher) = claims_newest_sources.publisher
    ORDER BY published_on DESC NULLS LAST, id DESC LIMIT 200;
END;

-- The statements in these sources that stand, at most 2,000 of them, and who said them.
CREATE FUNCTION claims_newest_statements(publisher text) RETURNS SETOF bigint
LANGUAGE sql STABLE ROWS 2000
BEGIN ATOMIC
    SELECT s.speaker_id FROM claims_newest_sources(publisher) source (id)
    JOIN claims_statement s ON s.source_id = source.id WHERE s.status = 'active' ORDER BY s.id DESC LIMIT 2000;
END;

-- Each publisher once, with the name as its latest source spells it.
CREATE VIEW claims_publisher AS
    SELECT key, name,
           (SELECT count(*)::int FROM (
               SELECT FROM claims_source s WHERE claims_same(s.publisher) = key LIMIT 1000) c) AS source_count,
           EXISTS (SELECT FROM claims_source s WHERE claims_same(s.publisher) = key OFFSET 1000) AS source_count_at_least,
           (SELECT count(*)::int FROM claims_newest_sources(key)) AS newest_sources,
           (SELECT count(*)::int FROM claims_newest_statements(key)) AS newest_statements
    FROM (
        SELECT DISTINCT ON (claims_same(publisher)) claims_same(publisher) AS key, publisher AS name
        FROM claims_source WHERE claims_same(publisher) > ''
        ORDER BY claims_same(publisher), published_on DESC NULLS LAST, id DESC
    ) named;

-- The speakers of these statements, and how many are by each.
CREATE VIEW claims_quoted AS
    SELECT key || '-' || speaker_id AS id, key AS publisher_id, speaker_id, count(*)::int AS statement_count
    FROM (SELECT DISTINCT claims_same(publisher) AS key FROM claims_source WHERE claims_same(publisher) > '') p
    CROSS JOIN LATERAL claims_newest_statements(key) said (speaker_id)
    GROUP BY key, speaker_id;

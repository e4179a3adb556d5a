-- How often a claim was repeated. No number of stances makes an answer slow: of each position, 10,000 are read at most.

-- The stances that count, each once: in the capacity of the one who spoke. Few statements do not stand, so that it is
-- quicker to leave them out than to look each statement up.
CREATE VIEW claims_own_stance AS
    SELECT taken.id, taken.claim_id, taken.statement_id, taken.speaker_id, taken.position, taken.made_on,
           taken.created_at
    FROM claims_stance taken
    WHERE taken.review_status = 'confirmed' AND NOT EXISTS (
        SELECT FROM claims_statement spoken WHERE spoken.id = taken.statement_id AND spoken.status <> 'active');

-- The stances that took a position on a claim last: at most 10,000 of them, the latest first.
CREATE FUNCTION claims_latest_own_stances(of_claim bigint, taking text) RETURNS SETOF claims_own_stance
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT * FROM claims_own_stance WHERE claim_id = of_claim AND position = taking
    ORDER BY made_on DESC, created_at DESC, id DESC LIMIT 10000;
END;

-- How often each committal position on a claim was taken, and the first and the last stance that took it.
CREATE VIEW claims_repetition AS
    SELECT c.id * 4 + one.place AS id, c.id AS claim_id, one.position, counted.times, counted.speakers,
           counted.times = 10000 AS at_least, first.id AS first_id, last.id AS last_id
    FROM claims_claim c
    CROSS JOIN (VALUES (0, 'affirms'), (1, 'denies'), (2, 'qualifies'), (3, 'questions')) one (place, position)
    CROSS JOIN LATERAL (
        SELECT id FROM claims_own_stance s WHERE s.claim_id = c.id AND s.position = one.position
        ORDER BY made_on, created_at, id LIMIT 1
    ) first
    CROSS JOIN LATERAL (
        SELECT id FROM claims_own_stance s WHERE s.claim_id = c.id AND s.position = one.position
        ORDER BY made_on DESC, created_at DESC, id DESC LIMIT 1
    ) last
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS times, count(DISTINCT speaker_id)::int AS speakers
        FROM claims_latest_own_stances(c.id, one.position)
    ) counted;

-- Of each committal position on a claim, the ten speakers who took it most often.
CREATE VIEW claims_repeater AS
    SELECT c.id || '-' || one.position || '-' || often.speaker_id AS id, c.id AS claim_id, one.position,
           often.speaker_id, often.times, first.made_on AS first_on, first.made_on_precision AS first_on_precision,
           last.made_on AS last_on, last.made_on_precision AS last_on_precision
    FROM claims_claim c
    CROSS JOIN (VALUES ('affirms'), ('denies'), ('qualifies'), ('questions')) one (position)
    CROSS JOIN LATERAL (
        SELECT speaker_id, count(*)::int AS times, max(made_on) AS last_on,
               (array_agg(statement_id ORDER BY made_on, created_at, id))[1] AS first_id,
               (array_agg(statement_id ORDER BY made_on DESC, created_at DESC, id DESC))[1] AS last_id
        FROM claims_latest_own_stances(c.id, one.position)
        GROUP BY speaker_id ORDER BY times DESC, last_on DESC, speaker_id LIMIT 10
    ) often
    JOIN claims_statement first ON first.id = often.first_id
    JOIN claims_statement last ON last.id = often.last_id;

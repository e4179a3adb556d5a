-- Positions and tallies: derived from the stances, in one definition, for reading, refreshing and checking.

-- Every stance that counts, once for each capacity it counts in: confirmed stances of active statements.
-- An id is twice the stance's, plus one where the speaker was represented. Who does not ask for the stored position
-- does not pay for it: PostgreSQL drops a left join to a unique key that nothing is read from.
CREATE VIEW claims_counted_stance AS
    SELECT taken.id * 2 AS id, taken.id AS stance_id, taken.statement_id, taken.claim_id, spoken.speaker_id,
           'own' AS capacity, taken.position, spoken.made_on, taken.created_at, stored.id AS derived_position_id
    FROM claims_stance taken JOIN claims_statement spoken ON spoken.id = taken.statement_id
    LEFT JOIN claims_position stored ON stored.speaker_id = spoken.speaker_id
        AND stored.claim_id = taken.claim_id AND stored.capacity = 'own'
    WHERE taken.review_status = 'confirmed' AND spoken.status = 'active'
    UNION ALL
    SELECT taken.id * 2 + 1, taken.id, taken.statement_id, taken.claim_id, spoken.on_behalf_of_id,
           'represented', taken.position, spoken.made_on, taken.created_at, stored.id
    FROM claims_stance taken JOIN claims_statement spoken ON spoken.id = taken.statement_id
    LEFT JOIN claims_position stored ON stored.speaker_id = spoken.on_behalf_of_id
        AND stored.claim_id = taken.claim_id AND stored.capacity = 'represented'
    WHERE taken.review_status = 'confirmed' AND spoken.status = 'active' AND spoken.on_behalf_of_id IS NOT NULL;

CREATE TYPE claims_standing AS (
    position text, stance_id bigint, first_on date, last_on date, stance_count int, changed boolean, taken text[]
);

-- Where a speaker stands on a claim, on the last day of `until` or, without it, now. NULL: took no position.
-- The latest committal position stands; reporting a claim or declining to comment stands only where there is none.
-- Two committal positions in a row differ exactly when there are two different ones. `taken` has every position that
-- was ever taken, once.
CREATE FUNCTION claims_derive(who bigint, what bigint, as_what text, until date DEFAULT NULL)
RETURNS claims_standing LANGUAGE sql STABLE AS $$
    WITH counted AS (
        SELECT stance_id, position, made_on, created_at,
               position IN ('affirms', 'denies', 'qualifies', 'questions') AS committal
        FROM claims_counted_stance
        WHERE speaker_id = who AND claim_id = what AND capacity = as_what AND (until IS NULL OR made_on <= until)
    ), current AS (
        SELECT position, stance_id FROM counted
        ORDER BY committal DESC, made_on DESC, created_at DESC, stance_id DESC LIMIT 1
    )
    SELECT (
        current.position,
        current.stance_id,
        min(counted.made_on) FILTER (WHERE counted.position = current.position),
        max(counted.made_on) FILTER (WHERE counted.position = current.position),
        count(*)::int,
        count(DISTINCT counted.position) FILTER (WHERE counted.committal) > 1,
        array_agg(DISTINCT counted.position ORDER BY counted.position)
    )::claims_standing
    FROM current CROSS JOIN counted
    GROUP BY current.position, current.stance_id
$$;

-- Brings positions and tallies up to date for the keys (speakers[i], claims[i], capacities[i]).
-- Concurrent writers: whoever is about to derive something of a claim locks the claim's tally first, which always
-- exists, in the order of the claims; the stances are read by a later statement, with a later snapshot. So writers
-- about the same claim follow each other, and the last of them sees all of them.
CREATE FUNCTION claims_refresh(speakers bigint[], claims bigint[], capacities text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    before text := coalesce(current_setting('claims.refreshing', true), '');
BEGIN
    IF cardinality(claims) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM claims_claimtally t WHERE t.claim_id = ANY (claims) ORDER BY t.claim_id FOR UPDATE;
    PERFORM set_config('claims.refreshing', 'on', true);

    INSERT INTO claims_position AS p
        (speaker_id, claim_id, capacity, position, stance_id, first_on, last_on, stance_count, changed, taken,
         claim_created_at)
    SELECT d.speaker, d.claim, d.capacity, (d.now).position, (d.now).stance_id, (d.now).first_on, (d.now).last_on,
           (d.now).stance_count, (d.now).changed, (d.now).taken, c.created_at
    FROM (
        SELECT k.*, claims_derive(k.speaker, k.claim, k.capacity) AS now
        FROM (SELECT DISTINCT * FROM unnest(speakers, claims, capacities) AS k (speaker, claim, capacity)) k
    ) d JOIN claims_claim c ON c.id = d.claim
    WHERE (d.now).position IS NOT NULL
    ORDER BY d.claim, d.speaker, d.capacity
    ON CONFLICT (claim_id, speaker_id, capacity) DO UPDATE
    SET position = EXCLUDED.position, stance_id = EXCLUDED.stance_id, first_on = EXCLUDED.first_on,
        last_on = EXCLUDED.last_on, stance_count = EXCLUDED.stance_count, changed = EXCLUDED.changed,
        taken = EXCLUDED.taken, updated_at = now()
    WHERE (p.position, p.stance_id, p.first_on, p.last_on, p.stance_count, p.changed, p.taken) IS DISTINCT FROM
          (EXCLUDED.position, EXCLUDED.stance_id, EXCLUDED.first_on, EXCLUDED.last_on, EXCLUDED.stance_count,
           EXCLUDED.changed, EXCLUDED.taken);

    DELETE FROM claims_position p
    USING (SELECT DISTINCT * FROM unnest(speakers, claims, capacities) AS k (speaker, claim, capacity)) k
    WHERE p.speaker_id = k.speaker AND p.claim_id = k.claim AND p.capacity = k.capacity
      AND (claims_derive(k.speaker, k.claim, k.capacity)).position IS NULL;

    PERFORM claims_refresh_tallies(claims);
    PERFORM set_config('claims.refreshing', before, true);
END $$;

-- How many speakers hold each position on a claim, in their own capacity, so that nobody counts twice.
CREATE VIEW claims_derived_tally AS
    SELECT c.id AS claim_id,
           count(*) FILTER (WHERE p.position = 'affirms')::int AS affirms,
           count(*) FILTER (WHERE p.position = 'denies')::int AS denies,
           count(*) FILTER (WHERE p.position = 'qualifies')::int AS qualifies,
           count(*) FILTER (WHERE p.position = 'questions')::int AS questions,
           count(*) FILTER (WHERE p.position = 'reports')::int AS reports,
           count(*) FILTER (WHERE p.position = 'declines')::int AS declines,
           coalesce(bool_or(p.position = 'affirms') AND bool_or(p.position = 'denies'), false) AS disputed
    FROM claims_claim c LEFT JOIN claims_position p ON p.claim_id = c.id AND p.capacity = 'own'
    GROUP BY c.id;

-- The tallies of claims that the caller has locked.
CREATE FUNCTION claims_refresh_tallies(claims bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE claims_claimtally t
    SET affirms = d.affirms, denies = d.denies, qualifies = d.qualifies, questions = d.questions,
        reports = d.reports, declines = d.declines, disputed = d.disputed, updated_at = now()
    FROM claims_derived_tally d
    WHERE t.claim_id = d.claim_id AND d.claim_id = ANY (claims)
      AND (t.affirms, t.denies, t.qualifies, t.questions, t.reports, t.declines, t.disputed) IS DISTINCT FROM
          (d.affirms, d.denies, d.qualifies, d.questions, d.reports, d.declines, d.disputed);
END $$;

-- Gives the stances of these statements their statements' day. Locking the statements first, in the order that all
-- writers lock them in, keeps them from changing their day meanwhile.
CREATE FUNCTION claims_follow_statements(statements bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM claims_statement s WHERE s.id = ANY (statements) ORDER BY s.id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM claims_stance x JOIN claims_statement s ON s.id = x.statement_id
               WHERE s.id = ANY (statements) AND x.made_on <> s.made_on) THEN
        UPDATE claims_stance x SET made_on = s.made_on FROM claims_statement s
        WHERE s.id = x.statement_id AND s.id = ANY (statements) AND x.made_on <> s.made_on;
    END IF;
END $$;

-- What triggers on stances call: the keys are those of the statements' present speakers. The caller has locked
-- the statements, so that none changes hands between reading its speaker and counting its stances.
CREATE FUNCTION claims_refresh_stances(statements bigint[], claims bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    who bigint[];
    what bigint[];
    as_what text[];
BEGIN
    SELECT array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity) INTO who, what, as_what
    FROM (
        SELECT DISTINCT held.speaker, taken.claim, held.capacity
        FROM unnest(statements, claims) AS taken (statement, claim)
        JOIN claims_statement s ON s.id = taken.statement
        CROSS JOIN LATERAL (VALUES (s.speaker_id, 'own'), (s.on_behalf_of_id, 'represented')) AS held (speaker, capacity)
        WHERE held.speaker IS NOT NULL
    ) k;
    PERFORM claims_refresh(who, what, as_what);
END $$;

-- The differences between what is stored and what a recomputation from the stances gives; empty when all is right.
CREATE FUNCTION claims_position_differences()
RETURNS TABLE (what text, speaker_id bigint, claim_id bigint, capacity text, stored text, derived text)
LANGUAGE sql STABLE AS $$
    SELECT 'position', coalesce(p.speaker_id, d.speaker_id), coalesce(p.claim_id, d.claim_id),
           coalesce(p.capacity, d.capacity),
           CASE WHEN p.id IS NOT NULL
                THEN (p.position, p.stance_id, p.first_on, p.last_on, p.stance_count, p.changed, p.taken)::text END,
           (d.now)::text
    FROM claims_position p
    FULL JOIN (
        SELECT k.*, claims_derive(k.speaker_id, k.claim_id, k.capacity) AS now
        FROM (SELECT DISTINCT c.speaker_id, c.claim_id, c.capacity FROM claims_counted_stance c) k
    ) d ON d.speaker_id = p.speaker_id AND d.claim_id = p.claim_id AND d.capacity = p.capacity
    WHERE (p.position, p.stance_id, p.first_on, p.last_on, p.stance_count, p.changed, p.taken)::text
          IS DISTINCT FROM (d.now)::text
    UNION ALL
    SELECT 'day', s.speaker_id, x.claim_id, NULL, x.made_on::text, s.made_on::text
    FROM claims_stance x JOIN claims_statement s ON s.id = x.statement_id
    WHERE x.made_on <> s.made_on
    UNION ALL
    SELECT 'order', p.speaker_id, p.claim_id, p.capacity, p.claim_created_at::text, c.created_at::text
    FROM claims_position p JOIN claims_claim c ON c.id = p.claim_id
    WHERE p.claim_created_at <> c.created_at
    UNION ALL
    SELECT 'tally', NULL, coalesce(t.claim_id, d.claim_id), NULL,
           CASE WHEN t.claim_id IS NOT NULL
                THEN (t.affirms, t.denies, t.qualifies, t.questions, t.reports, t.declines, t.disputed)::text END,
           (d.affirms, d.denies, d.qualifies, d.questions, d.reports, d.declines, d.disputed)::text
    FROM claims_claimtally t FULL JOIN claims_derived_tally d ON d.claim_id = t.claim_id
    WHERE t.claim_id IS NULL OR d.claim_id IS NULL
       OR (t.affirms, t.denies, t.qualifies, t.questions, t.reports, t.declines, t.disputed) IS DISTINCT FROM
          (d.affirms, d.denies, d.qualifies, d.questions, d.reports, d.declines, d.disputed)
$$;

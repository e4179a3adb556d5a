-- Positions and tallies, which are derived from the stances. One definition (`claims_derive_positions`) serves
-- reading, refreshing and checking.

-- Every stance that a position is derived from, once for each capacity: the confirmed stances of active statements. The
-- id is twice the id of the stance, plus one for the capacity `represented`. A query that does not read
-- `derived_position_id` pays nothing for it: PostgreSQL removes a LEFT JOIN to a unique key that nothing reads.
CREATE VIEW claims_counted_stance AS
    SELECT taken.id * 2 AS id, taken.id AS stance_id, taken.statement_id, taken.claim_id, taken.speaker_id,
           'own' AS capacity, taken.position, taken.made_on, spoken.made_on_precision, taken.created_at,
           stored.id AS derived_position_id
    FROM claims_stance taken JOIN claims_statement spoken ON spoken.id = taken.statement_id
    LEFT JOIN claims_position stored ON stored.speaker_id = taken.speaker_id
        AND stored.claim_id = taken.claim_id AND stored.capacity = 'own'
    WHERE taken.review_status = 'confirmed' AND spoken.status = 'active'
    UNION ALL
    SELECT taken.id * 2 + 1, taken.id, taken.statement_id, taken.claim_id, taken.on_behalf_of_id,
           'represented', taken.position, taken.made_on, spoken.made_on_precision, taken.created_at, stored.id
    FROM claims_stance taken JOIN claims_statement spoken ON spoken.id = taken.statement_id
    LEFT JOIN claims_position stored ON stored.speaker_id = taken.on_behalf_of_id
        AND stored.claim_id = taken.claim_id AND stored.capacity = 'represented'
    WHERE taken.review_status = 'confirmed' AND spoken.status = 'active' AND taken.on_behalf_of_id IS NOT NULL;

CREATE TYPE claims_derived_position AS (
    speaker_id bigint, claim_id bigint, capacity text, position text, stance_id bigint, first_on date,
    first_on_precision text, last_on date, last_on_precision text, stance_count int, changed boolean, taken text[]
);

-- The position of every speaker on every claim in each capacity, from the stances up to the day `until` or, if that is
-- NULL, from all of them. It is the latest committal position (by day, then by creation); a position that only reports
-- the claim or declines to comment counts where there is no committal one. `first_on` and `last_on`: day and precision
-- of the first and of the last stance that took it, in the same order. `changed`: there are two different committal
-- positions, so that two successive ones differ. `taken`: every position ever taken, once.
--
-- PostgreSQL inlines the function, so that a condition on speaker, claim or capacity selects the stances that are read.
CREATE FUNCTION claims_derive_positions(until date) RETURNS SETOF claims_derived_position
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT speaker_id, claim_id, capacity, current, holder,
           min(made_on) FILTER (WHERE position = current),
           (array_agg(made_on_precision ORDER BY made_on, created_at, stance_id) FILTER (WHERE position = current))[1],
           last_on, last_on_precision, count(*)::int, bool_or(committal AND position <> current),
           array_agg(DISTINCT position ORDER BY position)
    FROM (
        SELECT counted.*, first_value(position) OVER latest AS current, first_value(stance_id) OVER latest AS holder,
               first_value(made_on) OVER latest AS last_on,
               first_value(made_on_precision) OVER latest AS last_on_precision
        FROM (
            SELECT speaker_id, claim_id, capacity, stance_id, position::text AS position, made_on,
                   made_on_precision::text AS made_on_precision, created_at,
                   position IN ('affirms', 'denies', 'qualifies', 'questions') AS committal
            FROM claims_counted_stance WHERE until IS NULL OR made_on <= until
        ) counted
        WINDOW latest AS (
            PARTITION BY speaker_id, claim_id, capacity
            ORDER BY committal DESC, made_on DESC, created_at DESC, stance_id DESC
        )
    ) taken
    GROUP BY speaker_id, claim_id, capacity, current, holder, last_on, last_on_precision;
END;

-- One of these positions; NULL where there are no stances.
CREATE FUNCTION claims_derive_position(of_speaker bigint, of_claim bigint, in_capacity text)
RETURNS claims_derived_position LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT derived FROM claims_derive_positions(NULL) derived
    WHERE speaker_id = of_speaker AND claim_id = of_claim AND capacity = in_capacity;
END;

-- How many speakers hold each position on a claim, in their own capacity alone, so that no speaker is counted twice.
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

-- Whether each position is part of a contradiction (`claims_contradiction`): the speaker affirmed and denied the claim, or
-- somebody else holds the opposite. With the least and the greatest speaker who holds it, one pass over a claim suffices.
CREATE VIEW claims_derived_contradicted AS
    SELECT id, claim_id,
           taken @> ARRAY['affirms', 'denies']::varchar(9)[] OR coalesce(CASE position
               WHEN 'affirms' THEN speaker_id <> min(speaker_id) FILTER (WHERE position = 'denies') OVER on_claim
                                OR speaker_id <> max(speaker_id) FILTER (WHERE position = 'denies') OVER on_claim
               WHEN 'denies' THEN speaker_id <> min(speaker_id) FILTER (WHERE position = 'affirms') OVER on_claim
                               OR speaker_id <> max(speaker_id) FILTER (WHERE position = 'affirms') OVER on_claim
           END, false) AS contradicted
    FROM claims_position WINDOW on_claim AS (PARTITION BY claim_id);

-- Updates the tallies of claims whose tallies the caller has locked.
CREATE FUNCTION claims_refresh_tallies(claims bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    UPDATE claims_claimtally t
    SET affirms = d.affirms, denies = d.denies, qualifies = d.qualifies, questions = d.questions,
        reports = d.reports, declines = d.declines, disputed = d.disputed, updated_at = now()
    FROM claims_derived_tally d
    WHERE t.claim_id = d.claim_id AND d.claim_id = ANY (claims)
      AND (t.affirms, t.denies, t.qualifies, t.questions, t.reports, t.declines, t.disputed) IS DISTINCT FROM
          (d.affirms, d.denies, d.qualifies, d.questions, d.reports, d.declines, d.disputed);
END $$;

-- Recomputes the positions of the keys (speakers[i], claims[i], capacities[i]), and the tallies of their claims.
--
-- Concurrent writers: the tally of each claim, which always exists, is locked first, in the order of the claims, and
-- the stances are read by a later SQL statement, with a newer snapshot. Writers about the same claim therefore wait for
-- each other, and the last one sees the stances of all.
--
-- PostgreSQL would plan anew for each array. The plans for any array find rows by their keys as well, and are kept.
CREATE FUNCTION claims_refresh_positions(speakers bigint[], claims bigint[], capacities text[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    before text := coalesce(current_setting('claims.refreshing', true), '');
    derived claims_derived_position[];
BEGIN
    IF cardinality(claims) = 0 THEN
        RETURN;
    END IF;
    PERFORM 1 FROM claims_claimtally t WHERE t.claim_id = ANY (claims) ORDER BY t.claim_id FOR UPDATE;
    PERFORM set_config('claims.refreshing', 'on', true);

    -- Of a few keys, each is derived by itself; of many, all of their claims at once, which takes a third of the time.
    IF cardinality(claims) < 500 THEN
        SELECT array_agg(now) INTO derived
        FROM (SELECT DISTINCT * FROM unnest(speakers, claims, capacities) AS k (speaker, claim, capacity)) k
        CROSS JOIN LATERAL claims_derive_position(k.speaker, k.claim, k.capacity) AS now WHERE now.claim_id IS NOT NULL;
    ELSE
        SELECT array_agg(now) INTO derived FROM claims_derive_positions(NULL) AS now WHERE now.claim_id = ANY (
            ARRAY(SELECT DISTINCT claim FROM unnest(claims) AS claim));
    END IF;

    WITH wanted AS MATERIALIZED (
        SELECT DISTINCT * FROM unnest(speakers, claims, capacities) AS k (speaker, claim, capacity)
    ), now AS MATERIALIZED (
        SELECT d.* FROM unnest(derived) d
        JOIN wanted w ON w.speaker = d.speaker_id AND w.claim = d.claim_id AND w.capacity = d.capacity
    ), gone AS (
        DELETE FROM claims_position p USING wanted w
        WHERE p.speaker_id = w.speaker AND p.claim_id = w.claim AND p.capacity = w.capacity AND NOT EXISTS (
            SELECT FROM now d WHERE d.speaker_id = w.speaker AND d.claim_id = w.claim AND d.capacity = w.capacity)
    )
    INSERT INTO claims_position AS p
        (speaker_id, claim_id, capacity, position, stance_id, first_on, first_on_precision, last_on, last_on_precision,
         stance_count, changed, taken, claim_created_at)
    SELECT d.speaker_id, d.claim_id, d.capacity, d.position, d.stance_id, d.first_on, d.first_on_precision, d.last_on,
           d.last_on_precision, d.stance_count, d.changed, d.taken, c.created_at
    FROM now d JOIN claims_claim c ON c.id = d.claim_id
    ORDER BY d.claim_id, d.speaker_id, d.capacity
    ON CONFLICT (claim_id, speaker_id, capacity) DO UPDATE
    SET position = EXCLUDED.position, stance_id = EXCLUDED.stance_id, first_on = EXCLUDED.first_on,
        first_on_precision = EXCLUDED.first_on_precision, last_on = EXCLUDED.last_on,
        last_on_precision = EXCLUDED.last_on_precision, stance_count = EXCLUDED.stance_count,
        changed = EXCLUDED.changed, taken = EXCLUDED.taken, updated_at = now()
    WHERE (p.position, p.stance_id, p.first_on, p.first_on_precision, p.last_on, p.last_on_precision, p.stance_count,
           p.changed, p.taken) IS DISTINCT FROM
          (EXCLUDED.position, EXCLUDED.stance_id, EXCLUDED.first_on, EXCLUDED.first_on_precision, EXCLUDED.last_on,
           EXCLUDED.last_on_precision, EXCLUDED.stance_count, EXCLUDED.changed, EXCLUDED.taken);

    UPDATE claims_position p SET contradicted = d.contradicted
    FROM claims_derived_contradicted d
    WHERE p.id = d.id AND d.claim_id = ANY (claims) AND p.contradicted <> d.contradicted;
    PERFORM claims_refresh_tallies(claims);
    PERFORM set_config('claims.refreshing', before, true);
END $$;

-- Stances whose copies of day and speakers differ from those of their statements.
CREATE FUNCTION claims_stance_differences()
RETURNS TABLE (statement_id bigint, speaker_id bigint, claim_id bigint, stored text, derived text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT s.id, s.speaker_id, x.claim_id, (x.made_on, x.speaker_id, x.on_behalf_of_id)::text,
           (s.made_on, s.speaker_id, s.on_behalf_of_id)::text
    FROM claims_stance x JOIN claims_statement s ON s.id = x.statement_id
    WHERE (x.made_on, x.speaker_id, x.on_behalf_of_id) IS DISTINCT FROM (s.made_on, s.speaker_id, s.on_behalf_of_id);
END;

-- Copies day and speakers of these statements to their stances. It locks the statements first, in the order of their
-- ids as all writers do, so that they cannot change meanwhile.
CREATE FUNCTION claims_copy_statement_fields(statements bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM 1 FROM claims_statement s WHERE s.id = ANY (statements) ORDER BY s.id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM claims_stance_differences() d WHERE d.statement_id = ANY (statements)) THEN
        UPDATE claims_stance x
        SET made_on = s.made_on, speaker_id = s.speaker_id, on_behalf_of_id = s.on_behalf_of_id
        FROM claims_statement s
        WHERE s.id = x.statement_id AND s.id = ANY (statements)
          AND (x.made_on, x.speaker_id, x.on_behalf_of_id)
              IS DISTINCT FROM (s.made_on, s.speaker_id, s.on_behalf_of_id);
    END IF;
END $$;

-- Recomputes the positions on claims[i] of the speakers of statements[i]. The caller has locked the statements, so that
-- their speakers cannot change meanwhile.
CREATE FUNCTION claims_refresh_positions_of_statements(statements bigint[], claims bigint[]) RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    speakers bigint[];
    of_claims bigint[];
    capacities text[];
BEGIN
    SELECT array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity) INTO speakers, of_claims, capacities
    FROM (
        SELECT DISTINCT held.speaker, taken.claim, held.capacity
        FROM unnest(statements, claims) AS taken (statement, claim)
        JOIN claims_statement s ON s.id = taken.statement
        CROSS JOIN LATERAL (VALUES (s.speaker_id, 'own'), (s.on_behalf_of_id, 'represented')) AS held (speaker, capacity)
        WHERE held.speaker IS NOT NULL
    ) k;
    PERFORM claims_refresh_positions(speakers, of_claims, capacities);
END $$;

-- The differences between the stored rows and those recomputed from the stances; none if all is right. Kinds: a
-- position, a stance (copies of its statement's fields), an order (the copy of the claim's time in a position), a
-- contradiction (whether a position is contradicted), a tally, or the agreement of reviews.
CREATE FUNCTION claims_position_differences()
RETURNS TABLE (what text, speaker_id bigint, claim_id bigint, capacity text, stored text, derived text)
LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT 'position', coalesce(p.speaker_id, d.speaker_id), coalesce(p.claim_id, d.claim_id),
           coalesce(p.capacity, d.capacity),
           CASE WHEN p.id IS NOT NULL
                THEN (p.position, p.stance_id, p.first_on, p.first_on_precision, p.last_on, p.last_on_precision,
                      p.stance_count, p.changed, p.taken)::text END,
           CASE WHEN d.claim_id IS NOT NULL
                THEN (d.position, d.stance_id, d.first_on, d.first_on_precision, d.last_on, d.last_on_precision,
                      d.stance_count, d.changed, d.taken)::text END
    FROM claims_position p
    FULL JOIN claims_derive_positions(NULL) d ON d.speaker_id = p.speaker_id AND d.claim_id = p.claim_id AND d.capacity = p.capacity
    WHERE (p.position, p.stance_id, p.first_on, p.first_on_precision, p.last_on, p.last_on_precision, p.stance_count,
           p.changed, p.taken::text[]) IS DISTINCT FROM
          (d.position, d.stance_id, d.first_on, d.first_on_precision, d.last_on, d.last_on_precision, d.stance_count,
           d.changed, d.taken)
    UNION ALL
    SELECT 'stance', d.speaker_id, d.claim_id, NULL, d.stored, d.derived FROM claims_stance_differences() d
    UNION ALL
    SELECT 'order', p.speaker_id, p.claim_id, p.capacity, p.claim_created_at::text, c.created_at::text
    FROM claims_position p JOIN claims_claim c ON c.id = p.claim_id
    WHERE p.claim_created_at <> c.created_at
    UNION ALL
    SELECT 'contradiction', p.speaker_id, p.claim_id, p.capacity, p.contradicted::text, d.contradicted::text
    FROM claims_position p JOIN claims_derived_contradicted d ON d.id = p.id
    WHERE p.contradicted <> d.contradicted
    UNION ALL
    SELECT 'tally', NULL, coalesce(t.claim_id, d.claim_id), NULL,
           CASE WHEN t.claim_id IS NOT NULL
                THEN (t.affirms, t.denies, t.qualifies, t.questions, t.reports, t.declines, t.disputed)::text END,
           (d.affirms, d.denies, d.qualifies, d.questions, d.reports, d.declines, d.disputed)::text
    FROM claims_claimtally t FULL JOIN claims_derived_tally d ON d.claim_id = t.claim_id
    WHERE t.claim_id IS NULL OR d.claim_id IS NULL
       OR (t.affirms, t.denies, t.qualifies, t.questions, t.reports, t.declines, t.disputed) IS DISTINCT FROM
          (d.affirms, d.denies, d.qualifies, d.questions, d.reports, d.declines, d.disputed)
    UNION ALL
    SELECT 'agreement', NULL, t.claim_id, NULL, t.agreement, d.agreement
    FROM claims_claimtally t LEFT JOIN claims_derived_agreement d ON d.claim_id = t.claim_id
    WHERE t.agreement IS DISTINCT FROM d.agreement
$$;

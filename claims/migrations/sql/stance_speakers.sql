-- Whose stance it is, stands in the stance: a speaker's on a claim are found at once, among thousands on that claim.

UPDATE claims_stance x SET speaker_id = s.speaker_id, on_behalf_of_id = s.on_behalf_of_id
FROM claims_statement s WHERE s.id = x.statement_id;

CREATE OR REPLACE VIEW claims_counted_stance AS
    SELECT taken.id * 2 AS id, taken.id AS stance_id, taken.statement_id, taken.claim_id, taken.speaker_id,
           'own' AS capacity, taken.position, taken.made_on, taken.created_at, stored.id AS derived_position_id
    FROM claims_stance taken JOIN claims_statement spoken ON spoken.id = taken.statement_id
    LEFT JOIN claims_position stored ON stored.speaker_id = taken.speaker_id
        AND stored.claim_id = taken.claim_id AND stored.capacity = 'own'
    WHERE taken.review_status = 'confirmed' AND spoken.status = 'active'
    UNION ALL
    SELECT taken.id * 2 + 1, taken.id, taken.statement_id, taken.claim_id, taken.on_behalf_of_id,
           'represented', taken.position, taken.made_on, taken.created_at, stored.id
    FROM claims_stance taken JOIN claims_statement spoken ON spoken.id = taken.statement_id
    LEFT JOIN claims_position stored ON stored.speaker_id = taken.on_behalf_of_id
        AND stored.claim_id = taken.claim_id AND stored.capacity = 'represented'
    WHERE taken.review_status = 'confirmed' AND spoken.status = 'active' AND taken.on_behalf_of_id IS NOT NULL;

-- Gives the stances of these statements their statements' day and speakers. Locking the statements first, in the order
-- that all writers lock them in, keeps them from changing meanwhile.
CREATE OR REPLACE FUNCTION claims_follow_statements(statements bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
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

-- Stances that do not say what their statements say.
CREATE FUNCTION claims_stance_differences()
RETURNS TABLE (statement_id bigint, speaker_id bigint, claim_id bigint, stored text, derived text)
LANGUAGE sql STABLE AS $$
    SELECT s.id, s.speaker_id, x.claim_id, (x.made_on, x.speaker_id, x.on_behalf_of_id)::text,
           (s.made_on, s.speaker_id, s.on_behalf_of_id)::text
    FROM claims_stance x JOIN claims_statement s ON s.id = x.statement_id
    WHERE (x.made_on, x.speaker_id, x.on_behalf_of_id) IS DISTINCT FROM (s.made_on, s.speaker_id, s.on_behalf_of_id)
$$;

-- The differences between what is stored and what a recomputation from the stances gives; empty when all is right.
CREATE OR REPLACE FUNCTION claims_position_differences()
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
    SELECT 'stance', d.speaker_id, d.claim_id, NULL, d.stored, d.derived FROM claims_stance_differences() d
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

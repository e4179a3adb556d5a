-- Positions, tallies and agreement of all rows at once, with the same results as `claims_derive_positions`,
-- `claims_derived_tally` and `claims_derived_agreement`.

INSERT INTO claims_position (
    id, speaker_id, claim_id, capacity, position, stance_id, first_on, first_on_precision, last_on, last_on_precision,
    stance_count, changed, taken, claim_created_at, created_at, updated_at
)
SELECT row_number() OVER (ORDER BY claim_id, speaker_id, capacity), speaker_id, claim_id, capacity, current, holder,
       min(made_on) FILTER (WHERE position = current),
       (array_agg(made_on_precision ORDER BY made_on, created_at, stance_id) FILTER (WHERE position = current))[1],
       last_on, last_on_precision,
       count(*), count(DISTINCT position) FILTER (WHERE committal) > 1, array_agg(DISTINCT position ORDER BY position),
       claim_created_at, min(created_at), max(created_at)
FROM (
    SELECT *, first_value(position) OVER latest AS current, first_value(stance_id) OVER latest AS holder,
           first_value(made_on) OVER latest AS last_on, first_value(made_on_precision) OVER latest AS last_on_precision
    FROM (
        SELECT speaker_id, claim_id, capacity, stance_id, position, made_on, made_on_precision, s.created_at,
               position IN ('affirms', 'denies', 'qualifies', 'questions') AS committal,
               c.created_at AS claim_created_at
        FROM claims_counted_stance s JOIN claims_claim c ON c.id = s.claim_id
    ) counted
    WINDOW latest AS (
        PARTITION BY claim_id, speaker_id, capacity
        ORDER BY committal DESC, made_on DESC, created_at DESC, stance_id DESC
    )
) taken
GROUP BY claim_id, speaker_id, capacity, current, holder, last_on, last_on_precision, claim_created_at;

UPDATE claims_position p SET contradicted = true
FROM claims_derived_contradicted d WHERE d.id = p.id AND d.contradicted;

INSERT INTO claims_claimtally (
    claim_id, affirms, denies, qualifies, questions, reports, declines, disputed, agreement, created_at, updated_at
)
SELECT t.claim_id, affirms, denies, qualifies, questions, reports, declines, disputed, agreement, c.created_at,
       c.updated_at
FROM claims_derived_tally t JOIN claims_claim c ON c.id = t.claim_id
LEFT JOIN claims_derived_agreement a ON a.claim_id = t.claim_id;

ANALYZE claims_position, claims_claimtally;

-- Contradictions, which follow from the positions.

-- The latest stance of a speaker that counts and takes this position on a claim, in one capacity.
CREATE FUNCTION claims_latest_stance(of_speaker bigint, of_claim bigint, in_capacity text, taking text) RETURNS bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT stance_id FROM claims_counted_stance
    WHERE speaker_id = of_speaker AND claim_id = of_claim AND capacity = in_capacity AND position = taking
    ORDER BY made_on DESC, created_at DESC, stance_id DESC LIMIT 1;
END;

-- Two positions on one claim, of which one affirms and the other denies it: those that two speakers hold now, from the
-- point of view of each of them; and those that one speaker took at different times, with the latest stance of each.
-- `claims_position.contradicted` says which positions are here, so that lists find them by its indexes.
CREATE VIEW claims_contradiction AS
    SELECT p.id || '-' || o.id AS id, 'between_speakers' AS kind,
           CASE WHEN p.capacity = 'own' AND o.capacity = 'own' THEN 'own' ELSE 'represented' END AS capacity,
           p.claim_id, p.claim_created_at, p.speaker_id, o.speaker_id AS other_id,
           CASE p.position WHEN 'affirms' THEN p.speaker_id ELSE o.speaker_id END AS affirmed_by_id,
           CASE p.position WHEN 'affirms' THEN o.speaker_id ELSE p.speaker_id END AS denied_by_id,
           CASE p.position WHEN 'affirms' THEN p.stance_id ELSE o.stance_id END AS affirms_id,
           CASE p.position WHEN 'affirms' THEN o.stance_id ELSE p.stance_id END AS denies_id,
           p.position = 'affirms' AS affirming, p.capacity AS speaker_capacity, o.capacity AS other_capacity,
           p.id AS position_id, o.id AS other_position_id, p.last_on,
           o.last_on AS other_last_on
    FROM claims_position p JOIN claims_position o ON o.claim_id = p.claim_id AND o.speaker_id <> p.speaker_id
        AND o.position = CASE p.position WHEN 'affirms' THEN 'denies' WHEN 'denies' THEN 'affirms' END
    WHERE p.contradicted AND o.contradicted
    UNION ALL
    SELECT p.id || '-' || p.id, 'change_of_mind', p.capacity, p.claim_id, p.claim_created_at, p.speaker_id, p.speaker_id,
           p.speaker_id, p.speaker_id,
           claims_latest_stance(p.speaker_id, p.claim_id, p.capacity, 'affirms'),
           claims_latest_stance(p.speaker_id, p.claim_id, p.capacity, 'denies'),
           true, p.capacity, p.capacity, p.id, p.id, p.last_on, p.last_on
    FROM claims_position p WHERE p.taken @> ARRAY['affirms', 'denies']::varchar(9)[];

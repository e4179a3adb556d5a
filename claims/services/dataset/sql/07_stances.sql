-- Stances, three for every two statements. A speaker often repeats a claim, and seldom changes position on it.

INSERT INTO claims_stance (
    id, statement_id, claim_id, position, explicitness, qualification, excerpt, rationale, method, model_name,
    review_status, coder_id, reviewer_id, confidence, made_on, speaker_id, on_behalf_of_id, created_at, updated_at
)
SELECT id, statement, claim, position,
       CASE WHEN chance(id, 120) < 0.75 THEN 'explicit' ELSE 'implied' END,
       CASE position WHEN 'qualifies' THEN 'if ' || phrase(1, chance(id, 121)) ELSE '' END,
       CASE WHEN chance(id, 122) < 0.6 THEN array_to_string((string_to_array(text, ' '))[2:8], ' ') ELSE '' END,
       CASE WHEN chance(id, 123) < 0.2 THEN sentence(1, 2, id, 124) ELSE '' END,
       method, CASE method WHEN 'model' THEN 'coder-' || 1 + id % 3 ELSE '' END,
       review_status, CASE method WHEN 'human' THEN coder(id) END,
       CASE WHEN review_status <> 'suggested' THEN coder(id + 1) END,
       CASE WHEN method = 'model' THEN round((0.5 + 0.5 * chance(id, 126))::numeric, 3)::float8 END,
       made_on, speaker, on_behalf_of_id, created_at, created_at
FROM (
    SELECT id, statement, claim, text, made_on, speaker, on_behalf_of_id, created_at,
           CASE WHEN chance(id, 127) < 0.3 THEN 'model' ELSE 'human' END AS method,
           weighted('{confirmed,suggested,rejected}', '{0.9,0.97}', chance(id, 128)) AS review_status,
           -- Nobody denies most of the claims.
           CASE WHEN position = 'denies' AND chance(claim, 129) < 0.6 THEN 'affirms' ELSE position END AS position
    FROM (
        SELECT *, weighted('{affirms,denies,qualifies,questions,reports,declines}', '{0.48,0.74,0.81,0.88,0.96}',
                           CASE WHEN chance(id, 130) < 0.1 THEN chance(id, 131)
                                ELSE chance(speaker * 16777216 + claim, 132) END) AS position
        FROM (
            SELECT row_number() OVER (ORDER BY s.id, number) AS id, s.id AS statement, s.speaker_id AS speaker,
                   s.on_behalf_of_id, s.text, s.made_on, 1 + (first + (number - 1) * 7) % claims() AS claim,
                   s.created_at + number * interval '1 minute' AS created_at
            FROM claims_statement s
            CROSS JOIN LATERAL (
                SELECT CASE WHEN chance(s.id, 133) < 0.4
                    THEN floor(chance(s.speaker_id * 65536 + floor(chance(s.id, 134) * (6 + 4000 / s.speaker_id))::int, 135)
                               * claims())::bigint
                    ELSE skewed(chance(s.id, 134), 2, claims()) END
            ) c (first)
            CROSS JOIN LATERAL generate_series(
                1, width_bucket(chance(s.id, 136), '{0.1,0.55,0.85}'::float8[])
            ) number
        ) taken
    ) held
) stance
ORDER BY id;

-- A statement is about incidents of its claims.
INSERT INTO claims_statement_incidents (id, statement_id, incident_id)
SELECT row_number() OVER (ORDER BY statement_id, incident_id), statement_id, incident_id
FROM (
    SELECT DISTINCT s.statement_id, l.incident_id
    FROM claims_stance s JOIN claims_incidentclaim l ON l.claim_id = s.claim_id
    WHERE chance(s.id, 140) < 0.7
) about;

ANALYZE claims_stance, claims_statement_incidents;

-- Claims, their topics, their links to incidents, and the relations between claims.

INSERT INTO claims_claim (
    id, slug, text, name, kind, language, checkable, context, first_appearance_id, created_at, updated_at
)
SELECT id, format('claim-%s-%s', lpad(id::text, 7, '0'), slug_words(id, 60)), text,
       regexp_replace(left(text, 60), '[\s.]\S*$', ''),
       pick('{event,attribution,intent,numerical,causal,prediction,promise,position,opinion}', chance(id, 61)),
       language_of(tongue), chance(id, 61) < 0.7,
       CASE WHEN chance(id, 62) < 0.3 THEN sentence(tongue, 3, id, 63) ELSE '' END,
       CASE WHEN chance(id, 64) < 0.5 THEN 1 + (id * sources() / claims()) % sources() END,
       moment(id::float8 / claims()), moment(id::float8 / claims() * 0.5 + chance(id, 65) * 0.5)
FROM (
    SELECT id, tongue, sentence(tongue, 2 + floor(chance(id, 67) * 2)::int, id, 66) AS text
    FROM generate_series(1, claims()) id
    CROSS JOIN LATERAL (SELECT CASE WHEN chance(id, 68) < 0.6 THEN 1 ELSE tongue(id) END) t (tongue)
) c;

INSERT INTO claims_claim_topics (id, claim_id, topic_id)
SELECT c.id * 2 + nth - 1, c.id, 1 + (floor(chance(c.id, 70) * topics())::bigint + nth * 3) % topics()
FROM claims_claim c, generate_series(1, 1 + (chance(c.id, 71) < 0.4)::int) nth;

-- Most claims are about one incident, some about two, a few about none.
INSERT INTO claims_incidentclaim (id, incident_id, claim_id, aspect, created_at, updated_at)
SELECT c.id * 2 + nth - 1, skewed(chance(c.id * 2 + nth, 72), 1.4, incidents()), c.id,
       pick('{occurrence,responsibility,intent,cause,impact,legality,response}', chance(c.id * 2 + nth, 73)),
       c.created_at, c.created_at
FROM claims_claim c, generate_series(1, width_bucket(chance(c.id, 74), '{0.1,0.85}'::float8[])) nth
ON CONFLICT DO NOTHING;

INSERT INTO claims_claimrelation (id, claim_id, other_id, kind, created_at, updated_at)
SELECT c.id, c.id, 1 + (c.id + floor(chance(c.id, 75) * 30)::bigint) % claims(),
       pick('{equivalent,contradicts,narrower,supports,depends_on}', chance(c.id, 76)), c.created_at, c.created_at
FROM claims_claim c WHERE chance(c.id, 77) < 0.1
ON CONFLICT DO NOTHING;

ANALYZE claims_claim, claims_claim_topics, claims_incidentclaim, claims_claimrelation;

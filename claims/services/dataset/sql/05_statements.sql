-- Statements, recorded in the order of their ids: most of them soon after they were made, some long after.

INSERT INTO claims_statement (
    id, slug, speaker_id, source_id, kind, text, language, original_text, original_language, attribution,
    affiliation_id, on_behalf_of_id, made_on, made_on_precision, venue, status, supersedes_id, created_at, updated_at
)
SELECT s.id,
       format('speaker-%s-%s-%s-%s', lpad(s.speaker::text, 6, '0'), s.made_on, slug_words(s.id, 80), s.id),
       s.speaker, s.source, s.kind,
       sentence(s.tongue, 3 + floor(chance(s.id, 82) * 3)::int, s.id, 81), language_of(s.tongue),
       CASE WHEN translated THEN sentence(tongue(s.speaker), 3 + floor(chance(s.id, 82) * 3)::int, s.id, 83)
            ELSE '' END,
       CASE WHEN translated THEN language_of(tongue(s.speaker)) ELSE '' END,
       CASE WHEN chance(s.id, 84) < 0.4 THEN coalesce(held.role, 'officials') ELSE '' END,
       held.id, CASE WHEN chance(s.id, 85) < 0.15 THEN held.organization END,
       s.made_on, s.period, CASE WHEN chance(s.id, 86) < 0.15 THEN made_up(s.id % 500, 87) ELSE '' END,
       s.status, CASE WHEN s.status_before IN ('corrected', 'retracted') THEN s.before END,
       moment(s.share), moment(CASE WHEN s.status = 'active' THEN s.share ELSE (s.share + 1) / 2 END)
FROM (
    SELECT id, share, period, speaker, made_on, tongue, source, kind,
           -- A corrected statement needs a replacement, so the last one of a speaker is retracted instead.
           CASE WHEN status = 'corrected' AND lead(id) OVER earlier IS NULL THEN 'retracted' ELSE status END AS status,
           lag(id) OVER earlier AS before, lag(status) OVER earlier AS status_before,
           tongue = 1 AND tongue(speaker) > 1 AND chance(id, 88) < 0.4 AS translated
    FROM (
        SELECT id, share, period, speaker, vague(day(share) - delay, period) AS made_on,
               CASE WHEN chance(id, 90) < 0.5 THEN 1 ELSE tongue(speaker) END AS tongue,
               greatest(1, least(sources(), ceil((id + 400 * chance(id, 91) - 200) * sources() / statements())))::bigint
                   AS source,
               weighted('{quote,paraphrase,official_text,non_verbal}', '{0.4,0.8,0.97}', chance(id, 92)) AS kind,
               weighted('{active,corrected,retracted,misattributed}', '{0.96,0.98,0.99}', chance(id, 93)) AS status
        FROM generate_series(1, statements()) id
        CROSS JOIN LATERAL (
            SELECT id::float8 / statements(), precision_of(chance(id, 94)), zipf(chance(id, 95), speakers()),
                   floor(CASE WHEN chance(id, 96) < 0.7 THEN 15 * chance(id, 97) ELSE 1100 * chance(id, 97) ^ 2 END)::int
        ) d (share, period, speaker, delay)
    ) drawn
    WINDOW earlier AS (PARTITION BY speaker ORDER BY id)
    ORDER BY id
) s
LEFT JOIN LATERAL (
    -- As the trigger does: the affiliation on that day, if there was exactly one.
    SELECT min(a.id) AS id, min(a.role) AS role, min(a.organization_id) AS organization
    FROM claims_affiliation a
    WHERE a.person_id = s.speaker AND claims_role_covers(a, s.made_on, s.period)
    HAVING count(*) = 1
) held ON true;

-- Each statement that is not active has a correction, with its replacement if there is one.
INSERT INTO claims_correction (
    id, statement_id, status, what, why, corrected_at, replacement_id, editor_id, created_at, updated_at
)
SELECT row_number() OVER (ORDER BY s.id), s.id, s.status, sentence(1, 2, s.id, 98), sentence(1, 1, s.id, 99),
       s.updated_at, later.id, coder(s.id), s.updated_at, s.updated_at
FROM claims_statement s LEFT JOIN claims_statement later ON later.supersedes_id = s.id
WHERE s.status <> 'active'
ORDER BY s.id;

ANALYZE claims_statement, claims_correction;

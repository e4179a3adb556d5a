-- Topics, and speakers: a sixth are organisations, a few are groups. Speakers with a lower id make more statements.

INSERT INTO claims_topic (id, slug, name, broader_id, created_at, updated_at)
SELECT id, format('topic-%s-%s', lpad(id::text, 4, '0'), slug_words(id, 10)),
       initcap(replace(slug_words(id, 10), '-', ' ')),
       CASE WHEN id > 10 THEN 1 + floor(chance(id, 11) * 10)::int END, moment(0), moment(0)
FROM generate_series(1, topics()) id;

INSERT INTO claims_speaker (
    id, slug, kind, name, sort_name, other_names, summary, country, identifiers, website, image_url,
    created_at, updated_at
)
SELECT id, slug, kind, name,
       CASE kind WHEN 'person' THEN regexp_replace(name, '^(\S+) (.*)$', '\2, \1') ELSE name END,
       CASE WHEN chance(id, 20) < 0.3 THEN ARRAY[made_up(id, 21) || ' ' || made_up(id, 22)] ELSE '{}' END,
       CASE WHEN chance(id, 23) < 0.5 THEN sentence(1, 3, id, 24) ELSE '' END,
       CASE WHEN kind = 'organization' AND chance(id, 25) < 0.2 THEN '' ELSE country_of(tongue(id)) END,
       CASE WHEN chance(id, 26) < 0.6 THEN jsonb_build_object('dataset', slug) ELSE '{}' END,
       CASE WHEN chance(id, 27) < 0.4 THEN format('https://%s.example/', slug) ELSE '' END, '',
       moment(id::float8 / speakers() * 0.1), moment(id::float8 / speakers())
FROM (
    SELECT id, kind, 'speaker-' || lpad(id::text, 6, '0') AS slug,
           CASE kind
               WHEN 'person' THEN made_up(id, 28) || ' ' || made_up(id, 29)
               WHEN 'organization' THEN initcap(replace(slug_words(id, 28), '-', ' ')) || ' '
                   || pick('{Agency,Ministry,Council,Party,Commission,Union,Office,Fleet}', chance(id, 29))
               ELSE format('Officials of %s', made_up(id, 28))
           END AS name
    FROM (
        SELECT id, CASE WHEN id % 6 = 0 THEN 'organization' WHEN id % 31 = 30 THEN 'group' ELSE 'person' END AS kind
        FROM generate_series(1, speakers()) id
    ) k
) s;

INSERT INTO claims_speakeridentifier (id, speaker_id, scheme, value, created_at, updated_at)
SELECT row_number() OVER (ORDER BY s.id), s.id, pair.key, pair.value, s.created_at, s.updated_at
FROM claims_speaker s, jsonb_each_text(s.identifiers) pair;

-- Each person has one to three successive roles, of which the last one continues. Some have an undated former role too.
INSERT INTO claims_affiliation (
    id, person_id, organization_id, role, start_date, start_date_precision, end_date, end_date_precision, former,
    created_at, updated_at
)
SELECT row_number() OVER (ORDER BY person, nth), person, organization,
       pick('{Spokesperson,Minister,Secretary General,Director,Head of Department,Member of Parliament,Adviser,
              Commander,Ambassador,Chair}', chance(person * 4 + nth, 32)),
       CASE WHEN NOT former AND nth > 1 THEN vague(day(turn * (nth - 1) / roles), began) END,
       CASE WHEN NOT former AND nth > 1 THEN began ELSE '' END,
       CASE WHEN NOT former AND nth < roles THEN vague(day(turn * nth / roles), ended) END,
       CASE WHEN NOT former AND nth < roles THEN ended ELSE '' END,
       former, moment(0.1), moment(0.1 + 0.9 * chance(person * 4 + nth, 33))
FROM (
    SELECT s.id AS person, nth, roles, nth > roles AS former, 0.3 + 0.7 * chance(s.id, 34) AS turn,
           6 * (1 + floor(chance(s.id * 4 + nth, 31) * (speakers() / 6))::bigint) AS organization,
           precision_of(chance(s.id * 4 + nth, 35)) AS began, precision_of(chance(s.id * 4 + nth, 36)) AS ended
    FROM claims_speaker s
    CROSS JOIN LATERAL (SELECT 1 + floor(chance(s.id, 30) * 3)::int) r (roles)
    CROSS JOIN LATERAL generate_series(1, roles + (chance(s.id, 37) < 0.2)::int) nth
    WHERE s.kind = 'person'
) a
ORDER BY person, nth
-- The exclusion constraint refuses the same role in the same organisation twice in a row.
ON CONFLICT DO NOTHING;

ANALYZE claims_topic, claims_speaker, claims_speakeridentifier, claims_affiliation;

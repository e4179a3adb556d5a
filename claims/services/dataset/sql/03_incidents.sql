-- Incidents, some of them part of a wider pattern, and their actors.

INSERT INTO claims_incident (
    id, slug, name, kind, summary, start_date, start_date_precision, end_date, end_date_precision,
    location_name, countries, latitude, longitude, status, part_of_id, created_at, updated_at
)
SELECT id, format('incident-%s-%s', lpad(id::text, 6, '0'), slug_words(id, 40)),
       format('%s of %s %s', initcap(replace(slug_words(id, 40), '-', ' ')), made_up(id, 41), extract(year FROM day)),
       (SELECT slug FROM claims_incidentkind
        ORDER BY slug OFFSET floor(chance(id, 42) * (SELECT count(*) FROM claims_incidentkind)) LIMIT 1),
       CASE WHEN chance(id, 43) < 0.7 THEN sentence(1, 4, id, 44) ELSE '' END,
       CASE WHEN dated THEN vague(day, began) END, CASE WHEN dated THEN began ELSE '' END,
       CASE WHEN ended THEN day + floor(chance(id, 45) * 20)::int END, CASE WHEN ended THEN 'day' ELSE '' END,
       CASE WHEN chance(id, 46) < 0.8 THEN made_up(id, 41) ELSE '' END,
       CASE WHEN chance(id, 47) < 0.2
            THEN ARRAY[country_of(tongue(id)), country_of(1 + tongue(id) % 9)] ELSE ARRAY[country_of(tongue(id))] END,
       CASE WHEN placed THEN round((54 + 12 * chance(id, 48))::numeric, 5)::float8 END,
       CASE WHEN placed THEN round((8 + 30 * chance(id, 49))::numeric, 5)::float8 END,
       weighted('{reported,alleged,confirmed,disproved}', '{0.4,0.6,0.95}', chance(id, 50)),
       CASE WHEN id > 20 AND chance(id, 51) < 0.2 THEN 1 + floor(chance(id, 52) * least(id / 20, 2000))::bigint END,
       moment(id::float8 / incidents()), moment(id::float8 / incidents())
FROM (
    SELECT id, day(id::float8 / incidents()) AS day, precision_of(chance(id, 53)) AS began,
           chance(id, 54) < 0.97 AS dated, chance(id, 54) < 0.3 AS ended, chance(id, 55) < 0.6 AS placed
    FROM generate_series(1, incidents()) id
) i;

INSERT INTO claims_incidentactor (id, incident_id, speaker_id, role, created_at, updated_at)
SELECT i.id * 4 + nth, i.id, zipf(chance(i.id * 4 + nth, 56), speakers()),
       pick('{alleged_perpetrator,target,witness,responder}', chance(i.id * 4 + nth, 57)), i.created_at, i.created_at
FROM claims_incident i, generate_series(1, floor(chance(i.id, 58) * 4)::int) nth
ON CONFLICT DO NOTHING;

ANALYZE claims_incident, claims_incidentactor;

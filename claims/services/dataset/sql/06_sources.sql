-- Sources, one for every four statements. A few hold their text; the citations of these have offsets.

CREATE FUNCTION is_held(source bigint) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT chance(source, 100) < 0.04
$$;

-- The words of each statement as its source has them, and their offset in the text of a source that holds it.
CREATE TABLE dataset.reported AS
SELECT id, source_id, kind, words, is_held(source_id) AS held, created_at,
       sum(length(words) + 3) OVER (PARTITION BY source_id ORDER BY id) - length(words) - 3 AS char_offset
FROM (
    SELECT id, source_id, kind, created_at, CASE original_text WHEN '' THEN text ELSE original_text END AS words
    FROM claims_statement WHERE kind = 'quote' OR is_held(source_id)
) s;

INSERT INTO claims_source (
    id, slug, kind, url, headline, publisher, author, published_on, published_on_precision, language,
    archived_url, accessed_on, content_sha256, content, created_at, updated_at
)
SELECT id, format('source-%s-%s', lpad(id::text, 7, '0'), slug_words(id, 101)),
       weighted('{news_article,press_release,social_post,transcript,interview,broadcast,document}',
                '{0.6,0.72,0.82,0.88,0.93,0.97}', chance(id, 102)),
       CASE WHEN online THEN format('https://%s.example/%s/%s', publisher, extract(year FROM day), id) ELSE '' END,
       CASE WHEN chance(id, 103) < 0.95 THEN rtrim(sentence(tongue(id), 2, id, 104), '.') ELSE '' END,
       initcap(replace(publisher, '-', ' ')),
       CASE WHEN chance(id, 105) < 0.6 THEN made_up(id % 5000, 106) || ' ' || made_up(id % 5000, 107) ELSE '' END,
       CASE WHEN dated THEN day END, CASE WHEN dated THEN 'day' ELSE '' END, language_of(tongue(id)),
       CASE WHEN online AND chance(id, 108) < 0.4 THEN format('https://archive.example/copies/%s', id) ELSE '' END,
       CASE WHEN chance(id, 109) < 0.7 THEN day + 3 END,
       CASE WHEN text.content IS NOT NULL THEN encode(sha256(convert_to(text.content, 'UTF8')), 'hex') ELSE '' END,
       coalesce(text.content, ''), moment(share), moment(share)
FROM (
    SELECT id, id::float8 / sources() AS share, day(id::float8 / sources()) AS day,
           chance(id, 110) < 0.93 AS online, chance(id, 111) < 0.97 AS dated,
           'press-' || lpad((1 + floor(chance(id, 112) ^ 2 * 400))::text, 3, '0') AS publisher
    FROM generate_series(1, sources()) id
) s
LEFT JOIN (
    SELECT source_id, string_agg(words, ' — ' ORDER BY id) AS content
    FROM dataset.reported WHERE held GROUP BY source_id
) text ON text.source_id = s.id
ORDER BY id;

-- Every quote has a citation, or two.
INSERT INTO claims_citation (
    id, statement_id, exact, prefix, suffix, start, "end", media_start, media_end, created_at, updated_at
)
SELECT r.id * 2 + part.number, r.id, part.exact,
       CASE
           -- Shows that nothing is left out between the two citations of a quote.
           WHEN part.number = 1 THEN ' '
           WHEN NOT held AND chance(r.id, 113) < 0.3 THEN phrase(1, chance(r.id, 114)) || ': '
           ELSE ''
       END, '',
       CASE WHEN held OR break IS NOT NULL THEN char_offset + part.skipped END,
       CASE WHEN held OR break IS NOT NULL THEN char_offset + part.skipped + length(part.exact) END,
       CASE WHEN timed THEN r.id % 3600 END, CASE WHEN timed THEN r.id % 3600 + length(part.exact) / 12.5 END,
       r.created_at, r.created_at
FROM dataset.reported r
CROSS JOIN LATERAL (
    SELECT NOT held AND chance(r.id, 115) < 0.05,
           CASE WHEN chance(r.id, 116) < 0.15 THEN 50 + strpos(substr(words, 51), ' ') END
) b (timed, break)
CROSS JOIN LATERAL (
    SELECT 0, coalesce(left(words, break - 1), words), 0
    UNION ALL SELECT 1, substr(words, break + 1), break WHERE break IS NOT NULL
) part (number, exact, skipped)
WHERE r.kind = 'quote'
ORDER BY 1;

DROP TABLE dataset.reported;

ANALYZE claims_source, claims_citation;

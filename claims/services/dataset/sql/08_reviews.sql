-- Reviews: of every fourth claim, some of them several by different authors; most by others, and most published.

INSERT INTO claims_review (
    id, slug, claim_id, author, author_url, url, headline, published_on, published_on_precision, language, rating,
    rating_value, best_rating, worst_rating, verdict, body, own, status, coder_id, approver_id, review_note,
    created_at, updated_at
)
SELECT row_number() OVER (ORDER BY claim, nth), format('review-%s-%s', claim, nth), claim, author, '',
       CASE WHEN own THEN '' ELSE format('https://%s.example/%s', lower(replace(author, ' ', '-')), claim) END,
       sentence(1, 1, number, 150), made_on, 'day', 'en', initcap(replace(verdict, '_', ' ')), NULL, NULL, NULL, verdict,
       sentence(1, 3, number, 151), own, status, coder(number),
       CASE WHEN status IN ('proofreading_needed', 'published') THEN coder(number + 1) END, '', created_at, created_at
FROM (
    SELECT *, 'Checker ' || 1 + (claim * 7 + nth) % 40 AS author,
           CASE WHEN own THEN weighted('{published,draft,approval_needed,proofreading_needed}', '{0.85,0.9,0.95}',
                                       chance(number, 152))
                ELSE weighted('{published,draft,approval_needed}', '{0.9,0.95}', chance(number, 152)) END AS status,
           CASE WHEN kind = 'promise'
                THEN pick('{kept,broken,compromise,stalled,in_the_works,not_yet_rated,other}', chance(number, 153))
                ELSE weighted('{false,mostly_false,half_true,mostly_true,true,misleading,missing_context,unverifiable}',
                              '{0.4,0.5,0.6,0.7,0.8,0.9,0.97}', chance(number, 153)) END AS verdict
    FROM (
        SELECT c.id AS claim, c.kind, nth, c.id * 4 + nth AS number, chance(c.id * 4 + nth, 154) < 0.2 AS own,
               day(c.id::float8 / claims()) AS made_on, c.created_at + nth * interval '1 day' AS created_at
        FROM claims_claim c
        CROSS JOIN LATERAL generate_series(1, width_bucket(chance(c.id, 155), '{0.75,0.9,0.97}'::float8[])) nth
    ) of_claim
) review
ORDER BY claim, nth;

ANALYZE claims_review;
